"""What the reports of one event say that cannot all hold: none of it is settled silently."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TypeVar

from ..assess.contradictions.counted import figures
from ..assess.contradictions.words import pattern
from ..records.claim import ContradictionKind
from ..records.entity import CountRange, EventDate
from ..records.event import CountPhrase, Report
from ..records.incident import ReportedWords, ReportsContradiction
from ..records.text import Quote
from .doers import other_doers, turned_round
from .features import kilometres
from .tellers import ToldReport

T = TypeVar("T")

_APART_KM = 30.0
_FINE = frozenset({"exact", "near"})
_MOST_DAYS = 2
_KINDS = ("killed", "injured", "arrested", "abducted")
_ROUGH = pattern("between", "rough")
_GROWN = pattern("between", "grown")
_ANYBODY = pattern("between", "anybody")
_SINGLE = re.compile(r"\b(?:one|1)\b", re.IGNORECASE)
_NIGHT = pattern("between", "night")
_MORNING = pattern("between", "morning")


def disagreements(told: Sequence[ToldReport]) -> tuple[ReportsContradiction, ...]:
    """Contradictions of toll, date, place and actor, one a kind and pair of values.

    Of many reports that differ alike the first two by key are quoted. A later report's higher toll
    is a contradiction, too, unless the report itself says that it grew: which holds is the reader's
    to say.
    """
    reports = [one.report for one in told]
    return (
        *(c for kind in _KINDS for c in _tolls(reports, kind)),
        *_dates(reports),
        *_places(reports),
        *_doers(reports),
    )


def _tolls(reports: Sequence[Report], kind: str) -> Iterator[ReportsContradiction]:
    counted = [(r, c) for r in reports if (c := _count(r, kind)) is not None]
    for (one, first), (other, second) in _distinct(counted, key=lambda c: _range(c[1].value)):
        if _meet(first.value, second.value) or _rounded(first, second):
            continue
        lower, higher = sorted(((one, first), (other, second)), key=lambda c: c[1].value.low)
        if _is_part(lower, higher) or _GROWN.search(higher[0].sentence.text):
            continue
        sentence = f"{_range(first.value)} {kind} in one report, {_range(second.value)} in another."
        yield _contradiction("count", sentence, (one, first.quote), (other, second.quote))


def _dates(reports: Sequence[Report]) -> Iterator[ReportsContradiction]:
    dated = [
        (r, r.date.value)
        for r in reports
        if r.date.value is not None and (r.date.value.end - r.date.value.start).days <= _MOST_DAYS
    ]
    for (one, first), (other, second) in _distinct(dated, key=lambda d: (d[1].start, d[1].end)):
        if first.start <= second.end and second.start <= first.end:
            continue
        if _names_day(one, second) or _names_day(other, first) or _one_night(one, other):
            continue
        sentence = f"{first.start} in one report, {second.start} in another."
        yield _contradiction(
            "date", sentence, (one, _first(one, "date")), (other, _first(other, "date"))
        )


def _places(reports: Sequence[Report]) -> Iterator[ReportsContradiction]:
    placed = [
        (r, r.place.value)
        for r in reports
        if r.place.value is not None and r.place.value.precision in _FINE
    ]
    for (one, first), (other, second) in _distinct(placed, key=lambda p: (p[1].name, p[1].country)):
        km = kilometres(first, second)
        if km is None or km < _APART_KM:
            continue
        if second.name in one.sentence.text or first.name in other.sentence.text:
            continue  # "Jacarezinho, a slum of Rio de Janeiro"
        sentence = f"{first.name} in one report, {second.name} ({km:,.0f} km away) in another."
        yield _contradiction(
            "place", sentence, (one, _first(one, "place")), (other, _first(other, "place"))
        )


def _doers(reports: Sequence[Report]) -> Iterator[ReportsContradiction]:
    """Who started it, one way and the other way round; else two doers of one act, once."""
    turned = turned_round(reports)
    if turned is not None:
        one, other = turned
        sentence = "One report has it the other way round: who acted there is acted upon here."
        yield _contradiction("actor", sentence, (one, one.trigger), (other, other.trigger))
        return
    for (one, first), (other, second) in other_doers(reports):
        quotes = first.phrase.quote, second.phrase.quote
        sentence = f"“{quotes[0].text}” did it in one report, “{quotes[1].text}” in another."
        yield _contradiction("actor", sentence, (one, quotes[0]), (other, quotes[1]))
        return


# -- inside --------------------------------------------------------------------------------


def _distinct(
    found: Iterable[tuple[Report, T]], *, key: Callable[[tuple[Report, T]], Hashable]
) -> Iterator[tuple[tuple[Report, T], tuple[Report, T]]]:
    """Pairs of the first report of each value."""
    first: dict[Hashable, tuple[Report, T]] = {}
    for one in found:
        first.setdefault(key(one), one)
    return combinations(first.values(), 2)


def _count(report: Report, kind: str) -> CountPhrase | None:
    return next((c for c in report.counts if c.kind == kind), None)


def _meet(one: CountRange, other: CountRange) -> bool:
    return (other.high is None or one.low <= other.high) and (
        one.high is None or other.low <= one.high
    )


def _range(value: CountRange) -> str:
    if value.high is None:
        return f"{value.low} or more"
    return str(value.low) if value.low == value.high else f"{value.low} to {value.high}"


def _rounded(one: CountPhrase, other: CountPhrase) -> bool:
    """Whether one of two numbers is rounded ("two dozen") and the other within a fifth of it."""
    if not any(_ROUGH.search(c.quote.text) for c in (one, other)):
        return False
    less, more = sorted((one.value.low, other.value.low))
    return less * 5 >= more * 4


def _is_part(lower: tuple[Report, CountPhrase], higher: tuple[Report, CountPhrase]) -> bool:
    """Whether the lower number may be of some of those that the higher one counts.

    So it may where it is of a kind of them ("24 suspects" of 25 people), where the other sentence
    has it, too, or where it is a town's in the other report's region.
    """
    (one, few), (other, many) = lower, higher
    if not _ANYBODY.search(few.quote.text) and _ANYBODY.search(many.quote.text):
        return True
    if few.value.high == 1 and not _SINGLE.search(few.quote.text):
        return True  # "the driver"
    if few.value.low in figures(other.sentence.text):
        return True  # "nine, three of them in Umm Qasr"
    town, region = one.place.value, other.place.value
    return (
        town is not None
        and region is not None
        and town.precision in _FINE
        and region.precision not in _FINE
        and town.name not in other.sentence.text
    )


def _names_day(report: Report, when: EventDate) -> bool:
    """Whether a report's sentence names the other's day, too: it tells two acts."""
    text = report.sentence.text
    return any(day.strftime("%A") in text for day in (when.start, when.end))


def _one_night(one: Report, other: Report) -> bool:
    """Whether two days next to each other may be one night's."""
    first, second = sorted((r for r in (one, other) if r.date.value), key=_day)
    if (_day(second) - _day(first)).days > 1:
        return False
    return bool(_NIGHT.search(first.sentence.text) or _MORNING.search(second.sentence.text))


def _day(report: Report) -> date:
    return report.date.value.start if report.date.value is not None else date.max


def _first(report: Report, field: str) -> Quote:
    evidence: Iterable[Quote] = getattr(report, field).evidence
    return next(iter(evidence), report.trigger)


def _contradiction(
    kind: ContradictionKind,
    sentence: str,
    one: tuple[Report, Quote],
    other: tuple[Report, Quote],
) -> ReportsContradiction:
    words = tuple(ReportedWords(report.key, quote) for report, quote in (one, other))
    return ReportsContradiction(kind, sentence, words)
