"""The map of the explore page: its circles as data, as SVG, and its places as a list."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from ...errors import InputError
from ...store.filters import Box
from ..basemap import WORLD as PICTURE
from ..basemap import down, map_file
from ..charts import element, picture
from ..index import ACLED_TYPES, Cluster, Selection
from ..rendering import type_class
from .explore_view import PAGE, View, adding

KINDS = (*ACLED_TYPES, "")
WHOLE = Box(-56.0, -180.0, 78.0, 180.0)
"""What a map shows where nothing is to be seen in particular."""
_FRAME = (760.0, 400.0)
_TILE = 256.0
_MOST_ZOOM, _FIT_ZOOM = 19.0, 9.0
_HOLLOW = 0.5
"""From this share of incidents known by region only, a circle is hollow."""
_LISTED = 25
_AROUND = 0.005
"""Degrees around what is clicked, so that the filter has it for certain."""
_RING = 3.0
_LEAST_SPAN = 0.5


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the list beside the map."""

    name: str
    within: str
    country: str
    count: int
    href: str
    region_only: bool


def map_address(detail: str) -> str:
    """Where the base map is, drawn from far (``countries``) or near (``regions``)."""
    digest = map_file("regions" if detail == "regions" else "countries").digest
    return f"{PAGE}/basemap/{detail}-{digest}.json"


def world_address() -> str:
    """Where the picture for pages without scripts is."""
    return f"{PAGE}/basemap/countries-{map_file('countries').digest}.svg"


# -- data --------------------------------------------------------------------------------------


def clusters_json(found: Selection, view: Box, zoom: float) -> dict[str, Any]:
    """The circles in view, short names for what is sent often."""
    return {
        "kinds": [{"name": kind or "other", "class": type_class(kind)} for kind in KINDS],
        "clusters": [_cluster_json(one) for one in found.clusters(view=view, zoom=zoom)],
    }


def _cluster_json(one: Cluster) -> dict[str, Any]:
    return {
        "lat": one.lat,
        "lon": one.lon,
        "radius": one.radius,
        "count": one.count,
        "kinds": one.kinds,
        "region_only": round(one.region_only, 3),
        "same_place": one.same_place,
        "id": one.id,
        "bbox": _box_words(around(one)),
    }


def read_view(words: str) -> Box:
    """A view as ``SOUTH,WEST,NORTH,EAST``; the whole world for no words. Raises `InputError`.

    Degrees may lie beyond the antimeridian, as a map that was pushed that far has them.
    """
    if not words:
        return Box(-90.0, -180.0, 90.0, 180.0)
    try:
        south, west, north, east = (float(part) for part in words.split(","))
    except ValueError:
        raise InputError(f"view: {words[:60]!r} is not SOUTH,WEST,NORTH,EAST") from None
    if not all(math.isfinite(one) and abs(one) < 1e6 for one in (south, west, north, east)):
        raise InputError(f"view: {words[:60]!r} is not of this earth")
    south, north = max(min(south, north), -90.0), min(max(south, north), 90.0)
    if east - west >= 360:
        return Box(south, -180.0, north, 180.0)
    return Box(south, _wrapped(west), north, _wrapped(east))


def read_zoom(words: str) -> float:
    """A zoom of a web map. Raises `InputError`."""
    try:
        zoom = float(words or "2")
    except ValueError:
        zoom = math.nan
    if not 0 <= zoom <= _MOST_ZOOM:
        raise InputError(f"zoom: {words[:60]!r} is not between 0 and {_MOST_ZOOM:g}")
    return zoom


def around(one: Cluster) -> Box:
    """The box that a click on a circle filters to."""
    return Box(
        max(one.south - _AROUND, -90.0), _wrapped(one.west - _AROUND),
        min(one.north + _AROUND, 90.0), _wrapped(one.east + _AROUND),
    )  # fmt: skip


def _wrapped(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180.0) % 360.0 - 180.0


def _box_words(box: Box) -> str:
    return ",".join(f"{edge:.4f}".rstrip("0").rstrip(".") for edge in box)


def box_words(box: Box) -> str:
    """A box as the filter takes it."""
    return _box_words(box)


# -- what to show ------------------------------------------------------------------------------


def extent(found: Selection) -> Box | None:
    """The smallest box around all that has a place; across the antimeridian where that is smaller.

    None where nothing has a place.
    """
    places = found.snapshot.derived.places
    rows = found.rows
    of_row = places.of_row if rows is None else places.of_row[rows]
    there = np.flatnonzero(np.bincount(of_row, minlength=len(places.lat) + 1)[:-1])
    if not len(there):
        return None
    lat, lon = places.lat[there], np.unique(places.lon[there])
    gaps = np.diff(lon, append=lon[0] + 360.0)
    widest = int(gaps.argmax())
    east, west = float(lon[widest]), float(lon[(widest + 1) % len(lon)])
    return Box(float(lat.min()), west, float(lat.max()), east)


def shown(view: View, found: Selection) -> Box:
    """What a map shows first: the filter's box, else all that is found."""
    return view.filter.bbox or extent(found) or WHOLE


# -- SVG ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Frame:
    """A picture of part of a web map: ``left`` and ``top`` in its pixels at ``size`` a world."""

    left: float
    top: float
    size: float

    @classmethod
    def around(cls, box: Box) -> _Frame:
        """The picture with a box in its middle, as large as it fits."""
        width, height = _FRAME
        span = (box.east - box.west) % 360.0 or (360.0 if box.east != box.west else 0.0)
        span = max(span, _LEAST_SPAN)
        top, bottom = down(box.north), down(box.south)
        tall = max(bottom - top, _LEAST_SPAN / 360.0)
        size = min(width * 0.88 / (span / 360.0), height * 0.88 / tall)
        size = min(max(size, width), _TILE * 2**_FIT_ZOOM)
        middle = (box.west + span / 2 + 180.0) / 360.0 * size
        return cls(middle - width / 2, (top + bottom) / 2 * size - height / 2, size)

    @property
    def zoom(self) -> float:
        """The zoom of a web map."""
        return math.log2(self.size / _TILE)

    @property
    def box(self) -> Box:
        """What is in the picture, in degrees."""
        width, height = _FRAME
        if self.size <= width:
            return Box(-90.0, -180.0, 90.0, 180.0)
        west = self.left / self.size * 360.0 - 180.0
        east = (self.left + width) / self.size * 360.0 - 180.0
        north, south = (self._lat(y) for y in (self.top, self.top + height))
        return Box(south, _wrapped(west), north, _wrapped(east))

    def _lat(self, y: float) -> float:
        share = min(max(y / self.size, 0.0), 1.0)
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * share))))

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point is in the picture; of its repetitions the one nearest to the middle."""
        x = (lon + 180.0) / 360.0 * self.size - self.left
        turns = round((_FRAME[0] / 2 - x) / self.size)
        return x + turns * self.size, down(lat) * self.size - self.top


def map_svg(view: View, found: Selection) -> Markup:
    """The map for pages without scripts; each circle is a link to what it stands for."""
    frame = _Frame.around(shown(view, found))
    circles = found.clusters(view=frame.box, zoom=frame.zoom)
    width, height = _FRAME
    return picture(
        _FRAME,
        "Map of the incidents",
        element("rect", width=width, height=height, class_="sea"),
        element("g", *_lands(frame), class_="base", aria_hidden="true"),
        element("g", *(_circle(view, one, frame) for one in reversed(circles))),
        id="map-drawn",
        described=f"{len(circles)} circles. The list of places below the map has them as text.",
        class_="map-drawn",
    )


def _lands(frame: _Frame) -> Iterator[Markup]:
    first = math.floor(frame.left / frame.size)
    last = math.floor((frame.left + _FRAME[0]) / frame.size)
    for turn in range(first, last + 1):
        x, scale = turn * frame.size - frame.left, frame.size / PICTURE
        place = f"translate({x:.2f} {-frame.top:.2f}) scale({scale:.6f})"
        yield element("use", href=f"{world_address()}#map", transform=place)


def _circle(view: View, one: Cluster, frame: _Frame) -> Markup:
    x, y = frame.at(one.lat, one.lon)
    href = f"/incidents/{one.id}" if one.id else view.asked.link(bbox=box_words(around(one)))
    told = _told(one)
    return element(
        "a",
        element("title", told),
        *_drawn(one),
        href=href,
        transform=f"translate({x:.1f} {y:.1f})",
        class_=f"circle {type_class(KINDS[_commonest(one)])}",
    )


def _drawn(one: Cluster) -> Iterator[Markup]:
    """A dot for one incident; for more a disc of the commonest type in a ring of all of them."""
    hollow = " hollow" if one.region_only >= _HOLLOW else ""
    if one.count == 1:
        yield element("circle", r=one.radius - 1, class_=f"single{hollow}")
        return
    yield element("circle", r=one.radius, class_="back")
    ring, gone = one.radius - _RING / 2, 0.0
    for kind, count in enumerate(one.kinds):
        if count:
            share = 100 * count / one.count
            yield element(
                "circle", r=ring, class_=f"ring stroke-type {type_class(KINDS[kind])}",
                fill="none", stroke_width=_RING, pathLength="100",
                stroke_dasharray=f"{share:.2f} 100", stroke_dashoffset=f"{-gone:.2f}",
                transform="rotate(-90)",
            )  # fmt: skip
            gone += share
    yield element("circle", r=one.radius - _RING - 1, class_=f"disc{hollow}")
    yield element("text", compact(one.count), dy="0.35em", text_anchor="middle",
                  class_=f"count{hollow}")  # fmt: skip


def _commonest(one: Cluster) -> int:
    return max(range(len(one.kinds)), key=one.kinds.__getitem__)


def compact(count: int) -> str:
    """950, 1.3k, 14k."""
    if count < 1_000:
        return str(count)
    return f"{count / 1_000:.1f}k" if count < 9_950 else f"{count / 1_000:.0f}k"


def _told(one: Cluster) -> str:
    kinds = (f"{kind or 'other'} {n:,}" for kind, n in zip(KINDS, one.kinds, strict=True) if n)
    words = "1 incident" if one.count == 1 else f"{one.count:,} incidents"
    region = f"; {one.region_only:.0%} known by region only" if one.region_only else ""
    return f"{words}: {', '.join(kinds)}{region}"


# -- list --------------------------------------------------------------------------------------


def spots(view: View, found: Selection) -> list[Spot]:
    """The places with the most incidents: the map for those who do not see it."""
    derived = found.snapshot.derived
    columns, places = derived.columns, derived.places
    rows = np.arange(len(columns)) if found.rows is None else found.rows
    counts = np.bincount(places.of_row[rows], minlength=len(places.lat) + 1)[:-1]
    many = min(_LISTED, int(np.count_nonzero(counts)))
    commonest = np.argsort(-counts, kind="stable")[:many]
    row_of = np.zeros(len(counts) + 1, np.intp)
    row_of[places.of_row[rows]] = rows

    add = adding(view.asked, "bbox")

    def word(column: Any, row: int) -> str:
        return column.values[column.codes[row]] or ""

    def spot(place: int) -> Spot:
        row, lat, lon = int(row_of[place]), float(places.lat[place]), float(places.lon[place])
        box = Box(lat - _AROUND, lon - _AROUND, lat + _AROUND, lon + _AROUND)
        box = Box(max(box.south, -90.0), _wrapped(box.west), min(box.north, 90.0),
                  _wrapped(box.east))  # fmt: skip
        return Spot(
            name=word(columns.place_name, row) or f"{lat:.2f}, {lon:.2f}",
            within=word(columns.admin1, row),
            country=word(columns.country, row),
            count=int(counts[place]),
            href=add(bbox=box_words(box)),
            region_only=bool(places.region_only[place]),
        )

    return [spot(place) for place in commonest.tolist()]
