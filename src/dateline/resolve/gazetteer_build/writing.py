"""Write the file, whole or not at all; tell whether the one that is there is current."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from . import sources
from .content import DISSOLVED, Content, gathered
from .layout import DATA, PATH, SCHEMA, VERSION
from .outlines import joined, packed
from .tables import read_admin1, read_centres, tables_digest

Rows = Iterable[tuple[Any, ...]]


def is_current(path: Path = PATH) -> bool:
    """Whether a file of this version, from the tables as they are now, is at ``path``."""
    try:
        meta = read_meta(path)
    except sqlite3.DatabaseError:
        return False
    return meta.get("version") == VERSION and meta.get("tables") == tables_digest()


def read_meta(path: Path) -> dict[str, str]:
    """What a gazetteer file says of itself. Raises `sqlite3.DatabaseError` if it is none."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return dict(connection.execute("SELECT key, value FROM meta"))
    finally:
        connection.close()


def build(path: Path = PATH) -> Path:
    """Write the gazetteer to ``path``, whole or not at all.

    Raises `RuntimeError` where the packages it is made from are missing or of other versions.
    """
    sources.check_versions()
    content = gathered(
        read_admin1((DATA / "admin1.txt").read_text("utf-8")),
        read_centres((DATA / "countries.txt").read_text("utf-8")),
    )
    meta = {"licence": "GeoNames, CC BY 4.0", "tables": tables_digest(), "version": VERSION}
    return write(path, {**content_tables(content), "country": _countries(), "meta": meta.items()})


def content_tables(content: Content) -> dict[str, Rows]:
    """The tables of places, names and units."""
    return {
        "admin1": ((iso2, code, name) for (iso2, code), name in content.admin1.items()),
        "admin2": content.admin2.items(),
        "place": content.places.values(),
        "name": ((folded, place, kind) for (folded, place), kind in content.names.items()),
        "spelling": content.spellings(),
    }


def write(path: Path, tables: dict[str, Rows]) -> Path:
    """Write tables (name -> rows) as a gazetteer file, atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".gazetteer-", dir=path.parent)
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            _fill(connection, tables)
        finally:
            connection.close()
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def _fill(connection: sqlite3.Connection, tables: dict[str, Rows]) -> None:
    connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
    connection.execute("BEGIN")
    for table, rows in tables.items():
        ordered = sorted(rows)
        if ordered:
            marks = ", ".join("?" * len(ordered[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", ordered)
    connection.execute("COMMIT")
    connection.execute("VACUUM")


def _countries() -> Rows:
    outlines = sources.outlines()
    for iso2, row in sources.countries().items():
        if iso2 not in DISSOLVED:
            rings = outlines.get(sources.drawn_with(iso2), [])
            own = rings if sources.drawn_with(iso2) == iso2 else []
            near = joined(row["neighbours"].split(","))
            yield (
                iso2,
                row["iso3"],
                row["name"],
                row["geonameid"],
                row["fips"],
                near,
                packed(own),
            )
