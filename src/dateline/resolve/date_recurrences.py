"""When a date without its year is: its recurrences around the publication, and which one is meant.

What has happened lies on or before the publication, what is to come on or after it, and
what could be either where it is nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from dateline.records.coded import Reason
from dateline.records.entity import DatePrecision

from .date_calendar import (
    ISLAMIC_MONTHS,
    MONTHS,
    PERSIAN_MONTHS,
    WEEKDAYS,
    Interval,
    add_months,
    days,
    islamic_day,
    month_of,
    persian_day,
    season_of,
    unit_around,
    year_share,
)
from .date_context import Context, Reading, Unresolvable
from .date_expressions import (
    Days,
    Expression,
    Feast,
    ForeignDay,
    Month,
    Season,
    Weekday,
    YearShare,
)
from .date_feasts import feast_days

_YEARS_AROUND = 8
"""How far from the publication a date without a year is looked for (29 February)."""
_FAR, _JUST_OVER = 330, 14
"""Days ahead and back between which a day without a year is taken for one just over."""
FOREIGN: Mapping[str, tuple[int, float, Callable[[int, int, int], date], tuple[str, ...]]] = {
    "Persian": (621, 1.0, persian_day, PERSIAN_MONTHS),
    "Islamic": (622, 1.0307, islamic_day, ISLAMIC_MONTHS),
}
"""Of each other calendar the year before its first, its years to one of ours, days, months."""


def pick(spans: Iterable[Interval], context: Context) -> tuple[Interval, Interval | None, str]:
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
        # a day almost a year ahead would be written with its year: the plan is one of last week
        passed = after[0] - day > days(_FAR) and day - before[0] <= days(_JUST_OVER)
        if passed and before[1] - before[0] <= days(1):
            return before, after, "just over before"
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
        return [span for y in _years(context) for span in feast_days(expression, y)]
    elif isinstance(expression, YearShare):
        return [year_share(y, expression.n, expression.parts) for y in _years(context)]
    elif isinstance(expression, ForeignDay):
        return list(_foreign_in(expression, context))
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


def _foreign_in(expression: ForeignDay, context: Context) -> Iterator[Interval]:
    """The day in the years of its calendar that lie around the publication."""
    since, length, day_of, _ = FOREIGN[expression.calendar]
    now = round((context.day.year - since) * length)
    for year in range(now - _YEARS_AROUND, now + _YEARS_AROUND + 1):
        try:
            day = day_of(year, expression.month, expression.day)
        except ValueError:
            continue
        yield day, day


def without_year(
    expression: Expression, context: Context, name: str, precision: DatePrecision
) -> Reading:
    """A date whose year the tense decides; the other side of the publication is a rival."""
    spans = recurrences(expression, context)
    chosen, other, rule = pick(spans, context)
    others: tuple[Reading, ...] = ()
    if other is not None and context.tense in ("", "present"):
        others = (Reading(*other, precision, f"{name} on the other side of {context.named}"),)
    return Reading(*chosen, precision, f"{name}, {rule} {context.named}", others)


def precision_named(e: Expression) -> DatePrecision:
    """How precise a month, season, weekday or feast is."""
    if isinstance(e, YearShare):
        return "range"
    return "month" if isinstance(e, Month) else "season" if isinstance(e, Season) else "day"


def name_of(e: Expression) -> str:
    """A calendar date as the derivations write it."""
    if isinstance(e, Days):
        return days_written(e)
    if isinstance(e, Month):
        return MONTHS[e.month]
    return WEEKDAYS[e.weekday] if isinstance(e, Weekday) else str(getattr(e, "name", ""))


def days_written(e: Days) -> str:
    """Days of a month as the derivations write them."""
    joint = " and " if e.listed else " to "
    written = joint.join(
        str(d) for d in (e.days if e.listed else e.days[:: max(1, len(e.days) - 1)])
    )
    month = MONTHS[e.month] if e.month else "of a month"
    return f"{written} {month}" + (f" {e.year}" if e.year else "")


def with_precision(reading: Reading) -> Reading:
    """ "day" only where it is one."""
    if reading.precision == "day" and reading.start != reading.end:
        others = tuple(with_precision(o) for o in reading.others)
        return replace(reading, precision="range", others=others)
    return reading
