"""The order of work: which report comes next, for whom, and how far the work has come."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from ..records.coded import Coded, Reason
from ..records.decision import AuditSample, Review
from ..records.entity import EventDate, Place
from ..records.event import Report
from ..store.contract import Order, Store, StoredReport, walk
from ..store.filters import EVERYTHING, Filter
from .states import ReviewBook

_PAGE = 500
MOST = 2000
"""How many reports a queue holds, unless it is a sample's."""
_SAMPLE = "sample:"
_OF_FLAG = 0.9
_TWO_READINGS = 0.5


@dataclass(frozen=True, slots=True)
class Queue:
    """Reports (by their keys) in the order of work.

    ``name`` is what reviews from it carry as their ``queue``; ``reviewers`` is how many people have
    to judge each report.
    """

    name: str
    reports: tuple[str, ...]
    reviewers: int = 1

    @property
    def sample(self) -> str:
        """The name of a sample's queue, empty for others.

        An audit sample is judged for itself: what was said of a report elsewhere is not said of
        the sample. In the other queues a judgement counts wherever it was made.
        """
        return self.name if self.name.startswith(_SAMPLE) else ""

    def counts(self, review: Review) -> bool:
        """Whether a review is work on this queue."""
        return not self.sample or review.queue == self.name


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a queue has come, seen by one reviewer.

    ``done`` reports have all the judgements they need; ``begun`` have some, not all; ``mine`` were
    judged and ``skipped`` were passed over by this reviewer; ``left`` are those this reviewer can
    still judge; ``conflicts`` those whose reviewers disagree.
    """

    total: int
    done: int
    begun: int
    mine: int
    skipped: int
    left: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """How doubtful a report is, from 0 to 1, and why."""

    value: float
    reasons: tuple[str, ...]


# -- queues ----------------------------------------------------------------------------------


def sample_queue(sample: AuditSample, *, reviewers: int = 1) -> Queue:
    """An audit sample's reports, in the random order in which they were drawn."""
    reports = tuple(item.report for item in sample.items)
    return Queue(f"{_SAMPLE}{sample.id}", reports, reviewers)


def doubt_queue(store: Store, where: Filter = EVERYTHING, *, most: int = MOST) -> Queue:
    """The most doubtful reports of a filter first (`doubt_of`); of equals by their keys."""
    ranked = ((-doubt_of(one.report).value, one.report.key) for one in _reports(store, where))
    return Queue("doubt", tuple(key for _, key in heapq.nsmallest(most, ranked)))


def flag_queue(store: Store, where: Filter = EVERYTHING, *, most: int = MOST) -> Queue:
    """Reports of a filter that have a flag: most flags first, of equals by their keys."""
    flagged = (one.report for one in _reports(store, where) if one.report.flags)
    ranked = ((-len(report.flags), report.key) for report in flagged)
    return Queue("flag", tuple(key for _, key in heapq.nsmallest(most, ranked)))


def search_queue(
    store: Store, where: Filter, *, order: Order = "newest", most: int = MOST
) -> Queue:  # fmt: skip
    """The reports of a filter in the order of a list."""
    found = islice(_reports(store, where, order), most)
    return Queue("search", tuple(one.report.key for one in found))


def _reports(store: Store, where: Filter, order: Order = "newest") -> Iterator[StoredReport]:
    return walk(lambda after: store.reports(where, order=order, after=after, limit=_PAGE))


# -- who does what next ----------------------------------------------------------------------


def next_reports(
    queue: Queue,
    book: ReviewBook,
    reviewer: str,
    *,
    held: Collection[str] = (),
    number: int = 2,
) -> tuple[str, ...]:
    """The next reports for a reviewer: the first to show, the rest to fetch meanwhile.

    Passed over are those the reviewer has judged or skipped, those that have all the judgements
    they need, and ``held`` ones, which others have before them just now.
    """
    free = (key for key in queue.reports if _is_free(queue, book, key, reviewer))
    return tuple(islice((key for key in free if key not in held), number))


def conflicts(queue: Queue, book: ReviewBook) -> tuple[str, ...]:
    """The reports of a queue whose reviewers disagree, in the queue's order."""
    sample = queue.sample
    return tuple(key for key in queue.reports if book.outcome(key, sample).state == "conflict")


def progress(queue: Queue, book: ReviewBook, reviewer: str) -> Progress:
    """How far the work has come."""
    done = begun = mine = skipped = left = disputed = 0
    sample, needed = queue.sample, queue.reviewers
    for key in queue.reports:
        one = book.outcome(key, sample)
        number, judged, passed = len(one.judged), reviewer in one.judged, reviewer in one.passed
        done += number >= needed
        begun += 0 < number < needed
        mine += judged
        skipped += passed
        left += number < needed and not (judged or passed)
        disputed += one.state == "conflict"
    return Progress(len(queue.reports), done, begun, mine, skipped, left, disputed)


def _is_free(queue: Queue, book: ReviewBook, key: str, reviewer: str) -> bool:
    one = book.outcome(key, queue.sample)
    return (
        len(one.judged) < queue.reviewers
        and reviewer not in one.judged
        and reviewer not in one.passed
    )


# -- doubt -----------------------------------------------------------------------------------


def doubt_of(report: Report) -> Doubt:
    """How doubtful a report is: ``1 - score * (1 - t/2) * (1 - p/2) * (1 - d/2) * 0.9 ** flags``.

    ``score`` is the report's own. ``t``, ``p`` and ``d`` say how near the second-best event type,
    place and date come to the best, from 0 to 1: the second score over the first, 1/2 for two
    readings without scores, and 1 where the field was left open as ambiguous. It orders work, and
    is no chance of anything.
    """
    sure = min(1.0, max(0.0, report.score))
    reasons = [f"score {sure:.2f}"] if sure < 1 else []
    for what, near in (
        ("type", _other_type(report)),
        ("place", _closeness(report.place)),
        ("date", _closeness(report.date)),
    ):
        sure *= 1 - near / 2
        if near:
            reasons.append(f"another {what} is near ({near:.2f})")
    sure *= _OF_FLAG ** len(report.flags)
    return Doubt(round(1 - sure, 6), (*reasons, *report.flags))


def _other_type(report: Report) -> float:
    best: dict[str, float] = {}
    for one in report.type_candidates:
        best[one.event_type] = max(one.score, best.get(one.event_type, 0.0))
    own = best.pop(report.event_type.value or "", report.score)
    other = max(best.values(), default=0.0)
    return min(1.0, other / own) if own > 0 else float(other > 0)


def _closeness(coded: Coded[Place] | Coded[EventDate]) -> float:
    if coded.reason is Reason.AMBIGUOUS:
        return 1.0
    if coded.value is None or len(coded.candidates) < 2:
        return 0.0
    first, second, *_ = sorted((one.score for one in coded.candidates), reverse=True)
    return min(1.0, max(0.0, second) / first) if first > 0 else _TWO_READINGS
