"""Weekdays, and what "last", "this" and "next" make of weekdays, months, seasons and feasts."""

from __future__ import annotations

from dataclasses import replace

from dateline.records.coded import Reason

from .date_calendar import (
    WEEKDAYS,
    Interval,
    days,
    unit_around,
    weekday_after,
    weekday_before,
)
from .date_context import Context, Reading, Unresolvable
from .date_expressions import DayWord, Turned, Weekday, WeekLater
from .date_recurrences import name_of, precision_named, recurrences, with_precision

_SOON = 183
"""How many days ahead "this September" may lie if it is not that of the publication's year."""


def read_week_later(e: WeekLater, context: Context) -> Reading:
    """ "Tuesday week": a week after the first Tuesday to come."""
    if isinstance(e.of, DayWord):
        day = context.day + days(e.of.offset + 7)
        return Reading(day, day, "day", f"a week after {e.of.word}, by {context.named}")
    day = weekday_after(e.of.weekday, context.day + days(1)) + days(7)
    why = f"a week after the first {WEEKDAYS[e.of.weekday]} after {context.named}"
    return Reading(day, day, "day", why)


def read_weekday(e: Weekday, context: Context) -> Reading:
    """A weekday by tense: the publication day itself where that is one."""
    day, name = context.day, WEEKDAYS[e.weekday]
    earlier, later = weekday_before(e.weekday, day), weekday_after(e.weekday, day)
    if earlier == later:
        return Reading(day, day, "day", f"{name}, {context.named} itself")
    past = Reading(earlier, earlier, "day", f"{name} before {context.named}")
    future = Reading(later, later, "day", f"{name} after {context.named}")
    if context.tense == "future":
        return future
    return past if context.tense == "past" else replace(past, others=(future,))


def read_turned(e: Turned, context: Context) -> Reading:
    """ "last", "this" or "next" with a weekday, month, season, feast or day."""
    if isinstance(e.of, Weekday):
        if e.nearest and e.turn > 0:
            coming = weekday_after(e.of.weekday, context.day + days(1)) + days(7 * (e.turn - 1))
            which = "the first" if e.turn == 1 else f"no. {e.turn} of those"
            why = f"{WEEKDAYS[e.of.weekday]}, {which} after {context.named}"
            return Reading(coming, coming, "day", why)
        turned = _turned_weekday(e.turn, e.of.weekday, context)
        if not e.nearest:
            return turned
        return min((turned, *turned.others), key=lambda r: abs(r.start - context.day))
    precision = precision_named(e.of)
    span, why = _turned_span(e.turn, sorted(recurrences(e.of, context)), name_of(e.of), context)
    return with_precision(Reading(*span, precision, why))


def _turned_span(
    turn: int, spans: list[Interval], name: str, context: Context
) -> tuple[Interval, str]:
    """The last, this or the next of recurring spans; -2 is the last but one."""
    day = context.day
    over, ahead = [s for s in spans if s[1] < day], [s for s in spans if s[0] > day]
    begun = [s for s in spans if s[0] <= day]
    holding = [s for s in begun if s[1] >= day]
    if turn < 0:
        found = over[turn:][:1] if len(over) >= -turn else []
        last = turn == -1
        why = f"the last {name} that was over before" if last else f"{name} no. {-turn} back from"
    elif turn > 0:
        found = ahead[turn - 1 : turn]
        why = f"the first {name} after" if turn == 1 else f"{name} no. {turn} after"
    elif holding:
        found, why = holding[:1], f"the {name} that holds"
    elif context.tense == "past":
        found, why = begun[-1:], f"the latest {name} before"
    elif context.tense == "future" and ahead and (ahead[0][0] - day).days <= _SOON:
        found, why = ahead[:1], f"the first {name} after"
    else:
        near = min(spans, key=lambda s: (s[0].year != day.year, abs((s[0] - day).days)))
        found, why = [near], f"the {name} of the year of"
    if not found:
        raise Unresolvable(Reason.UNRESOLVED)
    return found[0], f"{why} {context.named}"


def _turned_weekday(turn: int, weekday: int, context: Context) -> Reading:
    day, name = context.day, WEEKDAYS[weekday]
    monday = unit_around("week", day)[0]
    if turn < 0:
        last = weekday_before(weekday, day - days(1)) + days(7 * (turn + 1))
        nearest = Reading(last, last, "day", f"the last {name} before {context.named}")
        if last < monday:
            return nearest
        earlier = last - days(7)
        before = Reading(earlier, earlier, "day", f"{name} of the calendar week before")
        if last == day - days(1):  # yesterday would be called so, or by its name alone
            return replace(before, others=(nearest,))
        return replace(nearest, others=(before,))
    if turn > 0:
        coming = monday + days(7 * turn + weekday)
        first = weekday_after(weekday, day + days(1))
        others: tuple[Reading, ...] = ()
        if first != coming:
            others = (Reading(first, first, "day", f"the first {name} after {context.named}"),)
        return Reading(coming, coming, "day", f"{name} of the week after {context.named}", others)
    this = monday + days(weekday)
    if context.tense == "past" and this > day:
        this -= days(7)
    if context.tense == "future" and this < day:
        this += days(7)
    return Reading(this, this, "day", f"{name} of the week of {context.named}")
