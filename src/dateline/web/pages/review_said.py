"""Review: what was said so far, where reviewers differ, and reviewed sentences for training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from ...export.columns import Column
from ...records.decision import Review
from ...review import Queue, conflicts, corpus_lines, corpus_text, said
from .. import answers
from ..context import Bench, Reviewer, Workbench
from ..filters import Asked, asks, documented
from ..security.visitors import Visitor
from .review_desk import DIRECT, SAMPLE, Desk, Making
from .review_history import COLUMNS, Line, Word, fields_of, history, line_json, word_json, words_of
from .review_lists import queue_title
from .review_words import Reading
from .review_work import OWN, WORK, Item

router = APIRouter()

Asking = Annotated[Asked, Depends(asks(*OWN))]
Narrowed = Annotated[str, Query(max_length=200)]

_MOST_LINES = 200


# -- where reviewers differ --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conflict:
    """A report whose reviewers differ: what each says, and where to settle it."""

    report: str
    address: str
    sentence: str
    words: tuple[Word, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that somebody has corrected."""
        return fields_of(self.words)


CONFLICTS: tuple[Column[tuple[Conflict, Word]], ...] = (
    Column("report", "text", lambda one: one[0].report, "the report's key"),
    Column("reviewer", "text", lambda one: one[1].who, "who"),
    Column("verdict", "text", lambda one: one[1].review.verdict, "the verdict"),
    Column("reason", "text", lambda one: one[1].review.reason, "why"),
    Column("corrections", "texts",
           lambda one: [f"{name}: {one[1].shown(name)}" for name in fields_of((one[1],))],
           "the fields corrected, and to what"),
    Column("sentence", "text", lambda one: one[0].sentence, "the sentence that tells it"),
)  # fmt: skip


@router.get("/review/conflicts.json", openapi_extra=documented(*OWN))
def conflicts_json(bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """The reports whose reviewers differ, and what each says."""
    told = [
        {"report": one.report, "sentence": one.sentence, "words": [word_json(w) for w in one.words]}
        for one in _conflicts(bench, asked, who)
    ]
    return answers.json({"conflicts": told})


@router.get("/review/conflicts.csv", openapi_extra=documented(*OWN))
def conflicts_csv(bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """A line for each reviewer's word on a report whose reviewers differ."""
    lines = [(one, word) for one in _conflicts(bench, asked, who) for word in one.words]
    return answers.csv("conflicts", CONFLICTS, lines)


@router.get("/review/conflicts", response_class=HTMLResponse, openapi_extra=documented(*OWN))
def conflicts_page(request: Request, bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """The reports whose reviewers differ: who said what."""
    name = asked.get("queue")
    found = _conflicts(bench, asked, who)  # which refuses the name of a queue that is none
    title = queue_title(bench.store, name) if name else ""
    return answers.page(
        request, "review/conflicts.html", asked=asked, conflicts=found, title=title
    )  # fmt: skip


def _conflicts(bench: Workbench, asked: Asked, who: Visitor) -> list[Conflict]:
    """Those of a queue; without one those of all queues, each settled in its own."""
    desk = bench.part(Desk.of)
    book = desk.book()
    if asked.get("queue"):
        queue = desk.queue(asked)
        found = (
            [] if isinstance(queue, Making) else [(queue, key) for key in conflicts(queue, book)]
        )
    else:
        found = [
            (Queue(_settled_in(reviews), (key,), 2), key)
            for key, reviews in sorted(book.reviews.items())
            if book.state(key) == "conflict"
        ]
    listed = []
    for queue, key in found[:_MOST_LINES]:
        item = Item(bench, asked, who, queue, key)
        if item.there:
            address = asked.link(WORK, report=key, queue=queue.name, reviewers="2", limit=None)
            words = words_of(item.counted, item.corrections)
            listed.append(Conflict(key, address, item.stored.report.sentence.text, words))
    return listed


def _settled_in(reviews: tuple[Review, ...]) -> str:
    """The sample that all judged it for; words of several queues meet on the report's own page."""
    names = {one.queue for one in said(reviews).values() if one.verdict != "skipped"}
    return names.pop() if len(names) == 1 and next(iter(names)).startswith(SAMPLE) else DIRECT


# -- what was said -----------------------------------------------------------------------------


@router.get("/review/reviews.json")
def reviews_json(
    bench: Bench, who: Reviewer, queue: Narrowed = "", reviewer: Narrowed = ""
) -> Response:
    """All reviews and corrections, those taken back too, the latest first."""
    return answers.json({"lines": [line_json(one) for one in _history(bench, queue, reviewer)]})


@router.get("/review/reviews.csv")
def reviews_csv(
    bench: Bench, who: Reviewer, queue: Narrowed = "", reviewer: Narrowed = ""
) -> Response:
    """All reviews and corrections as a table."""
    return answers.csv("reviews", COLUMNS, _history(bench, queue, reviewer))


@router.get("/review/reviews", response_class=HTMLResponse)
def reviews(
    request: Request, bench: Bench, who: Reviewer, queue: Narrowed = "", reviewer: Narrowed = ""
) -> Response:
    """The latest reviews and corrections."""
    found = _history(bench, queue, reviewer)
    narrowed = urlencode([(n, v) for n, v in (("queue", queue), ("reviewer", reviewer)) if v])
    return answers.page(
        request, "review/reviews.html", lines=found[:_MOST_LINES], total=len(found),
        queue=queue, reviewer=reviewer, query=f"?{narrowed}" if narrowed else "",
    )  # fmt: skip


def _history(bench: Workbench, queue: str, reviewer: str) -> tuple[Line, ...]:
    """Corrections belong to a report and not to a queue: they come where no queue is asked for."""
    store = bench.store
    corrections = () if queue else store.corrections()
    found = store.reviews(queue=queue or None, reviewer=reviewer or None)
    return history(found, [one for one in corrections if reviewer in ("", one.reviewer)])


@router.get("/review/corpus.txt")
def corpus(
    bench: Bench, who: Reviewer, run: Annotated[int | None, Query(ge=1, le=2**53)] = None
) -> Response:
    """Reviewed sentences as lines of the corpus's markup, for `dateline train`."""
    codebook = bench.part(Reading.of).codebook
    lines = corpus_lines(bench.store, run=run, codebook=codebook)
    return answers.text_file("reviewed.txt", corpus_text(lines), "text/plain")
