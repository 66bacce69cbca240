"""A map of incidents, drawn on the server: circles that do not overlap, over the countries."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from markupsafe import Markup

from ...errors import DataError
from ...export.map_lands import Points, borders, corners, names, path, shapes, with_context
from ...export.map_view import NARROW, WIDE, Area, Frame, View, bar, fit
from ...resolve.lands import Land, read_lands
from ...store.filters import Box
from ..charts import element, picture, short_number
from ..context import Workbench
from ..index.columns import KINDS, Columns, Rows
from ..index.derived import Kept
from ..rendering import type_class

_MOST_PLACES = 400
"""So many places are drawn, those of most incidents; the rest is said to be left out."""
_REACH_KM = 40.0
_SMALLEST, _LARGEST, _GROWTH = 4.5, 19.0, 2.0
_GAP = 1.5
_NUMBERED = 9.0
"""From this radius on a circle has its number in it."""
_NAME_SIZE = 10.5
_CORNER = 10.0
_AROUND = 0.005
"""Degrees around a circle's places in its link."""
_WORLD_KM = 14_000.0
"""A view that shows more than this shows the whole world: one picture of the land serves all."""
_WORLD_LON, _WORLD_LAT, _WORLD_HIGH = 11.0, 6.0, 0.5
"""Middle of the whole world's view, and its height as a share of its width."""

Link = Callable[[Box], str]
"""The address that filters to a box: south, west, north, east."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Some incidents on the picture, and between which degrees they lie.

    On the picture the degrees of longitude in ``bounds`` are those from its middle, so that
    circles may lie across the antimeridian.
    """

    x: float
    y: float
    count: int
    regions: int
    kinds: tuple[int, ...]
    bounds: Box
    places: int

    @property
    def radius(self) -> float:
        """Pixels."""
        return min(_LARGEST, _SMALLEST + _GROWTH * math.sqrt(self.count - 1))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map for wide and for narrow screens, and how many incidents are on it and are not."""

    wide: Markup
    narrow: Markup
    shown: int
    left_out: int
    unplaced: int


class Ground:
    """Countries ready to be drawn, made once an app; the land of whole-world views is kept."""

    def __init__(self, bench: Workbench) -> None:
        try:
            found = read_lands()
        except DataError:
            found = ()  # circles without countries are better than no page
        self.corners: Points = corners(found)
        self.lands = [_quick(land) for land in found]
        self.kept = Kept(24)


def _quick(land: Land) -> Land:
    """With its rings as arrays, which need not be made of tuples for each picture."""
    rings: Any = tuple(np.asarray(ring, np.float64) for ring in land.rings)
    return replace(land, rings=cast("tuple[tuple[tuple[float, float], ...], ...]", rings))


def draw(
    ground: Ground, columns: Columns, rows: Rows, *, kinds: Sequence[str], link: Link
) -> Drawn | None:
    """The map of some rows; None where none of them has coordinates."""
    placed = rows[~np.isnan(columns.lat[rows]) & ~np.isnan(columns.lon[rows])]
    if not len(placed):
        return None
    places = _places(columns, placed)
    shown = sum(one.count for one in places)
    wide, narrow = (
        _picture(ground, frame, places, (kinds, link), f"map-{frame.name}")
        for frame in (WIDE, NARROW)
    )
    return Drawn(wide, narrow, shown, len(placed) - shown, len(rows) - len(placed))


def _places(columns: Columns, rows: Rows) -> list[Circle]:
    """Each place once, in degrees (x and y are longitude and latitude), the fullest first."""
    values = np.stack([columns.lat[rows], columns.lon[rows]], axis=1)
    points, place, many = np.unique(values, axis=0, return_inverse=True, return_counts=True)
    place = place.reshape(-1)
    regions = np.bincount(place, columns.region_only[rows], len(points))
    kinds = np.bincount(place * KINDS + columns.kind[rows], minlength=len(points) * KINDS)
    by_place = kinds.reshape(-1, KINDS)
    fullest = np.argsort(-many, kind="stable")[:_MOST_PLACES].tolist()
    return [
        Circle(
            x=float(points[n, 1]),
            y=float(points[n, 0]),
            count=int(many[n]),
            regions=int(regions[n]),
            kinds=tuple(by_place[n].tolist()),
            bounds=Box(points[n, 0], 0.0, points[n, 0], 0.0),
            places=1,
        )
        for n in fullest
    ]


def _picture(
    ground: Ground,
    frame: Frame,
    places: Sequence[Circle],
    told: tuple[Sequence[str], Link],
    id: str,
) -> Markup:
    view = _view(ground, frame, places)
    land, named = _land(ground, view)
    frame = view.frame
    size = {"width": frame.width, "height": frame.height}
    circles = gathered(_on_picture(places, view))
    return picture(
        (frame.width, frame.height),
        "Map of the incidents",
        element("rect", class_="m-sea", **size),
        land,
        element("g", *named, class_="m-names", aria_hidden="true"),
        *_scale(view),
        element("g", *(_circle(one, view, *told) for one in circles), class_="m-circles"),
        id=id,
        described=f"{sum(one.count for one in places):,} incidents in {len(places):,} places.",
        class_="chart little-map",
    )


def _view(ground: Ground, frame: Frame, places: Sequence[Circle]) -> View:
    areas = [Area(one.x, one.y, _REACH_KM) for one in places]
    view = fit(areas, frame)
    if view.km_across > _WORLD_KM:
        return _whole_world(frame)
    return with_context(view, ground.corners)


def _whole_world(frame: Frame) -> View:
    """All of it, no higher than it needs to be."""
    low = Frame(frame.name, frame.width, round(frame.width * _WORLD_HIGH))
    scale = frame.width / 360.0 / math.cos(math.radians(_WORLD_LAT))
    return View(low, _WORLD_LON, _WORLD_LAT, scale)


def _land(ground: Ground, view: View) -> tuple[Markup, list[Markup]]:
    """The countries as paths, and their names."""

    def made() -> tuple[Markup, list[Markup]]:
        seen = shapes(ground.lands, view)
        lines = borders(seen)
        parts = [element("path", d=path(seen), class_="m-land" if lines else "m-land m-border")]
        if lines:
            parts.append(element("path", d=lines, class_="m-border m-line"))
        named = [
            element("text", one.text, x=one.x, y=one.y, text_anchor="middle")
            for one in names(seen, view, (), _NAME_SIZE)
        ]
        return element("g", *parts, transform="scale(.1)"), named

    return ground.kept.of(view, made)


def _on_picture(places: Sequence[Circle], view: View) -> list[Circle]:
    found = []
    for one in places:
        x, y = view.xy(one.x, one.y)
        aside = view.offset(one.x)
        found.append(replace(one, x=x, y=y, bounds=Box(one.y, aside, one.y, aside)))
    return found


def gathered(circles: Sequence[Circle]) -> list[Circle]:
    """Those that overlap made one, at their common middle, until none does; largest first."""
    found = list(circles)
    while True:
        kept: list[Circle] = []
        for one in sorted(found, key=lambda c: (-c.count, c.x, c.y)):
            host = next((n for n, other in enumerate(kept) if _overlap(other, one)), None)
            if host is None:
                kept.append(one)
            else:
                kept[host] = _one(kept[host], one)
        if len(kept) == len(found):
            return kept
        found = kept


def _overlap(one: Circle, other: Circle) -> bool:
    reach = one.radius + other.radius + _GAP
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < reach * reach


def _one(one: Circle, other: Circle) -> Circle:
    count = one.count + other.count
    south, west, north, east = zip(one.bounds, other.bounds, strict=True)
    return Circle(
        x=(one.x * one.count + other.x * other.count) / count,
        y=(one.y * one.count + other.y * other.count) / count,
        count=count,
        regions=one.regions + other.regions,
        kinds=tuple(a + b for a, b in zip(one.kinds, other.kinds, strict=True)),
        bounds=Box(min(south), min(west), max(north), max(east)),
        places=one.places + other.places,
    )


def _circle(one: Circle, view: View, kinds: Sequence[str], link: Link) -> Markup:
    """A link to Explore; hollow where most of it is told of a region only."""
    most = max(range(len(one.kinds)), key=one.kinds.__getitem__)
    hollow = one.regions * 2 > one.count
    noun = "incident" if one.count == 1 else "incidents"
    where = "one place" if one.places == 1 else f"{one.places} places"
    region = f", {one.regions:,} of a region only" if one.regions else ""
    told = f"{one.count:,} {noun} in {where}{region}"
    inside = [
        element("title", told),
        element("circle", cx=one.x, cy=one.y, r=one.radius, class_="m-it"),
    ]
    if one.radius >= _NUMBERED and one.count > 1:
        inside.append(
            element("text", short_number(one.count), x=one.x, y=one.y + 3.5, text_anchor="middle")
        )
    colour = type_class(kinds[most])
    return element(
        "a",
        *inside,
        href=link(_degrees(one.bounds, view)),
        class_=f"m-dot {colour} m-region" if hollow else f"m-dot {colour}",
        aria_label=told,
    )


def _degrees(bounds: Box, view: View) -> Box:
    """The bounds as a filter takes them, a little wider so that the edges are in them."""
    west, east = (
        (view.lon + edge + 180.0) % 360.0 - 180.0
        for edge in (bounds.west - _AROUND, bounds.east + _AROUND)
    )
    south, north = max(bounds.south - _AROUND, -90.0), min(bounds.north + _AROUND, 90.0)
    return Box(south, west, north, east)


def _scale(view: View) -> Iterator[Markup]:
    found = bar(view)
    if found is None:
        return
    kilometres, length = found
    y = view.frame.height - _CORNER
    line = f"M{_CORNER} {y - 4}v4h{length:.1f}v-4"
    yield element("path", d=line, fill="none", class_="m-bar")
    yield element("text", f"{kilometres:,} km", x=_CORNER, y=y - 8, class_="m-km")
