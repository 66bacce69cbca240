"""POLECAT-style TSV: the 40 columns of its weekly files, one row for each story of an incident.

POLECAT's unit is a story's event, so a row is one too: an incident as one article tells it, copies
counted once. An event that is only planned, demanded, threatened, denied or supposed is no row: the
format has no column to say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..codebook.actor_codes import plover_country, plover_sector
from ..codebook.code_lists import cow_number
from ..records.entity import Actor, Place
from ..records.event import Participant
from . import wording
from .columns import Column, Kind, Value
from .csv_rows import Cell
from .story_names import organisations, people
from .told import EventFormat, EventOptions, ToldIncident, ToldReport
from .told_rows import first_day, happened, stories, tsv_line

NONE = "None"
"""What POLECAT's files have where a text is not known; its readers look for it."""

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT",
         4: "MATERIAL CONFLICT"}  # fmt: skip

_BETWEEN = "; "
_WITHIN = "|"
_TOWN = "PPL"
_FINE = frozenset({"exact", "near"})
_DEGREE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One story of an incident."""

    incident: ToldIncident
    told: ToldReport
    options: EventOptions


def rows(incidents: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """The header, then a line for each story of each incident that PLOVER has a category for."""
    yield tsv_line(column.name for column in COLUMNS)
    for incident in incidents:
        for row in story_rows(incident, options):
            yield tsv_line(cell(column, row) for column in COLUMNS)


def story_rows(incident: ToldIncident, options: EventOptions) -> Iterator[Row]:
    """The stories that tell the incident as an act that happened, in the order of its reports."""
    telling = (
        one
        for one in incident.told
        if happened(one.report.factuality.value) and one.report.codes.plover is not None
    )
    return (Row(incident, one, options) for one in stories(telling))


def cell(column: Column[Row], row: Row) -> Cell:
    """A row's cell: an unknown text is ``None`` in letters, an unknown number is empty."""
    value = column.value(row)
    if column.kind in ("number", "decimal"):
        return value if isinstance(value, int | float) else None
    return str(value) if value else NONE


# -- parts ---------------------------------------------------------------------------------


def _text(name: str, value: Callable[[Row], Value], says: str) -> Column[Row]:
    return Column(name, "text", value, says)


def _place(name: str, kind: Kind, value: Callable[[Place], Value], says: str) -> Column[Row]:
    def read(row: Row) -> Value:
        place = row.told.report.place.value
        return None if place is None else value(place)

    return Column(name, kind, read, says)


def _degrees(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, _DEGREE_DIGITS)


def _town(place: Place) -> str | None:
    populated = place.feature.startswith(_TOWN)
    return place.name if populated and place.precision in _FINE else None


def _side(side: str) -> Iterator[Column[Row]]:
    """The eight columns of the actors, or of the recipients, who are our targets."""
    who, field = (side, "actors") if side == "Actor" else (side, "targets")
    parts: tuple[tuple[str, Callable[[Participant], str | None], str], ...] = (
        ("{} Name", wording.name, "names, from the actor file where it knows them"),
        ("{} Country", _of(plover_country), "countries, ISO 3166-1 alpha-3; UNO, EUR, IGO"),
        ("{} COW", _of(_cow), "Correlates of War numbers of the countries"),
        ("Primary {} Sector", _of(plover_sector), "main PLOVER sectors"),
        ("{} Sectors", _of(lambda a: _WITHIN.join(a.sectors)), "all PLOVER sectors, | between"),
        ("{} Title", lambda p: None, "never known: Dateline keeps no titles apart from names"),
        ("{} Name Raw", lambda p: p.phrase.quote.text, "the article's words"),
        ("Wikipedia {} ID", lambda p: None, "never known: the actor file has no Wikipedia ids"),
    )
    for pattern, read, says in parts:
        yield _text(pattern.format(who), _each(field, read), says)


def _of(code: Callable[[Actor], str | None]) -> Callable[[Participant], str | None]:
    def read(participant: Participant) -> str | None:
        actor = participant.actor.value
        return None if actor is None else code(actor)

    return read


def _cow(actor: Actor) -> str | None:
    number = cow_number(actor.country)
    return None if number is None else str(number)


def _each(field: str, read: Callable[[Participant], str | None]) -> Callable[[Row], Value]:
    """One value a person or group, ``None`` among several for what is not known of one."""

    def value(row: Row) -> Value:
        found = [read(one) for one in getattr(row.told.report, field)]
        return listed(found) if any(found) else None

    return value


def listed(values: Iterable[str | None]) -> str:
    """Values of a list as one cell; ``;`` inside a value becomes ``,``."""
    return _BETWEEN.join((value or NONE).replace(";", ",") for value in values)


def _names(names: tuple[str, ...]) -> str | None:
    return listed(names) if names else None


def _locations(row: Row) -> str | None:
    article = row.told.article.hash
    named = [
        one.report.place.value.name
        for one in row.incident.told
        if one.article.hash == article and one.report.place.value is not None
    ]
    return _names(tuple(dict.fromkeys(named)))


def _day(row: Row) -> str | None:
    day = first_day(row.told.report.date.value)
    return None if day is None else day.isoformat()


def _published(row: Row) -> str | None:
    day = row.told.article.published
    return None if day is None else day.isoformat()


def _source(row: Row) -> str | None:
    source = row.told.article.source
    return None if source is None else source.name


def _place_words(row: Row) -> str | None:
    place = row.told.report.place
    return place.evidence[0].text if place.value is not None and place.evidence else None


COLUMNS: tuple[Column[Row], ...] = (
    _text("Event ID", lambda r: f"{r.told.article.hash}_{r.incident.incident.id}",
          "the article's hash, _ and the incident's id: rows of one event end alike"),
    _text("Event Date", _day,
          "the day the event began, YYYY-MM-DD; None where no day is known, never the article's"),
    _text("Event Type", lambda r: r.told.report.codes.plover, "PLOVER category in capitals"),
    _text("Event Mode", lambda r: _names(r.told.report.codes.plover_modes), "PLOVER modes"),
    Column("Intensity", "decimal", lambda r: r.told.report.codes.intensity,
           "PLOVER's score of the category, -10 to 10"),
    _text("Quad Code", lambda r: QUADS.get(r.told.report.codes.quad_class or 0),
          "quad class in words"),
    _text("Contexts", lambda r: _names(r.told.report.codes.plover_contexts), "PLOVER contexts"),
    *_side("Actor"),
    *_side("Recipient"),
    _place("Placename", "text", lambda place: place.name, "the place as the gazetteer names it"),
    _place("City", "text", _town, "the same where it is a town or village, or the event near it"),
    _place("District", "text", lambda place: place.admin2, "its second-level unit"),
    _place("Province", "text", lambda place: place.admin1, "its first-level unit"),
    _place("Country", "text", lambda place: place.country, "its country, ISO 3166-1 alpha-3"),
    _place("Latitude", "decimal", lambda place: _degrees(place.lat), "WGS84 degrees"),
    _place("Longitude", "decimal", lambda place: _degrees(place.lon), "WGS84 degrees"),
    _place("GeoNames ID", "number", lambda place: place.geonames_id, "its number in GeoNames"),
    _text("Raw Placename", _place_words, "the article's words for it"),
    _place("Feature Type", "text", lambda place: place.feature, "GeoNames feature code: PPL, ADM1"),
    _text("Source", _source, "the outlet"),
    _text("Publication Date", _published, "the day the article came out, YYYY-MM-DD"),
    _text("Story People", lambda r: _names(people(r.told.report)),
          "people of the actor file among the actors, recipients and those quoted"),
    _text("Story Organizations", lambda r: _names(organisations(r.told.report)),
          "organisations of the actor file and bodies of states among them"),
    _text("Story Locations", _locations, "places where the article puts the event"),
    _text("Language", lambda r: r.told.article.language, "of the article, ISO 639-1"),
    _text("Version", lambda r: f"dateline-{r.options.run.dateline}", "what coded it"),
)  # fmt: skip

POLECAT = EventFormat(
    rows, ".polecat.tsv", "a story of an incident", "POLECAT's 40 columns, tab-separated."
)
