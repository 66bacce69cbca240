"""JSON lines: one article a line, with the keys of RECORDS.md; other keys are ignored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ..errors import InputError
from ..records.article import Article
from .article import Given, make_article, parse_day
from .text import ByteStream, not_utf8

_UTF8_BOM = b"\xef\xbb\xbf"
_ESCAPED_CHARACTER = 12
"""Bytes of a character written as a pair of ``\\uXXXX``."""
_OTHER_KEYS = 1_000_000


def read_jsonl(
    stream: ByteStream,
    name: str,
    given: Given,
    *,
    max_chars: int,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | InputError]:
    """The articles of a JSON lines stream in order; an `InputError` in place of each bad line.

    ``given`` fills in what a line does not say, ``columns`` names keys that are called otherwise
    (``{"text": "Body"}``). Blank lines are passed over.
    """
    limit = max_chars * _ESCAPED_CHARACTER + _OTHER_KEYS
    found = False
    for number, line in _lines(stream, limit):
        if number == 1:
            line = line.removeprefix(_UTF8_BOM)
        if not line.strip():
            continue
        found = True
        try:
            if len(line) > limit:
                raise InputError(f"the line is longer than {limit:,} bytes")
            yield _article(_Record(_record(line), columns or {}), given, max_chars=max_chars)
        except InputError as error:
            yield type(error)(f"{name}:{number}: {error}")
    if not found:
        yield InputError(f"{name}: the file is empty")


def _lines(stream: ByteStream, limit: int) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; of one past ``limit`` only the first ``limit`` + 1 bytes."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        rest = line
        while rest and len(rest) > limit and not rest.endswith(b"\n"):
            rest = stream.readline(limit + 1)
        yield number, line


class _Record:
    """A line's object, asked by the fields of an article."""

    def __init__(self, record: dict[str, object], columns: Mapping[str, str]) -> None:
        self._record = record
        self._columns = columns

    def string(self, field: str) -> str | None:
        value = self._record.get(self.key(field))
        if value is None or isinstance(value, str):
            return value
        raise InputError(f"{self.key(field)!r} is not a string")

    def identifier(self) -> str | None:
        value = self._record.get(self.key("id"))
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.string("id")

    def key(self, field: str) -> str:
        """What ``field`` is called here."""
        return self._columns.get(field, field)

    def has(self, field: str) -> bool:
        return self.key(field) in self._record


def _article(record: _Record, given: Given, *, max_chars: int) -> Article:
    if not record.has("text"):
        raise InputError(f"there is no {record.key('text')!r} in it")
    text = record.string("text")
    published = record.string("published")
    stated = Given(
        published=parse_day(published) if published else None,
        source=record.string("source"),
        title=record.string("title"),
        url=record.string("url"),
        id=record.identifier(),
        language=record.string("language"),
    )
    return make_article(text or "", stated.or_else(given), max_chars=max_chars)


def _record(line: bytes) -> dict[str, object]:
    try:
        record = json.loads(line.rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(not_utf8(error)) from None
    except json.JSONDecodeError as error:
        why = error.msg.removesuffix(" at")
        raise InputError(f"not valid JSON: {why} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise InputError("not valid JSON: nested too deeply or a number too long") from None
    if not isinstance(record, dict):
        raise InputError("not a JSON object")
    return record
