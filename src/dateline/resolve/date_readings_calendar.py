"""Calendar dates: as written, or by the tense where their year is not.

What has happened lies on or before the publication, what is to come on or after it, and
what could be either where it is nearest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dateline.records.coded import Reason
from dateline.records.entity import DatePrecision

from .date_calendar import (
    MONTHS,
    WEEKDAYS,
    Interval,
    add_months,
    days,
    feasts_in,
    is_approximate,
    month_of,
    season_of,
    unit_around,
    weekday_after,
    weekday_before,
)
from .date_context import Context, Reading, Unresolvable
from .date_expressions import Days, Expression, Feast, Fixed, Month, Season, Turned, Weekday, Year

_YEARS_AROUND = 8
"""How far from the publication a date without a year is looked for (29 February)."""
_WEEKDAY_REACH = 45
"""How many days off a date may lie to be preferred because its weekday fits."""


def _pick(spans: Iterable[Interval], context: Context) -> tuple[Interval, Interval | None, str]:
    """Of the recurrences of a date the one that fits the tense, the runner-up, and the rule."""
    day, ordered = context.day, sorted(spans)
    past = [s for s in ordered if s[0] <= day]
    future = [s for s in ordered if s[1] >= day]
    before, after = (past[-1] if past else None), (future[0] if future else None)
    if before is None or after is None:
        only = before or after
        if only is None:
            raise Unresolvable(Reason.UNRESOLVED)
        return only, None, "the only one near"
    if before == after:
        return before, None, "which holds"
    if context.tense == "past":
        return before, after, "the latest not after"
    if context.tense == "future":
        return after, before, "the first not before"
    if day - before[0] <= after[0] - day:
        return before, after, "the nearest to"
    return after, before, "the nearest to"


def _years(context: Context) -> range:
    year = context.day.year
    return range(max(1, year - _YEARS_AROUND), min(9999, year + _YEARS_AROUND + 1))


def recurrences(expression: Expression, context: Context) -> list[Interval]:
    """Every span near the publication that a month, season, feast, ... without a year could be."""
    if isinstance(expression, Days) and expression.month is not None:
        spans = (_days_in(expression, y, expression.month) for y in _years(context))
    elif isinstance(expression, Days):
        first = context.day.replace(day=1)
        around = (add_months(first, n) for n in range(-12, 13))
        spans = (_days_in(expression, m.year, m.month) for m in around)
    elif isinstance(expression, Month):
        return [month_of(y, expression.month) for y in _years(context)]
    elif isinstance(expression, Season):
        return [season_of(expression.name, y) for y in _years(context)]
    elif isinstance(expression, Feast):
        return [span for y in _years(context) for span in feasts_in(expression.rule, y)]
    elif isinstance(expression, Weekday):
        monday = unit_around("week", context.day)[0] + days(expression.weekday)
        return [(d, d) for d in (monday + days(7 * n) for n in range(-3, 4))]
    else:
        raise Unresolvable(Reason.UNRESOLVED)
    return [span for span in spans if span is not None]


def _days_in(expression: Days, year: int, month: int) -> Interval | None:
    try:
        return date(year, month, expression.days[0]), date(year, month, expression.days[-1])
    except ValueError:
        return None


def _without_year(
    expression: Expression, context: Context, name: str, precision: DatePrecision
) -> Reading:
    spans = recurrences(expression, context)
    chosen, other, rule = _pick(spans, context)
    others: tuple[Reading, ...] = ()
    if other is not None and context.tense in ("", "present"):
        others = (Reading(*other, precision, f"{name} on the other side of {context.named}"),)
    return Reading(*chosen, precision, f"{name}, {rule} {context.named}", others)


def read_days(e: Days, context: Context) -> Reading:
    """Days of a month; without a year by tense, or by the weekday where one is given."""
    if e.days[0] > e.days[-1]:
        raise Unresolvable(Reason.UNRESOLVED)
    precision: DatePrecision = "day" if e.days[0] == e.days[-1] else "range"
    name = _days_written(e)
    if e.year is not None and e.month is not None:
        start, end = date(e.year, e.month, e.days[0]), date(e.year, e.month, e.days[-1])
        others: tuple[Reading, ...] = ()
        if e.day_first is not None:
            turned = date(e.year, e.days[0], e.month)
            order = "month first" if e.day_first else "day first"
            others = (Reading(turned, turned, "day", f"read with the {order}"),)
            name += f", read with the {'day' if e.day_first else 'month'} first"
        return Reading(start, end, precision, f"{name}, as written", others)
    reading = _without_year(e, context, name, precision)
    if e.weekdays and reading.start.weekday() != e.weekdays[0]:
        fitting = [
            s
            for s in recurrences(e, context)
            if s[0].weekday() == e.weekdays[0]
            and (e.month is None or abs((s[0] - context.day).days) <= _WEEKDAY_REACH)
        ]
        if fitting:
            span, _, rule = _pick(fitting, context)
            return Reading(*span, precision, f"{name}, {rule} {context.named} on that weekday")
        said = " and ".join(WEEKDAYS[w] for w in e.weekdays)
        return replace(reading, why=f"{reading.why}; it is no {said}")
    return reading


def read_fixed(e: Fixed, context: Context) -> Reading:
    """A day known by its name."""
    return Reading(e.day, e.day, "day", f"a day known by its name, {e.day}")


def read_month(e: Month, context: Context) -> Reading:
    """A month."""
    if e.year is not None:
        return Reading(
            *month_of(e.year, e.month), "month", f"{MONTHS[e.month]} {e.year}, as written"
        )
    return _without_year(e, context, MONTHS[e.month], "month")


def read_year(e: Year, context: Context) -> Reading:
    """A year, or several."""
    precision: DatePrecision = "year" if e.first == e.last else "range"
    name = str(e.first) if e.first == e.last else f"{e.first} to {e.last}"
    return Reading(date(e.first, 1, 1), date(e.last, 12, 31), precision, f"{name}, as written")


def read_season(e: Season, context: Context) -> Reading:
    """A season of the northern hemisphere."""
    if e.year is not None:
        why = f"{e.name} {e.year} of the northern hemisphere"
        return Reading(*season_of(e.name, e.year), "season", why)
    return _without_year(e, context, f"{e.name} (northern hemisphere)", "season")


def read_feast(e: Feast, context: Context) -> Reading:
    """A feast; unresolved where its day differs by country."""
    note = " (approximately)" if is_approximate(e.rule) else ""
    if e.year is None:
        if e.rule == "country":
            raise Unresolvable(Reason.UNRESOLVED)
        reading = _without_year(e, context, f"{e.name}{note}", "day")
    else:
        spans = feasts_in(e.rule, e.year)
        if not spans:
            raise Unresolvable(Reason.UNRESOLVED)
        if len(spans) > 1:
            raise Unresolvable(Reason.AMBIGUOUS)
        reading = Reading(*spans[0], "day", f"{e.name} {e.year}{note}")
    return _with_precision(reading)


def read_weekday(e: Weekday, context: Context) -> Reading:
    """A weekday by tense: the publication day itself where that is one."""
    day, name = context.day, WEEKDAYS[e.weekday]
    earlier, later = weekday_before(e.weekday, day), weekday_after(e.weekday, day)
    if earlier == later:
        return Reading(day, day, "day", f"{name}, {context.named} itself")
    past = Reading(earlier, earlier, "day", f"{name} before {context.named}")
    future = Reading(later, later, "day", f"{name} after {context.named}")
    if context.tense == "future":
        return future
    return past if context.tense == "past" else replace(past, others=(future,))


def read_turned(e: Turned, context: Context) -> Reading:
    """ "last", "this" or "next" with a weekday, month, season, feast or day."""
    if isinstance(e.of, Weekday):
        if e.nearest:
            coming = weekday_after(e.of.weekday, context.day + days(1))
            why = f"the first {WEEKDAYS[e.of.weekday]} after {context.named}"
            return Reading(coming, coming, "day", why)
        return _turned_weekday(e.turn, e.of.weekday, context)
    precision = precision_named(e.of)
    name = name_of(e.of)
    spans, day = sorted(recurrences(e.of, context)), context.day
    if e.turn < 0:
        span = next((s for s in reversed(spans) if s[1] < day), None)
        why = f"the last {name} that was over before {context.named}"
    elif e.turn > 0:
        span = next((s for s in spans if s[0] > day), None)
        why = f"the first {name} after {context.named}"
    else:
        span = min(
            spans, key=lambda s: (s[0].year != day.year, abs((s[0] - day).days)), default=None
        )
        why = f"the {name} of the year of {context.named}"
    if span is None:
        raise Unresolvable(Reason.UNRESOLVED)
    return _with_precision(Reading(*span, precision, why))


def _turned_weekday(turn: int, weekday: int, context: Context) -> Reading:
    day, name = context.day, WEEKDAYS[weekday]
    monday = unit_around("week", day)[0]
    if turn < 0:
        last = weekday_before(weekday, day - days(1))
        others: tuple[Reading, ...] = ()
        if last >= monday:
            week_before = last - days(7)
            others = (
                Reading(week_before, week_before, "day", f"{name} of the calendar week before"),
            )
        return Reading(last, last, "day", f"the last {name} before {context.named}", others)
    if turn > 0:
        coming = monday + days(7 + weekday)
        nearest = weekday_after(weekday, day + days(1))
        others = ()
        if nearest != coming:
            others = (Reading(nearest, nearest, "day", f"the first {name} after {context.named}"),)
        return Reading(coming, coming, "day", f"{name} of the week after {context.named}", others)
    this = monday + days(weekday)
    if context.tense == "past" and this > day:
        this -= days(7)
    if context.tense == "future" and this < day:
        this += days(7)
    return Reading(this, this, "day", f"{name} of the week of {context.named}")


def _with_precision(reading: Reading) -> Reading:
    """ "day" only where it is one."""
    if reading.precision == "day" and reading.start != reading.end:
        others = tuple(_with_precision(o) for o in reading.others)
        return replace(reading, precision="range", others=others)
    return reading


def precision_named(e: Expression) -> DatePrecision:
    """How precise a month, season, weekday or feast is."""
    return "month" if isinstance(e, Month) else "season" if isinstance(e, Season) else "day"


def name_of(e: Expression) -> str:
    """A calendar date as the derivations write it."""
    if isinstance(e, Days):
        return _days_written(e)
    if isinstance(e, Month):
        return MONTHS[e.month]
    return WEEKDAYS[e.weekday] if isinstance(e, Weekday) else str(getattr(e, "name", ""))


def _days_written(e: Days) -> str:
    joint = " and " if e.listed else " to "
    written = joint.join(
        str(d) for d in (e.days if e.listed else e.days[:: max(1, len(e.days) - 1)])
    )
    month = MONTHS[e.month] if e.month else "of a month"
    return f"{written} {month}" + (f" {e.year}" if e.year else "")
