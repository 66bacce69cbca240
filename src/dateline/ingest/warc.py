"""WARC files, as Common Crawl News gives them: each saved HTML page is an article.

Read record by record with FastWARC, never the whole file. After a record that is broken reading
goes on with the next one that can be found behind it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType

from ..errors import FetchFailed, FetchRefused, InputError
from ..records.page import Page
from .article import Given
from .charset import decode_page
from .pages import Visit, read_page
from .unpacking import Unpacker
from .urls import checked_url

MAX_RECORD_BYTES = 10_000_000
_HTML = ("text/html", "application/xhtml+xml")
_OK = 200
_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"\nWARC/1."
_BEGINNING = b"WARC/"
_CHUNK = 1_000_000
_HEAD = 1_024
_MOST_BREAKS = 10_000
_PACKED_HEADS = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b"}
_DIGEST = "sha1:"
_BROKEN = "a record is broken and was left out"


def read_warc(
    stream: BinaryIO, name: str, given: Given, *, today: date, max_chars: int
) -> Iterator[Page | InputError]:
    """The pages of a WARC file in its order, and one `InputError` for each that cannot be read.

    ``stream`` can be sought in. Records that are no page (images, requests, errors of servers)
    are passed over. The day of the record is the last on which its page can have been published.
    """
    is_empty = True
    for record in _records(stream):
        if isinstance(record, InputError):
            found: Page | InputError | None = InputError(f"{name}: {record}")
        else:
            found = _read_record(record, name, given, today=today, max_chars=max_chars)
        if found is not None:
            is_empty = False
            yield found
    if is_empty:
        yield InputError(f"{name}: there is no page in the file")


def _read_record(
    record: WarcRecord, name: str, given: Given, *, today: date, max_chars: int
) -> Page | InputError | None:
    if record.record_type != WarcRecordType.response:
        return None
    try:
        return _page(record, given, today=today, max_chars=max_chars)
    except (InputError, OSError) as error:
        return InputError(f"{name}: the record at byte {record.stream_pos:,}: {error}")


def _page(record: WarcRecord, given: Given, *, today: date, max_chars: int) -> Page | None:
    size = record.content_length
    record.parse_http(auto_decode="transfer")
    if record.http_headers.status_code != _OK or record.http_content_type not in _HTML:
        return None
    if size > MAX_RECORD_BYTES:
        raise InputError(f"it is larger than {MAX_RECORD_BYTES:,} bytes")
    written = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    try:
        url = str(checked_url(written))
    except FetchRefused:
        raise InputError("its URL is not one of the web") from None
    page = decode_page(_body(record), record.http_charset)
    visit = Visit(today, url, record.record_date)
    try:
        return read_page(page, given, visit, max_chars=max_chars)
    except InputError as error:
        raise type(error)(f"{url}: {error}") from None


def _body(record: WarcRecord) -> bytes:
    """The page's bytes, unpacked; some archives unpack a page and leave the header standing."""
    data = record.reader.read(MAX_RECORD_BYTES + 1)
    coding = (record.http_headers.get("Content-Encoding") or "").strip().lower()
    head = _PACKED_HEADS.get(coding)
    if not coding or head is not None and not data.startswith(head):
        return data
    unpacker = Unpacker(coding, MAX_RECORD_BYTES)
    try:
        unpacker.feed(data)
        return unpacker.finish()
    except FetchFailed as error:
        raise InputError(str(error)) from None


def _records(stream: BinaryIO) -> Iterator[WarcRecord | InputError]:
    """The records, and one error for each stretch of the file that holds none."""
    start: int | None = 0
    is_packed = _is_packed(stream)
    is_told = False
    for _ in range(_MOST_BREAKS):
        stream.seek(start or 0)
        here = start or 0
        try:
            for record in ArchiveIterator(stream, parse_http=False):
                here = record.stream_pos
                if not _is_whole(record):
                    raise OSError("digest")
                is_told = False
                yield record
            return
        except OSError:
            if not is_told:
                yield InputError(f"{_BROKEN} (after byte {here:,})")
            is_told = True
        start = _next_start(stream, here + 1, is_packed=is_packed)
        if start is None:
            return
    yield InputError("too many records are broken; the rest was not read")


def _is_whole(record: WarcRecord) -> bool:
    """Whether the bytes are those that were saved, where the record can tell."""
    digest = record.headers.get("WARC-Block-Digest") or ""
    if not digest.startswith(_DIGEST) or record.content_length > MAX_RECORD_BYTES:
        return True
    return record.verify_block_digest()


def _is_packed(stream: BinaryIO) -> bool:
    stream.seek(0)
    return stream.read(len(_GZIP)) == _GZIP


def _next_start(stream: BinaryIO, after: int, *, is_packed: bool) -> int | None:
    """Where the next record from ``after`` on seems to begin."""
    mark, shift = (_GZIP, 0) if is_packed else (_PLAIN, 1)
    at = after
    while True:
        stream.seek(at)
        chunk = stream.read(_CHUNK + _HEAD)
        place = chunk.find(mark)
        while 0 <= place < _CHUNK:
            if not is_packed or _holds_record(chunk[place : place + _HEAD]):
                return at + place + shift
            place = chunk.find(mark, place + 1)
        if len(chunk) <= _CHUNK:
            return None
        at += _CHUNK


def _holds_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, len(_BEGINNING)) == _BEGINNING
    except zlib.error:
        return False
