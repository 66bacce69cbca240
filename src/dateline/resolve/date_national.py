"""National days by country, from the ``holidays`` library (its data lies in its wheel).

`date_feasts` loads this module when a text first names such a day: the library takes about
80 ms, and no other text should wait for it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays
from holidays.registry import COUNTRIES

from .gazetteer_build import fold
from .place_names import load_place_names

_AROUND = 12
"""How many years off a day is looked for where the library has none: a holiday suspended in
wartime, a year it does not cover. Taken only where it fell on one day of the year throughout."""
_ENOUGH = 3
"""In how many years a day must be known to be taken for a fixed one."""
_ADDED = frozenset(
    "of the and national anniversary restoration proclamation declaration republic peoples "
    "holiday state estimated observed".split()
)
"""What the library's name may say beside the words spoken: "National Independence Day"."""
_SPELT = {"labour": "labor", "workers": "labor", "defense": "defence"}
_OTHER_NAMES = {
    frozenset(("independence", "day")): frozenset(("national", "day")),
    frozenset(("national", "day")): frozenset(("independence", "day")),
}
"""One name for the other, where a country has only the other."""
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")


def lands_named(words: tuple[str, ...]) -> tuple[str, ...]:
    """The ISO 3166-1 alpha-3 codes of those of ``words`` that name a country or people."""
    lands = _lands()
    found: list[str] = []
    for phrase in words:
        parts = phrase.split()
        spans = [parts[i:] for i in range(len(parts))] + [parts[:1]]
        found.extend(c for span in spans if (c := lands.get(fold(" ".join(span)))))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=512)
def national_day(name: str, land: str, year: int) -> date | None:
    """The day that ``land`` keeps under ``name`` in a year, None where that is not known."""
    for spoken in (_words(name), _OTHER_NAMES.get(_words(name))):
        if spoken is None:
            continue
        day = _named(spoken, land, year) or _as_in_other_years(spoken, land, year)
        if day is not None:
            return day
    return None


def _as_in_other_years(spoken: frozenset[str], land: str, year: int) -> date | None:
    years = range(max(1, year - _AROUND), year + _AROUND + 1)
    found = [day for y in years if (day := _named(spoken, land, y)) is not None]
    days = {(day.month, day.day) for day in found}
    if len(found) < _ENOUGH or len(days) != 1 or days == {(2, 29)}:
        return None
    return date(year, *days.pop())


@lru_cache(maxsize=1)
def _lands() -> Mapping[str, str]:
    """Folded names of countries and peoples -> the library's codes."""
    names = load_place_names()
    lands = {fold(_JOINED.sub(" ", code[0])): code[2] for code in COUNTRIES.values()}
    known = set(lands.values())
    spoken = {**names.demonyms, **names.countries}
    return lands | {name: code for name, code in spoken.items() if code in known}


@lru_cache(maxsize=256)
def _kept(land: str, year: int) -> Mapping[date, tuple[frozenset[str], ...]]:
    """The words of the names of a country's feasts, by day."""
    kind = getattr(holidays, land)
    language = "en_US" if "en_US" in kind.supported_languages else None
    with warnings.catch_warnings():
        # some countries are covered for a few years only
        warnings.simplefilter("ignore", UserWarning)
        days = holidays.country_holidays(
            land,
            years=year,
            observed=False,
            language=language,
            categories=kind.supported_categories,
        )
    return {day: tuple(_words(name) for name in days.get_list(day)) for day in sorted(days)}


def _named(spoken: frozenset[str], land: str, year: int) -> date | None:
    """The day whose name says the words spoken and least beside them."""
    own = _own_words(land)
    best: tuple[int, date] | None = None
    for day, names in _kept(land, year).items():
        for words in names:
            beside = words - spoken
            if spoken <= words and beside <= _ADDED | own and (not best or len(beside) < best[0]):
                best = (len(beside), day)
    return best[1] if best else None


@lru_cache(maxsize=256)
def _own_words(land: str) -> frozenset[str]:
    """The words that name a country or its people: "Cyprus Independence Day"."""
    names = (name for name, code in _lands().items() if code == land)
    return frozenset(word for name in names for word in _words(name))


def _words(name: str) -> frozenset[str]:
    """The words of a feast's name, without apostrophes."""
    plain = fold(name.replace("'s", "").replace("’s", ""))
    return frozenset(_SPELT.get(w, w) for w in re.findall(r"[a-z]+", plain))
