"""Builders of what is made of dates: parts, shifts, stretches and lists."""

from __future__ import annotations

from typing import Literal

from .date_builders_relative import SHORT
from .date_expressions import (
    Ago,
    Amount,
    Anaphor,
    Beside,
    Between,
    Bound,
    Days,
    DayWord,
    Edge,
    Expression,
    Feast,
    Fixed,
    InYear,
    NightOf,
    Nth,
    OfWeek,
    Part,
    Several,
    Shift,
    Since,
    Turned,
    Unit,
    Until,
    Weekday,
    Weekend,
    WeekOf,
)
from .date_match import Found

_DAYISH = (Days, Fixed, Weekday, DayWord, Feast, OfWeek, Shift, Beside, Nth, Anaphor)
_LONG = ("week", "month", "quarter", "year", "decade")


def build_part(found: Found) -> Expression | None:
    """ "late on Friday", "the night of 19 April": that day."""
    return found.expression("of")


def build_timed(found: Found) -> Expression | None:
    """ "at 3 pm on Tuesday": that Tuesday."""
    return found.expression("it")


def build_edge(found: Found) -> Expression | None:
    """ "early May", "the end of 2019"."""
    return Edge(found.value("edge", "EDGE") or "", found.expression("of"))


def build_edge_unit(found: Found) -> Expression | None:
    """ "the end of the month"."""
    unit = found.unit()
    return Edge(found.value("edge", "EDGE") or "", Unit(unit, 0)) if unit in _LONG else None


def build_nth(found: Found) -> Expression | None:
    """ "the last Monday of Ramadan", "the first week of March", "the first two weeks of May"."""
    n = -1 if found.value("n", "LAST") else found.number("n", "ORDWORD", "ORD")
    n = 1 if found.words("n") == "first" else n
    if not n:
        return None
    whole = found.one("whole")
    if whole is not None:
        unit = found.unit("whole")
        if unit not in _LONG:
            return None
        of: Expression = Unit(unit, 0)
    else:
        of = found.expression("of")
    if found.one("wd") is not None:
        return Nth(n, found.typed("wd", Weekday), of)
    if found.one("a") is not None:
        return Nth(n, found.typed("a", Amount), of)
    if found.words("u") == "weekend":
        return Nth(n, "weekend", of)
    unit = found.unit()
    return None if unit in SHORT else Nth(n, "day" if unit == "night" else unit, of)


def build_shift(found: Found) -> Expression | None:
    """ "two days before the 22nd", "the week after Easter", "the eve of Eid"."""
    way, of = found.words("way"), found.expression("of")
    if way.startswith("eve"):
        return Shift(Amount(1, 1, "day"), -1, of)
    counted = found.one("a") is not None
    amount = found.typed("a", Amount) if counted else Amount(1, 1, found.unit())
    if amount.unit in SHORT or (counted and found.word_before() == "for"):
        return None
    return Shift(amount, 1 if way in ("after", "from") else -1, of)


def build_weekday_beside(found: Found) -> Expression | None:
    """ "the Monday after Easter"."""
    way: Literal[-1, 1] = 1 if found.words("way") == "after" else -1
    return Beside(found.typed("wd", Weekday).weekday, way, found.expression("of"))


def build_ago_weekday(found: Found) -> Expression | None:
    """ "a week ago on Sunday", "Sunday two weeks ago"."""
    ago = found.typed("ago", Ago)
    amount = ago.amount
    if amount.unit not in ("week", "fortnight") or amount.low != amount.high:
        return None
    weeks = amount.low * (2 if amount.unit == "fortnight" else 1)
    return OfWeek(found.typed("wd", Weekday).weekday, ago.way * weeks)


def build_week_of(found: Found) -> Expression | None:
    """ "the week of 8 August", "the week ending May 3"."""
    word = found.words("way")
    way: Literal["of", "from", "ending"] = "from"
    if word == "of" or word == "ending":
        way = "of" if word == "of" else "ending"
    weekend = found.all("unit")[0].expression
    if weekend is not None and weekend != Weekend():
        return None
    return WeekOf(found.expression("of"), way, weekend is not None)


def build_night_of(found: Found) -> Expression | None:
    """ "overnight Sunday", "overnight into Monday"."""
    return NightOf(found.expression("of"), found.words("way") in ("into", "to", "through"))


def build_between(found: Found) -> Expression | None:
    """ "from Monday night until Tuesday noon", "May to July"."""
    if "x" not in found.match.re.groupindex:
        return Between(found.typed("night", NightOf).of, found.expression("y"))
    first, last = found.expression("x"), found.expression("y")
    ahead = found.items[found.match.start() : found.match.start("x")]
    opened = any(item.lower in ("from", "between") for item in ahead)
    return Between(first, last) if opened or _family(first) == _family(last) else None


def build_several(found: Found) -> Expression | None:
    """ "Monday and Tuesday"; "on Sunday, Monday" is no list."""
    joints = [i.lower for i in found.inside if i.lower in (",", "and", "or", "&", "/")]
    items = [i.expression for i in found.inside if i.expression is not None]
    if joints[-1] == "," or len({_kin(i) for i in items}) > 1:
        return None
    return Several(tuple(items))


def build_since(found: Found) -> Expression | None:
    """ "since Saturday", "from 3 May onwards", "between August 2019 and now"."""
    return Since(found.expression("of"))


def build_until(found: Found) -> Expression | None:
    """ "until Friday"."""
    return Until(found.expression("of"))


def build_bound(found: Found) -> Expression | None:
    """ "after 2011", but not "after Friday prayers" or "after Monday's attack"."""
    following, item = found.word_after(), found.after()
    if following == "'s" or found.noun_after() or found.capital(item):
        return None
    if following[:1].isalpha() and following not in found.sets["FOLLOW"]:
        return None
    return Bound(found.expression("of"), -1 if found.words("way") == "before" else 1)


def _family(expression: Expression) -> str:
    """Whether something names days or longer stretches: only like goes with like."""
    if isinstance(expression, (Turned, InYear, Part)):
        return _family(expression.of)
    return "days" if isinstance(expression, _DAYISH) else "stretches"


def _kin(expression: Expression) -> str:
    """What may stand in one list: the hull of unlike dates would say nothing."""
    turned = isinstance(expression, Turned) and isinstance(expression.of, Weekday)
    weekday = turned or isinstance(expression, (Weekday, DayWord, OfWeek))
    return "weekday" if weekday else type(expression).__name__
