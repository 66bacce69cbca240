"""What exporters of events share: which reports are rows, known days, tab-separated lines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..merge.main_report import foremost
from ..records.claim import Factuality
from ..records.entity import EventDate
from . import wording
from .csv_rows import Cell, neutral
from .event_days import days_named
from .told import ToldReport

HAPPENED: frozenset[Factuality] = frozenset({"asserted", "alleged"})
"""Told as done, or alleged to be; not planned, demanded, threatened, denied, negated, supposed."""


def happened(factuality: str | None) -> bool:
    """Whether an act of this factuality is told as done or alleged to be."""
    return factuality in HAPPENED


def stories(told: Iterable[ToldReport]) -> tuple[ToldReport, ...]:
    """One report of each story: of an article that tells an event twice the foremost report.

    Copies of one article are one story, and the article itself stands for them where it is there.
    """
    groups: dict[str, list[ToldReport]] = {}
    for one in told:
        groups.setdefault(one.article.copy_of or one.article.hash, []).append(one)
    return tuple(_foremost(group) for group in groups.values())


def first_day(when: EventDate | None) -> date | None:
    """The first of the days that its words name; None where they name but a week, month or year."""
    named = () if when is None else days_named(when)
    return named[0] if named else None


def tsv_line(cells: Iterable[Cell]) -> str:
    """One line of a tab-separated file; nothing in a cell ends it, and no quotes are needed.

    Tabs and line ends become blanks, and ``"`` becomes ``'``: some readers of such files take it
    for the start of a quoted cell, and others do not.
    """
    return "\t".join(_flat(cell) for cell in cells) + "\n"


def _flat(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    text = wording.plain(cell).replace('"', "'")
    return str(neutral(text)) if text.strip("-") else text  # "---" is CAMEO's nobody, no formula


def _foremost(story: list[ToldReport]) -> ToldReport:
    originals = [one for one in story if one.article.copy_of is None] or story
    best = foremost(one.report for one in originals)
    return next(one for one in originals if one.report is best)
