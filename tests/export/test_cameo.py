"""CAMEO dyads: Phoenix's 26 columns, a row a source and target."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any, get_args

import pytest

from dateline.export.cameo import COLUMNS, rows, sides_of
from dateline.export.event_formats import EVENT_FORMATS
from dateline.export.told import ToldIncident
from dateline.records.claim import Factuality
from dateline.records.coded import Coded
from dateline.records.entity import Actor, Place

from .told_building import (
    ARMY,
    CLASH,
    FRONT,
    OPTIONS,
    days,
    nowhere,
    people,
    said,
    told_incident,
    told_report,
    unresolved,
)

HEADER = (
    "EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole "
    "SourceActorAttribute TargetActorFull TargetActorEntity TargetActorRole TargetActorAttribute "
    "EventCode EventRootCode PentaClass GoldsteinScore Issues Lat Lon LocationName StateName "
    "CountryCode SentenceID URLs NewsSources"
).split()
UN = Actor("United Nations", "UN", None, ("IGO",))
HAMAS = Actor("Hamas", "HAMAS", "PSE", ("REB",))
VILLAGERS = Actor("villagers", None, "IRQ", ("AGR",))
POLICE = Actor("police", "IRQ_COP", "IRQ", ("COP",))
OFFICERS = Actor("officers", None, "IRQ", ("COP",))


def table(*told: ToldIncident) -> list[dict[str, str]]:
    written = "".join(rows(told, OPTIONS))
    return list(csv.DictReader(io.StringIO(written), delimiter="\t"))


def test_columns_are_phoenixes() -> None:
    assert [column.name for column in COLUMNS] == HEADER
    assert EVENT_FORMATS["cameo"].write is rows


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {},
            {
                "EventID": "i0123456789ab_1",
                "Date": "20200822",
                "Year": "2020",
                "Month": "8",
                "Day": "22",
                "SourceActorFull": "IRQMIL",
                "SourceActorEntity": "IRQ",
                "SourceActorRole": "MIL",
                "SourceActorAttribute": "",
                "TargetActorFull": "IRQREB",
                "EventCode": "193",
                "EventRootCode": "19",
                "PentaClass": "4",
                "GoldsteinScore": "-10.0",
                "Issues": "military",
                "Lat": "30.50852",
                "LocationName": "Basra",
                "CountryCode": "IRQ",
                "URLs": "https://example.org/1",
                "NewsSources": "The Paper",
            },
        ),
        (
            {"actors": people(HAMAS), "targets": people(UN)},
            {
                "SourceActorFull": "PSEREBHMS",
                "SourceActorEntity": "PSE",
                "SourceActorRole": "REB",
                "SourceActorAttribute": "HMS",
                "TargetActorFull": "IGOUNO",
                "TargetActorEntity": "IGO",
                "TargetActorRole": "",
                "TargetActorAttribute": "UNO",
            },
        ),
        (
            {"targets": (unresolved("somebody"),), "actors": people(VILLAGERS)},
            {
                "SourceActorFull": "IRQAGR",
                "SourceActorRole": "",
                "SourceActorAttribute": "AGR",
                "TargetActorFull": "---",
                "TargetActorEntity": "",
                "TargetActorAttribute": "",
            },
        ),
        (
            {"actors": people(replace(FRONT, country=None, id=None))},
            {"SourceActorFull": "REB", "SourceActorEntity": "", "SourceActorRole": "REB"},
        ),
        (
            {"date": days("2020-08-01", "2020-08-31", "month")},
            {"Date": "", "Year": "2020", "Month": "8", "Day": ""},
        ),
        (
            {"date": days("2019-12-30", "2020-01-05", "week")},
            {"Date": "", "Year": "", "Month": "", "Day": ""},
        ),
        ({"date": days(None), "place": nowhere()}, {"Date": "", "Year": "", "Lat": ""}),
        ({"codes": replace(CLASH, cameo="043")}, {"EventCode": "043", "EventRootCode": "04",
                                                  "PentaClass": "1", "GoldsteinScore": "2.8"}),
        ({"url": "https://example.org/a;b", "outlet": "A; B"},
         {"URLs": "https://example.org/a%3Bb", "NewsSources": "A, B"}),
        ({"place": Coded(Place("-1", "IRQ"))}, {"LocationName": "'-1"}),
    ],
)  # fmt: skip
def test_cells(values: dict[str, Any], expected: dict[str, str]) -> None:
    [found] = table(told_incident(**values))
    assert {name: found[name] for name in expected} == expected


def test_each_source_with_each_target() -> None:
    found = table(told_incident(actors=people(ARMY, POLICE, OFFICERS), targets=people(FRONT, UN)))
    assert [(one["SourceActorFull"], one["TargetActorFull"]) for one in found] == [
        ("IRQMIL", "IRQREB"),
        ("IRQMIL", "IGOUNO"),
        ("IRQCOP", "IRQREB"),
        ("IRQCOP", "IGOUNO"),
    ]
    assert [one["EventID"] for one in found] == [f"i0123456789ab_{n}" for n in (1, 2, 3, 4)]


def test_an_incident_is_told_once() -> None:
    [found] = table(told_incident(told_report(1), told_report(2, outlet="Other")))
    assert found["SentenceID"].count(";") == 1


@pytest.mark.parametrize(
    "values",
    [
        *({"factuality": said(value)}
          for value in sorted(set(get_args(Factuality)) - {"asserted", "alleged"})),
        {"codes": replace(CLASH, cameo=None)},
        {"actors": (), "targets": (unresolved("somebody"),)},
    ],
)  # fmt: skip
def test_what_is_no_row(values: dict[str, Any]) -> None:
    assert table(told_incident(**values)) == []


def test_nobody_beside_somebody_is_left_out() -> None:
    assert [side.code for side in sides_of([Actor("x"), ARMY])] == ["IRQMIL"]


def test_pandas_reads_it() -> None:
    pandas = pytest.importorskip("pandas")
    told = told_incident(codes=replace(CLASH, cameo="043")), told_incident(targets=(), id="i2")
    written = io.StringIO("".join(rows(told, OPTIONS)))
    frame = pandas.read_csv(written, sep="\t", dtype={"EventCode": str, "EventRootCode": str})
    assert list(frame.columns) == HEADER
    assert frame["EventCode"].tolist() == ["043", "193"]
    assert frame["GoldsteinScore"].tolist() == [2.8, -10.0]
    assert frame["TargetActorFull"].tolist() == ["IRQREB", "---"]
