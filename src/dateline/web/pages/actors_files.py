"""One actor as data: everything of its page as JSON, its incidents as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...export.columns import Column
from ..context import Workbench
from ..index import Named, TableRow
from ..index.columns import ACTOR, TARGET
from . import actors_one
from .actors_book import selection_of
from .actors_one import Found
from .actors_texts import Party
from .explore_rows import COLUMNS, all_rows, row_json

_OTHERS = 50
_LATEST = 50


def incident_rows(found: Found) -> Iterator[TableRow]:
    """All its incidents, the latest first."""
    if found.snapshot is not None and found.who is not None:
        yield from all_rows(selection_of(found.snapshot, found.rows()), "newest")


def columns(found: Found) -> tuple[Column[TableRow], ...]:
    """The columns of incidents, and which part the actor has in each."""
    part: Column[TableRow] = Column(
        "part", "text", lambda row: part_in(found, row), "actor, target or both"
    )
    return (COLUMNS[0], part, *COLUMNS[1:])


def part_in(found: Found, row: TableRow) -> str:
    """Which part the actor has in an incident."""
    acting, suffering = (_is_among(found, some) for some in (row.actors, row.targets))
    return "both" if acting and suffering else "actor" if acting else "target"


def _is_among(found: Found, people: tuple[Named, ...]) -> bool:
    return any(Party(one.name, one.id).key == found.party.key for one in people)


def as_json(bench: Workbench, found: Found) -> dict[str, Any]:
    """Everything of the page."""
    said = actors_one.said(bench, found)
    acting, suffering = found.rows(ACTOR), found.rows(TARGET)
    latest: list[dict[str, Any]] = []
    if found.snapshot is not None and found.who is not None:
        page = actors_one.latest(selection_of(found.snapshot, found.rows()), _LATEST)
        latest = [row_json(row) | {"part": part_in(found, row)} for row in page.rows]
    return {
        "name": found.name,
        "id": found.id,
        "actor_file": actors_one.identity(bench, found),
        "totals": actors_one.totals(found),
        "acting": len(acting),
        "suffering": len(suffering),
        "acts_on": _others(found, ACTOR, TARGET),
        "suffers_from": _others(found, TARGET, ACTOR),
        "ties_in_texts": said.ties,
        "contradictions": said.contradictions,
        "read": {"incidents": said.incidents, "articles": said.articles},
        "incidents": latest,
    }


def _others(found: Found, own: int, theirs: int) -> list[dict[str, Any]]:
    """Those on the other side, most often first."""
    if found.book is None:
        return []
    counts = found.book.others(found.rows(own), role=theirs)
    there = np.flatnonzero(counts)
    order = np.lexsort((found.book.ranked.places[there], -counts[there]))[:_OTHERS]
    whos = [found.book.whos[number] for number in there[order].tolist()]
    return [{"id": w.id, "name": w.name, "incidents": int(counts[w.number])} for w in whos]
