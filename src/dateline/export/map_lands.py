"""Countries as a map draws them: cut to the view, thinned to its scale, named where there is room.

All is in pixels of the picture here. Outlines come with edges along the 180th meridian, where the
data are cut open; the land is filled there, but no border drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..resolve.gazetteer_build.outlines import thinned
from ..resolve.lands import Land
from .map_view import View

Points = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_OVER = 6.0
"""Pixels past the picture's edge at which outlines are cut, so that the cut is not seen."""
_TOLERANCE, _FINEST = 0.35, 0.25
"""Pixels by which a thinned line may be off, and within which points are one."""
_SMALLEST = 1.5
"""Pixels: islands less wide and less high are left out."""
_TENTHS = 10
"""Paths are written in whole tenths of a pixel."""
_CELL = 6
"""Pixels between the places that are tried for a country's name."""
_WIDEST_KM, _STEP, _INNER = 1600.0, 1.2, 0.36
"""A view is widened step by step, at most to that width, until its inner part has a border."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The part of a country that is in view: rings in pixels, and edges that are no borders."""

    land: Land
    rings: tuple[Points, ...]
    seams: tuple[float, ...] = ()
    """Where on the picture the 180th meridian runs, if it does."""


@dataclass(frozen=True, slots=True)
class Name:
    """A country's name and the middle of its base line."""

    text: str
    x: float
    y: float


def shapes(lands: Iterable[Land], view: View) -> list[Shape]:
    """What of the countries is in view, in the order given."""
    seams = _seams(view)
    found = []
    for land in lands:
        rings = [cut for ring in land.rings for cut in _rings_in_view(ring, view)]
        if rings:
            found.append(Shape(land, tuple(rings), seams))
    return found


def corners(lands: Iterable[Land]) -> Points:
    """Longitude and latitude of points on every border, one a degree at least."""
    found: list[tuple[float, float]] = []
    for land in lands:
        for ring in land.rings:
            found += ring
            for (x1, y1), (x2, y2) in pairwise(ring):
                steps = int(max(abs(x2 - x1), abs(y2 - y1)))
                found += (
                    (x1 + (x2 - x1) * i / (steps + 1), y1 + (y2 - y1) * i / (steps + 1))
                    for i in range(1, steps + 1)
                )
    points: Points = np.array(found, dtype=np.float64).reshape(-1, 2)
    inner: Points = points[np.abs(points[:, 0]) < 180.0]
    return inner


def with_context(view: View, known: Points) -> View:
    """``view``, widened until a coast or a border is in it; as it is where none is near."""
    found = view
    while found.km_across <= _WIDEST_KM:
        if _inside(found, known):
            return found
        found = found.widened(_STEP)
    return view


def _inside(view: View, known: Points) -> bool:
    """Whether one of the points is well inside the picture."""
    x = np.abs((known[:, 0] - view.lon + 180.0) % 360.0 - 180.0) * view.across
    y = np.abs(known[:, 1] - view.lat) * view.scale
    return bool(((x < view.frame.width * _INNER) & (y < view.frame.height * _INNER)).any())


def path(found: Iterable[Shape]) -> str:
    """Closed rings as the ``d`` of an SVG path, in tenths of a pixel."""
    return "".join(_line(ring) + "z" for shape in found for ring in shape.rings)


def borders(found: Sequence[Shape]) -> str:
    """The same rings without the edges that are no borders; "" where all are."""
    pieces = [
        (ring, list(_open_pieces(ring, shape.seams))) for shape in found for ring in shape.rings
    ]
    if all(len(parts) == 1 and parts[0] is ring for ring, parts in pieces):
        return ""
    return "".join(
        _line(part) + ("z" if part is ring else "") for ring, parts in pieces for part in parts
    )


def names(found: Iterable[Shape], view: View, taken: Iterable[Box], size: float) -> list[Name]:
    """Names set inside their countries, clear of ``taken`` and of each other; others left out.

    ``size`` is the height of the letters, which are capitals set wide.
    """
    room = _Room(view.frame.width, view.frame.height)
    for box in taken:
        room.take(box)
    by_country = [(room.within(shape.rings), shape.land) for shape in found]
    named = []
    for inside, land in sorted(by_country, key=lambda one: (-int(one[0].sum()), one[1].iso3)):
        text = land.name.upper()
        width, height = len(text) * size * 0.92, size * 1.4
        spot = room.best(inside, width, height)
        if spot is not None:
            x, y = spot
            room.take((x - width / 2, y - height, x + width / 2, y + height))
            named.append(Name(text, x, round(y + size * 0.36, 1)))
    return named


class _Room:
    """Which cells of a grid over the picture are still free for names."""

    def __init__(self, width: int, height: int) -> None:
        self._xs = np.arange(_CELL / 2, width, _CELL)
        self._ys = np.arange(_CELL / 2, height, _CELL)
        self._free = np.ones((len(self._ys), len(self._xs)), dtype=bool)

    def take(self, box: Box) -> None:
        """Nothing more may be set there."""
        left, top, right, bottom = box
        half = _CELL / 2
        rows = (self._ys + half > top) & (self._ys - half < bottom)
        columns = (self._xs + half > left) & (self._xs - half < right)
        self._free[np.ix_(rows, columns)] = False

    def within(self, rings: Sequence[Points]) -> NDArray[np.bool_]:
        """The cells whose middle lies inside the rings."""
        starts = np.concatenate(list(rings))
        ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
        inside = np.zeros_like(self._free)
        for row, y in enumerate(self._ys):
            over = (starts[:, 1] > y) != (ends[:, 1] > y)
            (x1, y1), (x2, y2) = starts[over].T, ends[over].T
            crossings = np.sort(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
            inside[row] = np.searchsorted(crossings, self._xs) % 2 == 1
        return inside

    def best(
        self, inside: NDArray[np.bool_], width: float, height: float
    ) -> tuple[float, float] | None:
        """The middle of a free box of this size inside, nearest to the middle of all inside."""
        rows, columns = math.ceil(height / _CELL), math.ceil(width / _CELL)
        good = inside & self._free
        if rows > good.shape[0] or columns > good.shape[1] or int(good.sum()) < rows * columns:
            return None
        whole = np.lib.stride_tricks.sliding_window_view(good, (rows, columns)).all(axis=(2, 3))
        tops, lefts = np.nonzero(whole)
        if len(tops) == 0:
            return None
        xs, ys = (lefts + columns / 2) * _CELL, (tops + rows / 2) * _CELL
        middle_y, middle_x = (np.argwhere(inside).mean(axis=0) + 0.5) * _CELL
        nearest = int(np.argmin((xs - middle_x) ** 2 + (ys - middle_y) ** 2))
        return float(xs[nearest]), float(ys[nearest])


# ---- rings -----------------------------------------------------------------------------------


def _rings_in_view(ring: Sequence[tuple[float, float]], view: View) -> Iterable[Points]:
    """The ring cut to the view; twice where the view is so wide that it shows both its ends."""
    points = np.asarray(ring, dtype=np.float64)
    if (
        view.scale * float(np.ptp(points[:, 1]))
        < _SMALLEST
        > view.across * float(np.ptp(points[:, 0]))
    ):
        return
    middle = float(points[:, 0].mean())
    shift = round((view.lon - middle) / 360.0) * 360.0
    frame = view.frame
    west = max(-_OVER, frame.width / 2 - 180.0 * view.across)
    east = min(frame.width + _OVER, frame.width / 2 + 180.0 * view.across)
    for turn in (shift - 360.0, shift, shift + 360.0):
        xs = frame.width / 2 + (points[:, 0] + turn - view.lon) * view.across
        ys = frame.height / 2 - (points[:, 1] - view.lat) * view.scale
        if xs.max() < west or xs.min() > east or ys.max() < -_OVER or ys.min() > frame.height:
            continue
        cut = _clipped(
            _without_repeats(np.stack([xs, ys], axis=1)), (west, -_OVER, east, frame.height + _OVER)
        )
        thin = thinned(cut, _TOLERANCE) if len(cut) > 2 else cut
        if len(thin) > 2:
            yield thin


def _without_repeats(points: Points) -> Points:
    """One point where several in a row fall together at this scale."""
    cells = np.round(points / _FINEST)
    keep = np.ones(len(points), dtype=bool)
    keep[1:-1] = (cells[1:-1] != cells[:-2]).any(axis=1)
    return points[keep]


def _clipped(points: Points, box: Box) -> Points:
    """A closed ring cut to ``box``, one side after the other (Sutherland and Hodgman 1974)."""
    left, top, right, bottom = box
    for axis, sign, limit in ((0, 1, left), (0, -1, -right), (1, 1, top), (1, -1, -bottom)):
        if len(points) == 0:
            break
        depth = sign * points[:, axis] - limit
        if (depth >= 0).all():
            continue
        points = _one_side(points, depth)
    return points


def _one_side(points: Points, depth: Points) -> Points:
    """The part of the ring whose ``depth`` is not negative."""
    kept: list[Points] = []
    last, inside = points[-1], depth[-1]
    for point, here in zip(points, depth, strict=True):
        if (here >= 0) != (inside >= 0):
            kept.append(last + (point - last) * (inside / (inside - here)))
        if here >= 0:
            kept.append(point)
        last, inside = point, here
    if not kept:
        return np.empty((0, 2))
    if not np.array_equal(kept[0], kept[-1]):
        kept.append(kept[0])
    return np.array(kept)


def _line(points: Points) -> str:
    """``M`` and ``l`` in tenths of a pixel, without a last point that repeats the first."""
    whole = np.round(points * _TENTHS).astype(int)
    if len(whole) > 1 and (whole[0] == whole[-1]).all():
        whole = whole[:-1]
    steps = np.diff(whole, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    x, y = whole[0]
    moves = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"M{x} {y}l{moves}" if moves else f"M{x} {y}"


# ---- edges that are no borders ---------------------------------------------------------------


def _seams(view: View) -> tuple[float, ...]:
    """Where the 180th meridian runs, as far as it is on the picture."""
    first = view.frame.width / 2 + (180.0 - view.lon) * view.across
    turns = (first + turn * 360.0 * view.across for turn in (-2, -1, 0, 1))
    return tuple(x for x in turns if -_OVER <= x <= view.frame.width + _OVER)


def _open_pieces(ring: Points, seams: tuple[float, ...]) -> Iterable[Points]:
    """The ring between its edges along a seam; the whole ring where it has none."""
    if not seams:
        yield ring
        return
    on = np.zeros(len(ring), dtype=bool)
    for x in seams:
        on |= np.abs(ring[:, 0] - x) < 0.05
    cut = np.flatnonzero(on[:-1] & on[1:])
    if len(cut) == 0:
        yield ring
        return
    starts, ends = [0, *(cut + 1)], [*(cut + 1), len(ring)]
    yield from (ring[a:b] for a, b in zip(starts, ends, strict=True) if b - a > 1)
