"""WARC files: the pages in them, and what a broken record costs."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
from datetime import date

import pytest

from dateline.errors import InputError
from dateline.ingest import warc
from dateline.ingest.article import Given
from dateline.ingest.warc import read_warc
from dateline.records.page import Page

from .site import article

TODAY = date(2024, 5, 2)
NAME = "news.warc"
OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def record(
    number: int,
    page: str | bytes = "",
    *,
    http: str = OK,
    kind: str = "response",
    url: str | None = None,
    moment: str = "2024-05-01T10:00:00Z",
    digest: bool = True,
) -> bytes:
    body = page.encode() if isinstance(page, str) else page
    block = f"{http}\r\n".encode() + (body or article(title=f"Report number {number}").encode())
    sha1 = base64.b32encode(hashlib.sha1(block).digest()).decode()
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
        f"WARC-Target-URI: {url or f'https://news.example/{number}'}",
        f"WARC-Date: {moment}",
        "Content-Type: application/http; msgtype=response",
        *([f"WARC-Block-Digest: sha1:{sha1}"] if digest else []),
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def read(data: bytes, *, limit: int = 100_000) -> list[Page | InputError]:
    return list(read_warc(io.BytesIO(data), NAME, Given(), today=TODAY, max_chars=limit))


def told(found: list[Page | InputError]) -> list[str]:
    return [f"! {one}" if isinstance(one, InputError) else str(one.url) for one in found]


def url(number: int) -> str:
    return f"https://news.example/{number}"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_pages(pack: object) -> None:
    data = b"".join(pack(record(number)) for number in range(3))  # type: ignore[operator]
    found = read(data)
    assert told(found) == [url(0), url(1), url(2)]
    first = found[0]
    assert isinstance(first, Page)
    assert first.article.title == "Report number 0"
    assert first.article.language == "en"
    assert str(first.fetched_at) == "2024-05-01 10:00:00+00:00"


def test_one_gzip_stream_for_all() -> None:
    assert told(read(gzip.compress(record(0) + record(1)))) == [url(0), url(1)]


def test_what_is_no_page_is_passed_over() -> None:
    data = (
        record(0, "x", kind="warcinfo")
        + record(1, "x", http="HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n")
        + record(2, b"\x89PNG", http="HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n")
        + record(3, "x", kind="request")
        + record(4, "x", http="no HTTP")
        + record(5)
    )
    assert told(read(data)) == [url(5)]


def test_the_day_of_the_record_is_the_last_possible() -> None:
    tag = '<meta property="article:published_time" content="{}">'
    late = record(0, article(head=tag.format("2024-05-02")))
    right = record(1, article(head=tag.format("2024-05-01")))
    first, second = read(late + right)
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert first.article.published is None
    assert second.article.published == date(2024, 5, 1)


def chunked(data: bytes) -> bytes:
    return b"".join(
        f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (data[:100], data[100:], b"")
    )


@pytest.mark.parametrize(
    ("header", "pack"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress),
        ("Content-Encoding: gzip\r\n", bytes),  # unpacked by the archive, the header left
        ("Transfer-Encoding: chunked\r\n", chunked),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
         lambda data: chunked(gzip.compress(data))),
    ],
)  # fmt: skip
def test_packed_pages(header: str, pack: object) -> None:
    page = pack(article().encode())  # type: ignore[operator]
    assert told(read(record(0, page, http=OK + header) + record(1))) == [url(0), url(1)]


def test_a_charset_in_the_header() -> None:
    page = article(title="Café").encode("cp1251", "replace")
    (found,) = read(record(0, page, http=OK.replace("utf-8", "windows-1251")))
    assert isinstance(found, Page)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record(1, "<p>short</p>"), f"{url(1)}: no article was found in the page"),
        (record(1, url="ftp://x.example/"), "its URL is not one of the web"),
        (record(1, url="dns:x.example"), "its URL is not one of the web"),
        (record(1, http=OK + "X: " + "y" * 50_000), "Maximum header length exceeded."),
        (
            record(1, b"not packed", http=OK + "Content-Encoding: br\r\n"),
            "its compression is damaged",
        ),
        (
            record(1, gzip.compress(b"\0" * 50_000_000), http=OK + "Content-Encoding: gzip\r\n"),
            "it unpacks to more than 100 times its size",
        ),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_bad_page_costs_only_itself(bad: bytes, reason: str, pack: object) -> None:
    first, last = record(0), record(2)
    data = b"".join(map(pack, (first, bad, last)))  # type: ignore[arg-type]
    at = len(pack(first))  # type: ignore[operator]
    assert told(read(data)) == [
        url(0), f"! {NAME}: the record at byte {at:,}: {reason}", url(2),
    ]  # fmt: skip


def broken(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"junk\r\n\r\n" + data,
        lambda data: broken(data, b"Content-Length: ", b"Content-Length: 9"),
        lambda data: broken(data, b"Content-Length: 1", b"Content-Length: "),
        lambda data: broken(data, b"WARC/1.0", b"XXXX/1.0"),
        lambda data: broken(data, b"militia", b"MILITIA"),
        lambda data: data[:300],
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_after_a_broken_record_the_rest_is_read(spoil: object, pack: object) -> None:
    parts = [record(0), spoil(record(1)), record(2), record(3)]  # type: ignore[operator]
    found = told(read(b"".join(map(pack, parts))))  # type: ignore[arg-type]
    errors = [one for one in found if one.startswith("!")]
    pages = [one for one in found if not one.startswith("!") and one != url(1)]
    assert pages == [url(0), url(2), url(3)]
    assert len(errors) <= 1
    assert errors or url(1) in found


@pytest.mark.parametrize("cut", [5, 40, 200, 700])
def test_damaged_gzip(cut: int) -> None:
    first, second, third = (gzip.compress(record(number)) for number in range(3))
    spoiled = bytearray(second)
    spoiled[cut] ^= 0xFF
    found = told(read(first + bytes(spoiled) + third))
    assert found[0] == url(0)
    assert found[-1] == url(2)
    assert len(found) == 3
    cut_off = told(read(first + second + third[:-cut]))
    assert cut_off[:2] == [url(0), url(1)]
    assert len(cut_off) <= 3


def test_a_record_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_RECORD_BYTES", 5_000)
    film = record(9, b"x" * 9_000, http="HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n")
    data = record(0) + record(1, "x" * 9_000) + record(2) + film
    assert told(read(data)) == [
        url(0), f"! {NAME}: the record at byte {len(record(0)):,}: it is larger than 5,000 bytes",
        url(2),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"hello", b"\x1f\x8b\x08junk", b"\0" * 5_000])
def test_files_that_are_none(data: bytes) -> None:
    assert told(read(data)) == [f"! {NAME}: a record is broken and was left out (after byte 0)"]


@pytest.mark.parametrize("data", [b"", b"WARC/1.0\r\n", record(0, "x", kind="warcinfo")])
def test_files_without_a_page(data: bytes) -> None:
    assert told(read(data)) == [f"! {NAME}: there is no page in the file"]
