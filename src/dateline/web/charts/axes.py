"""Ticks that people would choose: round numbers, and beginnings of days, months, years."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
"""Short names of the months, whatever the machine's language."""
_STEPS = (1, 2, 5)
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = tuple(step * power for power in (1, 10, 100, 1000, 10_000) for step in _STEPS)
_LONG_MONTH, _LONG_YEAR = 31, 366


@dataclass(frozen=True, slots=True)
class DateTick:
    """A day that the axis marks; ``year`` stands in a second line where it is a new one."""

    day: date
    text: str
    year: str = ""


def number_ticks(most: float, *, about: int = 4) -> tuple[int, ...]:
    """Round whole numbers from 0 to ``most`` or a little more, about as many as asked."""
    rough = max(most, 1) / about
    power = 10 ** math.floor(math.log10(rough)) if rough > 1 else 1
    step = next((s * power for s in _STEPS if s * power >= rough), 10 * power)
    return tuple(range(0, math.ceil(max(most, 1) / step) * step + 1, step))


def short_number(number: int) -> str:
    """For an axis or a circle: 950, 1,200, 12k, 1.5M."""
    for size, mark in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if number >= size and number >= 10**4:
            return f"{number / size:.1f}".removesuffix(".0") + mark
    return f"{number:,}"


def date_ticks(first: date, last: date, *, most: int) -> tuple[DateTick, ...]:
    """Ticks from the first to the last day, at the finest steps that are no more than ``most``."""
    days = (last - first).days + 1
    for step in _DAY_STEPS:
        if days / step <= most and days <= 3 * _LONG_MONTH:
            days_marked = _days(first, last, step)
            return tuple(_labelled(days_marked, lambda day: f"{day.day} {_month(day)}"))
    for step in _MONTH_STEPS:
        if days / (step * _LONG_MONTH) <= most and days <= 6 * _LONG_YEAR:
            return tuple(_labelled(_months(first, last, step), _month))
    step = next(step for step in _YEAR_STEPS if days / (step * _LONG_YEAR) <= max(most, 2))
    return tuple(DateTick(day, str(day.year)) for day in _months(first, last, 12 * step))


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


def _labelled(days: Sequence[date], text: Callable[[date], str]) -> Iterator[DateTick]:
    year = None
    for day in days:
        yield DateTick(day, text(day), str(day.year) if day.year != year else "")
        year = day.year


def _days(first: date, last: date, step: int) -> list[date]:
    """Every so many days; where it is weeks, Mondays."""
    start = first.toordinal()
    if step % 7 == 0:
        start += -first.weekday() % 7
    found = range(start, last.toordinal() + 1, step)
    return [date.fromordinal(number) for number in found] or [first]


def _months(first: date, last: date, step: int) -> list[date]:
    """The first day of every so many months, counted so that January is always among them."""
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    start += -start % step
    end = last.year * 12 + last.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1, step)] or [
        first
    ]
