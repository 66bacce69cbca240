"""How much each outlet has published in a run, and how it stands beside others."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Select, Table, distinct, func, select

from . import schema
from .answers import OutletCount
from .payloads import SOURCES

_outlet, _coded, _report = schema.outlet.c, schema.coded.c, schema.report.c
_told, _incident = schema.incident_outlet.c, schema.incident.c


def outlet_counts(connection: Connection, run: int) -> tuple[OutletCount, ...]:
    """See `Store.outlet_counts`."""
    articles = _tally(connection, _of_articles(run))
    reports = _tally(connection, _of_reports(run))
    incidents = _tally(connection, _of_incidents(schema.incident_outlet, run))
    alone = _tally(connection, _of_alone(run))
    contradicted = _tally(connection, _of_incidents(schema.incident_contradicted, run))
    known: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(select(schema.outlet).order_by(_outlet.number)):
        known[row.folded].append(row)
    counts = [
        OutletCount(
            rows[-1].name,
            tuple(row.number for row in rows),
            SOURCES.of_text(rows[-1].record, rows[-1].name),
            articles.get(folded, 0),
            reports.get(folded, 0),
            incidents.get(folded, 0),
            alone.get(folded, 0),
            contradicted.get(folded, 0),
        )
        for folded, rows in known.items()
        if folded in articles or folded in incidents
    ]
    return tuple(sorted(counts, key=lambda one: (-one.articles, -one.incidents, one.name)))


def _tally(connection: Connection, asked: Select[Any]) -> dict[str, int]:
    """Folded names and how often."""
    return {row[0]: row[1] for row in connection.execute(asked)}


def _of_articles(run: int) -> Select[Any]:
    asked = select(_outlet.folded, func.count()).join(schema.coded, _coded.outlet == _outlet.number)
    return asked.where(_coded.run == run).group_by(_outlet.folded)


def _of_reports(run: int) -> Select[Any]:
    asked = select(_outlet.folded, func.count()).join(
        schema.report, _report.outlet == _outlet.number
    )
    return asked.where(_report.run == run).group_by(_outlet.folded)


def _of_incidents(table: Table, run: int) -> Select[Any]:
    """How many incidents stand beside each name in a table: its numbers may be several."""
    asked = (
        select(_outlet.folded, func.count(distinct(table.c.incident)))
        .join(table, table.c.outlet == _outlet.number)
        .join(schema.incident, _incident.number == table.c.incident)
    )
    return asked.where(_incident.run == run).group_by(_outlet.folded)


def _of_alone(run: int) -> Select[Any]:
    """Incidents that have outlets of one name only."""
    single = (
        select(func.min(_outlet.folded).label("folded"))
        .select_from(schema.incident_outlet)
        .join(schema.outlet, _told.outlet == _outlet.number)
        .join(schema.incident, _incident.number == _told.incident)
        .where(_incident.run == run)
        .group_by(_told.incident)
        .having(func.min(_outlet.folded) == func.max(_outlet.folded))
        .subquery()
    )
    return select(single.c.folded, func.count()).group_by(single.c.folded)
