"""Incidents as rows for those who keep them in memory, and lists of articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union,
)

from ..errors import InputError, StoreError
from . import schema, sql_articles
from .answers import ArticleHead, IncidentRow, ListPage, OutletCount
from .backend import Backend
from .conditions import INCIDENTS, Conditions
from .filters import Filter
from .paging import Cursor, checked_limit, read_cursor, write_cursor
from .rows import moment_number, moment_of
from .sql_decisions import COUNTED
from .sql_outlets import outlet_counts
from .sql_part import SqlPart
from .sql_runs import number_of
from .words import fold, phrases

AT_ONCE = 2_000
"""So many incidents are read at once: memory stays the same however many there are."""
_NEWEST = "articles"

_article, _coded, _incident = schema.article.c, schema.coded.c, schema.incident.c
_gone = schema.withdrawn.c
_LINKS: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (schema.incident_actor, ("actor", "role")),
    (schema.incident_outlet, ("outlet",)),
    (schema.incident_factuality, ("factuality",)),
    (schema.incident_flag, ("flag",)),
)
_OWN = tuple(
    _incident[name]
    for name in (
        "id event_type plover acled_type acled_sub country admin1 admin1_folded lat lon "
        "place_name place_precision first_day last_day first_published last_published killed "
        "sources revision number"
    ).split()
)


class SqlColumns(SqlPart):
    """See `dateline.store.contract_columns`."""

    def version(self, run: int | None = None) -> str:
        with self._sessions.reading() as connection:
            row = connection.execute(_VERSION_OF_LAST if run is None else _VERSION, {"run": run})
            number, *parts = row.one()
        if number is None and run is not None:
            raise StoreError(f"there is no run {run} in the store")
        return ".".join(str(part or 0) for part in (number, *parts))

    def last_changed(self, run: int | None = None) -> datetime | None:
        with self._sessions.reading() as connection:
            number = number_of(connection, run)
            kept = select(func.max(_incident.changed)).where(_incident.run == number)
            gone = select(func.max(_gone.changed)).where(_gone.run == number)
            found = [connection.execute(asked).scalar() for asked in (kept, gone)]
        return max((moment_of(one) for one in found if one is not None), default=None)

    def incident_rows(
        self, run: int | None = None, *, changed_since: datetime | None = None
    ) -> Iterator[IncidentRow]:
        with self._sessions.reading() as connection:
            # All rows are of a few runs: an index of runs is a detour, which "+ 0" bars.
            asked = select(*_OWN).order_by(_incident.number).limit(AT_ONCE)
            asked = asked.where(_incident.run + 0 == number_of(connection, run))
            if changed_since is not None:
                asked = asked.where(_incident.changed > moment_number(changed_since))
            yield from _rows(connection, asked)

    def actor_names(self, run: int | None = None) -> Iterator[tuple[int, str, str]]:
        actor = schema.actor.c
        with self._sessions.reading() as connection:
            asked = select(actor.number, actor.id, actor.name)
            named = _of_run(schema.incident_actor, number_of(connection, run))
            for row in connection.execute(asked.where(named(actor.number)).order_by(actor.number)):
                yield row.number, row.id, row.name

    def outlet_names(self, run: int | None = None) -> Iterator[tuple[int, str]]:
        outlet = schema.outlet.c
        with self._sessions.reading() as connection:
            asked = select(outlet.number, outlet.name)
            named = _of_run(schema.incident_outlet, number_of(connection, run))
            for row in connection.execute(
                asked.where(named(outlet.number)).order_by(outlet.number)
            ):
                yield row.number, row.name

    def incident_ids(self, where: Filter) -> tuple[str, ...]:
        with self._sessions.reading() as connection:
            run = number_of(connection, where.run)
            condition = Conditions(connection, self._backend, INCIDENTS, where).of(run)
            asked = select(_incident.id).where(condition).order_by(_incident.number)
            return tuple(connection.execute(asked).scalars())

    def incidents_saying(self, text: str) -> tuple[int, ...]:
        words = phrases(text)
        if not words:
            return ()
        with self._sessions.reading() as connection:
            found = connection.execute(self._backend.found("incident", words)).scalars()
            return tuple(sorted(found))

    def articles_page(
        self,
        *,
        after: str | None = None,
        limit: int = 50,
        outlet: str | None = None,
        text: str | None = None,
    ) -> ListPage[ArticleHead]:
        limit = checked_limit(limit)
        with self._sessions.reading() as connection:
            conditions = list(_articles(connection, self._backend, outlet, text))
            return _page(connection, conditions, after, limit)

    def outlet_counts(self, run: int | None = None) -> tuple[OutletCount, ...]:
        with self._sessions.reading() as connection:
            return outlet_counts(connection, number_of(connection, run))


# -- the version ---------------------------------------------------------------------------


def _version(run: Any) -> Select[Any]:
    """A run's number and what tells its states apart, in one question."""
    gone = schema.withdrawn.c
    counter = schema.counter.c
    return select(
        select(run.label("run")).scalar_subquery(),
        select(func.max(_incident.changed)).where(_incident.run == run).scalar_subquery(),
        select(func.max(gone.changed)).where(gone.run == run).scalar_subquery(),
        select(counter.value).where(counter.name == COUNTED).scalar_subquery(),
    )


_GIVEN = select(schema.run.c.number).where(schema.run.c.number == bindparam("run"))
_LAST = select(schema.run.c.number).order_by(schema.run.c.opened.desc()).limit(1)
_VERSION = _version(_GIVEN.scalar_subquery())
_VERSION_OF_LAST = _version(_LAST.scalar_subquery())


# -- incidents -----------------------------------------------------------------------------


def _rows(connection: Connection, asked: Select[Any]) -> Iterator[IncidentRow]:
    here = 0
    while True:
        rows = connection.execute(asked.where(_incident.number > here)).all()
        if not rows:
            return
        yield from _with_links(connection, rows)
        here = rows[-1].number


def _with_links(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[IncidentRow]:
    actors, outlets, factualities, flags = (
        _linked(connection, table, columns, rows) for table, columns in _LINKS
    )
    for row in rows:
        number = row[-1]
        links = (some.get(number, ()) for some in (actors, outlets, factualities, flags))
        yield IncidentRow._make((*row[:-1], *links, number))


def _linked(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Row[Any]]
) -> dict[int, tuple[Any, ...]]:
    """What a table has of the incidents of some rows, which are in order of their numbers."""
    first, last = rows[0].number, rows[-1].number
    mine: ColumnElement[bool] = table.c.incident.between(first, last)
    if last - first > 4 * AT_ONCE:  # far between: most of what lies there is of others
        mine = table.c.incident.in_([row.number for row in rows])
    asked = select(table.c.incident, *(table.c[name] for name in columns)).where(mine)
    asked = asked.order_by(table.c.incident, *(table.c[name] for name in columns))
    single = len(columns) == 1
    found: dict[int, tuple[Any, ...]] = {}
    for incident, *values in connection.execute(asked):
        value = values[0] if single else tuple(values)
        found[incident] = (*found.get(incident, ()), value)
    return found


def _of_run(table: Table, run: int) -> Any:
    """Whether something stands beside an incident of a run, as a function of its number."""
    name = table.name.removeprefix("incident_")

    def stands(number: ColumnElement[int]) -> ColumnElement[bool]:
        mine = select(literal(1)).join(schema.incident, _incident.number == table.c.incident)
        return mine.where(table.c[name] == number, _incident.run == run).exists()

    return stands


# -- articles ------------------------------------------------------------------------------


def _articles(
    connection: Connection, backend: Backend, outlet: str | None, text: str | None
) -> Iterator[ColumnElement[bool]]:
    if outlet is not None:
        name, known = fold(outlet), schema.outlet.c
        numbers = select(known.number).where(known.folded == name)
        given = select(_article.number).where(_article.outlet == name)
        of_run = (_coded.run == number_of(connection, None), _coded.outlet.in_(numbers))
        either = union(given, select(_coded.article).where(*of_run)).subquery()
        yield _article.number.in_(select(either.c.number))
    if text is not None and text.strip():
        words = phrases(text)
        yield _article.number.in_(backend.found("article", words)) if words else literal(False)


def _page(
    connection: Connection,
    conditions: Sequence[ColumnElement[bool]],
    after: str | None,
    limit: int,
) -> ListPage[ArticleHead]:
    by = tuple_(_article.published, _article.number)
    asked = select(_article.number, _article.published).where(*conditions)
    if after is not None:
        cursor = read_cursor(after, _NEWEST)
        if not cursor.tie.isdecimal():
            raise InputError(f"after: {after[:60]!r} is no cursor of this list")
        asked = asked.where(by < (cursor.value, int(cursor.tie)))
    asked = asked.order_by(_article.published.desc(), _article.number.desc())
    rows = connection.execute(asked.limit(limit + 1)).all()
    numbers = [row.number for row in rows[:limit]]
    heads = _heads(connection, numbers)
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = write_cursor(Cursor(_NEWEST, last.published, str(last.number)))
    return ListPage(tuple(heads[number] for number in numbers), following)


def _heads(connection: Connection, numbers: Sequence[int]) -> dict[int, ArticleHead]:
    asked = select(_article.number, _article.record, _article.copy_of)
    rows = connection.execute(asked.where(_article.number.in_(numbers)))
    return {row.number: sql_articles.head(row.record, row.copy_of, row.number) for row in rows}
