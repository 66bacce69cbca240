"""On which side of a country or division a place lies, by where its towns lie."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .gazetteer import Gazetteer

Side = Literal["north", "south", "east", "west"]
OPPOSITE: Mapping[Side, Side] = {"north": "south", "south": "north", "east": "west", "west": "east"}

_FEWEST_TOWNS = 12
_WIDEST = 150.0
"""Degrees of longitude from which on a country is taken to cross the date line."""
_LEAST_DEGREES = 0.18
"""How far beyond the middle a town must lie: some 20 km."""
_RANK = 0.6


@dataclass(frozen=True, slots=True)
class Away:
    """How far from one side of a land a place lies: 0 on that side, 1 on the other.

    ``span`` counts between the 5th and 95th percentile of the land's towns; ``clear`` says
    that the place lies beyond the middle of the towns, of the map, and by some 20 km.
    """

    span: float
    clear: bool


def away(
    gazetteer: Gazetteer, point: tuple[float, float], side: Side, *, iso3: str, admin1: str | None
) -> Away | None:
    """How far ``point`` lies from a side of a country or division; None where few towns tell."""
    towns = gazetteer.town_points(iso3, admin1)
    axis = 0 if side in ("north", "south") else 1
    sign = -1.0 if side in ("north", "east") else 1.0
    values = sorted(sign * town[axis] for town in towns)
    if len(values) < _FEWEST_TOWNS or values[-1] - values[0] > _WIDEST:
        return None
    low, high = values[len(values) // 20], values[-1 - len(values) // 20]
    if high - low < 2 * _LEAST_DEGREES:
        return None
    value = sign * point[axis]
    beyond = (
        bisect_left(values, value) >= _RANK * len(values)
        and value >= (values[0] + values[-1]) / 2
        and value - (low + high) / 2 >= _LEAST_DEGREES
    )
    return Away((value - low) / (high - low), beyond)


_THIRD, _QUARTER, _RIM = 0.667, 0.75, 0.9


def opposite(
    gazetteer: Gazetteer,
    point: tuple[float, float],
    sides: Sequence[Side],
    *,
    iso3: str,
    admin1: str | None,
) -> Side | None:
    """The side a place clearly lies on where that speaks against ``sides``.

    One side is spoken against from the opposite third. Of two ("south-west"), one must be
    missed by more, and by most where the place does lie on the other: lands lie aslant.
    """
    found = {s: away(gazetteer, point, s, iso3=iso3, admin1=admin1) for s in sides}
    for side in sides:
        place = found[side]
        if place is None or not place.clear:
            continue
        others = [found[s] for s in sides if s != side]
        least = _QUARTER if others else _THIRD
        if any(o is None or o.span <= 1 - _THIRD for o in others):
            least = _RIM
        if place.span >= least:
            return OPPOSITE[side]
    return None
