"""The base map as SVG, for pages without scripts: one picture of the world that all of them use."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from .reading import countries

WORLD = 8192
"""The picture's width and height: a web map's square, from 85 degrees north to 85 south."""
_STEEPEST = 85.05


def down(lat: float) -> float:
    """How far south on a web map, from 0 (north) to 1."""
    steep = math.radians(min(max(lat, -_STEEPEST), _STEEPEST))
    return (1 - math.asinh(math.tan(steep)) / math.pi) / 2


@cache
def world_svg() -> bytes:
    """The picture. Its parts have classes but no colours: those come from the page that uses it."""
    data = countries()
    scale = float(data["scale"])
    layers = (("land", True), ("lakes", True), ("borders", False))
    paths = "".join(
        f'<path class="{name}" vector-effect="non-scaling-stroke" d="'
        f'{_path(data[name], scale, closed=closed)}"/>'
        for name, closed in layers
    )
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WORLD} {WORLD}">'
        f'<defs><g id="map">{paths}</g></defs></svg>'
    )
    return text.encode("ascii")


def _path(lines: Iterable[Sequence[int]], scale: float, *, closed: bool) -> str:
    return "".join(_line(line, scale) + ("z" if closed else "") for line in lines)


def _line(line: Sequence[int], scale: float) -> str:
    points = list(_points(line, scale))
    first, *rest = points
    moves = []
    last = first
    for point in rest:
        if point != last:
            moves.append(f"{point[0] - last[0]} {point[1] - last[1]}")
            last = point
    return f"M{first[0]} {first[1]}l" + " ".join(moves).replace(" -", "-") if moves else ""


def _points(line: Sequence[int], scale: float) -> Iterator[tuple[int, int]]:
    x = y = 0
    for dx, dy in zip(line[::2], line[1::2], strict=True):
        x, y = x + dx, y + dy
        yield round((x / scale + 180) / 360 * WORLD), round(down(y / scale) * WORLD)
