"""A country in the codes of ACLED and UCDP: ISO's number, Gleditsch and Ward's, regions, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..errors import CodebookError

FILE = "country_codes.txt"

_NONE = "-"
_COLUMNS = 7
_UCDP_REGIONS = ((200, "Americas"), (400, "Europe"), (630, "Africa"), (700, "Middle East"))
"""UCDP's regions by Gleditsch and Ward's numbers: the first number that is beyond the region."""
_REST = "Asia"


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """One line of ``country_codes.txt``."""

    iso_numeric: int | None
    gleditsch_ward: int | None
    name: str
    acled_region: str | None
    acled_name: str
    ucdp_name: str

    @property
    def ucdp_region(self) -> str | None:
        """``Africa``, ``Americas``, ``Asia``, ``Europe``, ``Middle East``; None without a number.

        Oceania is Asia with UCDP, and Egypt (651) the Middle East.
        """
        number = self.gleditsch_ward
        if number is None:
            return None
        return next((region for end, region in _UCDP_REGIONS if number < end), _REST)


def country_codes(alpha3: str | None) -> CountryCodes | None:
    """The codes of a country, given as ISO 3166-1 alpha-3; None for what is no country."""
    return _countries().get(alpha3 or "")


def country_name(alpha3: str | None) -> str:
    """Its name in English; the code itself for what is no country, ``""`` for None."""
    found = country_codes(alpha3)
    return found.name if found is not None else alpha3 or ""


@cache
def _countries() -> Mapping[str, CountryCodes]:
    """All lines by alpha-3. Raises `CodebookError` for a line of another form."""
    text = resources.files("dateline.codebook").joinpath("data", FILE).read_text("utf-8")
    found: dict[str, CountryCodes] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("|")]
        if len(fields) != _COLUMNS or fields[0] in found:
            raise CodebookError(f"{FILE}:{number}: not a new country with {_COLUMNS} fields")
        found[fields[0]] = _country(fields, number)
    return found


def _country(fields: list[str], number: int) -> CountryCodes:
    _, iso, gleditsch_ward, name, region, acled, ucdp = fields
    try:
        iso_number, gw_number = _number(iso), _number(gleditsch_ward)
    except ValueError as error:
        raise CodebookError(f"{FILE}:{number}: not a number of a country") from error
    return CountryCodes(
        iso_number,
        gw_number,
        name,
        None if region == _NONE else region,
        name if acled == _NONE else acled,
        name if ucdp == _NONE else ucdp,
    )


def _number(field: str) -> int | None:
    return None if field == _NONE else int(field)
