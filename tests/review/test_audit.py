"""Audits: what counts, what never enters, and the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.errors import InputError
from dateline.records.coded import Coded
from dateline.records.decision import (
    ArticleReview,
    AuditItem,
    AuditSample,
    AuditStratum,
    MissedEvent,
    Review,
)
from dateline.records.entity import CountRange
from dateline.records.event import CodedArticle, Report
from dateline.records.text import Quote
from dateline.review import (
    Plan,
    Signed,
    audit_markdown,
    audit_of,
    draw_articles,
    draw_sample,
)
from dateline.review.audit import agreements, figure
from dateline.review.intervals import wilson
from dateline.review.missed import ArticleTally, distinct, read_for, recall
from dateline.review.verdicts import judged_items
from dateline.store import Filter, Store

from ..store.building import RUN, an_article
from .building import AMARA, BASRA, NOON, at, corrected, fill, reviewed, told

QUEUE = "sample:s1"
BASE = told()


def _report(number: int, **values: object) -> Report:
    return replace(BASE, key=f"h{number}:1-2", **values)


def _sample(**strata: tuple[int, list[int]]) -> AuditSample:
    return AuditSample(
        "s1", "first", NOON, "anna", 1, "", 7,
        tuple(AuditStratum(name, size, len(drawn)) for name, (size, drawn) in strata.items()),
        tuple(AuditItem(f"h{n}:1-2", name) for name, (_, drawn) in strata.items() for n in drawn),
    )  # fmt: skip


def _judged(sample: AuditSample, reports: list[Report], reviews: list[Review], *corrections):  # type: ignore[no-untyped-def]
    return judged_items(sample, {one.key: one for one in reports}, reviews, corrections)


def _said(number: int, verdict: str, *, by: str = "anna", when: float = 1, fields=()) -> Review:  # type: ignore[no-untyped-def]
    return reviewed(f"h{number}:1-2", verdict, by=by, when=when, queue=QUEUE, fields=fields)


def test_shares_weigh_what_their_stratum_stands_for() -> None:
    sample = _sample(a=(900, [0, 1, 2, 3, 4]), b=(100, [5, 6, 7, 8, 9]))
    reports = [_report(n) for n in range(10)]
    reviews = [_said(n, "accepted") for n in (0, 1, 2, 3, 5)]
    reviews += [_said(4, "rejected")] + [
        _said(n, "corrected", fields=["place"]) for n in (6, 7, 8, 9)
    ]
    items = _judged(sample, reports, reviews)
    report, place = figure(sample, items, "report"), figure(sample, items, "place")
    assert report.share == pytest.approx(0.9 * 0.8 + 0.1 * 1.0)
    assert place.share == pytest.approx(0.9 * 0.8 + 0.1 * 0.2)
    assert (place.right, place.counted) == (5, 10)
    assert [one.interval for one in place.strata] == [wilson(4, 5), wilson(1, 5)]
    assert [(one.population, one.drawn, one.reviewed) for one in place.strata] == [
        (900, 5, 5),
        (100, 5, 5),
    ]
    whole = figure(sample, items, "whole")
    assert whole.share == pytest.approx(place.share)
    assert place.interval is not None
    assert place.interval.low < place.share < place.interval.high  # type: ignore[operator]


def test_what_is_not_coded_is_not_counted_and_may_be_missing() -> None:
    sample = _sample(a=(9, [0, 1]))
    reports = [_report(0, weapon=None), _report(1)]
    reviews = [_said(0, "corrected", fields=["weapon"]), _said(1, "accepted")]
    found = figure(sample, _judged(sample, reports, reviews), "weapon")
    assert (found.right, found.counted, found.missing) == (1, 1, 1)
    injured = figure(sample, _judged(sample, reports, reviews), "injured")
    assert (injured.share, injured.interval, injured.counted) == (None, None, 0)


def test_reviews_of_other_queues_never_enter() -> None:
    sample = _sample(a=(9, [0, 1]))
    reports = [_report(0), _report(1)]
    others = [
        reviewed("h0:1-2", "rejected", queue=queue)
        for queue in ("doubt", "flag", "search", "direct", "sample:s2")
    ]
    assert _judged(sample, reports, others) == ()
    found = figure(sample, _judged(sample, reports, [*others, _said(0, "accepted")]), "report")
    assert (found.right, found.counted) == (1, 1)


def test_reviews_of_reports_that_were_not_drawn_never_enter() -> None:
    sample = _sample(a=(9, [0]))
    found = _judged(sample, [_report(0), _report(1)], [_said(0, "accepted"), _said(1, "rejected")])
    assert [one.report.key for one in found] == ["h0:1-2"]


def test_a_field_is_wrong_that_the_reviewer_had_corrected_before() -> None:
    sample = _sample(a=(9, [0]))
    report = _report(0)
    before = corrected(report, "place", AMARA, when=0)
    later = corrected(report, "place", AMARA, when=5)
    others = corrected(report, "place", AMARA, by="ben", when=0)
    same = corrected(report, "place", BASRA, when=0)
    for correction, right in ((before, 0), (later, 1), (others, 1), (same, 1)):
        items = _judged(sample, [report], [_said(0, "accepted")], correction)
        assert figure(sample, items, "place").right == right


def test_undone_and_skipped_are_no_verdicts() -> None:
    sample = _sample(a=(9, [0, 1]))
    reports = [_report(0), _report(1)]
    reviews = [_said(0, "rejected"), _said(0, "undone", when=2), _said(1, "skipped")]
    assert _judged(sample, reports, reviews) == ()


@pytest.mark.parametrize(
    ("rule", "right", "counted"), [("wrong", 1, 3), ("right", 2, 3), ("left out", 1, 2)]
)
def test_conflicts(rule: str, right: int, counted: int) -> None:
    sample = _sample(a=(9, [0, 1, 2]))
    reports = [_report(n) for n in range(3)]
    reviews = [
        _said(0, "accepted"), _said(0, "corrected", by="ben", fields=["place"]),
        _said(1, "accepted"), _said(1, "accepted", by="ben"), _said(1, "rejected", by="carl"),
        _said(2, "rejected"),
    ]  # fmt: skip
    items = _judged(sample, reports, reviews)
    found = figure(sample, items, "place", conflicts=rule)  # type: ignore[arg-type]
    assert (found.right, found.counted, found.conflicts) == (right, counted, 1)
    assert [item.conflict for item in items] == [True, False, False]


def test_agreement_is_of_the_first_words() -> None:
    sample = _sample(a=(9, [0, 1, 2, 3]))
    reports = [_report(n) for n in range(4)]
    reviews = [_said(n, "accepted") for n in range(3)] + [_said(3, "rejected")]
    reviews += [_said(n, "accepted", by="ben") for n in range(2)]
    reviews += [_said(n, "rejected", by="ben") for n in (2, 3)]
    reviews += [_said(2, "rejected", when=9)]  # anna gives way
    items = _judged(sample, reports, reviews)
    (pair,) = agreements(items)
    assert (pair.first, pair.second) == ("anna", "ben")
    found = next(one.agreement for one in pair.measures if one.measure == "report")
    # alike 3 of 4; chance 3/4 * 2/4 + 1/4 * 2/4 = 1/2
    assert (found.items, found.share, found.kappa) == (4, 0.75, 0.5)
    assert not any(item.conflict for item in items)


def test_event_types_apart() -> None:
    sample = _sample(a=(90, [0, 1, 2]))
    reports = [_report(0), _report(1), _report(2, event_type=Coded("arrest"))]
    reviews = [_said(0, "accepted"), _said(1, "rejected"), _said(2, "accepted")]
    items = _judged(sample, reports, reviews)
    found = figure(sample, items, "report", event_type="attack_on_civilians")
    assert (found.share, found.counted, found.strata[0].reviewed) == (0.5, 2, 3)


# -- missed events ---------------------------------------------------------------------------


def test_recall_weighs_articles_with_and_without_reports() -> None:
    sample = _sample(told=(100, [0, 1]), silent=(300, [2, 3, 4]))
    tallies = [
        ArticleTally("h0", "told", 3, 1),
        ArticleTally("h1", "told", 2, 0, false=1, unreviewed=1),
        ArticleTally("h2", "silent", 0, 1),
        ArticleTally("h3", "silent", 0, 0),
        ArticleTally("h4", "silent", 0, 0),
    ]
    found = recall(sample, tallies)
    assert found.share == pytest.approx(50 * 5 / (50 * 6 + 100 * 1))
    assert (found.articles, found.found, found.missed) == (5, 5, 2)
    assert (found.false, found.unreviewed) == (1, 1)
    assert found.interval == found.bootstrap is not None
    sure = recall(sample, tallies[1:2])
    assert sure.bootstrap is None
    assert sure.interval == wilson(2, 2)


def _missed(start: int, end: int, kind: str | None = None) -> MissedEvent:
    return MissedEvent(Quote(start, end, "x" * (end - start)), kind)


def test_what_two_readers_miss_in_the_same_words_is_one_event() -> None:
    one = ArticleReview("h0", "anna", NOON, (_missed(3, 9), _missed(20, 25)))
    two = ArticleReview("h0", "ben", NOON, (_missed(5, 12), _missed(30, 33)))
    assert [event.quote.start for event in distinct([one, two])] == [3, 20, 30]


def test_which_readings_count() -> None:
    sample = _sample(told=(100, [0]))
    sample = replace(sample, items=(AuditItem("h0", "told"),))
    read = ArticleReview("h0", "anna", NOON, sample="s1")
    part = replace(read, reviewer="ben", complete=False)
    other = replace(read, reviewer="carl", sample=None)
    later = replace(read, at=at(1), missed=(_missed(0, 2),))
    assert read_for(sample, [later, read, part, other]) == {"h0": (later,)}


# -- the whole of it -------------------------------------------------------------------------


@pytest.fixture
def audited(store: Store) -> tuple[Store, str, str]:
    """40 reports, 12 drawn and reviewed (one of them by two), and 6 articles read."""
    reports = fill(store, 40)
    silent = an_article(77)
    store.add_article(silent)
    store.save_coded(1, CodedArticle(silent, RUN, ()))
    signed = Signed("May <b>audit</b> | 1", "anna", NOON)
    sample = draw_sample(store, Filter(), Plan(12, 5, strata="country"), signed=signed)
    store.add_audit_sample(sample)
    queue = f"sample:{sample.id}"
    for number, item in enumerate(sample.items):
        verdict = "rejected" if number == 0 else "corrected" if number == 1 else "accepted"
        fields = ["place"] if number == 1 else []
        store.add_review(
            reviewed(item.report, verdict, queue=queue, when=number, fields=fields)
        )  # fmt: skip
    store.add_review(reviewed(sample.items[0].report, "accepted", by="ben", queue=queue))
    for report in reports:
        store.add_review(reviewed(report, "rejected", by="carl", queue="doubt"))
    articles = draw_articles(store, Plan(6, 5), run=1, signed=replace(signed, name="read"))
    store.add_audit_sample(articles)
    for number, item in enumerate(articles.items):
        missed = (_missed(0, 5, "arrest"),) if number < 2 else ()
        store.add_article_review(
            ArticleReview(item.report, "anna", at(number), missed, sample=articles.id)
        )
    return store, sample.id, articles.id


def test_an_audit_of_a_store(audited: tuple[Store, str, str]) -> None:
    store, id, articles = audited
    found = audit_of(store, id, articles=articles)
    assert (found.drawn, found.reviewed, found.twice, found.conflicts) == (12, 12, 1, 1)
    assert found.reviewers == (("anna", 12), ("ben", 1))
    assert found.elsewhere == 12
    assert (found.figure("report").right, found.figure("report").counted) == (11, 12)
    assert found.figure("place").right == 10
    assert found.figure("killed").right == 11
    assert found.run == RUN
    assert found.recall is not None
    assert (found.recall.articles, found.recall.missed) == (6, 2)
    assert found.recall.missed_types == (("arrest", 2),)
    assert audit_of(store, id, conflicts="right").figure("report").right == 12
    assert audit_of(store, id) == audit_of(store, id)


def test_the_report(audited: tuple[Store, str, str]) -> None:
    store, id, articles = audited
    text = audit_markdown(audit_of(store, id, articles=articles))
    assert text == audit_markdown(audit_of(store, id, articles=articles))
    assert text.startswith("# Audit: May \\<b\\>audit\\</b\\> \\| 1\n")
    for heading in ("Method", "Sample", "Precision by field", "Precision by event type",
                    "Agreement of reviewers", "Missed events", "Limits", "Versions"):  # fmt: skip
        assert f"\n## {heading}\n" in text
    assert "seed 5" in text
    assert "12 reviews of the same reports from other queues are not" in text
    assert "| where | 83.3% |" in text
    assert "- model: `model@1`" in text
    assert "None" not in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert len({line.count(" | ") for line in tables}) <= 4


def test_the_report_of_a_sample_that_nobody_reviewed(store: Store) -> None:
    fill(store, 5)
    signed = Signed("bare", "anna", NOON)
    sample = draw_sample(store, Filter(), Plan(3, 5), signed=signed)
    store.add_audit_sample(sample)
    text = audit_markdown(audit_of(store, sample.id))
    assert "0 of 3 drawn reports were reviewed" in text
    assert "1 strata with 100.0% of the population have no review" in text


def test_samples_that_are_none(audited: tuple[Store, str, str]) -> None:
    store, id, articles = audited
    with pytest.raises(InputError, match="no audit sample 'x'"):
        audit_of(store, "x")
    with pytest.raises(InputError, match="not one of reports"):
        audit_of(store, articles)
    with pytest.raises(InputError, match="not one of whole articles"):
        audit_of(store, id, articles=id)
    with pytest.raises(InputError, match="no measure"):
        audit_of(store, id).figure("colour")


def test_a_corrected_report_with_no_field_named_is_not_whole() -> None:
    sample = _sample(a=(9, [0]))
    items = _judged(sample, [_report(0)], [_said(0, "corrected")])
    assert figure(sample, items, "whole").right == 0
    assert figure(sample, items, "place").right == 1
    values = _judged(
        sample,
        [_report(0)],
        [_said(0, "corrected")],
        corrected(_report(0), "injured", CountRange(1, 1)),
    )
    assert figure(sample, values, "injured").missing == 1
