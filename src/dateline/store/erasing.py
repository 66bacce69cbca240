"""An article and all that came of it taken out: so that nobody finds a word of it afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, select

from ..records.incident import Incident, Rivals
from . import saving_incidents, schema, sql_decisions
from .answers import Withdrawal
from .backend import Backend
from .payloads import INCIDENTS as RECORDS

T = TypeVar("T")

_AT_ONCE = 500

_article, _report, _incident = schema.article.c, schema.report.c, schema.incident.c
_part, _record, _actor = schema.incident_report.c, schema.incident_record.c, schema.actor.c


def erase(connection: Connection, backend: Backend, article: str, now: int) -> bool:
    """See `Store.erase_article`. ``now`` in microseconds."""
    asked = select(_article.number).where(_article.hash == article)
    number = connection.execute(asked).scalar()
    if number is None:
        return False
    with backend.overwriting(connection):
        reports = dict(_reports(connection, number))
        named = _actors(connection, schema.report_actor, reports)
        concerned = dict(_incidents(connection, reports))
        named |= _actors(connection, schema.incident_actor, concerned)
        for run, changes in _changes(concerned.values(), set(reports.values())).items():
            saving_incidents.save(connection, backend, run, changes, now)
        sql_decisions.erase(connection, backend, article, list(dict.fromkeys(reports.values())))
        connection.execute(delete(schema.article).where(_article.number == number))
        _forget_names(connection, named)
    return True


def _reports(connection: Connection, article: int) -> Iterator[tuple[int, str]]:
    """Numbers and keys of an article's reports, whatever run coded them."""
    asked = select(_report.number, _report.key).where(_report.article == article)
    for row in connection.execute(asked).all():
        yield row.number, row.key


def _incidents(
    connection: Connection, reports: Iterable[int]
) -> Iterator[tuple[int, tuple[int, Incident]]]:
    """Number, run and record of all incidents that one of the reports belongs to."""
    for some in _chunks(reports):
        asked = (
            select(_incident.number, _incident.run, _incident.id, _record.record)
            .join(schema.incident_record)
            .where(_incident.number.in_(select(_part.incident).where(_part.report.in_(some))))
        )
        for row in connection.execute(asked).all():
            yield row.number, (row.run, RECORDS.unpack(row.record, row.id))


def _changes(
    concerned: Iterable[tuple[int, Incident]], gone: Collection[str]
) -> dict[int, list[Incident | Withdrawal]]:
    """What becomes of incidents without the reports that are gone, by run."""
    changes: dict[int, list[Incident | Withdrawal]] = {}
    for run, incident in concerned:
        changes.setdefault(run, []).append(_without(incident, gone))
    return changes


def _without(incident: Incident, gone: Collection[str]) -> Incident | Withdrawal:
    left = tuple(key for key in incident.reports if key not in gone)
    revision = incident.revision + 1
    if not left:
        return Withdrawal(incident.id, revision)
    return replace(
        incident,
        reports=left,
        revision=revision,
        event_type=_cut(incident.event_type, gone),
        codes=_cut(incident.codes, gone),
        actors=_cut(incident.actors, gone),
        targets=_cut(incident.targets, gone),
        place=_cut(incident.place, gone),
        date=_cut(incident.date, gone),
        counts=_cut(incident.counts, gone),
        factuality=_cut(incident.factuality, gone),
        contradictions=tuple(
            one
            for one in incident.contradictions
            if not any(words.report in gone for words in one.evidence)
        ),
    )


def _cut(rivals: Rivals[T], gone: Collection[str]) -> Rivals[T]:
    """A field without what is gone said. A value is in the words of the first that gives it.

    Where that one is gone the value goes too, even if others give it in words of their own: the
    store cannot tell how they do, merging can.
    """
    kept = rivals.value is not None and not (rivals.reports and rivals.reports[0] in gone)
    return Rivals(
        rivals.value if kept else None,
        tuple(key for key in rivals.reports if key not in gone) if kept else (),
        tuple(
            replace(rival, reports=tuple(key for key in rival.reports if key not in gone))
            for rival in rivals.rivals
            if not (rival.reports and rival.reports[0] in gone)
        ),
    )


def _actors(connection: Connection, table: Table, owners: Iterable[int]) -> set[int]:
    """The numbers of the names that stand beside some reports or incidents."""
    owner = table.c[table.name.removesuffix("_actor")]
    found: set[int] = set()
    for some in _chunks(owners):
        asked = select(table.c.actor).where(owner.in_(some))
        found.update(connection.execute(asked).scalars())
    return found


def _forget_names(connection: Connection, numbers: Iterable[int]) -> None:
    """Take out those names that no report and no incident has any more."""
    of_report, of_incident = schema.report_actor.c.actor, schema.incident_actor.c.actor
    for some in _chunks(numbers):
        connection.execute(
            delete(schema.actor).where(
                _actor.number.in_(some),
                ~select(of_report).where(of_report == _actor.number).exists(),
                ~select(of_incident).where(of_incident == _actor.number).exists(),
            )
        )


def _chunks(numbers: Iterable[int]) -> Iterator[Sequence[int]]:
    listed = sorted(numbers)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
