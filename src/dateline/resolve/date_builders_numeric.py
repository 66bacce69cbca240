"""Builders of dates that are numbers: "2020-08-24", "24.08.2020", "10/29", "2022-W28", "Q3 2018".

Numbers alone say little: "10/1", "3/2015" and "week 4" are dates only beside words that make
them one, and "Law 3/2015" is none.
"""

from __future__ import annotations

from typing import Literal

from .date_expressions import Days, Expression, ForeignDay, Month, WeekNumber, Year, YearShare
from .date_match import Found, full_year, number_in
from .date_tokens import Item

_PAIR_CUES = frozenset(
    (
        "on",
        "from",
        "between",
        "since",
        "until",
        "till",
        "by",
        "to",
        "before",
        "after",
        "this",
        "next",
    )
)
"""Before these "10/1" is a day and no fraction."""
_JOINTS = frozenset(("-", "to", "and", "until", "till", "through", "or", ",", "/"))
_ROMAN = {"I": 1, "V": 5, "X": 10}
_FOREIGN_YEARS = range(1200, 1500)
"""Of the Persian and the Islamic calendar."""


def build_iso(found: Found) -> Expression | None:
    """ "2020-08-24"."""
    year, month, day = map(int, found.first.values["ISO"].split("-"))
    return Days((day,), month, year) if 1 <= month <= 12 and 1 <= day <= 31 else None


def build_compact(found: Found) -> Expression | None:
    """ "20200824"."""
    digits = found.first.values["COMPACT"]
    return Days((int(digits[6:]),), int(digits[4:6]), int(digits[:4]))


def build_spaced(found: Found) -> Expression | None:
    """ "on 2020 08 24"."""
    year, month, day = found.year() or 0, found.number("month", "DOM"), found.number("day", "DOM")
    if month is None or day is None or found.word_before() not in _PAIR_CUES or found.noun_after():
        return None
    return _dated(day, month, year)


def build_iso_week(found: Found) -> Expression | None:
    """ "2022-W28"."""
    raw = found.first.values["ISOWEEK"]
    return WeekNumber(int(raw[-2:]), int(raw[:4]))


def build_slash(found: Found) -> Expression | None:
    """ "8/24/2020" (month first, unless it cannot be), "24.08.2020" and "24.VIII.2020"."""
    raw = found.first.values["SLASH"]
    separator = next(c for c in raw if not c.isdigit())
    first, second, third = raw.split(separator)
    if not second.isdigit():
        return _dated(int(first), _roman(second), int(third) if len(third) == 4 else 0)
    if len(first) == 4:
        return _dated(int(third), int(second), int(first))
    if separator == "." and len(third) == 2 and found.word_before() not in _PAIR_CUES:
        return None
    year = int(third) if len(third) == 4 else full_year(int(third))
    a, b = int(first), int(second)
    day_first = separator == "." or a > 12
    day, month = (a, b) if day_first else (b, a)
    either = day <= 12 and day != month
    return _dated(day, month, year, day_first=day_first if either else None)


def _dated(day: int, month: int, year: int, *, day_first: bool | None = None) -> Days | None:
    """The day, None where the numbers cannot be one."""
    if not (1700 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Days((day,), month, year, day_first=day_first)


def _roman(word: str) -> int:
    values = [_ROMAN[c] for c in word.upper()]
    return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))


def build_pair(found: Found) -> Expression | None:
    """ "on 10/1", "22/3", "from 10/1 to 11/7": month first, unless it cannot be."""
    a, b = map(int, found.first.values["PAIR"].split("/"))
    either = a <= 12 and b <= 12 and a != b
    if either and not _pair_is_cued(found):
        return None
    beside = found.sets["COUNTED"] | found.sets["NUMBERED"] | {"seats"}
    if found.word_after() in beside or found.word_before() in beside:
        return None
    day_first = a > 12
    day, month = (a, b) if day_first else (b, a)
    return Days((day,), month, found.year(), day_first=day_first if either else None)


def _pair_is_cued(found: Found) -> bool:
    """Whether words or other numbers make a date of "10/1"."""
    before = found.before()
    if before is not None and before.value("WEEKDAY", "WDABBR") is not None:
        return True
    if found.word_before() in _PAIR_CUES and not found.noun_after():
        return True
    beyond = found.items[found.match.end() + 1 : found.match.end() + 2]
    beside = [found.before(2)] if found.word_before() in _JOINTS else []
    beside += beyond if found.word_after() in _JOINTS else []
    return any(i is not None and i.value("PAIR", "SLASH") is not None for i in beside)


def build_month_number(found: Found) -> Expression | None:
    """ "2020-04", "01/2019"; "2009-10" is two years."""
    if (
        found.word_before() in found.sets["NUMBERED"]
        or found.word_before(2) in found.sets["NUMBERED"]
    ):
        return None
    raw = found.first.values["MONTHNUM"]
    first, second = raw.replace("/", "-").split("-")
    if len(first) < 4:
        return Month(int(first), int(second))
    if len(second) == 2 and int(second) > int(first) % 100:
        cued = found.word_before() in found.sets["YEARCUE"] or found.edge_before()
        return Year(int(first), int(first) // 100 * 100 + int(second)) if cued else None
    return Month(int(second), int(first))


def build_foreign(found: Found) -> Expression | None:
    """ "18 Dey 1398", "22 Bahman", "3 Ramadan 1440"."""
    item, days, year = (
        found.all("month")[0],
        days_of_month(found.all("days")),
        found.value("year", "NUM"),
    )
    month = item.value("PERSIAN", "ISLAMIC")
    if not days or month is None or found.in_a_name() or days[0] > 31:
        return None
    if found.cased and not found.capital(item):
        return None
    if year is not None and int(year) not in _FOREIGN_YEARS:
        return None
    calendar: Literal["Persian", "Islamic"] = "Persian" if "PERSIAN" in item.values else "Islamic"
    return ForeignDay(calendar, days[0], int(month), None if year is None else int(year))


def build_year_share(found: Found) -> Expression | None:
    """ "Q3 2018", "2019-H2", "in Q1"."""
    item, year = found.all("share")[0], found.year()
    if year is None and found.word_before() not in found.sets["MONTHCUE"]:
        beyond = next(iter(found.items[found.match.end() + 1 : found.match.end() + 2]), None)
        sides = ((found.word_after(), beyond), (found.word_before(), found.before(2)))
        if not any(j in _JOINTS and i is not None and i.value("QUARTER") for j, i in sides):
            return None  # "Q1" alone; "Q1 and Q2" are two of a year
    quarter = item.value("QUARTER")
    parts: Literal[2, 4] = 4 if quarter else 2
    return YearShare(int(quarter or item.values["HALFYEAR"]), parts, year)


def build_week_number(found: Found) -> Expression | None:
    """ "week 10 of 2018", "week 27 of last year", "in week 3"; "week 3" is a trial's."""
    week, years = found.number("n", "NUM") or 0, found.all("year")
    year = years[0].expression if years else None
    if years and year is None:
        year = Year(int(years[0].values["YEAR"]), int(years[0].values["YEAR"]))
    if not 1 <= week <= 53 or (year is not None and not isinstance(year, Year)):
        return None
    if isinstance(year, Year):
        return WeekNumber(week, year.first) if year.first == year.last else None
    if found.one("turn") is not None:
        return WeekNumber(week, None, found.turn())
    low = week < 10 and found.word_before() != "in"
    loose = low or found.word_after() == "of" or found.capital(found.before())
    return None if loose else WeekNumber(week)


def days_of_month(items: list[Item]) -> tuple[int, ...]:
    """The days that items name, () where one of them cannot be a day."""
    pair = next((item.values["PAIR"] for item in items if "PAIR" in item.values), None)
    if pair is not None:
        days = tuple(int(part) for part in pair.split("/"))
    else:
        named = (item.value("DOM", "ORDWORD", "ORD", "CARD") for item in items)
        days = tuple(number_in(raw) for raw in named if raw is not None)
    return days if all(1 <= day <= 31 for day in days) else ()
