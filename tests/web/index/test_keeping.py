"""The index keeps up with the store."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast, get_args

import pytest

from dateline.errors import StoreError
from dateline.records.decision import Review
from dateline.store import Filter, Store, Withdrawal
from dateline.web.index import (
    FacetName,
    IncidentIndex,
    ReviewedIncidents,
)

from ...review.building import told
from ...review.test_states import STATES, reviews_of
from ...store.building import (
    RUN,
    an_article,
    an_incident,
    keep,
)
from .varied import any_filter, varied, varied_other_run


def in_order(snapshot: Any) -> list[Any]:
    return list(snapshot.select().page(limit=1000).rows)


class TestKeepingUp:
    def test_added_changed_withdrawn(self, small: Store, kept: IncidentIndex) -> None:
        dice = random.Random(3)
        made = varied(small, dice, 40)
        run = small.open_run(RUN)
        before = kept.snapshot()
        assert len(before) == 40
        changed = replace(made[5], killed_low=77, revision=2, place=made[9].place)
        small.save_incidents(run, [changed, Withdrawal(made[6].id, 2)])
        varied(small, dice, 3, start=1000)
        after = kept.snapshot(fresh=True)
        assert len(before) == 40
        assert {row.id for row in in_order(after)} == set(small.incident_ids(Filter()))
        assert next(row for row in in_order(after) if row.id == changed.id).killed_low == 77
        fresh = IncidentIndex(small)
        assert in_order(fresh.snapshot()) == in_order(after)
        for name in get_args(FacetName):
            assert fresh.snapshot().select().facet(name) == after.select().facet(name)
        fresh.close()

    def test_an_incident_that_comes_back(self, small: Store, kept: IncidentIndex) -> None:
        made = varied(small, random.Random(4), 30)
        run = small.open_run(RUN)
        kept.snapshot()
        small.save_incidents(run, [Withdrawal(made[0].id, 2)])
        assert len(kept.snapshot(fresh=True)) == 29
        small.save_incidents(run, [replace(made[0], revision=3)])
        small.save_incidents(run, [Withdrawal(made[1].id, 2)])
        snapshot = kept.snapshot(fresh=True)
        assert set(snapshot.select().ids()) == set(small.incident_ids(Filter()))
        word = Filter(text="story")
        assert set(snapshot.select(word).ids()) == set(small.incident_ids(word))

    def test_many_small_steps(self, small: Store, kept: IncidentIndex) -> None:
        dice = random.Random(5)
        made = {one.id: one for one in varied(small, dice, 60)}
        run = small.open_run(RUN)
        for step in range(25):
            id = dice.choice(sorted(made))
            if dice.random() < 0.3:
                gone = made.pop(id)
                small.save_incidents(run, [Withdrawal(id, gone.revision + 1)])
            else:
                old = made[id]
                made[id] = replace(old, revision=old.revision + 1, killed_low=step,
                                   actors=made[dice.choice(sorted(made))].actors)  # fmt: skip
                small.save_incidents(run, [made[id]])
            where = any_filter(dice)
            found = kept.snapshot(fresh=True).select(where)
            assert set(found.ids()) == set(small.incident_ids(where))
            theirs = small.facets(replace(where, actors=()), "actor", limit=100)
            assert sorted(found.facet("actor", limit=100), key=repr) == sorted(theirs, key=repr)

    def test_others_do_not_wait_for_the_building(self, small: Store) -> None:
        varied(small, random.Random(6), 20)
        now, building, go_on = [0.0], threading.Event(), threading.Event()

        def slow(store: Store, run: int, revision_of: Any) -> Any:
            if now[0]:
                building.set()
                assert go_on.wait(20)
            return {}

        index = IncidentIndex(small, states=slow, clock=lambda: now[0])
        first = index.snapshot()
        varied(small, random.Random(7), 1, start=500)
        assert index.snapshot() is first  # checked a moment ago
        now[0] = 10.0
        assert index.snapshot() is first
        assert building.wait(20)
        assert index.snapshot() is first
        go_on.set()
        assert len(index.snapshot(fresh=True)) == 21
        index.close()

    def test_the_run_opened_last(self, small: Store, kept: IncidentIndex) -> None:
        varied(small, random.Random(8), 5)
        assert len(kept.snapshot()) == 5
        varied_other_run(small, replace(RUN, dateline="2"))
        assert kept.snapshot(fresh=True).select().ids() == ["other"]
        assert len(kept.snapshot(1)) == 5
        with pytest.raises(StoreError):
            kept.snapshot(9)

    def test_an_empty_run(self, small: Store, kept: IncidentIndex) -> None:
        small.open_run(RUN)
        selection = kept.snapshot().select(Filter(actors=("x",), text="x", outlets=("x",)))
        assert (len(selection), selection.totals().incidents) == (0, 0)
        assert selection.page().rows == ()
        assert selection.clusters() == ()
        assert all(selection.facet(name) == () for name in get_args(FacetName))


class TestReview:
    @pytest.mark.parametrize(("words", "state"), STATES)
    def test_the_rule_is_that_of_the_review(self, small: Store, words: str, state: str) -> None:
        report = replace(told(), key=varied(small, random.Random(9), 1)[0].reports[0])
        for one in reviews_of(words, report):
            small.add_review(one)
        (found,) = small.incidents(Filter()).items
        states = ReviewedIncidents()(small, small.runs()[-1].number, lambda id: 1)
        assert states == ({} if state == "unreviewed" else {found.id: state})

    def test_states(self, small: Store, kept: IncidentIndex) -> None:
        made = varied(small, random.Random(9), 12)
        said = {0: ["accepted"], 1: ["accepted", "rejected"], 2: ["corrected"], 3: ["skipped"],
                4: ["rejected"], 5: ["accepted", "undone"]}  # fmt: skip
        for number, verdicts in said.items():
            for turn, verdict in enumerate(verdicts):
                who = "b" if turn and verdict != "undone" else "a"
                at = datetime(2021, 1, 1, number, turn, tzinfo=UTC)
                report = made[number].reports[0]
                small.add_review(Review(report, cast("Any", verdict), who, at, "direct"))
        snapshot = kept.snapshot(fresh=True)
        expected = {0: "accepted", 1: "conflict", 2: "corrected", 4: "rejected"}
        states = ReviewedIncidents()(small, snapshot.run, lambda id: 1)
        assert states == {made[n].id: state for n, state in expected.items()}
        counts = {one.value: one.count for one in snapshot.select().facet("review")}
        assert counts == {"unreviewed": 8} | dict.fromkeys(expected.values(), 1)
        chosen = snapshot.select(review=["corrected", "conflict"])
        assert set(chosen.ids()) == {made[1].id, made[2].id}
        assert {one.value: one.count for one in chosen.facet("review")} == counts
        assert {row.review for row in chosen.page().rows} == {"corrected", "conflict"}

    def test_a_report_that_moves_to_another_incident(
        self, small: Store, kept: IncidentIndex
    ) -> None:
        one, other = keep(small, an_article(1), {}, {})
        run = small.open_run(RUN)
        small.save_incidents(run, [an_incident("a", one), an_incident("b", other)])
        at = datetime(2021, 1, 1, tzinfo=UTC)
        small.add_review(Review(other.key, "accepted", "a", at, "direct"))
        chosen = kept.snapshot(fresh=True).select(review=["accepted"])
        assert chosen.ids() == ["b"]
        both = an_incident("a", one, other, revision=2)
        small.save_incidents(run, [both, Withdrawal("b", 2, "a")])
        assert kept.snapshot(fresh=True).select(review=["accepted"]).ids() == ["a"]
