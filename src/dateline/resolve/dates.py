"""Dates: the expressions of a text, and the days they mean.

`find_dates` finds "late on Tuesday", "August 22 and 23" or "three weeks ago";
`resolve_date` turns one into an interval, given the publication date, the tense of the act
and a date that the text has given before; `weekday_conflicts` says where weekday and date
do not fit. Clock times are ignored ("at 3 pm on Tuesday" is "Tuesday", and the derivation
says so), and durations ("for three hours", "seven years in prison") are no dates.

How the parts hang together: `date_tokens` and `date_lexicon` cut a text into the words of
``lang/en/dates.toml``; `date_grammar` runs that file's phrase patterns over them, and
`date_builders` (a table of ``date_builders_*``) makes `date_expressions` of what matches;
`date_readings` (a table of ``date_readings_*``) reads those as days: `date_recurrences`
says which year a date without one means, `date_calendar` has the arithmetic, `date_feasts`
the feasts and `date_national` the holidays of countries. ``docs/dates.md`` has the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dateline.records.coded import Candidate, Coded, Reason
from dateline.records.entity import EventDate

from .date_calendar import MONTHS, WEEKDAYS
from .date_context import Context, Reading, Tense, Unresolvable
from .date_expressions import (
    Ago,
    Amount,
    Anaphor,
    Beside,
    Between,
    Bound,
    Clock,
    Days,
    DayWord,
    Edge,
    Expression,
    Feast,
    FeastWeekend,
    Fixed,
    ForeignDay,
    InYear,
    Month,
    Nth,
    OfWeek,
    OnWeekday,
    Overnight,
    Part,
    Recurring,
    Run,
    Season,
    Several,
    Shift,
    Since,
    Turned,
    Unit,
    Until,
    Weekday,
    Weekend,
    WeekLater,
    WeekNumber,
    WeekOf,
    Window,
    Year,
    YearShare,
)
from .date_grammar import TIMED, parse
from .date_readings import read

DateKind = Literal[
    "absolute",
    "partial",
    "weekday",
    "relative",
    "range",
    "duration",
    "anaphoric",
    "vague",
    "recurring",
    "time",
]
BY = "resolve.dates@1"


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """One date expression of a text; ``text`` is what stands at ``start`` to ``end`` there.

    ``kind``: "absolute" (its year is known), "partial" (a calendar date without its year),
    "weekday", "relative" (counted from the publication), "range" (two ends, a list, "since"),
    "duration" ("for the third day running"), "anaphoric" (needs an earlier date of the text),
    "vague" ("recent weeks"), "recurring" ("every Friday"), "time" (a time of day, no day).
    """

    start: int
    end: int
    text: str
    kind: DateKind
    meaning: Expression
    timed: bool = False
    """A time of day stands beside it ("at 3 pm on Tuesday"), which its days leave out."""


def find_dates(text: str) -> tuple[DatePhrase, ...]:
    """All date expressions of ``text``, longest first match, in text order, not overlapping."""
    return tuple(
        DatePhrase(
            item.start,
            item.end,
            text[item.start : item.end],
            _kind(meaning),
            meaning,
            TIMED in item.values,
        )
        for item in parse(text)
        if (meaning := item.expression) is not None and not isinstance(meaning, Amount)
    )


def resolve_date(
    phrase: DatePhrase,
    *,
    published: date | None,
    tense: Tense = "",
    anchor: date | None = None,
    called: str = "the publication date",
) -> Coded[EventDate]:
    """The days that ``phrase`` means, or the reason why that cannot be said.

    ``called`` is what the derivation calls the day of ``published``: a dateline may give it.

    ``tense`` is that of the act: a weekday or a date without a year lies on or before the
    publication when it is past, on or after it when it is future; when it is neither, a
    weekday lies before it and a date where it is nearest, and the other reading is kept as
    a candidate. ``anchor`` is a date that the text has given before, for "two days later".
    Without one "the following week" has no days if it is told of what has happened; what is
    planned or asked for then is counted from the publication.
    """
    try:
        reading = read(phrase.meaning, Context(published, tense, anchor, called))
    except Unresolvable as missing:
        leaning = _by_publication(phrase, published) if anchor is None else ()
        if leaning and tense in ("present", "future") and _is_beside(phrase.meaning):
            value, why = leaning[0].value, leaning[0].why
            return Coded(value=replace(value, derivation=f"{value.derivation}; {why}"), by=BY)
        return Coded.missing(missing.reason, candidates=leaning, by=BY)
    except (ValueError, OverflowError):
        return Coded.missing(Reason.UNRESOLVED, by=BY)  # 31 June, or past the calendar's end
    if phrase.timed:
        reading = replace(reading, why=f"{reading.why}; the time of day is left out")
    candidates: tuple[Candidate[EventDate], ...] = ()
    if reading.others:
        weighed = (reading, *reading.others)
        candidates = tuple(Candidate(_event_date(r), r.why) for r in weighed)
    return Coded(value=_event_date(reading), candidates=candidates, by=BY)


def _by_publication(phrase: DatePhrase, published: date | None) -> tuple[Candidate[EventDate], ...]:
    """What "the next day" would mean from the publication, where the text has given no date."""
    try:
        reading = read(phrase.meaning, Context(published, "", published))
    except (Unresolvable, ValueError, OverflowError):
        return ()
    why = "counted from the publication date: the text has given no date before"
    return (Candidate(_event_date(reading), why),)


def _is_beside(meaning: Expression) -> bool:
    """Whether a phrase names the unit before or after a date: "the following week".

    "The same week" and "two days later" lean on what the text tells, never on its day of writing.
    """
    if isinstance(meaning, (Window, OfWeek)):
        return True
    counted = isinstance(meaning, Anaphor) and isinstance(meaning.what, Amount)
    return isinstance(meaning, Anaphor) and meaning.then != 0 and not counted


def weekday_conflicts(
    phrases: Iterable[DatePhrase], *, published: date | None
) -> tuple[tuple[DatePhrase, str], ...]:
    """The phrases whose weekday does not fit their date, with one sentence that says so.

    A date without a year is taken where it is nearest to ``published``.
    """
    found = []
    for phrase in phrases:
        for days in _dated_weekdays(phrase.meaning):
            try:
                start = read(days, Context(published, "", None)).start
                actual = tuple(start.replace(day=d).weekday() for d in days.days)
            except (Unresolvable, ValueError, OverflowError):
                continue
            if not _fits(days.weekdays, actual):
                found.append((phrase, _conflict(phrase.text, days, start, actual)))
    return tuple(found)


def _dated_weekdays(meaning: Expression) -> Iterator[Days]:
    """The dates with a weekday in an expression."""
    if isinstance(meaning, Days):
        if meaning.weekdays:
            yield meaning
    elif isinstance(meaning, Between):
        yield from _dated_weekdays(meaning.first)
        yield from _dated_weekdays(meaning.last)
    elif isinstance(meaning, Several):
        for item in meaning.items:
            yield from _dated_weekdays(item)
    elif isinstance(meaning, (Since, Until, Bound)):
        yield from _dated_weekdays(meaning.of)


def _fits(said: tuple[int, ...], actual: tuple[int, ...]) -> bool:
    """Day by day; where there are not as many of both, first with first and last with last."""
    if len(said) == len(actual):
        return said == actual
    return (said[0], said[-1]) == (actual[0], actual[-1])


def _conflict(text: str, days: Days, start: date, actual: tuple[int, ...]) -> str:
    dates = " and ".join(str(d) for d in days.days)
    was = " and ".join(WEEKDAYS[w] for w in actual)
    said = " and ".join(WEEKDAYS[w] for w in days.weekdays)
    month = f"{MONTHS[start.month]} {start.year}"
    return f'"{text}" says {said}, but {dates} {month} is a {was}.'


def _event_date(reading: Reading) -> EventDate:
    return EventDate(reading.start, reading.end, reading.precision, reading.why)


def _kind(meaning: Expression) -> DateKind:
    if isinstance(meaning, (Edge, Nth, OnWeekday, Part, Shift, Beside, WeekOf, FeastWeekend)):
        return _kind(meaning.of)
    if isinstance(meaning, Days) and len(meaning.days) > 1:
        return "range"
    if isinstance(meaning, (Days, Month, Season, Feast, ForeignDay, YearShare, WeekNumber)):
        return "partial" if meaning.year is None else "absolute"
    if isinstance(meaning, (Window, OfWeek)) and meaning.anaphoric:
        return "anaphoric"
    if isinstance(meaning, Window) and meaning.amount is None:
        return "vague"
    if isinstance(meaning, InYear):
        return "relative"
    if isinstance(meaning, Turned):
        return "weekday" if isinstance(meaning.of, Weekday) else "relative"
    return _KINDS.get(type(meaning), "range")


_KINDS: dict[type, DateKind] = {
    Fixed: "absolute",
    Year: "absolute",
    Weekday: "weekday",
    OfWeek: "weekday",
    WeekLater: "weekday",
    DayWord: "relative",
    Overnight: "relative",
    Ago: "relative",
    Unit: "relative",
    Weekend: "relative",
    Anaphor: "anaphoric",
    Run: "duration",
    Recurring: "recurring",
    Clock: "time",
}
"""The kinds of the plain expressions; whatever is not here is a stretch, a "range"."""
