"""Builders of calendar dates: days, months, years, seasons, feasts and weekdays by name.

A builder makes an expression of a match, or returns None where the words only look like a
date: "May" the verb, "In May 22 people died", "in 2000 homes", "the 23 March Movement".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .date_builders_numeric import days_of_month
from .date_expressions import (
    Between,
    Days,
    Edge,
    Expression,
    Feast,
    Fixed,
    Month,
    Season,
    Year,
)
from .date_lands import lands_at, names_around
from .date_match import Found
from .date_tokens import Item

_DAY_CUES = frozenset(
    ("on", "by", "until", "till", "since", "from", "around", "before", "after", "of")
)
_MONTH_CUES = frozenset(
    ("in", "since", "last", "next", "early", "mid", "late", "until", "this", "during")
)
"""Before these a month is a month, whatever else its name can be."""
_SPELLED_CUES = frozenset(("in", "since", "by", "until", "till", "from", "year", "during"))
"""Before these a number in words may be a year: "in two thousand", not "the two thousand"."""
_AFTER_DAY = frozenset(("", ",", ".", ")", "-", "to", "at", "through", "until"))
"""Before these a number behind a month or weekday counts nothing."""


def build_named_day(found: Found) -> Expression | None:
    """ "9/11", "the September 11 attacks"."""
    return Fixed(date.fromisoformat(found.first.values["NAMEDDAY"]))


def build_days(found: Found) -> Expression | None:
    """ "August 24, 2020", "22 and 23 August", "between 3 and 5 May"."""
    month = found.number("month", "MONTH", "MONTHABBR")
    item, last_day = found.all("month")[0], found.all("days")[-1]
    days = days_of_month(found.all("days"))
    if month is None or not days or found.priced():
        return None
    year = found.year()
    ordinal = "DOM" not in last_day.values
    if "CARD" in last_day.values and not _is_day_in_words(found, days[0], year):
        return None
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
    if days[0] > days[-1] and not listed:
        return _over_the_month(days, month, year, month_first=item.start < last_day.start)
    return Days(days, month, year, listed=listed)


def _is_day_in_words(found: Found, day: int, year: int | None) -> bool:
    """Whether "May twenty-two" is a day: not "In May twenty-two people died"."""
    return year is not None or (day > 12 and found.word_after() in _AFTER_DAY)


def _over_the_month(
    days: tuple[int, ...], month: int, year: int | None, *, month_first: bool
) -> Expression:
    """ "April 27 to the 3rd", "from the 27th to the 3rd of May": into the next month."""
    if month_first:
        later = Days(days[-1:], month % 12 + 1, year and year + month // 12)
        return Between(Days(days[:1], month, year), later)
    earlier = Days(days[:1], (month - 2) % 12 + 1, year and year - (month == 1))
    return Between(earlier, Days(days[-1:], month, year))


def build_day_of_month(found: Found) -> Expression | None:
    """ "on the 22nd", but not "on the 22nd floor"."""
    days = days_of_month(found.all("days"))
    the, opened = found.first.lower == "the", found.first.lower == "from"
    cued = opened or found.word_before() in (_DAY_CUES if the else ("on",)) or _of_a_month(found)
    if not days or not cued or found.noun_after() or found.in_a_name():
        return None
    worded = "ORDWORD" in found.last.values
    if worded and (days[0] < 4 or found.word_before() != "on" or found.word_after() == "of"):
        return None  # "on the first", "on the fifth of seven counts"
    listed = "and" in [item.lower for item in found.inside]
    return None if found.capital(found.after()) else Days(days, listed=listed)


def _of_a_month(found: Found) -> bool:
    """Whether "of last month" or the like stands after the match."""
    index = found.match.end() + (found.word_after() in ("of", "in"))
    beyond = found.items[index : index + 2]
    return len(beyond) == 2 and "TURN" in beyond[0].values and beyond[1].lower == "month"


def build_month(found: Found) -> Expression | None:
    """ "May 2019", "in May"."""
    month = found.number("month", "MONTH", "MONTHABBR")
    item = found.all("month")[0]
    if month is None:
        return None
    year = found.year()
    if found.one("old") is not None and found.in_a_name():
        return None  # "the May 68 generation"
    if year is not None:
        year_first = "YEAR" in found.first.values
        doubtful = item.lower in found.sets["WEAK"] and not found.capital(item)
        return None if year_first and doubtful else Month(month, year)
    return Month(month) if _is_bare_month(found, item) and not found.in_a_name() else None


def _is_bare_month(found: Found, item: Item) -> bool:
    """Whether a month without day and year is one: "in May", not "Theresa May may"."""
    cue, edge = found.word_before(), found.edge_before()
    before, after = found.before(), found.after()
    if before is not None and before.value("DOM", "ORD") is not None:
        return False  # "the 17 November prison": the number was refused with it
    second = found.before(2)
    if cue == "of" and second is not None and second.value("ORD", "ORDWORD") is not None:
        return False  # "the First of October hospital"
    numbered = after is not None and after.value("DOM", "TWO", "ORD") is not None
    if numbered and cue not in _MONTH_CUES and not found.month_follows():
        return False
    weak, capital = item.lower in found.sets["WEAK"], found.capital(item)
    certain = cue in _MONTH_CUES or edge
    if weak and not capital:
        unit = found.before(2)
        share = cue == "of" and unit is not None and unit.value("UNIT", "UNITS") is not None
        if found.cased:
            return cue == "in" and not found.word_after()[:1].isalpha()
        return cue != "this" and (certain or share or cue in ("-", "from"))
    if "MONTHABBR" in item.values and not capital:
        alone = cue == "in" and found.cased and not found.noun_after()
        return alone or (found.month_follows() and found.word_after() == "-")
    if found.word_after() == "-" and found.month_follows():
        return True
    if (
        weak
        and cue == "the"
        and (not found.word_after() or found.word_after() in found.sets["FOLLOW"])
    ):
        return False  # "the March for ..."
    if certain:
        return not (weak and found.word_after() == "'s" and cue not in ("last", "next"))
    namelike = item.lower in found.sets["NAMELIKE"]
    if namelike and found.capital(found.after()):
        return False
    after_month = second is not None and second.value("MONTH", "MONTHABBR") is not None
    if found.month_follows() or (after_month and cue in ("and", "or", "to", "-", "through")):
        return not found.named_before()
    if cue in ("and", "or", "to"):
        return cue == "to" and not weak
    if cue in found.sets["MONTHCUE"]:
        return not (weak and found.word_after() == "'s")
    return not (weak or namelike or "MONTHABBR" in item.values or found.named_before())


def build_year(found: Found) -> Expression | None:
    """ "in 2019", "2019-20", "2014-2018"."""
    first = found.year() or 0
    end = found.value("end", "YEAR", "TWO")
    cue = found.word_before()
    cued = cue in found.sets["YEARCUE"] or found.edge_before()
    if found.one("two") is not None:
        closed = found.first.end == found.last.start and cue in ("in", "since", "of", "until", "by")
        return Year(first, first) if closed and not found.noun_after() else None
    if "SPELLED" in found.first.values and (cue not in _SPELLED_CUES or found.noun_after()):
        return None
    if found.of_a_noun():
        return None  # "the 2010 constitution"
    if end is not None:
        last = int(end) if len(end) == 4 else first // 100 * 100 + int(end)
        loose = found.word_after() == "-" or cue == "-" or (len(end) == 2 and not cued)
        return Year(first, last) if first < last <= first + 60 and not loose else None
    if not cue.strip(".") and found.word_after() in found.sets["YEARDOES"]:
        return Year(first, first) if end is None else None  # "2014 saw ..."
    if cue == "as" and found.word_before(2) in ("early", "late", "recently"):
        return Year(first, first) if end is None else None
    if cue == "(" and found.word_after() == ")":
        numbered = {found.word_before(2), found.word_before(3)} & found.sets["NUMBERED"]
        return None if numbered else Year(first, first)
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
        if earlier is None or earlier.value("YEAR", "DECADE", "DECADEWORD") is None:
            return None
    return Year(first, first)


def build_decade(found: Found) -> Expression | None:
    """ "the 1990s", "the nineties"."""
    word = found.value("decade", "DECADEWORD")
    raw = found.value("decade", "DECADE", "YEAR") or ""
    digits = word or "".join(c for c in raw if c.isdigit())
    earlier = found.before(2) if found.word_before() in ("and", "or", "to", "-") else None
    owned = found.word_before(2) in found.sets["POSSESSIVE"]  # "in his late 20s"
    led = (
        found.first.lower == "the"
        or (found.edge_before() and not owned)
        or (earlier is not None and earlier.value("DECADE", "DECADEWORD") is not None)
    )
    if word and not led and (found.word_before() != "in" or found.noun_after()):
        return None
    if len(digits) == 2:
        if not led and not raw.startswith(("'", "’")):
            return None
        first = (2000 if int(digits) < 20 else 1900) + int(digits)
    else:
        first = int(digits)
    if first % 100 == 0 and first < 2000:
        return Year(first, first + 99)  # "the 1800s"
    return Year(first, first + 9) if first % 10 == 0 else None


def build_century(found: Found) -> Expression | None:
    """ "the 19th century", "the 18th and 19th centuries"."""
    n = found.number("n", "ORDWORD", "ORD") or 0
    last = found.number("last", "ORDWORD", "ORD") or n
    return Year(n * 100 - 100, last * 100 - 1) if 10 <= n <= last <= 21 else None


def build_turn_of_century(found: Found) -> Expression | None:
    """ "the turn of the century": the years around it."""
    n = found.number("n", "ORDWORD", "ORD") or 21
    return Year(n * 100 - 101, n * 100 - 99) if 10 <= n <= 21 else None


def build_midseason(found: Found) -> Expression | None:
    """ "midwinter"."""
    return Edge("mid", Season(found.value("season", "MIDSEASON") or "", found.year()))


def build_season(found: Found) -> Expression | None:
    """ "the spring of 2019", "last summer", but not "the Arab Spring" or "the fall of Aleppo"."""
    name, item = found.value("season", "SEASON"), found.all("season")[0]
    assert name is not None
    year = found.year()
    if year is not None:
        return Season(name, year)
    cue, before = found.word_before(), found.before()
    turned = before is not None and before.value("TURN", "THEN", "EDGE") is not None
    index = found.match.end() + 1
    turn = found.items[index : index + 1] if found.word_after() in ("of", "in") else []
    turned = turned or any("TURN" in i.values for i in turn)  # "spring of last year"
    if cue not in found.sets["SEASONCUE"] and not turned:
        return None
    if item.lower == "fall":
        autumn = (
            turned
            or cue == "since"
            or (cue == "the" and found.word_before(2) in ("in", "since", "during"))
        )
        if not autumn or found.word_after() == "of":
            return None
    if item.lower == "spring" and found.noun_after() and cue in ("of", "the"):
        return None
    if found.word_after() == "-" or (found.word_after() == "of" and not turned):
        return None  # "autumn-coloured", "a spring of water"
    beside = found.named_before() or found.capital(found.after())  # "the Winter Palace"
    named = found.in_a_name() or (found.capital(item) and beside)
    return None if named else Season(name)


def build_feast(found: Found) -> Expression | None:
    """ "Christmas Eve", "Ramadan 2019", but not "Tariq Ramadan"."""
    item = found.all("feast")[0]
    name, rule = found.text[item.start : item.end], item.values["FEAST"]
    if item.lower in found.sets["NAMELIKE"] and (
        found.named_before() or found.capital(found.after())
    ):
        return None
    if found.cased and item.lower in found.sets["CAPITAL"] and not name[0].isupper():
        return None
    if found.in_a_name():
        return None
    if "NAME" in item.values and found.word_before() != "on" and found.year() is None:
        return None  # "Black Friday" is more than a day
    if (
        item.lower == "new year"
        and found.year() is None
        and found.word_before()
        not in (
            "before",
            "after",
            "until",
            "since",
        )
    ):
        return None
    feast = Feast(name, rule, found.year(), found.word_before() == "on")
    if not rule.startswith("country"):
        return feast
    where = (found.text, item.start, item.end)
    around = names_around(*where) if rule == "country" else ()
    return replace(feast, lands=lands_at(*where), around=around)
