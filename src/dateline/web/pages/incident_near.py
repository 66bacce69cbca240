"""Other incidents that may be the same one: what they have in common with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, radians

from ...export.changes_text import incident_line
from ...merge.features import kilometres
from ...records.entity import Actor, Place
from ...records.incident import Incident
from ...store.contract import Store
from ...store.filters import Box, Filter

_DAYS = timedelta(days=3)
_KILOMETRES = 60.0
_KM_A_DEGREE = 111.3
_LOOKED_AT, _SHOWN = 200, 8
_LEAST = 3.0
_CLOSE_KM = 15.0
_POLE = 85.0


@dataclass(frozen=True, slots=True)
class Near:
    """An incident that may be the same, what speaks for it, and a report of it to judge by."""

    incident: Incident
    words: str
    why: tuple[str, ...]
    weight: float
    verdict: str | None = None


def near(store: Store, incident: Incident) -> tuple[Near, ...]:
    """The likeliest others first; those with nothing but the day in common are left out."""
    where = _where(incident)
    if where is None:
        return ()
    found = store.incidents(where, limit=_LOOKED_AT).items
    judged = {one.pair: one.verdict for one in store.judgements()}
    weighed = (_weighed(incident, other, judged) for other in found if other.id != incident.id)
    likely = [one for one in weighed if one.weight >= _LEAST]
    return tuple(sorted(likely, key=_order)[:_SHOWN])


def _order(one: Near) -> tuple[bool, float, str]:
    """The likeliest first; what was judged to be another event comes last."""
    return one.verdict == "different", -one.weight, one.incident.id


def _where(incident: Incident) -> Filter | None:
    """Around its place and days; without a place the same kind of event on those days."""
    first, last = _days(incident)
    place, kind = incident.place.leading, incident.event_type.leading
    if first is None or last is None:
        return None
    since, until = _moved(first, -_DAYS), _moved(last, _DAYS)
    box = _around(place)
    if box is not None:
        return Filter(bbox=box, since=since, until=until)
    if kind is None:
        return None
    return Filter(types=(kind,), since=since, until=until)


def _days(incident: Incident) -> tuple[date | None, date | None]:
    when = incident.date.leading
    if when is not None:
        return when.start, when.end
    return incident.first_published, incident.last_published


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:  # the calendar's first or last days
        return day


def _around(place: Place | None) -> Box | None:
    if place is None or place.lat is None or place.lon is None or abs(place.lat) > _POLE:
        return None
    high = _KILOMETRES / _KM_A_DEGREE
    wide = high / cos(radians(place.lat))
    west, east = place.lon - wide, place.lon + wide
    return Box(place.lat - high, _turned(west), place.lat + high, _turned(east))


def _turned(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0


def _weighed(one: Incident, other: Incident, judged: Mapping[tuple[str, str], str]) -> Near:
    reasons = list(_reasons(one, other))
    pair = min(one.reports[0], other.reports[0]), max(one.reports[0], other.reports[0])
    words = tuple(text for text, _ in reasons)
    weight = sum(weight for _, weight in reasons)
    return Near(other, incident_line(other), words, weight, judged.get(pair))


def _reasons(one: Incident, other: Incident) -> Iterator[tuple[str, float]]:
    """What two incidents have in common, and how much it says."""
    if one.event_type.leading and one.event_type.leading == other.event_type.leading:
        yield "same event type", 1.5
    elif (kind := _acled(one)) and kind == _acled(other):
        yield "same ACLED type", 0.5
    here, there = one.place.leading, other.place.leading
    if here is not None and there is not None:
        km = kilometres(here, there)
        if here.name == there.name:
            yield "same place", 2.0
        elif km is not None:
            yield f"{km:,.0f} km away", 1.0 if km <= _CLOSE_KM else 0.3
    yield from _when(one, other)
    for label, side in (("actor", "actors"), ("target", "targets")):
        shared = _names(getattr(one, side).leading) & _names(getattr(other, side).leading)
        if shared:
            yield f"same {label}: {min(shared)}", 1.0
    if one.killed_low is not None and one.killed_low == other.killed_low and one.killed_low > 0:
        yield f"{one.killed_low} killed in both", 1.0


def _when(one: Incident, other: Incident) -> Iterator[tuple[str, float]]:
    first, second = one.date.leading, other.date.leading
    if first is None or second is None:
        return
    gap = max((first.start - second.end).days, (second.start - first.end).days, 0)
    if gap == 0:
        yield "same day" if first.start == second.start else "days that meet", 1.0
    else:
        yield f"{gap} day{'' if gap == 1 else 's'} apart", 0.5 if gap == 1 else 0.2


def _acled(incident: Incident) -> str | None:
    codes = incident.codes.leading
    return None if codes is None else codes.acled_event_type


def _names(actors: tuple[Actor, ...] | None) -> frozenset[str]:
    return frozenset(actor.name for actor in actors or () if actor.id or actor.sectors)
