"""`dateline export`: what is written, what is refused, and what is left behind."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from dateline.cli import export
from dateline.export.event_formats import EVENT_FORMATS
from dateline.export.told import EventFormat
from dateline.records.decision import Correction
from dateline.store import open_store

from ..export.stored_told import keep_told
from ..export.told_building import MADE, days, told_incident, told_report
from .conftest import Result

Export = Callable[..., Result]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    place = tmp_path / "store.sqlite"
    with open_store(place, clock=lambda: MADE) as store:
        keep_told(store, [
            told_incident(told_report(1), told_report(2, outlet="Other"), id="iclash"),
            told_incident(told_report(3, date=days("2020-09-01")), id="ilater"),
        ])  # fmt: skip
    return place


@pytest.fixture
def run(dateline: Callable[..., Result], kept: Path) -> Export:
    return lambda *args: dateline("export", *args, "--store", kept)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if "store.sqlite" not in path.name)


# -- what is written -----------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(EVENT_FORMATS))
def test_every_format_is_written_and_the_same_twice(run: Export, tmp_path: Path, name: str) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for path in (first, second):
        result = run("--format", name, "-o", path)
        assert (result.status, result.out, result.err) == (0, "", "")
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size > 100


@pytest.mark.parametrize("name", sorted(EVENT_FORMATS))
def test_nothing_matches(run: Export, tmp_path: Path, name: str) -> None:
    path = tmp_path / "none"
    result = run("-f", name, "-o", path, "--country", "PER")
    assert (result.status, result.out) == (0, "")
    assert result.complaints == [f"dateline: {tmp_path}/store.sqlite: nothing in run 1 matches"]
    assert path.exists()


def test_a_store_into_which_nothing_was_coded(
    dateline: Callable[..., Result], tmp_path: Path
) -> None:
    open_store(tmp_path / "new.sqlite").close()
    path = tmp_path / "out.parquet"
    result = dateline("export", "-o", path, "--store", tmp_path / "new.sqlite")
    assert result.status == 0
    assert "nothing has been coded into this store yet" in result.err
    assert pl.read_parquet(path).height == 0


def test_filters(run: Export) -> None:
    rows = csv.DictReader(io.StringIO(run("-f", "csv", "--since", "2020-09").out))
    assert [row["id"] for row in rows] == ["ilater"]


@pytest.mark.parametrize(("file", "rows"), [
    ("a.parquet", 2), ("a.PARQUET", 2), ("a.reports.parquet", 3), ("a.arrow", 2),
])  # fmt: skip
def test_the_suffix_tells_the_format(run: Export, tmp_path: Path, file: str, rows: int) -> None:
    assert run("-o", tmp_path / file).status == 0
    read = pl.read_ipc if file.endswith("arrow") else pl.read_parquet
    assert read(tmp_path / file).height == rows


def test_corrections(run: Export, kept: Path) -> None:
    with open_store(kept) as store:
        later = store.incident("ilater")
        assert later is not None
        store.add_correction(
            Correction(later.reports[0], "killed", None, '{"low":6,"high":6}', "ann", MADE)
        )
    lines = [json.loads(line) for line in run("-f", "jsonl").out.splitlines()]
    assert [one["killed"] for one in lines] == [{"low": None, "high": None}, {"low": 6, "high": 6}]
    assert lines[1]["corrected_reports"] == list(later.reports)
    coded = [json.loads(line) for line in run("-f", "jsonl", "--as-coded").out.splitlines()]
    assert coded[1]["killed"] == {"low": None, "high": None}


def test_the_formats_are_listed(dateline: Callable[..., Result]) -> None:
    result = dateline("export", "--formats")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert [line.split()[0] for line in lines] == list(EVENT_FORMATS)
    for line, one in zip(lines, EVENT_FORMATS.values(), strict=True):
        assert one.suffix in line
        assert one.says.rstrip(".") in line
        assert one.row in line


def test_the_table_of_formats() -> None:
    for name, one in EVENT_FORMATS.items():
        assert name == name.lower()
        assert one.suffix.startswith(".")
        assert 0 < len(one.says) < 90
        assert one.row


# -- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(("options", "said"), [
    (["-f", "parkett"], "--format: no format 'parkett' (do you mean parquet?); there are "),
    (["-f", "xml\nx", "-o", "a.xml"], "--format: no format 'xml\\nx'; there are "),
    ([], "--format: give one; there are "),
    (["-o", "-"], "--format: give one; there are "),
    (["-o", "a.xlsx"], "a.xlsx does not tell which; there are "),
    (["-f", "csv", "--country", "Atlantis"], "country: no country 'Atlantis'"),
    (["-f", "csv", "--run", "9"], "there is no run 9"),
    (["-f", "csv", "--codebook", "none.toml"], "--codebook: none.toml: no such file"),
    (["-f", "csv", "-o", "no/where.csv"], "no/where.csv: cannot be written"),
])  # fmt: skip
def test_what_cannot_be_meant(
    run: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*options)
    assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
    assert said in result.err
    assert names(tmp_path) == []


def test_a_suffix_of_several_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    other = EventFormat(lambda told, options: iter(()), ".csv", "a row", "Another.")
    monkeypatch.setitem(export.EVENT_FORMATS, "another", other)
    with pytest.raises(export.InputError, match=r"a\.csv may be any of .*another.*csv.*; give one"):
        export.format_of(None, "a.csv")
    assert export.format_of(None, "a.reports.csv") is EVENT_FORMATS["reports-csv"]
    assert export.format_of("another", "a.csv") is other


def test_the_store_is_not_written_over(run: Export, kept: Path) -> None:
    before = kept.read_bytes()
    result = run("-f", "csv", "-o", kept)
    assert result.status == 2
    assert "this is the store itself" in result.err
    assert kept.read_bytes() == before


def test_a_terminal_is_given_no_bytes(run: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    result = run("-f", "parquet")
    assert (result.status, result.out) == (2, "")
    assert "not for a terminal" in result.err
    assert run("-f", "csv").status == 0


def test_bytes_go_through_a_pipe(kept: Path) -> None:
    command = [sys.executable, "-m", "dateline", "export", "-f", "arrow", "--store", str(kept)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert pl.read_ipc(io.BytesIO(done.stdout)).height == 2


# -- what is left behind -------------------------------------------------------------------


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that is interrupted half-way."""

    def write(told: object, options: object) -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    monkeypatch.setitem(export.EVENT_FORMATS, "slow", EventFormat(write, ".slow", "", ""))


@pytest.mark.usefixtures("slow")
def test_an_interrupted_file_is_not_there(run: Export, tmp_path: Path) -> None:
    result = run("-f", "slow", "-o", tmp_path / "a.slow")
    assert (result.status, result.out) == (130, "")
    assert result.complaints == ["dateline: interrupted"]
    assert names(tmp_path) == []


@pytest.mark.usefixtures("slow")
def test_what_was_there_before_stays(run: Export, tmp_path: Path) -> None:
    (tmp_path / "a.slow").write_text("before")
    run("-f", "slow", "-o", tmp_path / "a.slow")
    assert (tmp_path / "a.slow").read_text() == "before"
    assert names(tmp_path) == ["a.slow"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["parquet", "geojson"])
def test_ctrl_c_leaves_nothing(tmp_path: Path, name: str) -> None:
    """The real thing: a process, a signal, and every file it may have begun."""
    place, scratch = tmp_path / "store.sqlite", tmp_path / "tmp"
    scratch.mkdir()
    with open_store(place) as store:
        keep_told(store, (told_incident(told_report(n), id=f"i{n:06}") for n in range(3_000)))
    command = [sys.executable, "-m", "dateline", "export", "-f", name, "--store", str(place)]
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*command, "-o", str(out)],
        env=os.environ | {"TMPDIR": str(scratch)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not any(path.suffix == ".part" for path in tmp_path.iterdir()):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (130, "dateline: interrupted\n")
    assert names(tmp_path) == ["tmp"]
    assert list(scratch.iterdir()) == []
