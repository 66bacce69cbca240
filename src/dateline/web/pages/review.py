"""Review: one report a screen, judged with single keys or plain forms."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from ...errors import InputError
from ...records.decision import Review, ReviewVerdict
from ...review import Progress, Queue, progress, taken_back
from .. import answers
from ..context import Bench, Reviewer, Workbench
from ..filters import Asked, asks, documented
from ..security.visitors import Visitor
from . import review_lists, review_said
from .review_data import ROWS, item_json
from .review_desk import DIRECT, Desk, Making
from .review_draft import NO_DRAFT
from .review_history import fields_of
from .review_lists import queue_title
from .review_work import OWN, WORK, Item, following, work_link

router = APIRouter(tags=["review"])
router.include_router(review_lists.router)
router.include_router(review_said.router)

Asking = Annotated[Asked, Depends(asks(*OWN))]

_LONGEST_VISIT = 86_400.0
"""Seconds; a longer look at one report was no look."""
REASONS = (
    ("no event", "No such act is told here"),
    ("misread", "The words mean something else"),
    ("repeated", "Another report of the article tells it"),
    ("background", "It only recalls something from long before"),
    ("not news", "It is an opinion, a list, a quiz or an advertisement"),
    ("wrong text", "The text is broken or not an article"),
)
"""Why a report may be rejected: what is kept, and how it reads."""
_DONE = {
    "accepted": "Accepted.", "corrected": "Corrections kept.", "rejected": "Rejected.",
    "skipped": "Skipped.",
}  # fmt: skip


class Judging(BaseModel):
    """The form of a verdict; corrections make an accepted report a corrected one."""

    verdict: Literal["accepted", "rejected", "skipped"]
    reason: str = Field("", max_length=100)
    why: str = Field("", max_length=500)
    note: str = Field("", max_length=500)
    seconds: str = Field("", max_length=20)


@router.get(f"{WORK}.json", openapi_extra=documented(*OWN))
def work_json(bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """A report under review, its fields and their candidates."""
    queue = _queue(bench, asked)
    return answers.json(
        item_json(Item(bench, asked, who, queue, _report(bench, asked, who, queue)))
    )


@router.get(f"{WORK}.csv", openapi_extra=documented(*OWN))
def work_csv(bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """The fields of a report under review."""
    queue = _queue(bench, asked)
    item = Item(bench, asked, who, queue, _report(bench, asked, who, queue))
    return answers.csv("report", ROWS, item.rows)


@router.get(WORK, response_class=HTMLResponse, openapi_extra=documented(*OWN))
def work(request: Request, bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """A report under review; without one the next of the queue."""
    desk = bench.part(Desk.of)
    queue = desk.queue(asked)
    title = queue_title(bench.store, queue.name)
    if isinstance(queue, Making):
        return answers.page(request, "review/making.html", asked=asked, queue=queue, title=title)
    key = asked.get("report")
    if not key:
        found = following(desk, queue, who)
        if found is not None:
            return RedirectResponse(work_link(asked, found), 303)
        told = progress(queue, desk.book(), who.name)
        template = "review/done_part.html" if answers.wants_part(request) else "review/done.html"
        return answers.page(request, template, asked=asked, queue=queue, title=title, progress=told)
    item = Item(bench, asked, who, queue, key)
    desk.hold(queue, who.name, key)
    template = "review/item.html" if answers.wants_part(request) else "review/work.html"
    return answers.page(request, template, title=title, **_on_screen(item))


@router.get("/review/reports/{key}", response_class=HTMLResponse)
def of_report(who: Reviewer, key: str) -> Response:
    """The review of a report by itself."""
    return RedirectResponse(f"{WORK}?{urlencode({'queue': DIRECT, 'report': key})}", 303)


@router.post("/review/judge", response_class=HTMLResponse, openapi_extra=documented(*OWN))
def judge(
    request: Request, bench: Bench, who: Reviewer, asked: Asking, form: Annotated[Judging, Form()]
) -> Response:
    """Keep a verdict, and the corrections of the draft with it; then on to the next report."""
    queue = _queue(bench, asked)
    item = Item(bench, asked, who, queue, _asked_report(asked))
    verdict = _keep(bench, who, item, form)
    desk = bench.part(Desk.of)
    if answers.wants_part(request):
        told = progress(queue, desk.book(), who.name)
        return answers.json({"verdict": verdict, "progress": progress_json(told)})
    if queue.name == DIRECT:
        return answers.redirect(request, work_link(asked, item.key), _DONE[verdict])
    found = following(desk, queue, who, current=item.key, done=(item.key,))
    return answers.redirect(request, work_link(asked, found), _DONE[verdict])


@router.post("/review/undo", response_class=HTMLResponse, openapi_extra=documented(*OWN))
def undo(request: Request, bench: Bench, who: Reviewer, asked: Asking) -> Response:
    """Take back this reviewer's last word of the queue, with its corrections."""
    queue = _queue(bench, asked)
    with bench.store.batch():
        last = _last(bench.store.reviews(reviewer=who.name), queue)
        if last is None:
            raise HTTPException(409, "there is nothing of yours here to take back")
        at = bench.now()
        for one in taken_back(
            bench.store.corrections(last.report), reviewer=who.name, since=last.at, at=at
        ):
            bench.store.add_correction(one)
        bench.store.add_review(Review(last.report, "undone", who.name, at, last.queue))
        bench.log(who, "review undone", last.report, f"was {last.verdict}; {last.queue}")
    address = work_link(asked, last.report)
    if answers.wants_part(request):
        return answers.json({"address": address})
    return answers.redirect(request, address, f"Taken back: {last.verdict}.")


def progress_json(told: Progress) -> dict[str, object]:
    """Progress as the page shows it."""
    return {"done": told.done, "total": told.total, "left": told.left, "mine": told.mine}


# -- keeping -----------------------------------------------------------------------------------


def _keep(bench: Workbench, who: Visitor, item: Item, form: Judging) -> ReviewVerdict:
    """Corrections first, then the review, then the line of the log: in one commit."""
    verdict: ReviewVerdict = form.verdict
    if verdict == "accepted" and item.draft:
        verdict = "corrected"
    reason = ": ".join(one for one in (form.reason.strip(), form.why.strip()) if one)
    if verdict == "rejected" and not reason:
        raise InputError("reason: say why the report is rejected")
    at = bench.now()
    fields = tuple((name, "wrong") for name in item.draft.wrong) if verdict == "corrected" else ()
    note = form.note.strip() or None
    drafts = {"corrected": item.draft, "accepted": item.agreement()}
    draft = drafts.get(verdict, NO_DRAFT)
    corrections = draft.corrections(item.judged, reviewer=who.name, at=at, note=note)
    with bench.store.batch():
        for one in corrections:
            bench.store.add_correction(one)
        bench.store.add_review(
            Review(item.key, verdict, who.name, at, item.queue.name, reason=reason or note,
                   seconds=_seconds(form.seconds), fields=fields)
        )  # fmt: skip
        changed = ", ".join((*item.draft.new, *(f"{name} wrong" for name, _ in fields)))
        told = changed if verdict == "corrected" else reason
        bench.log(
            who, f"review {verdict}", item.key, "; ".join(filter(None, (told, item.queue.name)))
        )
    return verdict


def _last(reviews: tuple[Review, ...], queue: Queue) -> Review | None:
    """The last review of one reviewer that stands and was made in the queue."""
    standing: dict[str, list[Review]] = {}
    for one in sorted(reviews, key=lambda one: one.at):
        own = standing.setdefault(one.report, [])
        if one.verdict != "undone":
            own.append(one)
        elif own:
            own.pop()
    tops = [own[-1] for own in standing.values() if own and own[-1].queue == queue.name]
    return max(tops, key=lambda one: one.at, default=None)


def _seconds(words: str) -> float | None:
    """How long it took, by the browser's clock; what is no such time says nothing."""
    try:
        seconds = float(words)
    except ValueError:
        return None
    known = math.isfinite(seconds) and 0 <= seconds <= _LONGEST_VISIT
    return round(seconds, 1) if known else None


# -- what is asked for -------------------------------------------------------------------------


def _queue(bench: Workbench, asked: Asked) -> Queue:
    found = bench.part(Desk.of).queue(asked)
    if isinstance(found, Making):
        raise HTTPException(503, "the queue is being made; ask again in a moment")
    return found


def _asked_report(asked: Asked) -> str:
    key = asked.get("report")
    if not key:
        raise InputError("report: say which")
    return key


def _report(bench: Workbench, asked: Asked, who: Visitor, queue: Queue) -> str:
    found = asked.get("report") or following(bench.part(Desk.of), queue, who)
    if found is None:
        raise HTTPException(404, "there is nothing left to do in this queue")
    return found


def _on_screen(item: Item) -> dict[str, Any]:
    asked, key, draft = item.asked, item.key, item.draft
    field = asked.get("field") or None
    next_key = item.following
    whole = asked.get("whole") == "yes"
    of_type = item.codebook.types.get(item.shown.event_type.value or "")
    return {
        "asked": asked,
        "item": item,
        "report": item.shown,
        "type_label": of_type.label if of_type else item.shown.event_type.value or "no type",
        "type_says": of_type.definition if of_type else "",
        "address": asked.link(WORK, done=None, show=None),
        "fresh": work_link(asked, key),
        "closed": work_link(asked, key, draft),
        "end": work_link(asked),
        "before": item.beside(-1),
        "behind": item.beside(1),
        "whole": whole,
        "other_whole": work_link(asked, key, draft, field=field, whole=not whole),
        "judge": work_link(asked, key, draft, path="/review/judge"),
        "undo": work_link(asked, path="/review/undo"),
        "next_free": None if next_key is None else work_link(asked, next_key),
        "list": work_link(asked, path="/review/queue"),
        "reasons": REASONS,
        "fields_said": fields_of(item.words),
    }
