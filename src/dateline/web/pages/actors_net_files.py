"""The network as files: an edge list, JSON, and GraphML for other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ...export.columns import Column
from .actors_net import Net, NetEdge, NetNode

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no XML may have in it."""
_NODE = {"name": "string", "id": "string", "about": "string", "incidents": "int", "acting": "int",
         "suffering": "int"}  # fmt: skip
_EDGE = {"kind": "string", "relation": "string", "origin": "string", "incidents": "int",
         "tellers": "string", "period": "string", "note": "string",
         "articles": "string"}  # fmt: skip


def columns(net: Net) -> tuple[Column[NetEdge], ...]:
    """The columns of the edge list."""
    nodes = net.nodes
    return (
        Column("source_id", "text", lambda e: nodes[e.source].id, "id in the actor file"),
        Column("source", "text", lambda e: nodes[e.source].name, "who acts, or is tied"),
        Column("target_id", "text", lambda e: nodes[e.target].id, "id in the actor file"),
        Column("target", "text", lambda e: nodes[e.target].name, "on whom, or to whom"),
        Column("kind", "text", lambda e: e.kind, "act or tie"),
        Column("relation", "text", lambda e: e.relation, "acts_on, or the tie"),
        Column("origin", "text", lambda e: e.origin, "incidents, actor file or text"),
        Column("incidents", "number", lambda e: e.incidents or None, "incidents of the act"),
        Column("tellers", "texts", lambda e: list(e.tellers), "outlets that state the tie"),
        Column("period", "text", lambda e: e.period, "when it holds, by the actor file"),
        Column("note", "text", lambda e: e.note, "where the tie is commonly stated"),
        Column("articles", "texts", lambda e: list(e.articles), "articles that state the tie"),
    )


def as_json(net: Net) -> dict[str, Any]:
    """Nodes and edges; an edge names its ends by the nodes' numbers."""
    return {
        "actors": net.actors,
        "articles_read": net.articles,
        "nodes": [_node_json(one) for one in net.nodes],
        "edges": [
            {name: getattr(one, name) for name in ("source", "target", *_EDGE)} for one in net.edges
        ],
    }


def _node_json(one: NetNode) -> dict[str, Any]:
    return {"number": one.number, "path": one.path} | {name: getattr(one, name) for name in _NODE}


def graphml(net: Net) -> str:
    """The network as GraphML (http://graphml.graphdrawing.org), as Gephi and others read it."""
    return "\n".join(_lines(net)) + "\n"


def _lines(net: Net) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for owner, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            id = quoteattr(f"{owner}_{name}")
            yield f'<key id={id} for="{owner}" attr.name="{name}" attr.type="{kind}"/>'
    yield '<key id="node_label" for="node" attr.name="label" attr.type="string"/>'
    yield '<key id="edge_weight" for="edge" attr.name="weight" attr.type="double"/>'
    yield '<graph id="actors" edgedefault="directed">'
    for one in net.nodes:
        data = "".join(_data("node", name, getattr(one, name)) for name in _NODE)
        yield f'<node id="n{one.number}">{data}{_data("node", "label", one.name)}</node>'
    for number, edge in enumerate(net.edges):
        data = "".join(_data("edge", name, getattr(edge, name)) for name in _EDGE)
        ends = f'source="n{edge.source}" target="n{edge.target}"'
        weight = _data("edge", "weight", max(edge.incidents, 1))
        yield f'<edge id="e{number}" {ends}>{data}{weight}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _data(owner: str, name: str, value: object) -> str:
    if value is None or value == "" or value == ():
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f'<data key="{owner}_{name}">{escape(_NO_XML.sub(chr(0xFFFD), text))}</data>'
