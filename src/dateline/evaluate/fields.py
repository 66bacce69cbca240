"""The fields of a report, each scored apart: which phrases it gives and which are asked for.

A gold phrase is found when it shares a character with a given phrase: with the words
themselves or with what they stand for (a pronoun's antecedent). One gold phrase "X and Y" met
by two given ones is one right value, and none of the two is wrong. Counts are compared by
value (the table in docs/records.md) where the gold words state a number, else by overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..records.coded import Coded
from ..records.entity import CountRange
from ..records.event import Participant, Report
from ..records.text import Quote
from .figures import Tally
from .gold import COUNT_LETTERS, GoldEvent, GoldPhrase
from .overlap import distance, touch, touches_any


@dataclass(frozen=True, slots=True)
class GivenPhrase:
    """What a report gives for a field: words that all name the one value, and a count's number."""

    quotes: tuple[Quote, ...]
    value: CountRange | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field to score: its name, its letter in the markup, and how to read it off a report."""

    name: str
    letter: str
    given: Callable[[Report], tuple[GivenPhrase, ...]]


def _participants(participants: Iterable[Participant]) -> tuple[GivenPhrase, ...]:
    found = []
    for one in participants:
        referent = one.phrase.referent
        found.append(
            GivenPhrase((one.phrase.quote,) if referent is None else (one.phrase.quote, referent))
        )
    return tuple(found)


def _value_words(coded: Coded[Any]) -> tuple[GivenPhrase, ...]:
    """The words behind a value; none where there is no value."""
    return () if coded.value is None else _words(coded)


def _words(coded: Coded[Any]) -> tuple[GivenPhrase, ...]:
    """The words that a field rests on, also where they could not be resolved."""
    return (GivenPhrase(coded.evidence),) if coded.evidence else ()


def _counts(letter: str) -> Callable[[Report], tuple[GivenPhrase, ...]]:
    kinds = COUNT_LETTERS[letter]
    return lambda report: tuple(
        GivenPhrase((count.quote,), count.value) for count in report.counts if count.kind in kinds
    )


def _speakers(report: Report) -> tuple[GivenPhrase, ...]:
    return tuple(GivenPhrase((a.speaker.quote,)) for a in report.attribution if a.speaker)


def _weapon(report: Report) -> tuple[GivenPhrase, ...]:
    return () if report.weapon is None else (GivenPhrase((report.weapon,)),)


FIELDS = (
    Field("actor", "A", lambda report: _participants(report.actors)),
    Field("target", "P", lambda report: _participants(report.targets)),
    Field("place", "L", lambda report: _value_words(report.place)),
    Field("place phrase", "L", lambda report: _words(report.place)),
    Field("date", "D", lambda report: _value_words(report.date)),
    Field("date phrase", "D", lambda report: _words(report.date)),
    Field("killed", "K", _counts("K")),
    Field("injured", "I", _counts("I")),
    Field("other count", "N", _counts("N")),
    Field("weapon", "W", _weapon),
    Field("speaker", "S", _speakers),
)
"""Every field that is scored, in the order in which it is shown."""


def score_field(field: Field, event: GoldEvent, reports: Sequence[Report]) -> Tally:
    """One field of an event against the report that meets it and that report's duplicates."""
    wanted = event.phrases.get(field.letter, ())
    given = [phrase for report in reports for phrase in field.given(report)]
    right = [phrase for phrase in wanted if any(meets(phrase, one) for one in given)]
    stray = _distinct(
        one
        for one in given
        if not any(meets(phrase, one) for phrase in wanted) and not _in_target(field, event, one)
    )
    asked = [p for p in wanted if p not in right and _is_asked(p, event, reports)]
    return Tally(len(right), len(right) + stray, len(right) + len(asked))


def asked_only(field: Field, event: GoldEvent) -> Tally:
    """The field of an event that no report meets."""
    return Tally(expected=len(event.phrases.get(field.letter, ())))


def given_only(field: Field, report: Report) -> Tally:
    """The field of a report that meets no event."""
    return Tally(given=len(field.given(report)))


def meets(wanted: GoldPhrase, given: GivenPhrase) -> bool:
    """Whether a given phrase is the wanted one: same number, else a shared character."""
    if wanted.value is not None and given.value is not None:
        return wanted.value == given.value
    return touches_any(wanted.quote, given.quotes)


def _in_target(field: Field, event: GoldEvent, given: GivenPhrase) -> bool:
    """Whether a count only says what the marked target says ("executed two hunters").

    The markup marks such a phrase as target and leaves its number unmarked.
    """
    targets = event.phrases.get("P", ())
    return field.letter in COUNT_LETTERS and any(
        touches_any(target.quote, given.quotes) for target in targets
    )


def _distinct(strays: Iterable[GivenPhrase]) -> int:
    return len(set(strays))


def _is_asked(phrase: GoldPhrase, event: GoldEvent, reports: Sequence[Report]) -> bool:
    """Whether a missed phrase counts as missed.

    It does not where the event is told again in a sentence that no report is of, and the
    phrase belongs to that telling (it stands nearer to its trigger).
    """
    sentences = [report.sentence for report in reports]
    here = [t for t in event.triggers if touches_any(t, sentences)]
    elsewhere = [t for t in event.triggers if not touches_any(t, sentences)]
    if not elsewhere or not here or any(touch(phrase.quote, s) for s in sentences):
        return True
    return _nearest(phrase.quote, here) <= _nearest(phrase.quote, elsewhere)


def _nearest(quote: Quote, others: Iterable[Quote]) -> int:
    return min(distance(quote, other) for other in others)
