"""The dots of a map and their labels: made one where they overlap, set where there is room."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..records.entity import PlacePrecision
from .map_lands import Box
from .map_view import View

Kind = Literal["exact", "near", "region"]
Anchor = Literal["start", "middle", "end"]

KINDS: dict[PlacePrecision, Kind] = {
    "exact": "exact",
    "near": "near",
    "admin2": "region",
    "admin1": "region",
    "country": "region",
}
_SMALLEST, _LARGEST, _GROWTH = 4.6, 17.0, 2.2
"""Radius of a place with one report, of the largest dot, and what a second report adds."""
_GAP = 1.5
"""Pixels left between dots."""
_RINGS, _TURNS, _FURTHEST = 4.0, 16, 56.0
"""A ring in another's way goes to the nearest free of 16 directions, in steps of 4 pixels."""
LABEL, SMALL = 12.0, 10.5
"""Size of the letters of labels, and of the reports' numbers in them."""
_ASCENT, _DESCENT = 0.95, 0.3
"""How far letters reach above and below their line, in sizes."""
_HALO = 1.5
"""Pixels of the land's colour around letters."""
_NARROW, _BROAD = frozenset("iljtfrI.,:;'’|!()[] -1"), frozenset("mwMWQOGD@%&—…")
_TOLD = 12
"""Places that a text names before it only counts them."""
_LONGEST, _SHORTENED, _LISTED = 34, 18, 13
"""Characters of a name, of one cut for lack of room, and of a list of reports' numbers."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A report: its card's id in the page, its number and its article's, and its quad class.

    ``article`` is None where the page has one article only.
    """

    id: str
    number: int
    quad: int
    article: int | None = None

    @property
    def text(self) -> str:
        """``3``, or ``2.3`` for the third report of the second article."""
        return f"{self.number}" if self.article is None else f"{self.article}.{self.number}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its reports."""

    name: str
    where: str
    kind: Kind
    lon: float
    lat: float
    reports: tuple[Ref, ...]
    reach: float = 0.0
    """Kilometres around it that a view should show."""
    population: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot: one place, or several that fall together at this scale, the largest first."""

    spots: tuple[Spot, ...]
    x: float
    y: float
    r: float

    @property
    def kind(self) -> Kind:
        return self.spots[0].kind

    @property
    def reports(self) -> tuple[Ref, ...]:
        return tuple(ref for spot in self.spots for ref in spot.reports)

    @property
    def quad(self) -> int:
        """What most of its reports are, of equals the more hostile."""
        counted = Counter(ref.quad for ref in self.reports)
        return max(counted, key=lambda quad: (counted[quad], quad))

    @property
    def ids(self) -> str:
        return " ".join(ref.id for ref in self.reports)

    @property
    def title(self) -> str:
        return told(self.spots)


@dataclass(frozen=True, slots=True)
class Label:
    """A dot's name: its anchor on the base line, and the box it fills."""

    text: str
    note: str
    x: float
    y: float
    anchor: Anchor
    box: Box


def told(spots: Sequence[Spot]) -> str:
    """``Basra, IRQ: reports 1, 3; ...``; of many places, the first and how many more."""
    parts = []
    for spot in spots[:_TOLD]:
        region = " (region only)" if spot.kind == "region" else ""
        noun = "report" if len(spot.reports) == 1 else "reports"
        parts.append(f"{spot.where}{region}: {noun} {numbers(spot.reports)}")
    if len(spots) > _TOLD:
        parts.append(f"and {len(spots) - _TOLD} more")
    return "; ".join(parts)


def numbers(refs: Iterable[Ref]) -> str:
    """``1–4, 7``; of several articles ``1.1–1.4, 2.1``."""
    runs: list[list[Ref]] = []
    for ref in sorted(refs, key=lambda ref: (ref.article or 0, ref.number)):
        last = runs[-1][-1] if runs else None
        if last and (last.article, last.number + 1) == (ref.article, ref.number):
            runs[-1].append(ref)
        else:
            runs.append([ref])
    parts = (
        f"{run[0].text}–{run[-1].text}" if len(run) > 2 else ", ".join(ref.text for ref in run)
        for run in runs
    )
    return ", ".join(parts)


# ---- dots ------------------------------------------------------------------------------------


def marks(spots: Iterable[Spot], view: View) -> list[Mark]:
    """Dots that do not overlap, the largest first.

    Dots of one kind that would are made one, at the place of the largest. Rings, which say only
    about where, go aside for dots.
    """
    growth = _growth(spots := sorted(spots, key=_rank))
    alone = [Mark((spot,), *view.xy(spot.lon, spot.lat), _radius(spot, growth)) for spot in spots]
    found = _gathered([one for one in alone if one.kind == "exact"], growth, near=1.0)
    for kind in ("near", "region"):
        for ring in _gathered([one for one in alone if one.kind == kind], growth, near=0.5):
            found.append(_aside(ring, found, view))
    return sorted(found, key=lambda mark: (-len(mark.reports), _rank(mark.spots[0])))


def _rank(spot: Spot) -> tuple[int, bool, int, str, float, float]:
    exact = spot.kind != "exact"
    return -len(spot.reports), exact, -spot.population, spot.where, spot.lat, spot.lon


def _growth(spots: Sequence[Spot]) -> float:
    most = max((len(spot.reports) for spot in spots), default=1)
    return min(_GROWTH, (_LARGEST - _SMALLEST) / math.sqrt(max(most - 1, 1)))


def _radius(spot: Spot, growth: float, more: int = 0) -> float:
    reports = len(spot.reports) + more
    return min(_LARGEST, _SMALLEST + growth * math.sqrt(reports - 1))


def _gathered(found: list[Mark], growth: float, *, near: float) -> list[Mark]:
    """Marks of one kind, those made one that lie within ``near`` of where they touch."""
    before = -1
    while len(found) != before:
        before = len(found)
        kept: list[Mark] = []
        for mark in found:
            limit = (mark.r + _GAP) * near
            host = next((k for k, m in enumerate(kept) if _apart(m, mark) < limit + m.r * near), -1)
            if host < 0:
                kept.append(mark)
            else:
                kept[host] = _one(kept[host], mark, growth)
        found = kept
    return found


def _one(host: Mark, other: Mark, growth: float) -> Mark:
    spots = tuple(sorted(host.spots + other.spots, key=_rank))
    more = len(host.reports) + len(other.reports) - len(spots[0].reports)
    return Mark(spots, host.x, host.y, _radius(spots[0], growth, more))


def _aside(ring: Mark, found: Sequence[Mark], view: View) -> Mark:
    """``ring`` at the nearest place where it lies over nothing; where it is if there is none."""
    for x, y in _around(ring.x, ring.y):
        there = Mark(ring.spots, x, y, ring.r)
        inside = ring.r < x < view.frame.width - ring.r and ring.r < y < view.frame.height - ring.r
        if inside and all(_apart(there, other) >= ring.r + other.r + _GAP for other in found):
            return there
    return ring


def _around(x: float, y: float) -> Iterable[tuple[float, float]]:
    yield x, y
    for step in range(1, int(_FURTHEST / _RINGS) + 1):
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            yield x + step * _RINGS * math.cos(angle), y - step * _RINGS * math.sin(angle)


def _apart(one: Mark, other: Mark) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)


# ---- labels ----------------------------------------------------------------------------------


def labels(found: Sequence[Mark], view: View, taken: Iterable[Box] = ()) -> dict[int, Label]:
    """By a mark's index its label, where there is room for it; the first marks choose first."""
    dots = [_around_dot(mark) for mark in found]
    placed: list[Box] = list(taken)
    chosen: dict[int, Label] = {}
    for index, mark in enumerate(found):
        others = dots[:index] + dots[index + 1 :]
        for label in _choices(mark):
            if _fits(label.box, view) and not any(
                overlap(label.box, box) for box in (*placed, *others)
            ):
                chosen[index] = label
                placed.append(label.box)
                break
    return chosen


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def text_width(text: str, size: float) -> float:
    """How wide a text may become: wider than most fonts set it."""
    return size * sum(_letter(character) for character in text)


def _letter(character: str) -> float:
    if character in _NARROW:
        return 0.45
    if character in _BROAD or ord(character) >= 0x1100:
        return 1.05
    return 0.8 if character.isupper() else 0.7


def _choices(mark: Mark) -> Iterable[Label]:
    """Right, left, above, below and between, the best first; then the same with a shorter name."""
    limits = (_LONGEST, _SHORTENED) if len(mark.spots[0].name) > _SHORTENED else (_LONGEST,)
    for limit in limits:
        text, note = _words(mark, limit)
        width = text_width(text, LABEL) + (text_width(" " + note, SMALL) if note else 0.0)
        for x, y, anchor in _anchors(mark):
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            top, bottom = y - LABEL * _ASCENT, y + LABEL * _DESCENT
            box = (left - _HALO, top - _HALO, left + width + _HALO, bottom + _HALO)
            yield Label(text, note, x, y, anchor, box)


def _anchors(mark: Mark) -> Iterable[tuple[float, float, Anchor]]:
    side, slant = mark.r + 4.5, mark.r * 0.7 + 4.0
    x, y = mark.x, mark.y
    yield x + side, y + LABEL * 0.36, "start"
    yield x - side, y + LABEL * 0.36, "end"
    yield x, y - side, "middle"
    yield x, y + side + LABEL * 0.8, "middle"
    yield x + slant, y - slant, "start"
    yield x + slant, y + slant + LABEL * 0.7, "start"
    yield x - slant, y - slant, "end"
    yield x - slant, y + slant + LABEL * 0.7, "end"


def _words(mark: Mark, limit: int) -> tuple[str, str]:
    """A mark's name and, in small, its reports: their numbers if few, else how many."""
    first, more = mark.spots[0], len(mark.spots) - 1
    prefix = "near " if first.kind == "near" and not first.name.startswith("near ") else ""
    name = first.name if len(first.name) <= limit else first.name[: limit - 1].rstrip() + "…"
    text = prefix + name + (f" +{more}" if more else "")
    listed = numbers(mark.reports)
    if mark.reports[0].article is None and len(listed) <= _LISTED:
        return text, listed
    return text, f"{len(mark.reports)} reports" if len(mark.reports) > 1 else ""


def _around_dot(mark: Mark) -> Box:
    reach = mark.r + 1.0
    return mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach


def _fits(box: Box, view: View) -> bool:
    return (
        box[0] >= 2 and box[1] >= 2 and box[2] <= view.frame.width - 2
        and box[3] <= view.frame.height - 2
    )  # fmt: skip
