"""What comes next, for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.records.coded import Candidate, Coded, Reason
from dateline.records.decision import AuditItem, AuditSample, AuditStratum, Review
from dateline.records.event import Report, TypeCandidate
from dateline.review import (
    Queue,
    ReviewBook,
    conflicts,
    doubt_of,
    doubt_queue,
    flag_queue,
    next_reports,
    progress,
    sample_queue,
    search_queue,
)
from dateline.store import Store, parse_filter

from .building import AMARA, BASRA, NOON, an_event_date, fill, reviewed, told

QUEUE = Queue("search", ("a", "b", "c", "d"))
SURE = replace(told(), score=1.0, type_candidates=(), place=Coded(BASRA))
DAY, OTHER = an_event_date("2024-04-27", "2024-04-27"), an_event_date("2024-05-04", "2024-05-04")


def _book(*reviews: Review) -> ReviewBook:
    return ReviewBook.of(reviews, ())


def _next(queue: Queue, *reviews: Review, who: str = "anna") -> tuple[str, ...]:
    return next_reports(queue, _book(*reviews), who)


def test_the_first_and_the_one_to_fetch_meanwhile() -> None:
    assert _next(QUEUE) == ("a", "b")
    assert _next(QUEUE, reviewed("a", "accepted")) == ("b", "c")
    assert _next(QUEUE, reviewed("a", "skipped")) == ("b", "c")
    assert _next(QUEUE, reviewed("a", "accepted"), reviewed("a", "undone", when=1)) == ("a", "b")
    assert next_reports(QUEUE, _book(), "anna", held={"a", "c"}) == ("b", "d")
    done = [reviewed(key, "rejected") for key in QUEUE.reports]
    assert _next(QUEUE, *done) == ()


def test_what_others_skip_is_left_for_me_and_what_they_judge_is_done() -> None:
    assert _next(QUEUE, reviewed("a", "skipped", by="ben")) == ("a", "b")
    assert _next(QUEUE, reviewed("a", "accepted", by="ben")) == ("b", "c")


def test_a_second_reviewer() -> None:
    twice = replace(QUEUE, reviewers=2)
    one = reviewed("a", "accepted", by="ben")
    assert _next(twice, one) == ("a", "b")
    assert _next(twice, one, who="ben") == ("b", "c")
    assert _next(twice, one, reviewed("a", "rejected", by="carl")) == ("b", "c")


def test_a_sample_is_judged_for_itself() -> None:
    sample = AuditSample(
        "s1", "first", NOON, "anna", 1, "", 7, (AuditStratum("all", 9, 2),),
        (AuditItem("b", "all"), AuditItem("a", "all")),
    )  # fmt: skip
    queue = sample_queue(sample)
    assert (queue.name, queue.reports) == ("sample:s1", ("b", "a"))
    assert _next(queue, reviewed("b", "accepted", queue="doubt")) == ("b", "a")
    assert _next(queue, reviewed("b", "accepted", queue="sample:s2")) == ("b", "a")
    assert _next(queue, reviewed("b", "accepted", queue="sample:s1")) == ("a",)
    # and what was judged for a sample need not be judged again elsewhere
    assert _next(QUEUE, reviewed("a", "accepted", queue="sample:s1")) == ("b", "c")


def test_progress() -> None:
    twice = replace(QUEUE, reviewers=2)
    book = _book(
        reviewed("a", "accepted"),
        reviewed("a", "rejected", by="ben"),
        reviewed("b", "accepted", by="ben"),
        reviewed("c", "skipped"),
    )
    found = progress(twice, book, "anna")
    assert (found.total, found.done, found.begun) == (4, 1, 1)
    assert (found.mine, found.skipped, found.left, found.conflicts) == (1, 1, 2, 1)
    assert progress(twice, book, "ben").left == 2
    assert conflicts(twice, book) == ("a",)


DOUBTS: list[tuple[Report, float, tuple[str, ...]]] = [
    (SURE, 0.0, ()),
    (replace(SURE, score=0.6), 0.4, ("score 0.60",)),
    (replace(SURE, flags=("partisan_source", "place_from_dateline")), 0.19,
     ("partisan_source", "place_from_dateline")),
    (replace(SURE, type_candidates=(TypeCandidate("attack_on_civilians", 0.8, "", ""),
                                    TypeCandidate("assassination", 0.4, "", ""))), 0.25,
     ("another type is near (0.50)",)),
    (replace(SURE, place=Coded(BASRA, candidates=(Candidate(BASRA, "", 0.6),
                                                  Candidate(AMARA, "", 0.3)))), 0.25,
     ("another place is near (0.50)",)),
    (replace(SURE, place=Coded.missing(Reason.AMBIGUOUS)), 0.5, ("another place is near (1.00)",)),
    (replace(SURE, place=Coded.missing(Reason.NOT_STATED)), 0.0, ()),
    (replace(SURE, date=Coded(DAY, candidates=(Candidate(DAY, ""),
                                                         Candidate(OTHER, "")))), 0.25,
     ("another date is near (0.50)",)),
]  # fmt: skip


@pytest.mark.parametrize(("report", "value", "reasons"), DOUBTS)
def test_doubt(report: Report, value: float, reasons: tuple[str, ...]) -> None:
    found = doubt_of(report)
    assert found.value == pytest.approx(value)
    assert found.reasons == reasons


def test_queues_of_a_store(store: Store) -> None:
    sure = fill(store, 3, score=0.9)
    assert doubt_queue(store).reports == tuple(sorted(one.key for one in sure))
    assert doubt_queue(store, most=2).reports == doubt_queue(store).reports[:2]
    assert flag_queue(store).reports == ()
    found = search_queue(store, parse_filter({"country": "IRQ"}), most=2)
    assert found.name == "search"
    assert len(found.reports) == 2
    assert search_queue(store, parse_filter({"country": "FRA"})).reports == ()
