"""Coding runs, and what became of incidents and reports, for reading and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from ..store.contract import KnownRun
from . import wording
from .json_values import Json
from .report_lines import many, wrapped


def run_json(known: KnownRun) -> Json:
    """A run as plain dicts: its number, when it was opened, its versions, its counts."""
    return {
        "number": known.number,
        "opened": known.opened.isoformat(),
        "run": asdict(known.run),
        "articles": known.articles,
        "reports": known.reports,
        "incidents": known.incidents,
    }


def run_text(known: KnownRun, *, is_meant: bool) -> str:
    """A run in a few lines; ``is_meant`` where others are not named."""
    return "\n".join(_lines(known, is_meant=is_meant)) + "\n"


def run_line(known: KnownRun) -> str:
    """A run in one line."""
    return (
        f"Run {known.number}, opened {known.opened:%Y-%m-%d %H:%M} UTC, Dateline "
        f"{wording.plain(known.run.dateline)}"
    )


def _lines(known: KnownRun, *, is_meant: bool) -> Iterator[str]:
    meant = " (the one that is meant without --run)" if is_meant else ""
    yield f"{run_line(known)}{meant}"
    counts = (known.articles, "article"), (known.reports, "report"), (known.incidents, "incident")
    yield from wrapped("coded", ", ".join(many(number, noun) for number, noun in counts))
    for name, version in asdict(known.run).items():
        if name != "dateline":
            yield from wrapped(name, version)
