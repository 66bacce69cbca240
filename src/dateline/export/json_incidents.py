"""Incidents as JSON: the keys, their order and their values are those of docs/query.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from ..codebook.actor_codes import plover_country, plover_sector
from ..records.entity import Actor, CountRange, EventDate
from ..records.incident import Counts, Incident, ReportsContradiction, Rivals
from .json_records import encode
from .json_values import COUNT_KINDS, Json, codes_json, iso, place_fields, span
from .options import ExportOptions

T = TypeVar("T")


def lines(incidents: Iterable[Incident], options: ExportOptions) -> Iterator[str]:
    """One JSON object a line, one line an incident."""
    return (encode(incident_json(incident)) + "\n" for incident in incidents)


def array(incidents: Iterable[Incident], options: ExportOptions) -> Iterator[str]:
    """One indented JSON array of all incidents."""
    return indented(incident_json(incident) for incident in incidents)


def indented(records: Iterable[Json]) -> Iterator[str]:
    """One indented JSON array, a piece a record."""
    before = "[\n"
    for record in records:
        yield before + msgspec.json.format(encode(record), indent=2)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def incident_json(incident: Incident) -> Json:
    """An incident as plain dicts, lists, strings and numbers."""
    return {
        "id": incident.id,
        "reports": list(incident.reports),
        "event_type": _rivals(incident.event_type, str),
        "codes": _rivals(incident.codes, codes_json),
        "actors": _rivals(incident.actors, people_json),
        "targets": _rivals(incident.targets, people_json),
        "place": _rivals(incident.place, place_fields),
        "date": _rivals(incident.date, _date),
        "counts": _rivals(incident.counts, _counts),
        "factuality": _rivals(incident.factuality, str),
        "killed": {"low": incident.killed_low, "high": incident.killed_high},
        "independent_sources": incident.independent_sources,
        "partisan_sources": incident.partisan_sources,
        "first_published": iso(incident.first_published),
        "last_published": iso(incident.last_published),
        "contradictions": [_contradiction(found) for found in incident.contradictions],
        "review": {"state": "unreviewed", "by": None, "at": None},
        "revision": incident.revision,
    }


def people_json(actors: Iterable[Actor]) -> list[Json]:
    """Who they are, without the words of any article."""
    return [
        {
            "name": actor.name,
            "id": actor.id,
            "country": actor.country,
            "sectors": list(actor.sectors),
            "acled_type": actor.acled_type,
            "plover_country": plover_country(actor),
            "plover_sector": plover_sector(actor),
        }
        for actor in actors
    ]


def value_json(field: str, value: object) -> Any:
    """A value of a `FieldChange` as JSON."""
    return None if value is None else _VALUES.get(field, _plain)(value)


def _rivals(rivals: Rivals[T], to_json: Callable[[T], Any]) -> Json:
    return {
        "value": None if rivals.value is None else to_json(rivals.value),
        "reports": list(rivals.reports),
        "rivals": [
            {"value": to_json(rival.value), "reports": list(rival.reports)}
            for rival in rivals.rivals
        ],
    }


def _date(when: EventDate) -> Json:
    return {
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "precision": when.precision,
    }


def _counts(counts: Counts) -> Json:
    known = ((kind, getattr(counts, kind)) for kind in COUNT_KINDS)
    return {kind: _range(value) for kind, value in known if value is not None}


def _range(value: CountRange) -> Json:
    return {"low": value.low, "high": value.high}


def _contradiction(found: ReportsContradiction) -> Json:
    return {
        "kind": found.kind,
        "explanation": found.explanation,
        "evidence": [{"report": one.report} | span(one.quote) for one in found.evidence],
    }


# -- what a run changed ------------------------------------------------------------------------


def _kinds(counts: Iterable[tuple[str, CountRange]]) -> list[Json]:
    return [{"kind": kind} | _range(value) for kind, value in counts]


def _chain(chain: Iterable[tuple[str | None, str]]) -> list[Json]:
    return [{"speaker": speaker, "stance": stance} for speaker, stance in chain]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


_VALUES: Mapping[str, Callable[[Any], Any]] = {
    "codes": codes_json,
    "actors": people_json,
    "targets": people_json,
    "place": place_fields,
    "date": _date,
    "counts": _kinds,
    "attribution": _chain,
}
