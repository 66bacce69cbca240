"""The hand-written tables that go into the file: ``admin1.txt`` and ``countries.txt``."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .layout import DATA

Point = tuple[float, float]
"""Latitude and longitude in degrees."""
Ring = NDArray[np.float64]
"""A closed line of (n, 2) longitudes and latitudes in degrees."""


class Division(NamedTuple):
    """A first-level division in ``admin1.txt``: its name and aliases, its middle if given."""

    names: tuple[str, ...]
    centre: Point | None


def read_admin1(text: str) -> dict[str, dict[str, Division]]:
    """``admin1.txt`` as country -> code -> division."""
    table: dict[str, dict[str, Division]] = defaultdict(dict)
    country = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            country = line.strip("[]")
        elif line:
            for item in filter(None, map(str.strip, line.split(";"))):
                code, _, names = item.partition(" ")
                if not names or code in table[country]:
                    raise ValueError(f"admin1.txt:{number}: {item!r}")
                names, _, where = names.partition("@")
                lat, lon = map(float, where.split()) if where else (0.0, 0.0)
                table[country][code] = Division(
                    tuple(name.strip() for name in names.split("=")), (lat, lon) if where else None
                )
    return dict(table)


def read_centres(text: str) -> dict[str, Point]:
    """``countries.txt`` as country -> latitude, longitude."""
    rows = (line.partition("#")[0].split() for line in text.splitlines())
    return {row[0]: (float(row[1]), float(row[2])) for row in rows if row}


def tables_digest() -> str:
    """A hash of the hand-written tables that go into the file."""
    digest = hashlib.sha256()
    for name in ("admin1.txt", "countries.txt"):
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()[:16]
