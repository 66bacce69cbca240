"""Samples: how many from where, the same each time, each report as likely as the others."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.records.coded import Coded
from dateline.records.event import CodedArticle
from dateline.review import Plan, Signed, draw_articles, draw_sample, is_of_articles
from dateline.review.query import filter_of, query_of
from dateline.review.sampling import POOLED, Unit, allocate, draw
from dateline.store import Filter, Store, parse_filter
from dateline.store.filters import Box

from ..store.building import RUN, an_article
from .building import AMARA, NOON, fill, simple_report

SIGNED = Signed("May audit", "anna", NOON)


def _strata(**sizes: int) -> dict[str, list[Unit]]:
    return {
        name: [Unit(f"{name}{at}", name, 0.5 if name != "sure" else 0.99) for at in range(size)]
        for name, size in sizes.items()
    }


def _units(**sizes: int) -> list[Unit]:
    return [unit for units in _strata(**sizes).values() for unit in units]


ALLOCATIONS = [
    ("proportional", 2, {"a": 600, "b": 300, "c": 100}, 100, {"a": 60, "b": 30, "c": 10}),
    ("proportional", 5, {"a": 990, "b": 8, "c": 2}, 50, {"a": 43, "b": 5, "c": 2}),
    ("equal", 2, {"a": 600, "b": 300, "c": 100}, 99, {"a": 33, "b": 33, "c": 33}),
    ("equal", 2, {"a": 600, "b": 300, "c": 10}, 90, {"a": 40, "b": 40, "c": 10}),
    # 0.5 against 0.1 of spread in strata of one size
    ("neyman", 2, {"a": 300, "sure": 300}, 120, {"a": 100, "sure": 20}),
    ("proportional", 0, {"a": 3, "b": 2}, 10, {"a": 3, "b": 2}),
]


@pytest.mark.parametrize(("allocation", "minimum", "sizes", "size", "numbers"), ALLOCATIONS)
def test_allocation(allocation, minimum, sizes, size, numbers) -> None:  # type: ignore[no-untyped-def]
    plan = Plan(size, 1, allocation=allocation, minimum=minimum)
    assert allocate(_strata(**sizes), plan) == numbers


def test_too_small_a_sample() -> None:
    with pytest.raises(InputError, match="size: 5 is too few for 3 strata of at least 2"):
        draw(_units(a=9, b=9, c=9), Plan(5, 1))
    with pytest.raises(InputError, match="draw at least 1"):
        Plan(0, 1)
    with pytest.raises(InputError, match="no reports"):
        draw([], Plan(5, 1))


def test_small_strata_are_made_one() -> None:
    strata, _ = draw(_units(a=90, b=3, c=2), Plan(20, 1, smallest=10))
    assert [(one.name, one.population) for one in strata] == [(POOLED, 5), ("a", 90)]


@given(st.integers(0, 10**9), st.randoms())
def test_the_order_of_the_store_does_not_matter(seed: int, shuffle: random.Random) -> None:
    units = _units(a=40, b=15, c=3)
    plan = Plan(20, seed)
    first = draw(units, plan)
    shuffle.shuffle(units)
    assert draw(units, plan) == first
    strata, items = first
    assert len({item.report for item in items}) == len(items) == 20
    assert Counter(item.stratum for item in items) == {one.name: one.drawn for one in strata}


def test_each_unit_is_as_likely_as_the_others() -> None:
    """4,000 samples of 5 from 20 and of 2 from 4: chi-square of the 24 numbers of draws."""
    units = _units(a=20, b=4)
    plan = {"allocation": "proportional", "minimum": 2}
    rounds = 4000
    drawn: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    for seed in range(rounds):
        _, items = draw(units, Plan(7, seed, **plan))  # type: ignore[arg-type]
        drawn.update(item.report for item in items)
        firsts[items[0].stratum] += 1
    for name, size, number in (("a", 20, 5), ("b", 4, 2)):
        share = number / size
        variance = rounds * share * (1 - share)
        found = sum(
            (drawn[f"{name}{at}"] - rounds * share) ** 2 / variance for at in range(size)
        ) * (size - 1) / size  # fmt: skip
        assert found < {20: 43.8, 4: 16.3}[size]  # chi-square at 0.999 of 19 and 3 degrees
    # the order is random over strata: 5 of 7 first items are of a
    assert abs(firsts["a"] / rounds - 5 / 7) < 0.025


def test_a_sample_of_a_store(store: Store) -> None:
    kept = fill(store, 12)
    others = [
        simple_report(an_article(number), place=Coded(AMARA), event_type=Coded("assassination"))
        for number in range(12, 15)
    ]
    for number, report in enumerate(others, 12):
        article = an_article(number)
        store.add_article(article)
        store.save_coded(1, CodedArticle(article, RUN, (report,)))
    sample = draw_sample(store, Filter(), Plan(6, 3, strata="type"), signed=SIGNED)
    assert [(one.name, one.population, one.drawn) for one in sample.strata] == [
        ("assassination", 3, 2),
        ("attack_on_civilians", 12, 4),
    ]
    assert (sample.run, sample.query, sample.seed) == (1, "run=1", 3)
    assert draw_sample(store, Filter(), Plan(6, 3, strata="type"), signed=SIGNED) == sample
    assert store.add_audit_sample(sample)
    only = draw_sample(
        store, parse_filter({"type": "attack_on_civilians"}), Plan(3, 3), signed=SIGNED
    )
    assert {item.report for item in only.items} <= {report.key for report in kept}
    for strata, name in (("country", "IRQ"), ("month", "2024-04"), ("outlet", "The Paper")):
        by = draw_sample(store, Filter(), Plan(3, 3, strata=strata), signed=SIGNED)  # type: ignore[arg-type]
        assert [one.name for one in by.strata] == [name]


def test_a_sample_of_articles(store: Store) -> None:
    fill(store, 5)
    for number in range(20, 28):
        article = an_article(number)
        store.add_article(article)
        store.save_coded(1, CodedArticle(article, RUN, ()))
    store.add_article(an_article(99))  # which the run has not coded
    copy = an_article(98)
    store.add_article(copy)
    store.save_coded(1, CodedArticle(copy, RUN, ()))
    store.mark_copy(copy.hash, an_article(1).hash)
    sample = draw_articles(store, Plan(6, 1), run=None, signed=SIGNED)
    assert is_of_articles(sample)
    assert [(one.name, one.population) for one in sample.strata] == [
        ("articles with reports", 5),
        ("articles without reports", 8),
    ]


def test_nothing_is_coded(store: Store) -> None:
    with pytest.raises(InputError, match="nothing is coded"):
        draw_sample(store, Filter(), Plan(5, 1), signed=SIGNED)


def test_a_filter_survives_its_query() -> None:
    where = Filter(
        types=("arrest", "abduction"), plover=("PROTEST",), acled=("Attack",), countries=("IRQ",),
        admin1=("Basra & Maysan",), bbox=Box(-1.5, 170.25, 3.0, -170.125), since=date(2020, 8, 1),
        until=date(2020, 8, 31), published_since=date(2020, 8, 2), actors=("Badr = X", "IRQ_COP"),
        outlets=("The Paper",), factuality=("denied",), flags=("partisan_source",),
        text='"two words" more', run=3, with_copies=True,
    )  # fmt: skip
    assert filter_of(query_of(where)) == where
    assert query_of(Filter()) == ""
    assert filter_of("") == Filter()
