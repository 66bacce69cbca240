"""CSV for spreadsheets: a row a report, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from dateline.export.csv_rows import COLUMNS, neutral, rows
from dateline.export.options import ExportOptions
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Place
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


def test_a_place_in_the_codes_of_others(coded: CodedArticle) -> None:
    first = coded.reports[0]
    basra = Place("Basra", "IRQ", "Basra", lat=30.5, lon=47.8, precision="near")
    riga = replace(basra, name="Riga", country="SUN", precision="exact")
    places = [replace(first, place=Coded(place)) for place in (basra, riga)]
    nowhere = replace(first, place=Coded.missing(Reason.NOT_STATED))
    found = table(replace(coded, reports=(*places, nowhere)))
    names = ("country", "country_iso2", "country_fips", "acled_geo_precision", "ucdp_where_prec")
    assert [tuple(row[name] for name in names) for row in found] == [
        ("IRQ", "IQ", "IZ", "2", "2"),
        ("SUN", "", "", "1", "1"),
        ("", "", "", "", ""),
    ]


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
