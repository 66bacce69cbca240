"""`dateline merge`: what is written, and what is refused in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from dateline.batch.coded_files import write_coded
from dateline.export import csv_incidents

from ..store.building import NEXT_RUN, a_coding, a_place, a_report, an_article, days, killed
from .conftest import Result

Dateline = Callable[..., Result]


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    folder = tmp_path / "coded"
    folder.mkdir()
    for number in range(4):
        when = days(f"2020-0{2 * number + 1}-24")
        article = an_article(number, published=when.value.start)
        told = {"place": a_place(f"Town {number}"), "date": when}
        report = a_report(article, counts=killed(number + 1), **told)
        write_coded(folder / f"{number}.parquet", [a_coding(article, report)])
    return folder


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in ("coded", "home"))


def test_incidents_in_order_of_their_ids(dateline: Dateline, coded: Path, tmp_path: Path) -> None:
    out = tmp_path / "incidents.jsonl"
    result = dateline("merge", coded, "-o", out)
    assert (result.status, result.out, result.err) == (0, "", "")
    incidents = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    ids = [incident["id"] for incident in incidents]
    assert len(ids) == 4
    assert ids == sorted(ids)
    assert {incident["killed"]["low"] for incident in incidents} == {1, 2, 3, 4}
    assert left(tmp_path) == ["incidents.jsonl"], "what was needed meanwhile is gone"


def test_parquet_has_the_columns_of_csv(dateline: Dateline, coded: Path, tmp_path: Path) -> None:
    out = tmp_path / "incidents.parquet"
    assert dateline("merge", coded / "0.parquet", coded, "-o", out).status == 0
    frame = pl.read_parquet(out)
    assert frame.columns == [column.name for column in csv_incidents.COLUMNS]
    assert frame["id"].to_list() == sorted(frame["id"].to_list())
    assert len(frame) == 4


def test_no_report_at_all(dateline: Dateline, tmp_path: Path) -> None:
    write_coded(tmp_path / "coded.parquet", [a_coding(an_article())])
    for name in ("out.jsonl", "out.parquet"):
        result = dateline("merge", tmp_path / "coded.parquet", "-o", tmp_path / name)
        assert (result.status, result.err) == (0, "")
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    assert len(pl.read_parquet(tmp_path / "out.parquet")) == 0


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("coded", "-o", "out.csv"), "the name of the output must end in .jsonl or .parquet"),
        (("nothing", "-o", "out.jsonl"), "no such file"),
        (("coded", "-o", "coded/0.parquet"), "written over what is read"),
        (("coded", "-o", "nowhere/out.jsonl"), "cannot be written"),
        (("coded", "-o", "out.jsonl", "--work", "nowhere"), "cannot be written"),
        (("broken.parquet", "-o", "out.jsonl"), "broken.parquet"),
    ],
)
def test_what_is_refused(
    dateline: Dateline, coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...], line: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("broken.parquet").write_bytes(b"PAR1 no")
    result = dateline("merge", *args)
    assert result.status == 2
    assert line in result.err
    assert len(result.complaints) == 1
    assert left(tmp_path) == ["broken.parquet"]


def test_coded_by_two_runs_names_both_files(
    dateline: Dateline, coded: Path, tmp_path: Path
) -> None:
    write_coded(coded / "9.parquet", [replace(a_coding(an_article(9)), run=NEXT_RUN)])
    result = dateline("merge", coded, "-o", tmp_path / "out.jsonl")
    assert result.status == 2
    assert "9.parquet: coded by another run than" in result.err
    assert "0.parquet" in result.err
