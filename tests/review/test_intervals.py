"""Intervals against published examples, closed forms and simulations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.review.agreement import agreement
from dateline.review.intervals import (
    Interval,
    StratumCounts,
    StratumPairs,
    effective_size,
    ratio_bootstrap,
    stratified_bootstrap,
    weighted_ratio,
    weighted_share,
    weighted_wilson,
    wilson,
)

# R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("right", "total", "low", "high"), NEWCOMBE)
def test_wilson_as_published(right: int, total: int, low: float, high: float) -> None:
    found = wilson(right, total)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_wilson_by_hand() -> None:
    # With z = 2: middle (8 + 2) / (10 + 4) = 5/7; half 2/14 * sqrt(10 * .8 * .2 + 1) = .23034.
    found = wilson(8, 10, z=2)
    assert found is not None
    assert found.low == pytest.approx(5 / 7 - 2.6**0.5 / 7)
    assert found.high == pytest.approx(5 / 7 + 2.6**0.5 / 7)


@given(st.integers(1, 500))
def test_wilson_at_the_ends(total: int) -> None:
    square = 1.959963984540054**2
    nothing, everything = wilson(0, total), wilson(total, total)
    assert nothing is not None
    assert everything is not None
    assert nothing.low == 0
    assert nothing.high == pytest.approx(square / (total + square))
    assert everything.high == 1
    assert everything.low == pytest.approx(total / (total + square))


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_is_symmetric(drawn: tuple[int, int]) -> None:
    right, total = drawn
    one, other = wilson(right, total), wilson(total - right, total)
    assert one is not None
    assert other is not None
    assert 0 <= one.low <= right / total <= one.high <= 1
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low), abs=1e-12)


def test_nothing_counted() -> None:
    bare = [StratumCounts(10, 3, 0, 0)]
    assert wilson(0, 0) is None
    assert weighted_share(bare) is None
    assert weighted_wilson(bare) is None
    assert stratified_bootstrap(bare, seed=1) is None
    assert effective_size(bare) == 0


def test_counts_that_cannot_be() -> None:
    for counts in ((10, 3, 2, 2), (2, 3, 1, 1), (10, 3, -1, 2)):
        with pytest.raises(ValueError, match="stratum"):
            StratumCounts(*counts)


def test_weights_of_strata() -> None:
    # 900 reports with 8 of 10 right, 100 with 2 of 10: 0.9 * 0.8 + 0.1 * 0.2.
    strata = [StratumCounts(900, 10, 8, 2), StratumCounts(100, 10, 2, 8)]
    assert weighted_share(strata) == pytest.approx(0.74)
    # Kish: (10 * 90 + 10 * 10)^2 / (10 * 90^2 + 10 * 10^2)
    assert effective_size(strata) == pytest.approx(1_000_000 / 82_000)
    assert effective_size([StratumCounts(500, 50, 30, 20)]) == pytest.approx(50)


def test_the_bootstrap_is_reproducible_and_its_spread_that_of_the_theory() -> None:
    strata = [StratumCounts(600, 60, 48, 12), StratumCounts(400, 80, 40, 40)]
    found = stratified_bootstrap(strata, seed=7, rounds=40_000)
    assert found == stratified_bootstrap(strata, seed=7, rounds=40_000)
    assert found != stratified_bootstrap(strata, seed=8, rounds=40_000)
    # Cochran (1977), 5.53: sum of W^2 (1 - f) p q / (n - 1)
    variance = 0.6**2 * 0.9 * 0.8 * 0.2 / 59 + 0.4**2 * 0.8 * 0.5 * 0.5 / 79
    assert found is not None
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * variance**0.5, rel=0.04)
    assert (found.high + found.low) / 2 == pytest.approx(0.6 * 0.8 + 0.4 * 0.5, abs=0.01)


def test_what_was_looked_at_whole_has_no_spread() -> None:
    assert stratified_bootstrap([StratumCounts(20, 20, 15, 5)], seed=1) is None
    whole, part = StratumCounts(20, 20, 15, 5), StratumCounts(100, 20, 15, 5)
    both = stratified_bootstrap([whole, part], seed=1)
    alone = stratified_bootstrap([part], seed=1)
    assert both is not None
    assert alone is not None
    assert both.high - both.low < alone.high - alone.low


def test_all_right_says_nothing_of_the_spread() -> None:
    strata = [StratumCounts(500, 20, 20, 0), StratumCounts(100, 10, 10, 0)]
    assert stratified_bootstrap(strata, seed=3) is None
    found = weighted_wilson(strata)
    assert found is not None
    assert found.high == 1
    assert 0.8 < found.low < 0.9


@pytest.mark.parametrize(("shares", "least"), [((0.8, 0.6, 0.7), 0.92), ((0.9, 0.7, 0.5), 0.92)])
def test_the_bootstrap_covers(shares: tuple[float, ...], least: float) -> None:
    """Of 400 samples from a known finite population the interval holds the truth in about 95%."""
    sizes, drawn = (600, 300, 100), (60, 50, 40)
    assert least <= _coverage(shares, sizes, drawn, _bootstrap) <= 0.98


def test_wilson_covers_where_nearly_all_is_right() -> None:
    """At 98% right the bootstrap is too narrow; Wilson's at the effective size is not."""
    sizes, drawn, shares = (600, 300, 100), (60, 50, 40), (0.98, 0.98, 0.98)
    assert _coverage(shares, sizes, drawn, weighted_wilson) >= 0.94


def _bootstrap(strata: list[StratumCounts]) -> Interval | None:
    return stratified_bootstrap(strata, seed=11, rounds=600)


def _coverage(shares, sizes, drawn, interval) -> float:  # type: ignore[no-untyped-def]
    random = np.random.default_rng(20240515)
    right = [round(share * size) for share, size in zip(shares, sizes, strict=True)]
    truth = sum(right) / sum(sizes)
    held = 0
    for _ in range(400):
        strata = []
        for good, size, number in zip(right, sizes, drawn, strict=True):
            found = int(random.hypergeometric(good, size - good, number))
            strata.append(StratumCounts(size, number, found, number - found))
        inside = interval(strata)
        held += inside is not None and inside.low <= truth <= inside.high
    return held / 400


def test_ratio_of_pairs() -> None:
    strata = [
        StratumPairs(100, ((3, 4), (5, 5), (2, 4), (4, 4), (1, 1), (0, 2))),
        StratumPairs(300, ((0, 0), (0, 1), (0, 0))),
    ]
    # 100/6 * 15 found of 100/6 * 20 + 100 * 1 events
    assert weighted_ratio(strata) == pytest.approx(250 / (1000 / 3 + 100))
    found = ratio_bootstrap(strata, seed=5)
    assert found is not None
    assert found == ratio_bootstrap(strata, seed=5)
    assert found.low < 250 / (1000 / 3 + 100) < found.high
    assert ratio_bootstrap([StratumPairs(100, ((2, 2), (3, 3)))], seed=5) is None
    assert weighted_ratio([StratumPairs(10, ())]) is None


def test_ratio_bootstrap_covers() -> None:
    """Articles with a number of events each; 300 samples of 60 from 500."""
    random = np.random.default_rng(3)
    events = random.poisson(3, 500)
    found = random.binomial(events, 0.7)
    truth = found.sum() / events.sum()
    held = 0
    for _ in range(300):
        some = random.choice(500, 60, replace=False)
        pairs = tuple((float(found[i]), float(events[i])) for i in some)
        inside = ratio_bootstrap([StratumPairs(500, pairs)], seed=9, rounds=500)
        held += inside is not None and inside.low <= truth <= inside.high
    assert 0.91 <= held / 300 <= 0.985


KAPPA = [
    # Fifty proposals: 20 both yes, 15 both no, 5 and 10 apart: chance 0.5, kappa 0.4.
    ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.7, 0.4),
    ([("y", "y")] * 45 + [("y", "n")] * 15 + [("n", "y")] * 25 + [("n", "n")] * 15, 0.6, 0.1304),
    ([("y", "n")] * 5 + [("n", "y")] * 5, 0.0, -1.0),
    ([("y", "y")] * 9, 1.0, None),
    ([], None, None),
]


@pytest.mark.parametrize(("pairs", "share", "kappa"), KAPPA)
def test_kappa(pairs: list[tuple[str, str]], share: float | None, kappa: float | None) -> None:
    found = agreement(pairs)
    assert found.share == share
    assert found.kappa == (None if kappa is None else pytest.approx(kappa, abs=5e-5))
