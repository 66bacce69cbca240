"""What a matched phrase pattern means: one builder a rule, an expression or a refusal.

A builder returns None where the words only look like a date: "May" the verb, "in 2000
homes", "the last Monday of" (which a longer pattern reads).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, cast

from .date_expressions import (
    Ago,
    Amount,
    Anaphor,
    Beside,
    Between,
    Bound,
    Clock,
    Days,
    DayWord,
    Edge,
    Expression,
    Feast,
    Fixed,
    Month,
    NightOf,
    Nth,
    OfWeek,
    Overnight,
    Part,
    Recurring,
    Run,
    Season,
    Several,
    Shift,
    Since,
    Turned,
    Unit,
    UnitName,
    Until,
    Weekday,
    Weekend,
    WeekOf,
    Window,
    Year,
)
from .date_lexicon import Item
from .date_match import Found

Builder = Callable[[Found], Expression | None]

_ALL_SEASONS_CUES = frozenset(
    "in the last this next since during early mid late that until by over of past coming".split()
)
"""What may stand before a bare season; "-" too, after "mid"."""
_BARE_PLURAL = (2, 6)
"""How many "weeks ago" and "days later" are taken to be."""
_SHORT = ("hour", "minute")
_DAYISH = (Days, Fixed, Weekday, DayWord, Feast, OfWeek, Shift, Beside, Nth)


# --- calendar dates -----------------------------------------------------------------------


def _iso(found: Found) -> Expression | None:
    item = found.items[found.match.start()]
    year, month, day = map(int, item.values["ISO"].split("-"))
    return Days((day,), month, year) if 1 <= month <= 12 else None


def _slash(found: Found) -> Expression | None:
    raw = found.items[found.match.start()].values["SLASH"]
    separator = next(c for c in raw if not c.isdigit())
    first, second, third = raw.split(separator)
    if len(first) == 4:
        return Days((int(third),), int(second), int(first)) if 1 <= int(second) <= 12 else None
    year = int(third) + (0 if len(third) == 4 else 2000 if int(third) < 70 else 1900)
    a, b = int(first), int(second)
    if not 1700 <= year <= 2099 or (separator == "." and len(third) == 2):
        return None
    either = a <= 12 and b <= 12 and a != b
    day_first = separator == "." or a > 12
    day, month = (a, b) if day_first else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Days((day,), month, year, day_first=day_first if either else None)


def _named_day(found: Found) -> Expression | None:
    return Fixed(date.fromisoformat(found.items[found.match.start()].values["NAMEDDAY"]))


def _days(found: Found) -> Expression | None:
    month = _month_number(found)
    days = _days_of_month(found.all("days"))
    if month is None or not days:
        return None
    year = _year_number(found)
    month_item, day_item = found.one("month"), found.all("days")[-1]
    ordinal = "DOM" not in day_item.values
    if _is_weak(found, month_item) and not found.capital(month_item):
        written_big = found.cased and month_item is not None and _upper(found, month_item)
        if found.cased and not written_big and not ordinal:
            return None
        if year is None and found.noun_after():
            return None
    month_first = found.all("month")[0].start < found.all("days")[0].start
    if month_first and year is None and not ordinal and found.noun_after():
        joined = len(days) > 1
        if joined or found.word_before() == "in" or not found.cased:
            return None
    if year is None and _is_name(found):
        return None
    listed = any(i.lower in ("and", "or", "&") for i in found.all("days"))
    listed = listed and found.word_at_start() != "between"
    return Days(days, month, year, listed=listed)


def _day_of_month(found: Found) -> Expression | None:
    cues = ("on", "by", "until", "till", "since", "from", "around", "before", "after", "of")
    if found.word_before() not in cues or found.noun_after():
        return None
    days = _days_of_month(found.all("days"))
    return Days(days) if days and not _named_thing_after(found) else None


def _month(found: Found) -> Expression | None:
    month = _month_number(found)
    item = found.one("month")
    if month is None or item is None:
        return None
    year = _year_number(found)
    if year is not None:
        if "YEAR" in found.items[found.match.start()].values and (
            _is_weak(found, item) or found.cased and not found.capital(item)
        ):
            return None
        return Month(month, year)
    if _is_name(found) or not _bare_month(found, item):
        return None
    return Month(month)


def _bare_month(found: Found, item: Item) -> bool:
    """Whether a month without day and year is one: "in May", not "Theresa May may"."""
    cue = found.word_before()
    weak = _is_weak(found, item)
    capital = found.capital(item)
    prepositions = found.sets["MONTHCUE"]
    if weak and not capital:
        sure = ("in", "since", "last", "early", "mid", "late", "until", "next", "-", "from")
        return not found.cased and (cue in sure or _edge_before(found))
    if "MONTHABBR" in item.values and not weak and not capital:
        return False
    certain = cue in ("in", "since", "last", "this", "next", "early", "mid", "late", "until")
    certain = certain or _edge_before(found)
    if item.lower in found.sets["NAMELIKE"] and not certain and found.capital(found.after()):
        return False
    if cue in ("and", "or", "to", "-", "until"):
        earlier = found.before(2)
        named = earlier is not None and bool({"MONTH", "MONTHABBR"} & earlier.values.keys())
        return named or certain or (cue == "to" and not weak)
    if cue in prepositions or _edge_before(found):
        return not (weak and found.word_after() == "'s")
    if weak or item.lower in found.sets["NAMELIKE"] or "MONTHABBR" in item.values:
        joined = found.word_after() in ("to", "until", "-", "and") and capital
        return joined and not weak and not found.capital(found.before())
    return not found.capital(found.before()) or found.before() is None


def _year(found: Found) -> Expression | None:
    first = int(found.value("year", "YEAR") or 0)
    end = found.value("end", "YEAR", "TWO")
    before, after = found.word_before(), found.after()
    if end is not None:
        last = int(end) if len(end) == 4 else first // 100 * 100 + int(end)
        return Year(first, last) if first < last <= first + 60 else None
    bracketed = before == "(" and found.word_after() == ")"
    if not bracketed and before not in found.sets["YEARCUE"] and not _edge_before(found):
        return None
    if found.word_after() in found.sets["COUNTED"]:
        return None
    if before in ("of", "to", "for", "from", "between", "by", "the") and found.noun_after():
        plural = after is not None and after.lower.endswith("s")
        if before != "the" and plural:
            return None
    if before in ("and", "or", "-"):
        earlier = found.before(2)
        if earlier is None or "YEAR" not in earlier.values:
            return None
    return Year(first, first)


def _decade(found: Found) -> Expression | None:
    digits = "".join(c for c in found.value("decade", "DECADE") or "" if c.isdigit())
    if len(digits) == 2:
        if found.word_before() != "the" and found.items[found.match.start()].lower != "the":
            return None
        first = (2000 if int(digits) < 30 else 1900) + int(digits)
    else:
        first = int(digits)
    return Year(first, first + 9)


def _century(found: Found) -> Expression | None:
    n = _ordinal(found, "n")
    return Year(n * 100 - 100, n * 100 - 1) if n and n > 17 else None


def _season(found: Found) -> Expression | None:
    name = found.value("season", "SEASON")
    item = found.one("season")
    assert name is not None and item is not None
    year = _year_number(found)
    before = found.word_before()
    if year is None:
        if before not in _ALL_SEASONS_CUES and before != "-" and not _edge_before(found):
            return None
        if item.lower == "fall" and (
            found.word_after() == "of" or before not in ("in", "the", "last", "this", "next", "since")
        ):
            return None
        if item.lower == "fall" and before == "the" and found.word_before(2) != "in":
            return None
        if item.lower in ("spring", "fall") and found.noun_after() and before in ("of", "the"):
            return None
        if _is_name(found) or (found.capital(item) and found.capital(found.before())):
            return None
    return Season(name, year)


def _feast(found: Found) -> Expression | None:
    item = found.one("feast")
    assert item is not None
    if item.lower in found.sets["NAMELIKE"] or item.lower == "tet":
        beside = found.before()
        if found.capital(found.after()) or (beside and found.capital(beside) and beside.start):
            return None
    if found.cased and not found.text[item.start : item.end].lower() != item.lower:
        written = found.text[item.start : item.end]
        if written == written.lower() and item.lower in ("tet", "holi", "eid", "the assumption"):
            return None
    if _is_name(found):
        return None
    name = found.text[item.start : item.end]
    return Feast(name, item.values["FEAST"], _year_number(found))


# --- weekdays and words for days --------------------------------------------------------------


def _weekday(found: Found) -> Expression | None:
    item = found.one("wd")
    assert item is not None
    if found.capital(item) or not found.cased:
        before = found.before()
        lead = before is not None and before.lower in found.sets["NAMELEAD"]
        if lead and (found.capital(before) or not found.cased):
            return None
    if _is_name(found):
        return None
    if "WDABBR" in item.values and not _abbreviation_fits(found, item):
        return None
    return Weekday(int(item.value("WEEKDAY", "WDABBR") or 0))


def _abbreviation_fits(found: Found, item: Item) -> bool:
    """Whether "Sat" or "Sun" is a day: before a date, or after a preposition and capital."""
    index = found.match.end()
    following = [i for i in found.items[index : index + 3] if i.lower not in (",", ".")][:2]
    if len(following) == 2:
        first, second = (set(i.values) for i in following)
        day, month = {"DOM", "ORD"}, {"MONTH", "MONTHABBR"}
        if (first & day and second & month) or (first & month and second & day):
            return True
    cue = found.word_before() in ("on", "last", "next", "this", "since", "until", "late", "early")
    return cue and found.capital(item)


def _dayword(found: Found) -> Expression | None:
    item = found.one("word")
    assert item is not None
    return DayWord(int(item.values["DAYWORD"]), item.lower)


def _overnight(found: Found) -> Expression | None:
    return Overnight()


def _dated_weekday(found: Found) -> Expression | None:
    day = found.one("day")
    if day is not None:
        days: Expression = Days((_number(day.values["ORD"]),))
        if found.noun_after() or _named_thing_after(found):
            return None
    else:
        days = found.expression("date")
    assert isinstance(days, Days)
    if days.weekdays:
        return None
    weekdays = tuple(
        i.expression.weekday for i in found.all("wd") if isinstance(i.expression, Weekday)
    )
    return Days(days.days, days.month, days.year, weekdays, days.listed, days.day_first)


def _of_week(found: Found) -> Expression | None:
    weekday = found.expression("wd")
    assert isinstance(weekday, Weekday)
    if "turn" not in found.match.re.groupindex:
        ends = found.noun_after() or bool(found.after() and found.after_value("UNIT", "UNITS"))
        return None if ends else Turned(-1, weekday)
    return OfWeek(weekday.weekday, _turn(found))


def _turned(found: Found) -> Expression | None:
    of = found.expression("of")
    the = found.word_before() == "the"
    if the and found.word_after() in ("of", "in"):
        return None
    if found.words("turn") == "current" and isinstance(of, (Weekday, Days)):
        return None
    return Turned(_turn(found), of)


# --- amounts, units, windows --------------------------------------------------------------------


def _amount(found: Found) -> Expression | None:
    low, high = _numbers(found.all("n"))
    unit = _unit_name(found, "u")
    return Amount(low, high, unit) if high else None


def _unit(found: Found) -> Expression | None:
    unit, turn, words = _unit_name(found, "u"), _turn(found), found.words("turn")
    if unit in ("day", "night", *_SHORT):
        return None
    if found.word_before() == "the" and found.word_after() in ("of", "in"):
        return None
    if found.word_after() == "-" or (words == "last" and found.word_before() == "'s"):
        return None
    if words in ("past", "this past"):
        return Window(Amount(1, 1, unit), unit, -1)
    return Unit(unit, turn)


def _unit_far(found: Found) -> Expression | None:
    return Unit(_unit_name(found, "u"), -2 if found.words("way") == "before last" else 2)


def _unit_part(found: Found) -> Expression | None:
    unit = _unit_name(found, "u")
    if unit in ("day", "night", *_SHORT):
        return DayWord(0, f"{found.words('when')} in the {unit}") if unit == "day" else None
    return Part(Unit(unit, 0), found.words("when") == "later")


def _unit_share(found: Found) -> Expression | None:
    return Part(found.expression("of"), found.words("when") == "later")


def _weekend(found: Found) -> Expression | None:
    return Weekend(_turn(found) if found.one("turn") else None)


def _window(found: Found) -> Expression | None:
    words = found.words("turn")
    if found.word_after() in ("of", "old"):
        return None
    plain = found.one("u")
    if plain is not None:
        unit = _unit_name(found, "u")
        if "UNITS" in plain.values:
            way: Literal[-1, 1] = 1 if words in ("coming", "upcoming") else -1
            return Window(None, unit, way)
        if words in ("next", "this", "current") or (unit in ("day", "night") and words == "last"):
            return None
        return Window(Amount(1, 1, unit), unit, -1 if _turn(found) < 0 else 1)
    amount = found.expression("a")
    turn = _turn(found)
    assert isinstance(amount, Amount)
    if not turn:
        return None
    return Window(amount, amount.unit, -1 if turn < 0 else 1)


def _anaphor_window(found: Found) -> Expression | None:
    amount, then = found.expression("a"), int(found.value("then", "THEN") or 0)
    assert isinstance(amount, Amount)
    if not then or found.word_after() == "of":
        return None
    return Window(amount, amount.unit, -1 if then < 0 else 1, anaphoric=True)


def _ago(found: Found) -> Expression | None:
    amount = found.expression("a")
    assert isinstance(amount, Amount)
    first, last = found.items[found.match.start()], found.items[found.match.end() - 1]
    assert first is not None
    way: Literal[-1, 1] = 1 if last.lower in ("now", "hence") or _says(found, "from") else -1
    if last.lower == "back" and found.word_after() in ("to", "in", "at", "home", "on", "up"):
        return None
    return Ago(amount, way, found.one("exact") is not None or last.lower == "today")


def _ahead(found: Found) -> Expression | None:
    """"in two weeks": ahead of us only after "will" and the like; else it is how long it took."""
    amount = found.expression("a")
    assert isinstance(amount, Amount)
    if found.one("time") is not None:
        return Ago(amount, 1)
    coming = False
    for steps in range(1, 13):
        item = found.before(steps)
        if item is None or item.lower in (".", "", "-"):
            break
        if "ORDWORD" in item.values or item.lower.endswith("est"):
            return None
        coming = coming or item.lower in found.sets["FUTURE"]
    return Ago(amount, 1) if coming else None


def _vague_ago(found: Found) -> Expression | None:
    return Ago(Amount(*_BARE_PLURAL, _unit_name(found, "u")), -1)


def _run(found: Found) -> Expression | None:
    ordinal = _ordinal(found, "n")
    unit = _unit_name(found, "u")
    strong = ("straight", "consecutive", "successive", "running", "row", "succession")
    words = [i.lower for i in found.items[found.match.start() : found.match.end()]]
    counted = any(w in strong for w in words)
    if not ordinal or ordinal < 2 or not (words[0] == "for" or counted) or unit in _SHORT:
        return None
    return Run(ordinal, unit)


def _recurring(found: Found) -> Expression | None:
    return Recurring()


def _clock(found: Found) -> Expression | None:
    first = found.items[found.match.start()]
    plain = found.items[found.match.end() - 1]
    bare_number = "DOM" in plain.values and first.lower == "at"
    return None if bare_number else Clock()


# --- what the text has already dated --------------------------------------------------------------


def _anaphor(found: Found) -> Expression | None:
    word = found.words("then")
    if found.word_after() == "-":
        return None
    then = 1 if word == "next" else 0 if word == "that" else int(found.value("then", "THEN") or 0)
    item = found.one("u")
    if item is None:
        return Anaphor(found.expression("of"), then)
    if word == "that" and found.word_before() in found.sets["SAYVERB"]:
        return None
    if item.lower == "weekend":
        return Anaphor("weekend", then)
    unit = cast(UnitName, item.value("UNIT") or "day")
    if unit in _SHORT:
        return None
    return Anaphor("day" if unit == "night" else unit, then)


def _anaphor_shift(found: Found) -> Expression | None:
    way = found.words("way")
    then: Literal[-1, 1] = -1 if way in ("earlier", "before", "previously") else 1
    if found.one("a") is not None:
        of = found.expression("a")
        assert isinstance(of, Amount)
        amount = of
        lasting = ("for", "lasted", "spent", "to", "served", "took", "waited", "of", "lasting")
        if way in ("before", "after") and found.word_before() in lasting:
            return None
    elif found.items[found.match.start()].lower == "the":
        amount = Amount(1, 1, _unit_name(found, "u"))
    else:
        amount = Amount(*_BARE_PLURAL, _unit_name(found, "u"))
    return Anaphor(amount, then, event=way in ("before", "after") and _names_event(found))


def _names_event(found: Found) -> bool:
    """Whether "a day after" goes on to name what it is counted from."""
    item = found.after()
    if item is None or not item.lower or not item.lower[0].isalpha():
        return False
    return item.lower not in ("in", "at", "near", "on", "and", "but", "outside", "inside")


# --- parts, edges, shifts ---------------------------------------------------------------------------


def _same(found: Found) -> Expression | None:
    """The expression itself: "late on Friday" is a part of that Friday."""
    return found.expression("of")


def _timed(found: Found) -> Expression | None:
    return found.expression("it")


def _edge(found: Found) -> Expression | None:
    return Edge(found.value("edge", "EDGE") or "", found.expression("of"))


def _edge_unit(found: Found) -> Expression | None:
    unit = _unit_name(found, "u")
    if unit not in ("week", "month", "year", "decade", "quarter"):
        return None
    return Edge(found.value("edge", "EDGE") or "", Unit(unit, 0))


def _nth(found: Found) -> Expression | None:
    of = found.expression("of")
    n = -1 if found.value("n", "LAST") else _ordinal(found, "n")
    if found.words("n") == "first":
        n = 1
    if not n:
        return None
    if found.one("wd") is not None:
        weekday = found.expression("wd")
        assert isinstance(weekday, Weekday)
        return Nth(n, weekday, of)
    if found.one("a") is not None:
        amount = found.expression("a")
        assert isinstance(amount, Amount)
        return Nth(n, amount, of)
    if found.words("u") == "weekend":
        return Nth(n, "weekend", of)
    unit = _unit_name(found, "u")
    return None if unit in _SHORT else Nth(n, "day" if unit == "night" else unit, of)


def _shift(found: Found) -> Expression | None:
    way = found.words("way")
    of = found.expression("of")
    if way.startswith("eve"):
        return Shift(Amount(1, 1, "day"), -1, of)
    amount = found.expression("a") if found.one("a") else Amount(1, 1, _unit_name(found, "u"))
    assert isinstance(amount, Amount)
    if amount.unit in _SHORT or (found.one("a") and found.word_before() == "for"):
        return None
    return Shift(amount, 1 if way in ("after", "from") else -1, of)


def _weekday_beside(found: Found) -> Expression | None:
    weekday = found.expression("wd")
    assert isinstance(weekday, Weekday)
    return Beside(weekday.weekday, 1 if found.words("way") == "after" else -1, found.expression("of"))


def _ago_weekday(found: Found) -> Expression | None:
    ago, weekday = found.expression("ago"), found.expression("wd")
    assert isinstance(ago, Ago) and isinstance(weekday, Weekday)
    amount = ago.amount
    if amount.unit not in ("week", "fortnight") or amount.low != amount.high:
        return None
    weeks = amount.low * (2 if amount.unit == "fortnight" else 1)
    return OfWeek(weekday.weekday, ago.way * weeks)


def _week_of(found: Found) -> Expression | None:
    word = found.words("way")
    way: Literal["of", "from", "ending"] = (
        "ending" if word == "ending" else "of" if word == "of" else "from"
    )
    return WeekOf(found.expression("of"), way, found.words("unit") == "weekend")


def _night_of(found: Found) -> Expression | None:
    return NightOf(found.expression("of"), found.words("way") in ("into", "to", "through"))


# --- stretches ------------------------------------------------------------------------------------------


def _between(found: Found) -> Expression | None:
    if "x" not in found.match.re.groupindex:
        night = found.items[found.match.start()].expression
        assert isinstance(night, NightOf)
        return Between(night.of, found.expression("y"))
    first, last = found.expression("x"), found.expression("y")
    opened = any(
        i.lower in ("from", "between")
        for i in found.items[found.match.start() : found.match.start("x")]
    )
    if not opened and _family(first) != _family(last):
        return None
    return Between(first, last)


def _several(found: Found) -> Expression | None:
    inside = found.items[found.match.start() : found.match.end()]
    joints = [i.lower for i in inside if i.lower in (",", "and", "or", "&")]
    items = [i.expression for i in inside if i.expression is not None]
    if joints[-1] == "," or len({_family(i) for i in items}) > 1:
        return None
    return Several(tuple(items))


def _since(found: Found) -> Expression | None:
    return Since(found.expression("of"))


def _until(found: Found) -> Expression | None:
    return Until(found.expression("of"))


def _bound(found: Found) -> Expression | None:
    item = found.after()
    following = found.word_after()
    if following == "'s" or found.noun_after() or (item is not None and item.values and not (
        following in found.sets["FOLLOW"] or not following[:1].isalpha()
    )):
        return None
    if found.capital(item):
        return None
    return Bound(found.expression("of"), -1 if found.words("way") == "before" else 1)


# --- what the builders share -------------------------------------------------------------------------------


def _family(expression: Expression) -> str:
    if isinstance(expression, (Turned, Part)):
        return _family(expression.of)
    if isinstance(expression, Edge):
        return "span"
    return "day" if isinstance(expression, (*_DAYISH, Anaphor)) else "span"


def _number(words: str) -> int:
    return int("".join(c for c in words if c.isdigit()))


def _numbers(items: list[Item]) -> tuple[int, int]:
    """The number that items name, as (low, high); (0, 0) where there is none."""
    for item in items:
        rough = item.value("ROUGH")
        if rough is not None:
            low, high = rough.split("-")
            return int(low), int(high)
        plain = item.value("CARD", "NUM")
        if plain is not None:
            return int(plain), int(plain)
    return (1, 1) if items else (0, 0)


def _days_of_month(items: list[Item]) -> tuple[int, ...]:
    days = []
    for item in items:
        raw = item.value("DOM", "ORDWORD", "ORD")
        if raw is not None:
            days.append(_number(raw or item.lower))
    return tuple(days) if all(1 <= d <= 31 for d in days) else ()


def _ordinal(found: Found, name: str) -> int | None:
    raw = found.value(name, "ORDWORD", "ORD")
    return None if raw is None else _number(raw)


def _month_number(found: Found) -> int | None:
    raw = found.value("month", "MONTH", "MONTHABBR")
    return None if raw is None else int(raw)


def _year_number(found: Found) -> int | None:
    raw = found.value("year", "YEAR")
    return None if raw is None else int(raw)


def _unit_name(found: Found, name: str) -> UnitName:
    return cast(UnitName, found.value(name, "UNIT", "UNITS"))


def _turn(found: Found) -> int:
    return int(found.value("turn", "TURN") or 0)


def _says(found: Found, word: str) -> bool:
    return any(i.lower == word for i in found.items[found.match.start() : found.match.end()])


def _is_weak(found: Found, item: Item | None) -> bool:
    return item is not None and item.lower in found.sets["WEAK"]


def _upper(found: Found, item: Item) -> bool:
    return found.text[item.start : item.end].isupper()


def _edge_before(found: Found) -> bool:
    before = found.before()
    return before is not None and "EDGE" in before.values


def _named_thing_after(found: Found) -> bool:
    """Whether the next word makes a name of this: "the 23 March Movement"."""
    return found.word_after() in found.sets["NAMEHEAD"] and found.capital(found.after())


def _is_name(found: Found) -> bool:
    return _named_thing_after(found)


BUILDERS: Mapping[str, Builder] = {
    "iso": _iso,
    "slash": _slash,
    "named_day": _named_day,
    "days": _days,
    "day_of_month": _day_of_month,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "feast": _feast,
    "weekday": _weekday,
    "dayword": _dayword,
    "overnight": _overnight,
    "dated_weekday": _dated_weekday,
    "of_week": _of_week,
    "turned": _turned,
    "amount": _amount,
    "unit": _unit,
    "unit_far": _unit_far,
    "unit_part": _unit_part,
    "unit_share": _unit_share,
    "weekend": _weekend,
    "window": _window,
    "anaphor_window": _anaphor_window,
    "ago": _ago,
    "ahead": _ahead,
    "vague_ago": _vague_ago,
    "run": _run,
    "recurring": _recurring,
    "clock": _clock,
    "anaphor": _anaphor,
    "anaphor_shift": _anaphor_shift,
    "part": _same,
    "timed": _timed,
    "edge": _edge,
    "edge_unit": _edge_unit,
    "nth": _nth,
    "shift": _shift,
    "weekday_beside": _weekday_beside,
    "ago_weekday": _ago_weekday,
    "week_of": _week_of,
    "night_of": _night_of,
    "between": _between,
    "several": _several,
    "since": _since,
    "until": _until,
    "bound": _bound,
}
"""Every rule of the data file and what builds its expression."""
