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
    Weekend,
    Window,
)
from .date_readings_calendar import name_of, precision_named, recurrences

_RECENT = {"hour": 1, "minute": 1, "day": 7, "night": 7, "week": 30, "month": 120, "year": 1826}
"""How many days "recent hours", "recent days", ... are taken to be."""
GRAINS: dict[str, DatePrecision] = {
    "day": "day", "night": "day", "hour": "day", "minute": "day",
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
    """The night that ends on the publication day."""
    why = f"the night that ends on {context.named}"
    return Reading(context.day - days(1), context.day, "range", why)


def read_weekend(e: Weekend, context: Context) -> Reading:
    """Saturday and Sunday, by tense or by "last", "this", "next"."""
    day = context.day
    this = unit_around("week", day)[0] + days(5)
    ahead = context.tense == "future" or (e.turn == 0 and context.tense != "past")
    if e.turn is not None and e.turn > 0:
        first, why = this + days(7), f"the weekend of the week after {context.named}"
    elif e.turn is not None and e.turn < 0:
        first = this - days(7)
        why = f"the last weekend (Saturday and Sunday) over before {context.named}"
    elif this <= day or ahead:
        first, why = this, f"the weekend (Saturday and Sunday) of the week of {context.named}"
    else:
        first = this - days(7)
        why = f"the weekend (Saturday and Sunday) before {context.named}"
    return Reading(first, first + days(1), "range", why)


def read_of_week(e: OfWeek, context: Context) -> Reading:
    """A weekday of a week counted from the publication."""
    day = unit_around("week", context.day)[0] + days(7 * e.weeks + e.weekday)
    where = {-1: "the week before", 0: "the week of", 1: "the week after"}.get(
        e.weeks, f"{abs(e.weeks)} weeks {'before' if e.weeks < 0 else 'after'}"
    )
    return Reading(day, day, "day", f"{WEEKDAYS[e.weekday]} of {where} {context.named}")


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
    day = context.given if e.anaphoric else context.day
    named = f"the date given, {written(day)}" if e.anaphoric else context.named
    side = "before" if e.way < 0 else "after"
    if e.amount is None:
        if e.unit not in _RECENT:
            raise Unresolvable(Reason.UNRESOLVED)
        count = _RECENT[e.unit]
        edge = day + days(e.way * count)
        why = f"vague: taken as the {count} day{'s' * (count > 1)} {side} {named}"
    else:
        edge = _moved(day, e.way * e.amount.high, e.amount, up=True)
        why = f"the {amount_written(e.amount)} {side} {named}"
    start, end = (edge, day) if e.way < 0 else (day, edge)
    return Reading(start, end, "range", why)


def read_ago(e: Ago, context: Context) -> Reading:
    """A calendar unit so many before or after the publication."""
    side = "before" if e.way < 0 else "after"
    reading = counted(context.day, e.amount, e.way, exact=e.exact)
    why = f"{amount_written(e.amount)} {side} {context.named}"
    if reading.precision in ("week", "month", "year"):
        why = f"the {reading.precision} {why}"
    others: tuple[Reading, ...] = ()
    if reading.precision in ("week", "month", "year"):
        day = _moved(context.day, e.way * e.amount.low, e.amount)
        others = (Reading(day, day, "day", "the very day"),)
    if e.way < 0 and reading.end > context.day:
        reading = replace(reading, end=context.day)
    return replace(reading, why=why, others=others)


def counted(day: date, amount: Amount, way: int, *, exact: bool = False) -> Reading:
    """The unit that lies ``amount`` before or after ``day``."""
    if exact:
        moved = _moved(day, way * amount.low, amount)
        return Reading(moved, moved, "day", "")
    if amount.unit in ("hour", "minute"):
        moved = _moved(day, way * amount.high, amount)
        start, end = sorted((moved, _moved(day, way * amount.low, amount)))
        return Reading(start, end, "day" if start == end else "range", "")
    first = unit_moved(day, way * amount.low, amount.unit)
    last = unit_moved(day, way * amount.high, amount.unit)
    precision = GRAINS.get(amount.unit, "range")
    if amount.unit == "fortnight":
        precision = "week"
    if amount.low != amount.high:
        precision = "range"
    return Reading(min(first[0], last[0]), max(first[1], last[1]), precision, "")


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
        return replace(reading, why=f"{amount_written(e.what)} {side} {named}")
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
        found = sorted(spans, key=lambda s: abs((s[0] - anchor).days))
    if not found:
        raise Unresolvable(Reason.UNRESOLVED)
    return Reading(*found[0], precision_named(e.what), f"the {name_of(e.what)} {where} {named}")


def amount_written(a: Amount) -> str:
    """An amount in words."""
    count = str(a.low) if a.low == a.high else f"{a.low} to {a.high}"
    return f"{count} {a.unit}{'s' * (a.high > 1)}"
