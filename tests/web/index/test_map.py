"""Circles that never overlap."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from dateline.store import Box, Filter, Store
from dateline.web.index import (
    IncidentIndex,
)

from ...store.building import (
    RUN,
    a_place,
    an_article,
    an_incident,
    keep,
)
from .varied import CODES, PLACES


def scattered(store: Store, dice: random.Random, many: int, *, around: float | None = None) -> None:
    """Incidents at places all over, or along a meridian."""
    values = []
    for _ in range(many):
        lon = dice.uniform(-180, 180) if around is None else around + dice.gauss(0, 3)
        values.append({
            "place": a_place("X", lat=dice.gauss(10, 25 if around is None else 3) % 80,
                             lon=(lon + 180) % 360 - 180,
                             precision=dice.choice(("exact", "admin1"))),
            "codes": dice.choice(CODES),
        })  # fmt: skip
    made = []
    for number in range(0, many, 50):
        reports = keep(store, an_article(number), *values[number : number + 50])
        made += [an_incident(f"i{number}-{n}", one) for n, one in enumerate(reports)]
    store.save_incidents(store.open_run(RUN), made)


def overlaps(circles: Any, *, west: float, zoom: float) -> int:
    """How many pairs of circles overlap on the screen."""
    size = 256 * 2**zoom
    x = np.array([(one.lon - west) % 360 / 360 * size for one in circles])
    lat = np.radians([one.lat for one in circles])
    y = (1 - np.arcsinh(np.tan(lat)) / np.pi) / 2 * size
    reach = np.array([one.radius for one in circles])
    apart = np.hypot(np.subtract.outer(x, x), np.subtract.outer(y, y))
    return int(np.count_nonzero(np.triu(apart < np.add.outer(reach, reach), 1)))


class TestMap:
    @pytest.mark.parametrize("zoom", [0, 1, 2, 3.5, 5, 8, 19])
    def test_no_circles_overlap_and_nothing_is_lost(
        self, small: Store, kept: IncidentIndex, zoom: float
    ) -> None:
        scattered(small, random.Random(int(zoom)), 900)
        circles = kept.snapshot().select().clusters(zoom=zoom)
        assert sum(one.count for one in circles) == 900
        assert all(sum(one.kinds) == one.count for one in circles)
        assert overlaps(circles, west=-180, zoom=zoom) == 0
        assert all(one.south <= one.lat + 1e-3 and one.lat - 1e-3 <= one.north for one in circles)
        assert [one.count for one in circles] == sorted((c.count for c in circles), reverse=True)

    def test_across_the_antimeridian(self, small: Store, kept: IncidentIndex) -> None:
        scattered(small, random.Random(1), 300, around=180)
        view = Box(-30, 160, 80, -160)
        circles = kept.snapshot().select().clusters(view=view, zoom=2)
        assert sum(one.count for one in circles) == 300
        assert overlaps(circles, west=160, zoom=2) == 0
        assert all(-180 <= one.lon <= 180 for one in circles)
        assert any(one.west > one.east for one in circles)
        every = kept.snapshot().select(Filter(bbox=view)).clusters(view=view, zoom=2)
        assert every == circles

    def test_single_incidents_and_single_places(self, index: IncidentIndex) -> None:
        selection = index.snapshot().select()
        circles = selection.clusters(zoom=19)
        assert len(circles) == 6 - 1  # Nasiriyah and Dhi Qar's middle are one place
        assert all(one.same_place and one.id is None for one in circles)
        by_share = {one.count: one.region_only for one in circles}
        assert sum(count * share for count, share in by_share.items()) == pytest.approx(
            sum(row.region_only and row.lat is not None
                for row in selection.page(limit=1000).rows))  # fmt: skip

    def test_the_id_of_a_single_one(self, small: Store, kept: IncidentIndex) -> None:
        (report,) = keep(small, an_article(1), {"place": PLACES[2]})
        small.save_incidents(small.open_run(RUN), [an_incident("one", report)])
        (circle,) = kept.snapshot().select().clusters(zoom=4)
        assert (circle.id, circle.count, circle.region_only) == ("one", 1, 1.0)
        assert (circle.lat, circle.lon) == pytest.approx((31.05, 46.25), abs=1e-5)
        assert circle.kinds == (0, 0, 0, 0, 0, 0, 1)
