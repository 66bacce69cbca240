"""Whether a place given is the place meant, where only a point of the gold place is known.

161 km (100 miles) is the distance within which the literature on toponyms counts a place as
right. Two gazetteers put the point of one country or region far apart (Canada's by 1,000 km),
so a country, unit, region or water whose name it is counts too, where the gold point lies in
it. Both counts are reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..records.entity import Place
from ..resolve.gazetteer import Gazetteer
from ..resolve.gazetteer_entry import kilometres

NEAR_KM = 161.0
_OFFSHORE_KM = 50.0
"""A gold point of a country may lie so far off its towns where it lies outside the outline."""
_SAME_REGION_KM = {"CONT": 4000.0, "OCN": 6000.0}
_SAME_REGION_OTHER_KM = 1200.0

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Right:
    """How many places lie near the gold point, and how many are the same place."""

    near: int
    same: int


class Truth:
    """Counts right places by one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def tally(self, given: Sequence[tuple[str, Place | None, Point | None]]) -> Right:
        """Of names, places given and gold points, those near and those right.

        A name without a gold point counts nowhere.
        """
        known = [(name, place, at) for name, place, at in given if at is not None]
        return Right(
            near=sum(is_near(place, at) for _, place, at in known),
            same=sum(is_same(place, at, name, self.gazetteer) for name, place, at in known),
        )


def is_near(place: Place | None, at: Point) -> bool:
    """Whether the place's point lies within 161 km."""
    if place is None or place.lat is None or place.lon is None:
        return False
    return kilometres((place.lat, place.lon), at) <= NEAR_KM


def is_same(place: Place | None, at: Point, name: str, gazetteer: Gazetteer) -> bool:
    """Whether it is near, or a country or unit of that name that holds the point."""
    if place is None or place.lat is None or place.lon is None or place.feature.startswith("PPL"):
        return is_near(place, at)
    if is_near(place, at):
        return True
    if not any((e.name, e.feature) == (place.name, place.feature) for e in gazetteer.lookup(name)):
        return False  # what holds a place of several is no answer to which of them it is
    if place.country is None:
        limit = _SAME_REGION_KM.get(place.feature, _SAME_REGION_OTHER_KM)
        return kilometres((place.lat, place.lon), at) <= limit
    if place.feature == "PCLI":
        return _holds(place.country, at, gazetteer)
    return _holds(place.country, at, gazetteer) and _in_unit(place, at, gazetteer)


def _in_unit(place: Place, at: Point, gazetteer: Gazetteer) -> bool:
    """Whether the town nearest the point lies in the unit."""
    assert place.country is not None
    if place.feature != "ADM1" or place.admin1 is None:
        return False
    own = gazetteer.town_points(place.country, place.admin1)
    every = gazetteer.town_points(place.country)
    return bool(own) and _nearest(own, at) <= _nearest(every, at)


def _nearest(points: tuple[Point, ...], at: Point) -> float:
    return min(kilometres(point, at) for point in points)


def _holds(iso3: str, at: Point, gazetteer: Gazetteer) -> bool:
    lat, lon = at
    inside = False
    for ring in gazetteer.outline(iso3):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    towns = gazetteer.town_points(iso3)
    return inside or (bool(towns) and _nearest(towns, at) <= _OFFSHORE_KM)
