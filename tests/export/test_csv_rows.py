"""CSV for spreadsheets: a row a report, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from dateline.export.csv_rows import COLUMNS, neutral, rows
from dateline.export.options import ExportOptions
from dateline.records.event import CodedArticle


def table(*coded: CodedArticle) -> list[dict[str, str]]:
    written = "".join(rows(coded, ExportOptions()))
    return list(csv.DictReader(io.StringIO(written, newline="")))


def test_a_row_a_report(coded: CodedArticle, empty: CodedArticle) -> None:
    first, second = table(empty, coded)
    assert list(first) == list(COLUMNS)
    assert first["event_type"] == "violent_demonstration"
    assert (first["date_start"], first["place_name"], first["lon"]) == (
        "2020-08-22",
        "Arvale",
        "-44.12346",
    )
    assert (first["participants_low"], first["participants_high"]) == ("100", "999")
    assert (second["killed_low"], second["killed_high"]) == ("2", "")
    assert second["actors"] == "Police of Miran; Police of Miran"
    assert second["actor_texts"] == "police; officers"
    assert second["stances"] == "states; denies; claims"
    assert second["date_start"] == ""
    assert second["reasons"] == "targets: not stated; date: ambiguous"
    assert second["intensity"] == "-9.5"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＠"])
def test_formulas_are_neutralised(coded: CodedArticle, start: str) -> None:
    text = f"{start}cmd|' /C calc'!A0"
    assert neutral(text) == "'" + text
    row = table(replace(coded, article=replace(coded.article, title=text)))[0]
    assert row["title"] == "'" + text


def test_numbers_and_plain_words_stay() -> None:
    assert [neutral(cell) for cell in (-5, -9.5, None, "a=b", "", "'x")] == [
        -5, -9.5, None, "a=b", "", "'x",
    ]  # fmt: skip
