"""A place that a name can mean, and how likely the bare name means it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt
from typing import Literal

Match = Literal["name", "alternate", "former"]
_LESS_MEANT = {"name": 0.0, "alternate": 1.5, "former": 3.0}

WATERS = frozenset("SEA GULF BAY STRT CHN OCN LK RSV STM CNL DAM".split())
SPOTS = frozenset("PPLX SQR CMP XING BASE AIRP PRIS BLDG BDG RD PS REL MN PORT HSP UNIV".split())
"""Features of places inside or beside a town."""

_REGION_PRIOR = 5.0
_LESSER_PRIOR = 3.0
"""Of a square, river or the like in GeoNames' dump; those written by hand are better known."""
_TOWN_OF_DIVISION = 50_000
"""A division's own town of its name is meant before it from so many people on."""
_SECOND_LEVEL = 1.5
"""So much less is a second-level unit meant than a first-level one of as many people."""


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A place that a name can mean.

    ``country`` is ISO-3, None for a region of several; ``admin1`` and ``admin2`` name the
    units it lies in (a unit lies in itself), None where unknown.
    """

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    geonames_id: int | None
    feature: str
    population: int
    match: Match = "name"
    admin2: str | None = None

    @property
    def is_country(self) -> bool:
        return self.feature == "PCLI"

    @property
    def is_town(self) -> bool:
        return self.feature.startswith("PPL")

    @property
    def is_second_level(self) -> bool:
        """A district or county; ``ADMD`` is one of which only the unit around it is placed."""
        return self.feature in ("ADM2", "ADMD")

    @property
    def holds_towns(self) -> bool:
        """Whether a text can say that a town lies in it: a country, unit or region."""
        return not self.is_town and self.feature not in SPOTS


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
        score -= _SECOND_LEVEL if entry.is_second_level else 0.0
    elif entry.geonames_id is None or entry.feature.startswith("ADM"):
        score = _REGION_PRIOR
    else:
        score = _LESSER_PRIOR
    return score - _LESS_MEANT[entry.match]


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
    return kilometres((a.lat, a.lon), (b.lat, b.lon))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points given as latitude and longitude in degrees."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(half)))
