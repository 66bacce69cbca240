"""The free-text columns of an ACLED-style row: notes, tags and the scale of its sources."""

from __future__ import annotations

from ..codebook.acled_terms import acled_terms
from ..codebook.country_codes import country_name
from ..records.article import Source
from ..records.entity import CountRange, EventDate, Place
from ..records.incident import Incident
from . import value_words, wording
from .event_days import days_named
from .told import ToldIncident
from .told_facts import by_day, disputed, main_told, standing

QUOTED = 200
"""Characters of an article's sentence that notes quote: enough to check the row by, no more."""

_WIRE = "wire"
_INTERNATIONAL, _NATIONAL = "International", "National"
_VIOLENT = "Political violence"
_CROWD_SIZE = "crowd size"
_SIZES = {CountRange(20, 99): "dozens", CountRange(100, 999): "hundreds",
          CountRange(1000, 9999): "thousands"}  # fmt: skip
_FROM_DATELINE = "place_from_dateline"
_CODES = "codes"
"""They follow from the type, or differ in other schemes than ACLED's."""


def notes(told: ToldIncident) -> str:
    """The coded values in a sentence and, quoted and cut, that of the report to look at."""
    incident, best = told.incident, main_told(told)
    kind = value_words.said("event_type", incident.event_type.leading).capitalize()
    parties = _parties(incident)
    coded = f"{kind}{_where(incident.place.leading)}{_when(incident.date.leading)}{parties}."
    source = best.article.source
    teller = "an article of no known outlet" if source is None else source.name
    words = wording.clip(best.report.sentence.text, QUOTED).replace('"', "'")
    return f'{coded} As told by {teller}: "{words}"'


def tags(told: ToldIncident, event_type: str, sub_event_type: str) -> list[str]:
    """ACLED's crowd size, then what its columns cannot hold as ``dateline:NAME=VALUE``."""
    incident = told.incident
    found = (
        [f"{_CROWD_SIZE}={_crowd(incident)}"] if _demonstrates(event_type, sub_event_type) else []
    )
    found += [f"dateline:{one}" for one in _flags(told)]
    if acled_terms().disorder_type(event_type, sub_event_type).startswith(_VIOLENT):
        found.append(f"dateline:fatalities={_deaths(incident)}")
    return found


def source_scale(told: ToldIncident, country: str | None) -> str | None:
    """Whether its outlets are of the country; None where one of them is not known.

    Agencies of the world are international wherever they sit. Of outlets of the country the outlet
    file does not say whether they are national or local: all are called national.
    """
    sources = [one.article.source for one in by_day(told) if one.article.copy_of is None]
    scales = {_scale(one, country) for one in sources}
    if None in scales or not scales:
        return None
    return "-".join(one for one in (_NATIONAL, _INTERNATIONAL) if one in scales)


def _scale(source: Source | None, country: str | None) -> str | None:
    if source is None or (source.country is None and source.kind != _WIRE):
        return None
    at_home = source.country == country and source.kind != _WIRE
    return _NATIONAL if at_home else _INTERNATIONAL


# -- parts of the notes --------------------------------------------------------------------


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    if place.precision == "country":
        return f" in {country_name(place.country)}"
    parts = dict.fromkeys((place.name, place.admin1, country_name(place.country)))
    where = {"near": "near", "exact": "at"}.get(place.precision, "in")
    return f" {where} {', '.join(one for one in parts if one)}"


def _when(when: EventDate | None) -> str:
    if when is None:
        return ""
    if when.start == when.end:
        return f" on {when.start.isoformat()}"
    between = " and " if len(days_named(when)) == 2 else " to "
    within = "on" if days_named(when) else "within"
    return f", {within} {when.start.isoformat()}{between}{when.end.isoformat()}"


def _parties(incident: Incident) -> str:
    told = (incident.actors.leading or (), incident.targets.leading or ())
    named = " / ".join(value_words.people(one) for one in told if one)
    return f" ({named})" if named else ""


# -- parts of the tags ---------------------------------------------------------------------


def _demonstrates(event_type: str, sub_event_type: str) -> bool:
    return event_type == "Protests" or sub_event_type == "Violent demonstration"


def _crowd(incident: Incident) -> str:
    counts = incident.counts.leading
    crowd = counts.participants if counts is not None else None
    if crowd is None:
        return "no report"
    if crowd in _SIZES:
        return _SIZES[crowd]
    if crowd.high is None:
        return f"at least {crowd.low}"
    if crowd.low == crowd.high:
        return str(crowd.low)
    return f"up to {crowd.high}" if crowd.low == 0 else f"between {crowd.low} and {crowd.high}"


def _flags(told: ToldIncident) -> list[str]:
    incident, best = told.incident, main_told(told).report
    when, place = incident.date.leading, incident.place.leading
    fields = [one for one in disputed(incident) if one != _CODES]
    flags = ["alleged"] if standing(incident) == "alleged" else []
    flags += ["actor alleged"] if any(one.alleged for one in best.actors) else []
    flags += [f"disputed={','.join(fields)}"] if fields else []
    if when is not None and not days_named(when):
        flags.append(f"date={when.start.isoformat()}/{when.end.isoformat()}")
    if place is not None and place.precision == "country":
        flags.append("place=country")
    if all(_FROM_DATELINE in one.report.flags for one in told.told):
        flags.append("place=dateline")
    flags.append(f"sources={incident.independent_sources}")
    if incident.partisan_sources:
        flags.append(f"partisan sources={incident.partisan_sources}")
    return flags


def _deaths(incident: Incident) -> str:
    """``9``, ``9-12``, ``9+`` over all reports; ``not told``."""
    if incident.killed_low is None:
        return "not told"
    return value_words.killed(incident.killed_low, incident.killed_high).replace("–", "-")
