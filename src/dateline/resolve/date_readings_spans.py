"""What is made of other dates: parts, shifts, stretches and lists."""

from __future__ import annotations

from dataclasses import replace

from dateline.records.coded import Reason
from dateline.records.entity import DatePrecision

from .date_calendar import (
    WEEKDAYS,
    add_months,
    days,
    move,
    unit_around,
    weekday_after,
    weekday_before,
)
from .date_context import Context, Read, Reading, Unresolvable
from .date_expressions import (
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
    OnWeekday,
    Season,
    Several,
    Shift,
    Since,
    Until,
    Weekday,
    WeekOf,
    YearShare,
)
from .date_readings_parts import point_of
from .date_readings_relative import amount_written, counted, moved_by, very_day

_MIDWEEK = range(1, 5)
"""Tuesday to Friday, on which no week begins."""
_GOING_ON = 60
"""How many days a stretch may last to be taken as going on at the publication."""
_MONTHS_GOING_ON = 366


def read_in_year(e: InYear, context: Context, read: Read) -> Reading:
    """A month, day, season or feast of a year, or a day of a month, by the publication."""
    if e.unit == "month" and isinstance(e.of, Days):
        month = move(context.day, e.turn, "month")
        reading = read(replace(e.of, year=month.year, month=month.month), context)
        return replace(reading, why=f"{reading.why}; month by {context.named}")
    reading = read(replace(e.of, year=context.day.year + e.turn), context)
    return replace(reading, why=f"{reading.why}; year by {context.named}")


def read_shift(e: Shift, context: Context, read: Read) -> Reading:
    """So many units before or after a date."""
    base = read(e.of, replace(context, tense="future") if e.ahead else context)
    reading = _shifted(e, base)
    return replace(reading, others=reading.others + tuple(_shifted(e, o) for o in base.others))


def _shifted(e: Shift, base: Reading) -> Reading:
    side = "before" if e.way < 0 else "after"
    day = base.start if e.way < 0 else base.end
    # from a day that is named weeks and months are counted out; from today so is everything
    relative = isinstance(e.of, DayWord)
    of_a_day = base.start == base.end and e.counted
    counts = relative or e.amount.unit in ("week", "fortnight", "month")
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


def read_on_weekday(e: OnWeekday, context: Context, read: Read) -> Reading:
    """A weekday of the week counted to; of a day counted to, itself or the first after it."""
    base = read(e.of, context)
    if e.same_week:
        day = unit_around("week", base.start)[0] + days(e.weekday)
    else:
        day = weekday_after(e.weekday, base.start)
    return Reading(day, day, "day", f"{WEEKDAYS[e.weekday]} by {base.start} ({base.why})")


def read_week_of(e: WeekOf, context: Context, read: Read) -> Reading:
    """The week, or weekend, of a date."""
    base = read(e.of, context)
    monday = unit_around("week", base.start)[0]
    if e.weekend:
        return Reading(monday + days(5), monday + days(6), "range", f"the weekend of {base.start}")
    if e.way == "from" and base.start.weekday() and context.tense in ("", "present"):
        # weeks begin on Monday: rather the year in which the date is one
        base = next((other for other in base.others if not other.start.weekday()), base)
    week = replace(_week_by(e, base), others=tuple(_week_by(e, other) for other in base.others))
    if e.way == "from" and base.start.weekday() in _MIDWEEK and isinstance(e.of, Days):
        calendar = replace(week, start=monday, end=monday + days(6), others=(week,))
        return replace(calendar, why=f"the week, from Monday to Sunday, of {week.why}")
    return week


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
    opens, closes = _point(e.first, first, read, opens=True), _point(e.last, last, read)
    if opens.start <= closes.end:
        first, last = opens, closes
    return _stretch(first, last, f"from {first.start} ({first.why}) to {last.end} ({last.why})")


def _point(e: Expression, part: Reading, read: Read, *, opens: bool = False) -> Reading:
    """The end of a stretch that is a part of something, as the point that bounds it."""
    if not isinstance(e, Edge):
        return part
    base = read(e.of, Context(part.start, "", None))
    return point_of(e, part, base, opens=opens)


def read_several(e: Several, context: Context, read: Read) -> Reading:
    """All the dates of a list, as one stretch."""
    readings = _in_order(e.items, context, read)
    alone = [read(item, context) for item in e.items]
    told = context.tense == "past" or all(r.start <= context.day for r in alone)
    if context.published is not None and context.tense != "future" and told:
        # "yesterday and on Sunday": what has happened does not lie ahead
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
        going = _goes_on(items, context, read)
        known = 0 if context.tense == "future" or going else len(items) - 1
        readings[known] = read(items[known], replace(context, tense="past") if going else context)
    for i in range(min(readings) - 1, -1, -1):
        readings[i] = read(items[i], context.at(readings[i + 1].end, "past"))
    for i in range(len(items)):
        if i not in readings:
            readings[i] = read(items[i], context.at(readings[i - 1].start, "future"))
    return [readings[i] for i in range(len(items))]


def _goes_on(items: tuple[Expression, ...], context: Context, read: Read) -> bool:
    """Whether what began before the publication ends after it: "Aug 22-Sept 3".

    Of days it must be soon; of months only what is planned ("will be away from May to July").
    """
    dated = all(isinstance(item, Days) for item in items)
    months = all(isinstance(item, Month) for item in items) and context.tense == "future"
    if context.published is None or not (dated or months):
        return False
    first = read(items[0], replace(context, tense="past"))
    last = read(items[-1], context.at(first.start, "future"))
    longest = _GOING_ON if dated else _MONTHS_GOING_ON
    return first.start <= context.day <= last.end <= first.start + days(longest)


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
