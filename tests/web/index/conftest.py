"""A store that no test adds to, and an empty one, each with its index."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.store import Store, open_store
from dateline.web.index import (
    IncidentIndex,
)

from ...store.building import (
    RUN,
)
from .varied import MANY, varied, varied_other_run


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of varied incidents, which no test may add to."""
    with open_store(tmp_path_factory.mktemp("index") / "store.sqlite") as store:
        other = replace(RUN, dateline="other")
        varied_other_run(store, other)
        varied(store, random.Random(7), MANY)
        store.open_run(RUN)
        yield store


@pytest.fixture(scope="session")
def index(filled: Store) -> Iterator[IncidentIndex]:
    index = IncidentIndex(filled)
    yield index
    index.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as store:
        yield store


@pytest.fixture
def kept(small: Store) -> Iterator[IncidentIndex]:
    index = IncidentIndex(small)
    yield index
    index.close()
