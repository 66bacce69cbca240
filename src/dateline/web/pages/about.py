"""What is in the store, what it was made with, and whose data the workbench shows."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ..._version import __version__
from ...export.columns import Column
from ...store.contract import KnownRun
from .. import answers
from ..context import Bench, Reader

router = APIRouter(tags=["about"])

RUNS: tuple[Column[KnownRun], ...] = (
    Column("number", "number", lambda run: run.number, "the run's number"),
    Column("opened", "text", lambda run: run.opened.isoformat(), "when it was first opened"),
    Column("dateline", "text", lambda run: run.run.dateline, "version of Dateline"),
    Column("parser", "text", lambda run: run.run.parser, "the parser"),
    Column("model", "text", lambda run: run.run.model, "the event model"),
    Column("codebook", "text", lambda run: run.run.codebook, "the codebook"),
    Column("gazetteer", "text", lambda run: run.run.gazetteer, "the gazetteer"),
    Column("actors", "text", lambda run: run.run.actors, "the actor file"),
    Column("settings", "text", lambda run: run.run.settings, "the settings"),
    Column("articles", "number", lambda run: run.articles, "articles coded"),
    Column("reports", "number", lambda run: run.reports, "reports found"),
    Column("incidents", "number", lambda run: run.incidents, "incidents merged"),
)

LICENCES = (
    ("Map of countries and first-level units", "Natural Earth", "public domain",
     "https://www.naturalearthdata.com/"),
    ("Names and coordinates of places", "GeoNames", "CC BY 4.0", "https://www.geonames.org/"),
    ("Leaflet 1.9.4, the map", "Volodymyr Agafonkin and others", "BSD-2-Clause",
     "https://leafletjs.com/"),
    ("htmx 2.0.3, parts of pages", "Big Sky Software", "0BSD", "https://htmx.org/"),
)  # fmt: skip
"""What is shown, who made it, under which terms, where from."""


@router.get("/", include_in_schema=False)
def home() -> Response:
    """The first page is Explore."""
    return RedirectResponse("/explore", 307)


@router.get("/about", response_class=HTMLResponse)
def about(request: Request, bench: Bench, who: Reader) -> Response:
    """Runs, failures, versions and licences."""
    store = bench.store
    return answers.page(
        request, "about/about.html", version=__version__, runs=store.runs()[::-1],
        place=store.place, failures=store.failures(limit=20), licences=LICENCES,
    )  # fmt: skip


@router.get("/about.json")
def about_json(bench: Bench, who: Reader) -> Response:
    """The same as data."""
    return answers.json({"dateline": __version__, "runs": bench.store.runs()})


@router.get("/about.csv")
def about_csv(bench: Bench, who: Reader) -> Response:
    """The runs as a table."""
    return answers.csv("runs", RUNS, bench.store.runs())


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, who: Reader) -> Response:
    """What programs may ask (OpenAPI)."""
    document: dict[str, Any] = request.app.openapi()
    return answers.json(document)
