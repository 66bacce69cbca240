"""Look up names of places: countries, first-level divisions, regions, towns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, log10, radians, sin, sqrt
from pathlib import Path
from typing import Literal

from rapidfuzz.distance import OSA

from ..errors import DataError
from .gazetteer_build import (
    COMMAND,
    COORDINATE,
    MIN_SPELLING,
    NAME,
    PATH,
    VERSION,
    fold,
    spelling_keys,
    without_articles,
)
from .place_names import PlaceNames, load_place_names

Match = Literal["name", "alternate"]

_LOOKUP = """
SELECT p.id, p.name, p.country, p.admin1, p.lat, p.lon, p.feature, p.population, n.kind
FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ?"""
_BY_ID = """
SELECT id, name, country, admin1, lat, lon, feature, population, 0 FROM place WHERE id = ?"""
_SPELLING = "SELECT key, place FROM spelling WHERE key >= ? AND key < ?"
_POINTS = "SELECT lat, lon, admin1 FROM place WHERE country = ? AND feature LIKE 'PPL%'"
_LAST = "\U0010ffff"
_REGION_PRIOR = 5.0
_TOWN_OF_DIVISION = 50_000
"""A division's own town of its name is meant before it from so many people on."""
_MMAP = 1 << 26


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A place that a name can mean; ``country`` is ISO-3, None for a region of several."""

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    geonames_id: int | None
    feature: str
    population: int
    match: Match = "name"

    @property
    def is_country(self) -> bool:
        return self.feature == "PCLI"

    @property
    def is_town(self) -> bool:
        return self.feature.startswith("PPL")

    @property
    def holds_towns(self) -> bool:
        """Whether a text can say that a town lies in it: a country, division or region."""
        return not self.is_town


def prior(entry: GazetteerEntry) -> float:
    """How likely a bare name means this place: about the logarithm of its people.

    Countries come first; a capital is worth more, an alternate name less; a division
    stands behind the town it is named after.
    """
    if entry.is_country:
        score = log10(entry.population + 100) + 3.0
    elif entry.is_town:
        score = log10(entry.population + 100) + (0.7 if entry.feature == "PPLC" else 0.0)
    elif entry.population:
        score = log10(entry.population + 100) - 0.6
    else:
        score = _REGION_PRIOR
    return score - (1.5 if entry.match == "alternate" else 0.0)


def priors(entries: Sequence[GazetteerEntry]) -> list[float]:
    """The `prior` of each place of a name; a division stands behind its town of that name."""
    towns: dict[tuple[str | None, str | None], float] = {
        (e.country, e.admin1): prior(e)
        for e in reversed(entries)
        if e.is_town and e.admin1 and e.match == "name" and e.population >= _TOWN_OF_DIVISION
    }
    found = []
    for entry in entries:
        value = prior(entry)
        if entry.feature == "ADM1" and (entry.country, entry.admin1) in towns:
            value = min(value, towns[entry.country, entry.admin1] - 0.3)
        found.append(value)
    return found


def distance_km(a: GazetteerEntry, b: GazetteerEntry) -> float:
    """The great-circle distance."""
    lat1, lat2 = radians(a.lat), radians(b.lat)
    h = sin((lat2 - lat1) / 2) ** 2
    h += cos(lat1) * cos(lat2) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(h)))


class Gazetteer:
    """The gazetteer file, opened read-only, with one language's names laid over it.

    ``version`` names the data: GeoNames' build and a hash of the language's tables.
    """

    def __init__(self, connection: sqlite3.Connection, names: PlaceNames) -> None:
        self._connection = connection
        self.names = names
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        self.version = f"{meta['version']}+{names.version}"
        rows = connection.execute("SELECT iso2, iso3, name, place FROM country").fetchall()
        self._iso3: dict[str, str] = {iso2: iso3 for iso2, iso3, _, _ in rows}
        self._iso2: dict[str, str] = {iso3: iso2 for iso2, iso3, _, _ in rows}
        self._shown: dict[str, str] = {
            iso3: names.shown.get(iso3, name) for _, iso3, name, _ in rows
        }
        self._country_id: dict[str, int] = {iso3: place for _, iso3, _, place in rows}
        self._countries: dict[str, str] = {fold(name): iso3 for _, iso3, name, _ in rows} | dict(
            names.countries
        )
        self._admin1: dict[tuple[str, str], str] = {
            (country, code): name
            for country, code, name in connection.execute("SELECT country, code, name FROM admin1")
        }
        self._regions: dict[str, tuple[GazetteerEntry, ...]] = {}
        for region in names.regions:
            entry = GazetteerEntry(
                region.name, region.country, None, region.lat, region.lon, None, region.feature, 0
            )
            for name in region.names:
                key = fold(name)
                self._regions[key] = (*self._regions.get(key, ()), entry)
        self._found = lru_cache(maxsize=8192)(self._find)
        self._known = lru_cache(maxsize=8192)(lambda key: bool(key and self._named(key)))
        self._held = lru_cache(maxsize=2048)(self._find_holders)
        self._similar = lru_cache(maxsize=2048)(self._find_similar)
        self._points = lru_cache(maxsize=256)(self._find_points)

    @classmethod
    def open(cls, path: Path | None = None, *, language: str = "en") -> Gazetteer:
        """Open the file at ``path``, the package's own by default.

        Raises `DataError` where it is missing, damaged or of another version.
        """
        path = path or PATH
        if not path.is_file():
            raise DataError(f"the gazetteer is missing ({path}); build it with: {COMMAND}")
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            connection.execute(f"PRAGMA mmap_size = {_MMAP}")
            row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            if row is None or row[0] != VERSION:
                found = row[0] if row else "no version"
                raise DataError(
                    f"the gazetteer {path} is {found}, not {VERSION}; build it with: {COMMAND}"
                )
            return cls(connection, load_place_names(language))
        except sqlite3.DatabaseError as exc:
            connection.close()
            raise DataError(
                f"the gazetteer {path} cannot be read ({exc}); build it with: {COMMAND}"
            ) from exc

    def close(self) -> None:
        self._connection.close()

    # -- places ----------------------------------------------------------------------------

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """Every place of this name, the likeliest first (`prior`); () where there is none."""
        key = fold(name)
        entries = self._found(key.removeprefix("the ")) if key else ()
        if key in self.names.guarded and not _has_capitals(name):
            return tuple(e for e in entries if not e.is_country)
        return entries

    def knows(self, name: str) -> bool:
        """Whether some place has just this name, no "province" or "city" taken off."""
        return self._known(fold(name).removeprefix("the "))

    def similar(self, name: str, countries: Iterable[str]) -> tuple[GazetteerEntry, ...]:
        """Larger places in ``countries`` (ISO-3) whose name is one letter from ``name``.

        Only names of seven letters or more are compared.
        """
        folded = without_articles(fold(name))
        if len(folded) < MIN_SPELLING:
            return ()
        return self._similar(folded, tuple(sorted(set(countries))))

    def holders(self, name: str) -> tuple[GazetteerEntry, ...]:
        """What a name or abbreviation means after a town: countries, divisions, regions.

        "Iraq", "Iraqi", "Texas", "Tex.", "TX", "Anbar" and "the Donbas" all mean one.
        """
        return self._held(name.strip())

    def country_entry(self, iso3: str) -> GazetteerEntry:
        """The country itself as a place."""
        row = self._connection.execute(_BY_ID, (self._country_id[iso3],)).fetchone()
        return self._entry(row)

    def town_points(self, iso3: str, admin1: str | None = None) -> tuple[tuple[float, float], ...]:
        """Latitude and longitude of every town of a country, or of one of its divisions."""
        return self._points(iso3, admin1)

    # -- countries -------------------------------------------------------------------------

    def country(self, name_or_demonym: str) -> str | None:
        """ISO-3 of a country's name or nationality word ("the U.S.", "DRC", "Iraqis")."""
        key = fold(name_or_demonym).removeprefix("the ")
        found = self._countries.get(key)
        if found is None or (key in self.names.guarded and not _has_capitals(name_or_demonym)):
            return self.demonym(name_or_demonym)
        return found

    def demonym(self, word: str) -> str | None:
        """ISO-3 of a nationality word ("Iraqi", "Filipinos"), else None."""
        key = fold(word).removeprefix("the ")
        for form in (key, key.removesuffix("s")):
            found = self.names.demonyms.get(form)
            if found is not None:
                return None if form in self.names.guarded and not word[:1].isupper() else found
        return None

    def country_name(self, iso3: str) -> str:
        """The name to show; the code itself where it is unknown."""
        return self._shown.get(iso3, iso3)

    def iso2(self, iso3: str) -> str:
        """ISO 3166-1 alpha-2. Raises `KeyError` for an unknown code."""
        return self._iso2[iso3]

    def capital_of(self, name: str) -> str | None:
        """ISO-3 of the country whose capital or seat of government the name means first."""
        key = fold(name).removeprefix("the ")
        seat = self.names.seats.get(key)
        if seat is not None:
            return seat
        towns = [entry for entry in self.lookup(name) if entry.is_town]
        if not towns or towns[0].feature != "PPLC" or towns[0].match != "name":
            return None
        return towns[0].country

    # -- inside ----------------------------------------------------------------------------

    def _find(self, key: str) -> tuple[GazetteerEntry, ...]:
        found = self._named(key)
        if not found:
            bare = without_articles(key)
            found = self._named(bare) if bare != key else []
        if not found:
            found = self._without_word(key)
        weighed = zip(found, priors(found), strict=True)
        ranked = sorted(weighed, key=lambda w: (-w[1], w[0].country or "", w[0].geonames_id or 0))
        return tuple(entry for entry, _ in ranked)

    def _named(self, key: str) -> list[GazetteerEntry]:
        entries = [self._entry(row) for row in self._connection.execute(_LOOKUP, (key,))]
        for target, iso3 in self.names.aliases.get(key, ()):
            for row in self._connection.execute(_LOOKUP, (target,)):
                entry = self._entry(row)
                if entry.country == iso3 and entry.is_town and entry.match == "name":
                    entries = [e for e in entries if e.geonames_id != entry.geonames_id]
                    entries.append(entry)
        country = self._countries.get(key)
        if country is not None and not any(e.is_country and e.country == country for e in entries):
            entries.append(self.country_entry(country))
        known = {(entry.country, entry.feature) for entry in entries}
        entries += [
            region
            for region in self._regions.get(key, ())
            if (region.country, "ADM1") not in known or region.country is None
        ]
        return entries

    def _without_word(self, key: str) -> list[GazetteerEntry]:
        """ "Anbar province" as the division Anbar, "Benghazi city" as the town."""
        stem, _, last = key.rpartition(" ")
        if not stem:
            return []
        if last in self.names.words["admin"]:
            return [entry for entry in self._named(stem) if not entry.is_town]
        if last in self.names.words["town"]:
            return [entry for entry in self._named(stem) if entry.is_town]
        return []

    def _find_holders(self, text: str) -> tuple[GazetteerEntry, ...]:
        states = [
            entry
            for iso3, folded in self.names.states.get(text, ())
            for entry in self._found(folded)
            if entry.feature == "ADM1" and entry.country == iso3
        ]
        found = states or [entry for entry in self.lookup(text) if entry.holds_towns]
        if not found:
            country = self.country(text)
            found = [self.country_entry(country)] if country else []
        return tuple(found)

    def _find_similar(self, folded: str, countries: tuple[str, ...]) -> tuple[GazetteerEntry, ...]:
        half = (len(folded) - 2) // 2
        places: set[int] = set()
        for iso2 in filter(None, map(self._iso2.get, countries)):
            forward, backward = spelling_keys(iso2, folded)
            for key in (forward, backward):
                start = key[: 3 + half]
                for spelling, place in self._connection.execute(_SPELLING, (start, start + _LAST)):
                    if OSA.distance(spelling, key, score_cutoff=1) <= 1:
                        places.add(place)
        entries = [self._entry(self._connection.execute(_BY_ID, (p,)).fetchone()) for p in places]
        return tuple(sorted(entries, key=lambda e: (-prior(e), e.geonames_id or 0)))

    def _find_points(self, iso3: str, admin1: str | None) -> tuple[tuple[float, float], ...]:
        country = self._iso2[iso3]
        return tuple(
            (lat / COORDINATE, lon / COORDINATE)
            for lat, lon, code in self._connection.execute(_POINTS, (country,))
            if admin1 is None or self._admin1.get((country, code)) == admin1
        )

    def _entry(self, row: tuple[int, str, str, str, int, int, str, int, int]) -> GazetteerEntry:
        place, name, iso2, code, lat, lon, feature, population, kind = row
        iso3 = self._iso3[iso2]
        if feature == "PCLI":
            name = self._shown[iso3]
        elif feature.startswith("PPL"):
            name = self.names.shown_towns.get((fold(name), iso3), name)
        return GazetteerEntry(
            name=name,
            country=iso3,
            admin1=self._admin1.get((iso2, code)),
            lat=lat / COORDINATE,
            lon=lon / COORDINATE,
            geonames_id=place if place > 0 else None,
            feature=feature,
            population=population,
            match="name" if kind == NAME else "alternate",
        )


def _has_capitals(name: str) -> bool:
    """Whether an abbreviation is written as one: "US" or "U.S.", not "us"."""
    return "." in name or name.upper() == name
