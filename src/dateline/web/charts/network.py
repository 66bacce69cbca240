"""Who acts on whom, and who is tied to whom, as nodes and arrows.

Acts are bent arrows, so that those of both directions can be told apart; ties are straight dashed
lines below them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from markupsafe import Markup

from .network_layout import Label, Points, labels, laid_out
from .svg import element, picture, rounded
from .timeline import Size

MOST_NODES = 60
NETWORK, NETWORK_PHONE = Size(900, 620), Size(340, 420)
_LEAST_RADIUS, _MOST_RADIUS = 4.0, 15.0
_THIN, _THICK = 1.0, 6.0
_BEND = 0.16
"""How far an arrow's middle lies beside the straight line, as a share of its length."""
_HEAD = 7.0


@dataclass(frozen=True, slots=True)
class Node:
    """An actor. ``weight`` makes it large; ``class_`` its colour; ``link`` where it leads."""

    id: str
    label: str
    weight: float
    link: str | None = None
    class_: str = "node-other"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node's id to another's: an act (directed) or a tie that somebody states."""

    source: str
    target: str
    weight: float
    kind: Literal["act", "tie"] = "act"
    note: str = ""
    """What it is, in words: "12 incidents", "ally of"."""
    class_: str = ""
    link: str | None = None


def network_chart(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    *,
    name: str,
    id: str = "network",
    size: Size = NETWORK,
) -> Markup:
    """The `MOST_NODES` heaviest nodes and what lies between them; the same picture each time.

    Nodes that nothing ties to another of them are left out.
    """
    shown, between = strongest(nodes, edges)
    known = {node.id: number for number, node in enumerate(shown)}
    radii = _radii(shown, size)
    frame = (size.width, size.height)
    at = laid_out(_pulls(between, known), radii, frame)
    marked = labels([node.label for node in shown], at, radii, frame)
    thick = _thickness(between)
    lines = sorted(zip(between, thick, strict=True), key=lambda pair: pair[0].kind == "act")
    head = f"{id}-head"
    return picture(
        frame,
        name,
        element("defs", _head(head)),
        element("g", *_edges(lines, known, (at, radii), head, shown), class_="edges"),
        element("g", *(_node(n, tuple(p), r) for n, p, r in
                       zip(shown, at.tolist(), radii, strict=True)), class_="nodes"),
        element("g", *_labels(marked), class_="node-labels", aria_hidden="true"),
        id=id,
        described=_described(shown, between, marked),
        class_="chart network",
    )  # fmt: skip


def strongest(
    nodes: Sequence[Node], edges: Sequence[Edge], *, most: int = MOST_NODES
) -> tuple[list[Node], list[Edge]]:
    """The heaviest nodes that are tied to one another, and what ties them: what is drawn."""
    shown = sorted(_tied(nodes, edges), key=lambda node: (-node.weight, node.id))[:most]
    shown = _tied(shown, edges)
    known = {node.id for node in shown}
    return shown, [edge for edge in edges if edge.source in known and edge.target in known]


def _tied(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[Node]:
    """The nodes that an edge ties to another of them."""
    known = {node.id for node in nodes}
    ends = [{edge.source, edge.target} for edge in edges]
    tied = {id for pair in ends if len(pair) == 2 and pair <= known for id in pair}
    return [node for node in nodes if node.id in tied]


def _radii(nodes: Sequence[Node], size: Size) -> list[float]:
    most = max((node.weight for node in nodes), default=0) or 1
    largest = _MOST_RADIUS if size.width > 500 else _MOST_RADIUS * 0.7
    return [
        _LEAST_RADIUS + (largest - _LEAST_RADIUS) * math.sqrt(max(node.weight, 0) / most)
        for node in nodes
    ]


def _pulls(edges: Sequence[Edge], known: dict[str, int]) -> Points:
    pulls = np.zeros((len(known), len(known)))
    for edge in edges:
        a, b = known[edge.source], known[edge.target]
        if a != b:
            pulls[a, b] += 1 + math.log1p(max(edge.weight, 0))
            pulls[b, a] = pulls[a, b]
    most = pulls.max(initial=0)
    found: Points = pulls / most if most else pulls
    return found


def _thickness(edges: Sequence[Edge]) -> list[float]:
    most = max((edge.weight for edge in edges), default=0) or 1
    return [_THIN + (_THICK - _THIN) * math.sqrt(max(edge.weight, 0) / most) for edge in edges]


def _edges(
    lines: Sequence[tuple[Edge, float]],
    known: dict[str, int],
    placed: tuple[Points, Sequence[float]],
    head: str,
    nodes: Sequence[Node],
) -> Iterator[Markup]:
    at, radii = placed
    for edge, thick in lines:
        a, b = known[edge.source], known[edge.target]
        is_act = edge.kind == "act"
        if a == b:
            path = _loop(at[a], radii[a])
        else:
            ends = (radii[a] + 1, radii[b] + (_HEAD if is_act else 1.0))
            path = _path(at[a], at[b], ends, bend=_BEND if is_act else 0.0)
        arrow = "→" if is_act else "–"
        told = f"{nodes[a].label} {arrow} {nodes[b].label}" + (
            f": {edge.note}" if edge.note else ""
        )
        drawn = element(
            "path",
            element("title", told),
            d=path,
            fill="none",
            stroke_width=thick,
            stroke_dasharray=None if is_act else "4 3",
            marker_end=f"url(#{head})" if is_act else None,
            class_=f"{edge.kind} {edge.class_}".strip(),
            data_source=edge.source,
            data_target=edge.target,
        )
        if edge.link:
            drawn = element("a", drawn, href=edge.link, tabindex="-1", aria_label=told)
        yield drawn


def _path(start: Points, end: Points, ends: tuple[float, float], *, bend: float) -> str:
    """From the rim of one node to the rim of another, bent to the right of its way."""
    way = end - start
    length = float(np.hypot(*way)) or 1.0
    beside = np.array([-way[1], way[0]]) * bend
    middle = (start + end) / 2 + beside
    first = start + _toward(middle - start, min(ends[0], length / 3))
    last = end + _toward(middle - end, min(ends[1], length / 3))
    return f"M{_point(first)} Q{_point(middle)} {_point(last)}"


def _loop(at: Points, radius: float) -> str:
    up, wide = radius + 14, radius + 8
    x, y = at.tolist()
    first, last = (x - radius * 0.6, y - radius * 0.8), (x + radius * 0.6, y - radius * 0.8 - 3)
    curve = ((x - wide, y - up), (x + wide, y - up))
    return f"M{_xy(*first)} C{_xy(*curve[0])} {_xy(*curve[1])} {_xy(*last)}"


def _toward(way: Points, far: float) -> Points:
    found: Points = way / (float(np.hypot(*way)) or 1.0) * far
    return found


def _point(at: Points) -> str:
    return _xy(*at.tolist())


def _xy(x: float, y: float) -> str:
    return f"{rounded(x)} {rounded(y)}"


def _head(id: str) -> Markup:
    return element(
        "marker",
        element("path", d="M0 0 L8 4 L0 8 z", class_="act-head"),
        id=id,
        viewBox="0 0 8 8",
        refX=1,
        refY=4,
        markerWidth=_HEAD,
        markerHeight=_HEAD,
        markerUnits="userSpaceOnUse",
        orient="auto",
    )


def _node(node: Node, at: tuple[float, ...], radius: float) -> Markup:
    told = f"{node.label}: {node.note}" if node.note else node.label
    inside = (
        element("title", told),
        element("circle", cx=at[0], cy=at[1], r=radius, class_=f"node {node.class_}"),
    )
    if node.link is None:
        return element("g", *inside, data_id=node.id)
    return element("a", *inside, href=node.link, aria_label=told, data_id=node.id)


def _labels(marked: Sequence[Label | None]) -> Iterator[Markup]:
    for label in marked:
        if label is not None:
            yield element("text", label.text, x=label.x, y=label.y, text_anchor=label.anchor,
                          class_="chart-label")  # fmt: skip


def _described(nodes: Sequence[Node], edges: Sequence[Edge], marked: Sequence[Label | None]) -> str:
    if not nodes:
        return "There is nobody to show."
    acts = [edge for edge in edges if edge.kind == "act"]
    words = [
        f"{len(nodes)} actors, {len(acts)} acted on one another, {len(edges) - len(acts)} ties."
    ]
    names = {node.id: node.label for node in nodes}
    heaviest = sorted(acts, key=lambda edge: (-edge.weight, edge.source, edge.target))[:3]
    words.extend(
        f"{names[edge.source]} on {names[edge.target]}: {edge.note or edge.weight}."
        for edge in heaviest
    )
    unlabelled = sum(label is None for label in marked)
    if unlabelled:
        words.append(f"{unlabelled} have no room for their name in the picture.")
    return " ".join(words)
