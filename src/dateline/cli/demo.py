"""``dateline demo``: the example reports in a store of their own, and the workbench over it."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from ..adding import Adder
from ..config import MAX_TEXT_CHARS
from ..ingest import Given, read_jsonl
from ..pipeline import Coder
from ..store.opening import open_store
from ..user_folders import user_file
from . import serve
from .options import CoderOptions
from .request import settings_of
from .screen import Screen

EXAMPLES = Path(__file__).parents[1] / "data" / "examples" / "reports.jsonl"
"""Invented reports of invented outlets; the places are real."""


def run(*, store: str | None, port: int, open_browser: bool | None) -> int:
    """Load the examples where they are not there yet, serve until interrupted; the exit code."""
    with ExitStack() as left:
        place = store or _own_store(left)
        _load(place)
        return serve.run(
            store=place, address=("127.0.0.1", port), open_browser=open_browser,
            tiles=None, tls=(None, None), trust_proxy=False,
        )  # fmt: skip


def _own_store(left: ExitStack) -> str:
    """In the user's data folder; without a home in a folder that goes again at the end."""
    kept = user_file("data", "demo.sqlite")
    if kept is not None:
        return str(kept)
    folder = tempfile.TemporaryDirectory(prefix="dateline-demo-", ignore_cleanup_errors=True)
    return str(Path(left.enter_context(folder), "demo.sqlite"))


def _load(place: str) -> None:
    """Keep, code and merge the examples; what is there already costs next to nothing."""
    with open_store(place) as store, Screen(None) as screen:
        adder = Adder(store, screen.complain, lambda: datetime.now(UTC))
        with EXAMPLES.open("rb") as lines:
            for _ in adder.keep(
                read_jsonl(lines, EXAMPLES.name, Given(), max_chars=MAX_TEXT_CHARS)
            ):
                screen.step("reading the examples")
        coder = Coder(settings_of(CoderOptions(None, None)))
        for tally in adder.code(coder):
            screen.step(f"coding the examples, {tally.reports:,} reports")
        adder.merge(coder)
