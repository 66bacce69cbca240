"""Sources: who publishes, whom they are tied to, how much, how often alone and contradicted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from ...export import wording
from .. import answers
from ..context import Bench, Reader, Workbench
from ..filters import Asked, asks, documented
from . import sources_list, sources_one
from .actors_book import selection_of, snapshot_of
from .actors_known import Known
from .actors_paging import chosen
from .actors_paths import explore_path, twin_or_page
from .explore_rows import COLUMNS, all_rows, days, names, row_json
from .sources_book import FEW, OutletBook, Outlets
from .sources_one import Found, OutletTexts

router = APIRouter(tags=["sources"])
Listed = Annotated[Asked, Depends(asks(*sources_list.OWN))]
One = Annotated[Asked, Depends(asks("show"))]

_LISTED, _ONE = documented(*sources_list.OWN), documented("show")
_LATEST = 50
_FEW_SHOWN, _MANY_SHOWN = 5, 100


@router.get("/sources", response_class=HTMLResponse, openapi_extra=_LISTED)
def sources(request: Request, bench: Bench, who: Reader, asked: Listed) -> Response:
    """Who publishes."""
    found = sources_list.sources_page(bench, _outlets(bench, asked), asked)
    return answers.page(
        request, "sources/list.html", asked=asked, found=found, clip=wording.clip, few=FEW
    )


@router.get("/sources.json", openapi_extra=_LISTED)
def sources_json(bench: Bench, who: Reader, asked: Listed) -> Response:
    """The same as JSON."""
    found = sources_list.sources_page(bench, _outlets(bench, asked), asked)
    rows = [sources_list.row_json(row) for row in found.rows]
    return answers.json({"sources": rows, "total": found.total, "next": found.next})


@router.get("/sources.csv", openapi_extra=_LISTED)
def sources_csv(bench: Bench, who: Reader, asked: Listed) -> Response:
    """All outlets of the list as CSV."""
    rows = sources_list.all_rows(bench, _outlets(bench, asked), asked)
    return answers.csv("sources", sources_list.COLUMNS, rows)


@router.get("/sources/{name:anything}.json", openapi_extra=_ONE)
def source_json(request: Request, bench: Bench, who: Reader, name: str, asked: One) -> Response:
    """One outlet as JSON."""
    found, is_twin = twin_or_page(name, _finder(bench, asked), "json")
    if not is_twin or found is None:
        return _page(request, bench, asked, found)
    return answers.json(_as_json(bench, found))


@router.get("/sources/{name:anything}.csv", openapi_extra=_ONE)
def source_csv(request: Request, bench: Bench, who: Reader, name: str, asked: One) -> Response:
    """The incidents that one outlet tells of, or those that it alone does, as CSV."""
    found, is_twin = twin_or_page(name, _finder(bench, asked), "csv")
    if not is_twin or found is None:
        return _page(request, bench, asked, found)
    rows = found.alone if asked.get("show") == "alone" else found.rows
    listed = all_rows(selection_of(found.snapshot, rows), "newest")
    return answers.csv(f"source-{found.name}"[:80], COLUMNS, listed)


@router.get("/sources/{name:anything}", response_class=HTMLResponse, openapi_extra=_ONE)
def source(request: Request, bench: Bench, who: Reader, name: str, asked: One) -> Response:
    """One outlet."""
    return _page(request, bench, asked, _finder(bench, asked)(name))


def _page(request: Request, bench: Workbench, asked: Asked, found: Found | None) -> Response:
    if found is None:
        raise HTTPException(404, "there is no such outlet in the store")
    show = chosen(asked.get("show"), sources_one.SHOW, "show")
    texts = bench.part(OutletTexts)
    limit = asked.limit if show == "alone" else None
    more = {} if show else sources_one.charts(bench, found) | {
        "articles": texts.articles(found),
        "of_incidents": found.count.articles > sources_one.MOST_ORDERED,
        "failures": texts.failures(found),
    }  # fmt: skip
    return answers.page(
        request, "sources/source.html", asked=asked, found=found, show=show,
        row=sources_list.outlet_row(found.count, bench.part(Known)), few=FEW,
        alone=sources_one.alone_page(found, after=asked.after, limit=limit or _FEW_SHOWN + 3),
        against=texts.contradictions(found), many=_MANY_SHOWN if show else _FEW_SHOWN,
        explore=explore_path(outlet=found.name), clip=wording.clip, days_of=days,
        names_of=names, **more,
    )  # fmt: skip


def _as_json(bench: Workbench, found: Found) -> dict[str, Any]:
    texts = bench.part(OutletTexts)
    against = texts.contradictions(found)
    page = sources_one.alone_page(found, after=None, limit=_LATEST)
    return sources_list.row_json(sources_list.outlet_row(found.count, bench.part(Known))) | {
        "totals": selection_of(found.snapshot, found.rows).totals(),
        "told_alone": [row_json(row) for row in page.rows],
        "contradictions": against.items,
        "incidents_read": against.read,
        "articles_latest": texts.articles(found),
        "failures": texts.failures(found),
    }


def _outlets(bench: Workbench, asked: Asked) -> Outlets | None:
    run = asked.filter.run
    is_there = snapshot_of(bench, run) is not None
    return bench.part(OutletBook).outlets(run) if is_there else None


def _finder(bench: Workbench, asked: Asked) -> Callable[[str], Found | None]:
    snapshot, outlets = snapshot_of(bench, asked.filter.run), _outlets(bench, asked)

    def find(name: str) -> Found | None:
        count = None if outlets is None else outlets.named(name)
        if count is None or snapshot is None:
            return None
        return sources_one.find(snapshot, count)

    return find
