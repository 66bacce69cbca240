"""Parts of other dates: "early May", "earlier this year", "the first week of March"."""

from __future__ import annotations

from dataclasses import replace

from dateline.records.coded import Reason
from dateline.records.entity import DatePrecision

from .date_calendar import (
    WEEKDAYS,
    Interval,
    add_months,
    days,
    move,
    nth_weekday,
    weekday_after,
    weekday_before,
)
from .date_context import Context, Read, Reading, Unresolvable
from .date_expressions import Amount, Edge, Nth, Part, Weekday
from .date_readings_relative import GRAINS, amount_written

_EDGES = {
    "half1": "the first half",
    "half2": "the second half",
    "earlymid": "the early and middle part",
    "midlate": "the middle and late part",
    "start": "the early part",
    "middle": "the mid part",
    "end": "the late part",
    "weeks1": "the first weeks",
    "weeks2": "the last weeks",
}
_SAME_PART = {"start": "early", "middle": "mid", "end": "late"}
"""Parts by the names that are points where they bound a stretch (`point_of`)."""
_WEEKS_OF_YEAR = 31
"""How many days "the closing weeks" of a year are taken to be; of a month it is its half."""
_MONTHS_OF_YEAR = 12


def read_part(e: Part, context: Context, read: Read) -> Reading:
    """Up to, or from, the publication within a unit."""
    base = read(e.of, context)
    if base.start <= context.day <= base.end:
        if e.later:
            return Reading(context.day, base.end, "range", f"from {context.named} to {base.end}")
        return Reading(base.start, context.day, "range", f"from {base.start} to {context.named}")
    half = "second" if e.later else "first"
    edge = Edge("half2" if e.later else "half1", e.of)
    found = read_edge(edge, context, read)
    return replace(found, why=f"the {half} half of {base.start} to {base.end} ({base.why})")


def read_edge(e: Edge, context: Context, read: Read) -> Reading:
    """The early, middle or late part: thirds, halves, or some weeks of it."""
    base = read(e.of, context)
    if base.start == base.end:
        return base
    length = (base.end - base.start).days + 1
    first, last = _part_of(e.edge, base, length)
    last = min(last, length)
    first = min(first, last - 1)
    part = _EDGES.get(e.edge, f"the {e.edge} part")
    why = f"{part} of {base.start} to {base.end} ({base.why})"
    return Reading(base.start + days(first), base.start + days(last - 1), "range", why)


def point_of(e: Edge, part: Reading, base: Reading, *, opens: bool) -> Reading:
    """The point at which a stretch begins or ends that a part of ``base`` bounds.

    "From the end of March to the middle of May" begins when March is over and lasts to the day
    in the middle of May; early, mid and late ("from late March") stay the parts they are.
    """
    if e.edge not in _SAME_PART:
        return part
    half = (base.end - base.start).days // 2 + (base.end - base.start).days % 2
    begins = {"start": base.start, "middle": base.start + days(half), "end": base.end + days(1)}
    day = begins[e.edge] - days(0 if opens else 1)
    if day == part.start == part.end:
        return part
    return replace(part, start=day, end=day, precision="day", why=f"the {e.edge} of {base.why}")


def _part_of(edge: str, base: Reading, length: int) -> tuple[int, int]:
    """The first day of a part, counted from 0, and the day after its last."""
    edge = _SAME_PART.get(edge, edge)
    early, late, half = (max(1, c) for c in _cuts(base, length, mid=edge == "mid"))
    weeks = _WEEKS_OF_YEAR if length > 100 else max(1, length // 2)
    return {
        "early": (0, early),
        "mid": (1, 4) if length == 7 else (early, max(late, early + 1)),
        "late": (min(late, length - 1), length),
        "earlymid": (0, late),
        "midlate": (early, length),
        "half1": (0, half),
        "half2": (half, length),
        "weeks1": (0, min(weeks, length)),
        "weeks2": (max(0, length - weeks), length),
    }[edge]


def _cuts(base: Reading, length: int, *, mid: bool) -> tuple[int, int, int]:
    """How many days in the early part ends, the late part begins, and the middle lies.

    The middle of a month begins on the 10th, on which its early part ends.
    """
    months = _whole_months(base)
    if length == 7:
        return 2, 3, 3  # Monday and Tuesday; from Thursday on
    if months == 1:
        return 9 if mid else 10, 20, 15
    if months < 3:
        return length // 3, length - length // 3, length // 2
    # of decades the first four and the last three years, of centuries thirty on either side
    early, late = {120: (48, 84), 1200: (360, 840)}.get(months, (months // 3, months - months // 3))
    return (
        (add_months(base.start, early) - base.start).days,
        (add_months(base.start, late) - base.start).days,
        (add_months(base.start, months // 2) - base.start).days,
    )


def _whole_months(base: Reading) -> int:
    """How many months a stretch is made of, 0 where they are not whole."""
    after = base.end + days(1)
    if base.start.day != 1 or after.day != 1:
        return 0
    return (after.year - base.start.year) * 12 + after.month - base.start.month


def read_nth(e: Nth, context: Context, read: Read) -> Reading:
    """The nth weekday, day, week, ... of something.

    Weeks of a month or year run from Monday to Sunday and belong to it by their Thursday, as
    weeks with a number do; so many days from its start or end are a rival.
    """
    base = read(e.of, context)
    which = "last" if e.n < 0 else f"no. {e.n}"
    precision: DatePrecision = "range"
    if isinstance(e.what, Weekday):
        day = nth_weekday(e.n, e.what.weekday, (base.start, base.end))
        if day is None:
            raise Unresolvable(Reason.UNRESOLVED)
        name, start, end, precision = WEEKDAYS[e.what.weekday], day, day, "day"
    elif e.what == "weekend":
        saturday = nth_weekday(e.n, 5, (base.start, base.end))
        if saturday is None:
            raise Unresolvable(Reason.UNRESOLVED)
        name, start, end = "weekend", saturday, saturday + days(1)
    elif isinstance(e.what, Amount):
        name, which = amount_written(e.what), "last" if e.n < 0 else "first"
        start, end = _block(base, 1 if e.n > 0 else -1, e.what)
    elif e.what == "quarter" and _whole_months(base) > _MONTHS_OF_YEAR:
        name, (start, end) = "quarter", _quarter_of_years(base, e.n)
    else:
        name, precision = e.what, GRAINS.get(e.what, "range")
        start, end = _block(base, e.n, Amount(1, 1, e.what))
    if start < base.start or end > base.end + days(1):
        raise Unresolvable(Reason.UNRESOLVED)
    why = f"{name} ({which}) of {base.start} to {base.end} ({base.why})"
    plain = Reading(start, end, precision, why)
    weeks = _calendar_weeks(e, base, precision, f"{why}, from Monday to Sunday")
    return plain if weeks is None else replace(weeks, others=(plain,))


def _quarter_of_years(base: Reading, n: int) -> Interval:
    """ "The first quarter of the 20th century": a quarter of all its years."""
    months = _whole_months(base) // 4
    first = (n - 1 if n > 0 else 3) * months
    return add_months(base.start, first), add_months(base.start, first + months) - days(1)


def _calendar_weeks(e: Nth, base: Reading, precision: DatePrecision, why: str) -> Reading | None:
    """ "The first week of May" by weeks from Monday to Sunday that lie mostly in it."""
    size = e.what.high if isinstance(e.what, Amount) else 1
    unit = e.what.unit if isinstance(e.what, Amount) else e.what
    if unit != "week" or _whole_months(base) not in (1, _MONTHS_OF_YEAR):
        return None
    first = weekday_after(3, base.start) - days(3)  # the week of the first Thursday
    last = weekday_before(3, base.end) - days(3)
    monday = first + days(7 * (e.n - 1)) if e.n > 0 else last - days(7 * (size - 1))
    return Reading(monday, monday + days(7 * size - 1), precision, why) if monday <= last else None


def _block(base: Reading, n: int, size: Amount) -> Interval:
    """The ``n``-th stretch of a length, from the start or (negative) from the end."""
    if n > 0:
        start = move(base.start, (n - 1) * size.high, size.unit)
        return start, move(start, size.high, size.unit) - days(1)
    return move(base.end + days(1), -size.high, size.unit), base.end
