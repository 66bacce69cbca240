"""Incidents of a run as they are saved: added, replaced by a later revision, withdrawn.

Nobody reads an incident and later writes over what somebody else has made of it meanwhile: a
revision that is not later than the kept one is a `StoreConflict`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from ..errors import StoreConflict, StoreError
from ..records.incident import Incident
from . import schema
from .backend import Backend
from .contract import Withdrawal
from .payloads import INCIDENTS as RECORDS
from .rows import Row, names_of_incident, of_incident, words_of_incident
from .saving_coded import save_names
from .sql_runs import run_of

_AT_ONCE = 500
"""So many changes share their statements, and so many keys one question."""

_incident, _record, _gone = schema.incident.c, schema.incident_record.c, schema.withdrawn.c
_report, _words = schema.report.c, schema.report_record.c

_LINKS = (
    schema.incident_report,
    schema.incident_actor,
    schema.incident_outlet,
    schema.incident_factuality,
    schema.incident_flag,
    schema.incident_contradicted,
)


def save(
    connection: Connection,
    backend: Backend,
    run: int,
    changes: Iterable[Incident | Withdrawal],
    now: int,
) -> int:
    """See `Store.save_incidents`. ``now`` in microseconds."""
    run_of(connection, run)
    saving = _Saving(connection, backend, run, max(now, _last_moment(connection, run) + 1))
    taken_over: set[str] = set()
    changed = 0
    for some in _apart(changes):
        changed += saving.save(some)
        taken_over.update(one.into for one in some if isinstance(one, Withdrawal) and one.into)
    saving.check_taken_over(taken_over)
    return changed


def _last_moment(connection: Connection, run: int) -> int:
    """When the run's incidents last changed: no later change may seem to come before it."""
    moments = (
        connection.execute(select(func.max(c.changed)).where(c.run == run)).scalar()
        for c in (_incident, _gone)
    )
    return max(moment or 0 for moment in moments)


def _apart(changes: Iterable[Incident | Withdrawal]) -> Iterator[list[Incident | Withdrawal]]:
    """The changes, some at a time, no two of the same incident among them."""
    some: dict[str, Incident | Withdrawal] = {}
    for change in changes:
        if change.id in some or len(some) == _AT_ONCE:
            yield list(some.values())
            some = {}
        some[change.id] = change
    if some:
        yield list(some.values())


def _chunks(keys: Iterable[Any]) -> Iterator[Sequence[Any]]:
    listed = list(keys)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]


@dataclass(frozen=True, slots=True)
class _Told:
    """What an incident takes over from one of its reports."""

    number: int
    outlet: int | None
    factuality: str
    words: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Saving:
    """Changes of one run that are saved at one moment."""

    connection: Connection
    backend: Backend
    run: int
    moment: int

    def save(self, some: Sequence[Incident | Withdrawal]) -> int:
        """Save changes of different incidents; how many were news."""
        ids = [change.id for change in some]
        kept = {row.id: row for row in self._rows(schema.incident, ids, _incident.number)}
        gone = {row.id: row for row in self._rows(schema.withdrawn, ids, _gone.into)}
        news = [change for change in some if self._is_news(change, kept, gone)]
        incidents = [change for change in news if isinstance(change, Incident)]
        withdrawn = [change for change in news if isinstance(change, Withdrawal)]
        added = {row.id: row.added for row in (*gone.values(), *kept.values())}
        self._forget([change.id for change in incidents if change.id in gone])
        self._write(incidents, {id: row.number for id, row in kept.items()}, added)
        self._withdraw(withdrawn, added)
        return len(news)

    def check_taken_over(self, ids: set[str]) -> None:
        """Raises `StoreError` where an incident was withdrawn for one that never was."""
        for some in _chunks(sorted(ids)):
            known = {row.id for c in (schema.incident, schema.withdrawn)
                     for row in self._rows(c, some, c.c.run)}  # fmt: skip
            for id in some:
                if id not in known:
                    raise StoreError(f"there is no incident {id} to take another one over")

    def _rows(self, table: Table, ids: Sequence[str], more: Any) -> Sequence[Any]:
        asked = select(table.c.id, table.c.revision, table.c.added, more)
        asked = asked.where(table.c.run == self.run, table.c.id.in_(ids))
        return self.connection.execute(asked).all()

    def _is_news(self, change: Incident | Withdrawal, kept: Any, gone: Any) -> bool:
        """Whether there is anything to do. Raises `StoreConflict` where it comes too late."""
        if isinstance(change, Withdrawal) and change.into == change.id:
            raise StoreError(f"incident {change.id} cannot take itself over")
        old = kept.get(change.id) or gone.get(change.id)
        if old is None:
            if isinstance(change, Withdrawal):
                raise StoreError(f"there is no incident {change.id} to withdraw")
            return True
        if change.revision > old.revision:
            return True
        if change.revision == old.revision and self._is_same(change, old, change.id in kept):
            return False
        raise StoreConflict(
            f"incident {change.id} was changed meanwhile: its revision {old.revision} is kept, "
            f"{change.revision} comes too late"
        )

    def _is_same(self, change: Incident | Withdrawal, old: Any, is_there: bool) -> bool:
        if isinstance(change, Withdrawal):
            return not is_there and old.into == change.into
        if not is_there:
            return False
        asked = select(_record.record).where(_record.incident == old.number)
        packed = self.connection.execute(asked).scalar_one()
        return RECORDS.unpack(packed, change.id) == change

    # -- writing ---------------------------------------------------------------------------

    def _write(
        self, incidents: Sequence[Incident], kept: dict[str, int], added: dict[str, int]
    ) -> None:
        if not incidents:
            return
        told = self._told(incidents)
        rows: list[Row] = [
            {"run": self.run, "changed": self.moment, "added": added.get(one.id, self.moment)}
            | of_incident(one)
            for one in incidents
        ]
        self.backend.insert(
            self.connection, schema.incident, [row for row in rows if row["id"] not in kept]
        )
        self._update(schema.incident, "number", [
            row | {"number": kept[row["id"]]} for row in rows if row["id"] in kept
        ])  # fmt: skip
        found = self._rows(schema.incident, [one.id for one in incidents], _incident.number)
        numbers = {row.id: row.number for row in found}
        self._write_records(incidents, kept, numbers, told)
        self._write_links(incidents, kept, numbers, told)

    def _write_records(
        self,
        incidents: Sequence[Incident],
        kept: dict[str, int],
        numbers: dict[str, int],
        told: dict[str, _Told],
    ) -> None:
        new: list[Row] = []
        old: list[Row] = []
        for one in incidents:
            row: Row = {
                "incident": numbers[one.id],
                "record": RECORDS.pack(one),
                "words": words_of_incident(one, (told[key].words for key in one.reports)),
            }
            (old if one.id in kept else new).append(row)
        self.backend.insert(self.connection, schema.incident_record, new)
        self._update(schema.incident_record, "incident", old)
        for rows, again in ((new, False), (old, True)):
            words = [(row["incident"], (row["words"],)) for row in rows]
            self.backend.index(self.connection, "incident", words, again=again)

    def _write_links(
        self,
        incidents: Sequence[Incident],
        kept: dict[str, int],
        numbers: dict[str, int],
        told: dict[str, _Told],
    ) -> None:
        again = [numbers[one.id] for one in incidents if one.id in kept]
        for table in _LINKS if again else ():
            self.connection.execute(delete(table).where(table.c.incident.in_(again)))
        reports: list[Row] = []
        contradicted: list[Row] = []
        values: dict[str, list[Row]] = {"outlet": [], "factuality": [], "flag": []}
        for one in incidents:
            owner = {"incident": numbers[one.id]}
            some = [told[key] for key in dict.fromkeys(one.reports)]
            reports.extend(owner | {"report": each.number} for each in some)
            for name, found in _values(some).items():
                values[name].extend(owner | {name: value} for value in found)
            contradicted.extend(owner | {"outlet": each} for each in _contradicted(one, told))
        self.backend.insert(self.connection, schema.incident_report, reports)
        self.backend.insert(self.connection, schema.incident_contradicted, contradicted)
        for name, rows in values.items():
            self.backend.insert(self.connection, schema.metadata.tables[f"incident_{name}"], rows)
        named = [(numbers[one.id], names_of_incident(one)) for one in incidents]
        save_names(self.connection, self.backend, schema.incident_actor, "incident", named)

    def _told(self, incidents: Sequence[Incident]) -> dict[str, _Told]:
        """What the reports say, by their keys. Raises `StoreError` for an unknown one."""
        wanted = dict.fromkeys(key for one in incidents for key in one.reports)
        told: dict[str, _Told] = {}
        for keys in _chunks(wanted):
            asked = select(_report.key, _report.number, _report.outlet, _report.factuality,
                           _words.words).join(schema.report_record)  # fmt: skip
            rows = self.connection.execute(
                asked.where(_report.run == self.run, _report.key.in_(keys))
            ).all()
            flags = self._flags([row.number for row in rows])
            for row in rows:
                told[row.key] = _Told(
                    row.number, row.outlet, row.factuality, row.words, flags.get(row.number, ())
                )
        for one in incidents:
            if not one.reports:
                raise StoreError(f"incident {one.id} has no report")
            for key in one.reports:
                if key not in told:
                    raise StoreError(f"incident {one.id}: run {self.run} has no report {key}")
        return told

    def _flags(self, reports: Sequence[int]) -> dict[int, tuple[str, ...]]:
        table = schema.report_flag.c
        asked = select(table.report, table.flag).where(table.report.in_(reports))
        flags: dict[int, tuple[str, ...]] = {}
        for number, flag in self.connection.execute(asked):
            flags[number] = (*flags.get(number, ()), flag)
        return flags

    def _update(self, table: Table, key: str, rows: list[Row]) -> None:
        if rows:
            mine = table.c[key] == bindparam("mine")
            values: Row = {name: bindparam(name) for name in rows[0] if name != key}
            statement = update(table).where(mine).values(values)
            self.connection.execute(statement, [{**row, "mine": row[key]} for row in rows])

    # -- withdrawing -----------------------------------------------------------------------

    def _withdraw(self, withdrawn: Sequence[Withdrawal], added: dict[str, int]) -> None:
        if not withdrawn:
            return
        ids = [one.id for one in withdrawn]
        mine = (_incident.run == self.run, _incident.id.in_(ids))
        self.connection.execute(delete(schema.incident).where(*mine))
        self._forget(ids)
        self.backend.insert(self.connection, schema.withdrawn, [
            {
                "run": self.run,
                "id": one.id,
                "revision": one.revision,
                "into": one.into,
                "added": added[one.id],
                "changed": self.moment,
            }
            for one in withdrawn
        ])  # fmt: skip

    def _forget(self, ids: Sequence[str]) -> None:
        """Forget that incidents were withdrawn."""
        if ids:
            mine = (_gone.run == self.run, _gone.id.in_(ids))
            self.connection.execute(delete(schema.withdrawn).where(*mine))


def _values(some: Sequence[_Told]) -> dict[str, Iterable[Any]]:
    """The outlets, factualities and flags of some reports, each once."""
    return {
        "outlet": dict.fromkeys(one.outlet for one in some if one.outlet is not None),
        "factuality": dict.fromkeys(one.factuality for one in some),
        "flag": dict.fromkeys(flag for one in some for flag in one.flags),
    }


def _contradicted(incident: Incident, told: dict[str, _Told]) -> Iterable[int]:
    """The outlets of those reports that cannot all hold, each once."""
    named = (words.report for one in incident.contradictions for words in one.evidence)
    outlets = (told[key].outlet for key in named if key in told)
    return dict.fromkeys(outlet for outlet in outlets if outlet is not None)
