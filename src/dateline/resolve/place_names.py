"""The names and words of place in English: the files `_FILES` of ``lang/en``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..errors import DataError
from .gazetteer_build import fold

_FILES = ("places.txt", "demonyms.txt", "regions.txt", "spots.txt", "former.txt")


@dataclass(frozen=True, slots=True)
class Region:
    """A named region that GeoNames' list of towns does not have; ``country`` is ISO-3."""

    name: str
    names: tuple[str, ...]
    country: str | None
    lat: float
    lon: float
    feature: str


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """A language's names of places; every key is folded (`gazetteer_build.fold`).

    ``shown`` gives a country's name to show by ISO-3, ``shown_towns`` a town's by its name
    in GeoNames and ISO-3; ``countries`` and ``demonyms`` the ISO-3 by name; ``guarded`` the
    names that count only in capitals (countries) or with a first capital (nationality
    words). ``aliases`` maps a news name to names in the gazetteer with their countries,
    ``former`` those of them that are names of the past, ``states`` an abbreviation to
    (country, state) pairs. ``words`` are the word classes, ``version`` a hash of the files.
    """

    shown: Mapping[str, str]
    shown_towns: Mapping[tuple[str, str], str]
    countries: Mapping[str, str]
    demonyms: Mapping[str, str]
    guarded: frozenset[str]
    seats: Mapping[str, str]
    aliases: Mapping[str, tuple[tuple[str, str], ...]]
    former: Mapping[str, frozenset[tuple[str, str]]]
    regions: tuple[Region, ...]
    states: Mapping[str, tuple[tuple[str, str], ...]]
    words: Mapping[str, frozenset[str]]
    measures: Mapping[str, float]
    numbers: Mapping[str, float]
    version: str


@cache
def load_place_names(language: str = "en") -> PlaceNames:
    """Read a language's tables. Raises `DataError` naming file and line."""
    folder = resources.files("dateline.lang").joinpath(language)
    try:
        texts = {name: folder.joinpath(name).read_text("utf-8") for name in _FILES}
    except OSError as exc:
        raise DataError(f"the place names of language {language!r} are missing: {exc}") from exc
    return read_place_names(
        texts["places.txt"],
        texts["demonyms.txt"],
        texts["former.txt"],
        {name: texts[name] for name in ("regions.txt", "spots.txt")},
    )


def read_place_names(
    places: str, demonyms: str, former: str, regions_of: Mapping[str, str]
) -> PlaceNames:
    """Read the tables from their text; ``regions_of`` maps a file's name to its regions."""
    guarded: set[str] = set()
    shown: dict[str, str] = {}
    countries: dict[str, str] = {}
    seats: dict[str, str] = {}
    aliases: dict[str, tuple[tuple[str, str], ...]] = {}
    shown_towns: dict[tuple[str, str], str] = {}
    regions = [r for name, text in regions_of.items() for r in _read_regions(name, text)]
    states: dict[str, tuple[tuple[str, str], ...]] = {}
    words: dict[str, frozenset[str]] = {}
    measures: dict[str, float] = {}
    numbers: dict[str, float] = {}
    for section, number, line in _lines(places):
        try:
            if section == "countries":
                iso3, names = _two(line, ":")
                first, *_ = every = [name.strip() for name in names.split("=")]
                shown[iso3] = first
                for name in every:
                    countries[_key(name, guarded)] = iso3
            elif section == "seats":
                city, _, iso3 = line.rpartition(" ")
                seats[fold(city)] = iso3
            elif section == "aliases":
                alias, target = _two(line, "=")
                show = target.startswith("=")
                name, iso3 = (part.strip() for part in target.lstrip("= ").rsplit(",", 1))
                if show:
                    shown_towns[fold(name), iso3] = alias
                key = fold(alias)
                aliases[key] = (*aliases.get(key, ()), (fold(name), iso3))
            elif section == "states":
                iso3, items = _two(line, ":")
                for item in items.split(";"):
                    short, name = _two(item, "=")
                    for form in short.split():
                        states[form] = (*states.get(form, ()), (iso3, fold(name)))
            elif section in ("measures", "numbers"):
                units, value = _two(line, "=")
                table = measures if section == "measures" else numbers
                table |= dict.fromkeys(units.split(), float(value))
            elif section == "words":
                kind, members = _two(line, ":")
                words[kind] = frozenset(word.replace("_", " ") for word in members.split())
            else:
                raise ValueError(f"unknown section [{section}]")
        except ValueError as exc:
            raise DataError(f"places.txt:{number}: {exc}: {line!r}") from exc
    past = _read_former(former, countries, aliases)
    return PlaceNames(
        shown=shown,
        shown_towns=shown_towns,
        countries=countries,
        demonyms=_read_demonyms(demonyms, guarded),
        guarded=frozenset(guarded),
        seats=seats,
        aliases=aliases,
        former=past,
        regions=tuple(regions),
        states=states,
        words=words,
        measures=measures,
        numbers=numbers,
        version=_hash(places, demonyms, former, *regions_of.values()),
    )


def _hash(*texts: str) -> str:
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:8]


def _read_former(
    text: str, countries: dict[str, str], aliases: dict[str, tuple[tuple[str, str], ...]]
) -> dict[str, frozenset[tuple[str, str]]]:
    """Add names of the past to ``countries`` and ``aliases``; those of towns are given back."""
    past: dict[str, frozenset[tuple[str, str]]] = {}
    for _, number, line in _lines(text):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) < 4 or parts[3] not in ("country", "town") or len(parts[1]) != 3:
            raise DataError(f"former.txt:{number}: expected 'name | ISO | today | kind': {line!r}")
        key, iso3, target = fold(parts[0]), parts[1], (fold(parts[2]), parts[1])
        if parts[3] == "country":
            countries.setdefault(key, iso3)
        elif target not in aliases.get(key, ()):
            aliases[key] = (*aliases.get(key, ()), target)
            past[key] = past.get(key, frozenset()) | {target}
    return past


def _read_regions(name: str, text: str) -> Iterator[Region]:
    for _, number, line in _lines(text):
        try:
            yield _region(line)
        except ValueError as exc:
            raise DataError(f"{name}:{number}: {exc}: {line!r}") from exc


def _read_demonyms(text: str, guarded: set[str]) -> dict[str, str]:
    table: dict[str, str] = {}
    for _, number, line in _lines(text):
        names, arrow, iso3 = line.partition("->")
        if not arrow or len(iso3.strip()) != 3:
            raise DataError(f"demonyms.txt:{number}: expected 'word; word -> ISO': {line!r}")
        for name in names.split(";"):
            table[_key(name, guarded)] = iso3.strip()
    return table


def _key(name: str, guarded: set[str]) -> str:
    key = fold(name.strip().removesuffix("!"))
    if name.strip().endswith("!"):
        guarded.add(key)
    return key


def _region(line: str) -> Region:
    names, country, where, feature = (part.strip() for part in line.split("|"))
    every = tuple(name.strip() for name in names.split("="))
    lat, lon = map(float, where.split())
    return Region(every[0], every, None if country == "-" else country, lat, lon, feature)


def _two(text: str, separator: str) -> tuple[str, str]:
    left, found, right = text.partition(separator)
    if not found:
        raise ValueError(f"no {separator!r}")
    return left.strip(), right.strip()


def _lines(text: str) -> Iterator[tuple[str, int, str]]:
    section = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            yield section, number, line
