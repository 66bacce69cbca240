"""Numbers of dead, hurt or held that differ between the top of the text and below."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction
from ...records.event import CountPhrase, Report
from ...records.text import Quote

_OTHER_ACT = re.compile(
    r"\b(?:another|others?|more|further|additional(?:ly)?|separate(?:ly)?|second|third|earlier|"
    r"previous(?:ly)?|last|also|since|so far|total|overall|altogether|combined|elsewhere|in all|"
    r"including|among|initial(?:ly)?|later|rose|risen|climbed|revised|then|followed|"
    r"bringing|brings|brought|each|record|annual|average|worst|deadliest|similar)\b",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:about|around|nearly|almost|some|roughly|approximately|close to|estimated)\b"
)
_BOUND = re.compile(
    r"(?:\b(?:at least|more than|over|upwards of|no fewer than|up to|as many as|less than|"
    r"fewer than|under|at most|between|or more|plus)\b|\d\+)",
    re.IGNORECASE,
)
_ANYBODY = frozenset({"people", "person", "dead", "one", "soul", "individual"})
_TOLD = frozenset({"asserted", "alleged"})
_KIND_WORDS = {
    "killed": "killed",
    "injured": "injured",
    "arrested": "arrested",
    "abducted": "abducted",
    "participants": "taking part",
}


@dataclass(frozen=True, slots=True)
class _Toll:
    """A count of a report with where it stands and whom it counts."""

    report: Report
    count: CountPhrase
    sentence: int
    top: bool
    whom: str


_MOST_PAIRS = 500
"""Pairs looked at in one article: a list of a thousand tolls is no report of one act."""


def toll_contradictions(syntax: Syntax, reports: Sequence[Report]) -> Iterator[Contradiction]:
    """Two numbers for one act that cannot both hold, once an event type and kind of count."""
    tolls = [t for r in reports for t in _tolls(syntax, r)]
    said: set[tuple[str, str]] = set()
    tops = [toll for toll in tolls if toll.top]
    pairs = ((a, b) for a in tops for b in tolls if b.sentence > a.sentence)
    for first, second in islice(pairs, _MOST_PAIRS):
        if not _one_act(first, second, tolls) or _both_hold(syntax, first, second):
            continue
        key = (first.count.kind, first.report.event_type.value or "")
        if key in said:
            continue
        said.add(key)
        a, b = first.count.quote, second.count.quote
        sentence = (
            f"The text gives the number {_KIND_WORDS[first.count.kind]} as “{a.text}” at the top "
            f"and as “{b.text}” further down."
        )
        yield Contradiction("count", sentence, (a, b))


def _tolls(syntax: Syntax, report: Report) -> Iterator[_Toll]:
    p = syntax.parsed
    if report.factuality.value not in _TOLD or "historical" in report.factuality.auxiliary:
        return
    body = next((s.index for s in p.sentences if s.kind == "body"), None)
    for count in report.counts:
        if count.quote.field != "text":
            continue
        index = bisect_right(p.sentences, count.quote.start, key=lambda s: s.span.start) - 1
        if index < 0 or p.sentences[index].kind not in ("headline", "deck", "body"):
            continue
        sentence = p.sentences[index]
        top = sentence.kind != "body" or sentence.index == body
        yield _Toll(report, count, index, top, _whom(syntax, count.quote))


def _whom(syntax: Syntax, quote: Quote) -> str:
    """The noun counted, "" for people at large or a bare number."""
    p = syntax.parsed
    inside = range(bisect_left(p.starts, quote.start), bisect_left(p.starts, quote.end))
    nouns = [i for i in inside if syntax.is_noun(i) and p.lemmas[i] not in syntax.cue("quantity")]
    if not nouns:
        return ""
    lemma = p.lemmas[nouns[-1]]
    return "" if lemma in _ANYBODY else lemma


def _one_act(first: _Toll, second: _Toll, tolls: Sequence[_Toll]) -> bool:
    """Whether two tolls are surely of one act: top of the text and below, nothing set apart."""
    a, b = first.report, second.report
    if not first.top or first.sentence == second.sentence:
        return False
    if a.event_type.value != b.event_type.value or first.count.kind != second.count.kind:
        return False
    if first.whom != second.whom or _differ(a, b):
        return False
    if _tellers(a) and _tellers(b) and _tellers(a) != _tellers(b):
        return False
    for toll in (first, second):
        if _OTHER_ACT.search(toll.report.sentence.text):
            return False
    same_place = a.place.value is not None and b.place.value is not None
    if not second.top and not same_place:
        return False
    mine = [
        t
        for t in tolls
        if t.count.kind == first.count.kind and t.report.event_type.value == a.event_type.value
    ]
    acts = {t.report.trigger.start for t in mine if t.sentence == second.sentence}
    return len(acts) == 1 and sum(t.sentence == first.sentence for t in mine) == 1


def _tellers(report: Report) -> tuple[str, ...]:
    return tuple(a.speaker.name for a in report.attribution if a.speaker is not None)


def _differ(a: Report, b: Report) -> bool:
    """Whether place, day, weapon or parties tell two reports apart."""
    if a.place.value is not None and b.place.value is not None:
        one, other = a.place.value, b.place.value
        elsewhere = one.country != other.country and one.admin1 != other.admin1
        if one.name != other.name or elsewhere:
            return True
    if a.date.value is not None and b.date.value is not None:
        if a.date.value.end < b.date.value.start or b.date.value.end < a.date.value.start:
            return True
    elif b.date.value is not None and b.date.value.precision not in ("day", "range"):
        return True
    if (
        a.weapon is not None
        and b.weapon is not None
        and a.weapon.text.lower() != b.weapon.text.lower()
    ):
        return True
    ids = [
        {p.actor.value.id for p in r.actors if p.actor.value is not None and p.actor.value.id}
        for r in (a, b)
    ]
    return bool(ids[0] and ids[1] and not ids[0] & ids[1])


def _both_hold(syntax: Syntax, first: _Toll, second: _Toll) -> bool:
    a, b = first.count.value, second.count.value
    top = [a.high if a.high is not None else 10**9, b.high if b.high is not None else 10**9]
    if a.low <= top[1] and b.low <= top[0]:
        return True
    below, above = (a, b) if a.low < b.low else (b, a)
    text = syntax.parsed.article.text
    quotes = (first.count.quote, second.count.quote)
    if any(_ROUGH.search(text[max(0, q.start - 15) : q.end].lower()) for q in quotes):
        return (below.high or below.low) * 5 >= above.low * 4
    lower = first if below is a else second
    if lower is second and not second.top:
        return True  # fewer further down may be a part of those at the top
    return any(_BOUND.search(text[max(0, q.start - 15) : q.start]) for q in quotes)
