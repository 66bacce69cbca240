"""A store of each backend, empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.store import Store

from .backends import BACKENDS

Reopen = Callable[..., Store]


@pytest.fixture(params=sorted(BACKENDS))
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Opens the test's own store: the same one each time."""
    opened: list[Store] = []

    def open_again(**options: object) -> Store:
        opened.append(BACKENDS[request.param](tmp_path, **options))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def store(reopen: Reopen) -> Store:
    return reopen()
