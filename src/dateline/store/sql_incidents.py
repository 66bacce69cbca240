"""Incidents of a run as they are read: by id, in lists, counted, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, literal, null, select, union_all

from ..errors import InputError
from ..records.incident import Incident
from . import schema
from .backend import Backend
from .conditions import INCIDENTS, Conditions
from .contract import Change, ChangeKind, FacetCount, FacetField, ListPage
from .filters import Filter
from .paging import Ordering
from .payloads import INCIDENTS as RECORDS
from .rows import moment_number, moment_of
from .sql_runs import number_of

_incident, _record, _gone = schema.incident.c, schema.incident_record.c, schema.withdrawn.c
_part, _report = schema.incident_report.c, schema.report.c


@dataclass(frozen=True, slots=True)
class _Facet:
    """Where a field's values stand: the tables on the way there, and what makes one value."""

    value: ColumnElement[Any]
    group: ColumnElement[Any]
    tables: tuple[Table, ...] = ()
    id: ColumnElement[Any] = field(default_factory=null)


def _own(column: ColumnElement[Any], *tables: Table) -> _Facet:
    return _Facet(column, column, tables)


_FACETS: dict[FacetField, _Facet] = {
    "type": _own(_incident.event_type),
    "plover": _own(_incident.plover),
    "acled": _own(_incident.acled_sub),
    "country": _own(_incident.country),
    "admin1": _own(_incident.admin1),
    "factuality": _own(schema.incident_factuality.c.factuality, schema.incident_factuality),
    "flag": _own(schema.incident_flag.c.flag, schema.incident_flag),
    "outlet": _Facet(
        func.min(schema.outlet.c.name),
        schema.outlet.c.folded,
        (schema.incident_outlet, schema.outlet),
    ),
    "actor": _Facet(
        schema.actor.c.name,
        schema.actor.c.number,
        (schema.incident_actor, schema.actor),
        schema.actor.c.id,
    ),
}


def incident(connection: Connection, id: str, run: int | None) -> Incident | None:
    """See `Store.incident`."""
    number = number_of(connection, run)
    seen: set[str] = set()
    wanted: str | None = id
    while wanted is not None and wanted not in seen:
        seen.add(wanted)
        asked = select(_record.record).join(schema.incident)
        packed = connection.execute(
            asked.where(_incident.run == number, _incident.id == wanted)
        ).scalar()
        if packed is not None:
            return RECORDS.unpack(packed, wanted)
        gone = select(_gone.into).where(_gone.run == number, _gone.id == wanted)
        wanted = connection.execute(gone).scalar()
    return None


def incident_of(connection: Connection, report: str, run: int | None) -> Incident | None:
    """See `Store.incident_of`."""
    asked = (
        select(_record.record)
        .join(schema.incident_report, _part.incident == _record.incident)
        .join(schema.report, _report.number == _part.report)
        .where(_report.run == number_of(connection, run), _report.key == report)
    )
    packed = connection.execute(asked).scalar()
    return None if packed is None else RECORDS.unpack(packed, f"of report {report}")


def incidents(
    connection: Connection, backend: Backend, where: Filter, ordering: Ordering, after: str | None
) -> ListPage[Incident]:
    """See `Store.incidents`."""
    run = number_of(connection, where.run)
    condition = Conditions(connection, backend, INCIDENTS, where, a_page=True).of(run)
    rows, cursor = ordering.rows(connection, condition, after)
    asked = select(_record.incident, _record.record)
    asked = asked.where(_record.incident.in_([row.number for row in rows]))
    records = dict(connection.execute(asked).all())
    found = tuple(RECORDS.unpack(records[row.number], row.tie) for row in rows)
    return ListPage(found, cursor)


def count(connection: Connection, backend: Backend, where: Filter) -> int:
    """See `Store.count`."""
    asked = select(func.count()).select_from(schema.incident)
    condition = _meets(connection, backend, where)
    return int(connection.execute(asked.where(condition)).scalar_one())


def facets(
    connection: Connection, backend: Backend, where: Filter, of: FacetField, limit: int
) -> tuple[FacetCount, ...]:
    """See `Store.facets`."""
    if of not in _FACETS:
        raise InputError(f"{of!r} is none of {', '.join(_FACETS)}")
    facet = _FACETS[of]
    listed = _meets(connection, backend, where)
    first, number = schema.incident, _incident.number
    if facet.tables:
        first, number = facet.tables[0], facet.tables[0].c.incident
        listed = number.in_(select(_incident.number).where(listed))
    value = facet.value.label("value")
    many = func.count(number.distinct()).label("many")
    asked = select(value, many, facet.id.label("id")).select_from(first)
    for table in facet.tables[1:]:
        asked = asked.join(table)
    asked = asked.where(listed, facet.group.is_not(None)).group_by(facet.group)
    rows = connection.execute(asked.order_by(many.desc(), value).limit(limit))
    return tuple(FacetCount(row.value, row.many, row.id or None) for row in rows)


def changes_since(connection: Connection, when: datetime, run: int | None) -> Iterator[Change]:
    """See `Store.changes_since`."""
    since, number = moment_number(when), number_of(connection, run)
    there = select(
        _incident.id, _incident.revision, _incident.added, _incident.changed,
        literal(False).label("gone"), null().label("into"),
    ).where(_incident.run == number, _incident.changed > since)  # fmt: skip
    gone = select(
        _gone.id, _gone.revision, _gone.added, _gone.changed,
        literal(True).label("gone"), _gone.into,
    ).where(_gone.run == number, _gone.changed > since)  # fmt: skip
    both = union_all(there, gone).subquery()
    for row in connection.execute(select(both).order_by(both.c.changed, both.c.id)):
        kind: ChangeKind = "withdrawn" if row.gone else "added" if row.added > since else "changed"
        yield Change(kind, row.id, row.revision, moment_of(row.changed), row.into)


def _meets(connection: Connection, backend: Backend, where: Filter) -> ColumnElement[bool]:
    run = number_of(connection, where.run)
    return Conditions(connection, backend, INCIDENTS, where).of(run)
