"""Facts to count by, read from records of which only what is counted is decoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import Connection, func, select

from ..errors import StoreError
from . import schema
from .facts import ArticleFacts, IncidentFacts, OutletFacts
from .payloads import SOURCES, inflate
from .sql_part import SqlPart
from .sql_runs import number_of

T = TypeVar("T")

_AT_ONCE = 500
"""So many incidents are asked for at once: no database minds so many values in a question."""
_ARTICLES_AT_ONCE = 2_000

_incident, _record, _part = schema.incident.c, schema.incident_record.c, schema.incident_report.c
_report, _article, _coded = schema.report.c, schema.article.c, schema.coded.c


class SqlFacts(SqlPart):
    """See `dateline.store.contract_facts`."""

    def incident_facts(self, ids: Iterable[str], run: int | None = None) -> Iterator[IncidentFacts]:
        left = iter(ids)
        with self._sessions.reading() as connection:
            number = number_of(connection, run)
            while some := list(islice(left, _AT_ONCE)):
                yield from _incidents(connection, number, some)

    def article_facts(self, run: int | None = None) -> Iterator[ArticleFacts]:
        with self._sessions.reading() as connection:
            # All codings are of a few runs: an index of runs is a detour, which "+ 0" bars.
            asked = (
                select(_article.number, _article.published, _coded.outlet,
                       _article.copy_of.is_not(None))
                .join(schema.coded, _coded.article == _article.number)
                .where(_coded.run + 0 == number_of(connection, run))
                .order_by(_article.number)
                .limit(_ARTICLES_AT_ONCE)
            )  # fmt: skip
            here = 0
            while rows := connection.execute(asked.where(_article.number > here)).all():
                here = rows[-1].number
                for number, published, outlet, is_copy in rows:
                    yield ArticleFacts(number, published, outlet, bool(is_copy))

    def places_named(
        self, run: int | None = None, *, after: int = 0
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        with self._sessions.reading() as connection:
            asked = (
                select(_coded.article, _coded.record)
                .where(_coded.run + 0 == number_of(connection, run))
                .order_by(_coded.article)
                .limit(_ARTICLES_AT_ONCE)
            )
            here = after
            while rows := connection.execute(asked.where(_coded.article > here)).all():
                here = rows[-1].article
                for number, packed in rows:
                    places = _decoded(_CODING, packed, f"the coding of article {number}").places
                    found = dict.fromkeys(one.place.country for one in places)
                    yield number, tuple(country for country in found if country)

    def outlet_facts(self) -> Iterator[OutletFacts]:
        outlet = schema.outlet.c
        with self._sessions.reading() as connection:
            for row in connection.execute(select(schema.outlet).order_by(outlet.number)):
                source = SOURCES.of_text(row.record, row.name)
                yield OutletFacts(row.number, row.name, row.folded, source.country)


def _incidents(connection: Connection, run: int, ids: Sequence[str]) -> Iterator[IncidentFacts]:
    asked = (
        select(_incident.number, _incident.id, _incident.revision, _record.record)
        .join(schema.incident_record, _record.incident == _incident.number)
        .where(_incident.run == run, _incident.id.in_(ids))
        .order_by(_incident.number)
    )
    rows = connection.execute(asked).all()
    reports = _reports(connection, [row.number for row in rows])
    for row in rows:
        told = _decoded(_INCIDENT, row.record, f"incident {row.id}")
        yield _facts(row.id, row.revision, told, reports.get(row.number, ()))


def _reports(
    connection: Connection, incidents: Sequence[int]
) -> dict[int, tuple[tuple[int | None, int], ...]]:
    """How many reports each outlet has of each of some incidents."""
    asked = (
        select(_part.incident, _report.outlet, func.count())
        .join(schema.report, _report.number == _part.report)
        .where(_part.incident.in_(incidents))
        .group_by(_part.incident, _report.outlet)
        .order_by(_part.incident, _report.outlet.asc().nulls_first())
    )
    found: dict[int, tuple[tuple[int | None, int], ...]] = {}
    for incident, outlet, many in connection.execute(asked):
        found[incident] = (*found.get(incident, ()), (outlet, many))
    return found


# -- what is decoded -----------------------------------------------------------------------
#
# As in `dateline.records.incident` and `dateline.records.event`, less what is not counted; what
# is not named here is passed over, which takes a third of the time of reading whole records.


class _Anything(msgspec.Struct):
    pass


class _Rival(msgspec.Struct, Generic[T]):
    value: T


class _Rivals(msgspec.Struct, Generic[T]):
    value: T | None = None
    rivals: list[_Rival[T]] = []

    @property
    def leading(self) -> T | None:
        if self.value is None and self.rivals:
            return self.rivals[0].value
        return self.value

    @property
    def is_open(self) -> bool:
        return self.value is None and bool(self.rivals)


class _Codes(msgspec.Struct):
    plover: str | None = None
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    quad_class: int | None = None


class _Actor(msgspec.Struct):
    country: str | None = None
    sectors: list[str] = []


class _Place(msgspec.Struct):
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None


class _Date(msgspec.Struct):
    start: date
    end: date
    precision: str


class _Incident(msgspec.Struct):
    event_type: _Rivals[str]
    codes: _Rivals[_Codes]
    actors: _Rivals[list[_Actor]]
    targets: _Rivals[list[_Actor]]
    place: _Rivals[_Place]
    date: _Rivals[_Date]
    counts: _Rivals[_Anything]
    factuality: _Rivals[str]
    independent_sources: int
    partisan_sources: int
    killed_low: int | None = None
    killed_high: int | None = None
    contradictions: list[_Anything] = []

    @property
    def is_disputed(self) -> bool:
        """Whether its reports do not agree on some field, or contradict each other."""
        fields: tuple[_Rivals[Any], ...] = (
            self.event_type, self.codes, self.actors, self.targets,
            self.place, self.date, self.counts, self.factuality,
        )  # fmt: skip
        return bool(self.contradictions) or any(one.is_open for one in fields)


class _Named(msgspec.Struct):
    place: _Place


class _Coding(msgspec.Struct):
    places: list[_Named] = []


_INCIDENT = msgspec.json.Decoder(_Incident)
_CODING = msgspec.json.Decoder(_Coding)


def _decoded(decoder: msgspec.json.Decoder[T], packed: bytes, what: str) -> T:
    try:
        return decoder.decode(inflate(packed, what))
    except (msgspec.MsgspecError, ValueError) as error:
        raise StoreError(f"{what} cannot be read: {error}") from error


def _facts(
    id: str, revision: int, told: _Incident, reports: tuple[tuple[int | None, int], ...]
) -> IncidentFacts:
    codes, place = told.codes.leading or _Codes(), told.place.leading
    where, when = place or _Place(), told.date.leading
    actors, targets = told.actors.leading or (), told.targets.leading or ()
    return IncidentFacts(
        id=id,
        revision=revision,
        event_type=told.event_type.leading,
        plover=codes.plover,
        quad_class=codes.quad_class,
        acled_type=codes.acled_event_type,
        acled_sub=codes.acled_sub_event_type,
        factuality=told.factuality.leading,
        has_place=place is not None,
        country=where.country,
        admin1=where.admin1,
        admin2=where.admin2,
        first_day=when.start.toordinal() if when else 0,
        last_day=when.end.toordinal() if when else 0,
        date_precision=when.precision if when else None,
        killed_low=told.killed_low,
        killed_high=told.killed_high,
        sources=told.independent_sources,
        partisan=told.partisan_sources,
        disputed=told.is_disputed,
        actor_sectors=_once(one.sectors[0] for one in actors if one.sectors),
        actor_countries=_once(one.country for one in actors if one.country),
        target_sectors=_once(one.sectors[0] for one in targets if one.sectors),
        target_countries=_once(one.country for one in targets if one.country),
        reports=reports,
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
