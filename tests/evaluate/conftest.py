"""Coders for these tests: the command line's, which needs no model, and one by rules alone."""

import pytest

from dateline.config import Settings
from dateline.pipeline import Coder

from ..cli.conftest import dateline, home

__all__ = ["dateline", "home"]


@pytest.fixture(scope="module")
def real() -> Coder:
    """A coder by rules alone, that lets errors through."""
    return Coder(Settings(strict=True, detector="rules"))
