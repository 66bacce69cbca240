"""Incidents out of a store with their reports and articles, as people corrected them."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline import exporting
from dateline.errors import InputError, StoreError
from dateline.export.event_formats import EVENT_FORMATS
from dateline.export.told import ToldIncident
from dateline.exporting import corrected, event_options, read_events, told_incidents, told_of
from dateline.records.article import Source
from dateline.records.decision import Correction
from dateline.records.entity import CountRange, Place
from dateline.records.event import CodingRun
from dateline.review import to_json
from dateline.store import Filter, Store, open_store

from .export.stored_told import keep_told
from .export.told_building import RUN, counts, days, nowhere, told_incident, told_report

NOON = datetime(2020, 8, 26, 12, tzinfo=UTC)
AMARA = Place("Amara", "IRQ", "Maysan Governorate", lat=31.8, lon=47.1, geonames_id=99762)
CLASH = told_incident(
    told_report(1, counts=counts(killed=9)),
    told_report(2, outlet=Source("State TV", "state", "Ministry", "IRQ"), counts=counts(killed=4)),
    id="iclash",
)
LATER = told_incident(told_report(3, date=days("2020-09-01"), place=nowhere()), id="ilater")
NO_DAY = told_incident(told_report(4, date=days(None)), id="inoday")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    with open_store(place) as opened:
        keep_told(opened, [LATER, CLASH, NO_DAY])
        yield opened


def correct(store: Store, told: ToldIncident, which: int, **fields: Any) -> None:
    key = told.incident.reports[which]
    for name, value in fields.items():
        store.add_correction(Correction(key, name, None, to_json(value), "anna", NOON))


def read(store: Store, where: Filter | None = None, **how: Any) -> list[ToldIncident]:
    return list(told_incidents(store, where or Filter(), **how))


# -- what comes out ----------------------------------------------------------------------------


def test_as_it_was_kept(store: Store) -> None:
    assert read(store) == [NO_DAY, CLASH, LATER]
    for one in read(store):
        assert all(told.report is told.coded for told in one.told)
        assert tuple(told.report.key for told in one.told) == one.incident.reports


def test_filters(store: Store) -> None:
    assert read(store, Filter(since=date(2020, 9, 1))) == [LATER]
    assert read(store, Filter(countries=("PER",))) == []


def test_page_by_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(store)
    monkeypatch.setattr(exporting, "_AT_ONCE", 1)
    assert read(store) == whole


def test_a_run(store: Store) -> None:
    other = replace(RUN, dateline="0.2.0")
    keep_told(store, [told_incident(told_report(1), id="inew")], run=other)
    assert [one.incident.id for one in read(store)] == ["inew"]
    assert read(store, Filter(run=1)) == [NO_DAY, CLASH, LATER]
    with pytest.raises(InputError, match="there is no run 9"):
        read(store, Filter(run=9))


def test_a_store_without_anything(tmp_path: Path) -> None:
    with open_store(tmp_path / "new.sqlite") as new:
        assert read(new) == []
        options = event_options(new)
        assert (options.run, options.made.year) == (CodingRun(*[""] * 7), 1970)


def test_an_article_that_was_erased_meanwhile(store: Store) -> None:
    (clash,) = read(store, Filter(since=date(2020, 8, 1), until=date(2020, 8, 31)))
    store.erase_article(clash.told[0].article.hash)
    with pytest.raises(StoreError, match="an article was erased meanwhile; do it once more"):
        list(told_of(store, [clash.incident]))


# -- corrected ---------------------------------------------------------------------------------


def test_a_correction_reaches_the_incident(store: Store) -> None:
    correct(store, LATER, 0, place=AMARA, killed=CountRange(3, 3))
    (one,) = read(store, Filter(since=date(2020, 9, 1)))
    (told,) = one.told
    assert told.coded == LATER.told[0].coded
    assert told.report.place.value is not None
    assert told.report.place.value.name == "Amara"
    assert (one.incident.id, one.incident.revision) == ("ilater", LATER.incident.revision)
    assert one.incident.reports == LATER.incident.reports
    assert one.incident.place.value is not None
    assert one.incident.place.value.name == "Amara"
    assert (one.incident.killed_low, one.incident.killed_high) == (3, 3)
    assert read(store, Filter(since=date(2020, 9, 1)), as_coded=True) == [LATER]


def test_one_of_two_reports(store: Store) -> None:
    correct(store, CLASH, 1, place=AMARA)
    one = next(found for found in read(store) if found.incident.id == "iclash")
    assert one.told[0].report is one.told[0].coded
    assert one.told[1].report is not one.told[1].coded
    assert one.incident.place.value is None
    assert {rival.value.name for rival in one.incident.place.rivals} == {"Basra", "Amara"}
    assert one.incident.independent_sources == CLASH.incident.independent_sources
    assert (one.incident.killed_low, one.incident.killed_high) == (4, 9)


def test_codes_follow_the_type(store: Store) -> None:
    correct(store, LATER, 0, event_type="arrest")
    (one,) = read(store, Filter(since=date(2020, 9, 1)))
    assert one.incident.event_type.value == "arrest"
    assert one.incident.codes.value is not None
    assert one.incident.codes.value.plover == "COERCE"


def test_what_was_taken_back_counts_no_more(store: Store) -> None:
    correct(store, LATER, 0, place=AMARA)
    key = LATER.incident.reports[0]
    undo = Correction(key, "place", to_json(AMARA), "null", "anna", NOON + timedelta(1),
                      withdraws=NOON)  # fmt: skip
    store.add_correction(undo)
    assert read(store) == [NO_DAY, CLASH, LATER]


def test_the_very_same_incident_where_nothing_was_corrected() -> None:
    assert corrected(CLASH.incident, CLASH.told) is CLASH.incident


def test_when_it_was_made(store: Store) -> None:
    changed = store.last_changed()
    assert event_options(store).made == changed
    assert event_options(store).run == RUN
    correct(store, LATER, 0, place=AMARA)
    later = replace(store.corrections()[0], at=datetime(2100, 1, 1, tzinfo=UTC))
    store.add_correction(later)
    assert event_options(store).made == later.at
    assert event_options(store, as_coded=True).made == changed


# -- in Python ---------------------------------------------------------------------------------


def test_read_events(store: Store, place: Path) -> None:
    correct(store, LATER, 0, place=AMARA)
    for given in (store, place, str(place)):
        table = read_events(given)
        assert isinstance(table, dateline.EventTable)
        assert table.to_polars()["id"].to_list() == ["inoday", "iclash", "ilater"]
        assert table.to_polars()["place_name"].to_list() == ["Basra", "Basra", "Amara"]
        assert table.to_polars("reports").height == 4
    assert read_events(place, as_coded=True).to_polars()["place_name"].to_list()[-1] is None
    assert len(dateline.read_events(place, country="Iraq", since="2020-08")) == 1
    assert len(dateline.read_events(place, type=["arrest", "armed_clash"])) == 3
    assert len(dateline.read_events(place, run=1, since=date(2020, 9, 1), copies=True)) == 1


def test_what_cannot_be_read(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'countri' is no filter; do you mean country"):
        read_events(store, countri="IRQ")
    with pytest.raises(InputError, match="no country 'Atlantis'"):
        read_events(store, country="Atlantis")
    with pytest.raises(StoreError, match="there is no store yet"):
        read_events(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "big.sqlite") as big:
        for start in range(0, 10_000, 1_000):
            ids = range(start, start + 1_000)
            keep_told(big, [told_incident(told_report(n), id=f"i{n:09}") for n in ids])
        for name in ("jsonl", "parquet"):
            few = _peak(name, big, 2_000)
            assert _peak(name, big, 10_000) < 1.5 * few


def _peak(name: str, store: Store, many: int) -> int:
    """The most memory (bytes) that Python had while so many incidents were written."""
    options = event_options(store)
    tracemalloc.start()
    for piece in EVENT_FORMATS[name].write(islice(told_incidents(store), many), options):
        assert piece
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak
