"""What a database has to offer beyond plain SQL; one class a database implements it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, Insert, Select, Table
from sqlalchemy.exc import DBAPIError

from ..errors import DatelineError
from .rows import Row

Searched = Literal["article", "report", "incident", "actor"]
"""What has a text index: title and text of articles, words of reports and incidents, names."""

Phrases = Sequence[Sequence[str]]
"""As `dateline.store.words.phrases` gives them: all of them must be found."""


class Backend(Protocol):
    """A database."""

    place: str
    """Where it is, for messages."""
    read_only: bool

    def engine(self) -> Engine:
        """Connections whose transactions see one state of the store from begin to end.

        Where a connection has the execution option ``writes`` set, its transaction waits for
        other writers when it begins, not in its middle.
        """

    def passed_over(self, column: ColumnElement[int]) -> ColumnElement[int]:
        """A column by which so many rows are alike that its index is a detour.

        The same column where the database sees that by itself.
        """

    def insert_new(self, table: Table) -> Insert:
        """An insert that leaves out rows whose key is there already."""

    def found(self, what: Searched, words: Phrases) -> Select[int]:
        """The numbers of all rows that have them."""

    def insert(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows, in the quickest way; all of them have the same columns."""

    def index(
        self,
        connection: Connection,
        what: Searched,
        texts: Sequence[tuple[int, Sequence[str]]],
        *,
        again: bool = False,
    ) -> None:
        """Rows of these numbers have been saved with these texts: look for their words there.

        Called for each row that is new or, ``again``, has other words; not where one was deleted.
        Does nothing where the text indexes see all that by themselves (triggers).
        """

    def best(self, connection: Connection, words: Phrases, limit: int) -> Sequence[tuple[int, str]]:
        """Numbers and snippets of articles, the best first; found words stand in ``[`` ``]``."""

    def overwriting(self, connection: Connection) -> AbstractContextManager[None]:
        """What is deleted inside leaves no trace in the database, nor in its text indexes.

        Where the database does that later, by itself, this does nothing.
        """

    def settle(self) -> None:
        """Bring up to date what the database knows of its tables, after much was added."""

    def copy(self, path: Path) -> None:
        """Write a copy of the database to a file that is not there yet."""

    def explained(self, error: DBAPIError) -> DatelineError:
        """What a database error means, in one line: mostly a `StoreError`."""
