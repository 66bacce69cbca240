"""The tables of incidents and reports as CSV, Parquet and Arrow, read back by their readers."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from dateline.errors import InputError
from dateline.export import told_columns
from dateline.export.event_formats import EVENT_FORMATS
from dateline.export.event_table import EventTable, reports_frame
from dateline.export.told import ToldIncident, ToldReport
from dateline.records.coded import Coded
from dateline.records.entity import Actor, Place
from dateline.records.event import CodedArticle

from .told_building import (
    ARMY,
    BASRA,
    OPTIONS,
    counts,
    days,
    nowhere,
    people,
    told_incident,
    told_report,
    unresolved,
)

AMARA = Coded(Place("Amara", "IRQ", "Maysan Governorate", lat=31.8, lon=47.1))
BINARY = ("parquet", "arrow", "reports-parquet", "reports-arrow")
FORMULA = '=HYPERLINK("http://x")'
HOSTILE = "<script>alert(1)</script>\x1b[31m \x07"


def written(name: str, told: Iterable[ToldIncident]) -> bytes:
    pieces = EVENT_FORMATS[name].write(told, OPTIONS)
    return b"".join(one.encode() if isinstance(one, str) else one for one in pieces)


def flat(name: str, told: Iterable[ToldIncident]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(name, told).decode(), newline="")))


def frame(name: str, told: Iterable[ToldIncident]) -> pl.DataFrame:
    read = pl.read_parquet if name.endswith("parquet") else pl.read_ipc
    return read(io.BytesIO(written(name, told)))


def corrected_report(**values: Any) -> ToldReport:
    """A report whose place was Basra until somebody said that it is Amara."""
    coded = told_report(2, outlet="Other")
    return ToldReport(replace(coded.report, place=AMARA, **values), coded.report, coded.article)


@pytest.fixture
def two() -> tuple[ToldIncident, ...]:
    clash = told_incident(
        told_report(1, counts=counts(killed=(9, None), injured=20)), corrected_report()
    )
    bare = told_incident(
        told_report(3, outlet=None, url=None, title=None, published=None, actors=(), targets=(),
                    place=nowhere(), date=days(None)),
        id="ibare",
    )  # fmt: skip
    return clash, bare


def leading(told: ToldIncident) -> Place:
    """The place that leads: whichever of two the report of the lower key gives."""
    place = told.incident.place.leading
    assert place is not None
    return place


# -- incidents -----------------------------------------------------------------------------


def test_the_columns_of_incidents(two: Sequence[ToldIncident]) -> None:
    clash, bare = flat("csv", two)
    assert (clash["id"], clash["event_type"], clash["country"]) == (
        "i0123456789ab", "armed_clash", "IRQ")  # fmt: skip
    assert (clash["date_start"], clash["killed_low"], clash["killed_high"]) == (
        "2020-08-22", "9", "")  # fmt: skip
    assert (clash["outlets"], clash["disputed"]) == ("Other; The Paper", "place")
    assert clash["urls"] == "https://example.org/1; https://example.org/2"
    assert clash["corrected_reports"] == next(
        one.report.key for one in two[0].told if one.report is not one.coded
    )
    assert (bare["country"], bare["outlets"], bare["urls"], bare["corrected_reports"]) == ("",) * 4


@pytest.mark.parametrize("name", ["parquet", "arrow"])
def test_types(two: Sequence[ToldIncident], name: str) -> None:
    found = frame(name, two)
    assert found.columns == [one.name for one in told_columns.INCIDENTS]
    assert found["date_start"].to_list() == [date(2020, 8, 22), None]
    assert found["lat"].to_list() == [leading(two[0]).lat, None]
    assert found["killed_low"].to_list() == [9, None]
    assert found["actor_ids"].to_list() == [["IRQ_MIL"], None]
    assert found["independent_sources"].to_list() == [2, 1]


@pytest.mark.parametrize("name", BINARY)
def test_nothing_is_a_table_without_rows(name: str) -> None:
    assert frame(name, ()).height == 0
    assert frame(name, ()).columns == frame(name, [told_incident()]).columns
    assert frame(name, ()).schema == frame(name, [told_incident()]).schema


@pytest.mark.parametrize("name", BINARY)
def test_the_same_bytes(two: Sequence[ToldIncident], name: str) -> None:
    many = [told_incident(id=f"i{n:012}") for n in range(2_500)] + list(two)
    first = written(name, many)
    assert written(name, iter(many)) == first
    rows = sum(len(one.told) for one in many) if name.startswith("reports") else len(many)
    assert frame(name, many).height == rows


@pytest.mark.parametrize("name", ["parquet", "arrow"])
def test_order_is_kept(name: str) -> None:
    ids = [f"i{(n * 7919) % 5000:012}" for n in range(5_000)]
    assert frame(name, (told_incident(id=id) for id in ids))["id"].to_list() == ids


def test_a_number_past_all_measure(two: Sequence[ToldIncident]) -> None:
    many = told_incident(counts=counts(killed=10**30))
    assert frame("parquet", [many])["killed_low"].to_list() == [2**53]


# -- reports -------------------------------------------------------------------------------


def test_the_columns_of_reports(two: Sequence[ToldIncident]) -> None:
    rows = {row["article_hash"]: row for row in flat("reports-csv", two)}
    first, second = two[0].told
    for told in (first, second):
        row = rows[told.article.hash]
        assert (row["incident"], row["report_key"]) == ("i0123456789ab", told.report.key)
        start, end = int(row["sentence_start"]), int(row["sentence_end"])
        assert told.article.text[start:end] == row["sentence"] == told.report.sentence.text
        changed = told.report is not told.coded
        assert row["corrected"] == ("place" if changed else "")
        assert row["place_name"] == ("Amara" if changed else "Basra")
    bare = rows[two[1].told[0].article.hash]
    assert (bare["incident"], bare["language"], bare["source"]) == ("ibare", "en", "")


@pytest.mark.parametrize("name", ["reports-parquet", "reports-arrow"])
def test_spans_are_numbers(two: Sequence[ToldIncident], name: str) -> None:
    found = frame(name, two)
    assert found.columns == [one.name for one in told_columns.REPORTS]
    assert found["trigger_start"].dtype == pl.Int64
    assert found["actor_texts_start"].dtype == pl.List(pl.Int64)


def test_what_was_corrected() -> None:
    told = corrected_report(actors=(unresolved("nobody"),), event_type=Coded("attack"))
    assert told_columns.corrected_fields(told) == ["event_type", "actors", "place"]
    assert told_columns.corrected_fields(told_report()) == []


# -- hostile -------------------------------------------------------------------------------


def test_formulas_and_control_characters() -> None:
    told = told_incident(
        outlet=FORMULA,
        title=f"{FORMULA}\r\n{HOSTILE}",
        actors=people(Actor(FORMULA), Actor(HOSTILE)),
        place=Coded(replace(BASRA, name=FORMULA)),
    )
    for name in ("csv", "reports-csv"):
        (row,) = flat(name, [told])
        assert row["place_name"] == f"'{FORMULA}"
        assert row["actors"] == f"'{FORMULA}; {HOSTILE}"
        assert not [key for key, value in row.items() if value.startswith(("=", "+", "-", "@"))
                    and not value.lstrip("-").replace(".", "").isdigit()]  # fmt: skip
    # Where no spreadsheet opens it at a click, the words stand as they are.
    for name in ("parquet", "arrow"):
        assert frame(name, [told])["actors"].to_list() == [[FORMULA, HOSTILE]]


# -- JSON ----------------------------------------------------------------------------------


def test_json_and_lines(two: Sequence[ToldIncident]) -> None:
    array = json.loads(written("json", two))
    assert [json.loads(line) for line in written("jsonl", two).splitlines()] == array
    assert [one["id"] for one in array] == ["i0123456789ab", "ibare"]
    assert "review" not in array[0]
    assert len(array[0]["corrected_reports"]) == 1
    assert array[1]["corrected_reports"] == []
    assert json.loads(written("json", ())) == []


# -- read by others ------------------------------------------------------------------------


@pytest.mark.parametrize("name", BINARY)
def test_pyarrow_and_pandas_read_it(two: Sequence[ToldIncident], name: str) -> None:
    pa = pytest.importorskip("pyarrow")
    pd = pytest.importorskip("pandas")
    content = written(name, two)
    if name.endswith("parquet"):
        table = pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(content))
        frame = pd.read_parquet(io.BytesIO(content))
    else:
        table = pa.ipc.open_file(io.BytesIO(content)).read_all()
        frame = pd.read_feather(io.BytesIO(content))
        # Types that readers of old know too.
        assert not [one for one in table.schema.types if "view" in str(one)]
    assert table.num_rows == len(frame) == (2 if not name.startswith("reports") else 3)
    assert pa.types.is_date(table.schema.field("date_start").type)
    assert pa.types.is_list(table.schema.field("actors").type) or pa.types.is_large_list(
        table.schema.field("actors").type
    )
    assert list(frame["actors"].iloc[0]) == [ARMY.name]


def test_frames(two: Sequence[ToldIncident]) -> None:
    table = EventTable.of(two)
    assert (len(table), repr(table)) == (2, "<EventTable of 2 incidents, 3 reports>")
    assert table.to_polars().equals(frame("parquet", two))
    assert table.to_polars("reports").equals(frame("reports-parquet", two))
    assert len(EventTable.of(())) == 0
    with pytest.raises(InputError, match="'articles' is none of incidents, reports"):
        table.to_polars("articles")  # type: ignore[arg-type]


def test_pandas(two: Sequence[ToldIncident]) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    found = EventTable.of(two).to_pandas()
    assert found["date_start"].dt.year.tolist()[0] == 2020
    assert found.set_index("id").loc["ibare", "independent_sources"] == 1
    assert EventTable.of(two).to_pandas("reports").shape[0] == 3


def test_geopandas(two: Sequence[ToldIncident]) -> None:
    pytest.importorskip("geopandas")
    found = EventTable.of(two).to_geopandas()
    assert found.crs.to_epsg() == 4326
    point, none = found.geometry
    assert (point.x, point.y) == (leading(two[0]).lon, leading(two[0]).lat)
    assert none is None
    assert EventTable.of(()).to_geopandas().crs.to_epsg() == 4326


@pytest.mark.parametrize(("package", "ask"), [
    ("pandas", EventTable.to_pandas),
    ("geopandas", EventTable.to_geopandas),
])  # fmt: skip
def test_not_installed(monkeypatch: pytest.MonkeyPatch, package: str, ask: Any) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=rf"{package} is not installed: pip install 'dateline\["):
        ask(EventTable.of(()))


def test_reports_of_an_article(coded: CodedArticle) -> None:
    found = reports_frame(coded.article, coded.reports)
    assert found["report_key"].to_list() == [one.key for one in coded.reports]
    assert "incident" not in found.columns
    for row in found.iter_rows(named=True):
        assert coded.article.text[row["trigger_start"] : row["trigger_end"]] == row["trigger"]
