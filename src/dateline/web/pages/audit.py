"""Audit: draw a random sample, see how precise the data is, read articles for missed events."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from ...errors import InputError
from ...records.decision import AuditSample
from ...review import AuditResult, audit_markdown, is_of_articles, recall_of
from ...review.audit import Conflicts
from ...review.missed import read_for
from ...review.verdicts import REPORT
from .. import answers
from ..context import Bench, Reader, Reviewer, Workbench
from ..filters import Asked, asks, documented
from ..security.visitors import Visitor
from . import audit_reading as reading
from . import audit_results as results
from . import audit_samples as samples
from .audit_chart import dot_charts

router = APIRouter(tags=["audit"])

Asking = Annotated[Asked, Depends(asks())]
OfArticles = Annotated[
    str | None, Query(max_length=60, description="A sample of whole articles, or none")
]
Rule = Annotated[Conflicts, Query(description="How values of divided reviewers count")]
NONE = "none"
_MOST_TYPES = 15
"""So many types the chart has, the commonest; its table has all."""
RULES = (("wrong", "count as wrong"), ("right", "count as right"), ("left out", "are left out"))


# -- the list, and drawing ---------------------------------------------------------------------


@router.get("/audit.json")
def audit_json(bench: Bench, who: Reader) -> Response:
    """The samples, the latest first."""
    found = samples.listed(bench, who)
    return answers.json({"samples": [samples.sample_json(one) for one in found]})


@router.get("/audit.csv")
def audit_csv(bench: Bench, who: Reader) -> Response:
    """The samples, the latest first."""
    return answers.csv("samples", samples.SAMPLE_COLUMNS, samples.listed(bench, who))


@router.get("/audit", response_class=HTMLResponse, openapi_extra=documented())
def audit(request: Request, bench: Bench, who: Reader, asked: Asking) -> Response:
    """The samples, and the forms that draw another; filters are what it is drawn from."""
    values = {name: asked.get(name) for name in samples.OWN_FIELDS}
    left = [pair for pair in asked.active if pair[0] not in samples.OWN_FIELDS]
    return _list(request, bench, who, values | {"query": urlencode(left)})


@router.post("/audit/draw", response_class=HTMLResponse)
def draw(
    request: Request, bench: Bench, who: Reviewer, form: Annotated[samples.Drawing, Form()]
) -> Response:
    """Draw a sample of reports."""
    try:
        sample = form.draw(bench, who)
    except InputError as error:
        return _refused(request, bench, who, error, form.model_dump())
    return _drawn(request, bench, who, sample)


@router.post("/audit/draw-articles", response_class=HTMLResponse)
def draw_articles(
    request: Request,
    bench: Bench,
    who: Reviewer,
    form: Annotated[samples.DrawingArticles, Form()],
) -> Response:
    """Draw a sample of whole articles."""
    try:
        sample = form.draw(bench, who)
    except InputError as error:
        return _refused(request, bench, who, error, {"articles": form.model_dump()})
    return _drawn(request, bench, who, sample)


def _drawn(request: Request, bench: Workbench, who: Visitor, sample: AuditSample) -> Response:
    with bench.store.batch():
        bench.store.add_audit_sample(sample)
        bench.log(who, "sample drawn", sample.id, f"{sample.name}: {sample.query}")
    if answers.form_asked(request) == "json":
        return answers.json(samples.sample_json(samples.in_list(bench, who, sample)), status=201)
    return answers.redirect(request, f"/audit/{sample.id}", f"{len(sample.items):,} drawn.")


def _refused(
    request: Request, bench: Workbench, who: Visitor, error: InputError, values: dict[str, Any]
) -> Response:
    """The forms again, as they were filled in."""
    if answers.form_asked(request) != "html":
        raise error
    return _list(request, bench, who, values, problem=str(error), status=400)


def _list(
    request: Request, bench: Workbench, who: Visitor, values: dict[str, Any], *,
    problem: str = "", status: int = 200,
) -> Response:  # fmt: skip
    return answers.page(
        request, "audit/list.html", status=status, listed=samples.listed(bench, who),
        values=values, problem=problem, runs=bench.store.runs(), **samples.choices(),
    )  # fmt: skip


# -- one sample --------------------------------------------------------------------------------


@router.get("/audit/{id}.json")
def sample_json(
    bench: Bench, who: Reader, id: str, articles: OfArticles = None, conflicts: Rule = "wrong"
) -> Response:
    """What the audit of a sample says, or how far the articles of one were read."""
    sample = _sample(bench, id)
    if not is_of_articles(sample):
        return answers.json(results.result_json(_result(bench, sample, articles, conflicts)))
    found = recall_of(bench.store, sample)
    told = samples.sample_json(samples.in_list(bench, who, sample))
    return answers.json(
        told | {
            "articles": reading.rows(bench, sample), "read": found.articles,
            "found": found.found, "missed": found.missed, "false": found.false,
            "unreviewed": found.unreviewed, "share": found.share, "interval": found.interval,
            "missed_types": dict(found.missed_types),
        }
    )  # fmt: skip


@router.get("/audit/{id}.csv")
def sample_csv(
    bench: Bench, who: Reader, id: str, articles: OfArticles = None, conflicts: Rule = "wrong"
) -> Response:
    """The shares of an audit, or the articles of a sample."""
    sample = _sample(bench, id)
    name = f"audit-{sample.id}"
    if is_of_articles(sample):
        return answers.csv(name, reading.ROW_COLUMNS, reading.rows(bench, sample))
    result = _result(bench, sample, articles, conflicts)
    return answers.csv(name, results.FIGURE_COLUMNS, results.rows(result))


@router.get("/audit/{id}.md")
def sample_markdown(
    bench: Bench, who: Reader, id: str, articles: OfArticles = None, conflicts: Rule = "wrong"
) -> Response:
    """The audit as a Markdown report, for a paper's appendix."""
    sample = _sample(bench, id)
    if is_of_articles(sample):
        raise HTTPException(404, "the report is that of a sample of reports")
    text = audit_markdown(_result(bench, sample, articles, conflicts))
    return answers.text_file(f"audit-{sample.id}.md", text, "text/markdown")


@router.get("/audit/{id}", response_class=HTMLResponse)
def sample_page(
    request: Request,
    bench: Bench,
    who: Reader,
    id: str,
    articles: OfArticles = None,
    conflicts: Rule = "wrong",
) -> Response:
    """A sample of reports with what its audit says, or one of articles with who read them."""
    sample = _sample(bench, id)
    listed = samples.in_list(bench, who, sample)
    if is_of_articles(sample):
        mine = reading.last_of(bench.store.article_reviews(), sample, who.name)
        return answers.page(
            request, "audit/articles.html", one=listed, rows=reading.rows(bench, sample),
            recall=recall_of(bench.store, sample), next=reading.next_unread(sample, mine),
        )  # fmt: skip
    result = _result(bench, sample, articles, conflicts)
    return answers.page(
        request, "audit/sample.html", one=listed, result=result, label=results.label,
        report=result.figure("report"), whole=result.figure("whole"),
        counted=results.counted(result), types=results.types(result),
        main=[result.figure(name) for name in results.MAIN], **_charts(result),
        conflicts=conflicts, rules=RULES, articles=articles or _beside(bench, sample) or NONE,
        beside=[(one.id, one.name) for one in _of_run(bench, sample)], none=NONE,
        query=urlencode({"conflicts": conflicts} | ({"articles": articles} if articles else {})),
    )  # fmt: skip


def _charts(result: AuditResult) -> dict[str, Any]:
    fields = [results.dot(one) for one in result.figures if one.counted]
    of_types = [
        results.dot(row[0], name.replace("_", " "))
        for name, row in sorted(results.types(result), key=lambda one: -one[1][0].counted)
        if row[0].measure == REPORT and row[0].counted
    ][:_MOST_TYPES]
    strata = result.figure(REPORT).strata
    return {
        "bare": sum(not one.reviewed and one.population > 0 for one in strata),
        "single": sum(one.reviewed == 1 < one.population for one in strata),
        "shown_types": len(of_types),
        "fields": dot_charts(fields, name="Precision by field", id="by-field"),
        "of_types": dot_charts(of_types, name="Reports that are such, by type", id="by-type"),
    }


def _result(
    bench: Workbench, sample: AuditSample, articles: str | None, conflicts: Conflicts
) -> AuditResult:
    """With the events missed, by the sample of articles asked for, else by the latest."""
    beside = _beside(bench, sample) if articles is None else articles
    chosen = None if beside == NONE else beside
    return bench.part(results.Audits).of(sample.id, chosen, conflicts)


def _beside(bench: Workbench, sample: AuditSample) -> str | None:
    """The latest sample of articles of the same run that somebody has begun to read."""
    reviews = bench.store.article_reviews()
    return next((one.id for one in _of_run(bench, sample) if read_for(one, reviews)), None)


def _of_run(bench: Workbench, sample: AuditSample) -> list[AuditSample]:
    """Samples of articles of the same run, the latest first."""
    found = (one for one in bench.store.audit_samples() if is_of_articles(one))
    own = [one for one in found if one.run == sample.run]
    return sorted(own, key=lambda one: one.created, reverse=True)


def _sample(bench: Workbench, id: str) -> AuditSample:
    found = bench.store.audit_sample(id)
    if found is None:
        raise HTTPException(404, "there is no such sample")
    return found


# -- whole articles ----------------------------------------------------------------------------


@router.get("/audit/{id}/articles/{hash}.json")
def article_json(bench: Bench, who: Reviewer, id: str, hash: str) -> Response:
    """An article to read: its text, its reports, and what the reader missed in it."""
    return answers.json(reading.item_json(_item(bench, who, id, hash)))


@router.get("/audit/{id}/articles/{hash}.csv")
def article_csv(bench: Bench, who: Reviewer, id: str, hash: str) -> Response:
    """The events that the reader missed in an article."""
    item = _item(bench, who, id, hash)
    found = (reading.Missed(item.article.hash, one) for one in item.missed)
    return answers.csv(f"missed-{item.article.hash}", reading.MISSED_COLUMNS, found)


@router.get("/audit/{id}/articles/{hash}", response_class=HTMLResponse)
def article(request: Request, bench: Bench, who: Reviewer, id: str, hash: str) -> Response:
    """A whole article with what its reports tell, to look for what they do not."""
    return _reading(request, _item(bench, who, id, hash), {})


@router.post("/audit/{id}/articles/{hash}", response_class=HTMLResponse)
def read(
    request: Request, bench: Bench, who: Reviewer, id: str, hash: str,
    form: Annotated[reading.Reading, Form()],
) -> Response:  # fmt: skip
    """Name a missed event, take one back, or say that the whole article was read."""
    item = _item(bench, who, id, hash)
    try:
        word = reading.said(bench, item, form, who)
    except InputError as error:
        if answers.form_asked(request) != "html":
            raise
        return _reading(request, item, form.model_dump(), problem=str(error), status=400)
    with bench.store.batch():
        bench.store.add_article_review(word)
        detail = f"{form.act}, {len(word.missed)} missed"
        bench.log(who, "article read", f"{id}/{item.article.hash}", detail)
    if answers.form_asked(request) == "json":
        return answers.json(reading.item_json(_item(bench, who, id, hash)))
    if form.act != "complete":
        return answers.redirect(request, item.address)
    onward = f"/audit/{id}/articles/{item.next}" if item.next else f"/audit/{id}"
    return answers.redirect(request, onward, "Read to the end.")


def _item(bench: Workbench, who: Visitor, id: str, hash: str) -> reading.Item:
    sample = _sample(bench, id)
    if not is_of_articles(sample):
        raise HTTPException(404, "that sample is of reports")
    return reading.read_item(bench, sample, hash, who)


def _reading(
    request: Request, item: reading.Item, values: dict[str, Any], *, problem: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    return answers.page(
        request, "audit/reading.html", status=status, item=item, shown=reading.shown(item),
        values=values, problem=problem, types=samples.choices()["types"],
    )  # fmt: skip
