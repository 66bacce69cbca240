"""Calendar arithmetic: weekdays, weeks and months, parts of years, seasons."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from .date_expressions import UnitName

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "", "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
PERSIAN_MONTHS = (
    "", "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)  # fmt: skip
ISLAMIC_MONTHS = (
    "", "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula",
    "Jumada al-Akhira", "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah",
    "Dhu al-Hijjah",
)  # fmt: skip
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""First month of each season of the northern hemisphere; a winter runs into the next year."""
_ISLAMIC_EPOCH = date(622, 7, 19).toordinal()
"""1 Muharram of year 1, in the Gregorian calendar reckoned back."""
_MOST_WORKDAYS = 10_000
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
    if unit in ("week", "workweek"):
        monday = day - days(day.weekday())
        return monday, monday + days(6 if unit == "week" else 4)
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
    if unit == "century":
        first = day.year // 100 * 100
        return date(first, 1, 1), date(first + 99, 12, 31)
    return day, day


def move(day: date, n: int, unit: UnitName) -> date:
    """``day`` moved by ``n`` units (an hour or a minute moves nothing)."""
    if unit in ("day", "night"):
        return day + days(n)
    if unit in ("week", "workweek", "fortnight"):
        return day + days(n * (14 if unit == "fortnight" else 7))
    if unit == "workday":
        return _move_workdays(day, n)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit, 0)
    return add_months(day, n * months)


def _move_workdays(day: date, n: int) -> date:
    """``day`` moved by ``n`` days from Monday to Friday."""
    step = days(1 if n > 0 else -1)
    for _ in range(min(abs(n), _MOST_WORKDAYS)):
        day += step
        while day.weekday() > 4:
            day += step
    return day


def unit_moved(day: date, n: int, unit: UnitName) -> Interval:
    """The calendar unit ``n`` units from ``day``: "two weeks ago" is a week, not a day."""
    grain = "week" if unit == "fortnight" else unit
    return unit_around(grain, move(day, n, unit))


def iso_week(year: int, week: int) -> Interval:
    """The ISO week of a year, Monday to Sunday.

    Raises:
        ValueError: where the year has no such week.
    """
    monday = date.fromisocalendar(year, week, 1)
    return monday, monday + days(6)


def year_share(year: int, n: int, parts: int) -> Interval:
    """The ``n``-th of ``parts`` equal parts of a year: quarters, halves."""
    length = 12 // parts
    first = date(year, (n - 1) * length + 1, 1)
    return first, add_months(first, length) - days(1)


def persian_day(year: int, month: int, day: int) -> date:
    """A day of the Persian calendar, by its 33-year cycle (exact for 1206-1497, 1827-2118).

    Raises:
        ValueError: where there is no such day.
    """
    length = 31 if month <= 6 else 30 if month < 12 or _persian_leap(year) else 29
    if not 1 <= day <= length:
        raise ValueError(f"Persian month {month} of {year} has {length} days")
    # 1 Farvardin 1380 was 21 March 2001
    span = range(min(year, 1380), max(year, 1380))
    whole = sum(366 if _persian_leap(y) else 365 for y in span)
    before = (month - 1) * 31 - max(0, month - 7) + day - 1
    return date(2001, 3, 21) + days((whole if year >= 1380 else -whole) + before)


def islamic_day(year: int, month: int, day: int) -> date:
    """A day of the Islamic calendar by its tabular reckoning; sighted moons are a day off.

    Raises:
        ValueError: where there is no such day.
    """
    leap = (11 * year + 14) % 30 < 11
    length = 30 if month % 2 or (month == 12 and leap) else 29
    if not 1 <= day <= length:
        raise ValueError(f"Islamic month {month} of {year} has {length} days")
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + (month - 1) * 29 + month // 2
    return date.fromordinal(_ISLAMIC_EPOCH + before + day - 1)


def _persian_leap(year: int) -> bool:
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


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
