"""Builders of what is made of dates: parts, shifts, stretches and lists."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from .date_builders_amounts import SHORT
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
    FeastWeekend,
    Fixed,
    ForeignDay,
    InYear,
    Lasting,
    Month,
    NightOf,
    Nth,
    OfWeek,
    OnWeekday,
    Overnight,
    Part,
    Several,
    Shift,
    Since,
    Turned,
    Unit,
    UnitName,
    Until,
    Weekday,
    Weekend,
    WeekLater,
    WeekOf,
    Year,
)
from .date_match import Found

_DAYISH = (
    Days, ForeignDay, Fixed, Weekday, WeekLater, DayWord, Feast, OfWeek, Shift, Beside, Nth, Anaphor
)  # fmt: skip
_LONG = ("week", "month", "quarter", "year", "decade", "century")
_JUST = frozenset(("just", "shortly", "soon", "immediately", "minutes", "hours"))
"""Before "after Sunday": that very day."""
_NOT = frozenset(("not", "n't", "never", "no", "cannot"))
_CLAUSE = 8
"""How many words back a "not" is looked for."""


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
    edge = found.words("edge")
    whole = edge.endswith("of") or edge == "mid -"  # "end of year", "mid-year"
    whole = whole or "the" in [item.lower for item in found.inside]
    if unit not in _LONG or not whole:
        return None
    return Edge(found.value("edge", "EDGE") or "", Unit(unit, 0))


def build_unit_edge(found: Found) -> Expression | None:
    """ "midweek", "the year's end", "by year-end"."""
    middle = found.value("u", "MIDUNIT")
    if middle is not None:
        return Edge("mid", Unit(cast(UnitName, middle), 0))
    unit = found.unit()
    return Edge("late", Unit(unit, 0)) if unit in _LONG and not found.noun_after() else None


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
    unit = "day" if "DAYPART" in found.all("u")[0].values else found.unit()
    return None if unit in SHORT else Nth(n, "day" if unit == "night" else unit, of)


def build_shift(found: Found) -> Expression | None:
    """ "two days before the 22nd", "the week after Easter", "the eve of Eid"."""
    way, of = found.words("way"), found.expression("of")
    if way.startswith("eve"):
        return Shift(Amount(1, 1, "day"), -1, of)
    counted = found.one("a") is not None
    if counted and not way:
        if not _weekly(found):
            return None
        if isinstance(of, Turned):  # "a week last Tuesday"
            nearest = replace(of, nearest=True)
            return Shift(found.typed("a", Amount), -1, nearest) if of.turn < 0 else None
        ahead = isinstance(of, DayWord) and of.word in ("today", "tomorrow")
        return Shift(found.typed("a", Amount), 1, of) if ahead else None
    if way == "on" and not _weekly(found):
        return None
    amount = found.typed("a", Amount) if counted else Amount(1, 1, found.unit())
    if amount.unit in SHORT or (counted and found.word_before() == "for"):
        return None
    ahead = way in ("from", "on")
    return Shift(amount, 1 if ahead or way == "after" else -1, of, ahead, counted)


def _weekly(found: Found) -> bool:
    """Whether the amount is of weeks: "a week on Friday"."""
    return found.typed("a", Amount).unit in ("week", "fortnight")


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


def build_weekday_on(found: Found) -> Expression | None:
    """ "two months from today on Tuesday", "the first week of May on Friday"."""
    of = found.expression("of")
    if isinstance(of, Nth):
        weekly, fits = of.what == "week", True
    else:
        assert isinstance(of, (Shift, Ago))
        weekly = of.amount.unit in ("week", "fortnight")
        fits = of.amount.unit in ("week", "fortnight", "month", "year") and not of.amount.more
        fits = fits and of.amount.low == of.amount.high
    if isinstance(of, Nth) and not weekly or not fits:
        return None
    return OnWeekday(found.typed("wd", Weekday).weekday, of, weekly)


def build_lasting(found: Found) -> Expression | None:
    """ "for three days from Monday", "the two weeks to 9 September"."""
    way = found.all("way")[0].lower
    counted = found.one("a") is not None
    amount = found.typed("a", Amount) if counted else Amount(1, 1, found.unit())
    if amount.unit in SHORT or (not counted and amount.unit in ("day", "night")):
        return None
    if way in ("from", "starting", "beginning", "commencing"):
        # "three weeks from tomorrow" is a day
        if way == "from" and found.first.lower != "for":
            return None
        return Lasting(amount, 1, found.expression("of"))
    return Lasting(amount, -1, found.expression("of"))


def build_feast_weekend(found: Found) -> Expression | None:
    """ "Labor Day weekend"."""
    feast = found.typed("of", Feast)
    return FeastWeekend(replace(feast, year=feast.year or found.year(), first=True))


def build_past_midnight(found: Found) -> Expression | None:
    """ "shortly after midnight": that of the publication day."""
    return None if found.word_after() == "-" else Overnight(past_midnight=True)


def build_through_night(found: Found) -> Expression | None:
    """ "during the night"; not "during the night shift"."""
    return None if found.noun_after() or found.word_after() in ("of", "-") else Overnight()


def build_week_of(found: Found) -> Expression | None:
    """ "the week of 8 August", "the week ending May 3"."""
    word = found.words("way")
    way: Literal["of", "from", "ending"] = "from"
    if word == "of" or word == "ending":
        way = "of" if word == "of" else "ending"
    weekend, of = found.all("unit")[0].expression, found.expression("of")
    if weekend is not None and weekend != Weekend():
        return None
    if weekend is not None and isinstance(of, Feast):
        return FeastWeekend(replace(of, first=True))
    return WeekOf(of, way, weekend is not None)


def build_week_commencing(found: Found) -> Expression | None:
    """ "w/c 3 May"."""
    return WeekOf(found.expression("of"), "from")


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
    return Between(first, last) if opened or _alike(first, last) else None


def build_from_now(found: Found) -> Expression | None:
    """ "between now and 15 May"."""
    return Between(DayWord(0, "now"), found.expression("y"))


def build_beside_day(found: Found) -> Expression | None:
    """ "yesterday and the day before", "3 May and the following day"."""
    day, beside = found.expression("x"), found.typed("y", Anaphor)
    if beside.what not in ("day", Amount(1, 1, "day")) or beside.event or not beside.then:
        return None
    way: Literal[-1, 1] = -1 if beside.then < 0 else 1
    return Several((day, Shift(Amount(1, 1, "day"), way, day)))


def build_several(found: Found) -> Expression | None:
    """ "Monday and Tuesday"; "on Sunday, Monday" is no list."""
    joints = [i.lower for i in found.inside if i.lower in (",", "and", "or", "&", "/")]
    items = [i.expression for i in found.inside if i.expression is not None]
    if joints[-1] == "," or len({_kin(i) for i in items}) > 1:
        return None
    if len(items) == 2 and joints == [",", "and"] and any(i.lower == "on" for i in found.inside):
        return None  # "on Thursday, and on Saturday ...": another clause
    return Several(tuple(items))


def build_since(found: Found) -> Expression | None:
    """ "since Saturday", "from 3 May onwards", "between August 2019 and now"."""
    return None if _of_a_noun(found) else Since(found.expression("of"))


def build_until(found: Found) -> Expression | None:
    """ "until Friday"."""
    return None if _of_a_noun(found) else Until(found.expression("of"))


def _of_a_noun(found: Found) -> bool:
    """Whether what follows "the" is a noun's: "since the spring offensive"."""
    return found.noun_after() and "the" in [item.lower for item in found.inside]


def build_bound(found: Found) -> Expression | None:
    """ "after 2011", but not "after Friday prayers" or "after Monday's attack"."""
    following, item = found.word_after(), found.after()
    before = found.words("way") == "before"
    if found.word_before() in _JUST or (before and _is_denied(found)):
        return None  # "just after Sunday", "not before May": that date
    if following == "'s" or found.noun_after() or found.capital(item):
        return None
    if following[:1].isalpha() and following not in found.sets["FOLLOW"]:
        return None
    return Bound(found.expression("of"), -1 if before else 1)


def _is_denied(found: Found) -> bool:
    """Whether a "not" stands before the match in its clause."""
    for steps in range(1, _CLAUSE):
        word = found.word_before(steps)
        if word in ("", ".", ","):
            return False
        if word in _NOT:
            return True
    return False


def _alike(first: Expression, last: Expression) -> bool:
    """Whether two dates can be ends: "2014 through 2 May 2018", not "May to Sunday"."""
    dated = isinstance(first, (Month, Year)) and isinstance(last, Days) and last.year is not None
    return dated or _family(first) == _family(last)


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
