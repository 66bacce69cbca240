"""Coding runs and their numbers."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, func, select, update

from ..errors import StoreError
from ..records.event import CodingRun
from . import schema
from .backend import Backend
from .contract import KnownRun
from .payloads import RUNS
from .rows import moment_of

_run = schema.run.c


def opened_last(connection: Connection, run: CodingRun) -> int | None:
    """The number of a run that is the one opened last already: then there is nothing to do."""
    last = select(_run.number, _run.record).order_by(_run.opened.desc()).limit(1)
    row = connection.execute(last).first()
    return row.number if row is not None and row.record == RUNS.text(run) else None


def open_run(connection: Connection, backend: Backend, run: CodingRun, now: int) -> int:
    """See `Store.open_run`. ``now`` in microseconds."""
    record = RUNS.text(run)
    new = backend.insert_new(schema.run).values(record=record, created=now, opened=0)
    connection.execute(new)
    mine = _run.record == record
    latest = connection.execute(select(func.max(_run.opened))).scalar_one()
    connection.execute(update(schema.run).where(mine).values(opened=latest + 1))
    return int(connection.execute(select(_run.number).where(mine)).scalar_one())


def number_of(connection: Connection, run: int | None) -> int:
    """The run that is meant; 0, which no run is, where a store has none yet.

    Raises `StoreError` for a number that no run has.
    """
    if run is None:
        last = select(_run.number).order_by(_run.opened.desc()).limit(1)
        return int(connection.execute(last).scalar() or 0)
    if connection.execute(select(_run.number).where(_run.number == run)).scalar() is None:
        raise StoreError(f"there is no run {run} in the store")
    return run


def run_of(connection: Connection, number: int) -> CodingRun:
    """The run of a number."""
    record = connection.execute(select(_run.record).where(_run.number == number)).scalar()
    if record is None:
        raise StoreError(f"there is no run {number} in the store")
    return RUNS.of_text(record, number)


def runs(connection: Connection) -> tuple[KnownRun, ...]:
    """See `Store.runs`."""
    rows = connection.execute(select(schema.run).order_by(_run.opened)).all()
    tallies = [_tally(connection, t) for t in (schema.coded, schema.report, schema.incident)]
    return tuple(
        KnownRun(
            row.number,
            RUNS.of_text(row.record, row.number),
            moment_of(row.created),
            *(tally.get(row.number, 0) for tally in tallies),
        )
        for row in rows
    )


def _tally(connection: Connection, table: Table) -> dict[int, int]:
    """How many rows of a table each run has."""
    run: ColumnElement[int] = table.c.run
    rows = connection.execute(select(run, func.count()).group_by(run)).all()
    return {row[0]: row[1] for row in rows}
