"""The middle of an administrative unit, of which only the towns are known.

A grid is laid over the country's outline and each of its cells given to the nearest town's
unit; the middle of a unit is the mean of its cells. Nearest towns are found by jump flooding
(Rong and Tan 2006): every cell asks its neighbours, first far ones, then ever nearer, for the
town they know.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from .tables import Point, Ring

_CELLS_PER_UNIT = 120
_FEWEST_CELLS, _MOST_CELLS = 4_000, 400_000
_WIDEST = 180.0
_FAR_DEGREES = 3.0


def unit_centres(
    rings: Sequence[Ring], points: Sequence[Point], units: Sequence[Hashable]
) -> dict[Hashable, Point]:
    """Unit -> middle, from towns at ``points`` (latitude, longitude) and their ``units``.

    A unit whose towns are nowhere the nearest (a dot of an island) has the mean of its towns.
    """
    names = list(dict.fromkeys(units))
    number = {name: i for i, name in enumerate(names)}
    labels = np.array([number[u] for u in units])
    at = np.asarray(points, dtype=float)
    sums = _sums(at, labels, len(names))
    if rings:
        grid = _Grid(rings, len(names))
        inside = grid.inside()
        town, near = grid.nearest_town(at)
        counted = inside.ravel() & near
        cells = np.column_stack(grid.middles())[counted]
        of_cells = _sums(cells, labels[town][counted], len(names))
        has = of_cells[:, 2] > 0
        sums[has] = of_cells[has]
    middles = sums[:, :2] / sums[:, 2:]
    named = zip(names, middles, strict=True)
    return {name: (float(lat), _wrapped(float(lon))) for name, (lat, lon) in named}


def middle(rings: Sequence[Ring]) -> Point:
    """The mean of the cells inside ``rings``."""
    grid = _Grid(rings, 40)
    inside = grid.inside().ravel()
    lat, lon = grid.middles()
    if not inside.any():
        return float(lat.mean()), _wrapped(float(lon.mean()))
    weight = np.cos(np.radians(lat[inside]))
    return (
        float(np.average(lat[inside], weights=weight)),
        _wrapped(float(np.average(lon[inside], weights=weight))),
    )


class _Grid:
    """Cells over the box around some rings; beyond the antimeridian longitudes go on to 360."""

    def __init__(self, rings: Sequence[Ring], units: int) -> None:
        every = np.concatenate(rings)
        self.turned = bool(np.ptp(every[:, 0]) > _WIDEST)
        self.rings = [self._turn(ring) for ring in rings]
        every = np.concatenate(self.rings)
        self.west, self.south = every.min(axis=0)
        east, north = every.max(axis=0)
        cells = min(max(units * _CELLS_PER_UNIT, _FEWEST_CELLS), _MOST_CELLS)
        self.step = max(float(np.sqrt((east - self.west) * (north - self.south) / cells)), 1e-3)
        self.width = max(1, int(np.ceil((east - self.west) / self.step)))
        self.height = max(1, int(np.ceil((north - self.south) / self.step)))
        self.squeeze = float(np.cos(np.radians((self.south + north) / 2)))

    def _turn(self, ring: Ring) -> Ring:
        if not self.turned:
            return ring
        return np.column_stack([np.where(ring[:, 0] < 0, ring[:, 0] + 360, ring[:, 0]), ring[:, 1]])

    def middles(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Latitudes and longitudes of the cells, row by row from the south-west."""
        rows, columns = np.divmod(np.arange(self.width * self.height), self.width)
        return (
            self.south + (rows + 0.5) * self.step,
            self.west + (columns + 0.5) * self.step,
        )

    def inside(self) -> NDArray[np.bool_]:
        """Which cells' middles lie inside an odd number of rings."""
        starts = np.concatenate(self.rings)
        ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in self.rings])
        found = np.zeros((self.height, self.width), dtype=bool)
        columns = self.west + (np.arange(self.width) + 0.5) * self.step
        for row in range(self.height):
            lat = self.south + (row + 0.5) * self.step
            cut = (starts[:, 1] > lat) != (ends[:, 1] > lat)
            a, b = starts[cut], ends[cut]
            across = np.sort(a[:, 0] + (lat - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0]))
            found[row] = np.searchsorted(across, columns) % 2 == 1
        return found

    def nearest_town(
        self, points: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """For each cell, row by row, the index of the nearest town, and whether it is near.

        An outline may hold islands that are units of another list (French Guiana in France's).
        """
        lon = points[:, 1]
        lon = np.where(lon < 0, lon + 360, lon) if self.turned else lon
        x = (lon - self.west) / self.step * self.squeeze
        y = (points[:, 0] - self.south) / self.step
        column = np.clip((lon - self.west) / self.step, 0, self.width - 1).astype(int)
        row = np.clip(y, 0, self.height - 1).astype(int)
        known = np.full((self.height, self.width), -1)
        known[row, column] = np.arange(len(points))
        own_y, own_x = np.mgrid[0 : self.height, 0 : self.width] + 0.5
        own_x = own_x * self.squeeze

        def far(of: NDArray[np.int64]) -> NDArray[np.float64]:
            return np.where(of < 0, np.inf, (x[of] - own_x) ** 2 + (y[of] - own_y) ** 2)

        best = far(known)
        jump = 1 << (max(self.height, self.width) - 1).bit_length()
        while jump := jump // 2:
            for down in (-jump, 0, jump):
                for right in (-jump, 0, jump):
                    if down or right:
                        asked = _shifted(known, down, right)
                        distance = far(asked)
                        nearer = distance < best
                        known = np.where(nearer, asked, known)
                        best = np.where(nearer, distance, best)
        return known.ravel(), best.ravel() <= (_FAR_DEGREES / self.step) ** 2


def _shifted(table: NDArray[np.int64], down: int, right: int) -> NDArray[np.int64]:
    """The table moved, with -1 where nothing came in."""
    height, width = table.shape
    moved = np.full_like(table, -1)
    if abs(down) < height and abs(right) < width:
        moved[max(0, down) : height + min(0, down), max(0, right) : width + min(0, right)] = table[
            max(0, -down) : height + min(0, -down), max(0, -right) : width + min(0, -right)
        ]
    return moved


def _sums(
    points: NDArray[np.float64], labels: NDArray[np.int64], units: int
) -> NDArray[np.float64]:
    """(units, 3): the sums of latitudes and longitudes, and how many."""
    found = np.zeros((units, 3))
    for column in range(2):
        found[:, column] = np.bincount(labels, weights=points[:, column], minlength=units)
    found[:, 2] = np.bincount(labels, minlength=units)
    return found


def _wrapped(lon: float) -> float:
    return lon - 360 if lon > 180 else lon
