"""UCDP-GED-style CSV: which incidents are rows, whose sides are settled, and every column."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dateline.export.told import ToldIncident
from dateline.export.ucdp import COLUMNS, UCDP, priogrid_gid
from dateline.records.article import Source
from dateline.records.claim import Attribution, Speaker
from dateline.records.coded import Coded
from dateline.records.entity import Actor, Place
from dateline.records.event import Codes
from dateline.records.text import Quote

from .told_building import (
    ARMY,
    BASRA,
    FRONT,
    OPTIONS,
    counts,
    days,
    nowhere,
    people,
    said,
    told_incident,
    told_report,
)

GED = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id"
    " conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a"
    " side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office"
    " source_date source_headline source_original where_prec where_coordinates where_description"
    " adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity"
    " date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low"
    " gwnoa gwnob"
).split()
"""The columns of GED 23.1 to 26.1, in their order."""

THEIRS = {name for name in GED if name.endswith(("_dset_id", "_new_id"))}
NINE = counts(killed=9)
MILITIA = Actor("Peace Companies", "SARAYA", "IRQ", ("PRM",), "Political militias")
CLAN = Actor("Bani Malik", "BANI_MALIK", "IRQ", ("SOC",), "Identity militias")
GUNMEN = Actor("gunmen", None, None, ("UAF",), "Political militias")
REBELS = Actor("rebels", None, "IRQ", ("REB",), "Rebel groups")
TURKEY = Actor("Turkish Armed Forces", "TUR_MIL", "TUR", ("MIL",), "External/other forces")
VILLAGERS = Actor("villagers", None, None, ("CVL",), "Civilians")
CROWD = Actor("marchers", None, None, ("CVL",), "Protesters")
RIOTERS = Actor("rioters", None, None, ("CVL",), "Rioters")
ATTACK = Codes("ASSAULT", (), (), -9.0, "180", "Violence against civilians", "Attack", 4)


def written(*told: ToldIncident) -> str:
    return "".join(str(piece) for piece in UCDP.write(told, OPTIONS))


def table(*told: ToldIncident) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(*told), newline="")))


def row(**values: Any) -> dict[str, str]:
    (only,) = table(told_incident(**({"counts": NINE} | values)))
    return only


def test_the_columns_are_geds() -> None:
    assert [column.name for column in COLUMNS] == GED
    assert len(GED) == 49


def test_a_clash() -> None:
    place = Coded(BASRA, evidence=(Quote(50, 55, "Basra"),))
    speaker = Speaker(Quote(0, 1, "x"), "a spokesman; of the army")
    one = row(place=place, attribution=(Attribution(speaker, Quote(0, 1, "x"), "states"),))
    assert one == dict.fromkeys(GED, "") | {
        "id": str(0x0123456789AB),
        "relid": "i0123456789ab",
        "year": "2020",
        "type_of_violence": "1",
        "dyad_name": "Government of Iraq - Front for Change",
        "side_a": "Government of Iraq",
        "side_b": "Front for Change",
        "number_of_sources": "1",
        "source_article": "The Paper,2020-08-23,Clash at Basra",
        "source_office": "The Paper",
        "source_date": "2020-08-23",
        "source_headline": "Clash at Basra",
        "source_original": "a spokesman, of the army",
        "where_prec": "1",
        "where_coordinates": "Basra",
        "where_description": "Basra",
        "adm_1": "Basra Governorate",
        "adm_2": "Basra District",
        "latitude": "30.50852",
        "longitude": "47.7804",
        "geom_wkt": "POINT (47.780400 30.508520)",
        "priogrid_gid": "173976",
        "country": "Iraq",
        "country_id": "645",
        "region": "Middle East",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2020-08-22",
        "date_end": "2020-08-22",
        "deaths_a": "0",
        "deaths_b": "0",
        "deaths_civilians": "0",
        "deaths_unknown": "9",
        "best": "9",
        "high": "9",
        "low": "9",
        "gwnoa": "645",
    }
    assert all(one[name] == "" for name in THEIRS)


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({}, 1),
        ({"counts": ()}, 0),
        ({"counts": counts(injured=9)}, 0),
        ({"counts": counts(killed=0)}, 0),
        ({"counts": counts(killed=(0, 20))}, 1),
        ({"factuality": said("denied")}, 0),
        ({"factuality": said("planned")}, 0),
        ({"place": nowhere()}, 0),
        ({"date": days(None)}, 0),
        ({"date": days("2019-01-01", "2020-08-01")}, 0),
        ({"codes": replace(ATTACK, acled_event_type="Strategic developments")}, 0),
        ({"codes": replace(ATTACK, acled_event_type=None)}, 0),
    ],
)
def test_what_is_a_row(values: dict[str, Any], rows: int) -> None:
    assert len(table(told_incident(**({"counts": NINE} | values)))) == rows


@pytest.mark.parametrize(
    ("actors", "targets", "expected"),
    [
        # type of violence, side a, side b, gwno a, gwno b
        ([ARMY], [FRONT], ("1", "Government of Iraq", "Front for Change", "645", "")),
        ([FRONT], [ARMY], ("1", "Government of Iraq", "Front for Change", "645", "")),
        ([TURKEY], [FRONT], ("1", "Government of Turkey", "Front for Change", "640", "")),
        ([TURKEY], [ARMY], ("1", "Government of Turkey", "Government of Iraq", "640", "645")),
        ([ARMY, FRONT], [], ("1", "Government of Iraq", "Front for Change", "645", "")),
        ([MILITIA], [FRONT], ("2", "Peace Companies", "Front for Change", "", "")),
        ([MILITIA], [CLAN], ("2", "Peace Companies", "Bani Malik", "", "")),
        ([ARMY, MILITIA], [FRONT, VILLAGERS],
         ("1", "Government of Iraq", "Front for Change", "645", "")),
        ([ARMY], [MILITIA], None),  # UCDP asks what it is about
        ([ARMY], [replace(ARMY, id="IRQ_COP", sectors=("COP",))], None),  # one government
        ([GUNMEN], [ARMY], None),
        ([REBELS], [ARMY], None),  # nobody says which
        ([], [ARMY], None),
        ([ARMY], [VILLAGERS], ("3", "Government of Iraq", "Civilians", "645", "")),
        ([ARMY], [], None),
    ],
)  # fmt: skip
def test_dyads_of_battles(
    actors: list[Actor], targets: list[Actor], expected: tuple[str, ...] | None
) -> None:
    found = table(told_incident(actors=people(*actors), targets=people(*targets), counts=NINE))
    names = ("type_of_violence", "side_a", "side_b", "gwnoa", "gwnob")
    assert [tuple(one[name] for name in names) for one in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("actors", "targets", "side"),
    [
        ([FRONT], [VILLAGERS], "Front for Change"),
        ([FRONT], [], "Front for Change"),  # the type says who is harmed
        ([ARMY], [CROWD], "Government of Iraq"),
        ([MILITIA], [VILLAGERS], "Peace Companies"),
        ([GUNMEN], [VILLAGERS], None),
        ([], [VILLAGERS], None),
        ([ARMY], [RIOTERS], None),
    ],
)
def test_one_sided_violence(actors: list[Actor], targets: list[Actor], side: str | None) -> None:
    told = told_incident(
        codes=ATTACK, actors=people(*actors), targets=people(*targets), counts=NINE
    )
    found = table(told)
    assert [(one["type_of_violence"], one["side_a"], one["side_b"]) for one in found] == (
        [("3", side, "Civilians")] if side else []
    )
    if side:
        assert (found[0]["deaths_civilians"], found[0]["deaths_unknown"]) == ("9", "0")


@pytest.mark.parametrize(
    ("reports", "low", "best", "high"),
    [
        ([{"counts": counts(killed=(3, 9))}], 3, 3, 9),
        ([{"counts": counts(killed=(9, None))}], 9, 9, 9),
        ([{"counts": counts(killed=9)}, {"counts": counts(killed=12)}], 9, 9, 12),
        ([{"counts": counts(killed=9)}, *[{"counts": counts(killed=12)}] * 2], 9, 12, 12),
        ([{"counts": counts(killed=(0, 20))}], 0, 0, 20),
        ([{"counts": NINE, "factuality": said("alleged")}], 0, 0, 9),
        ([{"counts": NINE}, {"counts": NINE},
          {"counts": counts(killed=50), "factuality": said("denied")}], 9, 9, 9),
    ],
)  # fmt: skip
def test_estimates(reports: list[dict[str, Any]], low: int, best: int, high: int) -> None:
    told = told_incident(*(told_report(n, **values) for n, values in enumerate(reports)))
    (one,) = table(told)
    assert (one["low"], one["best"], one["high"]) == (str(low), str(best), str(high))
    parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert sum(int(one[name]) for name in parts) == best


@pytest.mark.parametrize(
    ("start", "end", "precision", "clarity"),
    [
        ("2020-08-22", "2020-08-22", "1", "1"),
        ("2020-08-22", "2020-08-23", "2", "1"),
        ("2020-08-17", "2020-08-23", "3", "1"),
        ("2020-08-01", "2020-08-31", "4", "2"),
        ("2020-01-01", "2020-12-31", "5", "2"),
    ],
)
def test_dates(start: str, end: str, precision: str, clarity: str) -> None:
    one = row(date=days(start, end))
    assert (one["date_start"], one["date_end"]) == (start, end)
    assert (one["date_prec"], one["event_clarity"]) == (precision, clarity)


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [
        (-90.0, -180.0, 1),
        (89.9, 179.9, 259200),
        (90.0, 180.0, 259200),
        (-55.75, -69.25, 49182),  # the southernmost land cell that PRIO-GRID has
        (83.25, -68.25, 249344),  # and its northernmost
        (34.531094, 69.162796, 179779),  # Kabul, as GED has it
        (0.1, 0.1, 129961),
        (-0.1, -0.1, 129240),
    ],
)
def test_priogrid(lat: float, lon: float, cell: int) -> None:
    assert priogrid_gid(lat, lon) == cell


def test_places() -> None:
    nowhere_known = row(place=Coded(Place("Nowhere", "PSE")))
    names = ("latitude", "geom_wkt", "priogrid_gid", "where_prec", "country", "country_id")
    assert [nowhere_known[name] for name in names] == ["", "", "", "", "Israel", "666"]
    congo = row(place=Coded(Place("Goma", "COD", "North Kivu", lat=-1.7, lon=29.2)))
    assert [congo[name] for name in ("country", "country_id", "region", "latitude")] == [
        "DR Congo (Zaire)", "490", "Africa", "-1.7",
    ]  # fmt: skip


def test_sources_are_the_articles_that_are_no_copies() -> None:
    first = told_report(1, outlet="Agency", counts=NINE, published=date(2020, 8, 22))
    told = told_incident(
        first,
        told_report(2, outlet="Paper", counts=NINE, copy_of=first.article.hash),
        told_report(3, outlet=Source("Basra Times"), counts=NINE, title="=a; b\nc"),
    )
    (one,) = table(told)
    assert one["number_of_sources"] == "2"
    assert one["source_office"] == "Agency;Basra Times"
    assert one["source_date"] == "2020-08-22;2020-08-23"
    assert one["source_headline"] == "Clash at Basra;=a, b c"


def test_pandas_reads_it() -> None:
    pandas = pytest.importorskip("pandas")
    told = [told_incident(id="i1", counts=NINE), told_incident(id="i2", counts=counts(killed=1))]
    frame = pandas.read_csv(io.StringIO(written(*told)), parse_dates=["date_start", "date_end"])
    assert list(frame.columns) == GED
    assert frame.best.sum() == 10
    assert frame.id.is_unique
    assert (frame.id < 2**53).all()
    assert frame.type_of_violence.tolist() == [1, 1]
