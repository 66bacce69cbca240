"""Values of a coded article as JSON: who, where, when, how many, who says so, which words."""

from __future__ import annotations

from typing import Any

from ..codebook.actor_codes import plover_country, plover_sector
from ..codebook.place_codes import country_fips, country_iso2
from ..records.claim import Attribution
from ..records.coded import Coded
from ..records.entity import EventDate, Place
from ..records.event import Codes, CountPhrase, Participant
from ..records.text import Quote

Json = dict[str, Any]

COUNT_KINDS = ("killed", "injured", "arrested", "abducted", "participants")


def participant_json(participant: Participant) -> Json:
    """The words, who they are, and the same in PLOVER's codes."""
    phrase, actor = participant.phrase, participant.actor.value
    record = span(phrase.quote) | {
        "name": phrase.quote.text if actor is None else actor.name,
        "id": None if actor is None else actor.id,
        "country": None if actor is None else actor.country,
        "sectors": [] if actor is None else list(actor.sectors),
        "acled_type": None if actor is None else actor.acled_type,
        "plover_country": None if actor is None else plover_country(actor),
        "plover_sector": None if actor is None else plover_sector(actor),
        "alleged": participant.alleged,
    }
    if phrase.via is not None:
        record["via"] = phrase.via.value
    if phrase.via_quote is not None:
        record["via_span"] = span(phrase.via_quote)
    if phrase.referent is not None:
        record["referent"] = span(phrase.referent)
    return record


def place_json(coded: Coded[Place]) -> Json | None:
    """The words, the place and the link that found it; None where there is none."""
    place = coded.value
    if place is None:
        return None
    return first_evidence(coded) | place_fields(place) | _via(coded)


def place_fields(place: Place) -> Json:
    """A place without its words."""
    return {
        "name": place.name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "country": place.country,
        "iso2": country_iso2(place),
        "fips": country_fips(place),
        "lat": _coordinate(place.lat),
        "lon": _coordinate(place.lon),
        "geonames_id": place.geonames_id,
        "feature": place.feature,
        "precision": place.precision,
    }


def date_json(coded: Coded[EventDate]) -> Json | None:
    """The interval, its words and the link that found it; None where there is none."""
    when = coded.value
    if when is None:
        return None
    words = coded.evidence[0] if coded.evidence else None
    record: Json = {
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "precision": when.precision,
        "text": None if words is None else words.text,
        "text_start": None if words is None else words.start,
        "text_end": None if words is None else words.end,
    }
    if words is not None and words.field != "text":
        record["in"] = words.field
    return record | _via(coded)


def _via(coded: Coded[Any]) -> Json:
    record: Json = {}
    if coded.via is not None:
        record["via"] = coded.via.value
    if coded.via_quote is not None:
        record["via_span"] = span(coded.via_quote)
    return record


def counts_json(counts: tuple[CountPhrase, ...]) -> Json:
    """The first count of each kind; further ones of the same kind under ``rivals``."""
    record: Json = {}
    for kind in COUNT_KINDS:
        found = [_count(count) for count in counts if count.kind == kind]
        if found:
            record[kind] = found[0] | ({"rivals": found[1:]} if found[1:] else {})
    return record


def _count(count: CountPhrase) -> Json:
    return {"low": count.value.low, "high": count.value.high} | span(count.quote)


def attribution_json(link: Attribution) -> Json:
    """One link of the chain of telling."""
    speaker = link.speaker
    return {
        "speaker": None
        if speaker is None
        else span(speaker.quote) | {"name": speaker.name, "id": speaker.id},
        "cue": span(link.cue),
        "stance": link.stance,
    }


def codes_json(codes: Codes) -> Json:
    """The event in other schemes."""
    return {
        "plover": codes.plover,
        "plover_modes": list(codes.plover_modes),
        "plover_contexts": list(codes.plover_contexts),
        "intensity": _intensity(codes.intensity),
        "cameo": codes.cameo,
        "acled_event_type": codes.acled_event_type,
        "acled_sub_event_type": codes.acled_sub_event_type,
        "quad_class": codes.quad_class,
    }


def span(quote: Quote) -> Json:
    """Words of the text, or of the title, with their offsets."""
    record: Json = {"start": quote.start, "end": quote.end, "text": quote.text}
    if quote.field != "text":
        record["in"] = quote.field
    return record


def span_or_none(quote: Quote | None) -> Json | None:
    """The same, where there may be no words."""
    return None if quote is None else span(quote)


def first_evidence(coded: Coded[Any]) -> Json:
    """The first words that a value rests on; nulls where it rests on none."""
    if coded.evidence:
        return span(coded.evidence[0])
    return {"start": None, "end": None, "text": None}


def iso(day: Any) -> str | None:
    """A day as YYYY-MM-DD, or None."""
    return None if day is None else day.isoformat()


def _coordinate(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 5)


def _intensity(value: float | None) -> float | int | None:
    """To two decimals; a whole number without a decimal point."""
    if value is None:
        return None
    rounded = round(float(value), 2)
    return int(rounded) if rounded.is_integer() else rounded
