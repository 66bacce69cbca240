"""What is made of other dates: parts, shifts, stretches and lists."""

from __future__ import annotations

from collections.abc import Callable
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
    unit_around,
    weekday_after,
    weekday_before,
)
from .date_context import Context, Reading, Unresolvable
from .date_expressions import (
    Amount,
    Beside,
    Between,
    Bound,
    Days,
    Edge,
    Expression,
    Feast,
    InYear,
    Month,
    NightOf,
    Nth,
    Part,
    Season,
    Several,
    Shift,
    Since,
    Until,
    Weekday,
    WeekOf,
)
from .date_readings_relative import GRAINS, amount_written, counted

_GOING_ON = 60
"""How many days a stretch may last to be taken as going on at the publication."""
Read = Callable[[Expression, Context], Reading]
"""`dateline.resolve.date_readings.read`, for the dates inside."""


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
    """The early, middle or late part: thirds, or halves."""
    base = read(e.of, context)
    length = (base.end - base.start).days + 1
    months = _whole_months(base)
    if months == 1:
        cuts = (10, 20, 15)
    elif months >= 3:
        early_end, late_start, middle = (
            (add_months(base.start, n) - base.start).days
            for n in (months // 3, months - months // 3, months // 2)
        )
        cuts = (early_end, late_start, middle)
    else:
        cuts = (length // 3, length - length // 3, length // 2)
    early, late, half = (max(1, c) for c in cuts)
    first, last = {
        "early": (0, early),
        "mid": (early, max(late, early + 1)),
        "late": (min(late, length - 1), length),
        "half1": (0, half),
        "half2": (half, length),
    }[e.edge]
    last = min(last, length)
    first = min(first, last - 1)
    part = {"half1": "the first half", "half2": "the second half"}.get(e.edge, f"the {e.edge} part")
    why = f"{part} of {base.start} to {base.end} ({base.why})"
    return Reading(base.start + days(first), base.start + days(last - 1), "range", why)


def _whole_months(base: Reading) -> int:
    """How many months a stretch is made of, 0 where they are not whole."""
    after = base.end + days(1)
    if base.start.day != 1 or after.day != 1:
        return 0
    return (after.year - base.start.year) * 12 + after.month - base.start.month


def read_in_year(e: InYear, context: Context, read: Read) -> Reading:
    """A month, day, season or feast of a year counted from the publication."""
    reading = read(replace(e.of, year=context.day.year + e.turn), context)
    return replace(reading, why=f"{reading.why}; year by {context.named}")


def read_nth(e: Nth, context: Context, read: Read) -> Reading:
    """The nth weekday, day, week, ... of something."""
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
    else:
        name, precision = e.what, GRAINS.get(e.what, "range")
        start, end = _block(base, e.n, Amount(1, 1, e.what))
    if start < base.start or end > base.end + days(1):
        raise Unresolvable(Reason.UNRESOLVED)
    why = f"{name} ({which}) of {base.start} to {base.end} ({base.why})"
    return Reading(start, end, precision, why)


def _block(base: Reading, n: int, size: Amount) -> Interval:
    """The ``n``-th stretch of a length, from the start or (negative) from the end."""
    if n > 0:
        start = move(base.start, (n - 1) * size.high, size.unit)
        return start, move(start, size.high, size.unit) - days(1)
    return move(base.end + days(1), -size.high, size.unit), base.end


def read_shift(e: Shift, context: Context, read: Read) -> Reading:
    """So many units before or after a date."""
    base = read(e.of, context)
    side = "before" if e.way < 0 else "after"
    reading = counted(base.start if e.way < 0 else base.end, e.amount, e.way)
    return replace(reading, why=f"{amount_written(e.amount)} {side} {base.start} ({base.why})")


def read_beside(e: Beside, context: Context, read: Read) -> Reading:
    """The weekday next before or after a date."""
    base = read(e.of, context)
    if e.way < 0:
        day = weekday_before(e.weekday, base.start - days(1))
    else:
        day = weekday_after(e.weekday, base.end + days(1))
    side = "before" if e.way < 0 else "after"
    return Reading(day, day, "day", f"{WEEKDAYS[e.weekday]} {side} {base.start} ({base.why})")


def read_week_of(e: WeekOf, context: Context, read: Read) -> Reading:
    """The week, or weekend, of a date."""
    base = read(e.of, context)
    monday = unit_around("week", base.start)[0]
    if e.weekend:
        return Reading(monday + days(5), monday + days(6), "range", f"the weekend of {base.start}")
    start = {"of": monday, "from": base.start, "ending": base.end - days(6)}[e.way]
    return Reading(start, start + days(6), "week", f"the week {e.way} {base.start} ({base.why})")


def read_night_of(e: NightOf, context: Context, read: Read) -> Reading:
    """The night that begins, or ends, on a date."""
    base = read(e.of, context)
    if e.ends:
        why = f"the night that ends on {base.start} ({base.why})"
        return Reading(base.start - days(1), base.start, "range", why)
    end = base.end + days(1)
    if context.published is not None and base.end <= context.published < end:
        end = base.end
    precision: DatePrecision = "day" if base.start == end else "range"
    return Reading(base.start, end, precision, f"the night that begins on {base.end} ({base.why})")


def read_between(e: Between, context: Context, read: Read) -> Reading:
    """From one date to another."""
    first, last = _in_order((e.first, e.last), context, read)
    return _stretch(first, last, f"from {first.start} ({first.why}) to {last.end} ({last.why})")


def read_several(e: Several, context: Context, read: Read) -> Reading:
    """All the dates of a list, as one stretch."""
    readings = _in_order(e.items, context, read)
    named = "; ".join(f"{r.start} ({r.why})" for r in readings)
    first, last = min(readings, key=lambda r: r.start), max(readings, key=lambda r: r.end)
    return _stretch(first, last, f"all of: {named}")


def _in_order(items: tuple[Expression, ...], context: Context, read: Read) -> list[Reading]:
    """The readings of dates that follow one another.

    A date that floats (a weekday, a day without its year) is read by its neighbour; where
    all float, the last is read by the tense, or the first if they are to come.
    """
    readings = {i: read(e, context) for i, e in enumerate(items) if not _floats(e)}
    if not readings:
        known = 0 if context.tense == "future" or _goes_on(items, context, read) else len(items) - 1
        readings[known] = read(items[known], context)
    for i in range(min(readings) - 1, -1, -1):
        readings[i] = read(items[i], context.at(readings[i + 1].end, "past"))
    for i in range(len(items)):
        if i not in readings:
            readings[i] = read(items[i], context.at(readings[i - 1].start, "future"))
    return [readings[i] for i in range(len(items))]


def _goes_on(items: tuple[Expression, ...], context: Context, read: Read) -> bool:
    """Whether days of months, begun before the publication, end soon after it: "Aug 22-Sept 3"."""
    if not all(isinstance(item, Days) for item in items):
        return False
    first = read(items[0], replace(context, tense="past"))
    last = read(items[-1], context.at(first.start, "future"))
    return first.start <= context.day <= last.end <= first.start + days(_GOING_ON)


def _floats(expression: Expression) -> bool:
    """Whether a date could lie in any year or week."""
    if isinstance(expression, (Edge, Nth)):
        return _floats(expression.of)
    if isinstance(expression, (Days, Month, Season, Feast)):
        return expression.year is None
    return isinstance(expression, Weekday)


def _stretch(first: Reading, last: Reading, why: str) -> Reading:
    if first.start > last.end:
        raise Unresolvable(Reason.UNRESOLVED)
    return Reading(first.start, last.end, "range", why)


def read_since(e: Since, context: Context, read: Read) -> Reading:
    """From a date to the publication."""
    base = read(e.of, replace(context, tense="past"))
    day = context.day
    if base.start > day:
        raise Unresolvable(Reason.UNRESOLVED)
    return Reading(base.start, day, "range", f"from {base.start} ({base.why}) to {context.named}")


def read_until(e: Until, context: Context, read: Read) -> Reading:
    """Up to a date."""
    base = read(e.of, context)
    if context.published is not None and base.end > context.published:
        why = f"from {context.named} to {base.end} ({base.why})"
        return Reading(context.published, base.end, "range", why)
    return replace(base, why=f"up to {base.end} ({base.why}); its start is not stated")


def read_bound(e: Bound, context: Context, read: Read) -> Reading:
    """After a date; what is only before one has no start."""
    base = read(e.of, context)
    start = base.end + days(1)
    if e.way < 0 or start > context.day:
        raise Unresolvable(Reason.UNRESOLVED)
    why = f"after {base.end} ({base.why}), up to {context.named}"
    return Reading(start, context.day, "range", why)
