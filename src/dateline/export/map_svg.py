"""A map of the places of a page's reports: what the template draws as SVG, no script needed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..records.entity import Place, PlacePrecision
from ..records.event import CodedArticle
from ..resolve.lands import Land
from . import wording
from .evidence import card
from .map_lands import Box, Name, Points, borders, corners, names, path, shapes, with_context
from .map_marks import KINDS, Kind, Label, Mark, Ref, Spot, labels, marks, overlap, told
from .map_view import INSETS, NARROW, WIDE, Area, Frame, View, bar, fit, groups

COUNTRY_SIZE = 10.5
_REACH_KM: dict[PlacePrecision, float] = {
    "exact": 12,
    "near": 25,
    "admin2": 40,
    "admin1": 90,
    "country": 250,
}
"""How much around a place a view shows at least."""
_LEGEND: dict[Kind, str] = {
    "exact": "the place itself",
    "near": "near it",
    "region": "region or country only",
}
_CORNER, _EDGE, _BAR_TEXT = 10.0, 6.0, 56.0
"""Pixels from the picture's edge to the scale bar and an inset; how wide the bar's text may be."""
_MOST, _FAR = 0.6, 2.5
"""A group with that share of the reports is shown close if all are that many times as wide."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A report that has a place with coordinates."""

    place: Place
    where: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """Its ends on the picture and the kilometres between them."""

    x1: float
    x2: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture: the land as SVG paths, names of countries, dots with their labels."""

    frame: Frame
    land: str
    borders: str
    """The lines alone, where the land has edges that are no borders; else empty."""
    countries: tuple[Name, ...]
    dots: tuple[tuple[Mark, Label | None], ...]
    bar: ScaleBar | None
    inset: Inset | None

    @property
    def quads(self) -> set[int]:
        """The quad classes that colour its dots."""
        inner = set() if self.inset is None else self.inset.drawing.quads
        return inner | {mark.quad for mark, _ in self.dots}


@dataclass(frozen=True, slots=True)
class Inset:
    """A small drawing of the whole, where it lies on the picture, and which part is the large."""

    drawing: Drawing
    box: Box
    part: Box


@dataclass(frozen=True, slots=True)
class Map:
    """The map of a page, drawn for wide and for narrow screens."""

    drawings: tuple[Drawing, ...]
    caption: str
    description: str
    legend: tuple[tuple[Kind, str], ...]
    quads: tuple[int, ...]
    sized: bool
    """Whether some place has more reports than another."""
    numbered: bool
    """Whether labels give the reports' numbers."""
    spots: tuple[Spot, ...]


def placed(coded: CodedArticle, prefix: str) -> list[Placed]:
    """The reports of an article that can be shown; their cards' ids begin with ``prefix``."""
    found = []
    for number, report in enumerate(coded.reports, start=1):
        place = report.place.value
        if place is not None and _on_earth(place):
            ref = Ref(card(prefix, "r", number), number, report.codes.quad_class or 0)
            found.append(Placed(place, wording.where(report.place), ref))
    return found


def draw(found: Sequence[Placed], reports: int, lands: Sequence[Land]) -> Map | None:
    """The map of ``found``, out of so many ``reports``; None where no report has coordinates.

    ``lands`` are the countries to draw behind the dots; without them the dots stand alone.
    """
    if not found:
        return None
    spots = _spots(found)
    ground = _Ground(lands, corners(lands))
    drawings = tuple(_drawing(frame, spots, ground) for frame in (WIDE, NARROW))
    kinds = {spot.kind for spot in spots}
    return Map(
        drawings=drawings,
        caption=f"{len(found)} of {reports} report{'' if reports == 1 else 's'} "
        f"{'has' if len(found) == 1 else 'have'} a place on the map",
        description=told(spots) + ".",
        legend=tuple((kind, text) for kind, text in _LEGEND.items() if kind in kinds),
        quads=tuple(sorted(set().union(*(one.quads for one in drawings)), reverse=True)),
        sized=len({len(spot.reports) for spot in spots}) > 1,
        numbered=found[0].ref.article is None,
        spots=tuple(spots),
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is drawn behind the dots: countries, and all corners of their outlines."""

    lands: Sequence[Land]
    corners: Points


def _drawing(frame: Frame, spots: Sequence[Spot], ground: _Ground) -> Drawing:
    """All places in one view; or, where most lie close together, those, the rest in an inset."""
    whole = with_context(fit(_areas(spots), frame), ground.corners)
    near = _most(spots)
    if near is not None:
        close = with_context(fit(_areas(near), frame), ground.corners)
        if close.km_across * _FAR < whole.km_across:
            dots = marks(near, close)
            far = [spot for spot in spots if spot not in near]
            inset = _inset(close, dots, far, ground)
            if inset is not None:
                return _picture(close, dots, ground, inset)
    return _picture(whole, marks(spots, whole), ground, None)


def _picture(view: View, dots: Sequence[Mark], ground: _Ground, inset: Inset | None) -> Drawing:
    taken = [] if inset is None else [inset.box]
    scale = _scale_bar(view, [*taken, *map(_dot_box, dots)])
    taken += [] if scale is None else [_bar_box(scale)]
    named = labels(dots, view, taken)
    taken += [*(label.box for label in named.values()), *map(_dot_box, dots)]
    shown = {dots[index].spots[0].name.upper() for index in named}
    seen = shapes(ground.lands, view)
    unnamed = [shape for shape in seen if shape.land.name.upper() not in shown]
    return Drawing(
        frame=view.frame,
        land=path(seen),
        borders=borders(seen),
        countries=tuple(names(unnamed, view, taken, COUNTRY_SIZE)),
        dots=tuple((mark, named.get(index)) for index, mark in enumerate(dots)),
        bar=scale,
        inset=inset,
    )


def _most(spots: Sequence[Spot]) -> list[Spot] | None:
    """The places of the group with most of the reports; None where they are in one group only."""
    found = groups(_areas(spots))
    counted = [sum(len(spots[i].reports) for i in group) for group in found]
    largest = max(range(len(found)), key=lambda k: counted[k])
    if len(found) == 1 or counted[largest] < _MOST * sum(counted):
        return None
    return [spots[i] for i in found[largest]]


def _inset(close: View, dots: Sequence[Mark], far: Sequence[Spot], ground: _Ground) -> Inset | None:
    """A small map of all, in a corner that is free of ``dots``; None where there is none."""
    frame = INSETS[close.frame]
    free = (box for box in _corners(close.frame, frame) if not _covered(box, dots))
    box = next(free, None)
    if box is None:
        return None
    here = [Area(close.lon, close.lat, close.km_across / 2)]
    view = fit([*here, *_areas(far)], frame)
    x, y = view.xy(close.lon, close.lat)
    width = max(close.frame.width * view.across / close.across, 8.0)
    height = max(close.frame.height * view.scale / close.scale, 6.0)
    part = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    others = marks(far, view)
    named = labels(others, view, [part])
    seen = shapes(ground.lands, view)
    drawing = Drawing(
        frame=frame,
        land=path(seen),
        borders=borders(seen),
        countries=(),
        dots=tuple((mark, named.get(index)) for index, mark in enumerate(others)),
        bar=None,
        inset=None,
    )
    return Inset(drawing, box, part)


def _corners(outer: Frame, inner: Frame) -> Iterable[Box]:
    """Where a frame may lie in the corners of another, the lower ones first."""
    right, low = outer.width - inner.width - _EDGE, outer.height - inner.height - _EDGE
    for x, y in ((right, low), (_EDGE, low), (right, _EDGE), (_EDGE, _EDGE)):
        yield x, y, x + inner.width, y + inner.height


def _covered(box: Box, dots: Iterable[Mark]) -> bool:
    return any(overlap(box, _dot_box(dot)) for dot in dots)


def _spots(found: Iterable[Placed]) -> list[Spot]:
    """One for each place and precision, in the order of their first reports."""
    together: dict[tuple[str, Kind, float, float], list[Placed]] = {}
    for one in found:
        lon, lat = _position(one.place)
        key = one.where, KINDS[one.place.precision], round(lon, 3), round(lat, 3)
        together.setdefault(key, []).append(one)
    return [
        Spot(
            name=wording.clip(ones[0].place.name or where, 60),
            where=wording.clip(where, 120),
            kind=kind,
            reach=max(_REACH_KM[one.place.precision] for one in ones),
            lon=_position(ones[0].place)[0],
            lat=_position(ones[0].place)[1],
            reports=tuple(one.ref for one in ones),
            population=ones[0].place.population,
        )
        for (where, kind, _, _), ones in together.items()
    ]


def _areas(spots: Iterable[Spot]) -> list[Area]:
    return [Area(spot.lon, spot.lat, spot.reach) for spot in spots]


def _scale_bar(view: View, taken: Sequence[Box]) -> ScaleBar | None:
    """In the lower left corner or, where that is taken, the lower right."""
    found = bar(view)
    if found is None:
        return None
    kilometres, length = found
    y = view.frame.height - _CORNER
    for x in (_CORNER, view.frame.width - _CORNER - max(length, _BAR_TEXT)):
        scale = ScaleBar(round(x, 1), round(x + length, 1), y, f"{kilometres:,} km")
        if not any(overlap(_bar_box(scale), box) for box in taken):
            return scale
    return None


def _bar_box(scale: ScaleBar) -> Box:
    right = max(scale.x2, scale.x1 + _BAR_TEXT)
    return scale.x1 - 4.0, scale.y - 22.0, right + 4.0, scale.y + 4.0


def _dot_box(mark: Mark) -> Box:
    reach = mark.r + 2.0
    return mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach


def _on_earth(place: Place) -> bool:
    lat, lon = place.lat, place.lon
    return (
        lat is not None and lon is not None and math.isfinite(lon) and abs(lon) <= 360
        and math.isfinite(lat) and abs(lat) <= 90
    )  # fmt: skip


def _position(place: Place) -> tuple[float, float]:
    """Longitude and latitude; only for places that are `_on_earth`."""
    return place.lon or 0.0, place.lat or 0.0
