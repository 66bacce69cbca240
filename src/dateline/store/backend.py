"""What a database has to offer beyond plain SQL; one class a database implements it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Protocol

from sqlalchemy import Connection, Engine, Insert, Select, Table
from sqlalchemy.exc import DBAPIError

from ..errors import StoreError

Searched = Literal["article", "report", "incident", "actor"]
"""What has a text index: title and text of articles, words of reports and incidents, names."""

Phrases = Sequence[Sequence[str]]
"""As `dateline.store.words.phrases` gives them: all of them must be found."""


class Backend(Protocol):
    """A database. Its text indexes keep themselves up to date (triggers, generated columns)."""

    place: str
    """Where it is, for messages."""
    read_only: bool

    def engine(self) -> Engine:
        """Connections whose transactions see one state of the store from begin to end.

        Where a connection has the execution option ``writes`` set, its transaction waits for
        other writers when it begins, not in its middle.
        """

    def insert_new(self, table: Table) -> Insert:
        """An insert that leaves out rows whose key is there already."""

    def found(self, what: Searched, words: Phrases) -> Select[int]:
        """The numbers of all rows that have them."""

    def best(self, words: Phrases) -> Select[int, str]:
        """Numbers and snippets of articles, the best first; found words stand in ``[`` ``]``."""

    def overwriting(self, connection: Connection) -> AbstractContextManager[None]:
        """What is deleted inside leaves no trace in the database, nor in its text indexes."""

    def copy(self, path: Path) -> None:
        """Write a copy of the database to a file that is not there yet."""

    def explained(self, error: DBAPIError) -> StoreError:
        """What a database error means, in one line."""
