"""ACLED-style CSV: the 31 columns of its current export, a row for each incident and day.

What is a row, and what each column has, stands in docs/exports/acled.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..codebook.acled_terms import CIVILIANS, AcledTerms, acled_terms
from ..codebook.country_codes import CountryCodes, country_codes
from ..codebook.place_codes import acled_geo_precision
from ..records.entity import CountRange, EventDate, Place
from . import wording
from .acled_sides import Side, sides
from .acled_texts import notes, source_scale, tags
from .columns import Column, Kind, Value, flat
from .csv_rows import line
from .event_days import days_named, length, middle
from .told import EventFormat, EventOptions, ToldIncident
from .told_facts import killed_told, leading_code, outlets, standing
from .told_rows import happened

_DAYS_OF_WEEK, _DAYS_OF_MONTH = 7, 31
_DOZENS, _DOZENS_OF_ACLED = CountRange(20, 99), 12
_DEGREE_DIGITS = 4
_TARGETED = "Civilian targeting"
_AT_CIVILIANS = frozenset({"Violence against civilians", "Excessive force against protesters"})
"""Event and sub-event types that are by definition."""
_MAY_HIT_CIVILIANS = frozenset({"Explosions/Remote violence", "Riots"})


@dataclass(frozen=True, slots=True)
class Row:
    """One day of an incident: ``day`` is the ``number``-th, from 0 on, of ``days``."""

    told: ToldIncident
    options: EventOptions
    event_type: str
    sub_event_type: str
    place: Place
    sides: tuple[Side | None, ...]
    day: date
    number: int
    days: int
    time_precision: int

    @property
    def country(self) -> CountryCodes | None:
        """The country it lies in; None for a code that is none."""
        return country_codes(self.place.country)

    @property
    def terms(self) -> AcledTerms:
        """ACLED's words."""
        return acled_terms()


def rows(incidents: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """The header, then the rows of each incident that ACLED would have."""
    yield line([column.name for column in COLUMNS])
    for told in incidents:
        for row in day_rows(told, options):
            yield line([_one_line(column.value(row)) for column in COLUMNS])


def day_rows(told: ToldIncident, options: EventOptions) -> Iterator[Row]:
    """A row a day; none for what did not happen, has no ACLED type, no country or no date."""
    incident = told.incident
    types = leading_code(told, lambda codes: (codes.acled_event_type, codes.acled_sub_event_type))
    place, when = incident.place.leading, incident.date.leading
    if types is None or place is None or place.country is None or when is None:
        return
    event_type, sub_event_type = types
    if event_type is None or sub_event_type is None or not happened(standing(incident)):
        return
    both = sides(incident, event_type, sub_event_type)
    days, precision = _days(when)
    for number, day in enumerate(days):
        yield Row(
            told, options, event_type, sub_event_type, place, both,
            day, number, len(days), precision,
        )  # fmt: skip


def _days(when: EventDate) -> tuple[tuple[date, ...], int]:
    """The days of its rows and ACLED's ``time_precision``; no day for more than a month."""
    named = days_named(when)
    if named:
        return named, 1
    if length(when) > _DAYS_OF_MONTH:
        return (), 3
    return (middle(when),), 2 if length(when) <= _DAYS_OF_WEEK else 3


def _one_line(value: Value) -> str | int | float | None:
    """A cell without line ends; ``;`` parts the values of a list, so that none inside one may."""
    if isinstance(value, list):
        value = [str(one).replace(";", ",") for one in value]
    cell = flat(value)
    return wording.plain(cell) if isinstance(cell, str) else cell


# -- cells ---------------------------------------------------------------------------------


def _event_id(row: Row) -> str:
    day = f"-{row.number + 1}" if row.number else ""
    return f"{row.place.country}{row.told.incident.id}{day}"


def _name(side: int) -> Callable[[Row], Value]:
    return lambda row: _read(row.sides[side], lambda one: one.name)


def _associated(side: int) -> Callable[[Row], Value]:
    return lambda row: _read(row.sides[side], lambda one: list(one.associated))


def _inter(side: int) -> Callable[[Row], Value]:
    return lambda row: _read(
        row.sides[side], lambda one: row.terms.actors[one.kind] if one.kind else None
    )


def _read(side: Side | None, value: Callable[[Side], Value]) -> Value:
    return None if side is None else value(side)


def _interaction(row: Row) -> str | None:
    """None where an actor, or the type of one, is not known: it is not then a sole action."""
    first, second = row.sides
    if first is None or first.kind is None or (second is not None and second.kind is None):
        return None
    return row.terms.interaction(first.kind, second.kind if second is not None else None)


def _civilian_targeting(row: Row) -> str | None:
    if {row.event_type, row.sub_event_type} & _AT_CIVILIANS:
        return _TARGETED
    harmed = any(side is not None and side.kind == CIVILIANS for side in row.sides)
    return _TARGETED if harmed and row.event_type in _MAY_HIT_CIVILIANS else None


def _country(read: Callable[[CountryCodes], Value]) -> Callable[[Row], Value]:
    return lambda row: None if row.country is None else read(row.country)


def _country_name(row: Row) -> str | None:
    return row.country.acled_name if row.country is not None else row.place.country


def _location(row: Row) -> str | None:
    return _country_name(row) if row.place.precision == "country" else row.place.name


def _degrees(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, _DEGREE_DIGITS)


def killed(told: ToldIncident) -> int:
    """ACLED's number of the dead: the least that is told, 12 for dozens, 0 where none is told.

    That is what the reports agree on or most of them say, else the least of all of them.
    """
    agreed = told.incident.counts.value
    count = agreed.killed if agreed is not None else None
    if count is None:
        count = min(killed_told(told), key=lambda one: one.low, default=None)
    if count is None:
        return 0
    return _DOZENS_OF_ACLED if count == _DOZENS else count.low


def _fatalities(row: Row) -> int:
    """The dead shared out over the days; what is left over goes to the first of them."""
    each, over = divmod(killed(row.told), row.days)
    return each + (row.number < over)


def _column(name: str, kind: Kind, value: Callable[[Row], Value], says: str) -> Column[Row]:
    return Column(name, kind, value, says)


COLUMNS: tuple[Column[Row], ...] = (
    _column("event_id_cnty", "text", _event_id,
            "the country as ISO 3166-1 alpha-3 and the incident's id; `-2`, `-3` for further days"),
    _column("event_date", "day", lambda r: r.day,
            "YYYY-MM-DD: the day, or the one in the middle where no day is told"),
    _column("year", "number", lambda r: r.day.year, "of that day"),
    _column("time_precision", "number", lambda r: r.time_precision,
            "1 the day is told, 2 within a week, 3 within a month"),
    _column("disorder_type", "text",
            lambda r: r.terms.disorder_type(r.event_type, r.sub_event_type),
            "by event and sub-event type, as ACLED has it"),
    _column("event_type", "text", lambda r: r.event_type,
            "that of most reports of the incident's event type"),
    _column("sub_event_type", "text", lambda r: r.sub_event_type, "likewise"),
    _column("actor1", "text", _name(0), "who acts, below; empty where it is not known"),
    _column("assoc_actor_1", "texts", _associated(0), "others on its side, below"),
    _column("inter1", "text", _inter(0), "its actor type in words; empty where it is not known"),
    _column("actor2", "text", _name(1), "on whom or with whom, below"),
    _column("assoc_actor_2", "texts", _associated(1), "others on its side"),
    _column("inter2", "text", _inter(1), "its actor type in words"),
    _column("interaction", "text", _interaction,
            "both types in words, `Protesters only` for one; empty where a type is not known"),
    _column("civilian_targeting", "text", _civilian_targeting,
            "`Civilian targeting` for violence against civilians and excessive force, and for"
            " explosions and riots with civilians on a side"),
    _column("iso", "number", _country(lambda c: c.iso_numeric),
            "ISO 3166-1 numeric; empty for Kosovo"),
    _column("region", "text", _country(lambda c: c.acled_region), "ACLED's region of the country"),
    _column("country", "text", _country_name, "as ACLED names it"),
    _column("admin1", "text", lambda r: r.place.admin1, "first-level unit, by the gazetteer"),
    _column("admin2", "text", lambda r: r.place.admin2, "second-level unit, by the gazetteer"),
    _column("admin3", "text", lambda r: None, "always empty: the gazetteer has none"),
    _column("location", "text", _location, "the place, by the gazetteer"),
    _column("latitude", "decimal", lambda r: _degrees(r.place.lat), "WGS84 degrees"),
    _column("longitude", "decimal", lambda r: _degrees(r.place.lon), "WGS84 degrees"),
    _column("geo_precision", "number", lambda r: acled_geo_precision(r.place),
            "1 the place itself, 2 near it or its district, 3 a region or country; empty where no"
            " point is known"),
    _column("source", "texts", lambda r: list(outlets(r.told)),
            "its outlets, the earliest first; copies only where there is nothing else"),
    _column("source_scale", "text", lambda r: source_scale(r.told, r.place.country),
            "`National`, `International`, `National-International`, where all outlets are known"),
    _column("notes", "text", lambda r: notes(r.told),
            "one sentence of the values and, quoted, the start of one report's sentence"),
    _column("fatalities", "number", _fatalities,
            "the least number told, 12 for dozens, 0 where none is told; shared out over the days"),
    _column("tags", "texts", lambda r: tags(r.told, r.event_type, r.sub_event_type),
            "`crowd size=`, then what ACLED has no column for, below"),
    _column("timestamp", "number", lambda r: int(r.options.made.timestamp()),
            "when the store last changed, seconds since 1970 (UTC)"),
)  # fmt: skip

ACLED = EventFormat(
    rows, ".acled.csv", "a day of an incident", "ACLED-style CSV: 31 columns, what has happened."
)
