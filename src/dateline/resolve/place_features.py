"""What speaks for a place being the one that a name means: numbers, one a feature.

A place's score is the sum of its features times the weights of ``data/place_weights.toml``,
which says what each feature means. Three groups: what the gazetteer alone says (`of_entries`),
what the words around the name and the text as a whole say (`of_text`), and what the text's
other names say once they have been read for the first time (`of_others`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log10

import numpy as np
from numpy.typing import NDArray

from .gazetteer_build import fold
from .gazetteer_entry import SPOTS, WATERS, GazetteerEntry, distance_km, prior

Table = NDArray[np.float64]
"""(places, features)."""

OF_ENTRIES = (
    "people", "unpeopled", "country", "country_people", "capital", "division", "division_people",
    "subdivision", "region", "water", "spot", "further_name", "likeliest", "people_share", "alone",
    "same_letters", "outside_unit_of_name", "inside_unit_of_name",
    "inside_by_further_name",
)  # fmt: skip
OF_TEXT = (
    "near_spelling", "in_container", "in_container_elsewhere", "outside_container",
    "country_share", "country_named", "country_unnamed", "dateline_country", "outlet_country",
    "division_share", "division_named", "subdivision_named", "called_so", "called_otherwise",
    "nationality",
)  # fmt: skip
OF_OTHERS = (
    "within_30_km", "within_100_km", "within_300_km", "distance", "country_of_others",
    "division_of_others", "subdivision_of_others", "next_to_others", "holds_other", "held_here",
    "kind_of_others", "named_otherwise",
)  # fmt: skip
_SAME_POINT_KM = 0.1
_FAR_KM = 3000.0
FEATURES = OF_ENTRIES + OF_TEXT + OF_OTHERS


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What the whole text says of where it is.

    ``countries`` and ``divisions`` count the names that can mean nothing else; ``named`` are
    countries (ISO-3) the text names, ``names`` its place names, folded; ``containers`` maps a
    folded name to what the text once puts it in.
    """

    countries: Mapping[str, float]
    divisions: Mapping[tuple[str, str], float]
    dateline: str | None
    outlet: str | None
    names: frozenset[str]
    named: frozenset[str]
    containers: Mapping[str, tuple[GazetteerEntry, ...]]
    nationalities: Mapping[str, float] = field(default_factory=dict)
    """ISO-3 -> its share of the text's words for peoples."""


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What the words around one name say: the places it is put in, here or elsewhere; its kind."""

    text: str
    kind: str
    stated: tuple[GazetteerEntry, ...]
    elsewhere: tuple[GazetteerEntry, ...]
    held: GazetteerEntry | None = None
    """The place that the text puts inside this one, once that is read."""


def of_entries(entries: Sequence[GazetteerEntry], text: str) -> Table:
    """What the gazetteer says of the places of one name."""
    table = np.zeros((len(entries), len(OF_ENTRIES)))
    if not entries:
        return table
    priors = [prior(entry) for entry in entries]
    everybody = sum(e.population for e in entries if not e.is_country) + 1000.0
    best = max(priors)
    units = [e for e in entries if e.is_country or e.feature == "ADM1"]
    for row, entry, value in zip(table, entries, priors, strict=True):
        people = log10(entry.population + 100.0) - 2.0
        row[:] = (
            people if entry.is_town else 0.0,
            entry.is_town and entry.population == 0,
            entry.is_country,
            people if entry.is_country else 0.0,
            entry.feature == "PPLC",
            entry.feature == "ADM1",
            people if entry.feature == "ADM1" or entry.is_second_level else 0.0,
            entry.is_second_level,
            _is_region(entry),
            entry.feature in WATERS,
            entry.feature in SPOTS,
            entry.match != "name",
            value == best,
            min(1.0, entry.population / everybody),
            len(entries) == 1,
            entry.name == text,
            *_namesake(entry, units),
        )
    return table


def of_text(
    entries: Sequence[GazetteerEntry], near: Sequence[bool], name: NameFacts, text: TextFacts
) -> Table:
    """What the words around a name and the whole text say; ``near`` marks near spellings."""
    table = np.zeros((len(entries), len(OF_TEXT)))
    names = sum(text.countries.values()) + 1.0
    units = sum(text.divisions.values()) + 1.0
    for row, entry, is_near in zip(table, entries, near, strict=True):
        country, unit = entry.country or "", (entry.country or "", entry.admin1 or "")
        row[0] = is_near
        row[1] = any(lies_inside(entry, holder) for holder in name.stated)
        row[2] = not name.stated and any(lies_inside(entry, h) for h in name.elsewhere)
        row[3] = bool(name.stated) and not row[1] and not entry.is_country
        row[4] = text.countries.get(country, 0.0) / names
        row[5] = country in text.named and not entry.is_country
        row[6] = bool(text.named) and country not in text.named and entry.country is not None
        row[7] = bool(country) and country == text.dateline
        row[8] = bool(country) and country == text.outlet
        row[9] = text.divisions.get(unit, 0.0) / units
        row[10] = entry.is_town and bool(entry.admin1) and unit in text.divisions
        row[11] = entry.is_town and bool(entry.admin2) and fold(entry.admin2 or "") in text.names
        row[14] = text.nationalities.get(country, 0.0)
        if name.kind and not entry.is_country:
            fits = entry.is_town if name.kind == "town" else not entry.is_town
            row[12], row[13] = fits, not fits
    return table


@dataclass(frozen=True, slots=True)
class Others:
    """The first readings of the text's other names, with how likely each is."""

    entries: tuple[GazetteerEntry, ...]
    chances: tuple[float, ...]
    neighbours: frozenset[str]
    """ISO-3 of countries beside those the others lie in."""


def of_others(entries: Sequence[GazetteerEntry], name: NameFacts, others: Others) -> Table:
    """What the text's other names say."""
    table = np.zeros((len(entries), len(OF_OTHERS)))
    total = sum(others.chances) + 0.5
    points = [(e, c) for e, c in zip(others.entries, others.chances, strict=True) if _is_point(e)]
    kinds: defaultdict[str, float] = defaultdict(float)
    for other, chance in zip(others.entries, others.chances, strict=True):
        kinds[_kind(other)] += chance
    away = _distances(entries, [e for e, _ in points]) if points and entries else None
    sure = np.array([c for _, c in points])
    for i, (row, entry) in enumerate(zip(table, entries, strict=True)):
        row[10] = kinds[_kind(entry)] / total
        if away is not None and _is_point(entry):
            near = np.where(away[i] < _SAME_POINT_KM, np.inf, away[i])
            row[0] = float(np.max(sure * (near <= 30.0)))
            row[1] = float(np.max(sure * (near <= 100.0)))
            row[2] = float(np.max(sure * (near <= 300.0)))
            row[3] = log10(min(float(near.min()), _FAR_KM) + 10.0) - 1.0
        for other, chance in zip(others.entries, others.chances, strict=True):
            if entry.country is None or other.country != entry.country:
                continue
            if other.geonames_id is not None and other.geonames_id == entry.geonames_id:
                row[11] = max(row[11], chance)
                continue
            row[4] += chance / total
            if other.admin1 and other.admin1 == entry.admin1:
                row[5] += chance / total
                if other.admin2 and other.admin2 == entry.admin2:
                    row[6] += chance / total
                row[8] = max(row[8], chance * (entry.feature == "ADM1" and other.is_town))
        row[7] = bool(entry.country) and entry.country in others.neighbours
        row[9] = name.held is not None and not entry.is_town and lies_inside(name.held, entry)
    return table


def lies_inside(entry: GazetteerEntry, holder: GazetteerEntry) -> bool:
    """Whether a place lies in a country, division or region (by distance, for a region)."""
    if holder.country is not None and entry.country != holder.country:
        return False
    if holder.is_country:
        return True
    if holder.feature == "ADM1":
        return entry.admin1 == holder.admin1 and not entry.is_country
    if holder.is_second_level and holder.admin2 and entry.admin2:
        return entry.admin2 == holder.admin2 and entry.admin1 == holder.admin1
    return distance_km(entry, holder) < (400.0 if holder.country else 1500.0)


def _is_point(entry: GazetteerEntry) -> bool:
    """Whether it is small enough for its distance to tell."""
    return entry.is_town or entry.feature == "ADM2" or entry.feature in SPOTS


def _kind(entry: GazetteerEntry) -> str:
    if entry.is_town or entry.feature in SPOTS:
        return "town"
    if entry.is_second_level:
        return "ADM2"
    return entry.feature if entry.feature in ("PCLI", "ADM1") else "region"


def _namesake(entry: GazetteerEntry, units: Sequence[GazetteerEntry]) -> tuple[bool, bool, bool]:
    """Whether a lesser place lies outside every country and unit of its name, or inside one."""
    if entry in units or not units:
        return False, False, False
    inside = any(lies_inside(entry, unit) for unit in units)
    return not inside, inside, inside and entry.match != "name"


def _is_region(entry: GazetteerEntry) -> bool:
    known = entry.is_country or entry.is_town or entry.feature == "ADM1" or entry.is_second_level
    return not known and entry.feature not in WATERS and entry.feature not in SPOTS


def _distances(a: Sequence[GazetteerEntry], b: Sequence[GazetteerEntry]) -> Table:
    """(a, b): great-circle distances in km."""
    lat_a, lon_a = np.radians([(e.lat, e.lon) for e in a]).T
    lat_b, lon_b = np.radians([(e.lat, e.lon) for e in b]).T
    half = np.sin((lat_b[None] - lat_a[:, None]) / 2) ** 2
    half += (
        np.cos(lat_a)[:, None]
        * np.cos(lat_b)[None]
        * np.sin((lon_b[None] - lon_a[:, None]) / 2) ** 2
    )
    found: Table = 12742.0 * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return found
