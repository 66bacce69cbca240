"""Review: the queues, what is in them, where reviewers differ, and what was said so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from ...codebook import load_codebook
from ...errors import InputError
from ...export.columns import Column
from ...records.decision import Review
from ...records.event import Report
from ...review import (
    Progress,
    Queue,
    ReviewBook,
    conflicts,
    in_words,
    is_of_articles,
    next_reports,
    progress,
    said,
    sample_queue,
    value_of,
)
from ...review.values import is_blank
from ...store.contract import Store
from ...store.filters import EVERYTHING, PARAMETERS
from .. import answers
from ..context import Bench, Reviewer, Workbench
from ..filters import Asked, asks, documented
from ..security.visitors import Visitor
from .review_desk import DIRECT, KINDS, SAMPLE, Desk, Making
from .review_work import OWN, WORK, Item, work_link

router = APIRouter()

Asking = Annotated[Asked, Depends(asks(*OWN))]

TITLES = {
    "doubt": ("Most doubtful first", "Reports whose type, place or date was nearly another"),
    "flag": ("Flagged", "Reports with a flag, most flags first"),
    "search": ("A search", "The reports of any filter, in the order of a list"),
    DIRECT: ("One report", ""),
}
SHOWN = ("all", "left", "mine", "skipped", "conflict")
"""Which reports of a queue are listed."""
_MOST_ROWS = 1000


# -- all queues --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue and how far it has come; ``progress`` is None where it was not made yet."""

    name: str
    title: str
    says: str
    address: str
    progress: Progress | None


QUEUES: tuple[Column[Waiting], ...] = (
    Column("queue", "text", lambda one: one.name, "the queue"),
    Column("title", "text", lambda one: one.title, "its name"),
    Column(
        "total",
        "number",
        lambda one: None if one.progress is None else one.progress.total,
        "reports in it",
    ),
    Column(
        "done",
        "number",
        lambda one: None if one.progress is None else one.progress.done,
        "judged by enough",
    ),
    Column(
        "mine",
        "number",
        lambda one: None if one.progress is None else one.progress.mine,
        "judged by you",
    ),
    Column(
        "left",
        "number",
        lambda one: None if one.progress is None else one.progress.left,
        "left for you",
    ),
    Column(
        "conflicts",
        "number",
        lambda one: None if one.progress is None else one.progress.conflicts,
        "reports whose reviewers differ",
    ),
    Column("address", "text", lambda one: one.address, "where it is worked on"),
)


@router.get("/review.json")
def queues_json(bench: Bench, who: Reviewer) -> Response:
    """The queues and how far each has come."""
    return answers.json({"queues": _queues(bench, who)})


@router.get("/review.csv")
def queues_csv(bench: Bench, who: Reviewer) -> Response:
    """The queues as a table."""
    return answers.csv("queues", QUEUES, _queues(bench, who))


@router.get("/review", response_class=HTMLResponse)
def overview(request: Request, bench: Bench, who: Reviewer) -> Response:
    """The queues, and the latest that was said."""
    book = bench.part(Desk.of).book()
    queues = _queues(bench, who)
    types = sorted((one.label, one.id) for one in load_codebook().types.values())
    return answers.page(
        request, "review/overview.html",
        kinds=[one for one in queues if one.name in KINDS],
        samples=[one for one in queues if one.name.startswith(SAMPLE)],
        searches=_searches(bench, who),
        conflicts=sum(book.state(key) == "conflict" for key in book.reviews),
        reviewed=len(book.reviews),
        mine=_latest(book, who)[:8],
        types=[("", "any type"), *((id, label) for label, id in types)],
    )  # fmt: skip


def _queues(bench: Workbench, who: Visitor) -> list[Waiting]:
    """Those of all reports, and the samples of reports, the latest first."""
    desk = bench.part(Desk.of)
    book = desk.book()
    found = []
    for name in KINDS:
        queue = desk.queue(Asked("/review", {"queue": (name,)}, EVERYTHING), make=False)
        told = progress(queue, book, who.name) if isinstance(queue, Queue) else None
        found.append(Waiting(name, *TITLES[name], _address(name), told))
    for sample in sorted(bench.store.audit_samples(), key=lambda one: one.created, reverse=True):
        if is_of_articles(sample):
            continue
        name = f"{SAMPLE}{sample.id}"
        told = progress(sample_queue(sample), book, who.name)
        says = f"Drawn by {sample.by} on {sample.created:%Y-%m-%d}"
        found.append(Waiting(name, sample.name or sample.id, says, _address(name), told))
    return found


def _address(name: str, *more: tuple[str, str]) -> str:
    return f"{WORK}?{urlencode([('queue', name), *more])}"


def _searches(bench: Workbench, who: Visitor) -> list[tuple[str, str]]:
    """The reviewer's saved searches as queues: name and address."""
    found = []
    for search in bench.store.saved_searches(who.name):
        words = [(name, value) for name, value in parse_qsl(search.query) if name in PARAMETERS]
        found.append((search.name, _address("search", *words)))
    return found


def _latest(book: ReviewBook, who: Visitor) -> list[Review]:
    """A reviewer's words that hold, the latest first."""
    held = (said(reviews).get(who.name) for reviews in book.reviews.values())
    return sorted((one for one in held if one), key=lambda one: one.at, reverse=True)


def queue_title(store: Store, name: str) -> str:
    """What a queue is called on its pages."""
    if not name.startswith(SAMPLE):
        return TITLES[name][0]
    sample = store.audit_sample(name.removeprefix(SAMPLE))
    return f"Sample {sample.name or sample.id}" if sample is not None else name


# -- one queue ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A report of a queue; ``state`` as far as the reviewer may see it."""

    position: int
    report: str
    address: str
    event_type: str
    acled: str | None
    where: str
    when: str
    outlet: str
    sentence: str
    state: str
    mine: str
    judged: int


ROWS: tuple[Column[Row], ...] = (
    Column("position", "number", lambda row: row.position, "its place in the queue, from 1"),
    Column("report", "text", lambda row: row.report, "the report's key"),
    Column("event_type", "text", lambda row: row.event_type, "its type"),
    Column("place", "text", lambda row: row.where, "where"),
    Column("date", "text", lambda row: row.when, "when"),
    Column("outlet", "text", lambda row: row.outlet, "who published it"),
    Column("sentence", "text", lambda row: row.sentence, "the sentence that tells it"),
    Column("state", "text", lambda row: row.state, "what has become of it"),
    Column("mine", "text", lambda row: row.mine, "your own verdict"),
    Column("judged", "number", lambda row: row.judged, "how many have judged it"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a queue: the keys at their places, of ``total`` that are asked for."""

    queue: Queue
    rows: tuple[Row, ...]
    total: int
    next: str | None


@router.get("/review/queue.json", openapi_extra=documented(*OWN))
def queue_json(bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """The reports of a queue and how far it has come."""
    queue = bench.part(Desk.of).queue(asked)
    if isinstance(queue, Making):
        return answers.json({"queue": queue.name, "making": queue}, status=202)
    found = _listed(bench, asked, who, queue, asked.limit)
    told = progress(queue, bench.part(Desk.of).book(), who.name)
    return answers.json(
        {"queue": queue.name, "reviewers": queue.reviewers, "progress": told, "next": found.next,
         "reports": found.rows}
    )  # fmt: skip


@router.get("/review/queue.csv", openapi_extra=documented(*OWN))
def queue_csv(bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """The reports of a queue as a table, 1,000 at most."""
    queue = bench.part(Desk.of).queue(asked)
    if isinstance(queue, Making):
        return answers.csv("queue", ROWS, ())
    return answers.csv("queue", ROWS, _listed(bench, asked, who, queue, _MOST_ROWS).rows)


@router.get("/review/queue", response_class=HTMLResponse, openapi_extra=documented(*OWN))
def queue(request: Request, bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """What is in a queue."""
    desk = bench.part(Desk.of)
    found = desk.queue(asked)
    title = queue_title(bench.store, found.name)
    if isinstance(found, Making):
        return answers.page(request, "review/making.html", asked=asked, queue=found, title=title)
    return answers.page(
        request, "review/queue.html", asked=asked, title=title, queue=found,
        listed=_listed(bench, asked, who, found, asked.limit),
        progress=progress(found, desk.book(), who.name),
        start=work_link(asked), shown=_shown(asked),
        tabs=[(name, asked.link(show=name)) for name in SHOWN],
    )  # fmt: skip


def _listed(bench: Workbench, asked: Asked, who: Visitor, queue: Queue, limit: int) -> Listed:
    book = bench.part(Desk.of).book()
    shown = _shown(asked)
    chosen = _chosen(queue, book, who, shown)
    wanted = [(at, key) for at, key in enumerate(queue.reports, start=1) if key in chosen]
    first = _first(asked.after)
    page = wanted[first : first + limit]
    rows = tuple(row for place, key in page if (row := _row(bench, asked, who, queue, place, key)))
    more = first + limit < len(wanted)
    return Listed(queue, rows, len(wanted), str(first + limit) if more else None)


def _chosen(queue: Queue, book: ReviewBook, who: Visitor, shown: str) -> Collection[str]:
    """The keys of the reports to list."""
    if shown == "all":
        return frozenset(queue.reports)
    if shown == "conflict":
        return frozenset(conflicts(queue, book))
    if shown == "left":
        return frozenset(next_reports(queue, book, who.name, number=len(queue.reports)))
    mine: dict[str, Review] = {}
    for key in queue.reports:
        counted = (one for one in book.reviews.get(key, ()) if queue.counts(one))
        if (word := said(counted).get(who.name)) is not None:
            mine[key] = word
    return {key for key, one in mine.items() if (one.verdict == "skipped") == (shown == "skipped")}


def _row(
    bench: Workbench, asked: Asked, who: Visitor, queue: Queue, place: int, key: str
) -> Row | None:
    """None for a report that the run does not have (any more)."""
    item = Item(bench, asked, who, queue, key)
    if not item.there:
        return None
    report, source = item.judged, item.stored.article.source
    return Row(
        place, key, work_link(asked, key), report.event_type.value or "",
        report.codes.acled_event_type, _words(report, "place"),
        _words(report, "date"), source.name if source else "", report.sentence.text,
        item.state, item.mine.verdict if item.mine else "", len(item.words),
    )  # fmt: skip


def _words(report: Report, field: str) -> str:
    value = value_of(report, field)
    return "" if is_blank(value) else in_words(value)


def _shown(asked: Asked) -> str:
    shown = asked.get("show", "all")
    if shown not in SHOWN:
        raise InputError(f"show: {shown[:60]!r} is none of {', '.join(SHOWN)}")
    return shown


def _first(after: str | None) -> int:
    words = after or "0"
    if not (words.isascii() and words.isdigit() and len(words) < 10):
        raise InputError(f"after: {words[:60]!r} is no place in the queue")
    return int(words)
