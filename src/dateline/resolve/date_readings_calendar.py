"""Calendar dates: as written, or by the tense where their year is not (`date_recurrences`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.records.coded import Reason
from dateline.records.entity import DatePrecision

from .date_calendar import MONTHS, WEEKDAYS, days, iso_week, month_of, season_of, year_share
from .date_context import Context, Reading, Unresolvable
from .date_expressions import (
    Days,
    Feast,
    FeastWeekend,
    Fixed,
    ForeignDay,
    Month,
    Season,
    WeekNumber,
    Year,
    YearShare,
)
from .date_feasts import feast_days, is_approximate, land_of
from .date_recurrences import (
    FOREIGN,
    days_written,
    pick,
    recurrences,
    with_precision,
    without_year,
)

_WEEKDAY_REACH = 45
"""How many days off a date may lie to be preferred because its weekday fits."""


def read_days(e: Days, context: Context) -> Reading:
    """Days of a month; without a year by tense, or by the weekday where one is given."""
    if e.days[0] > e.days[-1]:
        raise Unresolvable(Reason.UNRESOLVED)
    precision: DatePrecision = "day" if e.days[0] == e.days[-1] else "range"
    name = days_written(e)
    if e.year is not None and e.month is not None:
        start, end = date(e.year, e.month, e.days[0]), date(e.year, e.month, e.days[-1])
        others: tuple[Reading, ...] = ()
        if e.day_first is not None:
            turned = date(e.year, e.days[0], e.month)
            order = "month first" if e.day_first else "day first"
            others = (Reading(turned, turned, "day", f"read with the {order}"),)
            name += f", read with the {'day' if e.day_first else 'month'} first"
        return Reading(start, end, precision, f"{name}, as written", others)
    reading = without_year(e, context, name, precision)
    if e.day_first is not None and e.month is not None:
        return _either_order(e, reading, context)
    if e.weekdays and reading.start.weekday() != e.weekdays[0]:
        return _by_weekday(e, reading, context)
    return reading


def _either_order(e: Days, reading: Reading, context: Context) -> Reading:
    """ "10/1" as it was read, with the other order as a rival."""
    assert e.month is not None
    turned = Days((e.month,), e.days[0], None, e.weekdays)
    other = without_year(turned, context, f"{days_written(turned)}, read the other way", "day")
    why = f"{reading.why}, read with the {'day' if e.day_first else 'month'} first"
    if e.weekdays:
        fits, turned_fits = _by_weekday(e, reading, context), _by_weekday(turned, other, context)
        if _on_weekday(turned_fits, e) and not _on_weekday(fits, e):
            return replace(turned_fits, others=(replace(fits, others=()),))
        return replace(fits, others=(other,))
    return replace(reading, why=why, others=(*reading.others, other, *other.others))


def _on_weekday(reading: Reading, e: Days) -> bool:
    return reading.start.weekday() == e.weekdays[0]


def _by_weekday(e: Days, reading: Reading, context: Context) -> Reading:
    """The recurrence of a date that falls on the weekday named."""
    if _on_weekday(reading, e):
        return reading
    fitting = [
        s
        for s in recurrences(e, context)
        if s[0].weekday() == e.weekdays[0]
        and (e.month is None or abs((s[0] - context.day).days) <= _WEEKDAY_REACH)
    ]
    if fitting:
        span, _, rule = pick(fitting, context)
        why = f"{days_written(e)}, {rule} {context.named} on that weekday"
        return Reading(*span, reading.precision, why)
    said = " and ".join(WEEKDAYS[w] for w in e.weekdays)
    return replace(reading, why=f"{reading.why}; it is no {said}")


def read_foreign(e: ForeignDay, context: Context) -> Reading:
    """A day of the Persian or Islamic calendar."""
    _, _, day_of, months = FOREIGN[e.calendar]
    name = f"{e.day} {months[e.month]}"
    if e.year is None:
        return without_year(e, context, f"{name} of the {e.calendar} calendar", "day")
    day = day_of(e.year, e.month, e.day)
    return Reading(day, day, "day", f"{name} {e.year} of the {e.calendar} calendar")


def read_year_share(e: YearShare, context: Context) -> Reading:
    """A quarter or half of a calendar year."""
    name = f"{'quarter' if e.parts == 4 else 'half'} {e.n}"
    if e.year is None:
        return without_year(e, context, name, "range")
    return Reading(*year_share(e.year, e.n, e.parts), "range", f"{name} of {e.year}")


def read_week_number(e: WeekNumber, context: Context) -> Reading:
    """A week by its ISO number, of the publication's year where none is named."""
    year = e.year or context.day.year + e.turn
    by = "" if e.year else f"; year by {context.named}"
    return Reading(*iso_week(year, e.week), "week", f"ISO week {e.week} of {year}{by}")


def read_fixed(e: Fixed, context: Context) -> Reading:
    """A day known by its name."""
    return Reading(e.day, e.day, "day", f"a day known by its name, {e.day}")


def read_month(e: Month, context: Context) -> Reading:
    """A month."""
    if e.year is not None:
        return Reading(
            *month_of(e.year, e.month), "month", f"{MONTHS[e.month]} {e.year}, as written"
        )
    return without_year(e, context, MONTHS[e.month], "month")


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
    return without_year(e, context, f"{e.name} (northern hemisphere)", "season")


def read_feast(e: Feast, context: Context) -> Reading:
    """A feast; unresolved where its day differs by country and none is named.

    "On Eid" is its first day, with the whole feast as a rival; "during Eid" is all of it.
    """
    name = e.name + _note(e)
    if e.year is None:
        reading = without_year(e, context, name, "day")
    else:
        spans = feast_days(e, e.year)
        if not spans:
            raise Unresolvable(Reason.UNRESOLVED)
        if len(spans) > 1:
            raise Unresolvable(Reason.AMBIGUOUS)
        reading = Reading(*spans[0], "day", f"{name} {e.year}")
    if e.first and reading.start != reading.end:
        whole = with_precision(replace(reading, why=f"all of {name}", others=()))
        first = tuple(replace(o, end=o.start) for o in reading.others)
        why = f"the first day of {reading.why}"
        return replace(reading, end=reading.start, why=why, others=(*first, whole))
    return with_precision(reading)


def _note(e: Feast) -> str:
    """What the derivation adds to a feast's name."""
    if e.rule.startswith("country"):
        land = land_of(e)
        return f" of {land}" if land else ""
    return " (approximately)" if is_approximate(e.rule) else ""


def read_feast_weekend(e: FeastWeekend, context: Context) -> Reading:
    """Saturday and Sunday, and what lies between them and the feast beside them."""
    feast = read_feast(e.of, context)
    return _weekend_by(feast, [_weekend_by(other, []) for other in feast.others])


def _weekend_by(feast: Reading, others: list[Reading]) -> Reading:
    day, weekday = feast.start, feast.start.weekday()
    saturday = day - days(weekday + 2) if weekday < 2 else day + days(5 - weekday)
    start, end = min(day, saturday), max(day, saturday + days(1))
    return Reading(start, end, "range", f"the weekend of {feast.why}", tuple(others))
