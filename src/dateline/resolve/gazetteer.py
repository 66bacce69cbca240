"""Look up names of places: countries, first-level divisions, regions, towns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from ..errors import DataError, DatelineError
from .gazetteer_build import (
    COMMAND,
    COMMAND_FULL,
    COORDINATE,
    MIN_SPELLING,
    NAME,
    PATH,
    TOWN_PEOPLE,
    VERSION,
    fold,
    readable,
    spelling_keys,
    unpacked,
    without_articles,
)
from .gazetteer_entry import GazetteerEntry, distance_km, kilometres, prior, priors
from .place_names import PlaceNames, load_place_names
from .user_places import NO_PLACES, load_places

__all__ = ["Gazetteer", "GazetteerEntry", "distance_km", "kilometres", "prior", "priors"]

_LOOKUP = """
SELECT p.id, p.name, p.country, p.admin1, p.admin2, p.lat, p.lon, p.feature, p.population, n.kind
FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ?"""
_BY_ID = """
SELECT id, name, country, admin1, admin2, lat, lon, feature, population, 0
FROM place WHERE id = ?"""
_SPELLING = "SELECT key, place FROM spelling WHERE key >= ? AND key < ?"
_POINTS = "SELECT lat, lon, admin1 FROM place WHERE country = ? AND feature LIKE 'PPL%'"
_PEOPLED = f"{_POINTS} AND population >= {TOWN_PEOPLE}"
_COUNTRY = "SELECT {} FROM country WHERE iso3 = ?"
_LARGE = 300_000
_TOWN_NOT_DISTRICT = 10_000
"""A town of so many people is meant, not the district of its name, where a name stands alone."""
_MOSTLY_THERE = 0.75
_LEAST_AT_HOME = 0.05
"""Of the people in all places of a name: what one country needs, and what the context's does."""
_LAST = "\U0010ffff"
_MMAP = 1 << 26


class Gazetteer:
    """The gazetteer file, opened read-only, with one language's names laid over it.

    ``version`` names the data: GeoNames' build, a hash of the language's tables, and one of
    the user's own places where there are any.
    """

    def __init__(self, connection: sqlite3.Connection, names: PlaceNames) -> None:
        self._connection = connection
        self.names = names
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        self.version = f"{meta['version']}+{names.version}"
        self._points_query = _POINTS if meta["version"] == VERSION else _PEOPLED
        self._own = NO_PLACES
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
        self._admin2: dict[int, str] = dict(connection.execute("SELECT id, name FROM admin2"))
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
        self._near = lru_cache(maxsize=256)(self._find_neighbours)
        self._points = lru_cache(maxsize=256)(self._find_points)

    @classmethod
    def open(
        cls, path: Path | None = None, *, language: str = "en", places: Path | None = None
    ) -> Gazetteer:
        """Open the file at ``path``, the package's own by default; lay ``places`` over it.

        Raises `DataError` where the file is missing, damaged or of another layout, and
        `InputError` where the user's places cannot be read.
        """
        path = path or PATH
        advice = f"build it with: {COMMAND if path == PATH else COMMAND_FULL}"
        if not path.is_file():
            raise DataError(f"the gazetteer is missing ({path}); {advice}")
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            connection.execute(f"PRAGMA mmap_size = {_MMAP}")
            row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            if row is None or not (row[0] == VERSION if path == PATH else readable(row[0])):
                found = row[0] if row else "no version"
                raise DataError(f"the gazetteer {path} is {found}, not {VERSION}; {advice}")
            gazetteer = cls(connection, load_place_names(language))
            if places is not None:
                gazetteer._own = load_places(places, gazetteer)
                gazetteer.version += f"+{gazetteer._own.version}"
        except sqlite3.DatabaseError as exc:
            connection.close()
            raise DataError(f"the gazetteer {path} cannot be read ({exc}); {advice}") from exc
        except DatelineError:
            connection.close()
            raise
        return gazetteer

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

    def country_code(self, word: str) -> str | None:
        """ISO-3 of a country given by its ISO code, two letters or three, or by its name."""
        code = word.strip().upper()
        found = self._iso3.get(code) or (code if code in self._iso2 else None)
        return found or self._countries.get(fold(word).removeprefix("the "))

    def division_name(self, iso3: str, name: str) -> str:
        """The gazetteer's own name of a first-level unit called so, else the name as it is."""
        found = self._find(fold(name).removeprefix("the "))
        units = (e.admin1 for e in found if e.feature == "ADM1" and e.country == iso3)
        return next(units, None) or name

    def iso2(self, iso3: str) -> str:
        """ISO 3166-1 alpha-2. Raises `KeyError` for an unknown code."""
        return self._iso2[iso3]

    def fips(self, iso3: str) -> str:
        """FIPS 10-4 code, as GDELT writes countries; "" where there is none."""
        found = self._connection.execute(_COUNTRY.format("fips"), (iso3,)).fetchone()
        return str(found[0]) if found else ""

    def neighbours(self, iso3: str) -> frozenset[str]:
        """ISO-3 of the countries that share a border with it."""
        return self._near(iso3)

    def outline(self, iso3: str) -> list[list[tuple[float, float]]]:
        """Rings of longitude and latitude: the country's outline to some 3 km; [] if unknown."""
        found = self._connection.execute(_COUNTRY.format("outline"), (iso3,)).fetchone()
        return unpacked(found[0]) if found else []

    def capital_of(self, name: str) -> str | None:
        """ISO-3 of the country whose capital or seat of government the name means first."""
        key = fold(name).removeprefix("the ")
        seat = self.names.seats.get(key)
        if seat is not None:
            return seat
        towns = [entry for entry in self.lookup(name) if entry.is_town]
        if not towns or towns[0].feature != "PPLC":
            return None
        country = towns[0].country
        return country if towns[0].match == "name" or self.home_of(name, None) == country else None

    def home_of(self, name: str, hint: str | None) -> str | None:
        """ISO-3 of the country that a town's or region's name means, standing alone.

        None where no country has most of the people that live in places of the name; ``hint``,
        the country of the context, is taken where it has a place of the name at all.
        """
        shares: dict[str, float] = {}
        for entry in self.lookup(name):
            if entry.country and not entry.is_country:
                shares[entry.country] = shares.get(entry.country, 0.0) + 10.0 ** prior(entry)
        if not shares:
            return None
        total = sum(shares.values())
        if hint is not None and shares.get(hint, 0.0) >= _LEAST_AT_HOME * total:
            return hint
        best = max(shares, key=lambda iso3: (shares[iso3], iso3))
        return best if shares[best] >= _MOSTLY_THERE * total else None

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
        return self._own.laid_over(self.shipped(key), key)

    def shipped(self, key: str) -> list[GazetteerEntry]:
        """The places of a folded name in the file and in the language's tables."""
        entries = [self._entry(row) for row in self._connection.execute(_LOOKUP, (key,))]
        for target, iso3 in self.names.aliases.get(key, ()):
            for row in self._connection.execute(_LOOKUP, (target,)):
                entry = self._entry(row)
                if entry.country == iso3 and entry.is_town and entry.match == "name":
                    entries = [e for e in entries if e.geonames_id != entry.geonames_id]
                    former = (target, iso3) in self.names.former.get(key, ())
                    entries.append(replace(entry, match="former") if former else entry)
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
        """ "Anbar province" as the division Anbar, "Northern Europe" as about Europe."""
        stem, _, last = key.rpartition(" ")
        if not stem:
            return []
        first, _, rest = key.partition(" ")
        if first in self.names.words["direction"] or first == "greater":
            return [e for e in self._named(rest) if e.match == "name" and _is_large(e)]
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
        entries = self.lookup(text)
        towns = {e.country for e in entries if e.is_town and e.population >= _TOWN_NOT_DISTRICT}
        found = states or [
            e for e in entries if e.holds_towns and not (e.is_second_level and e.country in towns)
        ]
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
            for lat, lon, code in self._connection.execute(self._points_query, (country,))
            if admin1 is None or self._admin1.get((country, code)) == admin1
        )

    def _find_neighbours(self, iso3: str) -> frozenset[str]:
        found = self._connection.execute(_COUNTRY.format("neighbours"), (iso3,)).fetchone()
        codes = found[0].split(",") if found else []
        return frozenset(self._iso3[code] for code in codes if code in self._iso3)

    def _entry(
        self, row: tuple[int, str, str, str, int, int, int, str, int, int]
    ) -> GazetteerEntry:
        place, name, iso2, code, second, lat, lon, feature, population, kind = row
        iso3 = self._iso3[iso2]
        if feature == "PCLI":
            name = self._shown[iso3]
        elif feature.startswith("PPL"):
            name = self.names.shown_towns.get((fold(name), iso3), name)
        entry = GazetteerEntry(
            name=name,
            country=iso3,
            admin1=self._admin1.get((iso2, code)),
            lat=lat / COORDINATE,
            lon=lon / COORDINATE,
            geonames_id=place if place > 0 else None,
            feature=feature,
            population=population,
            match="name" if kind == NAME else "alternate",
            admin2=self._admin2.get(second),
        )
        own = self._own.instead_of.get(place)
        return entry if own is None else replace(own, match=entry.match)


def _is_large(entry: GazetteerEntry) -> bool:
    """Whether parts of it are spoken of: a country, unit or region, or a large town."""
    return not entry.is_town or entry.population >= _LARGE


def _has_capitals(name: str) -> bool:
    """Whether an abbreviation is written as one: "US" or "U.S.", not "us"."""
    return "." in name or name.upper() == name
