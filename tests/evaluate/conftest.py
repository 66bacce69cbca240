"""The command with a coder that needs no model, as the tests of the command line have it."""

from ..cli.conftest import dateline, home

__all__ = ["dateline", "home"]
