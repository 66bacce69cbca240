"""PLOVER JSON: one record a line, one record for each story of an incident.

Records have every factuality: PLOVER's ``auxiliary`` says what is only planned, supposed or denied,
which no other coder fills. ``dateline`` is our own object, with the words behind every value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from . import json_values as values
from .json_records import encode
from .plover_parts import (
    CITE_INFO,
    ENTITY,
    LOCATION,
    SIZE,
    TEXT_INFO,
    Cited,
    Field,
    coder,
    made,
)
from .told import EventFormat, EventOptions, ToldIncident, ToldReport
from .told_columns import corrected_fields
from .told_rows import stories


@dataclass(frozen=True, slots=True)
class Row:
    """One story of an incident."""

    incident: ToldIncident
    told: ToldReport
    options: EventOptions


def lines(incidents: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """One JSON object a line for each story of each incident that PLOVER has a category for."""
    for incident in incidents:
        telling = (one for one in incident.told if one.report.codes.plover is not None)
        for one in stories(telling):
            yield encode(made(RECORD, Row(incident, one, options))) + "\n"


def _day(end: str) -> Any:
    def value(row: Row) -> str | None:
        when = row.told.report.date.value
        return None if when is None else values.iso(getattr(when, end))

    return value


def _place(row: Row) -> values.Json | None:
    place = row.told.report.place
    return None if place.value is None else made(LOCATION, place)


def _comment(row: Row) -> str | None:
    judged = row.told.report.factuality
    if judged.value == "asserted":
        return None
    return f"{judged.value}: {judged.why}" if judged.why else judged.value


def _factuality(row: Row) -> values.Json:
    judged = row.told.report.factuality
    return {
        "value": judged.value,
        "cues": [values.span(cue) for cue in judged.cues],
        "why": judged.why or None,
    }


def _same_story(row: Row) -> list[str]:
    """Keys of the other reports that the same article has of the incident."""
    hash, key = row.told.article.hash, row.told.report.key
    return [
        one.report.key
        for one in row.incident.told
        if one.article.hash == hash and one.report.key != key
    ]


DATELINE: tuple[Field[Row], ...] = (
    Field("incident", lambda r: r.incident.incident.id, "the incident's id: count an event once"),
    Field("revision", lambda r: r.incident.incident.revision, "how often the incident changed"),
    Field("independent_sources", lambda r: r.incident.incident.independent_sources,
          "outlets that tell of the incident; copies do not count"),
    Field("report", lambda r: r.told.report.key, "the report that the record is made of"),
    Field("same_story", _same_story, "the article's other reports of the incident"),
    Field("event_type", lambda r: r.told.report.event_type.value, "Dateline's event type"),
    Field("score", lambda r: round(r.told.report.score, 3), "of the type, 0 to 1"),
    Field("trigger", lambda r: values.span(r.told.report.trigger), "words that report the act"),
    Field("factuality", _factuality, "whether it happened, as told, and the words that say so"),
    Field("attribution",
          lambda r: [values.attribution_json(link) for link in r.told.report.attribution],
          "who says it, outermost first: speaker, cue, stance"),
    Field("about", lambda r: r.told.report.about, "the report that a verbal act speaks of"),
    Field("actors", lambda r: [values.participant_json(one) for one in r.told.report.actors],
          "as in docs/records.md"),
    Field("recipients", lambda r: [values.participant_json(one) for one in r.told.report.targets],
          "likewise"),
    Field("date", lambda r: values.date_json(r.told.report.date), "likewise, with its precision"),
    Field("place", lambda r: values.place_json(r.told.report.place), "likewise"),
    Field("counts", lambda r: values.counts_json(r.told.report.counts),
          "likewise: both ends of each number"),
    Field("weapon", lambda r: values.span_or_none(r.told.report.weapon), "words for the weapon"),
    Field("flags", lambda r: list(r.told.report.flags), "what a reader should beware of"),
    Field("corrected", lambda r: corrected_fields(r.told), "fields that people corrected"),
)  # fmt: skip

RECORD: tuple[Field[Row], ...] = (
    Field("id", lambda r: f"{r.told.article.hash}_{r.incident.incident.id}",
          "the article's hash, _ and the incident's id"),
    Field("has_event", lambda r: True, "always true"),
    Field("date", _day("start"), "first day of the event or of what is known of it; null: none"),
    Field("enddate", _day("end"), "last day"),
    Field("actor", lambda r: [made(ENTITY, one) for one in r.told.report.actors], "who acts"),
    Field("recipient", lambda r: [made(ENTITY, one) for one in r.told.report.targets],
          "who is acted upon"),
    Field("event", lambda r: [r.told.report.codes.plover], "PLOVER category, one"),
    Field("event_loc", _place, "where; null: not known"),
    Field("event_text", lambda r: [r.told.report.trigger.text], "the words that report the act"),
    Field("quad_code", lambda r: r.told.report.codes.quad_class, "1 to 4"),
    Field("event_scale", lambda r: r.told.report.codes.intensity,
          "PLOVER's score of the category, -10 to 10"),
    Field("mode", lambda r: list(r.told.report.codes.plover_modes), "PLOVER modes"),
    Field("context", lambda r: list(r.told.report.codes.plover_contexts), "PLOVER contexts"),
    Field("auxiliary", lambda r: list(r.told.report.factuality.auxiliary),
          "historical, future, hypothetical, negation: those that hold"),
    Field("size", lambda r: made(SIZE, r.told.report), "how many, the least that is told"),
    Field("link", lambda r: r.incident.incident.id, "the incident's id: records of one event"),
    Field("text_info", lambda r: made(TEXT_INFO, r.told.report), "where the sentence stands"),
    Field("cite_info", lambda r: made(CITE_INFO, Cited(r.told.article, r.options)), "the article"),
    Field("coder", lambda r: coder(r.options), "what coded it"),
    Field("coded_date", lambda r: r.options.made.strftime("%Y-%m-%d"),
          "when the incidents last changed"),
    Field("coded_time", lambda r: r.options.made.strftime("%H:%M:%SZ"), "likewise, UTC"),
    Field("comment", _comment, "what is not told as a plain fact: the factuality and why"),
    Field("dateline", lambda r: made(DATELINE, r), "Dateline's own, below"),
)  # fmt: skip

OBJECTS: dict[str, tuple[Field[Any], ...]] = {
    "record": RECORD,
    "entity": ENTITY,
    "event_loc": LOCATION,
    "size": SIZE,
    "text_info": TEXT_INFO,
    "cite_info": CITE_INFO,
    "dateline": DATELINE,
}
"""Every object of a record and its fields, for the manual."""

PLOVER = EventFormat(
    lines, ".plover.jsonl", "a story of an incident", "PLOVER records, one JSON object a line."
)
