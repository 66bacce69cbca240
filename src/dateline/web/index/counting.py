"""Totals, facets and timelines of chosen rows. None for the rows means all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from .answers import Bin, Timeline, Totals, Unit
from .columns import ACLED_TYPES, KINDS, OPEN_ENDED, Codes, Columns, Lists, Rows, Whole, Words

MOST_BINS = 1_000
"""A timeline has no more columns; a unit that would make more gives way to the next."""
_LONGEST: tuple[tuple[Unit, int], ...] = (
    ("day", 92), ("week", 92 * 7), ("month", 120 * 31), ("year", 120 * 366), ("decade", 1200 * 366),
    ("century", date.max.toordinal()),
)  # fmt: skip
"""How many days each unit is for, where nobody asks for another."""
_DAYS: dict[Unit, float] = {
    "day": 1, "week": 7, "month": 28, "year": 365, "decade": 3652, "century": 36524,
}  # fmt: skip
_UNITS = tuple(_DAYS)
_YEARS: dict[Unit, int] = {"year": 1, "decade": 10, "century": 100}
_STRAY = 0.001
"""Of the incidents, so many at each end may be left out of a timeline that they would squeeze."""
_EPOCH = date(1970, 1, 1).toordinal()
_EXACT = 2**62
_MOST_DAYS = 20_000


def totals(columns: Columns, rows: Rows | None) -> Totals:
    """How many incidents, how many killed."""
    low, high = _of(columns.killed_low, rows), _of(columns.killed_high, rows)
    unbounded = high == OPEN_ENDED
    return Totals(
        incidents=len(low),
        killed_low=_sum(low),
        killed_high=_sum(np.where(unbounded, low, high)),
        open_ended=int(np.count_nonzero(unbounded)),
        undated=int(np.count_nonzero(_of(columns.first_day, rows) == 0)),
        unplaced=int(np.count_nonzero(np.isnan(_of(columns.lat, rows)))),
    )


def _sum(numbers: Whole) -> int:
    """The sum, exact where it does not fit 64 bits either."""
    if len(numbers) and int(numbers.max()) * len(numbers) >= _EXACT:
        return sum(numbers.tolist())
    return int(numbers.sum())


def _of(column: Any, rows: Rows | None) -> Any:
    return column if rows is None else column[rows]


# -- facets --------------------------------------------------------------------------------


def counts_of_words(column: Words, rows: Rows | None) -> Whole:
    """How many rows have each value of a column; those without one are not counted."""
    counts = np.bincount(_of(column.codes, rows), minlength=len(column.values))
    counts[0] = 0
    return counts


def counts_of_lists(lists: Lists[Any], rows: Rows | None) -> Whole:
    """How many rows have each value of a column of several."""
    codes = lists.codes
    if rows is not None:
        many = len(rows) * 4 > len(lists.starts)
        codes = codes[_spread(lists, rows) if many else lists.places(rows)]
    return np.bincount(codes, minlength=len(lists.values))


def _spread(lists: Lists[Any], rows: Rows) -> npt.NDArray[np.bool_]:
    """Which values are of the rows: quicker than naming their places where there are many."""
    mask = np.zeros(len(lists.starts) - 1, np.bool_)
    mask[rows] = True
    return np.repeat(mask, lists.lengths)


def commonest(counts: Whole, ranks: Rows, limit: int) -> list[int]:
    """The codes with the highest counts; equals in the order of ``ranks``."""
    there = np.flatnonzero(counts)
    if len(there) > limit:
        least = np.partition(counts[there], len(there) - limit)[len(there) - limit]
        there = there[counts[there] >= least]
    order = np.lexsort((ranks[there], -counts[there]))[:limit]
    codes: list[int] = there[order].tolist()
    return codes


# -- timeline ------------------------------------------------------------------------------


def timeline(
    columns: Columns,
    rows: Rows | None,
    *,
    since: date | None = None,
    until: date | None = None,
    unit: Unit | None = None,
) -> Timeline:
    """Incidents by their first day, or by ``since`` where they began before.

    ``unit`` is chosen by the length of time where it is left out, and where it would make more
    than `MOST_BINS` columns.
    """
    day, kind = _of(columns.first_day, rows), _of(columns.kind, rows)
    dated = day > 0
    undated = len(day) - int(np.count_nonzero(dated))
    if undated:
        day, kind = day[dated], kind[dated]
    if since is not None:
        day = np.maximum(day, since.toordinal())
    kinds = (*ACLED_TYPES, "")
    if not len(day):
        return Timeline(unit or "day", kinds, (), undated=undated)
    first, last = _ends(day, since, until)
    chosen = _unit(first, last, unit)
    earlier, later = int(np.count_nonzero(day < first)), int(np.count_nonzero(day > last))
    if earlier or later:
        shown = (day >= first) & (day <= last)
        day, kind = day[shown], kind[shown]
    bins = _bins(day, kind, (first, last), chosen)
    return Timeline(chosen, kinds, tuple(bins), earlier, later, undated)


def _bins(day: Codes, kind: Any, ends: tuple[int, int], unit: Unit) -> Iterator[Bin]:
    first, last = ends
    if last - first < _MOST_DAYS:  # days are counted first: there are fewer than incidents
        by_day = np.bincount((day - first) * KINDS + kind, minlength=(last - first + 1) * KINDS)
        numbers = _numbers(np.arange(first, last + 1), unit)
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        base, counts = int(numbers[0]), np.add.reduceat(by_day.reshape(-1, KINDS), starts, axis=0)
    else:
        base, end = _numbers(np.array(ends), unit).tolist()
        places = (_numbers(day, unit) - base) * KINDS + kind
        counts = np.bincount(places, minlength=(end - base + 1) * KINDS).reshape(-1, KINDS)
    for number, some in enumerate(counts.tolist(), base):
        yield Bin(*_days(number, unit), tuple(some))


def _ends(day: Codes, since: date | None, until: date | None) -> tuple[int, int]:
    """The first and last day to show: all of them, but for strays that coarsen the unit."""
    low, high = int(day.min()), int(day.max())
    cut = int(len(day) * _STRAY)
    near_low, near_high = low, high
    if cut:
        parted = np.partition(day, (cut, len(day) - 1 - cut))
        near_low, near_high = int(parted[cut]), int(parted[len(day) - 1 - cut])
    first = since.toordinal() if since else near_low
    last = until.toordinal() if until else near_high
    whole = (since.toordinal() if since else low), (until.toordinal() if until else high)
    return (first, last) if _unit(first, last, None) != _unit(*whole, None) else whole


def _unit(first: int, last: int, asked: Unit | None) -> Unit:
    days = last - first + 1
    if asked is not None:
        fitting = (unit for unit in _UNITS[_UNITS.index(asked) :] if days / _DAYS[unit] < MOST_BINS)
        return next(fitting, "century")
    return next((unit for unit, most in _LONGEST if days <= most), "century")


def _numbers(day: Codes | Whole, unit: Unit) -> Whole:
    """Which unit each day lies in, counted up."""
    if unit == "day":
        return day.astype(np.int64)
    if unit == "week":
        return (day.astype(np.int64) - 1) // 7  # 0001-01-01 is a Monday
    dates = (day.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    if unit == "month":
        months: Whole = dates.astype("datetime64[M]").astype(np.int64) + 1970 * 12
        return months
    years: Whole = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    return years // _YEARS[unit]


def _days(number: int, unit: Unit) -> tuple[date, date]:
    """The first and last day of a unit, as far as the calendar goes."""
    first = _first_day(number, unit)
    if first is None:
        first = date.min
    after = _first_day(number + 1, unit)
    return first, date.max if after is None else after - timedelta(days=1)


def _first_day(number: int, unit: Unit) -> date | None:
    if unit in ("day", "week"):
        ordinal = number if unit == "day" else number * 7 + 1
        return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None
    year, month = divmod(number, 12) if unit == "month" else (number * _YEARS[unit], 0)
    return date(year, month + 1, 1) if 1 <= year <= date.max.year else None
