"""Incidents as a table for the terminal: one row an incident, readable at 100 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from rich.text import Text

from ..records.entity import Actor, Place
from ..records.incident import Incident, Rivals
from . import wording
from .list_table import MISSING, Line, drawn, or_missing, stack, table
from .options import ExportOptions
from .report_lines import many
from .value_words import killed, people, said

ARROW = "→"
_COLUMNS = (
    ("Date, id", None, 13),
    ("Type", 20, None),
    ("Who → whom", 32, None),
    ("Where", 22, None),
    ("Killed", None, 6),
    ("Told by", None, 13),
)
_SHOWN = 2
"""So many rival values are shown where none is agreed on."""


def tables(incidents: Iterable[Incident], options: ExportOptions) -> Iterator[str]:
    """One table of all incidents; nothing where there is none."""
    rows = [_cells(incident, max(24, options.width // 3)) for incident in incidents]
    if rows:
        yield drawn(table(_COLUMNS, rows), options)


def _cells(incident: Incident, limit: int) -> list[Text]:
    return [
        stack(
            *_each(incident.date, "date", "no date"),
            (wording.clip(incident.id, limit), "dim"),
        ),
        stack(*_each(incident.event_type, "event_type", "no type", "bold")),
        _who(incident, limit),
        stack(*_each(_short(incident.place), "place", "no place", limit=limit)),
        stack(or_missing(killed(incident.killed_low, incident.killed_high), "–")),
        stack(
            (many(incident.independent_sources, "source"), ""),
            (f"{incident.partisan_sources} partisan" if incident.partisan_sources else "", "red"),
            (many(len(incident.reports), "report"), "dim"),
        ),
    ]


def _short(place: Rivals[Place]) -> Rivals[Place]:
    """Without second-level units, which make long lines in a list."""
    rivals = tuple(replace(one, value=replace(one.value, admin2=None)) for one in place.rivals)
    agreed = None if place.value is None else replace(place.value, admin2=None)
    return replace(place, value=agreed, rivals=rivals)


def _each(
    rivals: Rivals[Any], field: str, missing: str, style: str = "", *, limit: int = 40
) -> list[Line]:
    """What is agreed on; where nothing is, the first rival values, which "or" joins."""
    if rivals.value is not None or not rivals.rivals:
        words = "" if rivals.value is None else said(field, rivals.value)
        return [or_missing(wording.clip(words, limit), missing, style)]
    values = [wording.clip(said(field, one.value), limit) for one in rivals.rivals]
    lines = [(value if n == 0 else f"or {value}", style) for n, value in enumerate(values[:_SHOWN])]
    more = len(values) - _SHOWN
    return [*lines, (f"or {more} more" if more > 0 else "", MISSING)]


def _who(incident: Incident, limit: int) -> Text:
    actors, targets = (_names(side.leading) for side in (incident.actors, incident.targets))
    if not actors and not targets:
        return Text("nobody stated", style=MISSING)
    cell = stack(or_missing(wording.clip(actors, 2 * limit), "not stated"))
    if not targets:
        return cell
    return Text.assemble(cell, f" {ARROW} ", wording.clip(targets, 2 * limit))


def _names(side: tuple[Actor, ...] | None) -> str:
    return people(side or ())
