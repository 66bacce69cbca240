"""UCDP-GED-style CSV: the 49 columns of the Georeferenced Event Dataset, a row an incident.

What is a row, and what each column has, stands in docs/exports/ucdp.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..codebook.country_codes import CountryCodes, country_codes
from ..codebook.place_codes import ucdp_where_prec
from ..records.entity import EventDate, Place
from . import wording
from .columns import Column, Kind, Value, flat
from .csv_rows import line
from .event_days import length
from .told import EventFormat, EventOptions, ToldIncident, ToldReport
from .told_facts import by_day, killed_told, leading_code, main_told, number_of, standing
from .told_rows import happened
from .ucdp_sides import ONE_SIDED, Dyad, dyad

_DEGREE_DIGITS = 6
_LONGEST = 366
_WEEK, _MONTH = 7, 31
_CELLS_OF_A_DEGREE, _CELLS_OF_A_ROW = 2, 720
_ROWS = 360
_BETWEEN = ";"


@dataclass(frozen=True, slots=True)
class Deaths:
    """UCDP's three estimates of the dead."""

    low: int
    best: int
    high: int


@dataclass(frozen=True, slots=True)
class Row:
    """One incident with at least one death between the sides of a known dyad."""

    told: ToldIncident
    options: EventOptions
    place: Place
    when: EventDate
    dyad: Dyad
    deaths: Deaths

    @property
    def country(self) -> CountryCodes | None:
        """The country it lies in; None at sea, or for a code that is none."""
        return country_codes(self.place.country)

    @property
    def articles(self) -> tuple[ToldReport, ...]:
        """Its articles, without the copies of others."""
        return tuple(one for one in by_day(self.told) if one.article.copy_of is None)


def rows(incidents: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """The header, then a row for each incident that is one with UCDP."""
    yield line([column.name for column in COLUMNS])
    for told in incidents:
        row = row_of(told, options)
        if row is not None:
            yield line([_one_line(column.value(row)) for column in COLUMNS])


def row_of(told: ToldIncident, options: EventOptions) -> Row | None:
    """The row of an incident; None where it is none of UCDP's, or its sides are not settled."""
    place, when = told.incident.place.leading, told.incident.date.leading
    deaths = _deaths(told)
    if place is None or when is None or length(when) > _LONGEST or deaths is None:
        return None
    found = dyad(told.incident, leading_code(told, lambda codes: codes.acled_event_type))
    return None if found is None else Row(told, options, place, when, found, deaths)


def priogrid_gid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: half degrees numbered eastwards from 90 S 180 W, from 1 on."""
    row = min(int((lat + 90) * _CELLS_OF_A_DEGREE), _ROWS - 1)
    column = min(int((lon + 180) * _CELLS_OF_A_DEGREE), _CELLS_OF_A_ROW - 1)
    return row * _CELLS_OF_A_ROW + column + 1


def _one_line(value: Value) -> str | int | float | None:
    cell = flat(value)
    return wording.plain(cell) if isinstance(cell, str) else cell


# -- how many ------------------------------------------------------------------------------


def _deaths(told: ToldIncident) -> Deaths | None:
    """The estimates; None where nobody is said to have been killed, or it is not told as done.

    What is only alleged counts in the high estimate alone, as UCDP does with what one side claims.
    """
    stands, agreed = standing(told.incident), told.incident.counts.value
    ranges = killed_told(told)
    high = max((one.low if one.high is None else one.high for one in ranges), default=0)
    if not happened(stands) or high < 1:
        return None
    if stands == "alleged":
        return Deaths(0, 0, high)
    low = min(one.low for one in ranges)
    known = agreed.killed if agreed is not None else None
    return Deaths(low, known.low if known in ranges and known is not None else low, high)


# -- cells ---------------------------------------------------------------------------------


def _date_precision(row: Row) -> int:
    days = length(row.when)
    if days == 1:
        return 1
    if days < _WEEK:
        return 2
    return 3 if days == _WEEK else 4 if days <= _MONTH else 5


def _clarity(row: Row) -> int:
    return 1 if length(row.when) <= _WEEK else 2


def _grid(row: Row) -> int | None:
    if row.place.lat is None or row.place.lon is None:
        return None
    return priogrid_gid(row.place.lat, row.place.lon)


def _point(row: Row) -> str | None:
    if row.place.lat is None or row.place.lon is None:
        return None
    return f"POINT ({row.place.lon:.{_DEGREE_DIGITS}f} {row.place.lat:.{_DEGREE_DIGITS}f})"


def _degrees(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, _DEGREE_DIGITS)


def _where(row: Row) -> str | None:
    place = main_told(row.told).report.place
    return place.evidence[0].text if place.value is not None and place.evidence else None


def _each(read: Callable[[ToldReport], str | None]) -> Callable[[Row], Value]:
    """One value an article, ``;`` between as UCDP has it."""
    return lambda row: _BETWEEN.join(_inner(read(one)) for one in row.articles) or None


def _inner(value: str | None) -> str:
    return (value or "").replace(_BETWEEN, ",")


def _office(one: ToldReport) -> str | None:
    return None if one.article.source is None else one.article.source.name


def _published(one: ToldReport) -> str | None:
    return None if one.article.published is None else one.article.published.isoformat()


def _article(one: ToldReport) -> str:
    parts = (_office(one), _published(one), one.article.title)
    return ",".join(part or "" for part in parts)


def _original(row: Row) -> str | None:
    """Whom the articles cite, each once, the outlets themselves left out."""
    told = (link.speaker for one in row.articles for link in one.report.attribution)
    names = dict.fromkeys(_inner(one.name) for one in told if one is not None)
    return _BETWEEN.join(names) or None


def _country(read: Callable[[CountryCodes], Value]) -> Callable[[Row], Value]:
    return lambda row: None if row.country is None else read(row.country)


def _civilians(row: Row) -> int:
    return row.deaths.best if row.dyad.type_of_violence == ONE_SIDED else 0


def _unknown(row: Row) -> int:
    return row.deaths.best - _civilians(row)


def _column(name: str, kind: Kind, value: Callable[[Row], Value], says: str) -> Column[Row]:
    return Column(name, kind, value, says)


def _theirs(name: str, says: str = "always empty: UCDP's own number") -> Column[Row]:
    return Column(name, "text", lambda row: None, says)


COLUMNS: tuple[Column[Row], ...] = (
    _column("id", "number", lambda r: number_of(r.told.incident),
            "the twelve hex digits of the incident's id as a number"),
    _column("relid", "text", lambda r: r.told.incident.id, "the incident's id"),
    _column("year", "number", lambda r: r.when.start.year, "of `date_start`"),
    _theirs("active_year", "always empty: whether the dyad has 25 deaths in a year is not known"),
    _theirs("code_status", "always empty: UCDP's own check"),
    _column("type_of_violence", "number", lambda r: r.dyad.type_of_violence,
            "1 state-based, 2 non-state, 3 one-sided, below"),
    _theirs("conflict_dset_id"),
    _theirs("conflict_new_id"),
    _theirs("conflict_name", "always empty: what a conflict is about is not coded"),
    _theirs("dyad_dset_id"),
    _theirs("dyad_new_id"),
    _column("dyad_name", "text", lambda r: r.dyad.name, "`side_a - side_b`"),
    _theirs("side_a_dset_id"),
    _theirs("side_a_new_id"),
    _column("side_a", "text", lambda r: r.dyad.side_a,
            "a government as UCDP names it (`Government of Iraq`), else the actor file's name"),
    _theirs("side_b_dset_id"),
    _theirs("side_b_new_id"),
    _column("side_b", "text", lambda r: r.dyad.side_b,
            "likewise; `Civilians` in one-sided violence"),
    _column("number_of_sources", "number", lambda r: r.told.incident.independent_sources,
            "independent sources: copies and outlets of one owner count once"),
    _column("source_article", "text", _each(_article),
            "outlet, day and title of each article that is no copy, `;` between articles"),
    _column("source_office", "text", _each(_office), "the outlets, one an article"),
    _column("source_date", "text", _each(_published), "the days of publication, one an article"),
    _column("source_headline", "text", _each(lambda one: one.article.title),
            "the titles, one an article"),
    _column("source_original", "text", _original, "whom the articles cite, each once"),
    _column("where_prec", "number", lambda r: ucdp_where_prec(r.place),
            "1 the place itself, 2 near it, 3 district, 4 first-level unit, 5 a larger or other"
            " region, 6 country, 7 sea; empty where no point is known"),
    _column("where_coordinates", "text", lambda r: r.place.name,
            "the place whose point it is, by the gazetteer"),
    _column("where_description", "text", _where, "the article's words for the place"),
    _column("adm_1", "text", lambda r: r.place.admin1, "first-level unit, by the gazetteer"),
    _column("adm_2", "text", lambda r: r.place.admin2, "second-level unit, by the gazetteer"),
    _column("latitude", "decimal", lambda r: _degrees(r.place.lat), "WGS84 degrees"),
    _column("longitude", "decimal", lambda r: _degrees(r.place.lon), "WGS84 degrees"),
    _column("geom_wkt", "text", _point, "the same as `POINT (longitude latitude)`"),
    _column("priogrid_gid", "number", _grid, "the PRIO-GRID cell of the point, computed"),
    _column("country", "text", _country(lambda c: c.ucdp_name), "as UCDP names it"),
    _column("country_id", "number", _country(lambda c: c.gleditsch_ward),
            "Gleditsch and Ward's number of the country"),
    _column("region", "text", _country(lambda c: c.ucdp_region),
            "`Africa`, `Americas`, `Asia`, `Europe`, `Middle East`"),
    _column("event_clarity", "number", _clarity,
            "1 where it is told to a week or better, else 2: it may sum up a longer time"),
    _column("date_prec", "number", _date_precision,
            "1 a day, 2 two to six days, 3 a week, 4 up to 31 days, 5 up to a year"),
    _column("date_start", "day", lambda r: r.when.start, "the first day it can be, YYYY-MM-DD"),
    _column("date_end", "day", lambda r: r.when.end, "the last day"),
    _column("deaths_a", "number", lambda r: 0, "always 0: counts are not told apart by side"),
    _column("deaths_b", "number", lambda r: 0, "always 0, likewise"),
    _column("deaths_civilians", "number", _civilians, "`best` in one-sided violence, else 0"),
    _column("deaths_unknown", "number", _unknown, "`best` in other violence, else 0"),
    _column("best", "number", lambda r: r.deaths.best,
            "the number that the reports agree on, else the least; the low end of a range; 0 for"
            " what is only alleged"),
    _column("high", "number", lambda r: r.deaths.high,
            "the greatest number told, also of what is only alleged"),
    _column("low", "number", lambda r: r.deaths.low,
            "the least number told; 0 for what is alleged"),
    _column("gwnoa", "number", lambda r: r.dyad.gwno_a,
            "Gleditsch and Ward's number of side A, where it is a government"),
    _column("gwnob", "number", lambda r: r.dyad.gwno_b, "of side B, likewise"),
)  # fmt: skip

UCDP = EventFormat(
    rows, ".ucdp.csv", "an incident with a death", "UCDP-GED-style CSV: 49 columns, known dyads."
)
