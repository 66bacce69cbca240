"""Which words of an article each report rests on, and an anchor in the page for every value."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ...export import wording
from ...records.coded import Coded
from ...records.event import CodedArticle, Participant, Relation, Report
from ...records.text import Quote

Role = Literal[
    "trigger", "actor", "target", "place", "date", "count", "weapon", "speaker", "cue", "link",
    "conflict", "relation", "loaded", "unreported",
]  # fmt: skip

LEGEND: tuple[tuple[Role, str], ...] = (
    ("trigger", "event"),
    ("actor", "actor"),
    ("target", "target"),
    ("place", "place"),
    ("date", "date"),
    ("count", "count"),
    ("weapon", "weapon"),
    ("speaker", "speaker"),
    ("cue", "cue"),
    ("link", "link"),
    ("conflict", "conflict"),
    ("relation", "tie"),
    ("loaded", "loaded"),
    ("unreported", "not reported"),
)
"""Each role and the word for it. Of marks of one length the earlier role gives the colour."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a value rests on. ``key`` names the value in the page: ``r3-place``.

    What stands before the first ``-`` is the card that it belongs to. The mark of a value that is
    its ``anchor`` is where links to the value's words lead.
    """

    quote: Quote
    role: Role
    key: str
    anchor: bool = True
    number: int = 0
    """Of a trigger: which report it is."""


def article_marks(coded: CodedArticle) -> list[Mark]:
    """Every piece of evidence of an article: reports, contradictions, ties, what is unreported."""
    found: list[Mark] = []
    for number, report in enumerate(coded.reports, start=1):
        found += report_marks(report, number)
    for number, contradiction in enumerate(coded.contradictions, start=1):
        found += _several(contradiction.evidence, "conflict", f"c{number}-words")
    for number, relation in enumerate(coded.relations, start=1):
        found += _of_relation(relation, f"l{number}")
    for number, one in enumerate(coded.unreported, start=1):
        found.append(Mark(one.quote, "unreported", f"u{number}-words"))
    return found


def report_marks(report: Report, number: int) -> list[Mark]:
    """The evidence of one report, the cards' keys beginning with ``r`` and its number."""
    card = f"r{number}"
    found = [Mark(report.trigger, "trigger", f"{card}-trigger", number=number)]
    for role, people in (("actor", report.actors), ("target", report.targets)):
        for index, participant in enumerate(people, start=1):
            found += _of_participant(participant, role, f"{card}-{role}{index}")  # type: ignore[arg-type]
    found += _of_coded(report.place, "place", f"{card}-place")
    found += _of_coded(report.date, "date", f"{card}-date")
    for index, count in enumerate(report.counts, start=1):
        found.append(Mark(count.quote, "count", f"{card}-count{index}"))
    if report.weapon is not None:
        found.append(Mark(report.weapon, "weapon", f"{card}-weapon"))
    for index, told in enumerate(report.attribution, start=1):
        if told.speaker is not None:
            found.append(Mark(told.speaker.quote, "speaker", f"{card}-speaker{index}"))
        found.append(Mark(told.cue, "cue", f"{card}-cue{index}"))
    found += _several(report.factuality.cues, "cue", f"{card}-factuality")
    found += _several([one.quote for one in report.loaded], "loaded", f"{card}-loaded")
    return found


def _of_participant(participant: Participant, role: Role, key: str) -> Iterator[Mark]:
    phrase = participant.phrase
    yield Mark(phrase.quote, role, key)
    for quote in (phrase.via_quote, phrase.referent):
        if quote is not None and quote != phrase.quote:
            yield Mark(quote, "link", key, anchor=False)


def _of_coded(coded: Coded[Any], role: Role, key: str) -> Iterator[Mark]:
    if coded.value is None:
        return
    yield from _several(coded.evidence, role, key)
    if coded.via_quote is not None and coded.via_quote not in coded.evidence:
        yield Mark(coded.via_quote, "link", key, anchor=not coded.evidence)


def _of_relation(relation: Relation, card: str) -> Iterator[Mark]:
    if relation.origin != "text":
        return
    yield Mark(relation.evidence, "relation", f"{card}-words")
    for side in (relation.subject, relation.object):
        yield Mark(side.phrase.quote, "relation", f"{card}-words", anchor=False)


def _several(quotes: Iterable[Quote], role: Role, key: str) -> Iterator[Mark]:
    for index, quote in enumerate(quotes):
        yield Mark(quote, role, key, anchor=index == 0)


def shown(text: str) -> str:
    """News text as it may stand on a page: each sign that turns or hides others becomes ``�``.

    Character answers to character; line breaks and tabs become blanks.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    kind = unicodedata.category(sign)
    obeyed = kind == "Cc" or (kind == "Cf" and "\u202a" <= sign <= "\u2069")
    return "\ufffd" if obeyed else sign


def line(text: str | None, limit: int = 300) -> str:
    """Words from a source on one line, without signs that turn others, and not at any length."""
    return wording.clip(text or "", limit)
