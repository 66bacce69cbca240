"""CSV tables of actors: columns, countries, ties, quotes, and what cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.resolve.actor_file import DatedTie
from dateline.resolve.actor_import import convert
from dateline.resolve.actor_import.tables import ACLED_TYPES, COLUMNS, SECTORS
from dateline.resolve.actor_loading import load_actor_file
from dateline.resolve.periods import Period

from .importing import complaints, converted, countries

HEAD = "name,id,country,sectors,kind,aliases,start,end,part_of,backed_by,note\n"


def test_a_table(tmp_path: Path) -> None:
    text = HEAD + (
        "Orchard Guard,orchard-guard,Peru,PRM,group,Guardia del Huerto;OG,2020,,,"
        "PER_GOV 2021..;Iran,a source\n"
        'Youth Wing,,pe,"prm, edu",,,2021-05,2022,Orchard Guard,,\n'
        ",,,,,,,,,,\n"
        "Meadow Post,,,JRN,media,,,,,,\n"
    )
    reading, entries = converted(tmp_path / "x.csv", text)
    assert complaints(reading) == []
    assert list(entries) == ["ORCHARD_GUARD", "YOUTH_WING", "MEADOW_POST"]
    guard = entries["ORCHARD_GUARD"]
    assert (guard.country, guard.sectors, guard.kind) == ("PER", ("PRM",), "group")
    assert guard.aliases == ("Guardia del Huerto", "OG")
    assert guard.active == Period(date(2020, 1, 1))
    assert guard.ties == (
        DatedTie("backed_by", "PER_GOV", Period(date(2021, 1, 1)), "a source"),
        DatedTie("backed_by", "IRN_GOV", Period(), "a source"),
    )
    wing = entries["YOUTH_WING"]
    assert (wing.sectors, wing.kind) == (("PRM", "EDU"), "group")
    assert wing.active == Period(date(2021, 5, 1), date(2022, 12, 31))
    assert wing.ties == (DatedTie("part_of", "ORCHARD_GUARD"),)
    assert entries["MEADOW_POST"].aliases == ("Meadow Post",)  # else nobody would find it


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("X,,Utopia,REB,,,,,,,", "unknown country 'Utopia'"),
        ("X,,,ZZZ,,,,,,,", "unknown sector 'ZZZ': one of AGR, BUS"),
        ("X,,,,gruop,,,,,,", "unknown kind 'gruop': one of body, company"),
        ("X,,,,,,12,,,,", "not a date written as YYYY, YYYY-MM or YYYY-MM-DD: '12'"),
        ("X,,,,,,2020-13,,,,", "no such day in 2020-13.."),
        ("X,,,,,,2020,2010,,,", "ends before it starts: 2020..2010"),
        (",,PER,REB,,,,,,,", "no name"),
        ("--,,PER,REB,,,,,,,", "no letter in the name '--'"),
        ("39649,,PER,REB,,,,,,,", "no letter in the name '39649'"),
        (f"{'x' * 201},,,,,,,,,,", "a name is longer than 200 characters"),
        ("X,阿,,,,,,,,,", "no letter of the Latin alphabet in the id '阿'"),
        ("X,PER,,,,,,,,,", "the id 'PER' is a country's"),
        ("X,,PER", "3 values, but 11 columns"),
        ('"X,,,,,,,,,,', "a quote is not closed"),
        ('X"Y,"Z"",,,,,,,,,', "a quote is not closed"),
        ("X,,,,,,,,NOBODY_HERE,,", "part_of: nobody is called 'NOBODY_HERE'"),
        ("X,,,,,,,,QQQ_GOV,,", "part_of: nobody is called 'QQQ_GOV'"),
        ("X,,,,,,,,A 20..,,", "not a period: '20..'"),
    ],
)
def test_rows_that_cannot_be_read(tmp_path: Path, row: str, says: str) -> None:
    text = f"{HEAD}Fine One,,PER,REB,,,,,,,\n{row}\nFine Two,,PER,REB,,,,,,,\n"
    reading, entries = converted(tmp_path / "x.csv", text)
    (complaint,) = complaints(reading)
    assert complaint.startswith(f"3: {says}")
    assert [i for i in entries if i.startswith("FINE")] == ["FINE_ONE", "FINE_TWO"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"\0\1\2,\n", "this is a binary file, not text"),
        ("name,country\n".encode("utf-16"), "this looks like UTF-16; save it as UTF-8"),
        (b"id,country\nX,PER\n", "1: no column 'name'"),
        (b'na"me,country"\nX,PER\n', "1: no column 'name'"),
        (b'name,"country\nX,PER\n', "1: a quote is not closed"),
    ],
)
def test_files_that_are_none(tmp_path: Path, data: bytes, says: str) -> None:
    reading, entries = converted(tmp_path / "x.csv", data)
    assert complaints(reading) == [says]
    assert (entries, reading.is_good) == ({}, False)


def test_missing_files(tmp_path: Path) -> None:
    folder = tmp_path / "y.csv"
    folder.mkdir()
    for path in (tmp_path / "none.csv", folder):
        (reading,) = convert([(path, None)], load_actor_file(), countries(), named={})
        (complaint,) = complaints(reading)
        assert complaint.startswith("cannot be read: ")


def test_a_wrong_encoding_costs_the_lines_that_have_it(tmp_path: Path) -> None:
    data = "name,country\nPeña Group,PER\nGood Group,PER\n".encode("latin-1")
    reading, entries = converted(tmp_path / "x.csv", data)
    assert complaints(reading) == ["2: not valid UTF-8: byte 0xf1; save it as UTF-8"]
    assert list(entries) == ["GOOD_GROUP"]


def test_many_complaints_are_told_shortly(tmp_path: Path) -> None:
    reading, _ = converted(tmp_path / "x.csv", "name,country\n" + "X,Utopia\n" * 50)
    told = list(reading.told(20))
    assert len(told) == 21
    assert told[-1] == f"{reading.file}: 30 more lines could not be read"


def test_columns_by_other_names(tmp_path: Path) -> None:
    text = "\ufeffGruppe;Land;Start Date;name\nAlpha Group;Peru;2001;not this\n"
    reading, entries = converted(
        tmp_path / "x.csv", text, name="gruppe", country="LAND", start="start date"
    )
    assert complaints(reading) == ["1: the column 'name' is not read"]
    assert entries["ALPHA_GROUP"].country == "PER"
    assert entries["ALPHA_GROUP"].active.start == date(2001, 1, 1)
    reading, _ = converted(tmp_path / "x.csv", text, name="nichts")
    assert complaints(reading) == ["1: no column 'nichts'"]


def test_columns_that_are_not_read(tmp_path: Path) -> None:
    reading, entries = converted(tmp_path / "x.tsv", "name\tcolour\nX Group\tred\n")
    assert complaints(reading) == ["1: the column 'colour' is not read"]
    assert (list(entries), reading.is_good) == (["X_GROUP"], True)


def test_values_with_line_ends(tmp_path: Path) -> None:
    text = 'name,note\n"Two\nLines","a ""b""\n\nc"\nNext One,\n"Open,\nLast One,\n'
    reading, entries = converted(tmp_path / "x.csv", text)
    assert list(entries) == ["TWO_LINES", "NEXT_ONE", "LAST_ONE"]
    assert complaints(reading) == ["7: a quote is not closed"]


def test_old_line_ends(tmp_path: Path) -> None:
    for end in ("\r", "\r\n"):
        _, entries = converted(tmp_path / "x.csv", f"name,country{end}X Group,PER{end}Y Group,PE")
        assert list(entries) == ["X_GROUP", "Y_GROUP"]


def test_what_the_user_says_of_a_shipped_entry_counts(tmp_path: Path) -> None:
    text = "name,id,sectors,country\nBadr Organisation,,REB,\nMy Hamas,HAMAS,,\nELN,,REB,Bolivia\n"
    _, entries = converted(tmp_path / "x.csv", text)
    shipped = load_actor_file().entries
    badr = entries["BADR"]
    assert (badr.sectors, badr.country, badr.active) == (("REB",), "IRQ", shipped["BADR"].active)
    assert (entries["HAMAS"].name, entries["HAMAS"].sectors) == (
        "My Hamas", shipped["HAMAS"].sectors,
    )  # fmt: skip
    assert entries["ELN_BOL"].name == "ELN"


def test_a_part_of_a_state_gets_names(tmp_path: Path) -> None:
    text = "name,id,aliases,part_of\nGuardia de la Ribera,PER_COP,GDR,UN\n"
    reading, entries = converted(tmp_path / "x.csv", text)
    assert entries["PER_COP"].aliases == ("Guardia de la Ribera", "GDR")
    assert entries["PER_COP"].kind == "state"
    assert reading.blocks == ["@alias PER_COP | Guardia de la Ribera; GDR\n"]


def test_columns_are_named_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "actors.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"`{column}`" in page, column
    assert {"GOV", "JRN", "IGO", "NGO"} <= SECTORS
    assert "State forces" in ACLED_TYPES
