"""Taking an article out with all that came of it; run for each backend by test_contract.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.records.decision import ArticleReview, Correction, Judgement, Review
from dateline.records.event import Report
from dateline.records.incident import Incident, Rival, Rivals
from dateline.store import Filter, Store

from .building import (
    NEXT_RUN,
    NOON,
    RUN,
    a_place,
    an_actor,
    an_article,
    an_incident,
    keep,
    undone,
)
from .contract_columns import clash

GONE, LEFT = an_article(1, text="Gone words."), an_article(2, text="Words that stay.")


class TestErasing:
    @pytest.fixture
    def reports(self, store: Store) -> tuple[Report, Report]:
        (gone,) = keep(store, GONE, {"actors": (an_actor("Goner"), an_actor("Police"))})
        (left,) = keep(store, LEFT, {"actors": (an_actor("Police"),)})
        return gone, left

    @pytest.fixture
    def told(self, store: Store, reports: tuple[Report, Report]) -> Incident:
        """An incident of both reports, which agree on one thing and not on another."""
        basra, mosul = a_place("Basra").value, a_place("Mosul").value
        assert basra is not None
        assert mosul is not None
        gone, left = (report.key for report in reports)
        incident = an_incident(
            "both",
            *reports,
            event_type=Rivals("attack", (left, gone)),
            place=Rivals(None, (), (Rival(basra, (gone, left)), Rival(mosul, (left, gone)))),
            contradictions=(clash(*reports),),
        )
        store.save_incidents(store.open_run(RUN), [incident, an_incident("alone", reports[0])])
        return incident

    def test_unknown(self, store: Store) -> None:
        assert not store.erase_article("nothing")

    def test_nothing_of_it_is_found(self, store: Store, reports: tuple[Report, Report]) -> None:
        store.add_article(page := an_article(3), page_info=b"page")
        keep(store, GONE, {}, run=NEXT_RUN)
        for article in (GONE, page):
            assert store.erase_article(article.hash)
            assert not store.erase_article(article.hash)
            assert store.article(article.hash) is None
            assert store.page_info(article.hash) is None
        assert store.search("gone") == ()
        assert store.articles() == (LEFT,)
        for run in store.runs():
            assert store.coded(GONE.hash, run.number) is None
            assert store.report(reports[0].key, run.number) is None
            assert store.count_reports(Filter(run=run.number, text="gone")) == 0
        first = store.runs()[0].number
        assert store.count_reports(Filter(run=first, actors=("goner",))) == 0
        assert store.count_reports(Filter(run=first, actors=("police",))) == 1

    def test_incidents_lose_what_it_said(
        self, store: Store, reports: tuple[Report, Report], told: Incident
    ) -> None:
        before, (*_, seen) = store.version(), store.changes_since(NOON.replace(year=2000))
        assert store.erase_article(GONE.hash)
        left = reports[1].key
        assert store.incident("both") == replace(
            told,
            reports=(left,),
            revision=2,
            event_type=Rivals("attack", (left,)),
            codes=told.codes,
            place=Rivals(None, (), (Rival(told.place.rivals[1].value, (left,)),)),
            contradictions=(),
        )
        assert store.incident("alone") is None
        assert store.incident_of(reports[0].key) is None
        assert store.version() != before
        kinds = {change.id: change.kind for change in store.changes_since(seen.at)}
        assert kinds == {"both": "changed", "alone": "withdrawn"}
        assert store.count(Filter(text="gone")) == 0
        assert store.count(Filter(text="stay")) == 1
        assert [one.contradicted for one in store.outlet_counts()] == [0]

    def test_names_that_only_it_had(self, store: Store, reports: tuple[Report, Report]) -> None:
        run = store.open_run(RUN)
        store.save_incidents(run, [an_incident("one", reports[0]), an_incident("two", reports[1])])
        assert {name for _, _, name in store.actor_names()} == {"Goner", "Police"}
        store.erase_article(GONE.hash)
        assert {name for _, _, name in store.actor_names()} == {"Police"}
        (row,) = store.incident_rows()
        assert [role for _, role in row.actors] == ["actor"]

    def test_decisions_on_it(self, store: Store, reports: tuple[Report, Report]) -> None:
        gone, left = (report.key for report in reports)
        third = "x:0-1"
        correction = Correction(left, "place", None, '"Basra"', "Anna", NOON)
        review = Review(left, "accepted", "Anna", NOON, "direct")
        whole = ArticleReview(LEFT.hash, "Anna", NOON)
        judgement = Judgement.of(left, third, "same", reviewer="Anna", at=NOON)
        store.add_correction(correction)
        store.add_correction(replace(correction, report=gone))
        store.add_review(review)
        store.add_review(replace(review, report=gone))
        store.add_review(replace(review, report=f"{GONE.hash}:900-901"))
        store.add_article_review(whole)
        store.add_article_review(replace(whole, article=GONE.hash))
        store.add_judgement(judgement)
        store.add_judgement(Judgement.of(left, gone, "same", reviewer="Anna", at=NOON))
        before = store.version()
        store.erase_article(GONE.hash)
        assert store.corrections() == (correction,)
        assert store.reviews() == (review,)
        assert store.article_reviews() == (whole,)
        assert store.judgements() == (judgement,)
        assert store.version() != before

    def test_all_or_nothing(self, store: Store, told: Incident) -> None:
        with undone(store):
            assert store.erase_article(GONE.hash)
            assert store.article(GONE.hash) is None
        assert store.article(GONE.hash) == GONE
        assert store.incident("both") == told

    def test_it_may_come_back(self, store: Store, told: Incident) -> None:
        store.erase_article(GONE.hash)
        (again,) = keep(store, GONE, {})
        run = store.open_run(RUN)
        back = an_incident("alone", again, revision=3)
        assert store.save_incidents(run, [back]) == 1
        assert store.incident("alone") == back
