"""Which words of an article are evidence for what, cut into stretches that do not overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..records.event import CodedArticle, Participant, Relation, Report
from ..records.text import Field, Quote

ROLES = (
    "trigger",
    "actor",
    "target",
    "place",
    "date",
    "count",
    "weapon",
    "speaker",
    "cue",
    "link",
    "conflict",
    "relation",
    "loaded",
)
"""The labels of the page's legend; of two marks of one length the earlier role gives the colour."""

_RANK = {role: rank for rank, role in enumerate(ROLES)}
_UNLABELLED = frozenset({"relation"})
_PARAGRAPH_BREAK = re.compile(r"(?:[ \t]*\r?\n){2,}[ \t]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that one card (a report, a relation, a contradiction) rests on, and as what."""

    quote: Quote
    role: str
    card: str
    number: int = 0
    """Of a trigger: which report of its article it is."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the marks over it; ``labels`` are those of the marks that end here."""

    text: str
    role: str = ""
    also: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    """Cards whose trigger (or first evidence) begins here: where a click on the card leads."""
    triggers: tuple[tuple[str, int], ...] = ()
    """Cards of reports whose trigger ends here, and the reports' numbers."""


def card(prefix: str, kind: str, number: int) -> str:
    """The id of a card in the page: ``a1r3`` is the third report of the first article."""
    return f"{prefix}{kind}{number}"


def marks(coded: CodedArticle, prefix: str) -> list[Mark]:
    """Every piece of evidence of an article, its cards' ids beginning with ``prefix``."""
    found: list[Mark] = []
    for number, report in enumerate(coded.reports, start=1):
        key = card(prefix, "r", number)
        found.append(Mark(report.trigger, "trigger", key, number))
        found += _of_report(report, key)
    for number, contradiction in enumerate(coded.contradictions, start=1):
        key = card(prefix, "c", number)
        found += [Mark(quote, "conflict", key) for quote in contradiction.evidence]
    for number, relation in enumerate(coded.relations, start=1):
        found += _of_relation(relation, card(prefix, "l", number))
    return [mark for mark in found if mark.quote.end > mark.quote.start]


def paragraphs(text: str, found: Iterable[Mark], field: Field = "text") -> list[list[Segment]]:
    """``text`` as paragraphs of segments: all of it but its blank lines."""
    here = sorted(
        {mark for mark in found if mark.quote.field == field and mark.quote.end <= len(text)},
        key=lambda mark: (mark.quote.start, mark.quote.end, _RANK[mark.role], mark.card),
    )
    first: dict[str, int] = {}
    for mark in here:
        if mark.role == "trigger":
            first.setdefault(mark.card, mark.quote.start)
    for mark in here:
        first.setdefault(mark.card, mark.quote.start)
    return [list(_segments(text, start, end, here, first)) for start, end in _paragraph_spans(text)]


def _of_report(report: Report, key: str) -> Iterator[Mark]:
    for role, participants in (("actor", report.actors), ("target", report.targets)):
        for participant in participants:
            yield from _of_participant(participant, role, key)
    for role, coded in (("place", report.place), ("date", report.date)):
        if coded.value is not None:
            yield from (Mark(quote, role, key) for quote in coded.evidence)
            if coded.via_quote is not None and coded.via_quote not in coded.evidence:
                yield Mark(coded.via_quote, "link", key)
    yield from (Mark(count.quote, "count", key) for count in report.counts)
    if report.weapon is not None:
        yield Mark(report.weapon, "weapon", key)
    for told in report.attribution:
        if told.speaker is not None:
            yield Mark(told.speaker.quote, "speaker", key)
        yield Mark(told.cue, "cue", key)
    yield from (Mark(quote, "cue", key) for quote in report.factuality.cues)
    yield from (Mark(one.quote, "loaded", key) for one in report.loaded)


def _of_participant(participant: Participant, role: str, key: str) -> Iterator[Mark]:
    phrase = participant.phrase
    yield Mark(phrase.quote, role, key)
    for quote in (phrase.via_quote, phrase.referent):
        if quote is not None:
            yield Mark(quote, "link", key)


def _of_relation(relation: Relation, key: str) -> Iterator[Mark]:
    yield Mark(relation.evidence, "relation", key)
    if relation.origin == "text":
        yield Mark(relation.subject.phrase.quote, "relation", key)
        yield Mark(relation.object.phrase.quote, "relation", key)


def _paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _segments(
    text: str, start: int, end: int, found: list[Mark], first: dict[str, int]
) -> Iterator[Segment]:
    inside = [mark for mark in found if mark.quote.start < end and mark.quote.end > start]
    cuts = {start, end}
    for mark in inside:
        cuts |= {max(start, mark.quote.start), min(end, mark.quote.end)}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        over = [mark for mark in inside if mark.quote.start < right and mark.quote.end > left]
        yield _segment(text, left, right, over, first)


def _segment(text: str, left: int, right: int, over: list[Mark], first: dict[str, int]) -> Segment:
    if not over:
        return Segment(text[left:right])
    by_size = sorted(over, key=lambda m: (m.quote.end - m.quote.start, _RANK[m.role]))
    roles = list(dict.fromkeys(mark.role for mark in by_size))
    ending = [mark for mark in over if mark.quote.end == right]
    labels = {mark.role for mark in ending} - _UNLABELLED
    return Segment(
        text=text[left:right],
        role=roles[0],
        also=tuple(roles[1:]),
        cards=tuple(dict.fromkeys(mark.card for mark in over)),
        labels=tuple(sorted(labels, key=_RANK.__getitem__)),
        begins=tuple(
            dict.fromkeys(
                mark.card for mark in over if mark.quote.start == left == first[mark.card]
            )
        ),
        triggers=tuple((mark.card, mark.number) for mark in ending if mark.role == "trigger"),
    )
