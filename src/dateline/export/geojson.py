"""Incidents as GeoJSON (RFC 7946): a feature each, those without a point with no geometry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .columns import Value, flat
from .frames import kept
from .json_records import encode
from .json_values import Json
from .told import EventOptions, ToldIncident, ToldReport
from .told_columns import INCIDENTS

_DEGREE_DIGITS = 5
_PROPERTIES = tuple(one for one in INCIDENTS if one.name not in ("id", "lat", "lon"))


def collection(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """One FeatureCollection, a line a feature."""
    yield '{"type":"FeatureCollection","features":['
    before = "\n"
    for one in told:
        yield before + encode(_feature(one))
        before = ",\n"
    yield "\n]}\n"


def _feature(told: ToldIncident) -> Json:
    """Properties are flat, for the tables of maps have no lists: these are joined by ``; ``."""
    own = {one.name: _plain(one.value(told)) for one in _PROPERTIES}
    return {
        "type": "Feature",
        "id": told.incident.id,
        "geometry": _point(told),
        "properties": {"incident": told.incident.id} | own | _evidence(told),
    }


def _point(told: ToldIncident) -> Json | None:
    place = told.incident.place.leading
    if place is None or place.lat is None or place.lon is None:
        return None
    degrees = [round(place.lon, _DEGREE_DIGITS), round(place.lat, _DEGREE_DIGITS)]
    return {"type": "Point", "coordinates": degrees}


def _plain(value: Value) -> Value:
    return flat(kept(value))


def _evidence(told: ToldIncident) -> Json:
    """The sentence of the first report that is no copy, and the words for its place."""
    first = next((one for one in told.told if one.article.copy_of is None), told.told[0])
    source = first.article.source
    return {
        "sentence": first.report.sentence.text,
        "sentence_outlet": None if source is None else source.name,
        "sentence_url": first.article.url,
        "place_words": _place_words(told),
    }


def _place_words(told: ToldIncident) -> str | None:
    """The words behind the point: of the first report that gives the place the incident has."""
    place = told.incident.place.leading
    if place is None:
        return None
    found = (_words(one) for one in told.told if one.report.place.value == place)
    return next((words for words in found if words), None)


def _words(told: ToldReport) -> str:
    evidence = told.report.place.evidence
    return evidence[0].text if evidence else ""
