"""How incidents are kept: added, replaced, withdrawn; run for each backend by test_contract.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from dateline.errors import StoreConflict, StoreError
from dateline.records.entity import Actor
from dateline.records.event import Report
from dateline.records.incident import Incident, Rivals
from dateline.store import Change, Filter, Store, Withdrawal, walk

from . import anything
from .building import (
    NEXT_RUN,
    NOON,
    RUN,
    a_place,
    an_article,
    an_incident,
    codes,
    days,
    keep,
    undone,
)
from .conftest import Reopen
from .contract import ANY


class Clock:
    """A clock that a test winds by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def run(store: Store) -> int:
    return store.open_run(RUN)


@pytest.fixture
def reports(store: Store, run: int) -> tuple[Report, ...]:
    """Three reports of three articles."""
    return tuple(keep(store, an_article(n), {"date": days("2020-01-01")})[0] for n in range(3))


class TestSaving:
    def test_comes_back_as_it_was(
        self, store: Store, run: int, reports: tuple[Report, ...]
    ) -> None:
        incident = an_incident("one", *reports)
        assert store.save_incidents(run, [incident]) == 1
        assert store.incident("one") == incident
        assert store.incidents().items == (incident,)
        for report in reports:
            assert store.incident_of(report.key) == incident
        assert store.incident_of("nothing") is None
        assert store.runs()[0].incidents == 1

    @given(incident=anything.incidents)
    @ANY
    def test_anything_comes_back_as_it_was(self, store: Store, incident: Incident) -> None:
        with undone(store):
            (report,) = keep(store, an_article(), {})
            incident = replace(incident, reports=(report.key,))
            run = store.open_run(RUN)
            assert store.save_incidents(run, [incident]) == 1
            assert store.incident(incident.id) == incident
            assert store.incidents().items == (incident,)
            assert store.save_incidents(run, [incident]) == 0

    def test_twice_changes_nothing(
        self, store: Store, run: int, reports: tuple[Report, ...]
    ) -> None:
        incidents = [an_incident("one", reports[0]), an_incident("two", *reports[1:])]
        assert store.save_incidents(run, incidents) == 2
        changes = list(store.changes_since(NOON))
        assert store.save_incidents(run, incidents) == 0
        assert list(store.changes_since(NOON)) == changes

    def test_a_later_revision_replaces(
        self, store: Store, run: int, reports: tuple[Report, ...]
    ) -> None:
        first = an_incident(
            "one", reports[0], actors=Rivals((Actor("Army"),)), place=Rivals(a_place().value)
        )
        second = an_incident("one", *reports[1:], codes=Rivals(codes("PROTEST")), revision=2)
        store.save_incidents(run, [first])
        assert store.count(Filter(actors=("army",), countries=("IRQ",))) == 1
        assert store.save_incidents(run, [second]) == 1
        assert store.incident("one") == second
        assert store.incidents().items == (second,)
        assert store.count(Filter(actors=("army",))) == 0
        assert store.count(Filter(countries=("IRQ",))) == 0
        assert store.count(Filter(plover=("PROTEST",))) == 1
        assert store.incident_of(reports[0].key) is None
        assert store.incident_of(reports[1].key) == second

    def test_words_are_those_of_the_reports_it_has_now(self, store: Store, run: int) -> None:
        (fire,) = keep(store, an_article(1, title="A fire"), {})
        (flood,) = keep(store, an_article(2, title="A flood"), {})
        store.save_incidents(run, [an_incident("one", fire)])
        assert (store.count(Filter(text="fire")), store.count(Filter(text="flood"))) == (1, 0)
        store.save_incidents(run, [an_incident("one", flood, revision=2)])
        assert (store.count(Filter(text="fire")), store.count(Filter(text="flood"))) == (0, 1)
        store.save_incidents(run, [Withdrawal("one", 3)])
        assert (store.count(Filter(text="fire")), store.count(Filter(text="flood"))) == (0, 0)

    @pytest.mark.parametrize("revision", [1, 2, 3])
    def test_too_late(
        self, store: Store, run: int, reports: tuple[Report, ...], revision: int
    ) -> None:
        kept = an_incident("one", reports[0], revision=3)
        store.save_incidents(run, [kept])
        late = an_incident("one", reports[1], revision=revision)
        with pytest.raises(StoreConflict, match="incident one was changed meanwhile"):
            store.save_incidents(run, [an_incident("two", reports[2]), late])
        assert store.incidents().items == (kept,)
        assert store.incident("two") is None

    def test_several_revisions_at_once(
        self, store: Store, run: int, reports: tuple[Report, ...]
    ) -> None:
        changes: list[Incident | Withdrawal] = [
            an_incident("one", reports[0]),
            an_incident("one", *reports[:2], revision=2),
            an_incident("two", reports[2]),
            Withdrawal("one", 3, into="two"),
            last := an_incident("two", *reports, revision=2),
        ]
        assert store.save_incidents(run, changes) == 5
        assert store.incident("one") == last

    def test_what_names_nothing(self, store: Store, run: int, reports: tuple[Report, ...]) -> None:
        bad: list[tuple[Any, str]] = [
            (an_incident("one", replace(reports[0], key="x:0-1")), "no report x:0-1"),
            (replace(an_incident("one", reports[0]), reports=()), "has no report"),
            (Withdrawal("one", 2), "no incident one to withdraw"),
        ]
        for change, message in bad:
            with pytest.raises(StoreError, match=message):
                store.save_incidents(run, [an_incident("two", reports[1]), change])
        with pytest.raises(StoreError, match="no run 9"):
            store.save_incidents(9, [])
        assert store.incidents().items == ()

    def test_reports_of_another_run(self, store: Store, reports: tuple[Report, ...]) -> None:
        with pytest.raises(StoreError, match="no report"):
            store.save_incidents(store.open_run(NEXT_RUN), [an_incident("one", reports[0])])

    def test_one_id_in_two_runs(self, store: Store, run: int, reports: tuple[Report, ...]) -> None:
        store.save_incidents(run, [an_incident("one", reports[0])])
        (report,) = keep(store, an_article(0), {}, run=NEXT_RUN)
        other = store.open_run(NEXT_RUN)
        store.save_incidents(other, [new := an_incident("one", report, revision=7)])
        assert (store.incident("one"), store.incident("one", other)) == (new, new)
        assert store.incident("one", run) == an_incident("one", reports[0])

    def test_more_than_a_statement_takes(self, store: Store, run: int) -> None:
        article = an_article(text="x" * 2_000)
        values = {"sentence": keep(store, an_article(5), {})[0].trigger}
        reports = keep(store, article, *[values] * 1_200)
        incidents = [an_incident(f"i{n}", report) for n, report in enumerate(reports)]
        whole = an_incident("all", *reports)
        assert store.save_incidents(run, [*incidents, whole]) == 1_201
        assert store.incident("all") == whole
        listed = walk(lambda after: store.incidents(after=after, limit=500))
        assert sum(1 for _ in listed) == 1_201
        withdrawals = [Withdrawal(one.id, 2, into="all") for one in incidents]
        assert store.save_incidents(run, withdrawals) == 1_200
        assert store.count() == 1


class TestWithdrawing:
    def test_whoever_asks_is_led_on(
        self, store: Store, run: int, reports: tuple[Report, ...]
    ) -> None:
        one, two, three = (an_incident(id, r) for id, r in zip("abc", reports, strict=True))
        store.save_incidents(run, [one, two, three])
        assert store.save_incidents(run, [Withdrawal("a", 2, into="b")]) == 1
        assert store.incident("a") == two
        assert store.save_incidents(run, [Withdrawal("b", 2, into="c")]) == 1
        assert store.incident("a") == store.incident("b") == three
        assert store.incidents().items == (three,)
        assert store.incident_of(reports[0].key) is None

    def test_for_none(self, store: Store, run: int, reports: tuple[Report, ...]) -> None:
        store.save_incidents(run, [an_incident("a", reports[0])])
        store.save_incidents(run, [Withdrawal("a", 2)])
        assert store.incident("a") is None
        assert store.count() == 0

    def test_twice_changes_nothing(
        self, store: Store, run: int, reports: tuple[Report, ...]
    ) -> None:
        one, two = an_incident("a", reports[0]), an_incident("b", reports[1])
        store.save_incidents(run, [one, two])
        gone = Withdrawal("a", 2, into="b")
        assert store.save_incidents(run, [gone]) == 1
        changes = list(store.changes_since(NOON))
        assert store.save_incidents(run, [gone, two]) == 0
        assert list(store.changes_since(NOON)) == changes

    def test_and_back_again(self, store: Store, run: int, reports: tuple[Report, ...]) -> None:
        store.save_incidents(run, [an_incident("a", reports[0]), an_incident("b", reports[1])])
        store.save_incidents(run, [Withdrawal("a", 2, into="b")])
        with pytest.raises(StoreConflict):
            store.save_incidents(run, [an_incident("a", reports[0], revision=2)])
        back = an_incident("a", reports[0], revision=3)
        assert store.save_incidents(run, [back]) == 1
        assert store.incident("a") == back
        assert store.count() == 2

    def test_too_late(self, store: Store, run: int, reports: tuple[Report, ...]) -> None:
        store.save_incidents(run, [an_incident("a", reports[0], revision=4)])
        with pytest.raises(StoreConflict):
            store.save_incidents(run, [Withdrawal("a", 4)])
        assert store.count() == 1

    def test_into_what_is_not(self, store: Store, run: int, reports: tuple[Report, ...]) -> None:
        store.save_incidents(run, [an_incident("a", reports[0])])
        for into, message in (("b", "no incident b"), ("a", "cannot take itself over")):
            with pytest.raises(StoreError, match=message):
                store.save_incidents(run, [Withdrawal("a", 2, into=into)])
        assert store.count() == 1

    def test_round_in_a_circle(self, store: Store, run: int, reports: tuple[Report, ...]) -> None:
        store.save_incidents(run, [an_incident("a", reports[0]), an_incident("b", reports[1])])
        store.save_incidents(run, [Withdrawal("a", 2, into="b"), Withdrawal("b", 2, into="a")])
        assert store.incident("a") is None


class TestChanges:
    def test_the_last_word_on_each(self, reopen: Reopen) -> None:
        clock = Clock()
        store = reopen(clock=clock)
        first, second, third = (keep(store, an_article(n), {})[0] for n in range(3))
        run = store.open_run(RUN)

        def save(*changes: Incident | Withdrawal) -> datetime:
            clock.now += timedelta(hours=1)
            store.save_incidents(run, changes)
            return clock.now

        start = clock.now
        t1 = save(an_incident("a", first), an_incident("b", second))
        t2 = save(an_incident("c", third), an_incident("a", first, second, revision=2))
        t3 = save(Withdrawal("b", 2, into="a"))
        a, b, c = (
            Change("changed", "a", 2, t2),
            Change("withdrawn", "b", 2, t3, "a"),
            Change("added", "c", 1, t2),
        )
        assert list(store.changes_since(t1)) == [a, c, b]
        assert list(store.changes_since(start)) == [replace(a, kind="added"), c, b]
        assert list(store.changes_since(t2)) == [b]
        assert list(store.changes_since(t3)) == []
        assert list(store.changes_since(t1.astimezone(UTC).replace(tzinfo=None))) == [a, c, b]

    def test_a_clock_that_is_put_back(self, reopen: Reopen) -> None:
        clock = Clock()
        store = reopen(clock=clock)
        (report,) = keep(store, an_article(), {})
        run = store.open_run(RUN)
        store.save_incidents(run, [an_incident("a", report)])
        (seen,) = store.changes_since(NOON - timedelta(days=9))
        clock.now -= timedelta(days=1)
        store.save_incidents(run, [an_incident("a", report, revision=2)])
        (change,) = store.changes_since(seen.at)
        assert (change.kind, change.revision) == ("changed", 2)
        store.save_incidents(run, [Withdrawal("a", 3)])
        (change,) = store.changes_since(change.at)
        assert change.kind == "withdrawn"

    def test_of_one_run(self, store: Store, run: int, reports: tuple[Report, ...]) -> None:
        store.save_incidents(run, [an_incident("a", reports[0])])
        other = store.open_run(NEXT_RUN)
        assert list(store.changes_since(NOON)) == list(store.changes_since(NOON, other)) == []
        assert [one.id for one in store.changes_since(NOON, run)] == ["a"]
