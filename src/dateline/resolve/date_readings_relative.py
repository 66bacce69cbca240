"""What is counted from the publication, or from a date that the text has given.

"N weeks ago" is a calendar week (as in TIMEX3), "N months ago" a month; the day itself is
kept as a rival.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.records.coded import Reason
from dateline.records.entity import DatePrecision

from .date_calendar import WEEKDAYS, days, move, unit_around, unit_moved
from .date_context import Context, Reading, Unresolvable, written
from .date_expressions import (
    Ago,
    Amount,
    Anaphor,
    DayWord,
    OfWeek,
    Overnight,
    Run,
    Unit,
    Weekday,
    Weekend,
    Window,
)
from .date_recurrences import name_of, precision_named, recurrences

_NEAR_WEEKEND = 2
"""How many days ahead a weekend lies nearer than the last one."""
ROUGH = {"decade": 2, "century": 5}
"""How many years off "two decades ago" may be."""
_RECENT = {"hour": 1, "minute": 1, "day": 7, "night": 7, "week": 30, "month": 120, "year": 1826}
"""How many days "recent hours", "recent days", ... are taken to be."""
GRAINS: dict[str, DatePrecision] = {
    "day": "day", "night": "day", "workday": "day", "hour": "day", "minute": "day",
    "week": "week", "month": "month", "year": "year",
}  # fmt: skip


def read_dayword(e: DayWord, context: Context) -> Reading:
    """ "yesterday" and its like."""
    day = context.day + days(e.offset)
    if not e.offset:
        return Reading(day, day, "day", f'"{e.word}": {context.named}')
    side = "before" if e.offset < 0 else "after"
    count = "the day" if abs(e.offset) == 1 else f"{abs(e.offset)} days"
    return Reading(day, day, "day", f'"{e.word}": {count} {side} {context.named}')


def read_overnight(e: Overnight, context: Context) -> Reading:
    """The night that ends on the publication day; after midnight it is that day."""
    if e.past_midnight:
        if context.anchor is not None and abs((context.anchor - context.day).days) > 1:
            raise Unresolvable(Reason.AMBIGUOUS)
        why = f"the night that ends on {context.named}, after midnight"
        return Reading(context.day, context.day, "day", why)
    why = f"the night that ends on {context.named}"
    return Reading(context.day - days(1), context.day, "range", why)


def read_weekend(e: Weekend, context: Context) -> Reading:
    """Saturday and Sunday, by tense or by "last", "this", "next"."""
    day = context.day
    this = unit_around("week", day)[0] + days(5)
    told = context.tense not in ("", "present")
    # where the tense does not tell, the nearest: of Thursday and Friday the one to come
    near = e.turn == 0 or (e.turn is None and (this - day).days <= _NEAR_WEEKEND)
    ahead = context.tense == "future" or (near and not told)
    if e.turn is not None and e.turn > 0:
        first = this + days(7 * e.turn)
        why = f"the weekend of week no. {e.turn} after {context.named}"
    elif e.turn is not None and e.turn < 0:
        first = this + days(7 * e.turn)
        why = f"weekend (Saturday and Sunday) no. {-e.turn} back from {context.named}"
    elif this <= day or ahead:
        first, why = this, f"the weekend (Saturday and Sunday) of the week of {context.named}"
    else:
        first = this - days(7)
        why = f"the weekend (Saturday and Sunday) before {context.named}"
    others: tuple[Reading, ...] = ()
    if e.turn is None and not told:
        other = first - days(7) if first > day else first + days(7)
        side = "before" if first > day else "after"
        others = (Reading(other, other + days(1), "range", f"the weekend {side} that"),)
    return Reading(first, first + days(1), "range", why, others)


def read_of_week(e: OfWeek, context: Context) -> Reading:
    """A weekday of a week counted from the publication, or from the date given."""
    base = context.given if e.anaphoric else context.day
    named = f"the date given, {written(base)}" if e.anaphoric else context.named
    day = unit_around("week", base)[0] + days(7 * e.weeks + e.weekday)
    where = {-1: "the week before", 0: "the week of", 1: "the week after"}.get(
        e.weeks, f"{abs(e.weeks)} weeks {'before' if e.weeks < 0 else 'after'}"
    )
    return Reading(day, day, "day", f"{WEEKDAYS[e.weekday]} of {where} {named}")


def read_unit(e: Unit, context: Context) -> Reading:
    """A calendar week, month, year, ... counted from the publication."""
    if e.unit == "fortnight":
        monday = unit_around("week", context.day)[0] + days(14 * e.turn)
        start, end = monday, monday + days(13)
    else:
        start, end = unit_moved(context.day, e.turn, e.unit)
    where = {-1: "before that of", 0: "of", 1: "after that of"}.get(e.turn, f"{e.turn:+d} from")
    return Reading(start, end, GRAINS.get(e.unit, "range"), f"the {e.unit} {where} {context.named}")


def read_window(e: Window, context: Context) -> Reading:
    """A stretch that reaches to, or starts from, the publication."""
    # what has happened "in the next two days" did so after the date given
    told = e.way > 0 and context.tense == "past" and context.anchor is not None
    leans = e.anaphoric or told
    day = context.given if leans else context.day
    named = f"the date given, {written(day)}" if leans else context.named
    side = "before" if e.way < 0 else "after"
    if e.amount is None:
        if e.unit not in _RECENT:
            raise Unresolvable(Reason.UNRESOLVED)
        count = _RECENT[e.unit]
        edge = day + days(e.way * count)
        why = f"vague: taken as the {count} day{'s' * (count > 1)} {side} {named}"
    elif e.unit in ("quarter", "workday"):
        return _whole_units(day, e.amount, e.way, f"the {amount_written(e.amount)} {side} {named}")
    else:
        edge = _moved(day, e.way * e.amount.high, e.amount, up=True)
        edge = _moved_more(edge, e.way, e.amount)
        why = f"the {amount_written(e.amount)} {side} {named}"
    start, end = (edge, day) if e.way < 0 else (day, edge)
    others: tuple[Reading, ...] = ()
    if e.unit == "decade" and e.amount is not None:
        others = (_whole_units(day, e.amount, e.way, "by decades of the calendar"),)
    return Reading(start, end, "range", why, others)


def _whole_units(day: date, amount: Amount, way: int, why: str) -> Reading:
    """Quarters and working days before or after a day: whole ones, without that day."""
    first, last = (unit_moved(day, way * n, amount.unit) for n in (1, amount.high))
    return Reading(min(first[0], last[0]), max(first[1], last[1]), "range", why)


def read_ago(e: Ago, context: Context) -> Reading:
    """A calendar unit so many before or after the publication."""
    side = "before" if e.way < 0 else "after"
    if e.way > 0 and not e.exact:
        return _ahead(e.amount, context)
    reading = counted(context.day, e.amount, e.way, exact=e.exact)
    why = f"{amount_written(e.amount)} {side} {context.named}"
    if reading.precision in ("week", "month", "year"):
        why = f"the {reading.precision} {why}"
    others = very_day(reading, context.day, e.way, e.amount)
    if e.way < 0 and reading.end > context.day:
        reading = replace(reading, end=context.day)
    return replace(reading, why=why, others=others)


def _ahead(amount: Amount, context: Context) -> Reading:
    """ "In two weeks": what is planned is counted out to the day, its unit being a rival."""
    unit = counted(context.day, amount, 1)
    why = f"{amount_written(amount)} after {context.named}"
    if amount.low != amount.high or amount.unit in ROUGH:
        return replace(unit, why=why, others=very_day(unit, context.day, 1, amount))
    very = moved_by(context.day, 1, amount)
    others = () if unit.precision == "day" else (replace(unit, why=f"the {unit.precision} {why}"),)
    return Reading(very, very, "day", why, others)


def very_day(reading: Reading, day: date, way: int, amount: Amount) -> tuple[Reading, ...]:
    """The rival of a calendar unit that was counted to: the day itself."""
    if reading.precision not in ("week", "month", "year") and amount.unit not in ROUGH:
        return ()
    very = moved_by(day, way, amount)
    return (Reading(very, very, "day", "the very day"),)


def counted(day: date, amount: Amount, way: int, *, exact: bool = False) -> Reading:
    """The unit that lies ``amount`` before or after ``day``."""
    if exact:
        moved = moved_by(day, way, amount)
        return Reading(moved, moved, "day", "")
    if amount.unit in ("hour", "minute"):
        moved = _moved(day, way * amount.high, amount)
        start, end = sorted((moved, _moved(day, way * amount.low, amount)))
        return Reading(start, end, "day" if start == end else "range", "")
    if amount.more:
        return _counted_sum(day, amount, way)
    first = unit_moved(day, way * amount.low, amount.unit)
    last = unit_moved(day, way * amount.high, amount.unit)
    precision = GRAINS.get(amount.unit, "range")
    if amount.unit == "fortnight":
        precision = "week"
    if amount.low != amount.high:
        precision = "range"
    elif amount.unit in ROUGH:
        years = ROUGH[amount.unit]
        moved = move(day, way * amount.low, amount.unit)
        first = last = date(moved.year - years, 1, 1), date(moved.year + years, 12, 31)
    return Reading(min(first[0], last[0]), max(first[1], last[1]), precision, "")


def _counted_sum(day: date, amount: Amount, way: int) -> Reading:
    """What lies "two weeks and three days" away: as fine as the last unit that is exact."""
    exact = [part for part in (amount, *amount.more) if part.low == part.high]
    grain = exact[-1].unit if exact else amount.unit
    precision = GRAINS.get(grain, "range")
    return Reading(*unit_around(grain, moved_by(day, way, amount)), precision, "")


def moved_by(day: date, way: int, amount: Amount) -> date:
    """The very day an amount before or after ``day``, by the least it can be."""
    return _moved_more(_moved(day, way * amount.low, amount), way, amount)


def _moved_more(day: date, way: int, amount: Amount) -> date:
    for part in amount.more:
        day = _moved(day, way * part.low, part)
    return day


def _moved(day: date, n: int, amount: Amount, *, up: bool = False) -> date:
    """``day`` moved by ``n`` units; hours count as whole days, rounded away where ``up``."""
    if amount.unit == "hour":
        whole = -(-abs(n) // 24) if up else abs(n) // 24
        return day + days(whole if n > 0 else -whole)
    return move(day, n, amount.unit)


def read_run(e: Run, context: Context) -> Reading:
    """A run of days that reaches the publication."""
    first = unit_moved(context.day, 1 - e.ordinal, e.unit)[0]
    why = f"{e.unit} no. {e.ordinal} of a run that reaches {context.named}"
    return Reading(first, context.day, "range", why)


def read_anaphor(e: Anaphor, context: Context) -> Reading:
    """What is counted from the date that the text has given."""
    if e.event:
        context.given  # noqa: B018  (no publication date outranks an event unknown)
        raise Unresolvable(Reason.UNRESOLVED)
    anchor = context.given
    named = f"the date given, {written(anchor)}"
    if isinstance(e.what, Amount):
        side = "before" if e.then < 0 else "after"
        reading = counted(anchor, e.what, e.then)
        why = f"{amount_written(e.what)} {side} {named}"
        return replace(reading, why=why, others=very_day(reading, anchor, e.then, e.what))
    where = {-1: "before", 0: "of", 1: "after"}[e.then]
    if e.what == "weekend":
        first = unit_around("week", anchor)[0] + days(5 + 7 * e.then)
        return Reading(first, first + days(1), "range", f"the weekend {where} {named}")
    if isinstance(e.what, str):
        start, end = unit_moved(anchor, e.then, e.what)
        return Reading(start, end, GRAINS.get(e.what, "range"), f"the {e.what} {where} {named}")
    there = context.at(anchor, "")
    spans = sorted(recurrences(e.what, there))
    if e.then < 0:
        found = [s for s in reversed(spans) if s[1] < anchor]
    elif e.then > 0:
        found = [s for s in spans if s[0] > anchor]
    else:
        found = sorted(spans, key=lambda s: _distance(e.what, s[0], anchor))
    if not found:
        raise Unresolvable(Reason.UNRESOLVED)
    return Reading(*found[0], precision_named(e.what), f"the {name_of(e.what)} {where} {named}")


def _distance(what: object, start: date, anchor: date) -> tuple[bool, int]:
    """How far "that spring" or "that Sunday" lies off: a season rather in the same year."""
    return not isinstance(what, Weekday) and start.year != anchor.year, abs((start - anchor).days)


def amount_written(a: Amount) -> str:
    """An amount in words."""
    count = str(a.low) if a.low == a.high else f"{a.low} to {a.high}"
    written = f"{count} {a.unit}{'s' * (a.high > 1)}"
    return " and ".join([written, *(amount_written(part) for part in a.more)])
