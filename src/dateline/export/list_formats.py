"""The tables of formats that lists out of a store are written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..records.incident import Incident
from ..store.contract import ArticleHit, StoredReport
from . import csv_incidents, incident_table, json_incidents, report_table, stored
from .hit_text import hit_texts
from .options import ExportOptions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListFormat(Generic[T]):
    """One way to write a list."""

    write: Callable[[Iterable[T], ExportOptions], Iterator[str]]
    suffix: str
    grows: bool
    """Whether what is written so far is whole, so that a file may be written as it goes."""


Formats = dict[str, ListFormat[T]]

INCIDENTS: Formats[Incident] = {
    "table": ListFormat(incident_table.tables, ".txt", grows=False),
    "json": ListFormat(json_incidents.array, ".json", grows=False),
    "jsonl": ListFormat(json_incidents.lines, ".jsonl", grows=True),
    "csv": ListFormat(csv_incidents.rows, ".csv", grows=False),
}

ARTICLES: Formats[ArticleHit] = {
    "table": ListFormat(hit_texts, ".txt", grows=False),
    "json": ListFormat(stored.hit_array, ".json", grows=False),
    "jsonl": ListFormat(stored.hit_lines, ".jsonl", grows=True),
    "csv": ListFormat(stored.hit_rows, ".csv", grows=False),
}


def reports(runs: stored.Runs) -> Formats[StoredReport]:
    """The same for reports; JSON says which of the ``runs`` has coded each."""
    writer = stored.ReportWriter(runs)
    return {
        "table": ListFormat(report_table.tables, ".txt", grows=False),
        "json": ListFormat(writer.array, ".json", grows=False),
        "jsonl": ListFormat(writer.lines, ".jsonl", grows=True),
        "csv": ListFormat(writer.rows, ".csv", grows=False),
    }


def named(formats: Formats[T], name: str | None, output: str | None) -> tuple[str, ListFormat[T]]:
    """The format asked for; without a name the one that the output's suffix says, else a table."""
    if name is not None:
        return name, formats[name]
    found = (n for n, one in formats.items() if output and output.lower().endswith(one.suffix))
    chosen = next(found, "table")
    return chosen, formats[chosen]
