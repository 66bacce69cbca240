"""The table of exporters: a format's name, the function that writes it, and its file suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..records.event import CodedArticle
from . import csv_rows, html_page, json_records, terminal
from .options import ExportOptions

Exporter = Callable[[Iterable[CodedArticle], ExportOptions], Iterator[str]]
"""Coded articles to pieces of text: of ``jsonl`` whole lines, of ``table`` whole articles."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write coded articles."""

    write: Exporter
    suffix: str
    grows: bool
    """Whether what is written so far is whole, so that a file may be written as it goes."""


EXPORTERS: dict[str, Format] = {
    "table": Format(terminal.tables, ".txt", grows=False),
    "json": Format(json_records.array, ".json", grows=False),
    "jsonl": Format(json_records.lines, ".jsonl", grows=True),
    "html": Format(html_page.page, ".html", grows=False),
    "csv": Format(csv_rows.rows, ".csv", grows=False),
}
