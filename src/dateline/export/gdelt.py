"""GDELT 2.0 Events: 61 columns, tab-separated and without a header, a row an incident.

What is a row, and what each column has, stands in docs/exports/gdelt.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..codebook.cameo_codes import goldstein
from ..codebook.schemes import load_schemes
from ..records.entity import Actor
from ..records.incident import Incident
from .columns import Column, Kind, Value
from .csv_rows import Cell
from .gdelt_parts import GdeltActor, GdeltPlace, gdelt_actor, gdelt_place
from .told import EventFormat, EventOptions, ToldIncident
from .told_facts import by_day, leading_code, number_of, standing
from .told_rows import first_day, happened, tsv_line

_BASE, _ROOT = 3, 2
_DAYS_OF_MONTH, _DAYS_OF_YEAR, _FRACTION_DIGITS = 30, 365, 4
_LEAD = 500
"""Characters from the start of a text in which its lead stands."""
_TITLE = "title"
_TYPES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One incident with a CAMEO code."""

    told: ToldIncident
    options: EventOptions
    code: str
    actors: tuple[GdeltActor, GdeltActor]
    place: GdeltPlace
    day: date | None

    @property
    def incident(self) -> Incident:
        """The incident."""
        return self.told.incident


def rows(incidents: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """A line for each incident that CAMEO has a code for and that is told as done or alleged."""
    for told in incidents:
        row = row_of(told, options)
        if row is not None:
            yield tsv_line([_cell(column.value(row)) for column in COLUMNS])


def row_of(told: ToldIncident, options: EventOptions) -> Row | None:
    """The row of an incident; None where there is none."""
    incident = told.incident
    code = leading_code(told, lambda codes: codes.cameo)
    if code is None or not happened(standing(incident)):
        return None
    first, second = _pair(incident)
    return Row(
        told,
        options,
        code,
        (gdelt_actor(first), gdelt_actor(second)),
        gdelt_place(incident.place.leading),
        first_day(incident.date.leading),
    )


def _pair(incident: Incident) -> tuple[Actor | None, Actor | None]:
    """The first who acts and the first acted upon; of two who act together, one and the other."""
    actors, targets = incident.actors.leading or (), incident.targets.leading or ()
    second = (*targets, *actors[1:])
    return next(iter(actors), None), next(iter(second), None)


def _cell(value: Value) -> Cell:
    return value if value is None or isinstance(value, str | int | float) else str(value)


# -- cells ---------------------------------------------------------------------------------


def _sql_date(row: Row) -> str | None:
    return None if row.day is None else f"{row.day:%Y%m%d}"


def _month(row: Row) -> str | None:
    when = row.incident.date.leading
    if when is None or (row.day is None and f"{when.start:%Y%m}" != f"{when.end:%Y%m}"):
        return None
    return f"{row.day or when.start:%Y%m}"


def _year(row: Row) -> str | None:
    when = row.incident.date.leading
    if when is None or (row.day is None and when.start.year != when.end.year):
        return None
    return f"{row.day or when.start:%Y}"


def _fraction(row: Row) -> float | None:
    """GDELT's own reckoning: every month has 30 days and the year 365."""
    if row.day is None:
        return None
    days = (row.day.month - 1) * _DAYS_OF_MONTH + row.day.day
    return round(row.day.year + days / _DAYS_OF_YEAR, _FRACTION_DIGITS)


def _is_root(row: Row) -> int:
    return int(
        any(
            one.report.sentence.field == _TITLE or one.report.sentence.start < _LEAD
            for one in row.told.told
        )
    )


def _quad_class(row: Row) -> int:
    return load_schemes().cameo_quad[row.code[:_ROOT]]


def _articles(row: Row) -> int:
    return len({one.article.hash for one in row.told.told})


def _url(row: Row) -> str | None:
    return next((one.article.url for one in by_day(row.told) if one.article.url), None)


def _column(name: str, kind: Kind, value: Callable[[Row], Value], says: str) -> Column[Row]:
    return Column(name, kind, value, says)


def _empty(name: str, says: str) -> Column[Row]:
    return Column(name, "text", lambda row: None, says)


def _actor(side: int) -> Iterator[Column[Row]]:
    """The ten columns of one actor."""
    who = f"Actor{side + 1}"

    def cell(read: Callable[[GdeltActor], str]) -> Callable[[Row], Value]:
        return lambda row: read(row.actors[side]) or None

    says = "who acts" if side == 0 else "on whom or with whom"
    yield _column(f"{who}Code", "text", cell(lambda a: a.code), f"CAMEO code of {says}")
    yield _column(f"{who}Name", "text", cell(lambda a: a.name), "the name in capitals")
    yield _column(f"{who}CountryCode", "text", cell(lambda a: a.country),
                  "the country in CAMEO's code: alpha-3, but ROM, TMP, KSV, MTN, IMY")  # fmt: skip
    yield _column(f"{who}KnownGroupCode", "text", cell(lambda a: a.known_group),
                  "the code of an organisation or armed group that CAMEO lists")  # fmt: skip
    yield _empty(f"{who}EthnicCode", "always empty: not coded")
    yield _empty(f"{who}Religion1Code", "always empty: not coded")
    yield _empty(f"{who}Religion2Code", "always empty: not coded")
    for number in range(_TYPES):
        yield _column(f"{who}Type{number + 1}Code", "text", _type(side, number),
                      "role" if number == 0 else "a further role")  # fmt: skip


def _type(side: int, number: int) -> Callable[[Row], Value]:
    return lambda row: next(iter(row.actors[side].types[number:]), None)


def _actor_place(side: int) -> Iterator[Column[Row]]:
    """The eight columns of where an actor is, which is not coded."""
    who = f"Actor{side + 1}Geo_"
    yield _column(f"{who}Type", "number", lambda r: 0, "always 0: where an actor is is not coded")
    for name in _PLACE_COLUMNS[1:]:
        yield _empty(f"{who}{name}", "always empty, likewise")


_PLACE_COLUMNS = (
    "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
)  # fmt: skip


def _action_place() -> Iterator[Column[Row]]:
    """The eight columns of the place of the act."""
    cells: tuple[tuple[Kind, Callable[[GdeltPlace], Value], str], ...] = (
        ("number", lambda p: p.type,
         "1 country, 2 US state, 3 US place, 4 place elsewhere, 5 first-level unit, 0 none known"),
        ("text", lambda p: p.full_name, "place, first-level unit, country"),
        ("text", lambda p: p.country, "FIPS 10-4 of the country"),
        ("text", lambda p: p.adm1, "the country's code for a country, `USTX` for US states and"
                                   " places; else empty: FIPS codes of units are not known"),
        ("text", lambda p: None, "always empty: not known"),
        ("decimal", lambda p: p.lat, "WGS84 degrees"),
        ("decimal", lambda p: p.lon, "WGS84 degrees"),
        ("text", lambda p: p.feature,
         "the country's FIPS code, a US state's letters, else `geonames:` and GeoNames' number"),
    )  # fmt: skip
    for name, (kind, read, says) in zip(_PLACE_COLUMNS, cells, strict=True):
        yield _column(f"ActionGeo_{name}", kind, _of_place(read), says)


def _of_place(read: Callable[[GdeltPlace], Value]) -> Callable[[Row], Value]:
    return lambda row: read(row.place)


COLUMNS: tuple[Column[Row], ...] = (
    _column("GLOBALEVENTID", "number", lambda r: number_of(r.incident),
            "the twelve hex digits of the incident's id as a number"),
    _column("SQLDATE", "number", _sql_date,
            "YYYYMMDD, the day it began; empty where no day is known, never the article's"),
    _column("MonthYear", "number", _month, "YYYYMM; also where no more than the month is known"),
    _column("Year", "number", _year, "YYYY; also where no more than the year is known"),
    _column("FractionDate", "decimal", _fraction,
            "the year and ((month - 1) * 30 + day) / 365, as GDELT's files have it"),
    *_actor(0),
    *_actor(1),
    _column("IsRootEvent", "number", _is_root,
            "1 where a report of it stands in a title or the first 500 characters, else 0"),
    _column("EventCode", "text", lambda r: r.code, "CAMEO"),
    _column("EventBaseCode", "text", lambda r: r.code[:_BASE], "its first three digits"),
    _column("EventRootCode", "text", lambda r: r.code[:_ROOT], "its first two"),
    _column("QuadClass", "number", _quad_class, "1 to 4, by the root code as GDELT has it"),
    _column("GoldsteinScale", "decimal", lambda r: goldstein(r.code),
            "Goldstein's value of the code, -10 to 10"),
    _column("NumMentions", "number", lambda r: len(r.told.told), "reports, copies' as well"),
    _column("NumSources", "number", lambda r: r.incident.independent_sources,
            "independent sources: copies and outlets of one owner count once"),
    _column("NumArticles", "number", _articles, "articles, copies as well"),
    _empty("AvgTone", "always empty: tone is not measured"),
    *_actor_place(0),
    *_actor_place(1),
    *_action_place(),
    _column("DATEADDED", "number", lambda r: f"{r.options.made:%Y%m%d%H%M%S}",
            "YYYYMMDDHHMMSS (UTC): when the store last changed, the same in every row"),
    _column("SOURCEURL", "text", _url, "of the earliest article that has one, originals first"),
)  # fmt: skip

GDELT = EventFormat(rows, ".gdelt.tsv", "an incident", "GDELT 2.0 Events: 61 columns, no header.")
