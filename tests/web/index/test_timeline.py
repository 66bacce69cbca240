"""Incidents over time, whatever the dates."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from dateline.store import Filter, Store
from dateline.web.index import (
    IncidentIndex,
    Selection,
)

from ...store.building import (
    RUN,
    an_article,
    an_incident,
    days,
    keep,
)
from .varied import MANY, any_filter


def counted(selection: Selection) -> int:
    line = selection.timeline()
    return sum(one.total for one in line.bins) + line.undated + line.earlier + line.later


class TestTimeline:
    @pytest.mark.parametrize("unit", [None, "day", "week", "month", "year", "decade", "century"])
    def test_every_incident_once(self, index: IncidentIndex, unit: Any) -> None:
        line = index.snapshot().select().timeline(unit=unit)
        assert sum(one.total for one in line.bins) + line.undated == MANY
        assert line.unit == (unit or "week")
        for one, following in zip(line.bins, line.bins[1:], strict=False):
            assert one.last + timedelta(days=1) == following.first
        if line.unit == "week":
            assert {one.first.weekday() for one in line.bins} == {0}
        if line.unit == "month":
            assert {one.first.day for one in line.bins} == {1}

    @pytest.mark.parametrize("seed", range(40))
    def test_it_adds_up_for_any_filter(self, index: IncidentIndex, seed: int) -> None:
        selection = index.snapshot().select(any_filter(random.Random(seed)))
        assert counted(selection) == len(selection)

    def test_it_stays_within_the_period(self, index: IncidentIndex) -> None:
        where = Filter(since=date(2020, 3, 10), until=date(2020, 3, 20))
        line = index.snapshot().select(where).timeline()
        assert (line.bins[0].first, line.bins[-1].last) == (where.since, where.until)
        assert len(line.bins) == 11
        whole = index.snapshot().select(where).timeline(whole=True)
        assert whole == index.snapshot().select().timeline()

    def test_nothing(self, index: IncidentIndex) -> None:
        assert index.snapshot().select(Filter(countries=("USA",))).timeline().bins == ()

    def test_the_period_before(self, filled: Store, index: IncidentIndex) -> None:
        where = Filter(since=date(2020, 3, 11), until=date(2020, 3, 20), countries=("IRQ",))
        compared = index.snapshot().select(where).compared()
        assert compared is not None
        assert (compared.since, compared.until) == (date(2020, 3, 1), date(2020, 3, 10))
        before = replace(where, since=compared.since, until=compared.until)
        assert compared.totals == index.snapshot().select(before).totals()
        for none in (Filter(), Filter(since=where.since), Filter(until=where.until),
                     Filter(since=date(1, 1, 3), until=date(1, 1, 9))):  # fmt: skip
            assert index.snapshot().select(none).compared() is None


class TestStrays:
    def test_a_year_far_off_does_not_squeeze_the_rest(
        self, small: Store, kept: IncidentIndex
    ) -> None:
        reports = keep(small, an_article(1), *[{"date": days("2020-01-05")}] * 40)
        stray, *_ = keep(small, an_article(2), {"date": days("0001-01-01")})
        run = small.open_run(RUN)
        many = [an_incident(f"i{n}-{m}", report) for n, report in enumerate(reports)
                for m in range(60)]  # fmt: skip
        small.save_incidents(run, [*many, an_incident("stray", stray)])
        line = kept.snapshot().select().timeline()
        assert (line.unit, line.earlier, line.later, len(line.bins)) == ("day", 1, 0, 1)
        every = kept.snapshot().select().timeline(unit="day")
        assert sum(one.total for one in every.bins) + every.earlier == len(many) + 1

    def test_the_ends_of_the_calendar(self, small: Store, kept: IncidentIndex) -> None:
        for number, day in enumerate(("0001-01-01", "9999-12-31")):
            (report,) = keep(small, an_article(number), {"date": days(day)})
            small.save_incidents(small.open_run(RUN), [an_incident(f"i{number}", report)])
        for unit in (None, "day", "week", "month", "year", "decade"):
            line = kept.snapshot().select().timeline(unit=cast("Any", unit))
            assert (line.bins[0].first, line.bins[-1].last) == (date.min, date.max)
            assert sum(one.total for one in line.bins) == 2
