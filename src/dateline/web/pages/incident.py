"""One incident: what its reports agree on and every rival, side by side, with the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from ...export import wording
from ...export.tellers import Teller
from ...export.value_words import killed, people, said
from ...records.decision import Verdict
from ...records.incident import Incident
from .. import answers
from ..context import Bench, Reader, Reviewer, Workbench
from . import article_text, incident_twins
from .article_cards import Card, report_card
from .article_marks import Role, line, report_marks
from .article_source import tie_words
from .incident_history import Takeovers, history
from .incident_judging import Merging, judge, merged_anew, pairs_between, pairs_of
from .incident_map import drawings
from .incident_matrix import cells, matrix
from .incident_near import near
from .incident_told import MOST_TEXTS, Told, Whole, whole

router = APIRouter(tags=["incident"])
All = Annotated[bool, Query(description="Show all reports and texts, however many there are")]


class JudgeForm(BaseModel):
    """What is judged: two reports by their keys, or the incident and another (by its id)."""

    one: str = Field("", max_length=200)
    other: str = Field("", max_length=200)
    incident: str = Field("", max_length=60)
    verdict: Verdict
    reason: str = Field("", max_length=500)


@dataclass(frozen=True, slots=True)
class Text:
    """A report with its article's text, cut to be shown, with its own evidence lit."""

    told: Told
    card: Card
    title: str
    stretches: list[article_text.Stretch]


@router.get("/incidents/{id}.json")
def incident_json(bench: Bench, who: Reader, id: str) -> Response:
    """An incident with its reports, rivals, tellers, judgements and neighbours, as JSON."""
    incident = _incident(bench, id)
    if incident.id != id:
        return RedirectResponse(f"/incidents/{incident.id}.json", 303)
    found = whole(bench.store, incident, most=None)
    taken = bench.part(Takeovers).into(id)
    near_by = near(bench.store, incident)
    return answers.json(incident_twins.whole_json(bench.store, found, taken, near_by))


@router.get("/incidents/{id}.csv")
def incident_csv(bench: Bench, who: Reader, id: str) -> Response:
    """What each report of an incident says of each field, one row each."""
    incident = _incident(bench, id)
    if incident.id != id:
        return RedirectResponse(f"/incidents/{incident.id}.csv", 303)
    found = whole(bench.store, incident, most=None)
    return answers.csv(f"incident-{id}", incident_twins.COLUMNS, cells(found))


@router.get("/incidents/{id}", response_class=HTMLResponse)
def incident(
    request: Request, bench: Bench, who: Reader, id: str, all: All = False
) -> Response:  # fmt: skip
    """One incident. The id of one that was merged into another leads there."""
    found = _incident(bench, id)
    if found.id != id:
        said = f"Incident {id} is part of this one now."
        return answers.redirect(request, f"/incidents/{found.id}", said)
    return answers.page(request, "incident/incident.html", **_shown(bench, found, all=all))


@router.post("/incidents/{id}/judge", response_class=HTMLResponse)
def judged(
    request: Request, bench: Bench, who: Reviewer, id: str, form: Annotated[JudgeForm, Form()]
) -> Response:
    """Say of two reports that they tell one event, or two; the incidents are then merged anew.

    Without an ``other`` report, ``one`` is judged with every other report of the incident; with an
    ``incident``, the whole of this one is judged with the whole of that one.
    """
    reports = _incident(bench, id).reports
    if form.incident:
        pairs = pairs_between(reports, _incident(bench, form.incident).reports)
    else:
        pairs = pairs_of(reports, form.one, form.other)
    was = {key: _of(bench, key) for key in pairs[0]}
    judge(bench, who, pairs, form.verdict, form.reason)
    trouble = merged_anew(bench, who)
    now = {key: _of(bench, key) for key in was}
    notice = trouble or _outcome(form.verdict, was, now)
    after = bench.store.incident(id)
    back = f"/incidents/{after.id}" if after else "/explore"
    return answers.redirect(request, back, f"Judged. {notice}", "problem" if trouble else "ok")


def _incident(bench: Workbench, id: str) -> Incident:
    found = bench.store.incident(id) if bench.store.runs() else None
    if found is None:
        raise HTTPException(404, "there is no such incident")
    return found


def _of(bench: Workbench, key: str) -> str:
    incident = bench.store.incident_of(key)
    return "" if incident is None else incident.id


def _outcome(verdict: Verdict, was: dict[str, str], now: dict[str, str]) -> str:
    """What a judgement has come to, in one line."""
    first, second = now.values()
    together, before = first == second, len(set(was.values())) == 1
    if together != (verdict == "same"):
        where = "one incident" if together else "two incidents"
        return f"Another judgement keeps the two reports in {where}."
    if together:
        still = f"They were in one incident already, and stay there: {first}."
        return still if before else f"They are one incident now: {first}."
    still = "They were in two incidents already, and stay there."
    return f"They are two incidents now: {first} and {second}." if before else still


# -- the page ----------------------------------------------------------------------------------


def _shown(bench: Workbench, incident: Incident, *, all: bool) -> dict[str, Any]:
    """What the template needs."""
    found = whole(bench.store, incident) if not all else whole(bench.store, incident, most=None)
    shown = [_text(bench, found, one) for one in found.reports[: None if all else MOST_TEXTS]]
    parts = (part.paragraphs for one in shown for part in one.stretches)
    roles = frozenset[Role]().union(*map(article_text.lit, parts))
    return {
        "incident": incident,
        "heading": _heading(incident),
        "acled": None
        if incident.codes.leading is None
        else incident.codes.leading.acled_event_type,
        "found": found,
        "rows": matrix(found),
        "texts": shown,
        "more_texts": len(found.reports) - len(shown),
        "legend": article_text.legend(roles),
        "drawings": drawings(bench, found.reports),
        "history": history(found, bench.part(Takeovers).into(incident.id)),
        "near": near(bench.store, incident),
        "merging": bench.part(Merging).is_running,
        "killed": killed(incident.killed_low, incident.killed_high),
        "tie_words": tie_words,
        "stands": _stands,
        "line": line,
    }


def _heading(incident: Incident) -> str:
    """What, who, where and when."""
    kind = said("event_type", incident.event_type.leading)
    who, whom = (people(side.leading or ()) for side in (incident.actors, incident.targets))
    place, when = incident.place.leading, incident.date.leading
    sides = f"{who or 'nobody named'} → {whom}" if whom else who
    parts = [
        kind[:1].upper() + kind[1:] + (f": {line(sides, 120)}" if sides else ""),
        "" if place is None else line(place.name, 60),
        "" if when is None else said("date", when),
    ]
    return ", ".join(part for part in parts if part)


def _text(bench: Workbench, found: Whole, told: Told) -> Text:
    report = told.stored.report
    article = bench.store.article(told.stored.article.hash)
    marks = report_marks(report, told.number)
    cut = [] if article is None else article_text.paragraphs(article.text, marks)
    numbers = {one.key: one.number for one in found.reports}
    head = told.stored.article
    return Text(
        told,
        report_card(report, told.number, numbers),
        wording.heading(head.title, article.text if article else "", 120),
        article_text.stretches(cut, fold=True),
    )


def _stands(teller: Teller) -> str:
    """What an article counts for among the incident's sources, in words."""
    if teller.is_counted:
        return "independent"
    return "copy, not counted" if teller.standing == "copy" else "same owner, not counted"
