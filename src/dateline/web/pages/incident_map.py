"""A small map of where an incident's reports put it, drawn on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from ...errors import DataError
from ...export import map_svg
from ...export.map_svg import Drawing
from ...export.stored import article_of
from ...records.event import CodedArticle, CodingRun
from ...resolve.lands import Land, read_lands
from ..context import Workbench
from .incident_told import Told

_NO_RUN = CodingRun("", "", "", "", "", "", "")
_AROUND = 9.0
"""Degrees around the places in which outlines are looked for."""
_TURN = 360.0


@dataclass(frozen=True, slots=True)
class _Box:
    """Degrees; a map across the antimeridian may go past 180."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, points: Sequence[tuple[float, float]], around: float = 0.0) -> Self:
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        return cls(
            min(lons) - around, min(lats) - around, max(lons) + around, max(lats) + around
        )  # fmt: skip

    def meets(self, other: _Box) -> bool:
        """Whether the two have a part of the earth in common."""
        if other.north < self.south or self.north < other.south:
            return False
        return any(
            other.west + turn <= self.east and self.west <= other.east + turn
            for turn in (-_TURN, 0.0, _TURN)
        )


class Lands:
    """The countries' outlines, read once an app, each with the box it lies in."""

    def __init__(self, bench: Workbench) -> None:
        try:
            known = read_lands()
        except DataError:
            known = ()  # a map without countries is better than no page
        self._lands = [(land, [_Box.of(ring) for ring in land.rings]) for land in known]

    def near(self, points: Sequence[tuple[float, float]]) -> list[Land]:
        """Countries with only the outlines around some points (longitude, latitude).

        To lay all of the earth's outlines under a view of a few hundred kilometres takes seconds.
        """
        box = _Box.of(points)
        seen = _Box.of(points, max(_AROUND, (box.east - box.west) / 2, box.north - box.south))
        found = []
        for land, boxes in self._lands:
            pairs = zip(land.rings, boxes, strict=True)
            rings = tuple(ring for ring, around in pairs if around.meets(seen))
            if rings:
                found.append(replace(land, rings=rings))
        return found


def drawings(bench: Workbench, reports: Sequence[Told]) -> tuple[Drawing, ...]:
    """Each place that the reports give, with their numbers, for wide and for narrow screens."""
    if not reports:
        return ()
    head = article_of(reports[0].stored.article)
    together = CodedArticle(head, _NO_RUN, tuple(one.stored.report for one in reports))
    placed = map_svg.placed(together, "")
    if not placed:
        return ()
    points = [(one.place.lon or 0.0, one.place.lat or 0.0) for one in placed]
    drawn = map_svg.draw(placed, len(reports), bench.part(Lands).near(points))
    return () if drawn is None else drawn.drawings
