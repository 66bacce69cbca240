"""A `Filter` as conditions on the rows of reports or of incidents, the same for both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    false,
    or_,
    select,
)

from . import schema
from .backend import Backend, Searched
from .filters import Box, Filter
from .rows import day_number
from .words import fold, phrases

Condition = ColumnElement[bool]
Number = ColumnElement[int]

FEW = 1_000
"""So many rows are few; they are named one by one in the question for a page."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A table that is listed: its name in the text search, and the tables of its many values."""

    table: Table
    what: Searched
    record: Table
    actor: Table
    flag: Table
    outlet: Table | None
    """None where a row has one at most, in a column of its own; so for ``factuality``."""
    factuality: Table | None
    tie: str
    """The column, unique in a run, that orders rows which are otherwise equal."""

    def reference(self, other: Table) -> Number:
        """The column of another table that names rows of this one."""
        column: Number = other.c[self.table.name]
        return column


REPORTS = Listed(
    schema.report,
    "report",
    schema.report_record,
    actor=schema.report_actor,
    flag=schema.report_flag,
    outlet=None,
    factuality=None,
    tie="key",
)
INCIDENTS = Listed(
    schema.incident,
    "incident",
    schema.incident_record,
    actor=schema.incident_actor,
    flag=schema.incident_flag,
    outlet=schema.incident_outlet,
    factuality=schema.incident_factuality,
    tie="id",
)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Makes the conditions of one filter on one table: for ``a_page`` of a list, or for all of it.

    Both mean the same. A page is soon full where many rows meet the conditions: then the database
    should go through the list in its order. Where few do, it should begin with these.
    """

    connection: Connection
    backend: Backend
    listed: Listed
    where: Filter
    a_page: bool = False

    def of(self, run: int) -> Condition:
        """All of them: a row of ``run`` that meets them is listed."""
        columns, others = list(self._columns()), list(self._others())
        of_run = self.listed.table.c.run
        anywhere = and_(self.backend.passed_over(of_run) == run, *columns, *others)
        if not self.a_page:
            return anywhere
        if self._asks_rows() and (columns or len(others) > 1):
            number = self.listed.table.c.number
            few = self._few(select(number).where(anywhere))
            if few is not None:
                return number.in_(few)
        return and_(of_run == run, *columns, *others)

    def _asks_rows(self) -> bool:
        """Whether the rows are asked one by one: a text is looked up as a whole, then the rest."""
        return self.a_page and not self.where.text.strip()

    def _few(self, rows: Select[int]) -> Sequence[int] | None:
        """The numbers of some rows; None where they are many."""
        found = self.connection.execute(rows.limit(FEW + 1)).scalars().all()
        return None if len(found) > FEW else found

    # -- one value a row -------------------------------------------------------------------

    def _columns(self) -> Iterator[Condition]:
        c, where = self.listed.table.c, self.where
        if where.types:
            yield c.event_type.in_(where.types)
        if where.plover:
            yield c.plover.in_(where.plover)
        if where.acled:
            yield or_(c.acled_type.in_(where.acled), c.acled_sub.in_(where.acled))
        if where.countries:
            yield c.country.in_(where.countries)
        if where.admin1:
            yield c.admin1_folded.in_([fold(name) for name in where.admin1])
        if where.bbox is not None:
            yield _inside(where.bbox, c)
        yield from _days(where, c)
        if self.listed is REPORTS and not where.with_copies:
            yield c.is_copy.is_(false())

    # -- several values a row, in tables of their own --------------------------------------

    def _others(self) -> Iterator[Condition]:
        where, listed = self.where, self.listed
        if where.actors:
            yield self._has(listed.actor, "actor", self._actors(where.actors))
        if where.outlets:
            folded = [fold(name) for name in where.outlets]
            asked = select(schema.outlet.c.number).where(schema.outlet.c.folded.in_(folded))
            yield self._has(listed.outlet, "outlet", self._known(asked))
        if where.factuality:
            yield self._has(listed.factuality, "factuality", where.factuality)
        if where.flags:
            yield self._has(listed.flag, "flag", where.flags)
        if where.text.strip():
            yield self._text(where.text)

    def _has(self, table: Table | None, name: str, values: Any) -> Condition:
        if table is None:
            column: ColumnElement[Any] = self.listed.table.c[name]
            return column.in_(values)
        row, number = self.listed.reference(table), self.listed.table.c.number
        rows = select(row).where(table.c[name].in_(values))
        if not self._asks_rows():
            return number.in_(rows)
        few = self._few(rows)
        return rows.where(row == number).exists() if few is None else number.in_(few)

    def _known(self, rows: Select[int]) -> Any:
        """Numbers by themselves, by which a database sees how common they are, if they are few."""
        few = self._few(rows)
        return rows if few is None else few

    def _actors(self, names: tuple[str, ...]) -> Any:
        """The numbers of the actors that one of the names fits, by id or by words."""
        number = schema.actor.c.number
        fits: list[Condition] = [schema.actor.c.id.in_([*names, *(n.upper() for n in names)])]
        said = ([(word,) for phrase in phrases(name) for word in phrase] for name in names)
        fits.extend(number.in_(self.backend.found("actor", words)) for words in said if words)
        return self._known(select(number).where(or_(*fits)))

    def _text(self, text: str) -> Condition:
        words = phrases(text)
        if not words:
            return false()
        return self.listed.table.c.number.in_(self.backend.found(self.listed.what, words))


def _inside(box: Box, c: Any) -> Condition:
    east_west: Condition = (
        c.lon.between(box.west, box.east)
        if box.west <= box.east
        else or_(c.lon >= box.west, c.lon <= box.east)
    )
    return and_(c.lat.between(box.south, box.north), east_west)


def _days(where: Filter, c: Any) -> Iterator[Condition]:
    """That the two stretches of days have a day in common; a row without days has none."""
    for first, last, since, until in (
        (c.first_day, c.last_day, where.since, where.until),
        (c.first_published, c.last_published, where.published_since, where.published_until),
    ):
        if since is not None:
            yield last >= day_number(since)
        if until is not None:
            yield and_(first > 0, first <= day_number(until))
