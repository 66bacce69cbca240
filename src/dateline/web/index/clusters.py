"""Incidents on a map as circles that never overlap.

The places of a view are gathered by the cells of a fine grid (of the whole world, so that panning
does not rearrange it); then circles that overlap are made one, the smaller by the larger, at
their common middle, until none overlaps any more. Pixels are those of a web map (Mercator, 256
wide at zoom 0), counted eastward from the view's western edge, so that nothing is torn apart at
the antimeridian.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...store.filters import Box
from .answers import Cluster
from .columns import KINDS, Columns, Degrees, Mask, Rows, Whole

WORLD = Box(-90.0, -180.0, 90.0, 180.0)
MOST_ZOOM = 19
MOST_RADIUS = 26.0
_SINGLE_RADIUS = 5.0
_GAP = 2.0
"""Pixels that stay free between two circles."""
_TILE = 256.0
_CELL = 24.0
_MOST_CELLS = 500
"""More cells than this and the grid is made coarser."""
_STEEPEST = 85.05
_SHORT = 2**16


@dataclass(frozen=True, slots=True)
class Places:
    """The different coordinates of incidents, and which of them each row has."""

    of_row: Rows
    """A number behind the last place's for a row without one."""
    lat: Degrees
    lon: Degrees
    region_only: Mask
    down: Degrees
    """How far south on a web map, from 0 (north) to 1."""

    @classmethod
    def of(cls, columns: Columns) -> Places:
        """Those of all rows. Region and town count as two where their coordinates are one."""
        there = np.flatnonzero(~np.isnan(columns.lat) & ~np.isnan(columns.lon))
        values = np.empty(len(there), [("lat", "f8"), ("lon", "f8"), ("region", "?")])
        values["lat"], values["lon"] = columns.lat[there], columns.lon[there]
        values["region"] = columns.region_only[there]
        order = np.lexsort((values["region"], values["lon"], values["lat"]))
        ordered = values[order]
        is_new = np.ones(len(there), np.bool_)
        is_new[1:] = ordered[1:] != ordered[:-1]
        places = ordered[is_new]
        of_row = np.full(len(columns), len(places), np.intp)
        of_row[there[order]] = np.cumsum(is_new) - 1
        lat, lon = places["lat"].copy(), places["lon"].copy()
        return cls(of_row, lat, lon, places["region"].copy(), _down(lat))


@dataclass(frozen=True, slots=True)
class _Circles:
    """Sums over what each circle stands for: they add up when circles are made one."""

    count: Whole
    x: Degrees
    """Sum of pixels eastward over all incidents; likewise ``y`` southward."""
    y: Degrees
    regions: Whole
    kinds: npt.NDArray[np.int64]
    bounds: Degrees
    """South and west, north and east; west and east counted from the view's western edge."""
    place: Rows
    """One of its places."""

    def merged(self, order: Rows, starts: Rows) -> _Circles:
        """In another order, and there one circle for all between one start and the next."""

        def added(values: Any) -> Any:
            return np.add.reduceat(values[order], starts, axis=0)

        bounds = self.bounds[order]
        low = np.minimum.reduceat(bounds[:, :2], starts, axis=0)
        high = np.maximum.reduceat(bounds[:, 2:], starts, axis=0)
        return _Circles(
            added(self.count), added(self.x), added(self.y), added(self.regions),
            added(self.kinds), np.hstack((low, high)), self.place[order][starts],
        )  # fmt: skip

    def taken(self, some: Any) -> _Circles:
        """Some of them."""
        return _Circles(
            self.count[some], self.x[some], self.y[some], self.regions[some], self.kinds[some],
            self.bounds[some], self.place[some],
        )  # fmt: skip


def clusters(
    columns: Columns, places: Places, rows: Rows | None, *, view: Box = WORLD, zoom: float = 2
) -> tuple[Cluster, ...]:
    """The circles for the rows with a place in ``view``, the largest first.

    ``zoom`` is a web map's. No two circles overlap within the view. Longitudes are between -180
    and 180, also of a view across the antimeridian: who draws it adds 360 where it must be.
    """
    of_row = places.of_row if rows is None else places.of_row[rows]
    kind = columns.kind if rows is None else columns.kind[rows]
    many = len(places.lat)
    kinds = np.bincount(of_row * KINDS + kind, minlength=(many + 1) * KINDS)
    kinds = kinds.reshape(many + 1, KINDS)[:many]
    count = kinds.sum(axis=1)
    seen = np.flatnonzero((count > 0) & _inside(places, view))
    if not len(seen):
        return ()
    row_of = np.zeros(many + 1, np.intp)
    row_of[of_row] = np.arange(len(columns)) if rows is None else rows
    size = _TILE * 2 ** min(max(zoom, 0.0), MOST_ZOOM)
    circles = _dots(places, seen, kinds[seen], view.west, size)
    circles = _apart(_gathered(circles, view.west, size))
    return _records(circles, columns, row_of, view.west, size)


def radius(count: Whole) -> Degrees:
    """How large the circle of so many incidents is drawn, in pixels."""
    grown = np.minimum(9.5 + 4.0 * np.log10(np.maximum(count, 1)), MOST_RADIUS)
    return np.where(count > 1, grown, _SINGLE_RADIUS)


def _inside(places: Places, view: Box) -> Mask:
    lat, lon = places.lat, places.lon
    east_west = (
        (lon >= view.west) & (lon <= view.east)
        if view.west <= view.east
        else (lon >= view.west) | (lon <= view.east)
    )
    seen: Mask = (lat >= view.south) & (lat <= view.north) & east_west
    return seen


def _dots(places: Places, seen: Rows, kinds: Whole, west: float, size: float) -> _Circles:
    """A circle for each place."""
    count = kinds.sum(axis=1)
    lat, east = places.lat[seen], (places.lon[seen] - west) % 360.0
    regions = np.where(places.region_only[seen], count, 0)
    x, y = east * (size / 360.0), places.down[seen] * size
    bounds = np.stack((lat, east, lat, east), axis=1)
    return _Circles(count, x * count, y * count, regions, kinds, bounds, seen)


def _gathered(circles: _Circles, west: float, size: float) -> _Circles:
    """Those of a cell of the grid made one."""
    if len(circles.count) <= _MOST_CELLS // 4:
        return circles
    x, y = circles.x / circles.count, circles.y / circles.count
    from_antimeridian = (west + 180.0) * (size / 360.0)
    cell = _CELL
    while True:
        across = ((x + from_antimeridian % cell) // cell).astype(np.int64)
        down = (y // cell).astype(np.int64)
        across, down = across - across.min(), down - down.min()
        key = down * (across.max() + 1) + across
        if key.max() < _SHORT:
            key = key.astype(np.uint16)  # which is sorted much quicker
        order = np.argsort(key, kind="stable")
        starts = np.flatnonzero(np.diff(key[order].astype(np.int64), prepend=-1))
        if len(starts) <= _MOST_CELLS or cell > size:
            return circles.merged(order, starts)
        cell *= 2


def _apart(circles: _Circles) -> _Circles:
    """Circles that overlap made one, until none does."""
    while True:
        circles = circles.taken(np.lexsort((circles.x, circles.y, -circles.count)))
        reach = radius(circles.count) + _GAP / 2
        x, y = circles.x / circles.count, circles.y / circles.count
        apart = np.subtract.outer(x, x) ** 2 + np.subtract.outer(y, y) ** 2
        pairs = np.argwhere(np.triu(apart < np.add.outer(reach, reach) ** 2, 1))
        if not len(pairs):
            return circles
        into = list(range(len(x)))
        for larger, smaller in pairs.tolist():
            if into[larger] == larger and into[smaller] == smaller:
                into[smaller] = larger
        order = np.argsort(into, kind="stable")
        starts = np.flatnonzero(np.diff(np.array(into)[order], prepend=-1))
        circles = circles.merged(order, starts)


def _records(
    circles: _Circles, columns: Columns, row_of: Rows, west: float, size: float
) -> tuple[Cluster, ...]:
    x, y = circles.x / circles.count / size, circles.y / circles.count / size
    lon = _wrapped(west + x * 360.0)
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y))))
    lines = zip(
        lat.tolist(), lon.tolist(), radius(circles.count).tolist(), circles.count.tolist(),
        circles.kinds.tolist(), circles.regions.tolist(), circles.bounds.tolist(),
        circles.place.tolist(), strict=True,
    )  # fmt: skip
    return tuple(
        Cluster(
            lat=round(at_lat, 6),
            lon=round(at_lon, 6),
            radius=round(wide, 1),
            count=count,
            kinds=tuple(kinds),
            region_only=regions / count,
            same_place=south == north and first == last,
            id=columns.ids[row_of[place]] if count == 1 else None,
            south=south,
            west=_wrapped(west + first),
            north=north,
            east=_wrapped(west + last),
        )
        for at_lat, at_lon, wide, count, kinds, regions, (south, first, north, last), place in lines
    )


def _wrapped(lon: Any) -> Any:
    """A longitude between -180 and 180."""
    return (lon + 180.0) % 360.0 - 180.0


def _down(lat: Degrees) -> Degrees:
    """How far south on a web map, from 0 (north) to 1."""
    steep = np.radians(np.clip(lat, -_STEEPEST, _STEEPEST))
    found: Degrees = (1 - np.arcsinh(np.tan(steep)) / math.pi) / 2
    return found
