"""POLECAT-style TSV: the 40 columns, a row a story, only what happened or is alleged."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any, get_args

import pytest

from dateline.export.event_formats import EVENT_FORMATS
from dateline.export.polecat import COLUMNS, QUADS, rows
from dateline.export.told import ToldIncident
from dateline.records.claim import Attribution, Factuality, Speaker
from dateline.records.coded import Coded
from dateline.records.entity import Actor, Place
from dateline.records.text import Quote

from .told_building import (
    ARMY,
    BASRA,
    CLASH,
    FRONT,
    OPTIONS,
    TEXT,
    days,
    nowhere,
    people,
    said,
    told_incident,
    told_report,
    unresolved,
)

HEADER = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|"
    "Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|"
    "Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|"
    "Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|"
    "GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|"
    "Story Organizations|Story Locations|Language|Version"
).split("|")
UN = Actor("United Nations", "UN", None, ("IGO",))
PRESIDENT = Actor("Hassan Rouhani", "HASSAN_ROUHANI", "IRN", ("GOV",))


def table(*told: ToldIncident) -> list[dict[str, str]]:
    """The rows as a reader without quoting has them, which is what one with quoting has."""
    written = "".join(rows(told, OPTIONS))
    quoted = list(csv.DictReader(io.StringIO(written), delimiter="\t"))
    plain = csv.DictReader(io.StringIO(written), delimiter="\t", quoting=csv.QUOTE_NONE)
    assert list(plain) == quoted
    return quoted


def row(**values: Any) -> dict[str, str]:
    [only] = table(told_incident(**values))
    return only


def test_columns_are_polecats() -> None:
    assert [column.name for column in COLUMNS] == HEADER
    assert list(row()) == HEADER
    assert EVENT_FORMATS["polecat"].write is rows


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {},
            {
                "Event Date": "2020-08-22",
                "Event Type": "ASSAULT",
                "Event Mode": "firearms",
                "Intensity": "-9.0",
                "Quad Code": "MATERIAL CONFLICT",
                "Contexts": "military",
                "Actor Name": "Iraqi Armed Forces",
                "Actor Country": "IRQ",
                "Actor COW": "645",
                "Primary Actor Sector": "MIL",
                "Actor Title": "None",
                "Wikipedia Actor ID": "None",
                "Recipient Name": "Front for Change",
                "Placename": "Basra",
                "City": "Basra",
                "Province": "Basra Governorate",
                "Latitude": "30.50852",
                "GeoNames ID": "99532",
                "Feature Type": "PPLA",
                "Source": "The Paper",
                "Publication Date": "2020-08-23",
                "Story People": "None",
                "Story Organizations": "Iraqi Armed Forces",
                "Story Locations": "Basra",
                "Language": "en",
                "Version": "dateline-0.1.0",
            },
        ),
        (
            {"actors": (*people(ARMY, UN), unresolved('the "men"; one\tof them'))},
            {
                "Actor Name": "Iraqi Armed Forces; United Nations; the 'men', one of them",
                "Actor Country": "IRQ; UNO; None",
                "Actor COW": "645; None; None",
                "Primary Actor Sector": "MIL; IGO; None",
                "Actor Sectors": "MIL; IGO; None",
            },
        ),
        (
            {"targets": (), "place": nowhere(), "date": days(None), "outlet": None},
            {
                "Event Date": "None",
                "Recipient Name": "None",
                "Recipient Country": "None",
                "Placename": "None",
                "Latitude": "",
                "GeoNames ID": "",
                "Story Locations": "None",
                "Source": "None",
            },
        ),
        ({"date": days("2020-08-01", "2020-08-31", "month")}, {"Event Date": "None"}),
        (
            {"actors": people(replace(FRONT, sectors=("REB", "PTY")))},
            {"Primary Actor Sector": "REB", "Actor Sectors": "REB|PTY"},
        ),
        (
            {"place": Coded(Place("Iraq", "IRQ", lat=33.0, lon=44.0, feature="PCLI",
                                  precision="country"),
                            evidence=(Quote(0, 5, TEXT[:5]),))},
            {"Placename": "Iraq", "City": "None", "Province": "None", "Raw Placename": "BASRA"},
        ),
        ({"place": Coded(replace(BASRA, precision="near"))}, {"City": "Basra"}),
        (
            {"actors": people(PRESIDENT),
             "attribution": (Attribution(Speaker(Quote(0, 5, "BASRA"), "Human Rights Watch",
                                                 "HUMAN_RIGHTS_WATCH"), Quote(0, 1, "B"),
                                         "states"),)},
            {"Story People": "Hassan Rouhani", "Story Organizations": "Human Rights Watch"},
        ),
        ({"outlet": "=cmd()"}, {"Source": "'=cmd()"}),
        ({"factuality": said("alleged")}, {"Event Type": "ASSAULT"}),
    ],
)  # fmt: skip
def test_cells(values: dict[str, Any], expected: dict[str, str]) -> None:
    found = row(**values)
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("value", sorted(set(get_args(Factuality)) - {"asserted", "alleged"}))
def test_what_did_not_happen_is_no_row(value: str) -> None:
    assert table(told_incident(factuality=said(value))) == []


def test_what_plover_has_no_category_for_is_no_row() -> None:
    assert table(told_incident(codes=replace(CLASH, plover=None))) == []


def test_a_row_a_story() -> None:
    original = told_report(1)
    told = told_incident(
        original, told_report(2, copy_of=original.article.hash), told_report(3, outlet="Other"),
        told_report(4, outlet="Third", factuality=said("denied")),
    )  # fmt: skip
    found = table(told)
    assert {one["Source"] for one in found} == {"The Paper", "Other"}
    assert {one["Event ID"].split("_")[1] for one in found} == {told.incident.id}
    assert len({one["Event ID"] for one in found}) == 2


def test_every_quad_class_has_its_words() -> None:
    assert sorted(QUADS) == [1, 2, 3, 4]


def test_pandas_reads_it() -> None:
    pandas = pytest.importorskip("pandas")
    told = told_incident(), told_incident(targets=(), place=nowhere(), id="i2")
    frame = pandas.read_csv(io.StringIO("".join(rows(told, OPTIONS))), sep="\t")
    assert list(frame.columns) == HEADER
    assert frame["Latitude"].dtype.kind == frame["Intensity"].dtype.kind == "f"
    assert frame["Latitude"].isna().tolist() == [False, True]
    assert frame["Recipient Name"].isna().tolist() == [False, True]
