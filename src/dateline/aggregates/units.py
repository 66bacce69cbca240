"""All first-level units of countries, and all countries, as the shipped gazetteer has them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from functools import cache

import polars as pl

from ..errors import DataError
from ..resolve.gazetteer_build.layout import COMMAND, PATH

_UNITS = """
SELECT c.iso3, a.name FROM country c LEFT JOIN admin1 a ON a.country = c.iso2
ORDER BY c.iso3, a.name"""


def countries() -> pl.DataFrame:
    """All countries: a column ``country``, alpha-3."""
    return _known().select("country").unique(maintain_order=True)


def first_level(of: Collection[str]) -> pl.DataFrame:
    """The units of some countries: columns ``country`` and ``admin1``."""
    known = _known().drop_nulls()
    return known.filter(pl.col("country").is_in(sorted(of)))


@cache
def _known() -> pl.DataFrame:
    try:
        with closing(sqlite3.connect(f"{PATH.as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
            rows = opened.execute(_UNITS).fetchall()
    except sqlite3.Error as error:
        raise DataError(f"the gazetteer {PATH} cannot be read ({error}); build it with: "
                        f"{COMMAND}") from error  # fmt: skip
    schema = {"country": pl.String, "admin1": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").unique(maintain_order=True)
