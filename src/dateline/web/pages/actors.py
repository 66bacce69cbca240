"""Actors: their list, a page for each, and the network of who acts on whom and is tied to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ...export import wording
from ...store.answers import FacetCount
from .. import answers
from ..charts import MOST_NODES
from ..context import Bench, Reader, Workbench
from ..filters import Asked, asks, documented
from ..index import FacetName, Selection
from ..rendering import type_class
from . import actors_files, actors_list, actors_net, actors_net_files, actors_one
from .actors_book import snapshot_of
from .actors_paths import actor_path, outlet_path, twin_or_page
from .explore_rows import days, names

router = APIRouter(tags=["actors"])
Listed = Annotated[Asked, Depends(asks(*actors_list.OWN))]
Netted = Annotated[Asked, Depends(asks(*actors_net.OWN))]
One = Annotated[Asked, Depends(asks())]
Find = Callable[[str], actors_one.Found | None]

_LISTED = documented(*actors_list.OWN)
_NETTED = documented(*actors_net.OWN)
_FACETS: tuple[tuple[FacetName, str, str], ...] = (
    ("acled_type", "acled", "Type"), ("country", "country", "Country"),
    ("outlet", "outlet", "Outlet"), ("factuality", "factuality", "Factuality"),
)  # fmt: skip
_VALUES, _LONGEST_LABEL = 8, 60
_EDGES = 60
"""So many edges stand in the table below the picture."""


class _Facet(NamedTuple):
    """A field's commonest values, how they are called, and the classes of their colours."""

    title: str
    name: str
    values: Sequence[FacetCount]
    labels: Mapping[str, str]
    classes: Mapping[str, str]


# -- the list ----------------------------------------------------------------------------------


@router.get("/actors", response_class=HTMLResponse, openapi_extra=_LISTED)
def actors(request: Request, bench: Bench, who: Reader, asked: Listed) -> Response:
    """Who acts and suffers in the incidents of a filter."""
    selection = _selection(bench, asked)
    found = actors_list.actors_page(bench, selection, asked)
    return answers.page(
        request, "actors/list.html", asked=asked, found=found, **_side(bench, selection, asked)
    )


@router.get("/actors.json", openapi_extra=_LISTED)
def actors_json(bench: Bench, who: Reader, asked: Listed) -> Response:
    """The same as JSON."""
    found = actors_list.actors_page(bench, _selection(bench, asked), asked)
    rows = [actors_list.row_json(row) for row in found.rows]
    return answers.json({"actors": rows, "total": found.total, "next": found.next})


@router.get("/actors.csv", openapi_extra=_LISTED)
def actors_csv(bench: Bench, who: Reader, asked: Listed) -> Response:
    """All actors of the list as CSV."""
    rows = actors_list.all_rows(bench, _selection(bench, asked), asked)
    return answers.csv("actors", actors_list.COLUMNS, rows)


# -- the network -------------------------------------------------------------------------------


@router.get("/actors/network", response_class=HTMLResponse, openapi_extra=_NETTED)
def network(request: Request, bench: Bench, who: Reader, asked: Netted) -> Response:
    """Who acts on whom, and who is tied to whom."""
    selection = _selection(bench, asked)
    most = actors_net.most_nodes(asked, MOST_NODES)
    net = actors_net.network(bench, selection, asked, most=most)
    charts = bench.part(actors_net.Pictures).of(net)
    acts = sorted(net.edges, key=lambda edge: (edge.kind == "tie", -edge.incidents))
    return answers.page(
        request, "actors/network.html", asked=asked, net=net, charts=charts,
        shown_edges=acts[:_EDGES], many_acts=sum(edge.kind == "act" for edge in net.edges),
        most_lines=actors_net.MOST_LINES, outlet_path=outlet_path,
        **_side(bench, selection, asked),
    )  # fmt: skip


@router.get("/actors/network.json", openapi_extra=_NETTED)
def network_json(bench: Bench, who: Reader, asked: Netted) -> Response:
    """The same as JSON: nodes and edges."""
    return answers.json(actors_net_files.as_json(_net(bench, asked)))


@router.get("/actors/network.csv", openapi_extra=_NETTED)
def network_csv(bench: Bench, who: Reader, asked: Netted) -> Response:
    """The same as an edge list."""
    net = _net(bench, asked)
    return answers.csv("network", actors_net_files.columns(net), net.edges)


@router.get("/actors/network.graphml", openapi_extra=_NETTED)
def network_graphml(bench: Bench, who: Reader, asked: Netted) -> Response:
    """The same as GraphML, for other programs."""
    content = actors_net_files.graphml(_net(bench, asked))
    return answers.text_file("network.graphml", content, "application/xml")


def _net(bench: Workbench, asked: Asked) -> actors_net.Net:
    most = actors_net.most_nodes(asked, actors_net.MOST_IN_FILES)
    return actors_net.network(bench, _selection(bench, asked), asked, most=most)


# -- one actor ---------------------------------------------------------------------------------


@router.get("/actors/name/{name:anything}.json", openapi_extra=documented())
def named_json(request: Request, bench: Bench, who: Reader, name: str, asked: One) -> Response:
    """An actor without an id as JSON."""
    return _twin(request, bench, name, _by_name(bench, asked), "json")


@router.get("/actors/name/{name:anything}.csv", openapi_extra=documented())
def named_csv(request: Request, bench: Bench, who: Reader, name: str, asked: One) -> Response:
    """The incidents of an actor without an id as CSV."""
    return _twin(request, bench, name, _by_name(bench, asked), "csv")


@router.get("/actors/name/{name:anything}", response_class=HTMLResponse, openapi_extra=documented())
def named(request: Request, bench: Bench, who: Reader, name: str, asked: One) -> Response:
    """An actor without an id: who is called so in texts."""
    return _page(request, bench, _by_name(bench, asked)(name))


@router.get("/actors/{id:anything}.json", openapi_extra=documented())
def actor_json(request: Request, bench: Bench, who: Reader, id: str, asked: One) -> Response:
    """One actor as JSON."""
    return _twin(request, bench, id, _by_id(bench, asked), "json")


@router.get("/actors/{id:anything}.csv", openapi_extra=documented())
def actor_csv(request: Request, bench: Bench, who: Reader, id: str, asked: One) -> Response:
    """The incidents of one actor as CSV."""
    return _twin(request, bench, id, _by_id(bench, asked), "csv")


@router.get("/actors/{id:anything}", response_class=HTMLResponse, openapi_extra=documented())
def actor(request: Request, bench: Bench, who: Reader, id: str, asked: One) -> Response:
    """One actor. A name that is no id leads to the page of who is called so."""
    found = _by_id(bench, asked)(id)
    if found is None:
        other = _by_name(bench, asked)(id)
        if other is not None:
            return RedirectResponse(other.path, 307)
    return _page(request, bench, found)


def _by_id(bench: Workbench, asked: Asked) -> Find:
    return lambda id: actors_one.by_id(bench, id, asked.filter.run)


def _by_name(bench: Workbench, asked: Asked) -> Find:
    return lambda name: actors_one.by_name(bench, name, asked.filter.run)


def _twin(request: Request, bench: Workbench, name: str, find: Find, form: str) -> Response:
    found, is_twin = twin_or_page(name, find, form)
    if not is_twin:
        return _page(request, bench, found)
    if found is None:
        raise HTTPException(404, "there is no such actor")
    if form == "json":
        return answers.json(actors_files.as_json(bench, found))
    rows = actors_files.incident_rows(found)
    return answers.csv(f"actor-{found.id or found.name}"[:80], actors_files.columns(found), rows)


def _page(request: Request, bench: Workbench, found: actors_one.Found | None) -> Response:
    if found is None:
        raise HTTPException(404, "there is no such actor")
    return answers.page(
        request, "actors/actor.html", found=found, **actors_one.page_of(bench, found),
        days_of=days, names_of=names, clip=wording.clip, outlet_path=outlet_path,
        actor_path=actor_path,
    )  # fmt: skip


# -- both lists ----------------------------------------------------------------------------------


def _selection(bench: Workbench, asked: Asked) -> Selection | None:
    snapshot = snapshot_of(bench, asked.filter.run)
    return None if snapshot is None else snapshot.select(asked.filter)


def _side(bench: Workbench, selection: Selection | None, asked: Asked) -> dict[str, Any]:
    """The facets at the side, and how to get from the list to the network and back."""
    query = f"?{urlencode(asked.active)}" if asked.active else ""
    return {
        "facets": [] if selection is None else list(_facets(bench, selection, asked)),
        "tabs": (("/actors" + query, "List"), ("/actors/network" + query, "Network")),
        "clip": wording.clip,
    }


def _facets(bench: Workbench, selection: Selection, asked: Asked) -> Iterator[_Facet]:
    for field, name, title in _FACETS:
        also = asked.words.get(name, ())
        values = selection.facet(field, limit=_VALUES, also=also)
        classes = {one.value: type_class(one.value) for one in values} if name == "acled" else {}
        yield _Facet(title, name, values, {one.value: _label(bench, name, one.value)
                                           for one in values}, classes)  # fmt: skip


def _label(bench: Workbench, name: str, value: str) -> str:
    shown = bench.gazetteer.country_name(value) if name == "country" else value
    return wording.clip(wording.words(shown) if name == "factuality" else shown, _LONGEST_LABEL)
