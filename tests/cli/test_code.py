"""``dateline code``: formats, files, exit codes, and what happens when things go wrong."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dateline.cli.main import OutputFormat
from dateline.export.tables import EXPORTERS

from .conftest import Result

Dateline = Callable[..., Result]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text("Ministers met.", encoding="utf-8")
    return file


def test_every_exporter_is_offered() -> None:
    assert [one.value for one in OutputFormat] == list(EXPORTERS)


def test_options_describe_the_article(dateline: Dateline, report: Path) -> None:
    result = dateline(
        "code", report, "--published", "2020-08-24", "--source", "PMOI/MEK",
        "--title", "A title", "--url", "https://example.org", "-f", "jsonl",
    )  # fmt: skip
    assert result.status == 0
    article = json.loads(result.out)["article"]
    assert (article["published"], article["title"]) == ("2020-08-24", "A title")
    assert (article["source"]["name"], article["url"]) == ("PMOI/MEK", "https://example.org")
    assert result.coder.seen[0].published == date(2020, 8, 24)
    assert result.err == ""


def test_a_future_day_is_a_day(dateline: Dateline, report: Path) -> None:
    result = dateline("code", report, "--published", "2999-12-31", "-f", "jsonl")
    assert (result.status, json.loads(result.out)["article"]["published"]) == (0, "2999-12-31")


@pytest.mark.parametrize("day", ["2020-02-31", "yesterday"])
def test_an_impossible_day_is_refused_in_one_line(
    dateline: Dateline, report: Path, day: str
) -> None:
    result = dateline("code", report, "--published", day)
    assert (result.status, result.out) == (2, "")
    assert len(result.complaints) == 1
    assert day in result.err


def test_good_input_is_coded_beside_bad(dateline: Dateline, tmp_path: Path, report: Path) -> None:
    lines = tmp_path / "reports.jsonl"
    lines.write_text(
        '{"id": "a", "text": "One."}\nbroken\n'
        '{"id": "b", "text": "Two.", "published": "2020-02-31"}\n{"id": "c", "text": "Three."}\n',
        encoding="utf-8",
    )
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\0\1\2")
    missing = tmp_path / "missing.txt"
    result = dateline("code", lines, binary, missing, report, "-f", "jsonl")
    assert result.status == 2
    written = [json.loads(line)["article"] for line in result.out.splitlines()]
    assert [one["text"] for one in written] == ["One.", "Three.", "Ministers met."]
    assert result.complaints == [
        f"{lines}:2: not valid JSON: Expecting value at column 1",
        f"{lines}:3: '2020-02-31' is not a date of the calendar",
        f"{binary}: this is a binary file, not text",
        f"{missing}: no such file",
    ]


def test_nothing_is_written_where_nothing_could_be_read(dateline: Dateline, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    result = dateline("code", tmp_path / "missing.txt", "-o", out)
    assert (result.status, out.exists(), len(result.complaints)) == (2, False, 1)


def test_an_article_that_fails_is_told_and_written(dateline: Dateline, tmp_path: Path) -> None:
    lines = tmp_path / "reports.jsonl"
    lines.write_text('{"id": "x", "text": "fail"}\n{"text": "fine"}\n', encoding="utf-8")
    result = dateline("code", lines, "-f", "jsonl")
    assert result.status == 1
    assert result.complaints == ["x: could not be coded: code: ValueError: no"]
    assert json.loads(result.out.splitlines()[0])["failures"][0]["stage"] == "code"
    assert len(result.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("out.json", "[\n"),
        ("out.jsonl", '{"article":'),
        ("out.html", "<!doctype html>"),
        ("out.csv", "article_id,"),
        ("out.txt", "Ministers met.\n"),
        ("OUT.JSONL", '{"article":'),
    ],
)
def test_the_suffix_tells_the_format(
    dateline: Dateline, report: Path, tmp_path: Path, name: str, start: str
) -> None:
    out = tmp_path / name
    result = dateline("code", report, "-o", out)
    assert (result.status, result.out, result.err) == (0, "", "")
    assert out.read_bytes().decode().startswith(start)


def test_a_format_wins_over_the_suffix(dateline: Dateline, report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    dateline("code", report, "-o", out, "--format", "jsonl")
    assert json.loads(out.read_text(encoding="utf-8"))["article"]["text"] == "Ministers met."


def test_no_text(dateline: Dateline, report: Path) -> None:
    result = dateline("code", report, "-f", "json", "--no-text")
    assert "text" not in json.loads(result.out)[0]["article"]


def test_ctrl_c_keeps_the_lines_that_are_done(dateline: Dateline, tmp_path: Path) -> None:
    lines = tmp_path / "reports.jsonl"
    lines.write_text('{"text": "one"}\n{"text": "two"}\n{"text": "interrupt"}\n', encoding="utf-8")
    out = tmp_path / "out.jsonl"
    result = dateline("code", lines, "-o", out)
    assert result.status == 130
    assert result.complaints == [
        f"interrupted: {out} holds the 2 articles coded so far; the same command goes on from there"
    ]
    assert len([json.loads(line) for line in out.read_text("utf-8").splitlines()]) == 2


@pytest.mark.parametrize("name", ["out.json", "out.html", "out.csv"])
def test_ctrl_c_leaves_no_half_of_a_file(dateline: Dateline, tmp_path: Path, name: str) -> None:
    lines = tmp_path / "in" / "reports.jsonl"
    lines.parent.mkdir()
    lines.write_text('{"text": "one"}\n{"text": "interrupt"}\n', encoding="utf-8")
    out = tmp_path / name
    out.write_text("old", encoding="utf-8")
    result = dateline("code", lines, "-o", out)
    assert result.status == 130
    assert result.complaints == [f"interrupted: {out} was not written"]
    assert out.read_text("utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "in"])


def test_output_that_cannot_be_written(dateline: Dateline, report: Path, tmp_path: Path) -> None:
    for name in ("no/such/folder.json", "no/such/folder.jsonl"):
        result = dateline("code", report, "-o", tmp_path / name)
        assert result.status == 2
        assert "cannot be written" in result.err
        assert len(result.complaints) == 1


def test_input_is_never_written_over(dateline: Dateline, tmp_path: Path) -> None:
    lines = tmp_path / "reports.jsonl"
    lines.write_text('{"text": "one"}\n', encoding="utf-8")
    before = lines.read_bytes()
    for inputs, out in (([lines], lines), ([tmp_path], tmp_path / "new.jsonl")):
        result = dateline("code", *inputs, "-o", out)
        assert (result.status, len(result.complaints)) == (2, 1)
    assert lines.read_bytes() == before
    assert list(tmp_path.iterdir()) == [lines]


def test_standard_input(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Ça va.".encode())))
    result = dateline("code", "-", "-f", "jsonl")
    assert json.loads(result.out)["article"]["text"] == "Ça va."


@pytest.mark.parametrize("args", [[], ["--no-such"], ["code"], ["code", "x", "-f", "xml"], ["do"]])
def test_wrong_usage_is_exit_code_2(dateline: Dateline, args: list[str]) -> None:
    assert dateline(*args).status == 2


def test_parser_codebook_and_strict_reach_the_coder(
    dateline: Dateline, report: Path, tmp_path: Path
) -> None:
    book = tmp_path / "own.toml"
    book.write_text("", encoding="utf-8")
    result = dateline("code", report, "--parser", "en_core_web_lg", "--codebook", book, "--strict")
    settings = result.coder.settings
    assert (settings.parser, settings.codebook, settings.strict) == ("en_core_web_lg", book, True)
    result = dateline("code", report, "--codebook", tmp_path / "none.toml")
    assert (result.status, len(result.complaints)) == (2, 1)
