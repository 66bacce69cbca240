"""An act that one speaker tells of and another denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction
from ...records.event import Report
from ...records.text import Quote

_TOLD = frozenset({"asserted", "alleged"})
_MOST = 100
"""Reports looked at in an article."""


def denial_contradictions(syntax: Syntax, reports: Sequence[Report]) -> Iterator[Contradiction]:
    """One act of a kind in one place that two named speakers affirm and deny; each type once."""
    said: set[str] = set()
    for one, other in combinations(reports[:_MOST], 2):
        kind = one.event_type.value or ""
        values = {one.factuality.value, other.factuality.value}
        if kind in said or kind != other.event_type.value or one.sentence == other.sentence:
            continue
        if "denied" not in values or not values & _TOLD or not _one_place(one, other):
            continue
        speakers = [_speaker(r) for r in (one, other)]
        if None in speakers or speakers[0] == speakers[1]:
            continue
        said.add(kind)
        first, second = sorted((one, other), key=lambda r: r.trigger.start)
        words = tuple(_words(syntax, r) for r in (first, second))
        sentence = f"{speakers[0]} and {speakers[1]} differ on whether it happened."
        yield Contradiction("source", sentence, words)


def _one_place(one: Report, other: Report) -> bool:
    """Whether both name one place, and no two days."""
    first, second = one.place.value, other.place.value
    if first is None or second is None or first.name != second.name:
        return False
    if one.date.value is None or other.date.value is None:
        return True
    a, b = one.date.value, other.date.value
    return a.start <= b.end and b.start <= a.end


def _speaker(report: Report) -> str | None:
    return next((a.speaker.name for a in report.attribution if a.speaker is not None), None)


def _words(syntax: Syntax, report: Report) -> Quote:
    """From the word that denies or tells it to the word for the act."""
    spans = [report.trigger, *report.factuality.cues, *(a.cue for a in report.attribution)]
    inside = [q for q in spans if report.sentence.start <= q.start and q.end <= report.sentence.end]
    start, end = min(q.start for q in inside), max(q.end for q in inside)
    return Quote.of(syntax.parsed.article.text, start, end)
