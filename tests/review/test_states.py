"""What several reviews of one report come to."""

from __future__ import annotations

import pytest

from dateline.records.decision import Review
from dateline.records.entity import CountRange
from dateline.review import ReviewBook, review_state, said

from .building import corrected, reviewed, told

REPORT = told()
SAMPLE = "sample:s1"


def _reviews(words: str) -> list[Review]:
    """ "anna accepted, ben skipped": one a minute; a ``*`` marks work on the sample."""
    found = []
    for minute, part in enumerate(words.split(", ") if words else []):
        who, verdict = part.removesuffix("*").split()
        queue = SAMPLE if part.endswith("*") else "direct"
        found.append(reviewed(REPORT, verdict, by=who, when=minute, queue=queue))
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
    assert review_state(_reviews(words)) == state


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


def test_each_ones_word_in_order() -> None:
    words = said(_reviews("ben accepted, anna rejected, ben corrected"))
    assert [(who, one.verdict) for who, one in words.items()] == [
        ("anna", "rejected"),
        ("ben", "corrected"),
    ]
