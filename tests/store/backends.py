"""The stores that the contract is tested on, one line each.

A backend is a function that opens the store of a folder: the same store each time it is asked,
whoever asks. A database server's would make a schema of its own for each folder's name.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dateline.store import Store, open_store
from dateline.store.sql_store import Clock, utc_now

Opener = Callable[..., Store]


def sqlite(folder: Path, *, clock: Clock = utc_now) -> Store:
    return open_store(folder / "store.sqlite", clock=clock)


BACKENDS: dict[str, Opener] = {
    "sqlite": sqlite,
}
