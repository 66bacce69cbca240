"""HXL-tagged CSV: header, hashtags, a row an incident."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any, get_args

import pytest

from dateline.export.event_formats import EVENT_FORMATS
from dateline.export.hxl import COLUMNS, rows
from dateline.export.told import ToldIncident
from dateline.records.claim import Factuality
from dateline.records.entity import Actor

from .told_building import (
    ARMY,
    CLASH,
    OPTIONS,
    TEXT,
    counts,
    days,
    nowhere,
    people,
    said,
    told_incident,
    told_report,
)

CORE = frozenset(
    "#event #date #status #country #adm1 #adm2 #loc #geo #group #affected #population #description "
    "#meta".split()
)
TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\+[a-z][a-z0-9_]*)*")


def lines(*told: ToldIncident) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(rows(told, OPTIONS)), newline="")))


def row(**values: Any) -> dict[str, str]:
    header, _, only = lines(told_incident(**values))
    return dict(zip(header, only, strict=True))


def test_a_header_then_hashtags() -> None:
    header, tags = lines()
    assert header == [one.column.name for one in COLUMNS]
    assert len(set(tags)) == len(tags) == len(header)
    assert all(TAG.fullmatch(tag) for tag in tags)
    assert {tag.split("+")[0] for tag in tags} == CORE
    assert EVENT_FORMATS["hxl"].write is rows


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"counts": counts(killed=(9, None), injured=(20, 99))},
            {
                "id": "i0123456789ab",
                "event_type": "armed_clash",
                "acled_event_type": "Battles",
                "acled_sub_event_type": "Armed clash",
                "plover": "ASSAULT",
                "factuality": "asserted",
                "date_start": "2020-08-22",
                "date_end": "2020-08-22",
                "date_precision": "day",
                "country": "IRQ",
                "country_name": "Iraq",
                "admin1": "Basra Governorate",
                "place": "Basra",
                "lat": "30.50852",
                "killed_low": "9",
                "killed_high": "",
                "injured_low": "20",
                "injured_high": "99",
                "arrested_low": "",
                "actors": "Iraqi Armed Forces",
                "actor_types": "State forces",
                "outlets": "The Paper",
                "urls": "https://example.org/1",
                "independent_sources": "1",
                "disputed": "",
            },
        ),
        (
            {"date": days("2020-08-01", "2020-08-31", "month"), "place": nowhere()},
            {"date_start": "2020-08-01", "date_end": "2020-08-31", "date_precision": "month",
             "place": "", "lat": "", "country_name": ""},
        ),
        (
            {"actors": people(ARMY, Actor("=cmd()")), "targets": ()},
            {"actors": "Iraqi Armed Forces; =cmd()", "actor_types": "State forces; ",
             "targets": ""},
        ),
        ({"actors": people(Actor("=cmd()"))}, {"actors": "'=cmd()"}),
        ({"factuality": said("alleged")}, {"factuality": "alleged"}),
        ({"codes": replace(CLASH, plover=None)}, {"plover": "", "acled_event_type": "Battles"}),
    ],
)  # fmt: skip
def test_cells(values: dict[str, Any], expected: dict[str, str]) -> None:
    found = row(**values)
    assert {name: found[name] for name in expected} == expected


def test_a_row_an_incident_with_what_is_disputed() -> None:
    told = told_incident(
        told_report(1, counts=counts(killed=3)),
        told_report(2, outlet="Other", counts=counts(killed=9), date=days("2020-08-21")),
    )
    header, _, *found = lines(told, told_incident(id="i2"))
    first = dict(zip(header, found[0], strict=True))
    assert len(found) == 2
    assert (first["killed_low"], first["killed_high"]) == ("3", "9")
    assert first["disputed"] == "date; counts"
    assert first["sentence"] in TEXT


@pytest.mark.parametrize("value", sorted(set(get_args(Factuality)) - {"asserted", "alleged"}))
def test_what_did_not_happen_is_no_row(value: str) -> None:
    assert len(lines(told_incident(factuality=said(value)))) == 2


def test_pandas_reads_it() -> None:
    pandas = pytest.importorskip("pandas")
    told = told_incident(counts=counts(killed=3)), told_incident(place=nowhere(), id="i2")
    written = io.StringIO("".join(rows(told, OPTIONS)), newline="")
    frame = pandas.read_csv(written, skiprows=[1])
    assert frame["killed_low"].tolist()[0] == 3
    assert frame["lat"].isna().tolist() == [False, True]
    assert pandas.to_datetime(frame["date_start"]).dt.day.tolist() == [22, 22]


def test_libhxl_reads_it() -> None:
    hxl = pytest.importorskip("hxl")
    written = "".join(rows([told_incident()], OPTIONS)).encode()
    source = hxl.data(io.BytesIO(written))
    read = [set(column.display_tag.split("+")) for column in source.columns]
    assert read == [set(one.tag.split("+")) for one in COLUMNS]
    assert [row.get("#country+code") for row in source] == ["IRQ"]
