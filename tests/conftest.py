"""What many tests share: models are loaded once a session."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.parse import Parser


@pytest.fixture(scope="session")
def coder() -> Coder:
    """A coder that raises what it would keep as a failure."""
    return Coder(strict=True)


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The default parser."""
    return Parser()
