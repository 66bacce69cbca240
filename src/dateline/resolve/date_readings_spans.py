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
    DayWord,
    Edge,
    Expression,
    Feast,
    ForeignDay,
    InYear,
    Lasting,
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
    YearShare,
)
from .date_readings_relative import GRAINS, amount_written, counted, moved_by, very_day

_EDGES = {
    "half1": "the first half",
    "half2": "the second half",
    "earlymid": "the early and middle part",
    "midlate": "the middle and late part",
    "weeks1": "the first weeks",
    "weeks2": "the last weeks",
}
_WEEKS_OF_YEAR = 31
"""How many days "the closing weeks" of a year are taken to be; of a month it is its half."""
_MONTHS_OF_YEAR = 12
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


def _part_of(edge: str, base: Reading, length: int) -> tuple[int, int]:
    """The first day of a part, counted from 0, and the day after its last."""
    early, late, half = (max(1, c) for c in _cuts(base, length))
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


def _cuts(base: Reading, length: int) -> tuple[int, int, int]:
    """How many days in the early part ends, the late part begins, and the middle lies."""
    months = _whole_months(base)
    if length == 7:
        return 2, 3, 3  # Monday and Tuesday; from Thursday on
    if months == 1:
        return 10, 20, 15
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


def read_in_year(e: InYear, context: Context, read: Read) -> Reading:
    """A month, day, season or feast of a year, or a day of a month, by the publication."""
    if e.unit == "month" and isinstance(e.of, Days):
        month = move(context.day, e.turn, "month")
        reading = read(replace(e.of, year=month.year, month=month.month), context)
        return replace(reading, why=f"{reading.why}; month by {context.named}")
    reading = read(replace(e.of, year=context.day.year + e.turn), context)
    return replace(reading, why=f"{reading.why}; year by {context.named}")


def read_nth(e: Nth, context: Context, read: Read) -> Reading:
    """The nth weekday, day, week, ... of something; of weeks those of the calendar are rivals."""
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
    return Reading(start, end, precision, why, _calendar_weeks(e, base))


def _quarter_of_years(base: Reading, n: int) -> Interval:
    """ "The first quarter of the 20th century": a quarter of all its years."""
    months = _whole_months(base) // 4
    first = (n - 1 if n > 0 else 3) * months
    return add_months(base.start, first), add_months(base.start, first + months) - days(1)


def _calendar_weeks(e: Nth, base: Reading) -> tuple[Reading, ...]:
    """ "The first week of May" by weeks from Monday to Sunday that lie mostly in it."""
    size = e.what.high if isinstance(e.what, Amount) else 1
    unit = e.what.unit if isinstance(e.what, Amount) else e.what
    if unit != "week" or base.start == base.end:
        return ()
    first = weekday_after(3, base.start) - days(3)  # the week of the first Thursday
    last = weekday_before(3, base.end) - days(3)
    monday = first + days(7 * (e.n - 1)) if e.n > 0 else last - days(7 * (size - 1))
    end = monday + days(7 * size - 1)
    precision: DatePrecision = "week" if size == 1 else "range"
    return (Reading(monday, end, precision, "by calendar weeks, Monday to Sunday"),)


def _block(base: Reading, n: int, size: Amount) -> Interval:
    """The ``n``-th stretch of a length, from the start or (negative) from the end."""
    if n > 0:
        start = move(base.start, (n - 1) * size.high, size.unit)
        return start, move(start, size.high, size.unit) - days(1)
    return move(base.end + days(1), -size.high, size.unit), base.end


def read_shift(e: Shift, context: Context, read: Read) -> Reading:
    """So many units before or after a date."""
    base = read(e.of, replace(context, tense="future") if e.ahead else context)
    reading = _shifted(e, base)
    return replace(reading, others=reading.others + tuple(_shifted(e, o) for o in base.others))


def _shifted(e: Shift, base: Reading) -> Reading:
    side = "before" if e.way < 0 else "after"
    day = base.start if e.way < 0 else base.end
    # from a day that is named weeks are counted out; from today or tomorrow so is everything
    relative = isinstance(e.of, DayWord)
    of_a_day = base.start == base.end and e.counted
    counts = relative or e.amount.unit in ("week", "fortnight")
    exact = of_a_day and counts and e.amount.low == e.amount.high
    if e.amount.unit == "decade" and not e.counted:
        return _decade_beside(e.way, base)
    reading = counted(day, e.amount, e.way, exact=exact)
    why = f"{amount_written(e.amount)} {side} {base.start} ({base.why})"
    return replace(reading, why=why, others=very_day(reading, day, e.way, e.amount))


def _decade_beside(way: int, base: Reading) -> Reading:
    """ "The decade after 2001": the ten years beside it."""
    if way > 0:
        start = base.end + days(1)
        end = add_months(start, 120) - days(1)
    else:
        start, end = add_months(base.start, -120), base.start - days(1)
    side = "after" if way > 0 else "before"
    return Reading(start, end, "range", f"the ten years {side} {base.start} ({base.why})")


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
    if e.way == "from" and base.start.weekday() and context.tense in ("", "present"):
        # weeks begin on Monday: rather the year in which the date is one
        base = next((other for other in base.others if not other.start.weekday()), base)
    return replace(_week_by(e, base), others=tuple(_week_by(e, other) for other in base.others))


def _week_by(e: WeekOf, base: Reading) -> Reading:
    monday = unit_around("week", base.start)[0]
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
    if context.tense != "future" and context.published is not None:
        # "yesterday and on Sunday": what has happened does not lie ahead
        alone = [read(item, context) for item in e.items]
        pairs = zip(readings, alone, strict=True)
        readings = [a if r.start > context.day >= a.end else r for r, a in pairs]
    named = "; ".join(f"{r.start} ({r.why})" for r in readings)
    first, last = min(readings, key=lambda r: r.start), max(readings, key=lambda r: r.end)
    each = tuple(replace(r, others=()) for r in readings)
    return replace(_stretch(first, last, f"all of: {named}"), others=each)


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
    if isinstance(expression, (Days, Month, Season, Feast, ForeignDay, YearShare)):
        return expression.year is None
    return isinstance(expression, Weekday)


def _stretch(first: Reading, last: Reading, why: str) -> Reading:
    if first.start > last.end:
        raise Unresolvable(Reason.UNRESOLVED)
    return Reading(first.start, last.end, "range", why)


def read_lasting(e: Lasting, context: Context, read: Read) -> Reading:
    """So long from a date on, or up to a date and with it."""
    base = read(e.of, context)
    return replace(_lasting(e, base), others=tuple(_lasting(e, other) for other in base.others))


def _lasting(e: Lasting, base: Reading) -> Reading:
    if e.way > 0:
        start, end = base.start, moved_by(base.start, 1, e.amount) - days(1)
    else:
        start, end = moved_by(base.end + days(1), -1, e.amount), base.end
    side = "up to" if e.way < 0 else "from"
    why = f"{amount_written(e.amount)} {side} {base.start} ({base.why})"
    return Reading(min(start, end), max(start, end), "range", why)


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
    if e.way < 0 and context.tense != "past" and context.day < base.end:
        # "before the end of the month" may be on its last day
        last = base.end if isinstance(e.of, Edge) else max(context.day, base.start - days(1))
        why = f"from {context.named} to {last}, before {base.end} ({base.why})"
        return Reading(context.day, last, "range", why)
    start = base.end + days(1)
    if e.way < 0 or start > context.day:
        raise Unresolvable(Reason.UNRESOLVED)
    why = f"after {base.end} ({base.why}), up to {context.named}"
    return Reading(start, context.day, "range", why)
