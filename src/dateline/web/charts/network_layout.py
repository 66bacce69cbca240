"""Where the nodes and labels of a network come to lie: the same for the same network.

Nodes push each other away and ties pull (Fruchterman and Reingold's forces), from a spiral as a
beginning; then the picture is stretched to its frame and nodes that touch are moved apart. Labels
take the first free place of several around their node, those of the heaviest nodes first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from .svg import shortened, width_of

Points = npt.NDArray[np.float64]
Anchor = Literal["start", "middle", "end"]

_ROUNDS = 200
_GOLDEN = math.pi * (3 - math.sqrt(5))
_PULL_TO_MIDDLE = 0.9
_APART_ROUNDS = 80
_NODE_GAP = 6.0
TEXT = 11.0
_EVEN = 0.5
_LONGEST = 150.0
"""Pixels of a label; a longer one is shortened."""
_AIR = 2.5
"""Pixels free at both ends of a label: how wide it is can only be guessed here."""
_LINE = 1.2
"""Height of a line of text, in sizes."""


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label stands, and as much of it as there is room for."""

    x: float
    y: float
    anchor: Anchor
    text: str


class _Space(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Space) -> bool:
        """Whether they have a point in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def laid_out(
    pulls: Points, radii: Sequence[float], size: tuple[float, float], *, margin: float = 34.0
) -> Points:
    """The middles of nodes in a frame. ``pulls`` is how strongly each pair is tied, both ways."""
    many = len(radii)
    if many == 0:
        return np.zeros((0, 2))
    width, height = size
    aspect = width / height
    turn = np.arange(many)
    spread = np.sqrt((turn + 0.5) / many)
    at = np.stack((spread * np.cos(turn * _GOLDEN), spread * np.sin(turn * _GOLDEN)), axis=1)
    at[:, 0] *= aspect
    ideal = math.sqrt(4 * aspect / many)
    for step in range(_ROUNDS):
        heat = 0.15 * ideal * (1 - step / _ROUNDS) ** 1.5 + 1e-3
        at += _moved(at, pulls, ideal, heat * 3, aspect)
    return _apart(_stretched(at, size, margin), np.array(radii), size, margin)


def _moved(at: Points, pulls: Points, ideal: float, most: float, aspect: float) -> Points:
    between = at[:, None, :] - at[None, :, :]
    distance = np.sqrt((between**2).sum(axis=2)) + 1e-6
    away = (ideal**2 / distance**2)[:, :, None] * between
    toward = (pulls * distance / ideal)[:, :, None] * between
    force = away.sum(axis=1) - toward.sum(axis=1)
    force -= at * np.array([_PULL_TO_MIDDLE / aspect, _PULL_TO_MIDDLE]) * ideal
    length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
    step: Points = force / length * np.minimum(length, most)
    return step


def _stretched(at: Points, size: tuple[float, float], margin: float) -> Points:
    """The picture as large as the frame allows, and its crowded middle loosened.

    Halfway between where the forces leave a node and where it would be if all were evenly spread
    in their order from left to right, and from top to bottom.
    """
    if len(at) == 1:
        return np.array([size]) / 2
    low, high = at.min(axis=0), at.max(axis=0)
    reach = np.where(high - low > 1e-9, high - low, 1.0)
    order = np.argsort(np.argsort(at, axis=0, kind="stable"), axis=0) / (len(at) - 1)
    share = (1 - _EVEN) * (at - low) / reach + _EVEN * order
    found: Points = margin + share * (np.array(size) - 2 * margin)
    return found


def _apart(at: Points, radii: Points, size: tuple[float, float], margin: float) -> Points:
    """Nodes that touch moved apart, within the frame."""
    reach = np.add.outer(radii, radii) + _NODE_GAP
    np.fill_diagonal(reach, 0)
    for _ in range(_APART_ROUNDS):
        between = at[:, None, :] - at[None, :, :]
        distance = np.sqrt((between**2).sum(axis=2)) + 1e-6
        push = np.maximum(reach - distance, 0) / 2
        if not push.any():
            break
        at = at + ((push / distance)[:, :, None] * between).sum(axis=1)
        at = np.clip(at, margin / 2, np.array(size) - margin / 2)
    return np.round(at, 1)


# -- labels --------------------------------------------------------------------------------


def labels(
    texts: Sequence[str], at: Points, radii: Sequence[float], size: tuple[float, float]
) -> tuple[Label | None, ...]:
    """A place for each label, None where there is no room for it; the first texts choose first."""
    taken = [
        _Space(x - r, y - r, x + r, y + r) for (x, y), r in zip(at.tolist(), radii, strict=True)
    ]
    found: list[Label | None] = []
    for text, (x, y), r in zip(texts, at.tolist(), radii, strict=True):
        short = shortened(text, _LONGEST, TEXT)
        chosen = None
        for label, space in _places(short, (x, y), r):
            inside = space.left >= 0 and space.top >= 0
            inside = inside and space.right <= size[0] and space.bottom <= size[1]
            if inside and not any(space.meets(other) for other in taken):
                chosen = label
                taken.append(space)
                break
        found.append(chosen)
    return tuple(found)


def _places(text: str, at: tuple[float, float], r: float) -> Iterator[tuple[Label, _Space]]:
    """Right, left, below, above, then at the corners."""
    (x, y), wide, high = at, width_of(text, TEXT), TEXT * _LINE
    aside = r + 3
    corner = aside * 0.75
    for dx, dy, anchor in (
        (aside, 0.0, "start"), (-aside, 0.0, "end"),
        (0.0, aside + high / 2, "middle"), (0.0, -aside - high / 2, "middle"),
        (corner, corner + 3, "start"), (-corner, corner + 3, "end"),
        (corner, -corner - 3, "start"), (-corner, -corner - 3, "end"),
    ):  # fmt: skip
        left = x + dx - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        middle = y + dy
        sides = (left - _AIR, left + wide + _AIR)
        space = _Space(sides[0], middle - high / 2, sides[1], middle + high / 2)
        yield Label(x + dx, middle + TEXT * 0.35, anchor, text), space  # type: ignore[arg-type]
