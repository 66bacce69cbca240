"""Reports of many articles as a table for the terminal: one row a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from ..store.contract import StoredReport
from . import wording
from .incident_table import ARROW
from .list_table import Line, drawn, or_missing, stack, table
from .options import ExportOptions

_COLUMNS = (
    ("Date, place", 21, None),
    ("Type, “words”", 20, None),
    ("Who → whom", 24, None),
    ("Counts", None, 12),
    ("Told by, factuality", 20, None),
    ("Outlet, key", 24, None),
)


def tables(reports: Iterable[StoredReport], options: ExportOptions) -> Iterator[str]:
    """One table of all reports; nothing where there is none."""
    rows = [_cells(one, max(24, options.width // 3)) for one in reports]
    if rows:
        yield drawn(table(_COLUMNS, rows), options)


def _cells(stored: StoredReport, limit: int) -> list[Text]:
    report = stored.report
    when = "" if report.date.value is None else wording.when(report.date)
    where = "" if report.place.value is None else wording.where(report.place)
    return [
        stack(
            or_missing(when, f"date {wording.reason(report.date)}"),
            or_missing(wording.clip(where, limit), f"place {wording.reason(report.place)}"),
        ),
        stack(
            or_missing(wording.plain(wording.words(report.event_type.value)),
                       wording.reason(report.event_type), "bold"),
            (f"“{wording.clip(report.trigger.text, limit)}”", "cyan"),
        ),
        _who(stored, limit),
        stack(or_missing("\n".join(wording.counts(report.counts)), "–")),
        stack(
            *((wording.clip(told, limit), "") for told in wording.tellers(report.attribution)),
            (report.factuality.value, ""),
        ),
        stack(*_outlet(stored, limit), (wording.plain(report.key), "dim")),
    ]  # fmt: skip


def _who(stored: StoredReport, limit: int) -> Text:
    actors, targets = (
        wording.clip(", ".join(wording.names(side)), 2 * limit)
        for side in (stored.report.actors, stored.report.targets)
    )
    cell = stack(or_missing(actors, "not stated"))
    return Text.assemble(cell, f" {ARROW} ", targets) if targets else cell


def _outlet(stored: StoredReport, limit: int) -> tuple[Line, ...]:
    article = stored.article
    name = wording.clip(article.source.name, limit) if article.source else ""
    return (
        or_missing(name, "outlet not stated"),
        (f"{article.published}" if article.published else "", ""),
        ("a copy" if article.copy_of else "", "red"),
    )
