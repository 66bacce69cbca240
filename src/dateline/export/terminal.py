"""A table for the terminal: one row a report, readable at 100 columns and when piped."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..records.coded import Coded
from ..records.event import CodedArticle, Report
from . import wording
from .options import ExportOptions

_LINES = Box("    \n    \n ── \n    \n ── \n ── \n    \n    \n")
"""A line under the header and between rows, none around: a row is several lines high."""
_NARROWEST = 60
_COUNTS = len("participants")
_MISSING = "dim italic"
_FACT_STYLES = {
    "asserted": "green",
    "alleged": "yellow",
    "denied": "red",
    "negated": "red",
    "planned": "cyan",
    "demanded": "cyan",
    "threatened": "magenta",
    "hypothetical": "dim",
}


def tables(articles: Iterable[CodedArticle], options: ExportOptions) -> Iterator[str]:
    """One table an article, with its contradictions and relations under it."""
    for coded in articles:
        written = io.StringIO()
        console = Console(
            file=written,
            width=max(options.width, _NARROWEST),
            force_terminal=options.colour,
            color_system="standard" if options.colour else None,
            highlight=False,
            emoji=False,
            markup=False,
            legacy_windows=False,
        )
        _article(console, coded)
        yield "\n".join(line.rstrip() for line in written.getvalue().split("\n"))


def _article(console: Console, coded: CodedArticle) -> None:
    article = coded.article
    console.print(Text(wording.heading(article.title, article.text), style="bold"))
    known = [
        wording.plain(article.source.name) if article.source else "",
        f"published {article.published}" if article.published else "no publication date",
        _many(len(coded.reports), "report"),
        f"id {wording.clip(article.id, 40)}",
    ]
    console.print(Text(" · ".join(part for part in known if part), style="dim"))
    if coded.reports:
        console.print(_table(coded, console.width))
    _notes(console, coded)
    console.print()


def _table(coded: CodedArticle, width: int) -> Table:
    table = Table(box=_LINES, show_lines=True, pad_edge=False, expand=True, header_style="bold")
    for title, ratio in (
        ("Date, place", 21),
        ("Type, “words”", 21),
        ("Who", 20),
        ("To whom", 22),
        ("Counts", None),
        ("Told by, factuality", 20),
    ):
        table.add_column(title, ratio=ratio, width=None if ratio else _COUNTS, overflow="fold")
    limit = max(24, width // 3)
    for report in coded.reports:
        table.add_row(*_cells(report, limit))
    return table


def _cells(report: Report, limit: int) -> list[Text]:
    return [
        _stack(
            _or_missing("date", report.date, wording.when(report.date)),
            _or_missing("place", report.place, wording.clip(wording.where(report.place), limit)),
        ),
        _stack(
            (wording.words(report.event_type.value) or wording.reason(report.event_type), "bold"),
            (f"“{wording.clip(report.trigger.text, limit)}”", "cyan"),
        ),
        _list(wording.names(report.actors), limit),
        _list(wording.names(report.targets), limit),
        _list(wording.counts(report.counts), limit, missing="–"),
        _stack(
            *((wording.clip(teller, limit), "") for teller in wording.tellers(report.attribution)),
            (report.factuality.value, _FACT_STYLES.get(report.factuality.value, "")),
        ),
    ]


def _or_missing(field: str, coded: Coded[Any], words: str) -> tuple[str, str]:
    return (words, "") if coded.reason is None else (f"{field} {words}", _MISSING)


def _stack(*lines: tuple[str, str]) -> Text:
    return Text("\n").join(Text(text, style=style) for text, style in lines)


def _list(values: list[str], limit: int, *, missing: str = "not stated") -> Text:
    if not values:
        return Text(missing, style=_MISSING)
    return Text("\n").join(Text(wording.clip(value, limit)) for value in values)


def _notes(console: Console, coded: CodedArticle) -> None:
    for found in coded.contradictions:
        words = "; ".join(f"“{wording.clip(quote.text, 60)}”" for quote in found.evidence)
        line = f"{wording.plain(found.explanation)} {words}".strip()
        console.print(_note(f"Contradiction ({found.kind}): ", "bold red", line))
    for relation in coded.relations:
        console.print(_note("Relation: ", "bold blue", wording.plain(wording.relation(relation))))
    for failure in coded.failures:
        line = f"{failure.stage}: {wording.plain(failure.error)}"
        console.print(_note("Failure: ", "bold red", line))


def _note(label: str, style: str, line: str) -> Text:
    return Text.assemble((label, style), line)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
