"""GDELT 2.0 Events: which incidents are rows, every column, and real readers of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook.cameo_codes import goldstein
from dateline.codebook.code_lists import read_sections
from dateline.export.gdelt import COLUMNS, GDELT
from dateline.export.told import ToldIncident
from dateline.records.coded import Coded
from dateline.records.entity import Actor, Place
from dateline.records.event import Codes

from .told_building import (
    ARMY,
    BASRA,
    CLASH,
    FRONT,
    OPTIONS,
    counts,
    days,
    nowhere,
    people,
    said,
    told_incident,
    told_report,
    unresolved,
)

_ACTOR = (
    "Actor{0}Code Actor{0}Name Actor{0}CountryCode Actor{0}KnownGroupCode Actor{0}EthnicCode"
    " Actor{0}Religion1Code Actor{0}Religion2Code Actor{0}Type1Code Actor{0}Type2Code"
    " Actor{0}Type3Code"
)
_GEO = (
    "{0}Geo_Type {0}Geo_FullName {0}Geo_CountryCode {0}Geo_ADM1Code {0}Geo_ADM2Code {0}Geo_Lat"
    " {0}Geo_Long {0}Geo_FeatureID"
)
EVENTS = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate "
    f"{_ACTOR.format(1)} {_ACTOR.format(2)}"
    " IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions"
    f" NumSources NumArticles AvgTone {_GEO.format('Actor1')} {_GEO.format('Actor2')}"
    f" {_GEO.format('Action')} DATEADDED SOURCEURL"
).split()
"""The columns of GDELT 2.0's event table, in their order."""

WHO = Actor("World Health Organization", "WHO", None, ("IGO", "MED"))
CROWD = Actor("hundreds of students", None, "IRQ", ("EDU", "CVL"), "Protesters")
ISRAEL = Actor("Israel", "ISR", "ISR", (), "State forces")
ROMANIA = Actor("Romanian government", "ROU_GOV", "ROU", ("GOV",), "State forces")


def written(*told: ToldIncident) -> str:
    return "".join(str(piece) for piece in GDELT.write(told, OPTIONS))


def table(*told: ToldIncident) -> list[dict[str, str]]:
    lines = csv.reader(io.StringIO(written(*told)), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [dict(zip(EVENTS, cells, strict=True)) for cells in lines]


def row(**values: Any) -> dict[str, str]:
    (only,) = table(told_incident(**values))
    return only


def test_the_columns_are_those_of_gdelt() -> None:
    assert [column.name for column in COLUMNS] == EVENTS
    assert len(EVENTS) == 61


def test_a_clash() -> None:
    assert row() == dict.fromkeys(EVENTS, "") | {
        "GLOBALEVENTID": str(0x0123456789AB),
        "SQLDATE": "20200822",
        "MonthYear": "202008",
        "Year": "2020",
        "FractionDate": "2020.6356",
        "Actor1Code": "IRQMIL",
        "Actor1Name": "IRAQI ARMED FORCES",
        "Actor1CountryCode": "IRQ",
        "Actor1Type1Code": "MIL",
        "Actor2Code": "IRQREB",
        "Actor2Name": "FRONT FOR CHANGE",
        "Actor2CountryCode": "IRQ",
        "Actor2Type1Code": "REB",
        "IsRootEvent": "1",
        "EventCode": "193",
        "EventBaseCode": "193",
        "EventRootCode": "19",
        "QuadClass": "4",
        "GoldsteinScale": "-10.0",
        "NumMentions": "1",
        "NumSources": "1",
        "NumArticles": "1",
        "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Basra, Basra Governorate, Iraq",
        "ActionGeo_CountryCode": "IZ",
        "ActionGeo_Lat": "30.50852",
        "ActionGeo_Long": "47.7804",
        "ActionGeo_FeatureID": "geonames:99532",
        "DATEADDED": "20200825063000",
        "SOURCEURL": "https://example.org/1",
    }


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({}, 1),
        ({"factuality": said("alleged")}, 1),
        *(({"factuality": said(one)}, 0) for one in ("denied", "negated", "planned", "demanded")),
        ({"codes": replace(CLASH, cameo=None)}, 0),
        ({"place": nowhere(), "date": days(None)}, 1),
    ],
)
def test_what_is_a_row(values: dict[str, Any], rows: int) -> None:
    assert len(table(told_incident(**values))) == rows


@pytest.mark.parametrize(
    ("code", "base", "root", "quad"),
    [
        ("010", "010", "01", "1"),
        ("0871", "087", "08", "2"),
        ("1823", "182", "18", "4"),
        ("112", "112", "11", "3"),
    ],
)
def test_codes_keep_their_noughts(code: str, base: str, root: str, quad: str) -> None:
    one = row(codes=Codes(None, (), (), None, code, None, None, None))
    names = ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass")
    assert tuple(one[name] for name in names) == (code, base, root, quad)
    assert float(one["GoldsteinScale"]) == goldstein(code)


@pytest.mark.parametrize(
    ("when", "cells"),
    [
        (days("2020-08-22", "2020-08-23"), ("", "202008", "2020", "")),  # the weekend
        (days("2020-08-01", "2020-08-31", "month"), ("", "202008", "2020", "")),
        (days("2020-08-31", "2020-09-06", "week"), ("", "", "2020", "")),
        (days("2020-01-01", "2020-12-31", "year"), ("", "", "2020", "")),
        (days("2019-12-01", "2020-02-29", "season"), ("", "", "", "")),
        (days(None), ("", "", "", "")),
    ],
)
def test_dates_are_no_finer_than_told(when: Any, cells: tuple[str, ...]) -> None:
    one = row(date=when)
    assert tuple(one[name] for name in EVENTS[1:5]) == cells


@pytest.mark.parametrize(
    ("day", "fraction"),
    [("2017-07-01", "2017.4959"), ("2017-06-24", "2017.4767"), ("2007-07-04", "2007.5041")],
)
def test_the_fraction_is_that_of_gdelts_own_files(day: str, fraction: str) -> None:
    assert row(date=days(day))["FractionDate"] == fraction


@pytest.mark.parametrize(
    ("actors", "targets", "codes"),
    [
        ([ARMY], [], ("IRQMIL", "")),
        ([ARMY, ISRAEL], [], ("IRQMIL", "ISR")),  # who meet, or sign
        ([], [FRONT], ("", "IRQREB")),
        ([CROWD], [ROMANIA], ("IRQEDU", "ROMGOV")),
    ],
)
def test_actors(actors: list[Actor], targets: list[Actor], codes: tuple[str, str]) -> None:
    one = row(actors=people(*actors), targets=people(*targets))
    assert (one["Actor1Code"], one["Actor2Code"]) == codes


def test_roles_and_organisations() -> None:
    one = row(actors=people(CROWD), targets=people(WHO))
    assert (one["Actor1Type1Code"], one["Actor1Type2Code"]) == ("EDU", "CVL")
    assert one["Actor2Code"].startswith("IGO")
    assert (one["Actor2CountryCode"], one["Actor2Type1Code"]) == ("", "IGO")
    nobody = row(actors=(unresolved("the others"),))
    assert (nobody["Actor1Name"], nobody["Actor1Code"]) == ("THE OTHERS", "")


@pytest.mark.parametrize(
    ("place", "cells"),
    [
        (Place("Iraq", "IRQ", precision="country", lat=33.0, lon=44.0, geonames_id=99237),
         ("1", "Iraq", "IZ", "IZ", "IZ")),
        (Place("Basra Governorate", "IRQ", "Basra Governorate", precision="admin1", geonames_id=9),
         ("5", "Basra Governorate, Iraq", "IZ", "", "geonames:9")),
        (Place("Texas", "USA", "Texas", precision="admin1", geonames_id=4736286),
         ("2", "Texas, United States", "US", "USTX", "TX")),
        (Place("Austin", "USA", "Texas", precision="near", geonames_id=4671654),
         ("3", "Austin, Texas, United States", "US", "USTX", "geonames:4671654")),
        (Place("Gaza", "PSE", "Gaza Strip", geonames_id=281133),
         ("4", "Gaza, Gaza Strip, Palestine", "GZ", "", "geonames:281133")),
        (Place("Black Sea", None, feature="SEA"), ("4", "Black Sea", "", "", "")),
        (None, ("0", "", "", "", "")),
    ],
)  # fmt: skip
def test_places(place: Place | None, cells: tuple[str, ...]) -> None:
    one = row(place=nowhere() if place is None else Coded(place))
    names = ("Type", "FullName", "CountryCode", "ADM1Code", "FeatureID")
    assert tuple(one[f"ActionGeo_{name}"] for name in names) == cells


def test_counts_of_articles_and_sources() -> None:
    first = told_report(1, outlet="Agency", published=date(2020, 8, 22), url=None)
    told = told_incident(
        first,
        told_report(2, outlet="Paper", copy_of=first.article.hash),
        told_report(3, outlet="Times", published=date(2020, 8, 24)),
    )
    (one,) = table(told)
    assert (one["NumMentions"], one["NumArticles"], one["NumSources"]) == ("3", "3", "2")
    assert one["SOURCEURL"] == "https://example.org/3"


def test_only_what_stands_early_is_a_root_event() -> None:
    late = "Nothing happened here today. " * 20
    assert row(text=f"{late}\n{told_report().report.sentence.text}")["IsRootEvent"] == "0"


def test_nothing_in_a_cell_ends_it() -> None:
    hostile = Actor('=cmd\t"x\ny', "X", "IRQ", ("MIL",))
    one = row(actors=people(hostile), url='https://example.org/a"b')
    assert one["Actor1Name"] == "'=CMD 'X Y"
    assert one["SOURCEURL"] == "https://example.org/a'b"


def test_all_states_have_a_code() -> None:
    states = read_sections("us_states.txt")[""]
    assert len(states) == 51
    assert states["DC"] == "District of Columbia"


# -- the readers of GDELT's own files --------------------------------------------------------


def _gdelt_file(name: str) -> Path:
    """A data file of the ``gdelt`` package, which lays them beside its environment's lib."""
    try:
        files = distribution("gdelt").files or []
    except PackageNotFoundError:
        pytest.skip("the gdelt package is not installed")
    return next(Path(str(one.locate())) for one in files if one.name == name)


def test_gdeltpyr_lists_the_same_columns() -> None:
    with _gdelt_file("events2.csv").open(encoding="utf-8", newline="") as file:
        assert [line["name"] for line in csv.DictReader(file)] == EVENTS


def test_pandas_reads_it_with_gdeltpyrs_columns_and_types() -> None:
    pandas = pytest.importorskip("pandas")
    with _gdelt_file("events2.csv").open(encoding="utf-8", newline="") as file:
        kinds = {line["name"]: line["type"] for line in csv.DictReader(file)}
    types = {"INTEGER": "Int64", "FLOAT": "float64", "STRING": "str"}
    told = [
        told_incident(id="i1", counts=counts(killed=3)),
        told_incident(id="i2", date=days(None), place=nowhere()),
        told_incident(id="i3", place=Coded(replace(BASRA, lat=-0.5))),
    ]
    frame = pandas.read_csv(
        io.StringIO(written(*told)),
        sep="\t",
        header=None,
        names=list(kinds),
        dtype={name: types[kind] for name, kind in kinds.items()},
    )
    assert frame.shape == (3, 61)
    assert frame.GLOBALEVENTID.is_unique
    assert frame.EventCode.tolist() == ["193"] * 3
    assert frame.SQLDATE.isna().tolist() == [False, True, False]
    assert frame.ActionGeo_Lat.tolist()[2] == -0.5
    added = datetime.strptime(str(frame.DATEADDED[0]), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    assert added == OPTIONS.made
