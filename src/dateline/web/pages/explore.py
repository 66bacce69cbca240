"""Explore: facets, map, timeline and table of the incidents of a filter."""

from __future__ import annotations

import gzip
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from .. import answers
from ..basemap import map_file, world_svg
from ..charts import Size, timeline_chart
from ..context import Bench, Reader, Workbench
from ..index import Selection
from ..rendering import render
from . import explore_searches
from .explore_facets import chips, facets, label_of, terms
from .explore_kept import Rendered, compressed, takes_gzip
from .explore_map import (
    box_words,
    clusters_json,
    map_address,
    map_svg,
    read_view,
    read_zoom,
    shown,
    spots,
)
from .explore_numbers import numbers, periods
from .explore_rows import COLUMNS, all_rows, days, heads, names, row_json
from .explore_view import PAGE, View, adding, explained, incident_index, selected, viewed

router = APIRouter(tags=["explore"])
Explored = Annotated[View, Depends(viewed())]
Mapped = Annotated[View, Depends(viewed("view", "zoom"))]
_FACET_NAMES = ("type", "plover", "acled_type", "acled", "country", "admin1", "actor", "outlet",
                "factuality", "flag", "review")  # fmt: skip
_CHART = Size(400, 252)
_VISITORS_OWN = "<!-- saved searches -->"
"""Where a visitor's own part goes into what is the same for all; as words it would be escaped."""
_REVIEW_KINDS = {
    "unreviewed": "", "accepted": "ok", "corrected": "info", "rejected": "bad", "conflict": "warn",
}  # fmt: skip
_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}


@router.get("/explore", response_class=HTMLResponse, openapi_extra=explained())
def explore(request: Request, bench: Bench, who: Reader, view: Explored) -> Response:
    """The page; for htmx only what a filter changes."""
    is_part = _wants_part(request)
    before, _, after = _body(bench, view, drawn=not is_part).partition(_VISITORS_OWN)
    mine: dict[str, Any] = {
        "before": Markup(before),
        "after": Markup(after),
        "saved": explore_searches.saved(bench, who, view),
        "countries": map_address("countries"),
        "query": view.key.partition("?")[2],
    }
    if not is_part:
        return answers.page(request, "explore/explore.html", **mine)
    page = answers.page(request, "explore/part.html", **mine)
    page.headers["HX-Push-Url"] = view.key
    return page


@router.get("/explore.json", openapi_extra=explained())
def explore_json(request: Request, bench: Bench, who: Reader, view: Explored) -> Response:
    """Figures, facets, timeline, and a page of the table."""
    found = selected(bench, view)
    page = found.page(order=view.sort, after=view.asked.after, limit=view.asked.limit)
    line = found.timeline(whole=True)
    answer = answers.json(
        {
            "totals": found.totals(),
            "before": found.compared(),
            "facets": {name: found.facet(cast("Any", name)) for name in _FACET_NAMES},
            "timeline": line,
            "incidents": [row_json(row) for row in page.rows],
            "next": page.next,
            "previous": page.previous,
        }
    )
    return compressed(request, bench, answer)


@router.get("/explore.csv", openapi_extra=explained())
def explore_csv(bench: Bench, who: Reader, view: Explored) -> Response:
    """All incidents of the filter; one page of them where the address has a limit or a cursor."""
    found = selected(bench, view)
    if {"limit", "after"} & set(view.asked.words):
        asked = view.asked
        page = found.page(order=view.sort, after=asked.after, limit=asked.limit)
        return answers.csv("incidents", COLUMNS, page.rows)
    return answers.csv("incidents", COLUMNS, all_rows(found, view.sort))


@router.get("/explore/map.json", openapi_extra=explained("view", "zoom"))
def explore_map(request: Request, bench: Bench, who: Reader, view: Mapped) -> Response:
    """The circles of the map for ``view`` (SOUTH,WEST,NORTH,EAST) at ``zoom``."""
    box, zoom = read_view(view.asked.get("view")), read_zoom(view.asked.get("zoom"))
    answer = answers.json(clusters_json(selected(bench, view), box, zoom))
    return compressed(request, bench, answer)


@router.get("/explore/basemap/{name}", include_in_schema=False)
def basemap(request: Request, who: Reader, name: str) -> Response:
    """The base map: its address tells its content, so that it may be kept for ever."""
    if name == f"countries-{map_file('countries').digest}.svg":
        return Response(world_svg(), media_type="image/svg+xml", headers=_FOR_EVER)
    file = next(
        (one for one in (map_file("countries"), map_file("regions"))
         if name == f"{one.name}-{one.digest}.json"), None,
    )  # fmt: skip
    if file is None:
        raise HTTPException(404, "there is no such map")
    if takes_gzip(request):
        headers = {**_FOR_EVER, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(file.compressed, media_type=answers.JSON, headers=headers)
    return Response(gzip.decompress(file.compressed), media_type=answers.JSON, headers=_FOR_EVER)


@router.post("/explore/searches", response_class=HTMLResponse)
def save_search(
    request: Request,
    bench: Bench,
    who: Reader,
    name: Annotated[str, Form(max_length=explore_searches.LONGEST_NAME)],
    query: Annotated[str, Form(max_length=explore_searches.LONGEST_QUERY)] = "",
) -> Response:
    """Keep the filter under a name."""
    explore_searches.save(bench, who, name, query)
    return answers.redirect(request, f"{PAGE}?{query}" if query else PAGE, "Saved.")


@router.post("/explore/searches/remove", response_class=HTMLResponse)
def remove_search(
    request: Request,
    bench: Bench,
    who: Reader,
    name: Annotated[str, Form(max_length=explore_searches.LONGEST_NAME)],
    query: Annotated[str, Form(max_length=explore_searches.LONGEST_QUERY)] = "",
) -> Response:
    """Forget a saved search."""
    if not explore_searches.remove(bench, who, name):
        raise HTTPException(404, "there is no such search")
    return answers.redirect(request, f"{PAGE}?{query}" if query else PAGE, "Removed.")


# -- what a filter changes ---------------------------------------------------------------------


def _wants_part(request: Request) -> bool:
    """Whether htmx will put the answer in the place of what a filter changes."""
    headers = request.headers
    return (
        headers.get("hx-request") == "true"
        and headers.get("hx-target") == "explore"
        and headers.get("hx-history-restore-request") != "true"
    )


def _body(bench: Workbench, view: View, *, drawn: bool) -> str:
    """Facets, figures, map, chart and table; ``drawn`` with the map for pages without scripts."""
    known = bench.part(incident_index).snapshot(view.filter.run)
    today = bench.now().date().isoformat()
    key = (view.key, str(known.run), known.version, today, str(drawn))

    def make() -> str:
        found = known.select(view.filter, review=view.review)
        return render("explore/body.html", _context(bench, view, found, drawn=drawn))

    return bench.part(Rendered).of(key, make)


def _context(bench: Workbench, view: View, found: Selection, *, drawn: bool) -> dict[str, Any]:
    asked = view.asked
    page = found.page(order=view.sort, after=asked.after, limit=asked.limit)
    line = found.timeline(whole=True)
    chosen = (view.filter.since, view.filter.until)

    add = adding(asked, "since", "until")

    def link(first: Any, last: Any) -> str:
        return add(since=first.isoformat(), until=last.isoformat())

    chart = timeline_chart(line, link=link, chosen=chosen, size=_CHART)
    return {
        "view": view,
        "asked": asked,
        "terms": terms(view),
        "facets": facets(bench, view, found),
        "chips": chips(bench, view),
        "numbers": numbers(found),
        "periods": periods(bench, view),
        "page": page,
        "heads": heads(view),
        "type_field": {"acled": "acled_type", "dateline": "event_type"}.get(view.terms, view.terms),
        "label": label_of(bench, {"dateline": "type"}.get(view.terms, view.terms)),
        "own_label": label_of(bench, "type"),
        "review_kinds": _REVIEW_KINDS,
        "saved_here": Markup(_VISITORS_OWN),
        "names": names,
        "days": days,
        "country": bench.gazetteer.country_name,
        "line": line,
        "shown_kinds": {
            kind
            for number, kind in enumerate(line.kinds)
            if any(one.counts[number] for one in line.bins)
        },
        "chart": chart,
        "spots": spots(view, found),
        "map": {
            "fit": box_words(shown(view, found)),
            "places": view.place_key,
            "countries": map_address("countries"),
            "regions": map_address("regions"),
            "tiles": bench.settings.tiles or "",
            "svg": map_svg(view, found) if drawn else "",
        },
    }
