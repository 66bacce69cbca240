"""Which part of the earth a map shows, and where on the picture a place comes to lie.

The projection is equirectangular, narrowed by the cosine of the middle latitude, so that a
kilometre is as long to the east as to the north there. Longitudes are counted from the middle
of the view, so that Fiji's or Chukotka's places stay together across the antimeridian.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

KM_A_DEGREE = 111.32
_ACROSS_KM = 150.0
"""No view is narrower."""
_MARGIN = 0.11
"""Of the picture's width, left free on each side around the places."""
_WORLD = 0.95
"""Of the picture's width, what the whole world fills."""
_STEEPEST = 80.0
"""Latitude past which the view is narrowed no more."""
_BAR_STEPS = (1, 2, 5)
_TOGETHER_KM, _EARTH_KM = 1500.0, 6371.0
_MOST_GROUPED = 400


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture's size, in pixels as it is meant to be seen."""

    name: str
    width: int
    height: int


WIDE, NARROW = Frame("wide", 640, 360), Frame("narrow", 352, 264)
INSETS = {WIDE: Frame("inset", 192, 108), NARROW: Frame("inset", 140, 84)}


@dataclass(frozen=True, slots=True)
class Area:
    """A place to show with some kilometres around it."""

    lon: float
    lat: float
    reach: float = 0.0


@dataclass(frozen=True, slots=True)
class View:
    """A frame laid over the earth: its middle, and pixels for a degree of latitude."""

    frame: Frame
    lon: float
    lat: float
    scale: float

    @property
    def across(self) -> float:
        """Pixels for a degree of longitude."""
        return self.scale * _narrowing(self.lat)

    @property
    def km_across(self) -> float:
        return self.frame.width / self.scale * KM_A_DEGREE

    def offset(self, lon: float) -> float:
        """Degrees of longitude from the middle, the shorter way round."""
        return (lon - self.lon + 180.0) % 360.0 - 180.0

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place lies on the picture, in pixels from its upper left corner."""
        return (
            self.frame.width / 2 + self.offset(lon) * self.across,
            self.frame.height / 2 - (lat - self.lat) * self.scale,
        )

    def widened(self, factor: float) -> View:
        """The same middle with more around it."""
        return replace(self, scale=self.scale / factor)


def fit(areas: Sequence[Area], frame: Frame) -> View:
    """The closest view that shows all of ``areas`` with a margin, 150 km across at least."""
    reaches = [area.reach / KM_A_DEGREE for area in areas]
    south, north = _ends([area.lat for area in areas], reaches)
    lat = (south + north) / 2
    squeeze = _narrowing(lat)
    start = _westernmost([area.lon for area in areas])
    left, right = _ends([(area.lon % 360.0 - start) % 360.0 * squeeze for area in areas], reaches)
    free = 1 - 2 * _MARGIN, frame.height / frame.width - 2 * _MARGIN
    wide = min((right - left) / free[0], 360.0 * squeeze / _WORLD)
    degrees = max(wide, (north - south) / free[1], _ACROSS_KM / KM_A_DEGREE)
    lon = start + (left + right) / 2 / squeeze
    return View(frame, (lon + 180.0) % 360.0 - 180.0, lat, frame.width / degrees)


def groups(areas: Sequence[Area]) -> list[list[int]]:
    """Indices of places that hang together by steps of at most 1,500 km, the first first.

    Hundreds of places are everywhere: they are one group.
    """
    if len(areas) > _MOST_GROUPED:
        return [list(range(len(areas)))]
    step = 2 * math.sin(_TOGETHER_KM / _EARTH_KM / 2)
    points = [_on_sphere(area) for area in areas]
    left = list(range(len(areas)))
    found = []
    while left:
        group, left = [left[0]], left[1:]
        for here in group:  # grows while it is walked
            near = [i for i in left if math.dist(points[here], points[i]) <= step]
            group += near
            left = [i for i in left if i not in near]
        found.append(sorted(group))
    return found


def bar(view: View, limit: float = 110.0) -> tuple[int, float] | None:
    """A round number of kilometres and its length in pixels; None where distances vary too much.

    Along the view's middle latitude, at most ``limit`` pixels long.
    """
    if view.km_across > 6000:
        return None
    a_km = view.scale / KM_A_DEGREE
    best = 1
    for power in range(4):
        for step in _BAR_STEPS:
            if step * 10**power * a_km <= limit:
                best = step * 10**power
    return best, best * a_km


def _narrowing(lat: float) -> float:
    return math.cos(math.radians(max(-_STEEPEST, min(_STEEPEST, lat))))


def _ends(middles: Sequence[float], reaches: Sequence[float]) -> tuple[float, float]:
    pairs = list(zip(middles, reaches, strict=True))
    return min(m - r for m, r in pairs), max(m + r for m, r in pairs)


def _on_sphere(area: Area) -> tuple[float, float, float]:
    lon, lat = math.radians(area.lon), math.radians(area.lat)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _westernmost(lons: Sequence[float]) -> float:
    """Where the shortest stretch of longitude with all of ``lons`` begins, from 0 to 360."""
    around = sorted({lon % 360.0 for lon in lons})
    gaps = [(b - a, b) for a, b in pairwise(around)]
    gaps.append((around[0] + 360.0 - around[-1], around[0]))
    return max(gaps)[1]
