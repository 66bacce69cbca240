"""The index means by every filter what the store means."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any, cast, get_args

import pytest

from dateline.errors import InputError
from dateline.store import Filter, Store, walk
from dateline.store.answers import Order
from dateline.web.index import (
    FacetName,
    IncidentIndex,
    TableOrder,
)

from ...store.building import (
    RUN,
    an_article,
    an_incident,
    keep,
)
from .varied import WITHOUT, any_filter


class TestFilters:
    @pytest.mark.parametrize("seed", range(150))
    def test_rows_totals_and_facets_are_the_stores(
        self, filled: Store, index: IncidentIndex, seed: int
    ) -> None:
        where = any_filter(random.Random(seed))
        selection = index.snapshot().select(where)
        assert set(selection.ids()) == set(filled.incident_ids(where))
        assert len(selection) == selection.totals().incidents == filled.count(where)
        for name, field in WITHOUT.items():
            left = replace(where, **{field: cast("Any", ())})
            expected = filled.facets(left, name, limit=500)
            found = selection.facet(cast("FacetName", name), limit=500)
            assert sorted(found, key=repr) == sorted(expected, key=repr)
            assert [one.count for one in found] == [one.count for one in expected]
            assert [one.value for one in found] == [one.value for one in expected]

    @pytest.mark.parametrize("seed", range(150, 190))
    def test_totals_are_those_of_the_records(
        self, filled: Store, index: IncidentIndex, seed: int
    ) -> None:
        where = any_filter(random.Random(seed))
        records = list(walk(lambda after: filled.incidents(where, after=after)))
        totals = index.snapshot().select(where).totals()
        assert totals.killed_low == sum(one.killed_low or 0 for one in records)
        assert totals.undated == sum(one.date.leading is None for one in records)
        places = [one.place.leading for one in records]
        assert totals.unplaced == sum(place is None or place.lat is None for place in places)

    @pytest.mark.parametrize("order", get_args(Order))
    @pytest.mark.parametrize("seed", range(6))
    def test_pages_are_the_stores(
        self, filled: Store, index: IncidentIndex, order: Order, seed: int
    ) -> None:
        if order == "changed":
            with pytest.raises(InputError, match="order: 'changed' is none of newest, oldest"):
                index.snapshot().select().page(order=cast("TableOrder", order))
            return
        where = any_filter(random.Random(seed))
        selection = index.snapshot().select(where)
        after = None
        while True:
            theirs = filled.incidents(where, order=order, after=after, limit=17)
            ours = selection.page(order=order, after=after, limit=17)
            assert [row.id for row in ours.rows] == [one.id for one in theirs.items]
            assert ours.next == theirs.next
            if theirs.next is None:
                return
            after = theirs.next

    def test_the_limit_of_a_facet_and_what_is_chosen(self, index: IncidentIndex) -> None:
        selection = index.snapshot().select(Filter(countries=("WSM",)))
        every = selection.facet("country")
        assert [one.value for one in selection.facet("country", limit=1)] == [every[0].value]
        assert selection.facet("country", limit=1, also=["wsm", "XXX", every[0].value]) == (
            every[0],
            next(one for one in every if one.value == "WSM"),
        )

    def test_types_of_acled_leave_out_acleds_filter(self, index: IncidentIndex) -> None:
        whole = index.snapshot().select().facet("acled_type")
        assert index.snapshot().select(Filter(acled=("Riots",))).facet("acled_type") == whole
        assert {one.value for one in whole} == {
            "Battles", "Explosions/Remote violence", "Protests", "Riots"
        }  # fmt: skip


def test_numbers_that_do_not_fit(small: Store, kept: IncidentIndex) -> None:
    (report,) = keep(small, an_article(1), {"counts": ()})
    huge = [an_incident(f"i{n}", report, killed_low=10**20) for n in range(1100)]
    small.save_incidents(small.open_run(RUN), huge)
    assert kept.snapshot().select().totals().killed_low == 2**53 * 1100
