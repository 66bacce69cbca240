"""The days of feasts: rules and tables of ``lang/en/dates.toml``, and national days by country."""

from __future__ import annotations

import importlib
import re
from bisect import bisect_left
from datetime import date
from functools import lru_cache
from typing import Protocol, cast

from .date_calendar import Interval, days, month_of, nth_weekday
from .date_expressions import Feast
from .date_lexicon import date_data

FEAST_YEARS = (1900, 2099)
_TABLE_RULE = re.compile(r"(?P<name>.+?)(?P<shift>[+-]\d+)$")
_COUNTRY, _LAND = "country", "land"


class _NationalDays(Protocol):
    """What `date_national` offers."""

    def lands_named(self, words: tuple[str, ...]) -> tuple[str, ...]: ...

    def national_day(self, name: str, land: str, year: int) -> date | None: ...


@lru_cache(maxsize=1)
def _national() -> _NationalDays | None:
    """The countries' own feasts, loaded when a text first names one (the library is large).

    None where the ``holidays`` package is not installed: then their days stay unresolved.
    """
    try:
        return cast(_NationalDays, importlib.import_module("dateline.resolve.date_national"))
    except ModuleNotFoundError as missing:
        if missing.name != "holidays":
            raise
        return None


def land_of(feast: Feast) -> str | None:
    """The country whose day a feast is, as an ISO 3166-1 code: that beside it, else the only
    one that its sentence names.
    """
    national = _national() if feast.lands or feast.around else None
    if national is None:
        return None
    beside = national.lands_named(feast.lands)
    if beside:
        return beside[0]
    around = set(national.lands_named(feast.around))
    return around.pop() if len(around) == 1 else None


def feast_days(feast: Feast, year: int) -> tuple[Interval, ...]:
    """First and last days of a feast in a year; () where unknown.

    A rule "country 05-01" is 1 May where the words beside the feast name no country.
    """
    head, _, otherwise = feast.rule.partition(" ")
    if head == _LAND:
        land, _, name = otherwise.partition(" ")
        return _kept_by(land, name, year)
    if head != _COUNTRY:
        return feasts_in(feast.rule, year)
    return _kept_by(land_of(feast), feast.name, year) or feasts_in(otherwise, year)


def _kept_by(land: str | None, name: str, year: int) -> tuple[Interval, ...]:
    national = _national() if land is not None else None
    if national is None or land is None:
        return ()
    day = national.national_day(name, land, year)
    return ((day, day),) if day is not None else ()


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus), 1900-2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + days(13)


@lru_cache(maxsize=64)
def _table(name: str) -> tuple[date, ...]:
    data = date_data()
    names = data["feast_unions"].get(name, name).split("|")
    tables = (data["feast_tables"][n.strip()].split() for n in names)
    return tuple(sorted(date.fromisoformat(d) for table in tables for d in table))


def is_approximate(rule: str) -> bool:
    """Whether a feast's day comes from a table of moon-sighted days."""
    return not re.match(r"\d|easter|orthodox", rule)


@lru_cache(maxsize=512)
def feasts_in(rule: str, year: int) -> tuple[Interval, ...]:
    """The days of a feast (a rule of ``lang/en/dates.toml``) in a year; () where unknown."""
    if not rule or not FEAST_YEARS[0] <= year <= FEAST_YEARS[1]:
        return ()
    rule, _, length = rule.partition(" for ")
    last = days(int(length or 1) - 1)
    if " wd " in rule:
        base, _, numbers = rule.partition(" wd ")
        numbers, _, later = numbers.partition(" plus ")
        weekday, n = map(int, numbers.split())
        spans = (
            [month_of(year, int(base))]
            if base.isdigit()
            else [(first, first + days(29)) for first in _table(base) if first.year == year]
        )
        found = (nth_weekday(n, weekday, span) for span in spans)
        after = days(int(later or 0))
        return tuple((day + after, day + after) for day in found if day is not None)
    if re.fullmatch(r"\d\d-\d\d", rule):
        first = date.fromisoformat(f"{year}-{rule}")
        return ((first, first + last),)
    match = _TABLE_RULE.fullmatch(rule)
    assert match is not None, rule
    shift = days(int(match["shift"]))
    if match["name"] in ("easter", "orthodox"):
        first = (easter if match["name"] == "easter" else orthodox_easter)(year) + shift
        return ((first, first + last),)
    table = _table(match["name"])
    start = bisect_left(table, date(year, 1, 1) - shift)
    return tuple(
        (first + shift, first + shift + last)
        for first in table[start : start + 2]
        if (first + shift).year == year
    )
