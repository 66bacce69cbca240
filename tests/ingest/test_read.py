"""Every way in which input can be given, and every way in which it can be bad."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from dateline.errors import BadDate, InputError, TextTooLarge
from dateline.ingest import Given, content_hash, count, make_article, parse_day, read
from dateline.records.article import Article

LIMIT = 1000
NOTHING = Given()
TOO_LONG = "the text is past the limit of 1,000 characters an article"


def take(*inputs: object, given: Given = NOTHING, stdin: bytes | None = None) -> list[object]:
    stream = None if stdin is None else io.BytesIO(stdin)
    return list(read([str(i) for i in inputs], given, max_chars=LIMIT, stdin=stream))


def texts(found: list[object]) -> list[str]:
    return [one.text if isinstance(one, Article) else f"! {one}" for one in found]


def lines(*records: object) -> bytes:
    return b"".join(
        (r if isinstance(r, bytes) else json.dumps(r).encode()) + b"\n" for r in records
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Police met.\n", "Police met.\n"),
        (b"\xef\xbb\xbfPolice met.", "Police met."),
        ("Müller traf Çelik – „ja“".encode(), "Müller traf Çelik – „ja“"),
        (b"One\r\nTwo\rThree\n", "One\r\nTwo\rThree\n"),
        (b"", "! {name}: the file is empty"),
        (b" \n\t\n", "! {name}: there is no text in it"),
        (b"\xef\xbb\xbf", "! {name}: there is no text in it"),
        (b"PK\x03\x04\x00\x00binary", "! {name}: this is a binary file, not text"),
        ("Police".encode("utf-16"), "! {name}: this looks like UTF-16; save it as UTF-8"),
        (b"ok\nall\ncaf\xe9 x", "! {name}:3: not valid UTF-8: byte 0xe9 at offset 10"),
        (b"ok\nx \xe2\x80", "! {name}:2: not valid UTF-8: byte 0xe2 at offset 5"),
        (b"x" * LIMIT, "x" * LIMIT),
        (
            b"x" * (LIMIT + 1),
            "! {name}: the text has 1,001 characters; the limit is 1,000 an article",
        ),
        (
            b"x" * (LIMIT * 20),
            "! {name}: the text is past the limit of 1,000 characters an article",
        ),
    ],
)
def test_text_files(tmp_path: Path, data: bytes, expected: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(data)
    assert texts(take(file)) == [expected.replace("{name}", str(file))]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"text": "broken', "not valid JSON: Unterminated string starting at column 10"),
        (b"[1, 2]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"{}", "there is no 'text' in it"),
        (b'{"text": ""}', "there is no text in it"),
        (b'{"text": null}', "there is no text in it"),
        (b'{"text": 5}', "'text' is not a string"),
        (b'{"text": "a", "title": ["b"]}', "'title' is not a string"),
        (b'{"text": "a", "source": {"name": "b"}}', "'source' is not a string"),
        (b'{"text": "a", "published": 2020}', "'published' is not a string"),
        (
            b'{"text": "a", "published": "2020-02-31"}',
            "'2020-02-31' is not a date of the calendar",
        ),
        (
            b'{"text": "a", "published": "24 August 2020"}',
            "'24 August 2020' is not a date written as YYYY-MM-DD",
        ),
        (
            b'{"text": "half \\ud800 pair"}',
            "'text' holds half of a surrogate pair, which is not text",
        ),
        (b'{"text": "caf\xe9"}', "not valid UTF-8: byte 0xe9 at offset 13"),
        (b"[" * 100_000, "the line is longer than"),
        (b"[" * 3000, "not valid JSON"),
        (
            json.dumps({"text": "x" * (LIMIT + 1)}).encode(),
            "the text has 1,001 characters; the limit is 1,000 an article",
        ),
    ],
)
def test_a_bad_line_costs_only_itself(
    tmp_path: Path, line: bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.ingest.jsonl._OTHER_KEYS", 40_000)
    file = tmp_path / "reports.jsonl"
    file.write_bytes(lines({"text": "first"}, line, {"text": "last"}))
    first, bad, last = take(file)
    assert (first.text, last.text) == ("first", "last")
    assert isinstance(bad, InputError)
    assert str(bad).startswith(f"{file}:2: {message}")
    assert "\n" not in str(bad)


def test_a_line_without_end_is_not_read_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.ingest.jsonl._OTHER_KEYS", 0)
    found = take("-", stdin=b'{"text": "' + b"x" * 50_000 + b'"}\n' + lines({"text": "last"}))
    assert texts(found) == [
        "! standard input:1: the line is longer than 12,000 bytes",
        "last",
    ]


def test_json_lines_keys(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    full = {
        "id": "a-1", "text": "Text.", "title": "Title", "published": "2020-08-24T17:30:00Z",
        "source": "PMOI/MEK", "url": "https://example.org", "language": "en", "extra": [1],
    }  # fmt: skip
    file.write_bytes(b"\xef\xbb\xbf" + lines(full, b"", {"text": "Alone", "title": None, "id": 7}))
    given = Given(published=date(2021, 1, 1), source="Given", title="Given title")
    one, two = take(file, given=given)
    assert (one.id, one.title, one.source.name, one.url) == (
        "a-1", "Title", "PMOI/MEK", "https://example.org",
    )  # fmt: skip
    assert one.published == date(2020, 8, 24)
    assert (two.id, two.title, two.source.name, two.published) == (
        "7", "Given title", "Given", date(2021, 1, 1),
    )  # fmt: skip


def test_folders_are_read_at_any_depth_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.jsonl", "a/deep/er/x.TXT", "c.md", ".hidden.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('{"text": "line"}' if name.endswith("l") else name, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "no.txt").write_text("no", encoding="utf-8")
    assert texts(take(tmp_path)) == ["b.txt", "line", "a/z.txt", "a/deep/er/x.TXT"]
    assert count([str(tmp_path)]) == 4
    assert count([str(tmp_path), "-"]) is None


def test_what_is_not_there(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    missing = tmp_path / "missing.txt"
    assert texts(take(missing, empty, "nul\0name")) == [
        f"! {missing}: no such file",
        f"! {empty}: no .txt or .jsonl file in this folder",
        "! 'nul\\x00name': not a file name",
    ]
    assert count([str(missing)]) == 0


def test_an_empty_jsonl_file(tmp_path: Path) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_bytes(b"\n\n")
    assert texts(take(file)) == [f"! {file}: the file is empty"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Police met.\n", ["Police met.\n"]),
        (b"\n\n  Police met.\nThen left.", ["\n\n  Police met.\nThen left."]),
        (lines({"text": "one"}, {"text": "two"}), ["one", "two"]),
        (b"\n \n" + lines({"text": "one"}), ["one"]),
        (b"\xef\xbb\xbf" + lines({"text": "one"}), ["one"]),
        (b"", ["! standard input: the file is empty"]),
        (
            b"x" * 9000,
            [f"! standard input: {TOO_LONG}"],
        ),
    ],
)
def test_standard_input_is_text_or_json_lines(data: bytes, expected: list[str]) -> None:
    assert texts(take("-", stdin=data)) == expected


def test_long_first_lines_on_standard_input() -> None:
    long = json.dumps({"title": "t" * 5000, "text": "one"}).encode()
    assert texts(take("-", stdin=long + b"\n" + lines({"text": "two"}))) == ["one", "two"]
    found = list(read(["-"], Given(), max_chars=20_000, stdin=io.BytesIO(b"word " * 3000)))
    assert texts(found) == ["word " * 3000]


def test_the_hash_is_of_source_url_title_and_text() -> None:
    base = {"source": None, "url": None, "title": None}
    seen = {
        content_hash("text", **base),
        content_hash("text ", **base),
        content_hash("text", **base | {"source": "a"}),
        content_hash("text", **base | {"url": "a"}),
        content_hash("text", **base | {"title": "a"}),
        content_hash("text", **base | {"title": ""}),
    }
    assert len(seen) == 6
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in seen)
    assert content_hash("text", **base) == content_hash("text", **base)


def test_the_id_is_the_given_one_or_the_hash() -> None:
    assert make_article("text", Given(id="mine"), max_chars=9).id == "mine"
    article = make_article("text", Given(), max_chars=9)
    assert article.id == article.hash
    with pytest.raises(TextTooLarge):
        make_article("x" * 10, Given(), max_chars=9)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2020-08-24", date(2020, 8, 24)),
        (" 2020-08-24\n", date(2020, 8, 24)),
        ("2020-08-24T23:59:59+09:00", date(2020, 8, 24)),
        ("2020-08-24 10:00", date(2020, 8, 24)),
        ("2096-02-29", date(2096, 2, 29)),
    ],
)
def test_days(words: str, day: date) -> None:
    assert parse_day(words) == day


@pytest.mark.parametrize(
    "words",
    ["2020-02-31", "2021-02-29", "20200824", "2020-W34-1", "24.08.2020", "today", "",
     "2020-08-24Tnoon", "2020-13-01", "٢٠٢٠-٠٨-٢٤", "0000-01-01", "2020-08-24" + "0" * 500],
)  # fmt: skip
def test_what_is_no_day(words: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_day(words)
    assert len(str(caught.value)) < 120
