"""One article: its whole text with what rests on its words, who tells what, what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ...export import csv_rows, wording
from ...export.json_records import to_dict
from ...export.json_values import span
from ...export.options import ExportOptions
from ...records.article import Article
from ...records.event import CodedArticle, CodingRun
from .. import answers
from ..context import Bench, Reader, Workbench
from . import article_cards, article_marks, article_text
from .article_chain import telling
from .article_copies import copies_of
from .article_source import PageFacts, address, page_facts, ties

router = APIRouter(tags=["article"])
Run = Annotated[int | None, Query(ge=1, le=2**31, description="The number of a coding run")]
Lit = Annotated[int | None, Query(ge=1, le=10**6, description="The report to light")]

_NO_RUN = CodingRun("", "", "", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Found:
    """An article with what a run has to say of it (nothing, if it has not coded it)."""

    article: Article
    coded: CodedArticle
    is_coded: bool
    run: int | None
    page: PageFacts | None


@router.get("/articles/{hash}.json")
def article_json(bench: Bench, who: Reader, hash: str, run: Run = None) -> Response:
    """An article with its text and everything that was coded of it, as JSON."""
    found = _found(bench, hash, run)
    record = to_dict(found.coded, explain=True) | {
        "coded": found.is_coded,
        "unreported": [
            span(one.quote) | {"event_type": one.event_type, "why": one.why}
            for one in found.coded.unreported
        ],
        "page": found.page,
        "copies": [one.hash for one in copies_of(bench.store, found.coded)],
    }
    if not found.is_coded:
        record["run"] = None
    return answers.json(record)


@router.get("/articles/{hash}.csv")
def article_csv(bench: Bench, who: Reader, hash: str, run: Run = None) -> Response:
    """An article's reports, one row each."""
    found = _found(bench, hash, run)
    name = f"article-{found.article.hash}"
    return answers.csv_pieces(name, csv_rows.rows([found.coded], ExportOptions()))


@router.get("/articles/{hash}", response_class=HTMLResponse)
def article(
    request: Request, bench: Bench, who: Reader, hash: str, run: Run = None, report: Lit = None
) -> Response:
    """One article. ``report`` lights the words of one of its reports, scripts or not."""
    found = _found(bench, hash, run)
    return answers.page(
        request,
        "article/article.html",
        **_shown(found.article, found.coded),
        found=found,
        lit=f"r{report}" if report and report <= len(found.coded.reports) else "",
        copies=copies_of(bench.store, found.coded),
    )


@router.get("/reports/{key}", response_class=HTMLResponse)
def report(bench: Bench, who: Reader, key: str) -> Response:
    """A report stands in its article."""
    stored = bench.store.report(key)
    if stored is None:
        raise HTTPException(404, "there is no such report")
    hash = stored.article.hash
    coded = bench.store.coded(hash)
    keys = [] if coded is None else [one.key for one in coded.reports]
    at = f"?report={keys.index(key) + 1}#r{keys.index(key) + 1}" if key in keys else ""
    return RedirectResponse(f"/articles/{hash}{at}", 303)


@router.get("/reports/{key}/incident", response_class=HTMLResponse)
def incident_of(bench: Bench, who: Reader, key: str) -> Response:
    """The incident that a report tells."""
    incident = bench.store.incident_of(key)
    if incident is None:
        raise HTTPException(404, "the report belongs to no incident: it was not merged yet")
    return RedirectResponse(f"/incidents/{incident.id}", 303)


def _found(bench: Workbench, hash: str, run: int | None) -> Found:
    article = bench.store.article(hash)
    if article is None:
        raise HTTPException(404, "there is no such article")
    runs = [one.number for one in bench.store.runs()]
    if run is not None and run not in runs:
        raise HTTPException(404, f"there is no run {run}")
    coded = bench.store.coded(hash, run) if runs else None
    number = run if run is not None else (runs[-1] if runs else None)
    page = page_facts(bench.store.page_info(hash))
    blank = CodedArticle(article, _NO_RUN, ())
    return Found(article, coded or blank, coded is not None, number, page)


def _shown(article: Article, coded: CodedArticle) -> dict[str, Any]:
    """What the template needs of an article."""
    marks = article_marks.article_marks(coded)
    text = article_text.paragraphs(article.text, marks)
    title = article_text.title_segments(article.title or "", marks)
    roles = article_text.lit(text) | {role for one in title for role in one.roles}
    return {
        "heading": wording.heading(article.title, article.text, 200),
        "source": article.source,
        "source_ties": ties(article.source),
        "address": address(article.url),
        "paragraphs": text,
        "title_words": title,
        "legend": article_text.legend(roles),
        "cards": article_cards.cards(coded),
        "telling": telling(coded),
        "contradictions": article_cards.contradiction_notes(coded.contradictions),
        "relations": article_cards.relation_notes(coded.relations),
        "loaded": article_cards.loaded_words(coded),
        "line": article_marks.line,
    }
