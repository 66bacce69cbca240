"""What the reports of one event say that cannot all hold: none of it is settled silently."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from ..records.claim import ContradictionKind
from ..records.entity import CountRange
from ..records.event import CountPhrase, Report
from ..records.incident import ReportedWords, ReportsContradiction
from ..records.text import Quote
from .features import kilometres
from .tellers import ToldReport

T = TypeVar("T")

_APART_KM = 30.0
_FINE = frozenset({"exact", "near"})
_MOST_DAYS = 2
_KINDS = ("killed", "injured", "arrested", "abducted")


def disagreements(told: Sequence[ToldReport]) -> tuple[ReportsContradiction, ...]:
    """Contradictions of toll, date, place and actor, one a kind and pair of values.

    Of many reports that differ alike the first two by key are quoted. A later report's higher toll
    is a contradiction, too: which of them holds is the reader's to say.
    """
    reports = [one.report for one in told]
    return (
        *(c for kind in _KINDS for c in _tolls(reports, kind)),
        *_dates(reports),
        *_places(reports),
        *_types(reports),
    )


def _tolls(reports: Sequence[Report], kind: str) -> Iterator[ReportsContradiction]:
    counted = [(r, c) for r in reports if (c := _count(r, kind)) is not None]
    for (one, first), (other, second) in _distinct(counted, key=lambda c: _range(c[1].value)):
        if _meet(first.value, second.value):
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
        sentence = f"{first.name} in one report, {second.name} ({km:,.0f} km away) in another."
        yield _contradiction(
            "place", sentence, (one, _first(one, "place")), (other, _first(other, "place"))
        )


def _types(reports: Sequence[Report]) -> Iterator[ReportsContradiction]:
    """Who started it: one side's attack on the other in one report, the reverse in another."""
    for one, other in combinations(reports, 2):
        sides, turned = _sides(one), _sides(other)
        if sides is None or turned is None or sides != turned[::-1] or sides[0] == sides[1]:
            continue
        sentence = "One report has it the other way round: who acted there is acted upon here."
        yield _contradiction("actor", sentence, (one, one.trigger), (other, other.trigger))
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


def _sides(report: Report) -> tuple[str, str] | None:
    """The ids of the one actor and the one target, where both are known."""
    ids = [
        [p.actor.value.id for p in side if p.actor.value is not None and p.actor.value.id]
        for side in (report.actors, report.targets)
    ]
    return (ids[0][0], ids[1][0]) if len(ids[0]) == len(ids[1]) == 1 else None


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
