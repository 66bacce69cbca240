"""Calendar arithmetic: weekdays, weeks and months, seasons, and the days of feasts."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from .date_expressions import UnitName
from .date_lexicon import date_data

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "", "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""First month of each season of the northern hemisphere; a winter runs into the next year."""
FEAST_YEARS = (1900, 2099)
_TABLE_RULE = re.compile(r"(?P<name>.+?)(?P<shift>[+-]\d+)$")
Interval = tuple[date, date]


def days(n: int) -> timedelta:
    """``n`` days."""
    return timedelta(days=n)


def weekday_before(weekday: int, day: date) -> date:
    """The latest ``weekday`` on or before ``day``."""
    return day - days((day.weekday() - weekday) % 7)


def weekday_after(weekday: int, day: date) -> date:
    """The first ``weekday`` on or after ``day``."""
    return day + days((weekday - day.weekday()) % 7)


def add_months(day: date, n: int) -> date:
    """``n`` months on, at the last day of the month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(year: int, month: int) -> Interval:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def unit_around(unit: UnitName | str, day: date) -> Interval:
    """The calendar day, week (Monday to Sunday), month, ... that ``day`` lies in."""
    if unit == "week":
        monday = day - days(day.weekday())
        return monday, monday + days(6)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        return date(day.year, first, 1), month_of(day.year, first + 2)[1]
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if unit == "decade":
        first = day.year // 10 * 10
        return date(first, 1, 1), date(first + 9, 12, 31)
    return day, day


def move(day: date, n: int, unit: UnitName) -> date:
    """``day`` moved by ``n`` units (an hour or a minute moves nothing)."""
    if unit in ("day", "night"):
        return day + days(n)
    if unit in ("week", "fortnight"):
        return day + days(n * (7 if unit == "week" else 14))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit, 0)
    return add_months(day, n * months)


def unit_moved(day: date, n: int, unit: UnitName) -> Interval:
    """The calendar unit ``n`` units from ``day``: "two weeks ago" is a week, not a day."""
    grain = "week" if unit == "fortnight" else unit
    return unit_around(grain, move(day, n, unit))


def season_of(name: str, year: int) -> Interval:
    """A season of the northern hemisphere; a winter by the year in which it starts."""
    first = SEASON_MONTHS[name]
    return date(year, first, 1), add_months(date(year, first, 1), 3) - days(1)


def nth_weekday(n: int, weekday: int, interval: Interval) -> date | None:
    """The ``n``-th ``weekday`` of an interval, -1 the last."""
    first, last = interval
    if n > 0:
        day = weekday_after(weekday, first) + days(7 * (n - 1))
    else:
        day = weekday_before(weekday, last) - days(7 * (-n - 1))
    return day if first <= day <= last else None


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus), 1900-2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + days(13)


@lru_cache(maxsize=64)
def _table(name: str) -> tuple[date, ...]:
    data = date_data()
    names = data["feast_unions"].get(name, name).split("|")
    tables = (data["feast_tables"][n.strip()].split() for n in names)
    return tuple(sorted(date.fromisoformat(d) for table in tables for d in table))


def is_approximate(rule: str) -> bool:
    """Whether a feast's day comes from a table of moon-sighted days."""
    return not re.match(r"\d|easter|orthodox", rule)


@lru_cache(maxsize=512)
def feasts_in(rule: str, year: int) -> tuple[Interval, ...]:
    """The days of a feast (a rule of ``lang/en/dates.toml``) in a year; () where unknown."""
    if rule == "country" or not FEAST_YEARS[0] <= year <= FEAST_YEARS[1]:
        return ()
    rule, _, length = rule.partition(" for ")
    last = days(int(length or 1) - 1)
    if " wd " in rule:
        base, _, numbers = rule.partition(" wd ")
        weekday, n = map(int, numbers.split())
        spans = (
            [month_of(year, int(base))]
            if base.isdigit()
            else [(first, first + days(29)) for first in _table(base) if first.year == year]
        )
        found = (nth_weekday(n, weekday, span) for span in spans)
        return tuple((day, day) for day in found if day is not None)
    if re.fullmatch(r"\d\d-\d\d", rule):
        first = date.fromisoformat(f"{year}-{rule}")
        return ((first, first + last),)
    match = _TABLE_RULE.fullmatch(rule)
    assert match is not None, rule
    shift = days(int(match["shift"]))
    if match["name"] in ("easter", "orthodox"):
        first = (easter if match["name"] == "easter" else orthodox_easter)(year) + shift
        return ((first, first + last),)
    table = _table(match["name"])
    start = bisect_left(table, date(year, 1, 1) - shift)
    return tuple(
        (first + shift, first + shift + last)
        for first in table[start : start + 2]
        if (first + shift).year == year
    )
