"""Towns that a text puts on the wrong side of their country, or in the wrong division of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..records.coded import Coded
from ..records.entity import Place
from .gazetteer import Gazetteer, GazetteerEntry, distance_km
from .gazetteer_build import fold
from .place_phrases import PlaceMention
from .place_sides import OPPOSITE, Side, away, opposite
from .place_stated import Stated, StatedReader, load_compass, sides_of

_TOWN = 20_000
_SURE_TOWN = 50_000
_CITY = 100_000
_COMMON_NAME = 8
"""A name of more places than that may be a hamlet's as well, unless a city has it."""
_HAMLETS = 50
"""A place of so many times fewer people is not what a bare name means."""
_FAR_KM = 100.0


@dataclass(frozen=True, slots=True)
class Misplaced:
    """``town`` lies in ``country``, but not where the text puts it by ``words`` (start, end)."""

    town: PlaceMention
    country: str
    explanation: str
    words: tuple[int, int]


def find_misplaced(
    gazetteer: Gazetteer,
    mentions: Sequence[PlaceMention],
    coded: Sequence[Coded[Place]],
    text: str,
) -> Iterator[Misplaced]:
    """Towns in "northern Y", "Y's north" or "Y province" that lie clearly elsewhere in Y's land."""
    if not text:
        return
    words = load_compass()
    reader = StatedReader(text, mentions, gazetteer.names.words["admin"], words)
    for mention, code in zip(mentions, coded, strict=True):
        town = code.value
        if town is None or town.country is None or not _is_sure(gazetteer, mention, town):
            continue
        for stated in reader.read(mention):
            sentence = _wrong_division(gazetteer, stated, town, words["once_wider"])
            if sentence is None and stated.compass:
                sentence = _wrong_side(gazetteer, stated, town, sides_of(stated.compass, words))
            if sentence is not None:
                yield Misplaced(mention, town.country, sentence, (stated.start, stated.end))
                break


def _is_sure(gazetteer: Gazetteer, mention: PlaceMention, town: Place) -> bool:
    """Whether a name is that of one town, too large to be taken for a hamlet's."""
    if town.precision != "exact" or mention.modifier in ("near", "outskirts"):
        return False
    if town.country is None or town.lat is None or not (town.feature or "").startswith("PPL"):
        return False
    entries = gazetteer.lookup(mention.text)
    if not any(e.country == town.country and e.is_town for e in entries):
        return False  # found by a near spelling
    size = town.population or 0
    return size >= (_CITY if len(entries) > _COMMON_NAME else _TOWN)


def _namesakes(
    gazetteer: Gazetteer, mention: PlaceMention, town: Place, *, hamlets: bool = False
) -> list[GazetteerEntry]:
    """The towns of that name in the town's country, itself among them."""
    entries = gazetteer.lookup(mention.text)
    least = 0 if hamlets else (town.population or 0) / _HAMLETS
    return [e for e in entries if e.country == town.country and e.is_town and e.population >= least]


def _is_town_too(gazetteer: Gazetteer, name: str, town: Place) -> bool:
    """Whether a division's name is that of a large town of the country."""
    return any(
        e.is_town and e.country == town.country and e.population >= _SURE_TOWN
        for e in gazetteer.lookup(name)
    )


def _wrong_division(
    gazetteer: Gazetteer, stated: Stated, town: Place, once_wider: frozenset[str]
) -> str | None:
    """What speaks against a town's lying in the division that the text names, far from it."""
    if not stated.holder or (town.population or 0) < _SURE_TOWN or town.admin1 is None:
        return None
    holders = [h for h in gazetteer.holders(stated.holder) if not h.is_second_level]
    division = next((h for h in holders if h.country == town.country), None)
    if division is None or any(h.feature != "ADM1" for h in holders):
        return None
    if division.admin1 in (None, town.admin1):
        return None
    if f"{division.country} {fold(division.name)}" in once_wider:
        return None
    if not stated.divided and not stated.compass and _is_town_too(gazetteer, stated.holder, town):
        return None  # "Mosul, Basra": two towns
    alike = _namesakes(gazetteer, stated.town, town, hamlets=True)
    if len(alike) != 1 or alike[0].admin1 != town.admin1:
        return None  # where there are two, there may be a third
    if any(e.admin1 == division.admin1 for e in gazetteer.lookup(stated.town.text)):
        return None
    points = gazetteer.town_points(division.country or "", division.admin1)
    if not points or min(_km(alike[0], point) for point in points) < _FAR_KM:
        return None
    return (
        f"The text puts {stated.town.text} in {division.name}, "
        f"but the gazetteer has it in {town.admin1}."
    )


def _wrong_side(
    gazetteer: Gazetteer, stated: Stated, town: Place, sides: Sequence[Side]
) -> str | None:
    """What speaks against a town's lying on a side of the land that the text names."""
    if not sides or town.country is None:
        return None
    land = _land(gazetteer, stated, town)
    if land is None:
        return None
    admin1, name = land
    if stated.loose and admin1 is not None and _lies_so(gazetteer, town, sides):
        return None  # "northern Kunduz province": the province lies in the north
    found: Side | None = None
    for entry in _namesakes(gazetteer, stated.town, town):
        if admin1 is not None and entry.admin1 != admin1:
            continue
        point = (entry.lat, entry.lon)
        found = opposite(gazetteer, point, sides, iso3=town.country, admin1=admin1)
        if found is None:
            return None
    if found is None or (
        not stated.holder and stated.loose and not _sure_of(gazetteer, town, found)
    ):
        return None
    where = f"{stated.compass.lower()} {name}"
    return f"The text puts {stated.town.text} in {where}, but it lies in the {found} of {name}."


def _land(gazetteer: Gazetteer, stated: Stated, town: Place) -> tuple[str | None, str] | None:
    """The division (None for the whole country) that is meant, and its name."""
    country = gazetteer.country_name(town.country or "")
    whole = f"{_plain(stated.compass)} {stated.holder}"
    if stated.holder and (gazetteer.knows(whole) or gazetteer.demonym(whole)):
        return None  # "South African", and "southern Sudan" before it was South Sudan
    if not stated.holder or gazetteer.demonym(stated.holder) == town.country:
        return None, country
    for holder in gazetteer.holders(stated.holder):
        if holder.country != town.country:
            continue
        if holder.is_country:
            return None, country
        if holder.feature == "ADM1" and holder.admin1 is not None and holder.admin1 == town.admin1:
            return holder.admin1, holder.name
        return None
    return None


def _plain(compass: str) -> str:
    return compass.lower().removesuffix("most").removesuffix("ern")


def _lies_so(gazetteer: Gazetteer, town: Place, sides: Sequence[Side]) -> bool:
    """Whether the town's division lies on these sides of its country, by its towns' middle."""
    points = sorted(gazetteer.town_points(town.country or "", town.admin1))
    if not points:
        return True
    middle = points[len(points) // 2][0], sorted(lon for _, lon in points)[len(points) // 2]
    for side in sides:
        place = away(gazetteer, middle, side, iso3=town.country or "", admin1=None)
        if place is None or place.span < 0.5:
            return True
    return False


def _sure_of(gazetteer: Gazetteer, town: Place, found: Side) -> bool:
    """Whether "the northern city of X", which may be north in less than its country, is wrong.

    So it is for a large town that lies on the rim, in its division too where that says enough.
    """
    if (town.population or 0) < _CITY or town.lat is None or town.lon is None:
        return False
    point, side = (town.lat, town.lon), OPPOSITE[found]
    whole = away(gazetteer, point, side, iso3=town.country or "", admin1=None)
    part = away(gazetteer, point, side, iso3=town.country or "", admin1=town.admin1)
    return whole is not None and whole.span >= 0.8 and (part is None or part.span >= 0.5)


def _km(entry: GazetteerEntry, point: tuple[float, float]) -> float:
    lat, lon = point
    return distance_km(entry, replace(entry, lat=lat, lon=lon))
