"""What many tests share: models are loaded once a session."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import settings

from dateline.api import Coder
from dateline.parse import Parser

# No test is timed: a busy machine would fail it. Speed is the benchmarks' matter.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_IN_CI = ("tests/batch/test_ray_cluster.py", "tests/store/test_postgres.py")
_ONE_IN = 6


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests that `.ci/run` has time for: Ray, and a sixth of the store's contract.

    Each contract test on PostgreSQL makes a database of its own; `make test-all` runs them all.
    """
    for item in items:
        if item.get_closest_marker("slow") is None:
            continue
        sampled = "postgres" in item.name and zlib.crc32(item.nodeid.encode()) % _ONE_IN == 0
        if item.nodeid.startswith(_IN_CI) or sampled:
            item.add_marker(pytest.mark.ci)


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The rules alone, which the tests of single rules ask; raises what would be a failure."""
    return Coder(strict=True, detector="rules")


@pytest.fixture(scope="session")
def full_coder() -> Coder:
    """The coder as users have it: rules and event model together."""
    return Coder(strict=True)


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The default parser."""
    return Parser()
