"""HXL-tagged CSV: a header, the hashtags, and one row an incident that happened or is alleged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from ..codebook.country_codes import country_name
from ..records.entity import CountRange
from .columns import Column, Kind, Value, flat
from .csv_rows import line
from .json_values import COUNT_KINDS
from .told import EventFormat, EventOptions, ToldIncident
from .told_facts import disputed, leading_code, main_told, outlets, standing
from .told_rows import happened

_DEGREE_DIGITS = 5
_COUNTED = {
    "killed": "#affected+killed",
    "injured": "#affected+injured",
    "arrested": "#affected+detained",
    "abducted": "#affected+abducted",
    "participants": "#population+participants",
}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A column and its HXL hashtag with attributes."""

    tag: str
    column: Column[ToldIncident]


def rows(incidents: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """The header, the hashtags, then a line for each incident."""
    yield line([one.column.name for one in COLUMNS])
    yield line([one.tag for one in COLUMNS])
    for told in incidents:
        if happened(standing(told.incident)):
            yield line([flat(one.column.value(told)) for one in COLUMNS])


def _own(tag: str, name: str, kind: Kind, says: str) -> Tagged:
    read = attrgetter(name)
    return Tagged(tag, Column(name, kind, lambda told: read(told.incident), says))


def _of(tag: str, name: str, kind: Kind, says: str, *, field: str = "",
        read: Callable[[Any], Value]) -> Tagged:  # fmt: skip
    """A column of what leads a field of the incident: that of the column's name, or ``field``."""

    def value(told: ToldIncident) -> Value:
        leading = getattr(told.incident, field or name).leading
        return None if leading is None else read(leading)

    return Tagged(tag, Column(name, kind, value, says))


def _told(tag: str, name: str, kind: Kind, says: str,
          read: Callable[[ToldIncident], Value]) -> Tagged:  # fmt: skip
    return Tagged(tag, Column(name, kind, read, says))


def _place(tag: str, name: str, kind: Kind, says: str, read: Callable[[Any], Value]) -> Tagged:
    return _of(tag, name, kind, says, field="place", read=read)


def _degrees(name: str) -> Callable[[Any], Value]:
    def read(place: Any) -> Value:
        degrees = getattr(place, name)
        return None if degrees is None else round(degrees, _DEGREE_DIGITS)

    return read


def _people(side: str, says: str) -> Iterator[Tagged]:
    who = side.removesuffix("s")
    yield _of(f"#group+name+{who}", side, "texts", f"{says}: names",
              read=lambda actors: [actor.name for actor in actors])  # fmt: skip
    yield _of(f"#group+type+{who}", f"{who}_types", "texts", f"{says}: ACLED's actor types",
              field=side, read=lambda actors: [actor.acled_type for actor in actors])  # fmt: skip


def _counts() -> Iterator[Tagged]:
    """The ends of each count; of the killed the least and the greatest of all reports."""
    for kind in COUNT_KINDS:
        for end, attribute, which in (("low", "min", "at least"), ("high", "max", "at most")):
            tag, name = f"{_COUNTED[kind]}+{attribute}", f"{kind}_{end}"
            if kind == "killed":
                says = f"people killed, {which}, by all reports; empty: not said, not none"
                yield _own(tag, name, "number", says)
            else:
                says = f"people {kind}, {which}" if kind != "participants" else f"people, {which}"
                yield _of(tag, name, "number", says, field="counts", read=_end(kind, end))


def _end(kind: str, end: str) -> Callable[[Any], Value]:
    def read(counts: Any) -> Value:
        count: CountRange | None = getattr(counts, kind)
        value: int | None = None if count is None else getattr(count, end)
        return value

    return read


def _urls(told: ToldIncident) -> Value:
    return sorted({one.article.url for one in told.told if one.article.url})


def _code(tag: str, name: str, says: str) -> Tagged:
    """A code of another scheme, as most reports of the incident's type have it."""
    read = attrgetter(name)
    return _told(tag, name, "text", says, lambda told: leading_code(told, read))


COLUMNS: tuple[Tagged, ...] = (
    _own("#event+id", "id", "text", "the incident's id"),
    _of("#event+type", "event_type", "text", "Dateline's event type", read=str),
    _code("#event+type+acled", "acled_event_type", "ACLED event type"),
    _code("#event+subtype+acled", "acled_sub_event_type", "ACLED sub-event type"),
    _code("#event+type+plover", "plover", "PLOVER category"),
    _told("#status", "factuality", "text", "asserted or alleged",
          lambda told: standing(told.incident)),
    _of("#date+start", "date_start", "day", "first day of the event, or of what is known of it",
        field="date", read=lambda when: when.start),
    _of("#date+end", "date_end", "day", "last day", field="date", read=lambda when: when.end),
    _of("#meta+date+precision", "date_precision", "text", "day, week, month, season, year, range",
        field="date", read=lambda when: when.precision),
    _place("#country+code+v_iso3", "country", "text", "ISO 3166-1 alpha-3", lambda p: p.country),
    _place("#country+name", "country_name", "text", "in English",
           lambda p: country_name(p.country)),
    _place("#adm1+name", "admin1", "text", "first-level unit", lambda p: p.admin1),
    _place("#adm2+name", "admin2", "text", "second-level unit", lambda p: p.admin2),
    _place("#loc+name", "place", "text", "the place", lambda p: p.name),
    _place("#loc+code+v_geonames", "geonames_id", "number", "its number in GeoNames",
           lambda p: p.geonames_id),
    _place("#geo+lat", "lat", "decimal", "WGS84 degrees", _degrees("lat")),
    _place("#geo+lon", "lon", "decimal", "WGS84 degrees", _degrees("lon")),
    _place("#meta+geo+precision", "place_precision", "text",
           "exact, near, admin2, admin1, country: where it is not exact the point is of the unit",
           lambda p: p.precision),
    *_people("actors", "who did it"),
    *_people("targets", "whom or what it was done to"),
    *_counts(),
    _told("#description", "sentence", "text", "the sentence of its main report",
          lambda told: main_told(told).report.sentence.text),
    _own("#date+reported", "first_published", "day", "first publication among its reports"),
    _own("#meta+source+num", "independent_sources", "number",
         "outlets that tell of it; copies do not count"),
    _told("#meta+source+name", "outlets", "texts", "who published its reports",
          lambda told: list(outlets(told))),
    _told("#meta+source+url", "urls", "texts", "where they were published", _urls),
    _told("#meta+disputed", "disputed", "texts",
          "fields on which its reports do not agree; the columns have what most of them say",
          lambda told: list(disputed(told.incident))),
)  # fmt: skip

HXL = EventFormat(
    rows, ".hxl.csv", "an incident", "A CSV file with a row of HXL hashtags below its header."
)
