"""From the weighed places of a name to the place given: how sure, how precise, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import asin, atan2, cos, degrees, radians, sin

from ..records.entity import Place, PlacePrecision
from .gazetteer import Gazetteer
from .gazetteer_entry import SPOTS, GazetteerEntry, distance_km, kilometres
from .place_features import Table
from .place_phrases import Offset, PlaceMention
from .place_weights import PlaceWeights

_ONE_PLACE_KM = 50.0
_FARTHEST_APART_KM = 400.0
_TOLD = 0.05
"""Features that add or take less than this are not told as reasons."""


def place_of(entry: GazetteerEntry, mention: PlaceMention) -> Place:
    """The gazetteer's entry as the record's place, as precise as the words about it allow."""
    lat, lon = entry.lat, entry.lon
    if mention.offset is not None and not entry.is_country:
        lat, lon = moved((lat, lon), mention.offset)
    return Place(
        name=entry.name,
        country=entry.country,
        admin1=entry.admin1,
        admin2=entry.admin2,
        lat=lat,
        lon=lon,
        geonames_id=entry.geonames_id,
        feature=entry.feature,
        precision=_precision(entry, mention),
        population=entry.population,
    )


def moved(point: tuple[float, float], offset: Offset) -> tuple[float, float]:
    """The point so many km away at a bearing, on a sphere."""
    lat, lon, bearing = map(radians, (*point, offset.bearing))
    arc = offset.km / 6371.0
    to = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(bearing))
    turn = atan2(sin(bearing) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(to))
    return round(degrees(to), 5), round((degrees(lon + turn) + 540.0) % 360.0 - 180.0, 5)


def halfway(a: Place, b: Place) -> Place | None:
    """The middle between two places not too far apart; None where that says little."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    if kilometres((a.lat, a.lon), (b.lat, b.lon)) > _FARTHEST_APART_KM or abs(a.lon - b.lon) > 180:
        return None
    return Place(
        name=f"between {a.name} and {b.name}",
        country=a.country if a.country == b.country else None,
        admin1=a.admin1 if a.admin1 == b.admin1 else None,
        lat=round((a.lat + b.lat) / 2, 5),
        lon=round((a.lon + b.lon) / 2, 5),
        feature="",
        precision="near",
    )


def unlisted(holder: GazetteerEntry, mention: PlaceMention) -> Place:
    """A place the gazetteer has not, at the point of what holds it.

    ``near`` where that is a unit or town; a country's middle is near nothing.
    """
    around = place_of(holder, mention)
    precision: PlacePrecision = "country" if holder.is_country else "near"
    return replace(
        around, name=mention.text, geonames_id=None, feature="", precision=precision, population=0
    )


def about_one_place(entries: Sequence[GazetteerEntry], chances: Sequence[float]) -> float:
    """How likely it is the first place, or one that is about the same: a town and its district."""
    best = entries[0]
    return sum(c for e, c in zip(entries, chances, strict=True) if not _apart(best, e))


def unit_around(
    gazetteer: Gazetteer,
    entries: Sequence[GazetteerEntry],
    chances: Sequence[float],
    sure: float,
) -> GazetteerEntry | None:
    """The first-level unit, else the country, that holds the place with a chance of ``sure``."""
    units: defaultdict[tuple[str, str | None], float] = defaultdict(float)
    for entry, chance in zip(entries, chances, strict=True):
        if entry.country is not None:
            units[entry.country, None] += chance
            if entry.admin1 is not None:
                units[entry.country, entry.admin1] += chance
    likely = [unit for unit, chance in units.items() if chance >= sure]
    inner = next((unit for unit in likely if unit[1] is not None), None)
    if inner is not None:
        found = [e for e in gazetteer.lookup(inner[1] or "") if e.feature == "ADM1"]
        return next((e for e in found if (e.country, e.admin1) == inner), None)
    return gazetteer.country_entry(likely[0][0]) if likely else None


def reasons(features: Table, weights: PlaceWeights, words: Mapping[str, str]) -> str:
    """The features that tell, the weightiest first, in plain words."""
    told = []
    for value, weight, says in zip(features, weights.values, weights.says, strict=True):
        if says and value > 0.0 and abs(value * weight) >= _TOLD:
            told.append((-abs(value * weight), says.format(**words)))
    return "; ".join(dict.fromkeys(words for _, words in sorted(told)))


def _apart(a: GazetteerEntry, b: GazetteerEntry) -> bool:
    """Whether two places are really two, not a town and the unit around it."""
    if a is b:
        return False
    if a.country != b.country or a.is_country or b.is_country:
        return True
    nested = a.admin1 == b.admin1 and a.is_town != b.is_town
    return not nested and distance_km(a, b) > _ONE_PLACE_KM


def _precision(entry: GazetteerEntry, mention: PlaceMention) -> PlacePrecision:
    if entry.is_country:
        return "admin1" if mention.modifier == "part" else "country"
    if entry.feature == "ADM2":
        return "admin2"
    if not entry.is_town and entry.feature not in SPOTS:
        return "admin1"
    return "near" if mention.modifier in ("near", "outskirts") or mention.offset else "exact"
