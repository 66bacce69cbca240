"""Builders of weekdays and words such as "yesterday", and of what only looks like one.

"Sunday Adeyemi, a tailor" is a person, "Bloody Sunday" and "the Saturday Mothers" are names.
"""

from __future__ import annotations

from .date_expressions import DayWord, Expression, Overnight, Recurring, Turned, Weekday
from .date_match import Found
from .date_tokens import Item


def build_weekday(found: Found) -> Expression | None:
    """ "Sunday", "Tuesday night", "Sat" before a date, but not "Bloody Sunday"."""
    item, before = found.all("wd")[0], found.before()
    if before is not None and before.lower in found.sets["NAMELEAD"]:
        if found.capital(before) or not found.cased:
            return None
    if found.in_a_name() or _is_person(found, item):
        return None
    if found.word_before() == "the" and found.capital(item) and found.capital(found.after()):
        return None  # "the Saturday Mothers"
    if "WDABBR" in item.values and not _abbreviation_fits(found, item):
        return None
    return Weekday(int(item.value("WEEKDAY", "WDABBR") or 0))


def build_weekdays_ago(found: Found) -> Expression | None:
    """ "two Fridays ago", "two Fridays from now"."""
    way = -1 if found.last.lower == "ago" else 1
    count = found.number("n", "CARD", "NUM")
    weekday = found.number("wd", "WEEKDAYS")
    if not count or weekday is None:
        return None
    return Turned(way * count, Weekday(weekday), nearest=way > 0)


def _is_person(found: Found, item: Item) -> bool:
    """Whether a weekday is a first name: "Sunday Adeyemi, a yam seller", "Mr Monday Okon"."""
    index = found.match.end()
    surname = found.after()
    if len(found.inside) > 1 or not found.capital(item) or not found.capital(surname):
        return False
    if surname is None or surname.values:
        return False
    title = found.word_before(2) if found.word_before() == "." else found.word_before()
    if title in found.sets["TITLE"]:
        return True
    if found.word_before().strip("."):
        return False
    behind = [i.lower for i in found.items[index + 1 : index + 3]]
    if behind[:1] and behind[0] in found.sets["AFTERNAME"]:
        return True
    apposed = behind[1:] and (behind[1] in found.sets["APPOSED"] or behind[1].isdigit())
    return behind[:1] == [","] and bool(apposed)


def _abbreviation_fits(found: Found, item: Item) -> bool:
    """Whether "Sat" or "Sun" is a day: before a date, or after a preposition and capital."""
    if item.lower in found.sets["SUREABBR"]:
        return not found.cased or found.text[item.start].isupper()
    if found.capital(item) and "DAYPART" in found.last.values:
        return True
    index = found.match.end()
    following = [i for i in found.items[index : index + 5] if i.lower not in (",", ".")][:2]
    classes = [set(i.values) for i in following]
    day, month = {"DOM", "ORD"}, {"MONTH", "MONTHABBR"}
    if len(classes) == 2:
        first, second = classes
        if (first & day and second & month) or (first & month and second & day):
            return True
    if not found.capital(item):
        return False
    beyond = next(iter(found.items[index + 1 : index + 2]), None)
    sides = ((found.word_after(), beyond), (found.word_before(), found.before(2)))
    if any(
        joint in ("-", "to") and i is not None and i.value("WEEKDAY", "WDABBR") is not None
        for joint, i in sides
    ):
        return True  # "Mon-Wed"
    cues = ("on", "last", "next", "this", "since", "until", "late", "early", "week", "or")
    return found.word_before() in cues or bool(classes and "ORD" in classes[0])


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
