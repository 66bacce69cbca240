"""The countries' shown names and outlines, for a map: read alone, without opening all names."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError
from .gazetteer_build import COMMAND, PATH, unpacked
from .place_names import load_place_names

_COUNTRIES = "SELECT iso3, name, outline FROM country ORDER BY iso3"


@dataclass(frozen=True, slots=True)
class Land:
    """One country: its ISO-3 code, the name to show, rings of longitude and latitude."""

    iso3: str
    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]


def read_lands(path: Path | None = None, *, language: str = "en") -> tuple[Land, ...]:
    """Every country that has an outline, by code, from the package's own gazetteer by default.

    Raises `DataError` where the file is missing or damaged.
    """
    path = path or PATH
    if not path.is_file():
        raise DataError(f"the gazetteer is missing ({path}); build it with: {COMMAND}")
    shown = load_place_names(language).shown
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            rows = connection.execute(_COUNTRIES).fetchall()
    except sqlite3.DatabaseError as exc:
        raise DataError(
            f"the gazetteer {path} cannot be read ({exc}); build it with: {COMMAND}"
        ) from exc
    return tuple(
        Land(iso3, shown.get(iso3, name), tuple(tuple(ring) for ring in unpacked(outline)))
        for iso3, name, outline in rows
        if outline
    )
