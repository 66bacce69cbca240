"""How often values occur among incidents, as a table for the terminal, JSON or CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..store.contract import FacetCount
from . import wording
from .columns import Column, csv_lines
from .json_incidents import indented
from .json_records import encode
from .json_values import Json
from .list_formats import Formats, ListFormat
from .options import ExportOptions

COLUMNS: tuple[Column[FacetCount], ...] = (
    Column("value", "text", lambda facet: facet.value, "the value"),
    Column("id", "text", lambda facet: facet.id, "of an actor its id in the actor file"),
    Column("count", "number", lambda facet: facet.count, "how many incidents have it"),
)


def table(facets: Iterable[FacetCount], options: ExportOptions) -> Iterator[str]:
    """One line a value, the count before it."""
    listed = list(facets)
    widest = max((len(f"{facet.count:,}") for facet in listed), default=0)
    for facet in listed:
        known = f" ({wording.plain(facet.id)})" if facet.id else ""
        yield f"{facet.count:>{widest},}  {wording.clip(facet.value, 80)}{known}\n"


def lines(facets: Iterable[FacetCount], options: ExportOptions) -> Iterator[str]:
    """One JSON object a line, one line a value."""
    return (encode(_json(facet)) + "\n" for facet in facets)


def array(facets: Iterable[FacetCount], options: ExportOptions) -> Iterator[str]:
    """One indented JSON array of all values."""
    return indented(_json(facet) for facet in facets)


def rows(facets: Iterable[FacetCount], options: ExportOptions) -> Iterator[str]:
    """The header, then a row for each value."""
    return csv_lines(COLUMNS, facets)


FORMATS: Formats[FacetCount] = {
    "table": ListFormat(table, ".txt", grows=False),
    "json": ListFormat(array, ".json", grows=False),
    "jsonl": ListFormat(lines, ".jsonl", grows=True),
    "csv": ListFormat(rows, ".csv", grows=False),
}


def _json(facet: FacetCount) -> Json:
    return {"value": facet.value, "id": facet.id, "count": facet.count}
