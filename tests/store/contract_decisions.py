"""What people decide: corrections, reviews, audits; run for each backend by test_contract.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from dateline.errors import StoreError
from dateline.records.decision import (
    ArticleReview,
    AuditItem,
    AuditSample,
    AuditStratum,
    Correction,
    Judgement,
    MissedEvent,
    Review,
)
from dateline.records.text import Quote
from dateline.store import Store

from . import anything
from .building import NOON, undone
from .contract import ANY

ACCEPTED = Review("a:0-1", "accepted", "Anna", NOON, "direct")
CORRECTED = Correction("a:0-1", "place", None, '"Basra"', "Anna", NOON)
SAMPLE = AuditSample(
    "s1", "August", NOON, "Anna", 1, "country=IRQ", 7,
    (AuditStratum("attack", 10, 1), AuditStratum("riot", 0, 0)), (AuditItem("a:0-1", "attack"),),
)  # fmt: skip
LATER = timedelta(minutes=1)


class TestCorrections:
    def test_kept_in_order(self, store: Store) -> None:
        quote = Quote(0, 5, "Basra")
        later = replace(CORRECTED, at=NOON + LATER, quote=quote, withdraws=NOON, note="no")
        other = replace(CORRECTED, report="b:0-1")
        for correction in (CORRECTED, other, later):
            assert store.add_correction(correction)
            assert not store.add_correction(correction)
        assert store.corrections() == (CORRECTED, other, later)
        assert store.corrections("a:0-1") == (CORRECTED, later)
        assert store.corrections("nothing") == ()

    @given(correction=anything.corrections)
    @ANY
    def test_anything_comes_back_as_it_was(self, store: Store, correction: Correction) -> None:
        with undone(store):
            store.add_correction(correction)
            assert store.corrections() == store.corrections(correction.report) == (correction,)

    @pytest.mark.parametrize(
        "bad",
        [{"report": ""}, {"field": ""}, {"new": "Basra"}, {"old": "{"},
         {"at": NOON.replace(tzinfo=None)}, {"withdraws": NOON.replace(tzinfo=None)}],
    )  # fmt: skip
    def test_what_is_none(self, bad: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match=r"needs|JSON"):
            replace(CORRECTED, **bad)


class TestReviews:
    def test_by_report_queue_and_reviewer(self, store: Store) -> None:
        sampled = replace(ACCEPTED, queue="sample:s1", seconds=2.5, fields=(("place", "wrong"),))
        other = replace(ACCEPTED, report="b:0-1", reviewer="Ben", queue="doubt")
        for review in (sampled, other, ACCEPTED):
            assert store.add_review(review)
            assert not store.add_review(review)
        assert store.reviews() == (sampled, other, ACCEPTED)
        assert store.reviews("a:0-1") == (sampled, ACCEPTED)
        assert store.reviews(queue="sample:s1") == (sampled,)
        assert store.reviews(reviewer="Ben") == (other,)
        assert store.reviews("a:0-1", queue="doubt") == ()
        assert (sampled.sample, other.sample) == ("s1", None)

    @given(review=anything.reviews)
    @ANY
    def test_anything_comes_back_as_it_was(self, store: Store, review: Review) -> None:
        with undone(store):
            store.add_review(review)
            assert store.reviews() == store.reviews(review.report) == (review,)

    def test_the_one_that_stands(self, store: Store) -> None:
        def say(minute: int, reviewer: str, verdict: Any, report: str = "a:0-1") -> Review:
            review = Review(report, verdict, reviewer, NOON + minute * LATER, "direct")
            assert store.add_review(review)
            return review

        def stands() -> object:
            return store.latest_reviews(["a:0-1", "b:0-1", "nothing", "a:0-1"])

        assert stands() == {}
        first = say(1, "Anna", "accepted")
        of_ben = say(2, "Ben", "rejected")
        assert stands() == {"a:0-1": (first, of_ben)}
        second = say(3, "Anna", "corrected")
        assert stands() == {"a:0-1": (second, of_ben)}
        say(4, "Anna", "undone")
        assert stands() == {"a:0-1": (first, of_ben)}
        say(5, "Anna", "undone")
        say(6, "Anna", "undone")
        assert stands() == {"a:0-1": (of_ben,)}
        say(7, "Ben", "undone")
        other = say(8, "Ben", "skipped", "b:0-1")
        assert stands() == {"b:0-1": (other,)}
        assert store.latest_reviews([]) == {}

    def test_more_than_a_statement_takes(self, store: Store) -> None:
        reviews = [replace(ACCEPTED, report=f"{n}:0-1") for n in range(1_200)]
        with store.batch():
            for review in reviews:
                store.add_review(review)
        standing = store.latest_reviews([review.report for review in reviews])
        assert standing == {review.report: (review,) for review in reviews}

    @pytest.mark.parametrize(
        "bad",
        [{"report": ""}, {"verdict": "good"}, {"queue": "sample:"}, {"queue": "mine"},
         {"queue": "xsample:a"}, {"seconds": float("inf")}, {"seconds": -1.0},
         {"at": NOON.replace(tzinfo=None)}],
    )  # fmt: skip
    def test_what_is_none(self, bad: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match=r"needs|no verdict|no queue|seconds"):
            replace(ACCEPTED, **bad)


class TestAudits:
    def test_samples(self, store: Store) -> None:
        other = replace(SAMPLE, id="s2")
        assert store.audit_sample("s1") is None
        for sample in (SAMPLE, other):
            assert store.add_audit_sample(sample)
            assert not store.add_audit_sample(sample)
        assert store.audit_sample("s1") == SAMPLE
        assert store.audit_samples() == (SAMPLE, other)

    def test_no_two_of_one_id(self, store: Store) -> None:
        store.add_audit_sample(SAMPLE)
        with pytest.raises(StoreError, match="another sample s1"):
            store.add_audit_sample(replace(SAMPLE, seed=8))
        assert store.audit_samples() == (SAMPLE,)

    def test_what_is_none(self) -> None:
        for bad in (
            {"id": ""},
            {"created": NOON.replace(tzinfo=None)},
            {"items": (AuditItem("a:0-1", "nothing"),)},
            {"strata": (AuditStratum("attack", 1, 1),) * 2},
        ):
            with pytest.raises(ValueError, match=r"needs|stratum|strata"):
                replace(SAMPLE, **bad)
        with pytest.raises(ValueError, match="2 drawn of 1"):
            AuditStratum("attack", 1, 2)

    def test_whole_articles(self, store: Store) -> None:
        missed = (MissedEvent(Quote(0, 4, "riot"), "riot", "in passing"),)
        first = ArticleReview("a", "Anna", NOON, missed, complete=False)
        other = ArticleReview("b", "Ben", NOON, sample="s1")
        for review in (first, other):
            assert store.add_article_review(review)
            assert not store.add_article_review(review)
        assert store.article_reviews() == (first, other)
        assert store.article_reviews("a") == (first,)


class TestTheVersion:
    def test_changes_with_every_decision(self, store: Store) -> None:
        seen = {store.version()}
        for add in (
            lambda: store.add_judgement(Judgement.of("a", "b", "same", reviewer="A", at=NOON)),
            lambda: store.add_correction(CORRECTED),
            lambda: store.add_review(ACCEPTED),
            lambda: store.add_article_review(ArticleReview("a", "Anna", NOON)),
            lambda: store.add_audit_sample(SAMPLE),
        ):
            for news in (True, False):
                assert add() is news
                assert (store.version() not in seen) is news
                seen.add(store.version())

    def test_not_with_what_was_taken_back(self, store: Store) -> None:
        before = store.version()
        with undone(store):
            store.add_review(ACCEPTED)
            assert store.version() != before
        assert store.version() == before
