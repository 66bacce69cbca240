"""Intervals of counts against printed tables."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest

from dateline.aggregates.rates import poisson_interval, with_rates


@pytest.mark.parametrize(("count", "low", "high"), [
    (0, 0.0, 3.689), (1, 0.0253, 5.572), (2, 0.2422, 7.225), (5, 1.6235, 11.668),
    (10, 4.795, 18.390), (20, 12.217, 30.888), (50, 37.111, 65.919), (100, 81.364, 121.627),
    (200, 173.24, 229.72), (1000, 938.97, 1063.95),
])  # fmt: skip
def test_as_in_the_tables(count: int, low: float, high: float) -> None:
    assert poisson_interval(count) == pytest.approx((low, high), rel=2e-4, abs=1e-3)


def test_it_grows_without_a_step() -> None:
    """Where the exact form gives way to the near one too."""
    ends = [poisson_interval(count) for count in range(190, 215)]
    for (low, high), (next_low, next_high) in pairwise(ends):
        assert 0.9 < next_low - low < 1.1
        assert 0.9 < next_high - high < 1.1


def test_no_articles_no_rate() -> None:
    frame = pl.DataFrame({"incidents": [4, 0, 4, 4], "articles": [0, 20, None, 2000]})
    found = with_rates(frame, "articles", "per")
    assert found["per"].to_list() == [None, 0.0, None, 2.0]
    assert found["per_low"].to_list()[:3] == [None, 0.0, None]
    assert found["per_high"].to_list()[1] == pytest.approx(184.4440, abs=1e-3)
    assert with_rates(frame.clear(), "articles", "per").columns[-1] == "per_high"
