"""The articles of one block, read one after the other.

What cannot be read is an `InputError` in its place, with the file and the line, row or record,
and costs only itself.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from ..config import MAX_TEXT_CHARS
from ..errors import DatelineError, InputError
from ..ingest import Given, make_article, parse_day, read_jsonl
from ..ingest.columns import USUAL_NAMES
from ..ingest.warc import read_warc
from ..records.article import Article
from ..records.page import Page
from ..store.payloads import CODED
from .ray_blocks import Block, Kind, one_line, optional

Found = Article | InputError

_PIECE = 1_000_000
_ROWS_AT_ONCE = 100
_HASH, _PAYLOAD = "hash", "payload"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said of articles that do not say it themselves, and the day (UTC) it is read on."""

    given: Given
    today: date


def read_block(block: Block, reading: Reading) -> Iterator[Found]:
    """The articles of a block in file order.

    Raises `InputError`, with the file's name, where the file itself cannot be read.
    """
    try:
        yield from _READERS[block.kind](block, reading)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{block.path}: the compressed file is damaged") from error
    except OSError as error:
        raise InputError(f"{block.path}: {error.strerror or one_line(error)}") from error


# -- JSON lines --------------------------------------------------------------------------------


def _jsonl(block: Block, reading: Reading) -> Iterator[Found]:
    name = block.path
    with Path(name).open("rb") as stream:
        first = _first_line(stream, block.start)
        lines = _Lines(stream, block.stop, begun=block.start == 0)
        shift: int | None = None
        for one in read_jsonl(lines, name, reading.given, max_chars=MAX_TEXT_CHARS):
            if isinstance(one, InputError):
                if shift is None:
                    # The blank line that stands before a later block's lines is not the file's.
                    shift = _lines_before(name, first) - (block.start > 0)
                told = _renumbered(one, name, shift)
                if told is not None or block.start == 0:
                    yield told or one
            else:
                yield one


def _first_line(stream: BinaryIO, start: int) -> int:
    """Go to the first line that begins at ``start`` or behind it; where that is."""
    if start:
        stream.seek(start - 1)
        while (piece := stream.readline(_PIECE)) and not piece.endswith(b"\n"):
            pass
    return stream.tell()


class _Lines:
    """The lines of a stream that begin before ``stop``.

    A block that is not the first of its file begins with a blank line, which `read_jsonl` passes
    over: a mark of byte order is looked for in a file's first line only.
    """

    def __init__(self, stream: BinaryIO, stop: int, *, begun: bool) -> None:
        self._stream = stream
        self._stop = stop
        self._waiting = b"" if begun else b"\n"
        self._is_inside = False

    def readline(self, size: int = -1, /) -> bytes:
        if self._waiting:
            line, self._waiting = self._waiting, b""
            return line
        if not self._is_inside and self._stream.tell() >= self._stop:
            return b""
        line = self._stream.readline(size)
        self._is_inside = bool(line) and not line.endswith(b"\n")
        return line

    def read(self, size: int = -1, /) -> bytes:
        return self.readline(size)


def _lines_before(name: str, place: int) -> int:
    """How many lines end before a place of a file: asked only where a line is bad."""
    many = 0
    with Path(name).open("rb") as stream:
        while place > 0 and (piece := stream.read(min(_PIECE, place))):
            many += piece.count(b"\n")
            place -= len(piece)
    return many


def _renumbered(error: InputError, name: str, shift: int) -> InputError | None:
    """The error with the file's own line number; None where it names no line (an empty block)."""
    number, _, said = str(error).removeprefix(f"{name}:").partition(": ")
    if not number.isdigit():
        return None
    return type(error)(f"{name}:{int(number) + shift}: {said}")


def _jsonl_gz(block: Block, reading: Reading) -> Iterator[Found]:
    with gzip.open(block.path) as stream:
        yield from read_jsonl(stream, block.path, reading.given, max_chars=MAX_TEXT_CHARS)


# -- WARC --------------------------------------------------------------------------------------


def _warc(block: Block, reading: Reading) -> Iterator[Found]:
    is_whole = block.start == 0 and block.stop == Path(block.path).stat().st_size
    name = block.path if is_whole else f"{block.path} from byte {block.start:,}"
    with Path(block.path).open("rb") as stream:
        part = _Part(stream, block.start, block.stop)
        for one in read_warc(
            part, name, reading.given, today=reading.today, max_chars=MAX_TEXT_CHARS
        ):
            if isinstance(one, Page):
                yield one.article
            elif is_whole or str(one) != f"{name}: there is no page in the file":
                yield one


class _Part(io.BufferedIOBase, BinaryIO):
    """A stretch of a stream as a stream of its own."""

    def __init__(self, stream: BinaryIO, start: int, stop: int) -> None:
        self._stream = stream
        self._start = start
        self._stop = stop
        stream.seek(start)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stream.tell() - self._start

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        bases = {
            io.SEEK_SET: self._start,
            io.SEEK_CUR: self._stream.tell(),
            io.SEEK_END: self._stop,
        }
        return self._stream.seek(bases[whence] + offset) - self._start

    def read(self, size: int | None = -1, /) -> bytes:
        left = max(0, self._stop - self._stream.tell())
        return self._stream.read(left if size is None or size < 0 else min(size, left))


# -- Parquet -----------------------------------------------------------------------------------


def _parquet(block: Block, reading: Reading) -> Iterator[Found]:
    parquet, faults = optional("pyarrow.parquet"), optional("pyarrow").ArrowException
    try:
        with parquet.ParquetFile(block.path, pre_buffer=False) as file:
            columns = _columns(file.schema_arrow.names, block.path)
            if block.stop == 0:
                yield InputError(f"{block.path}: there is no row in the file")
            for number, row in _rows(file, block, columns):
                try:
                    yield _article(row, reading.given)
                except DatelineError as error:
                    yield InputError(f"{block.path}: row {number:,}: {error}")
    except faults as error:
        raise InputError(
            f"{block.path}: not a Parquet file, or a damaged one: {one_line(error)}"
        ) from error


def _columns(names: Sequence[str], path: str) -> Mapping[str, str]:
    """Which column each field is in, by the usual names; or the whole record of a coded file."""
    if _HASH in names and _PAYLOAD in names:
        return {_HASH: _HASH, _PAYLOAD: _PAYLOAD}
    plain = {"".join(filter(str.isalnum, name)).lower(): name for name in reversed(names)}
    found = {
        field: next((plain[one] for one in usual if one in plain), None)
        for field, usual in USUAL_NAMES.items()
    }
    if found["text"] is None:
        listed = ", ".join(repr(name[:40]) for name in names[:12])
        raise InputError(f"{path}: no column holds the text; columns are {listed}")
    return {field: name for field, name in found.items() if name is not None}


def _rows(
    file: Any, block: Block, columns: Mapping[str, str]
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The rows of the block with their numbers in the file, from 1."""
    groups, first = _groups(file.metadata, block)
    number = first
    batches = file.iter_batches(_ROWS_AT_ONCE, row_groups=groups, columns=[*columns.values()])
    for batch in batches:
        size = batch.num_rows
        if number + size > block.start:
            for place, row in enumerate(batch.to_pylist(), number):
                if block.start <= place < block.stop:
                    yield place + 1, {field: row[name] for field, name in columns.items()}
        number += size
        if number >= block.stop:
            return


def _groups(about: Any, block: Block) -> tuple[list[int], int]:
    """The row groups that a block has a part of, and the number of their first row."""
    groups: list[int] = []
    first = at = 0
    for group in range(about.num_row_groups):
        rows = about.row_group(group).num_rows
        if at < block.stop and at + rows > block.start:
            if not groups:
                first = at
            groups.append(group)
        at += rows
    return groups, first


def _article(row: Mapping[str, object], given: Given) -> Article:
    if _PAYLOAD in row:
        packed = row[_PAYLOAD]
        if not isinstance(packed, bytes):
            raise InputError("there is no record in it")
        return CODED.unpack(packed, row[_HASH]).article
    stated = Given(
        published=_day(row.get("published")),
        source=_text(row, "source"),
        title=_text(row, "title"),
        url=_text(row, "url"),
        id=_text(row, "id"),
        language=_text(row, "language"),
    )
    return make_article(_text(row, "text") or "", stated.or_else(given), max_chars=MAX_TEXT_CHARS)


def _text(row: Mapping[str, object], field: str) -> str | None:
    value = row.get(field)
    if value is None or isinstance(value, str):
        return value
    if field == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"{field!r} is not a string")


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str):
        return parse_day(value) if value else None
    raise InputError("'published' is neither a date nor a string")


_READERS: dict[Kind, Callable[[Block, Reading], Iterator[Found]]] = {
    "jsonl": _jsonl,
    "jsonl.gz": _jsonl_gz,
    "warc": _warc,
    "parquet": _parquet,
}
