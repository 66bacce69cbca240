"""Incidents as rows, lists of articles, outlets; run for each backend by test_contract.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from dateline.errors import InputError, StoreError
from dateline.records.article import Source
from dateline.records.entity import Actor
from dateline.records.event import Report
from dateline.records.incident import Incident, ReportedWords, ReportsContradiction, Rivals
from dateline.store import Filter, Store, Withdrawal, walk

from . import anything
from .building import (
    NEXT_RUN,
    NOON,
    RUN,
    a_coding,
    a_place,
    a_report,
    an_actor,
    an_article,
    an_incident,
    codes,
    days,
    keep,
    killed,
    undone,
)
from .conftest import Reopen
from .contract import ANY
from .contract_incidents import Clock


def clash(*reports: Report) -> ReportsContradiction:
    words = tuple(ReportedWords(report.key, report.trigger) for report in reports)
    return ReportsContradiction("count", "They cannot both hold.", words)


class TestRows:
    def test_all_that_filters_look_at(self, store: Store) -> None:
        place = a_place("Basra", admin1="Al-Baṣrah", lat=30.5, lon=47.8, precision="near")
        told: dict[str, Any] = {
            "codes": codes("ASSAULT", "Battles", "Armed clash"),
            "place": place,
            "date": days("2020-08-24", "2020-08-25"),
            "actors": (an_actor("Police", "IRQ_COP"),),
            "targets": (an_actor("A crowd"),),
            "counts": killed(9),
            "flags": ("partisan_source",),
        }
        (one,) = keep(store, an_article(1, published=NOON.date()), told)
        (bare,) = keep(store, an_article(2, source=None), {})
        published = {"first_published": NOON.date(), "last_published": NOON.date()}
        run = store.open_run(RUN)
        store.save_incidents(run, [an_incident("one", one, revision=3, **published),
                                   an_incident("bare", bare, event_type=Rivals(None))])  # fmt: skip
        first, second = store.incident_rows()
        names = {number: (id, name) for number, id, name in store.actor_names()}
        outlets = dict(store.outlet_names())
        assert (first.id, first.event_type, first.plover) == ("one", "attack", "ASSAULT")
        assert (first.acled_type, first.acled_sub) == ("Battles", "Armed clash")
        assert (first.country, first.admin1, first.admin1_folded) == (
            "IRQ", "Al-Baṣrah", "al-baṣrah")  # fmt: skip
        assert (first.lat, first.lon) == (30.5, 47.8)
        assert (first.place_name, first.place_precision) == ("Basra", "near")
        day = NOON.date().toordinal()
        assert (first.first_day, first.last_day) == (day, day + 1)
        assert (first.first_published, first.last_published) == (day, day)
        assert (first.killed, first.sources, first.revision) == (9, 1, 3)
        assert {(names[number], role) for number, role in first.actors} == {
            (("IRQ_COP", "Police"), "actor"), (("", "A crowd"), "target")}  # fmt: skip
        assert [outlets[number] for number in first.outlets] == ["The Paper"]
        assert (first.factualities, first.flags) == (("asserted",), ("partisan_source",))
        assert second == (
            "bare", *[None] * 11, 0, 0, 0, 0, 0, 1, 1, (), (), ("asserted",), (), second.number
        )  # fmt: skip
        assert first.number < second.number

    def test_of_one_run(self, store: Store) -> None:
        (old,) = keep(store, an_article(1), {"actors": (an_actor("Police"),)})
        (new,) = keep(store, an_article(2, source=Source("Other")),
                      {"actors": (an_actor("Army"),)}, run=NEXT_RUN)  # fmt: skip
        first, second = (run.number for run in store.runs())
        store.save_incidents(first, [an_incident("one", old)])
        store.save_incidents(second, [an_incident("two", new)])
        assert [row.id for row in store.incident_rows()] == ["two"]
        assert [row.id for row in store.incident_rows(first)] == ["one"]
        assert [name for _, _, name in store.actor_names(first)] == ["Police"]
        assert [name for _, name in store.outlet_names()] == ["Other"]
        for ask in (store.incident_rows, store.actor_names, store.outlet_names):
            with pytest.raises(StoreError, match="no run 9"):
                list(ask(9))

    def test_more_than_are_read_at_once(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = store.open_run(RUN)
        other = store.open_run(NEXT_RUN)
        ids = [f"i{n}" for n in range(70)]
        for n, id in enumerate(ids):
            (report,) = keep(store, an_article(n), {"flags": (f"f{n}",)})
            store.save_incidents(run, [an_incident(id, report)])
            (report,) = keep(store, an_article(n), {"flags": ("other",)}, run=NEXT_RUN)
            store.save_incidents(other, [an_incident(id, report)])
        store.save_incidents(run, [Withdrawal(f"i{n}", 2) for n in range(10, 60)])
        for at_once in (1, 2, 3, 20, 1_000):
            monkeypatch.setattr("dateline.store.sql_columns.AT_ONCE", at_once)
            rows = list(store.incident_rows(run))
            assert [row.id for row in rows] == [*ids[:10], *ids[60:]]
            assert [row.flags for row in rows] == [(f"f{id[1:]}",) for id in (*ids[:10], *ids[60:])]

    def test_what_has_changed(self, reopen: Reopen) -> None:
        clock = Clock()
        store = reopen(clock=clock)
        reports = [keep(store, an_article(n), {})[0] for n in range(3)]
        run = store.open_run(RUN)
        store.save_incidents(run, [an_incident(f"i{n}", one) for n, one in enumerate(reports)])
        (*_, seen) = store.changes_since(NOON - timedelta(days=1))
        assert list(store.incident_rows(changed_since=seen.at)) == []
        clock.now += timedelta(hours=1)
        store.save_incidents(run, [an_incident("i1", reports[1], revision=2), Withdrawal("i2", 2)])
        (row,) = store.incident_rows(changed_since=seen.at)
        assert (row.id, row.revision) == ("i1", 2)

    @given(incident=anything.incidents)
    @ANY
    def test_the_same_as_the_record(self, store: Store, incident: Incident) -> None:
        with undone(store):
            (report,) = keep(store, an_article(), {})
            incident = replace(incident, reports=(report.key,))
            store.save_incidents(store.open_run(RUN), [incident])
            (row,) = store.incident_rows()
            place, when = incident.place.leading, incident.date.leading
            assert (row.id, row.event_type) == (incident.id, incident.event_type.leading)
            assert row.place_precision == (place.precision if place else None)
            assert row.first_day == (when.start.toordinal() if when else 0)
            named = {(id, name) for _, id, name in store.actor_names()}
            said = (*(incident.actors.leading or ()), *(incident.targets.leading or ()))
            assert named == {(one.id or "", one.name) for one in said}


class TestAsking:
    @pytest.fixture(autouse=True)
    def _filled(self, store: Store) -> None:
        run = store.open_run(RUN)
        for n, country in enumerate(("IRQ", "IRQ", "SYR")):
            place = a_place(f"Town{n}", country)
            (report,) = keep(store, an_article(n, title="A march"), {"place": place})
            store.save_incidents(run, [an_incident(f"i{n}", report)])

    def test_ids_of_a_filter(self, store: Store) -> None:
        assert store.incident_ids(Filter()) == ("i0", "i1", "i2")
        assert store.incident_ids(Filter(countries=("IRQ",), text="town1")) == ("i1",)
        with pytest.raises(StoreError, match="no run 9"):
            store.incident_ids(Filter(run=9))

    def test_words_alone(self, store: Store) -> None:
        numbers = {row.id: row.number for row in store.incident_rows()}
        assert store.incidents_saying("TOWN1 march") == (numbers["i1"],)
        assert store.incidents_saying('"a march"') == tuple(numbers.values())
        for nothing in ("", "  ", "???", "nowhere"):
            assert store.incidents_saying(nothing) == ()

    def test_the_version(self, store: Store) -> None:
        run = store.open_run(RUN)
        before = store.version()
        assert before == store.version(run) == store.version()
        store.add_article(an_article(9))
        assert store.version() == before
        store.save_incidents(run, [Withdrawal("i0", 2, "i1")])
        assert store.version() != before
        other = store.open_run(NEXT_RUN)
        assert store.version() == store.version(other) != store.version(run)
        with pytest.raises(StoreError, match="no run 9"):
            store.version(9)


class TestArticlesPage:
    def test_the_last_published_first(self, store: Store) -> None:
        day = NOON.date()
        dates = (day, None, day + timedelta(days=1), day, None)
        articles = [an_article(n, published=date) for n, date in enumerate(dates)]
        for article in articles:
            store.add_article(article)
        wanted = [articles[n].hash for n in (2, 3, 0, 4, 1)]
        for limit in (1, 2, 3, 5, 9):
            heads = list(walk(lambda after: store.articles_page(after=after, limit=limit)))  # noqa: B023
            assert [head.hash for head in heads] == wanted
        first = store.articles_page(limit=2)
        store.add_article(an_article(7, published=day + timedelta(days=9)))
        assert [head.hash for head in store.articles_page(after=first.next).items] == wanted[2:]
        assert first.items[0].published == dates[2]

    def test_by_outlet_and_words(self, store: Store) -> None:
        given = an_article(1, source=Source("The  Paper"), text="Police fired tear gas.")
        by_run = an_article(2, source=None, text="Police came.")
        other = an_article(3, source=Source("Other"), text="Police left.")
        for article in (given, by_run, other):
            store.add_article(article)
        known = replace(by_run, source=Source("the paper", "state"))
        store.save_coded(store.open_run(RUN), a_coding(known))

        def found(**asked: str) -> set[str]:
            return {head.hash for head in store.articles_page(**asked).items}

        assert found(outlet="THE PAPER") == {given.hash, by_run.hash}
        assert found(text="police") == {given.hash, by_run.hash, other.hash}
        assert found(outlet="The Paper", text='"tear gas"') == {given.hash}
        assert found(outlet="none") == found(text="???") == set()
        assert found(text=" ") == found()

    @pytest.mark.parametrize("after", ["x", "", "eyJ9", "WyJhcnRpY2xlcyIsMSwieCJd"])
    def test_no_cursor(self, store: Store, after: str) -> None:
        with pytest.raises(InputError, match="after"):
            store.articles_page(after=after)
        with pytest.raises(InputError, match="limit"):
            store.articles_page(limit=0)


class TestOutlets:
    def test_how_much_of_what(self, store: Store) -> None:
        state, again = Source("The Paper", "state"), Source("the  paper", "state")
        one, two, three, four = (an_article(n) for n in range(4))
        run = store.open_run(RUN)
        reports = []
        for article, source, number in (
            (one, state, 2), (two, again, 1), (three, Source("Other"), 1), (four, None, 1)
        ):  # fmt: skip
            coded = replace(article, source=source)
            store.add_article(article)
            found = [a_report(coded, n) for n in range(number)]
            store.save_coded(run, a_coding(coded, *found))
            reports += found
        store.add_article(silent := an_article(5))
        store.save_coded(run, a_coding(replace(silent, source=Source("Other"))))
        store.save_incidents(run, [
            an_incident("alone", reports[0], reports[2], contradictions=(clash(*reports[0:3:2]),)),
            an_incident("both", reports[1], reports[3], contradictions=(clash(*reports[1:4:2]),)),
            an_incident("nobody", reports[4]),
        ])  # fmt: skip
        paper, other = store.outlet_counts()
        numbers = dict(store.outlet_names())
        assert {numbers[n] for n in paper.numbers} == {"The Paper", "the  paper"}
        assert (paper.name, paper.source) == ("the  paper", again)
        assert (paper.articles, paper.reports, paper.incidents) == (2, 3, 2)
        assert (paper.alone, paper.contradicted) == (1, 2)
        assert (other.name, other.articles, other.reports, other.incidents) == ("Other", 2, 1, 1)
        assert (other.alone, other.contradicted) == (0, 1)
        store.save_incidents(run, [an_incident("alone", reports[0], reports[2], revision=2)])
        assert [one.contradicted for one in store.outlet_counts()] == [1, 1]
        store.open_run(NEXT_RUN)
        assert store.outlet_counts() == ()
        assert store.outlet_counts(run) == store.outlet_counts(run)
        with pytest.raises(StoreError, match="no run 9"):
            store.outlet_counts(9)


class TestLeading:
    def test_the_actor_of_a_row_is_who_leads(self, store: Store) -> None:
        """Names of rivals that do not lead are none of the incident's."""
        (report,) = keep(store, an_article(), {"actors": (an_actor("Police"), an_actor("Army"))})
        incident = an_incident("one", report, actors=Rivals((Actor("Army"),)))
        store.save_incidents(store.open_run(RUN), [incident])
        assert [name for _, _, name in store.actor_names()] == ["Army"]
