"""What many tests share: models are loaded once a session."""

from __future__ import annotations

import pytest
from hypothesis import settings

from dateline.api import Coder
from dateline.parse import Parser

# No test is timed: a busy machine would fail it. Speed is the benchmarks' matter.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


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
