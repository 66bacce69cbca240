"""Tables: columns by their usual names, every kind of bad row, and what comes after it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.ingest.article import Given
from dateline.ingest.columns import read_columns
from dateline.ingest.jsonl import read_jsonl
from dateline.records.article import Article

LIMIT = 1_000
NAME = "reports.csv"


def read(
    data: bytes | str,
    *,
    name: str = NAME,
    columns: dict[str, str] | None = None,
    given: Given | None = None,
    limit: int = LIMIT,
) -> list[Article | InputError]:
    raw = data.encode() if isinstance(data, str) else data
    return list(
        read_columns(io.BytesIO(raw), name, given or Given(), max_chars=limit, columns=columns)
    )


def told(found: list[Article | InputError]) -> list[str]:
    return [one.text if isinstance(one, Article) else f"! {one}" for one in found]


def test_a_table() -> None:
    (one,) = read(
        "id,Headline,Body,Publication Date,Outlet,Link,lang\n"
        '7,Title,"First line.\nSecond, with ""quotes"".",2020-08-24T10:00:00Z,AP,https://a.example/,en\n'
    )
    assert isinstance(one, Article)
    assert one.text == 'First line.\nSecond, with "quotes".'
    assert (one.id, one.title, one.url, one.language) == ("7", "Title", "https://a.example/", "en")
    assert one.published == date(2020, 8, 24)
    assert one.source is not None
    assert one.source.name == "AP"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "title,text\nT,Words here.\n"),
        ("a.csv", "title;text\nT;Words here.\n"),
        ("a.csv", "title\ttext\nT\tWords here.\n"),
        ("a.csv", "title|text\r\nT|Words here.\r\n"),
        ("a.tsv", "title\ttext\nT\tWords here.\n"),
        ("a.tsv.gz", "title\ttext, really\ttext\nT\tx\tWords here.\n"),
        ("a.csv", "\ufefftitle,text\nT,Words here.\n"),
        ("a.csv", "\n\n TITLE , Text \nT,Words here.\n"),
        ("a.csv", "title,article_text\nT,Words here."),
        ("a.csv", '"title","Full Text"\n"T","Words here."\n\n , \n'),
        ("a.csv", "title,text\nT,Words here.,,\n"),
        ("a.csv", "text,content,title\nWords here.,other,T\n"),
    ],
)
def test_ways_to_write_a_table(name: str, data: str) -> None:
    (one,) = read(data, name=name)
    assert isinstance(one, Article)
    assert (one.title, one.text) == ("T", "Words here.")


def test_the_user_s_names() -> None:
    data = "a,b,text\nWords of a.,2020-08-24,no\n"
    (one,) = read(data, columns={"text": "a", "published": "b"})
    assert isinstance(one, Article)
    assert (one.text, one.published) == ("Words of a.", date(2020, 8, 24))


@pytest.mark.parametrize(
    ("data", "columns", "reason"),
    [
        (b"", None, "the file is empty"),
        (b"\n \n", None, "the file is empty"),
        (b"title,text\n", None, "there is no row below the header"),
        (b"a,b\n1,2\n", None, "no column holds the text; columns are 'a', 'b'"),
        (b"a,b\n1,2\n", {"text": "c"}, "there is no column 'c'; columns are 'a', 'b'"),
        (
            b"a,b\n1,2\n",
            {"body": "a"},
            "there is no field 'body'; fields are "
            "text, title, published, source, url, id, language",
        ),
        ("text\nx".encode("utf-16"), None, "this looks like UTF-16; save it as UTF-8"),
        (b"te\0xt\nx", None, "this is a binary file, not a table"),
        (b"t\xe9xt,text\nx,y", None, "the header is not valid UTF-8; save the file as UTF-8"),
    ],
)
def test_tables_that_are_none(data: bytes, columns: dict[str, str] | None, reason: str) -> None:
    assert told(read(data, columns=columns)) == [f"! {NAME}: {reason}"]


GOOD = "T,Good row."


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"T", "the row has 1 columns, the header 3"),
        (b"T,a,b,c", "the row has 4 columns, the header 3"),
        (b"T,,2020-01-01", "there is no text in it"),
        (b"T,x,2020-02-31", "'2020-02-31' is not a date that can be read"),
        (b"T,x,03/04/2020", "'03/04/2020' is not a date that can be read"),
        (b"T,caf\xe9,", "not valid UTF-8: byte 0xe9; save the file as UTF-8"),
        (
            b"T," + b"x" * 1001 + b",",
            "the text has 1,001 characters; the limit is 1,000 an article",
        ),
        (b"T," + b"x" * 200_000 + b",", "a value is too long, or a quote is never closed"),
        (b'T,"x"y,', "a quote ends in the middle of a value"),
        (b'T,"never closed,', "a quote ends in the middle of a value"),
        (b'"T,never closed,', "a quote is opened and never closed"),
    ],
)
def test_a_bad_row_costs_only_itself(row: bytes, reason: str) -> None:
    csv.field_size_limit(131_072)  # as Python has it: a test with larger values may have come first
    head, tail = "title,text,date\nT,First row.,2020-01-01\n", "T,Last row.,\n"
    if "in the middle" in reason:
        tail = 'T,"Last row.",\n'
    found = told(read(head.encode() + row + b"\n" + tail.encode()))
    assert found[0] == "First row."
    assert found[-1] == "Last row."
    assert found[1:-1] == [f"! {NAME}:3: {reason}"]


def test_lines_are_counted_as_editors_count_them() -> None:
    data = 'title,text\n\nT,"one\ntwo\nthree"\nT\n\nT,last'
    assert told(read(data)) == [
        "one\ntwo\nthree",
        f"! {NAME}:6: the row has 1 columns, the header 2",
        "last",
    ]


def test_rows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.ingest.columns._OTHER_COLUMNS", 2_000)
    found = told(read(b"text\n" + b"x," * 50_000 + b"\nLast row.\n"))
    assert found == [f"! {NAME}:2: the row is longer than 6,000 characters", "Last row."]
    endless = "text,title\n" + '","x\n' * 5_000 + "Last row.,T\n"
    found = told(read(endless))
    assert len(found) < 5_100
    assert found[-1] == "Last row."


def test_a_large_value() -> None:
    (one,) = read("text\n" + "word " * 100_000, limit=600_000)
    assert isinstance(one, Article)
    assert len(one.text) == 500_000


def test_what_is_given_and_what_is_detected() -> None:
    given = Given(source="Given", published=date(2021, 1, 1))
    data = (
        "text,source\n"
        "Quatre personnes ont été tuées lundi dans une attaque au Mali.,\n"
        "The police said on Monday that four people had been killed.,Own\n"
    )
    french, english = read(data, given=given)
    assert isinstance(french, Article)
    assert isinstance(english, Article)
    assert (french.language, english.language) == ("fr", "en")
    assert french.source is not None
    assert english.source is not None
    assert (french.source.name, english.source.name) == ("Given", "Own")
    assert french.published == date(2021, 1, 1)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(min_size=1, max_size=30)), max_size=6))
def test_what_the_csv_module_writes_is_read(rows: list[tuple[str, str]]) -> None:
    rows = [(a, b) for a, b in rows if b.strip() and all(c.isprintable() for c in a + b)]
    written = io.StringIO()
    csv.writer(written).writerows([("title", "text"), *rows])
    found = [one for one in read(written.getvalue()) if isinstance(one, Article)]
    assert [one.text for one in found] == [b for _, b in rows]
    assert [one.title or "" for one in found] == [a if a.strip() else "" for a, _ in rows]


@settings(deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(['"', ",", "\n", "\r\n", "x", "\0", "é", "2020-01-01", ";"]), max_size=60
    )
)
def test_any_table(parts: list[str]) -> None:
    found = read("text,title,date\n" + "".join(parts))
    assert found
    assert all("\n" not in str(one) for one in found if isinstance(one, InputError))


def test_keys_of_json_lines() -> None:
    lines = [{"Body": "Words.", "Day": "2020-08-24", "nr": 7}, {"text": "no"}, {"Body": 5}]
    data = "\n".join(map(json.dumps, lines)).encode()
    columns = {"text": "Body", "published": "Day", "id": "nr"}
    found = list(read_jsonl(io.BytesIO(data), "x.jsonl", Given(), max_chars=LIMIT, columns=columns))
    (first, *bad) = found
    assert isinstance(first, Article)
    assert (first.text, first.published, first.id) == ("Words.", date(2020, 8, 24), "7")
    assert told(bad) == [
        "! x.jsonl:2: there is no 'Body' in it",
        "! x.jsonl:3: 'Body' is not a string",
    ]


def test_a_real_file(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("text\nOne.\nTwo.\n", encoding="utf-8")
    with file.open("rb") as stream:
        found = list(read_columns(stream, str(file), Given(), max_chars=LIMIT))
    assert told(found) == ["One.", "Two."]
