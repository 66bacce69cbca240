"""``dateline aggregate``: dimensions, zeros, formats, what cannot be."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import polars as pl
import pytest

from dateline.aggregates import DIMENSIONS, FORMATS, Which
from dateline.cli import aggregate_verbs
from dateline.store import open_store

from . import stored
from .conftest import Result

Aggregate = Callable[..., Result]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return stored.filled(tmp_path / "store.sqlite")


@pytest.fixture
def counted(dateline: Callable[..., Result], kept: Path) -> Aggregate:
    return lambda *args: dateline("aggregate", "--store", kept, *args)


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.out)))


def test_the_names_are_those_of_the_package(dateline: Callable[..., Result]) -> None:
    assert tuple(aggregate_verbs.TableFormat) == FORMATS
    assert tuple(aggregate_verbs.Which) == get_args(Which)
    words = " ".join(dateline("aggregate", "--help").out.replace("│", " ").split())
    assert all(name in words for name in DIMENSIONS)


def test_a_table(counted: Aggregate) -> None:
    result = counted("--by", "admin1,month,acled_event_type")
    assert result.status == 0
    lines = result.out.splitlines()
    assert lines[0].split()[:4] == ["country", "admin1", "month", "acled"]
    assert lines[1].split()[:4] == ["IRQ", "Dhi", "Qar", "2020-08"]
    assert "date" in lines[-1]
    assert result.err == ("dateline: 1 incident of 2 lack a value of some dimension: the rows with "
                          "a remainder\n")  # fmt: skip


def test_csv_and_filters(counted: Aggregate) -> None:
    (row,) = rows(counted("--by", "country", "--by", "year", "-f", "csv", "--country", "Iraq"))
    assert (row["country"], row["year"], row["incidents"]) == ("IRQ", "2020", "1")
    assert (row["killed_low"], row["killed_open"], row["disputed"]) == ("9", "1", "1")
    assert (row["articles"], row["copies"], row["reports"]) == ("2", "1", "3")


def test_zero_rows(counted: Aggregate) -> None:
    args = ("--by", "admin1", "-f", "csv", "--country", "PER")
    assert len(rows(counted(*args))) == 1
    found = rows(counted(*args, "--places", "all"))
    assert len(found) > 20
    assert sum(int(row["incidents"]) for row in found) == 1
    years = ("--by", "year", "-f", "csv", "--since", "2018", "--until", "2021")
    assert [row["incidents"] for row in rows(counted(*years))] == ["0", "0", "1", "0"]
    assert len(rows(counted(*years, "--no-zeros"))) == 1
    assert len(rows(counted("--by", "disorder_type", "--types", "all", "-f", "csv"))) == 4


def test_files(counted: Aggregate, tmp_path: Path) -> None:
    for name in ("t.csv", "t.json", "t.parquet", "t.txt"):
        assert counted("--by", "outlet", "-o", tmp_path / name).status == 0
    found = json.loads((tmp_path / "t.json").read_text("utf-8"))
    assert found["by"] == ["outlet"]
    assert found["incidents"] == 2
    assert len(pl.read_parquet(tmp_path / "t.parquet")) == len(found["rows"]) == 4
    assert (tmp_path / "t.txt").read_text("utf-8").startswith("outlet")
    assert b"\r\n" in (tmp_path / "t.csv").read_bytes()


@pytest.mark.parametrize(("args", "says"), [
    (["--by", "moon"], "by: 'moon' is no dimension (do you mean month?); there are country,"),
    (["--by", "plover,acled_event_type", "--types", "all"], "types: all of them only"),
    (["--by", "admin2", "--places", "all"], "places: all first-level units"),
    (["--by", "month", "--country", "Iraqq"], "country: no country 'Iraqq'"),
    (["--by", "month", "--run", "9"], "there is no run 9"),
])  # fmt: skip
def test_what_cannot_be(counted: Aggregate, args: list[str], says: str) -> None:
    result = counted(*args)
    assert result.status == 2
    assert len(result.complaints) == 1
    assert says in result.err


def test_usage(counted: Aggregate, kept: Path) -> None:
    assert counted().status == 2
    assert counted("--by", "month", "-f", "xlsx").status == 2
    result = counted("--by", "month", "-o", kept)
    assert (result.status, "this is the store itself" in result.err) == (2, True)


def test_nothing(counted: Aggregate, dateline: Callable[..., Result], tmp_path: Path) -> None:
    result = counted("--by", "month", "--text", "zebra")
    assert (result.status, result.out.count("\n")) == (0, 1)
    assert "nothing in run 1 matches" in result.err
    open_store(tmp_path / "e.sqlite").close()
    empty = dateline("aggregate", "--store", tmp_path / "e.sqlite", "--by", "country", "-f", "csv")
    assert (empty.status, empty.out.count("\r\n")) == (0, 1)
    assert "nothing has been coded" in empty.err
    assert dateline("aggregate", "--store", tmp_path / "no", "--by", "month").status == 2
