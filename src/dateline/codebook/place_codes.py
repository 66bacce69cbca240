"""A place in others' codes: ISO 3166-1 alpha-2, FIPS 10-4, ACLED's and UCDP's precision."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from ..errors import CodebookError
from ..records.entity import Place

FILE = "countries.txt"

_ACLED = {"exact": 1, "near": 2, "admin2": 2, "admin1": 3, "country": 3}
_UCDP = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6}
_UNITS = frozenset({"ADM1", "ADM2"})
_SMALL_UNIT = "ADMD"
"""GeoNames' code of a unit whose level it does not give: a commune or district, as a rule."""
_WATERS = frozenset({"OCN", "SEA", "GULF", "STRT", "CHN", "BAY"})
_CONTINENT = "CONT"
_COLUMNS = 3


def country_iso2(place: Place) -> str | None:
    """ISO 3166-1 alpha-2 of its country; None for a state that is no more."""
    found = _of_country(place)
    return found[0] if found else None


def is_country_code(word: str) -> bool:
    """Whether a word is the ISO 3166-1 alpha-3 code of a country of today."""
    return word in _countries()


def country_fips(place: Place) -> str | None:
    """FIPS 10-4 of its country, as GDELT writes countries; None for a state that is no more."""
    found = _of_country(place)
    return found[1] if found else None


def acled_geo_precision(place: Place) -> int | None:
    """ACLED's ``geo_precision``, 1 to 3; None where no point is known to within a region."""
    if place.feature == _CONTINENT or _has_no_point(place):
        return None
    return 2 if place.feature == _SMALL_UNIT else _ACLED[place.precision]


def ucdp_where_prec(place: Place) -> int | None:
    """UCDP GED's ``where_prec``, 1 to 7; None where no point is known to within a country."""
    if place.feature == _CONTINENT or _has_no_point(place):
        return None
    if place.feature == _SMALL_UNIT:
        return 3
    if place.precision == "near" and not place.feature:
        # at the point of a unit around it, or half-way between two places
        return 3 if place.admin2 else 4 if place.admin1 else 5
    if place.precision == "admin1" and place.feature not in _UNITS:
        return 7 if place.feature in _WATERS and place.country is None else 5
    return _UCDP[place.precision]


def _has_no_point(place: Place) -> bool:
    """Whether it is a place known by its name alone: "exact", but nobody knows where."""
    return place.lat is None and place.precision in ("exact", "near")


def _of_country(place: Place) -> tuple[str, str | None] | None:
    if place.country is None:
        return None
    codes = _countries()
    return codes.get(f"{place.country}/{place.admin1}") or codes.get(place.country)


@cache
def _countries() -> Mapping[str, tuple[str, str | None]]:
    """Alpha-3, or alpha-3/unit, to alpha-2 and FIPS. Raises `CodebookError` for another line."""
    text = resources.files("dateline.codebook").joinpath("data", FILE).read_text("utf-8")
    found: dict[str, tuple[str, str | None]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("|")]
        if len(fields) != _COLUMNS:
            raise CodebookError(f"{FILE}:{number}: not ALPHA-3 | ALPHA-2 | FIPS")
        found[fields[0]] = fields[1], None if fields[2] == "-" else fields[2]
    return found
