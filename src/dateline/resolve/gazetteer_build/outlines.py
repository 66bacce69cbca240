"""Outlines of countries, thinned for small maps (Douglas and Peucker 1973) and packed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from .layout import OUTLINE
from .tables import Ring

_TOLERANCE = 0.03
_SMALLEST = 0.05
"""Degrees: rings less wide and less high than that are left out, but for the largest."""


def packed(rings: Sequence[Ring]) -> bytes:
    """Rings as bytes: for each its length and its points in 1/100 degree, int16, compressed."""
    if not rings:
        return b""
    largest = max(rings, key=lambda ring: float(np.ptp(ring, axis=0).max()))
    parts: list[Ring] = []
    for ring in rings:
        if ring is largest or np.ptp(ring, axis=0).max() >= _SMALLEST:
            thin = np.round(thinned(ring, _TOLERANCE) * OUTLINE)
            if len(thin) > 2 or ring is largest:
                parts.append(thin)
    numbers = [np.concatenate([[len(p)], p.ravel()]).astype("<i2") for p in parts]
    return zlib.compress(np.concatenate(numbers).tobytes(), 9)


def unpacked(data: bytes) -> list[list[tuple[float, float]]]:
    """The rings of `packed` as lists of longitude and latitude in degrees."""
    numbers = np.frombuffer(zlib.decompress(data), dtype="<i2") if data else np.empty(0, "<i2")
    rings, i = [], 0
    while i < len(numbers):
        size = int(numbers[i])
        points = numbers[i + 1 : i + 1 + 2 * size].reshape(-1, 2) / OUTLINE
        rings.append([(float(x), float(y)) for x, y in points])
        i += 1 + 2 * size
    return rings


def thinned(ring: Ring, tolerance: float) -> Ring:
    """The ring without the points that lie within ``tolerance`` of the line of those kept."""
    if len(ring) < 4:
        return ring
    far = int(np.abs(ring - ring[0]).sum(axis=1).argmax())
    kept = np.zeros(len(ring), dtype=bool)
    kept[[0, far, len(ring) - 1]] = True
    waiting: list[tuple[int, int]] = [(0, far), (far, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        away = _distances(ring[first + 1 : last], ring[first], ring[last])
        worst = int(away.argmax())
        if away[worst] > tolerance:
            middle = first + 1 + worst
            kept[middle] = True
            waiting += [(first, middle), (middle, last)]
    return ring[kept]


def _distances(points: Ring, start: Ring, end: Ring) -> Ring:
    """How far points lie from a line."""
    along = end - start
    length = float(np.hypot(*along))
    if length == 0.0:
        from_start: Ring = np.hypot(*(points - start).T)
        return from_start
    off = points - start
    across: Ring = np.abs(along[0] * off[:, 1] - along[1] * off[:, 0]) / length
    return across


def joined(codes: Iterable[str]) -> str:
    """Country codes as the table ``country`` keeps them."""
    return ",".join(sorted(filter(None, codes)))
