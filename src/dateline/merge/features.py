"""How two reports compare: one small function a feature, and one table of them all.

A feature is a number, 0 where nothing can be compared; what speaks against one event ("far",
"days apart") is a feature of its own, so that silence is never taken for disagreement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import asin, cos, exp, log, log1p, radians, sin, sqrt

from ..records.entity import EventDate, Place
from . import openings
from .tellings import Party, Telling
from .words import cosine, shared

Feature = Callable[[Telling, Telling], float]

_RADIUS = {"exact": 5.0, "near": 20.0, "admin2": 50.0, "admin1": 150.0, "country": 600.0}
"""Kilometres within which a place of each precision may lie."""
_COARSE = 50.0
_FAR, _NEAR, _TOWN = 20.0, 15.0, 8.0
_MOST = 3.0


# -- what ----------------------------------------------------------------------------------


def same_type(a: Telling, b: Telling) -> float:
    """The same event type."""
    return float(a.event_type == b.event_type)


def same_family(a: Telling, b: Telling) -> float:
    """Another type of the same family."""
    return float(a.event_type != b.event_type and a.family == b.family)


def same_trigger(a: Telling, b: Telling) -> float:
    """The same word tells it."""
    return float(a.trigger == b.trigger)


# -- where ---------------------------------------------------------------------------------


def near(a: Telling, b: Telling) -> float:
    """Two places known to some 50 km: nearer 1 the nearer they are."""
    km = _fine(a.place, b.place)
    return 0.0 if km is None else exp(-km / _NEAR)


def far(a: Telling, b: Telling) -> float:
    """How far apart two places are beyond what their precisions allow."""
    if a.place is None or b.place is None:
        return 0.0
    km = kilometres(a.place, b.place)
    if km is None:
        return 0.0
    slack = _RADIUS[a.place.precision] + _RADIUS[b.place.precision]
    return min(_MOST, log1p(max(0.0, km - slack) / _FAR))


def same_place_name(a: Telling, b: Telling) -> float:
    """The same place by name, countries left out."""
    if a.place is None or b.place is None or a.place.precision == "country":
        return 0.0
    same = (a.place.name, a.place.country) == (b.place.name, b.place.country)
    return float(same)


def within(a: Telling, b: Telling) -> float:
    """One of the two is a region, and the other lies in it."""
    one, other = a.place, b.place
    if one is None or other is None or _fine(one, other) is not None:
        return 0.0
    if one.country is None or one.country != other.country:
        return 0.0
    return float("country" in (one.precision, other.precision) or one.admin1 == other.admin1)


def other_country(a: Telling, b: Telling) -> float:
    """The places lie in two countries."""
    if a.place is None or b.place is None or None in (a.place.country, b.place.country):
        return 0.0
    return float(a.place.country != b.place.country)


def place_unknown(a: Telling, b: Telling) -> float:
    """One of the two has no place."""
    return float(a.place is None or b.place is None)


def towns_shared(a: Telling, b: Telling) -> float:
    """The articles name towns close to each other."""
    found = [kilometres(p, q) for p in a.setting.towns for q in b.setting.towns]
    return exp(-min(km for km in found if km is not None) / _TOWN) if found else 0.0


def first_town_far(a: Telling, b: Telling) -> float:
    """The first towns that the articles name lie apart."""
    if not a.setting.towns or not b.setting.towns:
        return 0.0
    km = kilometres(a.setting.towns[0], b.setting.towns[0]) or 0.0
    return min(_MOST, log1p(max(0.0, km - _FAR) / _FAR))


def place_not_named(a: Telling, b: Telling) -> float:
    """How far the act of one is from every town that the other's article names."""
    return _missing(a, b) + _missing(b, a)


# -- when ----------------------------------------------------------------------------------


def same_days(a: Telling, b: Telling) -> float:
    """Dates that overlap, both known to some days."""
    if a.when is None or b.when is None or max(_length(a.when), _length(b.when)) > 8:
        return 0.0
    return float(_gap(a.when, b.when) == 0)


def days_apart(a: Telling, b: Telling) -> float:
    """The days between two dates that do not overlap."""
    if a.when is None or b.when is None:
        return 0.0
    return log1p(_gap(a.when, b.when))


def date_unknown(a: Telling, b: Telling) -> float:
    """One of the two has no date."""
    return float(a.when is None or b.when is None)


def days_shared(a: Telling, b: Telling) -> float:
    """The articles name a day in common."""
    return float(any(_gap(p, q) == 0 for p in a.setting.days for q in b.setting.days))


def no_day_shared(a: Telling, b: Telling) -> float:
    """Both name days, and none in common."""
    return float(bool(a.setting.days and b.setting.days)) - days_shared(a, b)


def published_apart(a: Telling, b: Telling) -> float:
    """Days between the publications; as if two, where one of them is not known."""
    first, second = a.setting.published, b.setting.published
    return log1p(2 if first is None or second is None else abs((first - second).days))


# -- who -----------------------------------------------------------------------------------


def same_actor(a: Telling, b: Telling) -> float:
    """A known actor in common."""
    return float(bool(a.actors.ids & b.actors.ids))


def actor_words(a: Telling, b: Telling) -> float:
    """Rare words in common among the names of actors."""
    return shared(a.actors.words, b.actors.words)


def other_actor(a: Telling, b: Telling) -> float:
    """Actors of sectors that do not agree."""
    return _clash(a.actors, b.actors)


def target_words(a: Telling, b: Telling) -> float:
    """Rare words in common among the names of targets."""
    return shared(a.targets.words, b.targets.words)


def other_target(a: Telling, b: Telling) -> float:
    """Targets of sectors that do not agree."""
    return _clash(a.targets, b.targets)


# -- how many ------------------------------------------------------------------------------


def killed_alike(a: Telling, b: Telling) -> float:
    """Numbers of the killed that agree, or nearly so: tolls rise."""
    ratio = _ratio(a, b, "killed")
    return 0.0 if ratio is None else exp(-2.0 * ratio)


def killed_apart(a: Telling, b: Telling) -> float:
    """Numbers of the killed of another order."""
    return min(2.0, _ratio(a, b, "killed") or 0.0)


def others_alike(a: Telling, b: Telling) -> float:
    """Other numbers that agree: injured, arrested, abducted, taking part."""
    kinds = ("injured", "arrested", "abducted", "participants")
    ratios = [_ratio(a, b, kind) for kind in kinds]
    return max((exp(-2.0 * ratio) for ratio in ratios if ratio is not None), default=0.0)


# -- in which words ------------------------------------------------------------------------


def texts_alike(a: Telling, b: Telling) -> float:
    """Rare words in common of the two articles."""
    return sqrt(cosine(a.setting.text, b.setting.text))


def copies(a: Telling, b: Telling) -> float:
    """Articles so alike that one is copied from the other."""
    return max(0.0, cosine(a.setting.text, b.setting.text) - 0.5)


def leads_alike(a: Telling, b: Telling) -> float:
    """Rare words in common of titles and leads."""
    return sqrt(cosine(a.setting.lead, b.setting.lead))


def sentences_alike(a: Telling, b: Telling) -> float:
    """Rare words in common of the sentences that tell it."""
    return cosine(a.sentence, b.sentence)


def names_shared(a: Telling, b: Telling) -> float:
    """Names in common in titles and leads."""
    return shared(a.setting.names, b.setting.names)


def numbers_shared(a: Telling, b: Telling) -> float:
    """Numbers in figures in common in titles and leads."""
    both = a.setting.numbers | b.setting.numbers
    return len(a.setting.numbers & b.setting.numbers) / len(both) if both else 0.0


def quote_shared(a: Telling, b: Telling) -> float:
    """The same words quoted."""
    return float(bool(a.setting.quotes & b.setting.quotes))


def one_again(a: Telling, b: Telling) -> float:
    """Only one of the articles speaks of an act after another."""
    return float(a.setting.again != b.setting.again)


# -- what title and lead say ---------------------------------------------------------------


def opening_names_shared(a: Telling, b: Telling) -> float:
    """Rare names that both titles or leads have."""
    return openings.names_weight(a.setting.opening, b.setting.opening)


def opening_words_alike(a: Telling, b: Telling) -> float:
    """Words that both titles and leads have."""
    return openings.words_alike(a.setting.opening, b.setting.opening)


def title_name_missing(a: Telling, b: Telling) -> float:
    """Names of one title that the other article has nowhere."""
    return max(openings.title_name_missing(a.setting.opening, b.setting.opening))


def both_titles_missing(a: Telling, b: Telling) -> float:
    """Names of each title that the other article has nowhere."""
    return min(openings.title_name_missing(a.setting.opening, b.setting.opening))


def lead_name_missing(a: Telling, b: Telling) -> float:
    """Names of one lead that the other article has nowhere."""
    return max(openings.lead_name_missing(a.setting.opening, b.setting.opening))


def both_leads_missing(a: Telling, b: Telling) -> float:
    """Names of each lead that the other article has nowhere."""
    return min(openings.lead_name_missing(a.setting.opening, b.setting.opening))


def same_day_meant(a: Telling, b: Telling) -> float:
    """The days of the main acts agree, as far as the articles let know."""
    return float(openings.days_between(a.setting.day, b.setting.day) == 0)


def days_meant_apart(a: Telling, b: Telling) -> float:
    """The days between the main acts."""
    return float(openings.days_between(a.setting.day, b.setting.day) or 0)


def same_town_meant(a: Telling, b: Telling) -> float:
    """The towns of the main acts are near each other, as far as the articles let know."""
    km = _between(a.setting.town, b.setting.town)
    return 0.0 if km is None else exp(-km / _NEAR)


def towns_meant_apart(a: Telling, b: Telling) -> float:
    """How far apart the towns of the main acts are."""
    km = _between(a.setting.town, b.setting.town)
    return 0.0 if km is None else min(_MOST, log1p(max(0.0, km - _TOWN) / _TOWN))


def town_meant_not_named(a: Telling, b: Telling) -> float:
    """The town of one main act is named nowhere in the other article."""
    return float(_unnamed(a, b)) + float(_unnamed(b, a))


FEATURES: Mapping[str, Feature] = {
    one.__name__: one
    for one in (
        same_type, same_family, same_trigger, near, far, same_place_name, within, other_country,
        place_unknown, towns_shared, first_town_far, place_not_named, same_days, days_apart,
        date_unknown, days_shared, no_day_shared, published_apart, same_actor, actor_words,
        other_actor, target_words, other_target, killed_alike, killed_apart, others_alike,
        texts_alike, copies, leads_alike, sentences_alike, names_shared, numbers_shared,
        quote_shared, one_again, opening_names_shared, opening_words_alike, title_name_missing,
        both_titles_missing, lead_name_missing, both_leads_missing, same_day_meant,
        days_meant_apart, same_town_meant, towns_meant_apart, town_meant_not_named,
    )
}  # fmt: skip
"""Every feature by its name, in the order of the weights file."""


# -- inside --------------------------------------------------------------------------------


def _fine(one: Place | None, other: Place | None) -> float | None:
    """Kilometres between two places that are both known closely; None where one is not."""
    if one is None or other is None:
        return None
    if max(_RADIUS[one.precision], _RADIUS[other.precision]) > _COARSE:
        return None
    return kilometres(one, other)


def kilometres(one: Place, other: Place) -> float | None:
    """The great-circle distance of two places; None where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat_a, lon_a, lat_b, lon_b = map(radians, (one.lat, one.lon, other.lat, other.lon))
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(half)))


def _between(one: Place | None, other: Place | None) -> float | None:
    return None if one is None or other is None else kilometres(one, other)


def _unnamed(one: Telling, other: Telling) -> bool:
    town, named = one.setting.town, other.setting.towns
    if town is None or not named:
        return False
    return all((kilometres(town, place) or 0.0) > _FAR for place in named)


def _missing(one: Telling, other: Telling) -> float:
    place, towns = one.place, other.setting.towns
    if place is None or place.precision not in ("exact", "near") or not towns:
        return 0.0
    found = [km for town in towns if (km := kilometres(place, town)) is not None]
    return min(2.0, log1p(max(0.0, min(found) - _FAR) / _FAR)) if found else 0.0


def _length(when: EventDate) -> int:
    return (when.end - when.start).days + 1


def _gap(one: EventDate, other: EventDate) -> int:
    """Days between two intervals; 0 where they overlap."""
    return max(0, (one.start - other.end).days, (other.start - one.end).days)


def _clash(one: Party, other: Party) -> float:
    return float(bool(one.sectors and other.sectors and not one.sectors & other.sectors))


def _ratio(a: Telling, b: Telling, kind: str) -> float | None:
    """How unlike two numbers are, as the logarithm of their ratio; 0 where their ranges meet."""
    first = next(((low, high) for k, low, high in a.counts if k == kind), None)
    second = next(((low, high) for k, low, high in b.counts if k == kind), None)
    if first is None or second is None:
        return None
    if first[0] <= (second[1] or second[0]) and second[0] <= (first[1] or first[0]):
        return 0.0
    return abs(log((first[0] + 1) / (second[0] + 1)))
