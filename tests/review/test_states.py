"""What several reviews of one report come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.records.decision import Review
from dateline.records.entity import CountRange
from dateline.records.event import Report
from dateline.review import Outcome, ReviewBook, review_state, said

from .building import corrected, reviewed, told

REPORT = told()
SAMPLE = "sample:s1"


def reviews_of(words: str, report: Report = REPORT) -> list[Review]:
    """ "anna accepted, ben skipped": one a minute; a ``*`` marks work on the sample."""
    found = []
    for minute, part in enumerate(words.split(", ") if words else []):
        who, verdict = part.removesuffix("*").split()
        queue = SAMPLE if part.endswith("*") else "direct"
        found.append(reviewed(report, verdict, by=who, when=minute, queue=queue))
    return found


STATES = [
    ("", "unreviewed"),
    ("anna skipped", "unreviewed"),
    ("anna accepted", "accepted"),
    ("anna accepted, anna skipped", "accepted"),
    ("anna accepted, anna rejected", "rejected"),
    ("anna accepted, anna undone", "unreviewed"),
    ("anna undone", "unreviewed"),
    ("anna rejected, anna accepted, anna undone", "rejected"),
    ("anna rejected, anna accepted, anna undone, anna undone", "unreviewed"),
    ("anna accepted, ben accepted", "accepted"),
    ("anna accepted, ben rejected", "conflict"),
    ("anna accepted, ben skipped", "accepted"),
    ("anna accepted, ben rejected, ben undone", "accepted"),
    ("anna accepted, ben rejected, carl rejected", "rejected"),
    ("anna accepted, ben rejected, carl corrected", "conflict"),
    ("anna corrected, ben accepted", "corrected"),  # ben saw anna's values and agrees
    ("ben accepted, anna corrected", "conflict"),
    ("anna corrected*, ben accepted*", "conflict"),  # in a sample each judges the coded values
]


@pytest.mark.parametrize(("words", "state"), STATES)
def test_state(words: str, state: str) -> None:
    assert review_state(reviews_of(words)) == state


def test_two_who_correct_to_different_values_are_in_conflict() -> None:
    both = [
        reviewed(REPORT, "corrected", when=1),
        reviewed(REPORT, "corrected", by="ben", when=3),
    ]
    mine = corrected(REPORT, "killed", CountRange(1, 1), when=0)
    theirs = corrected(REPORT, "killed", CountRange(2, 2), by="ben", when=2)
    same = corrected(REPORT, "killed", CountRange(1, 1), by="ben", when=2)
    assert review_state(both, [mine, theirs]) == "conflict"
    assert review_state(both, [mine, same]) == "corrected"
    book = ReviewBook.of(both, [mine, theirs])
    assert book.state(REPORT.key) == "conflict"
    assert book.state("another") == "unreviewed"


def test_what_a_book_of_a_moment_ago_knows_is_taken_over() -> None:
    one, other = told(), replace(told(), key="other:1-2")
    known = [reviewed(one, "accepted", when=1), reviewed(other, "rejected", when=1)]
    before = ReviewBook.of(known, ())
    assert (before.state(one.key), before.state(other.key)) == ("accepted", "rejected")
    more = [*known, reviewed(one, "rejected", by="ben", when=2)]
    book = ReviewBook.of(more, (), before=before)
    assert book.outcome(other.key) is before.outcome(other.key)
    assert (book.state(one.key), before.state(one.key)) == ("conflict", "accepted")
    assert book.outcome(one.key).judged == {"anna", "ben"}
    killed = corrected(one, "killed", CountRange(1, 1), when=0)
    assert ReviewBook.of(more, [killed], before=book).outcome(one.key) is not book.outcome(one.key)


def test_of_a_sample_only_what_was_said_for_it_counts() -> None:
    book = ReviewBook.of(reviews_of("anna accepted*, ben rejected, carl skipped*"), ())
    assert book.outcome(REPORT.key, SAMPLE) == Outcome(
        frozenset({"anna"}), frozenset({"carl"}), "accepted"
    )
    assert book.state(REPORT.key) == "conflict"
    assert book.outcome("another", SAMPLE) == Outcome()


def test_each_ones_word_in_order() -> None:
    words = said(reviews_of("ben accepted, anna rejected, ben corrected"))
    assert [(who, one.verdict) for who, one in words.items()] == [
        ("anna", "rejected"),
        ("ben", "corrected"),
    ]
