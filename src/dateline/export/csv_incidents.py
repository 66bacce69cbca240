"""One CSV row an incident for spreadsheets; the columns also make the Parquet file of a release.

A field's column has what the reports agree on or, where they do not, what most of them say; then
the field is named in ``disputed``. ``rivals`` has every other value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

from ..codebook.actor_codes import plover_country, plover_sector
from ..codebook.place_codes import (
    acled_geo_precision,
    country_fips,
    country_iso2,
    ucdp_where_prec,
)
from ..records.entity import Actor, CountRange
from ..records.incident import Incident
from .columns import Column, Kind, Value, csv_lines
from .json_values import COUNT_KINDS
from .options import ExportOptions
from .value_words import FIELDS, said

_DEGREE_DIGITS = 5


def rows(incidents: Iterable[Incident], options: ExportOptions) -> Iterator[str]:
    """The header, then a row for each incident."""
    return csv_lines(COLUMNS, incidents)


def _own(name: str, kind: Kind, says: str) -> Column[Incident]:
    return Column(name, kind, attrgetter(name), says)


def _of(field: str, name: str, kind: Kind, says: str,
        value: Callable[[Any], Value] | None = None) -> Column[Incident]:  # fmt: skip
    """A column of what leads a field: its attribute of the column's name, or ``value`` of it."""
    read = value or attrgetter(name)

    def cell(incident: Incident) -> Value:
        leading = getattr(incident, field).leading
        return None if leading is None else read(leading)

    return Column(name, kind, cell, says)


def _degrees(name: str, says: str) -> Column[Incident]:
    def cell(place: Any) -> Value:
        degrees = getattr(place, name)
        return None if degrees is None else round(degrees, _DEGREE_DIGITS)

    return _of("place", name, "decimal", says, cell)


def _people(side: str) -> Iterator[Column[Incident]]:
    """The columns of the actors or of the targets, one value a person or group in each."""
    parts: tuple[tuple[str, str, Callable[[Actor], str | None]], ...] = (
        ("s", "names", lambda a: a.name),
        ("_ids", "ids in the actor file", lambda a: a.id),
        ("_countries", "countries, ISO 3166-1 alpha-3", lambda a: a.country),
        ("_sectors", "PLOVER sectors, the main one first", lambda a: " ".join(a.sectors)),
        ("_acled_types", "ACLED's actor types", lambda a: a.acled_type),
        ("_plover_countries", "countries as PLOVER codes them", plover_country),
        ("_plover_sectors", "main sectors as PLOVER codes them", plover_sector),
    )
    for ending, says, read in parts:
        yield _of(f"{side}s", f"{side}{ending}", "texts", f"the {side}s: {says}", _each(read))


def _each(read: Callable[[Actor], str | None]) -> Callable[[Any], Value]:
    return lambda actors: [read(actor) for actor in actors]


def _counts() -> Iterator[Column[Incident]]:
    """The ends of each count; of the killed the least and the greatest of all reports."""
    for kind in COUNT_KINDS:
        for end in ("low", "high"):
            name = f"{kind}_{end}"
            if kind == "killed":
                which = "least" if end == "low" else "greatest"
                yield _own(name, "number", f"the killed: the {which} of all reports' counts")
            else:
                says = f"{kind}: {end} end; no {end} end: open, or not said"
                yield _of("counts", name, "number", says, _end(kind, end))


def _end(kind: str, end: str) -> Callable[[Any], Value]:
    def cell(counts: Any) -> Value:
        count: CountRange | None = getattr(counts, kind)
        value: int | None = None if count is None else getattr(count, end)
        return value

    return cell


def _disputed(incident: Incident) -> Value:
    fields = ((field, getattr(incident, field)) for field in FIELDS)
    return [field for field, rivals in fields if rivals.value is None and rivals.rivals]


def _rivals(incident: Incident) -> Value:
    return [
        f"{field}: {said(field, rival.value)} ({len(rival.reports)})"
        for field in FIELDS
        for rival in _others(getattr(incident, field))
    ]


def _others(rivals: Any) -> Any:
    """The values that are not in the field's own column."""
    return rivals.rivals if rivals.value is not None else rivals.rivals[1:]


COLUMNS: tuple[Column[Incident], ...] = (
    _own("id", "text", "the incident's id, minted once"),
    _own("revision", "number", "how often it was changed, from 1 on"),
    _of("event_type", "event_type", "text", "the codebook's event type", str),
    _of("codes", "plover", "text", "PLOVER category"),
    _of("codes", "plover_modes", "texts", "PLOVER modes"),
    _of("codes", "plover_contexts", "texts", "PLOVER contexts"),
    _of("codes", "intensity", "decimal", "PLOVER's intensity, -10 to 10"),
    _of("codes", "cameo", "text", "CAMEO code"),
    _of("codes", "acled_event_type", "text", "ACLED event type"),
    _of("codes", "acled_sub_event_type", "text", "ACLED sub-event type"),
    _of("codes", "quad_class", "number", "1 and 2 cooperation, 3 and 4 conflict; by word, by deed"),
    _of("factuality", "factuality", "text", "whether it happened, as told", str),
    _of("date", "date_start", "day", "first day of the event", lambda when: when.start),
    _of("date", "date_end", "day", "last day of the event", lambda when: when.end),
    _of("date", "date_precision", "text", "how finely the date is told", lambda d: d.precision),
    _of("place", "place_name", "text", "the place", lambda place: place.name),
    _of("place", "admin2", "text", "its second-level unit"),
    _of("place", "admin1", "text", "its first-level unit"),
    _of("place", "country", "text", "its country, ISO 3166-1 alpha-3"),
    _of("place", "country_iso2", "text", "its country, ISO 3166-1 alpha-2", country_iso2),
    _of("place", "country_fips", "text", "its country, FIPS 10-4 (as GDELT)", country_fips),
    _degrees("lat", "latitude, WGS84 degrees"),
    _degrees("lon", "longitude, WGS84 degrees"),
    _of("place", "geonames_id", "number", "its number in GeoNames"),
    _of("place", "place_precision", "text", "how finely it is told", lambda p: p.precision),
    _of("place", "acled_geo_precision", "number", "ACLED's geo_precision", acled_geo_precision),
    _of("place", "ucdp_where_prec", "number", "UCDP GED's where_prec", ucdp_where_prec),
    *_people("actor"),
    *_people("target"),
    *_counts(),
    _own("independent_sources", "number", "outlets that tell of it; copies do not count"),
    _own("partisan_sources", "number", "outlets with a known tie to, or against, a party of it"),
    _own("first_published", "day", "first publication among its reports"),
    _own("last_published", "day", "last publication among its reports"),
    Column("disputed", "texts", _disputed, "fields on which its reports do not agree"),
    Column("rivals", "texts", _rivals, "the other values, and how many reports give each"),
    Column("contradictions", "texts", lambda i: [c.explanation for c in i.contradictions],
           "what two of its reports say that cannot both hold"),
    Column("report_keys", "texts", lambda i: list(i.reports), "the keys of its reports"),
)  # fmt: skip
