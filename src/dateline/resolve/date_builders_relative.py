"""Builders of dates counted from the publication: units, windows, "ago", "last" and "next"."""

from __future__ import annotations

from .date_builders_amounts import BARE_PLURAL, SHORT, numbers_of
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
    Since,
    Turned,
    Unit,
    Weekday,
    Weekend,
    WeekLater,
    Window,
    YearShare,
)
from .date_match import Found, number_in

_RUN_WORDS = frozenset(("straight", "consecutive", "successive", "running", "row", "succession"))
_SPAN_CUES = frozenset(("in", "over", "within", "during", "for", "throughout"))
_DAY_ENDS = frozenset(("", ",", ".", ")", "at", "from", "to"))
"""What stands behind "Friday 23" where the number is the day's."""
_CALENDAR = ("quarter", "century", "workweek")
"""Units that are only ever those of the calendar: "the last quarter" is no window."""


def build_dated_weekday(found: Found) -> Expression | None:
    """ "Saturday and Sunday, August 22 and 23", "Monday the 22nd", "Friday 23"."""
    day = found.one("day")
    if day is None:
        days = found.typed("date", Days)
    else:
        if found.noun_after() or found.in_a_name():
            return None
        plain = "DOM" in day.values
        listed = found.word_after() in ("and", "to", "-") and isinstance(_beyond(found), Weekday)
        closed = listed or found.word_after() in _DAY_ENDS
        if plain and (len(found.inside) > 2 or not closed):
            return None
        days = Days((number_in(day.value("ORD", "ORDWORD", "DOM") or ""),))
    if days.weekdays:
        return None
    weekdays = tuple(
        i.expression.weekday for i in found.all("wd") if isinstance(i.expression, Weekday)
    )
    return Days(days.days, days.month, days.year, weekdays, days.listed, days.day_first)


def _beyond(found: Found) -> Expression | None:
    """The expression that stands one item further on: "Saturday 12 and [Sunday] 13 May"."""
    index = found.match.end() + 1
    return found.items[index].expression if index < len(found.items) else None


def build_week_later(found: Found) -> Expression | None:
    """ "Tuesday week", "tomorrow week": British for a week after it."""
    of = found.expression("of")
    if found.noun_after() or found.word_after() in ("-", "of") or found.word_before() == "the":
        return None
    if isinstance(of, DayWord):
        return WeekLater(of) if of.offset >= 0 and of.word in ("today", "tomorrow") else None
    return WeekLater(of) if isinstance(of, Weekday) else None


def build_of_week(found: Found) -> Expression | None:
    """ "Tuesday of last week", "Monday last"."""
    weekday = found.typed("wd", Weekday)
    if "turn" in found.match.re.groupindex:
        return OfWeek(weekday.weekday, found.turn())
    after = found.after()
    counted = after is not None and after.value("UNIT", "UNITS", "CARD", "NUM") is not None
    if counted or found.noun_after():
        return None
    return Turned(1 if found.last.lower == "next" else -1, weekday)


def build_in_year(found: Found) -> Expression | None:
    """ "24 June this year", "August of last year"."""
    of = found.expression("of")
    assert isinstance(of, (Days, Month, Season, Feast, YearShare))
    return InYear(of, found.turn()) if of.year is None else None


def build_in_month(found: Found) -> Expression | None:
    """ "the 3rd of last month"."""
    of = found.typed("of", Days)
    return InYear(of, found.turn(), "month") if of.month is None else None


def build_days_in_month(found: Found) -> Expression | None:
    """ "from 4 to 22 of next month"."""
    days = (found.number("a", "DOM") or 0, found.number("b", "DOM") or 0)
    return InYear(Days(days), found.turn(), "month") if days[0] < days[1] else None


def build_turned(found: Found) -> Expression | None:
    """ "last Sunday", "this spring", "next August"; "the last Monday of May" is `Nth`."""
    of = found.expression("of")
    if found.one("then") is not None:
        return Turned(-1, of) if _is_bare_previous(found) else None
    if found.word_before() == "the" and found.word_after() in ("of", "in"):
        return None
    if found.words("turn") == "current" and isinstance(of, (Weekday, Days)):
        return None
    past = "past" in found.words("turn")  # "this past Friday" may be yesterday
    return Turned(
        found.turn(), of, nearest=past or (found.turn() > 0 and found.words("turn") != "next")
    )


def build_unit(found: Found) -> Expression | None:
    """ "last week", "this year"."""
    unit, words = found.unit(), found.words("turn")
    if unit in ("day", "night", *SHORT) or found.word_after() in ("-", "of"):
        return None
    if found.one("then") is not None:
        return Unit(unit, -1) if _is_bare_previous(found) else None
    if found.word_before() in ("the", "'s") and (found.word_after() == "in" or words == "last"):
        return None
    if words in ("past", "this past") and unit not in _CALENDAR:
        return Window(Amount(1, 1, unit), unit, -1)
    return Unit(unit, found.turn())


def _is_bare_previous(found: Found) -> bool:
    """Whether "previous quarter" stands alone: without "the" it is the publication's."""
    bare = found.word_before() not in ("the", "that", "this", "a", "any", "no", "'s")
    return found.words("then") in ("previous", "preceding") and bare


def build_unit_far(found: Found) -> Expression | None:
    """ "the week before last"."""
    return Unit(found.unit(), -2 if found.words("way") == "before last" else 2)


def build_season_far(found: Found) -> Expression | None:
    """ "the summer before last", "two summers ago"."""
    name = found.value("of", "SEASONS")
    if name is not None:
        low, high = numbers_of(found.all("n"))
        return Turned(-low, Season(name)) if low == high and low else None
    return Turned(-2 if found.words("way") == "before last" else 2, found.expression("of"))


def build_unit_part(found: Found) -> Expression | None:
    """ "earlier in the week"; "later in the day" leans on the day the text tells of."""
    unit = found.unit()
    if unit == "day":
        return Anaphor("day", 0)
    if unit in ("night", *SHORT):
        return None
    return Part(Unit(unit, 0), found.words("when") == "later")


def build_unit_rest(found: Found) -> Expression | None:
    """ "the rest of the week"."""
    unit = found.unit()
    return None if unit in ("day", "night", *SHORT) else Part(Unit(unit, 0), later=True)


def build_unit_to_date(found: Found) -> Expression | None:
    """ "the year to date"."""
    unit = found.unit()
    return Since(Unit(unit, 0)) if unit in ("week", "month", "quarter", "year") else None


def build_unit_all(found: Found) -> Expression | None:
    """ "all week"."""
    unit = found.unit()
    return Unit(unit, 0) if unit in ("week", "month", "year") and not found.noun_after() else None


def build_unit_over(found: Found) -> Expression | None:
    """ "the month just ended"."""
    unit = found.unit()
    return None if unit in ("day", "night", *SHORT) else Unit(unit, -1)


def build_unit_share(found: Found) -> Expression | None:
    """ "earlier this year", "later in May"."""
    return Part(found.expression("of"), found.words("when") != "earlier")


def build_weekend(found: Found) -> Expression | None:
    """ "the weekend", "last weekend"; "the third weekend in a row" is none of them."""
    before, turn = found.before(), found.words("turn")
    if before is not None and before.value("ORDWORD", "ORD", "CARD") is not None:
        return None
    last = "last" in (turn, found.word_before())
    if last and found.word_after() in ("of", "in") and _beyond(found) is not None:
        return None  # "the last weekend of May"
    if turn.endswith("coming") or turn == "forthcoming":
        return Weekend(0)
    return Weekend(found.turn() if found.one("turn") else None)


def build_weekend_far(found: Found) -> Expression | None:
    """ "the weekend before last"."""
    return Weekend(-2 if found.words("way") == "before last" else 2)


def build_window(found: Found) -> Expression | None:
    """ "the past two weeks", "recent months", "in the next week"."""
    words, turn = found.words("turn"), int(found.value("turn", "TURN", "THEN") or 0)
    unit = found.one("u")
    if found.word_after() in ("of", "old"):
        return None
    if unit is None or found.one("n") is not None:
        leans, the = "THEN" in found.all("turn")[-1].values, found.first.lower == "the"
        if leans and not the and words not in ("previous", "preceding"):
            return None
        amount = _counted_units(found) if unit is not None else found.typed("a", Amount)
        if not turn or not amount.high:
            return None
        return Window(amount, amount.unit, -1 if turn < 0 else 1, anaphoric=leans and the)
    name = found.unit()
    if "UNITS" in unit.values:
        return Window(None, name, 1 if words in ("coming", "upcoming") else -1)
    if words in ("this", "current") or (name in ("day", "night") and words in ("last", "next")):
        return None
    if words == "next" and found.word_before() not in _SPAN_CUES:
        return None
    if name in _CALENDAR:
        return Unit(name, turn)
    return Window(Amount(1, 1, name), name, -1 if turn < 0 else 1)


def _counted_units(found: Found) -> Amount:
    """ "the [3] next [weeks]"."""
    low, high = numbers_of(found.all("n"))
    return Amount(low, high, found.unit())


def build_other_day(found: Found) -> Expression | None:
    """ "the other day": some days ago."""
    return None if found.noun_after() or found.word_after() == "-" else Ago(Amount(1, 7, "day"), -1)


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
    return Ago(Amount(*BARE_PLURAL, found.unit()), -1)


def build_ahead(found: Found) -> Expression | None:
    """ "in two weeks": ahead of us only after "will" and the like; else it is how long it took."""
    amount = found.typed("a", Amount)
    if found.one("time") is not None:
        return Ago(amount, 1)
    if found.word_after() in ("from", "before", "after") and _beyond(found) is not None:
        return None  # "in two weeks from Monday"
    within = found.first.lower == "within"
    if within and amount.unit in SHORT:
        return None
    coming = False
    for steps in range(1, 13):
        item = found.before(steps)
        sign = item is not None and found.text[item.start : item.end] in ("$", "€", "£")
        if item is None or (item.lower in (".", "", "-") and not sign):
            break
        if "ORDWORD" in item.values or item.lower.endswith("est") or item.lower == "most":
            return None
        coming = coming or item.lower in found.sets["FUTURE"]
    if not coming:
        return None
    return Window(amount, amount.unit, 1) if within else Ago(amount, 1)


def build_held_for(found: Found) -> Expression | None:
    """ "have held the square for five days": up to now, unless it is a term to be served."""
    amount = found.typed("a", Amount)
    if amount.unit not in ("day", "night", "week") or found.word_after() in ("-", "of", "from"):
        return None
    for steps in range(1, 11):
        item = found.before(steps)
        if item is None or item.lower in (".", "") or item.lower in found.sets["TERM"]:
            return None
        if item.lower in ("have", "has"):
            return Window(amount, amount.unit, -1)
    return None


def build_run(found: Found) -> Expression | None:
    """ "for the third day running", "a second straight night"."""
    ordinal, unit = found.number("n", "ORDWORD", "ORD"), found.unit()
    counted = any(item.lower in _RUN_WORDS for item in found.inside)
    if not ordinal or ordinal < 2 or unit in (*SHORT, "decade", "century"):
        return None
    if found.first.lower in ("a", "an") and found.word_after() == "of":
        return Run(ordinal, unit)  # "a third night of rioting"
    return Run(ordinal, unit) if counted or found.first.lower == "for" else None


def build_clock(found: Found) -> Expression | None:
    """ "at 3 pm", "before dawn"; "at 3" alone is only read beside a day."""
    bare = found.first.lower == "at" and "DOM" in found.last.values
    return None if bare else Clock()
