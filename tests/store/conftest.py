"""A store of each backend, empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.store import Store

from . import postgres_server
from .backends import BACKENDS, NAMES

Reopen = Callable[..., Store]


@pytest.fixture(params=NAMES)
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Opens the test's own store: the same one each time."""
    opened: list[Store] = []
    backend = BACKENDS[request.param]

    def open_again(**options: object) -> Store:
        opened.append(backend(tmp_path, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()
    backend.forget(tmp_path)


@pytest.fixture
def store(reopen: Reopen) -> Store:
    return reopen()


@pytest.fixture(scope="session", autouse=True)
def _servers() -> Iterator[None]:
    """Stops what the tests have started."""
    yield
    postgres_server.stop()
