"""The stores that the contract is tested on, one line each.

A backend opens the store of a folder: the same store each time it is asked, whoever asks. A
database server has a database of its own for each folder's name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.store import Store, open_store
from dateline.store.sql_store import Clock, utc_now

from . import postgres_server


@dataclass(frozen=True)
class Tested:
    """A backend: where the store of a folder is, and how that is cleared away."""

    place: Callable[[Path], str]
    forget: Callable[[Path], None]

    def __call__(self, folder: Path, *, clock: Clock = utc_now) -> Store:
        return open_store(self.place(folder), clock=clock)


def _sqlite_place(folder: Path) -> str:
    return str(folder / "store.sqlite")


def _sqlite_forget(folder: Path) -> None:
    """The folder is cleared away by pytest."""


def _postgres_place(folder: Path) -> str:
    return postgres_server.server().database(postgres_server.name_of(folder))


def _postgres_forget(folder: Path) -> None:
    postgres_server.server().drop(postgres_server.name_of(folder))


BACKENDS: dict[str, Tested] = {
    "sqlite": Tested(_sqlite_place, _sqlite_forget),
    "postgres": Tested(_postgres_place, _postgres_forget),
}
_SLOW = frozenset({"postgres"})
NAMES = [pytest.param(name, marks=[pytest.mark.slow] if name in _SLOW else []) for name in BACKENDS]
"""For the ``params`` of a fixture."""
