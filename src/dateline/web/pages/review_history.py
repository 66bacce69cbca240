"""Who said what of reports, and when: each review and each correction a line, none left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from ...errors import InputError
from ...export.columns import Column
from ...records.decision import Correction, Review
from ...review import from_json, in_words, said
from ...review.applying import standing_of


@dataclass(frozen=True, slots=True)
class Line:
    """A review or a correction.

    ``what`` is the verdict, or ``corrected FIELD``, or ``took back FIELD``; ``old`` and ``new`` are
    values as JSON; ``words`` are those of the article it rests on.
    """

    at: datetime
    who: str
    report: str
    what: str
    queue: str = ""
    field: str = ""
    old: str | None = None
    new: str | None = None
    words: str = ""
    reason: str = ""
    seconds: float | None = None
    wrong: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What was said, on one line for people."""
        if self.field:
            return f"{value_words(self.field, self.old)} → {value_words(self.field, self.new)}"
        return ", ".join(
            (*([self.reason] if self.reason else []), *(f"{w} wrong" for w in self.wrong))
        )


COLUMNS: tuple[Column[Line], ...] = (
    Column("at", "text", lambda one: one.at.isoformat(), "when, UTC"),
    Column("reviewer", "text", lambda one: one.who, "who"),
    Column("report", "text", lambda one: one.report, "the report's key"),
    Column("what", "text", lambda one: one.what, "the verdict, or which field was corrected"),
    Column("queue", "text", lambda one: one.queue, "where the report came from"),
    Column("field", "text", lambda one: one.field, "the field, of a correction"),
    Column("old", "text", lambda one: one.old, "the value before, as JSON"),
    Column("new", "text", lambda one: one.new, "the value after, as JSON"),
    Column("words", "text", lambda one: one.words, "the words of the article it rests on"),
    Column("reason", "text", lambda one: one.reason, "why, or a note"),
    Column("seconds", "decimal", lambda one: one.seconds, "how long the review took"),
    Column("wrong", "texts", lambda one: one.wrong, "fields that were said to be wrong"),
)


def history(reviews: Iterable[Review], corrections: Iterable[Correction]) -> tuple[Line, ...]:
    """All of it, the latest first."""
    lines = [_of_correction(one) for one in corrections] + [_of_review(one) for one in reviews]
    return tuple(sorted(lines, key=lambda one: (one.at, one.who), reverse=True))


def line_json(one: Line) -> dict[str, object]:
    """A line as plain data, its values as JSON of their own."""
    return {
        "at": one.at, "reviewer": one.who, "report": one.report, "what": one.what,
        "queue": one.queue or None, "field": one.field or None,
        "old": _raw(one.old), "new": _raw(one.new), "words": one.words or None,
        "reason": one.reason or None, "seconds": one.seconds, "wrong": one.wrong,
    }  # fmt: skip


def value_words(field: str, text: str | None) -> str:
    """A value of a correction in words; one that cannot be read any more as it stands."""
    if text is None:
        return "nothing"
    try:
        return in_words(from_json(field, text))
    except InputError:
        return text


def _of_review(one: Review) -> Line:
    wrong = tuple(field for field, word in one.fields if word != "right")
    return Line(
        one.at, one.reviewer, one.report, one.verdict, one.queue, reason=one.reason or "",
        seconds=one.seconds, wrong=wrong,
    )  # fmt: skip


def _of_correction(one: Correction) -> Line:
    did = "corrected" if one.withdraws is None else "took back"
    return Line(
        one.at, one.reviewer, one.report, f"{did} {one.field.replace('_', ' ')}",
        field=one.field, old=one.old, new=one.new,
        words=one.quote.text if one.quote else "", reason=one.note or "",
    )  # fmt: skip


def _raw(text: str | None) -> msgspec.Raw | None:
    return None if text is None else msgspec.Raw(text.encode("utf-8"))


# -- where reviewers differ --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """What one reviewer says of a report now: the verdict, and the corrections that hold."""

    review: Review
    corrections: tuple[Correction, ...]

    @property
    def who(self) -> str:
        """The reviewer."""
        return self.review.reviewer

    def value(self, field: str) -> Correction | None:
        """The reviewer's correction of a field."""
        return next((one for one in self.corrections if one.field == field), None)

    def shown(self, field: str) -> str:
        """The reviewer's value of a field in words; empty where it was left as it was."""
        found = self.value(field)
        return "" if found is None else value_words(field, found.new)


def words_of(reviews: Iterable[Review], corrections: Sequence[Correction]) -> tuple[Word, ...]:
    """Each reviewer's word that holds; who only skipped has said nothing."""
    held = (one for one in said(reviews).values() if one.verdict != "skipped")
    return tuple(Word(one, standing_of(corrections, one.reviewer)) for one in held)


def fields_of(words: Iterable[Word]) -> tuple[str, ...]:
    """The fields that somebody has corrected."""
    return tuple(dict.fromkeys(one.field for word in words for one in word.corrections))


def word_json(word: Word) -> dict[str, object]:
    """A reviewer's word as plain data."""
    return {
        "reviewer": word.who, "verdict": word.review.verdict, "at": word.review.at,
        "reason": word.review.reason,
        "corrections": {one.field: _raw(one.new) for one in word.corrections},
    }  # fmt: skip
