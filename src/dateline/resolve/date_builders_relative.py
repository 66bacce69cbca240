"""Builders of what is counted: amounts, units, windows, and dates that lean on others.

Those by which a phrase leans on the publication come first, then those that lean on a date
the text has already given.
"""

from __future__ import annotations

from typing import Literal, cast

from .date_expressions import (
    Ago,
    Amount,
    Anaphor,
    Clock,
    Days,
    DayWord,
    Expression,
    Feast,
    InYear,
    Month,
    OfWeek,
    Part,
    Run,
    Season,
    Turned,
    Unit,
    UnitName,
    Weekday,
    Weekend,
    Window,
)
from .date_lexicon import Item
from .date_match import Found, number_in

SHORT = ("hour", "minute")
"""Units that do not reach another day."""
_BARE_PLURAL = (2, 6)
"""How many "weeks ago" and "days later" are taken to be."""
_RUN_WORDS = frozenset(("straight", "consecutive", "successive", "running", "row", "succession"))
_SPAN_CUES = frozenset(("in", "over", "within", "during", "for", "throughout"))
_LASTING = frozenset(("for", "lasted", "spent", "to", "served", "took", "waited", "of", "lasting"))
"""Before these "two years" is how long, not when: "jailed for two years after ..."."""
_EVENT_ENDS = frozenset(("in", "at", "near", "on", "and", "but", "outside", "inside"))
"""After these "a day after" has named no event to count from."""


def build_amount(found: Found) -> Expression | None:
    """ "three days", "a couple of weeks": a length, which later levels place in time."""
    low, high = _numbers(found.all("n"))
    return Amount(low, high, found.unit()) if high else None


def build_dated_weekday(found: Found) -> Expression | None:
    """ "Saturday and Sunday, August 22 and 23", "Monday the 22nd"."""
    day = found.one("day")
    if day is None:
        days = found.typed("date", Days)
    else:
        if found.noun_after() or found.in_a_name():
            return None
        days = Days((number_in(day.value("ORD", "ORDWORD") or ""),))
    if days.weekdays:
        return None
    weekdays = tuple(
        i.expression.weekday for i in found.all("wd") if isinstance(i.expression, Weekday)
    )
    return Days(days.days, days.month, days.year, weekdays, days.listed, days.day_first)


def build_of_week(found: Found) -> Expression | None:
    """ "Tuesday of last week", "Monday last"."""
    weekday = found.typed("wd", Weekday)
    if "turn" in found.match.re.groupindex:
        return OfWeek(weekday.weekday, found.turn())
    after = found.after()
    counted = after is not None and after.value("UNIT", "UNITS", "CARD", "NUM") is not None
    return None if counted or found.noun_after() else Turned(-1, weekday)


def build_in_year(found: Found) -> Expression | None:
    """ "24 June this year", "August of last year"."""
    of = found.expression("of")
    assert isinstance(of, (Days, Month, Season, Feast))
    return InYear(of, found.turn()) if of.year is None else None


def build_turned(found: Found) -> Expression | None:
    """ "last Sunday", "this spring", "next August"; "the last Monday of May" is `Nth`."""
    of = found.expression("of")
    if found.word_before() == "the" and found.word_after() in ("of", "in"):
        return None
    if found.words("turn") == "current" and isinstance(of, (Weekday, Days)):
        return None
    return Turned(found.turn(), of, nearest=found.turn() > 0 and found.words("turn") != "next")


def build_unit(found: Found) -> Expression | None:
    """ "last week", "this year"."""
    unit, words = found.unit(), found.words("turn")
    if unit in ("day", "night", *SHORT) or found.word_after() in ("-", "of"):
        return None
    if found.word_before() in ("the", "'s") and (found.word_after() == "in" or words == "last"):
        return None
    if words in ("past", "this past"):
        return Window(Amount(1, 1, unit), unit, -1)
    return Unit(unit, found.turn())


def build_unit_far(found: Found) -> Expression | None:
    """ "the week before last"."""
    return Unit(found.unit(), -2 if found.words("way") == "before last" else 2)


def build_unit_part(found: Found) -> Expression | None:
    """ "earlier in the week"; "later in the day" leans on the day the text tells of."""
    unit = found.unit()
    if unit == "day":
        return Anaphor("day", 0)
    if unit in ("night", *SHORT):
        return None
    return Part(Unit(unit, 0), found.words("when") == "later")


def build_unit_share(found: Found) -> Expression | None:
    """ "earlier this year", "later in May"."""
    return Part(found.expression("of"), found.words("when") == "later")


def build_weekend(found: Found) -> Expression | None:
    """ "the weekend", "last weekend"; "the third weekend in a row" is none of them."""
    before = found.before()
    if before is not None and before.value("ORDWORD", "ORD", "CARD") is not None:
        return None
    return Weekend(found.turn() if found.one("turn") else None)


def build_window(found: Found) -> Expression | None:
    """ "the past two weeks", "recent months", "in the next week"."""
    words, turn = found.words("turn"), found.turn()
    unit = found.one("u")
    if found.word_after() in ("of", "old"):
        return None
    if unit is None:
        amount = found.typed("a", Amount)
        return Window(amount, amount.unit, -1 if turn < 0 else 1) if turn else None
    name = found.unit()
    if "UNITS" in unit.values:
        return Window(None, name, 1 if words in ("coming", "upcoming") else -1)
    if words in ("this", "current") or (name in ("day", "night") and words in ("last", "next")):
        return None
    if words == "next" and found.word_before() not in _SPAN_CUES:
        return None
    return Window(Amount(1, 1, name), name, -1 if turn < 0 else 1)


def build_ago(found: Found) -> Expression | None:
    """ "three days ago", "a year ago today", "two weeks from now"."""
    last = found.last
    if last.lower == "back" and found.word_after() in ("to", "in", "at", "home", "on", "up"):
        return None
    ahead = last.lower == "hence" or any(item.lower == "from" for item in found.inside)
    day = found.one("exact")
    if day is not None and isinstance(day.expression, DayWord) and day.expression.offset:
        return None
    return Ago(found.typed("a", Amount), 1 if ahead else -1, exact=day is not None)


def build_vague_ago(found: Found) -> Expression | None:
    """ "weeks ago"."""
    return Ago(Amount(*_BARE_PLURAL, found.unit()), -1)


def build_ahead(found: Found) -> Expression | None:
    """ "in two weeks": ahead of us only after "will" and the like; else it is how long it took."""
    amount = found.typed("a", Amount)
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


def build_run(found: Found) -> Expression | None:
    """ "for the third day running", "a second straight night"."""
    ordinal, unit = found.number("n", "ORDWORD", "ORD"), found.unit()
    counted = any(item.lower in _RUN_WORDS for item in found.inside)
    if not ordinal or ordinal < 2 or unit in SHORT:
        return None
    return Run(ordinal, unit) if counted or found.first.lower == "for" else None


def build_clock(found: Found) -> Expression | None:
    """ "at 3 pm", "before dawn"; "at 3" alone is only read beside a day."""
    bare = found.first.lower == "at" and "DOM" in found.last.values
    return None if bare else Clock()


def build_anaphor(found: Found) -> Expression | None:
    """ "the same day", "that evening", "the following Wednesday", "the next morning"."""
    word = found.words("then")
    if found.word_after() == "-" or found.first.lower in ("following", "subsequent"):
        return None  # "Following Monday's attack ..."
    then = 1 if word == "next" else 0 if word == "that" else int(found.value("then", "THEN") or 0)
    item = found.one("u")
    if item is None:
        return Anaphor(found.expression("of"), then)
    if word == "that" and found.word_before() in found.sets["SAYVERB"]:
        return None  # "said that night raids ..."
    if item.lower == "weekend":
        return Anaphor("weekend", then)
    unit = cast(UnitName, item.value("UNIT") or "day")
    if unit in SHORT:
        return None
    return Anaphor("day" if unit == "night" else unit, then)


def build_anaphor_window(found: Found) -> Expression | None:
    """ "the following two days"."""
    then = int(found.value("then", "THEN") or 0)
    if not then or found.word_after() == "of":
        return None
    amount = found.typed("a", Amount)
    return Window(amount, amount.unit, -1 if then < 0 else 1, anaphoric=True)


def build_anaphor_shift(found: Found) -> Expression | None:
    """ "two days later", "a week earlier", "the day before", "a day after the attack"."""
    way = found.words("way")
    then: Literal[-1, 1] = -1 if way in ("earlier", "before", "previously") else 1
    beside = way in ("before", "after")
    if found.one("a") is not None:
        amount = found.typed("a", Amount)
        if beside and found.word_before() in _LASTING:
            return None
    elif found.first.lower == "the":
        amount = Amount(1, 1, found.unit())
    else:
        amount = Amount(*_BARE_PLURAL, found.unit())
    event = beside and _names_event(found)
    if event and amount.unit in SHORT:
        return Clock()
    return Anaphor(amount, then, event)


def _names_event(found: Found) -> bool:
    """Whether "a day after" goes on to name what it is counted from."""
    word = found.word_after()
    return word[:1].isalpha() and word not in _EVENT_ENDS


def _numbers(items: list[Item]) -> tuple[int, int]:
    """The number that items name, as (low, high); "a" is one, nothing (0, 0)."""
    for item in items:
        rough = item.value("ROUGH")
        if rough is not None:
            low, high = rough.split("-")
            return int(low), int(high)
        plain = item.value("CARD", "NUM")
        if plain is not None:
            return int(plain), int(plain)
    return (1, 1) if items else (0, 0)
