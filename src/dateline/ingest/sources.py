"""Go through the sources of `dateline add`: files of every kind, folders, pages and feeds.

What a source is goes by its suffix, and where that says nothing by how it begins. A bad source,
line, row, record or item is an `InputError` in its place and costs only itself.
"""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath
from typing import BinaryIO

from ..errors import InputError
from ..records.article import Article
from ..records.page import Page
from .article import Given
from .charset import Decoded, decode_page
from .columns import read_columns
from .feeds import is_feed, read_feed
from .fetch import FEEDS, PAGES, Fetcher
from .jsonl import read_jsonl
from .language import UNDETERMINED, detect_language
from .pages import Visit, read_page
from .read import STDIN, read
from .text import ByteStream, read_text
from .visits import Visitor
from .warc import read_warc

Found = Page | Article | InputError

_SUFFIXES = {
    ".txt": "text",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".csv": "columns", ".tsv": "columns",
    ".html": "markup", ".htm": "markup", ".xhtml": "markup",
    ".xml": "markup", ".rss": "markup", ".atom": "markup", ".rdf": "markup",
    ".warc": "warc",
}  # fmt: skip
_GZ = ".gz"
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HEAD_BYTES = 2_000
_MAX_MARKUP_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Beside:
    """What some sources need besides: the user's names for columns and keys, standard input."""

    columns: Mapping[str, str] = field(default_factory=dict)
    stdin: ByteStream | None = None


def gather(
    sources: Iterable[str],
    given: Given,
    *,
    fetcher: Fetcher | None,
    today: date,
    max_chars: int,
    beside: Beside | None = None,
) -> Iterator[Found]:
    """Everything that ``sources`` hold, in their order, and an `InputError` for what is bad.

    A source is a file, a folder (its files at any depth, sorted by path), ``-`` for standard
    input, or a URL of a page or a feed. A feed's items are fetched one by one; where a page
    cannot be had, its error is followed by the feed's summary as a `Page` of the kind
    ``"summary"``. ``today`` is the day in UTC. Each article has its language, where it can be
    told.
    """
    gatherer = _Gatherer(given, Visitor(fetcher, today, max_chars), beside or Beside())
    for source in sources:
        yield from gatherer.source(source)


class _Gatherer:
    def __init__(self, given: Given, visitor: Visitor, beside: Beside) -> None:
        self._given = given
        self._visitor = visitor
        self._beside = beside
        self._max_chars = visitor.max_chars
        # A mark for articles that do not say their language.
        self._unsaid = given.or_else(Given(language=UNDETERMINED))
        self._visited: set[str] = set()

    def source(self, name: str) -> Iterator[Found]:
        if name == STDIN:
            found = read(
                (STDIN,), self._unsaid, max_chars=self._max_chars, stdin=self._beside.stdin
            )
            yield from map(_with_language, found)
        elif _URL.match(name):
            yield from self._url(name)
        elif Path(name).is_dir():
            files = list(_files(name))
            if not files:
                yield InputError(f"{name}: no file in this folder that can be read")
            for file in files:
                yield from self._file(file)
        else:
            yield from self._file(name)

    def _url(self, url: str) -> Iterator[Found]:
        try:
            fetched = self._visitor.fetch(url, FEEDS | PAGES)
            decoded = decode_page(fetched.body, fetched.charset)
            if not is_feed(decoded.text):
                yield self._visitor.page(fetched, decoded, self._given)
                return
        except InputError as error:
            yield error
            return
        yield from self._feed(decoded, url, fetched.url)

    def _feed(self, decoded: Decoded, name: str, url: str | None) -> Iterator[Found]:
        try:
            feed = read_feed(decoded, url=url, today=self._visitor.today)
        except InputError as error:
            yield type(error)(f"{name}: {error}")
            return
        yield from (InputError(f"{name}: {note}") for note in feed.notes)
        for item in feed.items:
            if item.url is not None and item.url in self._visited:
                continue
            try:
                page = self._visitor.item(item, self._given)
                self._visited.update(filter(None, (item.url, page.url)))
                yield page
            except InputError as error:
                yield error
                summary = self._visitor.summary(item, self._given, str(error))
                if summary is not None:
                    yield summary

    def _file(self, name: str) -> Iterator[Found]:
        try:
            stream = Path(name).open("rb")  # noqa: SIM115 - closed below
        except FileNotFoundError:
            yield InputError(f"{name}: no such file")
            return
        except OSError as error:
            yield InputError(f"{name}: {error.strerror or error}")
            return
        except ValueError:
            yield InputError(f"{name!r}: not a file name")
            return
        with stream:
            try:
                yield from self._opened(stream, name)
            except (EOFError, zlib.error, gzip.BadGzipFile):
                yield InputError(f"{name}: the compressed file is damaged")
            except OSError as error:
                yield InputError(f"{name}: {error.strerror or error}")

    def _opened(self, stream: BinaryIO, name: str) -> Iterator[Found]:
        kind = _SUFFIXES.get(_suffix(name)) or _kind_of(_head(stream))
        if kind == "warc":
            yield from self._warc(stream, name)
        elif name.lower().endswith(_GZ):
            with gzip.open(stream) as unpacked:
                yield from self._stream(kind, unpacked, name)
        else:
            yield from self._stream(kind, stream, name)

    def _stream(self, kind: str, stream: ByteStream, name: str) -> Iterator[Found]:
        readers: Mapping[str, Callable[[ByteStream, str], Iterator[Found]]] = {
            "text": self._text,
            "jsonl": self._jsonl,
            "columns": self._columns,
            "markup": self._markup,
        }
        yield from readers[kind](stream, name)

    def _text(self, stream: ByteStream, name: str) -> Iterator[Found]:
        yield _with_language(read_text(stream, name, self._unsaid, max_chars=self._max_chars))

    def _jsonl(self, stream: ByteStream, name: str) -> Iterator[Found]:
        found = read_jsonl(
            stream, name, self._unsaid, max_chars=self._max_chars, columns=self._beside.columns
        )
        yield from map(_with_language, found)

    def _columns(self, stream: ByteStream, name: str) -> Iterator[Found]:
        yield from read_columns(
            stream, name, self._given, max_chars=self._max_chars, columns=self._beside.columns
        )

    def _markup(self, stream: ByteStream, name: str) -> Iterator[Found]:
        data = stream.read(_MAX_MARKUP_BYTES + 1)
        if len(data) > _MAX_MARKUP_BYTES:
            yield InputError(f"{name}: the file is larger than {_MAX_MARKUP_BYTES:,} bytes")
            return
        decoded = decode_page(data)
        if is_feed(decoded.text):
            yield from self._feed(decoded, name, None)
            return
        try:
            visit = Visit(self._visitor.today, self._given.url)
            yield read_page(decoded, self._given, visit, max_chars=self._max_chars)
        except InputError as error:
            yield type(error)(f"{name}: {error}")

    def _warc(self, stream: BinaryIO, name: str) -> Iterator[Found]:
        yield from read_warc(
            stream, name, self._given, today=self._visitor.today, max_chars=self._max_chars
        )


def _files(folder: str) -> Iterator[str]:
    """The files of a folder whose suffix is known, sorted by path, hidden ones left out."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if _suffix(name) in _SUFFIXES and not name.startswith("."):
                yield str(Path(here) / name)


def _suffix(name: str) -> str:
    """The suffix that says what a file holds, ``.gz`` aside."""
    lower = name.lower().removesuffix(_GZ)
    return PurePath(lower).suffix


def _head(stream: BinaryIO) -> bytes:
    if not stream.seekable():
        return b""
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    return head


def _kind_of(head: bytes) -> str:
    """What a file without a known suffix holds, by how it begins."""
    if head.startswith(b"WARC/"):
        return "warc"
    text = head.decode("utf-8", "replace").removeprefix("\ufeff")
    return "markup" if is_feed(text) or _HTML.match(text) else "text"


def _with_language(found: Article | InputError) -> Article | InputError:
    """The article with the language it is in, where nobody has said it."""
    if isinstance(found, Article) and found.language == UNDETERMINED:
        return replace(found, language=detect_language(found.text))
    return found
