"""An article erased, then the incidents merged anew: what the store cut and what merging makes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.merge.updating import Merger, erase
from dateline.store import Store, open_store

from .building import RUN, Report, a_place, an_article, days, keep, killed

TOLD = {"place": a_place("Basra", geonames_id=1), "date": days("2020-08-24")}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store.sqlite")


@pytest.fixture
def reports(store: Store) -> tuple[Report, Report]:
    """Two reports, by an article and its copy, which therefore tell of one event."""
    return added(store)


def added(store: Store) -> tuple[Report, Report]:
    original = an_article(1, published=date(2020, 8, 24))
    copy = an_article(2, published=date(2020, 8, 25), copy_of=original.hash)
    (one,) = keep(store, original, {**TOLD, "counts": killed(9)})
    (other,) = keep(store, copy, {**TOLD, "counts": killed(9)})
    return one, other


def test_the_id_lasts(store: Store, reports: tuple[Report, Report]) -> None:
    merger = Merger(store, store.open_run(RUN))
    merger.update()
    (both,) = store.incidents().items
    assert set(both.reports) == {report.key for report in reports}
    assert erase(store, an_article(1).hash)
    assert not erase(store, an_article(1).hash)
    (left,) = store.incidents().items
    assert (left.id, left.reports) == (both.id, (reports[1].key,))
    assert (left.killed_low, left.first_published) == (9, date(2020, 8, 25))
    assert left.revision == both.revision + 2
    assert merger.update() == 0, "one that knew the article of before merges the same"


def test_one_that_comes_back(store: Store, reports: tuple[Report, Report]) -> None:
    merger = Merger(store, store.open_run(RUN))
    merger.update()
    (both,) = store.incidents().items
    for number in (1, 2):
        assert erase(store, an_article(number).hash)
    assert store.count() == 0
    added(store)
    merger.update()
    (back,) = store.incidents().items
    assert back.id == both.id
    assert back.revision > both.revision
    assert merger.update() == 0
