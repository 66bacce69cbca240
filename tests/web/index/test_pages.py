"""Pages of the table: those of the store, there and back."""

from __future__ import annotations

from typing import cast

import pytest

from dateline.errors import InputError
from dateline.records.entity import Place
from dateline.store import Filter, Store
from dateline.web.index import (
    ORDERS,
    IncidentIndex,
    TableOrder,
    TablePage,
)

from .varied import MANY


class TestPages:
    @pytest.mark.parametrize("order", ORDERS)
    def test_there_and_back(self, index: IncidentIndex, order: TableOrder) -> None:
        selection = index.snapshot().select(Filter(countries=("IRQ", "FJI")))
        pages: list[tuple[str | None, TablePage]] = []
        after: str | None = None
        while True:
            page = selection.page(order=order, after=after, limit=20)
            pages.append((after, page))
            if page.next is None:
                break
            after = page.next
        ids = [row.id for _, page in pages for row in page.rows]
        assert sorted(ids) == selection.ids()
        assert [page.before for _, page in pages] == list(range(0, len(ids), 20))
        assert {page.total for _, page in pages} == {len(ids)}
        assert [page.previous for _, page in pages] == [None, "", *(a for a, _ in pages[1:-1])]

    def test_orders_by_words(self, index: IncidentIndex) -> None:
        select = index.snapshot().select()
        found = [row.country or "" for row in select.page(order="country", limit=500).rows]
        assert found == sorted(found)
        backwards = select.page(order="type_backwards", limit=500).rows
        kinds = [(row.event_type or "", row.id) for row in backwards]
        assert kinds == sorted(kinds, reverse=True)

    def test_bad_cursors(self, index: IncidentIndex) -> None:
        select = index.snapshot().select()
        cursor = select.page(order="deadliest", limit=1).next
        by_country = select.page(order="country", limit=1).next
        assert cursor
        assert by_country
        for order, after in (
            ("newest", cursor), ("country", cursor), ("deadliest", by_country),
            ("newest", "x"), ("newest", "é"), ("newest", cursor[:-4]),
        ):  # fmt: skip
            with pytest.raises(InputError, match="after: "):
                select.page(order=cast("TableOrder", order), after=after)
        with pytest.raises(InputError, match="limit: "):
            select.page(limit=0)

    def test_a_row_has_what_the_record_has(self, filled: Store, index: IncidentIndex) -> None:
        rows = index.snapshot().select().page(limit=500).rows
        assert len(rows) == MANY
        for row in rows[::10]:
            record = filled.incident(row.id)
            assert record is not None
            place = record.place.leading or Place("", None)
            when = record.date.leading
            assert (row.country, row.admin1, row.lat, row.lon) == (
                place.country, place.admin1, place.lat, place.lon
            )  # fmt: skip
            assert (row.place_name or "") == place.name
            assert row.region_only == (place.precision in ("admin1", "country"))
            assert (row.first_day, row.last_day) == (
                (when.start, when.end) if when else (None,) * 2
            )
            assert row.killed_low == (record.killed_low or 0)
            assert {one.name for one in row.actors} == {a.name for a in record.actors.leading or ()}
            assert {one.name for one in row.targets} == {
                one.name for one in record.targets.leading or ()
            }
            assert row.sources == record.independent_sources
            assert row.review == "unreviewed"
