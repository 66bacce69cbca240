"""An incident as JSON and as CSV: everything that its page shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...export.columns import Column
from ...export.json_incidents import incident_json
from ...export.options import ExportOptions
from ...export.stored import ReportWriter
from ...export.tellers import tellers_json
from ...store.contract import Store
from .incident_history import Taken
from .incident_matrix import Cell, Row
from .incident_near import Near
from .incident_told import Whole

Line = tuple[Row, Cell]


def whole_json(
    store: Store, found: Whole, taken: Sequence[Taken], near: Sequence[Near]
) -> dict[str, Any]:
    """The incident as lists have it, with its reports, tellers, judgements and neighbours."""
    writer = ReportWriter({run.number: run.run for run in store.runs()})
    options = ExportOptions(explain=True)
    record = incident_json(found.incident)
    record["review"] = {"states": {one.key: one.state for one in found.reports}}
    return record | {
        "tellers": tellers_json(found.tellers),
        "told": [writer.to_json(one.stored, options) for one in found.reports],
        "judgements": [
            {
                "reports": list(one.pair),
                "verdict": one.verdict,
                "by": one.reviewer,
                "at": one.at.isoformat(),
                "reason": one.reason,
            }
            for one in found.judgements
        ],
        "took_over": [{"id": one.id, "at": one.at.isoformat()} for one in taken],
        "near": [
            {"id": one.incident.id, "why": list(one.why), "judged": one.verdict} for one in near
        ],
    }


def _words(line: Line) -> str | None:
    return None if line[1].quote is None else line[1].quote.text


def _start(line: Line) -> int | None:
    return None if line[1].quote is None else line[1].quote.start


def _end(line: Line) -> int | None:
    return None if line[1].quote is None else line[1].quote.end


COLUMNS: tuple[Column[Line], ...] = (
    Column("field", "text", lambda one: one[0].field, "the field"),
    Column("agreed", "text", lambda one: one[0].agreed, "what the reports agree on, if they do"),
    Column("report", "text", lambda one: one[1].report.key, "the report's key"),
    Column("outlet", "text", lambda one: one[1].report.outlet, "who published it"),
    Column("published", "day", lambda one: one[1].report.stored.article.published,
           "the day of publication"),
    Column("article", "text", lambda one: one[1].report.stored.article.hash, "the article's hash"),
    Column("value", "text", lambda one: one[1].text, "what the report says"),
    Column("standing", "text", lambda one: one[1].standing,
           "agrees, wider (says less closely), differs, or silent"),
    Column("why", "text", lambda one: one[1].why, "why it says nothing"),
    Column("corrected", "texts", lambda one: one[1].corrected, "what reviewers say instead"),
    Column("words", "text", _words, "the words of the article"),
    Column("start", "number", _start, "where they begin in the text (or title)"),
    Column("end", "number", _end, "where they end"),
)  # fmt: skip
"""One row for each field of each report."""
