"""Builders of calendar dates: days, months, years, seasons, feasts and weekdays by name.

A builder makes an expression of a match, or returns None where the words only look like a
date: "May" the verb, "In May 22 people died", "in 2000 homes", "the 23 March Movement".
"""

from __future__ import annotations

from datetime import date

from .date_expressions import (
    Days,
    DayWord,
    Expression,
    Feast,
    Fixed,
    Month,
    Overnight,
    Recurring,
    Season,
    Weekday,
    Year,
)
from .date_lexicon import Item
from .date_match import Found, number_in

_DAY_CUES = frozenset(
    ("on", "by", "until", "till", "since", "from", "around", "before", "after", "of")
)
_MONTH_CUES = frozenset(
    ("in", "since", "last", "next", "early", "mid", "late", "until", "this", "during")
)
"""Before these a month is a month, whatever else its name can be."""


def build_iso(found: Found) -> Expression | None:
    """ "2020-08-24"."""
    year, month, day = map(int, found.first.values["ISO"].split("-"))
    return Days((day,), month, year) if 1 <= month <= 12 and 1 <= day <= 31 else None


def build_slash(found: Found) -> Expression | None:
    """ "8/24/2020" (month first, unless it cannot be), "24.08.2020" (day first)."""
    raw = found.first.values["SLASH"]
    separator = next(c for c in raw if not c.isdigit())
    first, second, third = raw.split(separator)
    if len(first) == 4:
        year, a, b = int(first), int(second), int(third)
    else:
        a, b = int(first), int(second)
        year = int(third) + (0 if len(third) == 4 else 2000 if int(third) < 70 else 1900)
        if separator == "." and len(third) == 2:
            return None
    day_first = len(first) < 4 and (separator == "." or a > 12)
    day, month = (a, b) if day_first else (b, a)
    if not (1700 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    either = len(first) < 4 and day <= 12 and day != month
    return Days((day,), month, year, day_first=day_first if either else None)


def build_named_day(found: Found) -> Expression | None:
    """ "9/11", "the September 11 attacks"."""
    return Fixed(date.fromisoformat(found.first.values["NAMEDDAY"]))


def build_days(found: Found) -> Expression | None:
    """ "August 24, 2020", "22 and 23 August", "between 3 and 5 May"."""
    month = found.number("month", "MONTH", "MONTHABBR")
    item, last_day = found.all("month")[0], found.all("days")[-1]
    days = _days_of_month(found.all("days"))
    if month is None or not days:
        return None
    year = found.number("year", "YEAR")
    ordinal = "DOM" not in last_day.values
    if item.lower in found.sets["WEAK"] and not found.capital(item):
        shouted = found.cased and found.text[item.start : item.end].isupper()
        if (found.cased and not shouted and not ordinal) or (year is None and found.noun_after()):
            return None
    if item.start < last_day.start and year is None and not ordinal:
        # "In May 22 people died", "On May 3 and 20 people ..."
        counted = found.word_after() in found.sets["COUNTED"]
        if (counted and (len(days) > 1 or not found.cased)) or (
            found.noun_after() and found.word_before() == "in"
        ):
            return None
    if year is None and found.in_a_name():
        return None
    joints = {i.lower for i in found.all("days")}
    listed = bool(joints & {"and", "or", "&"}) and found.first.lower != "between"
    return Days(days, month, year, listed=listed)


def build_day_of_month(found: Found) -> Expression | None:
    """ "on the 22nd", but not "on the 22nd floor"."""
    days = _days_of_month(found.all("days"))
    if not days or found.word_before() not in _DAY_CUES or found.noun_after() or found.in_a_name():
        return None
    return None if found.capital(found.after()) else Days(days)


def build_month(found: Found) -> Expression | None:
    """ "May 2019", "in May"."""
    month = found.number("month", "MONTH", "MONTHABBR")
    item = found.all("month")[0]
    if month is None:
        return None
    year = found.number("year", "YEAR")
    if year is not None:
        year_first = "YEAR" in found.first.values
        doubtful = item.lower in found.sets["WEAK"] or (found.cased and not found.capital(item))
        return None if year_first and doubtful else Month(month, year)
    return Month(month) if _is_bare_month(found, item) and not found.in_a_name() else None


def _is_bare_month(found: Found, item: Item) -> bool:
    """Whether a month without day and year is one: "in May", not "Theresa May may"."""
    cue, edge = found.word_before(), found.edge_before()
    weak, capital = item.lower in found.sets["WEAK"], found.capital(item)
    certain = cue in _MONTH_CUES or edge
    if weak and not capital:
        unit = found.before(2)
        share = cue == "of" and unit is not None and unit.value("UNIT", "UNITS") is not None
        return not found.cased and cue != "this" and (certain or share or cue in ("-", "from"))
    if "MONTHABBR" in item.values and not capital:
        return False
    if certain:
        return not (weak and found.word_after() == "'s")
    namelike = item.lower in found.sets["NAMELIKE"]
    if namelike and found.capital(found.after()):
        return False
    before = found.before(2)
    after_month = before is not None and before.value("MONTH", "MONTHABBR") is not None
    if found.month_follows() or (after_month and cue in ("and", "or", "to", "-", "through")):
        return not found.named_before()
    if cue in ("and", "or", "to"):
        return cue == "to" and not weak
    if cue in found.sets["MONTHCUE"]:
        return not (weak and found.word_after() == "'s")
    return not (weak or namelike or "MONTHABBR" in item.values or found.named_before())


def build_year(found: Found) -> Expression | None:
    """ "in 2019", "2019-20", "2014-2018"."""
    first = int(found.value("year", "YEAR") or 0)
    end = found.value("end", "YEAR", "TWO")
    cue = found.word_before()
    cued = cue in found.sets["YEARCUE"] or found.edge_before()
    if end is not None:
        last = int(end) if len(end) == 4 else first // 100 * 100 + int(end)
        loose = found.word_after() == "-" or cue == "-" or (len(end) == 2 and not cued)
        return Year(first, last) if first < last <= first + 60 and not loose else None
    if cue == "(" and found.word_after() == ")":
        return Year(first, first)
    index = found.match.end() + 1
    beyond = found.items[index].values if index < len(found.items) else {}
    if found.word_after() == "-" and not {"YEAR", "EDGE", "MONTH"} & beyond.keys():
        return None  # "a 2000-strong mob"
    opens = found.word_after() in ("to", "through", "-", "and") and "YEAR" in beyond
    if not cued and not opens:
        return None
    if found.word_after() in found.sets["COUNTED"] or found.word_after() in found.sets["TZ"]:
        return None
    if cue in ("before", "after") and found.word_before(2) in ("shortly", "just", "soon"):
        return None  # "shortly before 1700"
    after = found.after()
    counted = found.noun_after() and after is not None and after.lower.endswith("s")
    if counted and cue in ("of", "to", "for", "from", "between", "by"):
        return None
    if cue in ("and", "or", "-"):
        earlier = found.before(2)
        if earlier is None or "YEAR" not in earlier.values:
            return None
    return Year(first, first)


def build_decade(found: Found) -> Expression | None:
    """ "the 1990s", "the nineties"."""
    word = found.value("decade", "DECADEWORD")
    digits = word or "".join(c for c in found.value("decade", "DECADE") or "" if c.isdigit())
    if len(digits) == 2:
        if found.first.lower != "the":
            return None
        first = (2000 if int(digits) < 30 else 1900) + int(digits)
    else:
        first = int(digits)
    return Year(first, first + 9)


def build_century(found: Found) -> Expression | None:
    """ "the 19th century"."""
    n = found.number("n", "ORDWORD", "ORD")
    return Year(n * 100 - 100, n * 100 - 1) if n and 10 <= n <= 21 else None


def build_season(found: Found) -> Expression | None:
    """ "the spring of 2019", "last summer", but not "the Arab Spring" or "the fall of Aleppo"."""
    name, item = found.value("season", "SEASON"), found.all("season")[0]
    assert name is not None
    year = found.number("year", "YEAR")
    if year is not None:
        return Season(name, year)
    cue = found.word_before()
    if cue not in found.sets["SEASONCUE"] and not found.edge_before():
        return None
    if item.lower == "fall":
        autumn = cue in ("last", "this", "next", "since") or (
            cue == "the" and found.word_before(2) in ("in", "since", "during")
        )
        if not autumn or found.word_after() == "of":
            return None
    if item.lower == "spring" and found.noun_after() and cue in ("of", "the"):
        return None
    named = found.in_a_name() or (found.capital(item) and found.named_before())
    return None if named else Season(name)


def build_feast(found: Found) -> Expression | None:
    """ "Christmas Eve", "Ramadan 2019", but not "Tariq Ramadan"."""
    item = found.all("feast")[0]
    name = found.text[item.start : item.end]
    if item.lower in found.sets["NAMELIKE"] and (
        found.named_before() or found.capital(found.after())
    ):
        return None
    if found.cased and item.lower in found.sets["CAPITAL"] and not name[0].isupper():
        return None
    if found.in_a_name():
        return None
    return Feast(name, item.values["FEAST"], found.number("year", "YEAR"))


def build_weekday(found: Found) -> Expression | None:
    """ "Sunday", "Tuesday night", "Sat" before a date, but not "Bloody Sunday"."""
    item, before = found.all("wd")[0], found.before()
    if before is not None and before.lower in found.sets["NAMELEAD"]:
        if found.capital(before) or not found.cased:
            return None
    if found.in_a_name():
        return None
    if "WDABBR" in item.values and not _abbreviation_fits(found, item):
        return None
    return Weekday(int(item.value("WEEKDAY", "WDABBR") or 0))


def _abbreviation_fits(found: Found, item: Item) -> bool:
    """Whether "Sat" or "Sun" is a day: before a date, or after a preposition and capital."""
    index = found.match.end()
    following = [i for i in found.items[index : index + 3] if i.lower not in (",", ".")][:2]
    classes = [set(i.values) for i in following]
    day, month = {"DOM", "ORD"}, {"MONTH", "MONTHABBR"}
    if len(classes) == 2:
        first, second = classes
        if (first & day and second & month) or (first & month and second & day):
            return True
    if not found.capital(item):
        return False
    cue = found.word_before() in ("on", "last", "next", "this", "since", "until", "late", "early")
    return cue or bool(classes and "ORD" in classes[0])


def build_dayword(found: Found) -> Expression | None:
    """ "yesterday", "tomorrow night", "the day before yesterday"."""
    item = found.all("word")[0]
    return DayWord(int(item.values["DAYWORD"]), item.lower)


def build_recurring(found: Found) -> Expression | None:
    """ "every Friday", "on Sundays"."""
    return Recurring()


def build_overnight(found: Found) -> Expression | None:
    """ "overnight"."""
    return Overnight()


def _days_of_month(items: list[Item]) -> tuple[int, ...]:
    """The days that items name, () where one of them cannot be a day."""
    named = (item.value("DOM", "ORDWORD", "ORD") for item in items)
    days = tuple(number_in(raw) for raw in named if raw is not None)
    return days if all(1 <= day <= 31 for day in days) else ()
