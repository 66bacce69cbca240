"""The objects inside a PLOVER record: entities, the location, sizes, the text, the citation.

A field that we never know (an entity's gender, a license) is not written; docs/exports/plover.md
lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..codebook.actor_codes import plover_country, plover_sector
from ..codebook.country_codes import country_name
from ..codebook.place_codes import country_iso2
from ..records.article import Article
from ..records.coded import Coded
from ..records.entity import Place
from ..records.event import CountKind, Participant, Report
from .json_values import Json
from .told import EventOptions

T = TypeVar("T")

_DEGREE_DIGITS = 5
_CLASSES = (("PPL", "P"), ("ADM", "A"), ("PCL", "A"), ("TERR", "A"), ("RGN", "L"))
"""Beginnings of GeoNames feature codes -> their class."""
_RESOLUTIONS = {"near": 3, "admin2": 3, "admin1": 2, "country": 1}
_CITY, _IN_CITY = 4, 5
_PART_OF_TOWN = "PPLX"
_TOWN = "PPL"


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One key of an object: its name, how a record gives it, what it means."""

    name: str
    value: Callable[[T], Any]
    says: str


def made(fields: tuple[Field[T], ...], record: T) -> Json:
    """The object of a record: every field, null where nothing is known."""
    return {field.name: field.value(record) for field in fields}


# -- entities ------------------------------------------------------------------------------


def _known(read: Callable[[Any], Any]) -> Callable[[Participant], Any]:
    def value(one: Participant) -> Any:
        return None if one.actor.value is None else read(one.actor.value)

    return value


ENTITY: tuple[Field[Participant], ...] = (
    Field("code", _known(plover_country), "country, ISO 3166-1 alpha-3; UNO, EUR, IGO"),
    Field("sector", _known(plover_sector), "main PLOVER sector"),
    Field("entity_text", lambda one: one.phrase.quote.text, "the article's words"),
    Field("identifier_text", _known(lambda actor: actor.name if actor.id else None),
          "name in the actor file, where it knows the actor"),
)  # fmt: skip


# -- the place -----------------------------------------------------------------------------


def _place(read: Callable[[Place], Any]) -> Callable[[Coded[Place]], Any]:
    return lambda coded: None if coded.value is None else read(coded.value)


def _words(coded: Coded[Place]) -> str | None:
    return coded.evidence[0].text if coded.value is not None and coded.evidence else None


def _degrees(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, _DEGREE_DIGITS)


def _city(place: Place) -> str | None:
    fine = place.precision in ("exact", "near") and place.feature.startswith(_TOWN)
    return place.name if fine else None


def _class(place: Place) -> str | None:
    return next((name for start, name in _CLASSES if place.feature.startswith(start)), None)


def _resolution(place: Place) -> int:
    if place.precision != "exact":
        return _RESOLUTIONS[place.precision]
    town = place.feature.startswith(_TOWN) and place.feature != _PART_OF_TOWN
    return _CITY if town else _IN_CITY


LOCATION: tuple[Field[Coded[Place]], ...] = (
    Field("extracted_place", _words, "the article's words for it"),
    Field("resolved_place", _place(lambda p: p.name), "the place as the gazetteer names it"),
    Field("geonameid", _place(lambda p: p.geonames_id), "its number in GeoNames"),
    Field("lat", _place(lambda p: _degrees(p.lat)), "WGS84 degrees"),
    Field("lon", _place(lambda p: _degrees(p.lon)), "WGS84 degrees"),
    Field("city", _place(_city), "the same where it is a town or village, or the event near it"),
    Field("district", _place(lambda p: p.admin2), "its second-level unit"),
    Field("province", _place(lambda p: p.admin1), "its first-level unit"),
    Field("country", _place(lambda p: country_name(p.country) or None), "its country's name"),
    Field("country_code", _place(lambda p: p.country), "its country, ISO 3166-1 alpha-3"),
    Field("cc2", _place(country_iso2), "its country, ISO 3166-1 alpha-2"),
    Field("feature_class", _place(_class), "GeoNames feature class, where the code shows it"),
    Field("feature_code", _place(lambda p: p.feature or None), "GeoNames feature code"),
    Field("resolution", _place(_resolution),
          "5 within a town or at a site, 4 a town, 3 a district or near a town, 2 a province, "
          "1 a country"),
)  # fmt: skip


# -- numbers -------------------------------------------------------------------------------


def _least(kind: CountKind) -> Callable[[Report], int | None]:
    def value(report: Report) -> int | None:
        return next((one.value.low for one in report.counts if one.kind == kind), None)

    return value


SIZE: tuple[Field[Report], ...] = (
    Field("dead", _least("killed"), "people killed, at least"),
    Field("injured", _least("injured"), "people injured, at least"),
    Field("arrested", _least("arrested"), "people arrested, at least"),
    Field("abducted", _least("abducted"), "people abducted, at least; not a field of PLOVER"),
    Field("participants", _least("participants"), "who took part, at least; not one of PLOVER"),
)


# -- the text ------------------------------------------------------------------------------


def _in_text(end: str) -> Callable[[Report], int | None]:
    def value(report: Report) -> int | None:
        offset: int = getattr(report.sentence, end)
        return offset if report.sentence.field == "text" else None

    return value


TEXT_INFO: tuple[Field[Report], ...] = (
    Field("start", _in_text("start"),
          "where the sentence begins in the article's text; null: it is the title"),
    Field("end", _in_text("end"), "where it ends"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """An article and what coded it."""

    article: Article
    options: EventOptions


CITE_INFO: tuple[Field[Cited], ...] = (
    Field("citation", lambda c: c.article.id, "the article's id"),
    Field("url", lambda c: c.article.url, "where it was published"),
    Field("title", lambda c: c.article.title, "its title"),
    Field("language", lambda c: c.article.language, "ISO 639-1"),
    Field("publication", lambda c: None if c.article.source is None else c.article.source.name,
          "the outlet"),
    Field("coder", lambda c: coder(c.options), "what coded it"),
    Field("codebook", lambda c: c.options.run.codebook, "hash of Dateline's codebook"),
    Field("version", lambda c: c.options.run.dateline, "of Dateline"),
)  # fmt: skip


def coder(options: EventOptions) -> str:
    """``dateline-0.1.0``."""
    return f"dateline-{options.run.dateline}"
