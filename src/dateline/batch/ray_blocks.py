"""Large input files cut into blocks: what one worker reads, codes and writes in one go.

A block is a stretch of one file: bytes of JSON lines (those lines that begin in it), rows of a
Parquet file (inside one row group, or several small groups), bytes of a WARC file (those records
that begin in it). Nothing is read but a Parquet file's footer and the heads of a WARC's records.
"""

from __future__ import annotations

import glob
import hashlib
import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Literal

from fastwarc import ArchiveIterator

from ..errors import InputError

Kind = Literal["jsonl", "jsonl.gz", "parquet", "warc"]

_ENDINGS: tuple[tuple[str, Kind], ...] = (
    (".jsonl", "jsonl"),
    (".ndjson", "jsonl"),
    (".jsonl.gz", "jsonl.gz"),
    (".ndjson.gz", "jsonl.gz"),
    (".parquet", "parquet"),
    (".warc", "warc"),
    (".warc.gz", "warc"),
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_GZIP = b"\x1f\x8b\x08"
_WARC = b"WARC/"
_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a block is: bytes of JSON lines, rows of Parquet, bytes of WARC (packed or not).

    Each is about two thousand articles, some minutes of one core's work: what a worker that dies
    leaves to be done again.
    """

    jsonl: int = 8_000_000
    rows: int = 2_000
    warc: int = 32_000_000


@dataclass(frozen=True, slots=True)
class Block:
    """``start`` (included) to ``stop`` (excluded) of a file: bytes, or rows of Parquet."""

    path: str
    kind: Kind
    start: int
    stop: int

    @property
    def id(self) -> str:
        """16 hex digits of the file's name and the stretch of it."""
        parts = "\0".join((self.path, self.kind, str(self.start), str(self.stop)))
        digest = hashlib.sha256(parts.encode()).hexdigest()
        return digest[:_ID_DIGITS]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was cut: its size when it was, and where its blocks begin and end."""

    path: str
    kind: Kind
    bytes: int
    marks: tuple[int, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in file order."""
        return tuple(Block(self.path, self.kind, *ends) for ends in pairwise(self.marks))


def find_files(patterns: Iterable[str], *, but: Path) -> list[Path]:
    """The files that ``patterns`` name, each once, as absolute paths in their order.

    A pattern is a file, a folder (its files at any depth that can be read, sorted), or holds
    ``*``, ``?``, ``[...]`` or ``**``. What lies in the folder ``but`` is passed over.

    Raises `InputError` where a pattern names nothing, or a file of another kind.
    """
    found: dict[Path, None] = {}
    for pattern in patterns:
        files = [path.resolve() for path in _matching(pattern)]
        if not files:
            raise InputError(f"{pattern}: no file that can be read (JSON lines, Parquet or WARC)")
        found.update((path, None) for path in files if but.resolve() not in path.parents)
    for path in found:
        if _SURROGATE.search(str(path)):
            raise InputError(f"{str(path)!r}: the name of this file is not text")
    return list(found)


def _matching(pattern: str) -> list[Path]:
    here = Path(pattern)
    if here.is_dir():
        return _known(sorted(here.rglob("*")))
    if here.is_file():
        kind_of(here)
        return [here]
    return _known(Path(name) for name in sorted(glob.glob(pattern, recursive=True)))  # noqa: PTH207


def _known(paths: Iterable[Path]) -> list[Path]:
    """Those that can be read; others of a folder or pattern are passed over."""
    endings = tuple(ending for ending, _ in _ENDINGS)
    return [
        path
        for path in paths
        if path.name.lower().endswith(endings) and not path.name.startswith(".") and path.is_file()
    ]


def kind_of(path: Path) -> Kind:
    """What a file holds, by its name. Raises `InputError` where it says nothing."""
    name = path.name.lower()
    found = next((kind for ending, kind in _ENDINGS if name.endswith(ending)), None)
    if found is None:
        endings = ", ".join(ending for ending, _ in _ENDINGS)
        raise InputError(f"{path}: many machines read only files named {endings}")
    return found


def cut(path: Path, sizes: Sizes | None = None) -> InputFile:
    """A file's blocks. Raises `InputError`, with the file's name, where it cannot be read."""
    sizes = sizes or Sizes()
    kind = kind_of(path)
    try:
        size = path.stat().st_size
        return InputFile(str(path), kind, size, tuple(_CUTTERS[kind](path, size, sizes)))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or one_line(error)}") from error


# Each gives the marks between blocks in order: the first one's start, ..., the last one's end.


def _jsonl_marks(path: Path, size: int, sizes: Sizes) -> Iterator[int]:
    yield from range(0, size or 1, sizes.jsonl)
    yield size


def _whole(path: Path, size: int, sizes: Sizes) -> Iterator[int]:
    """A packed stream cannot be entered in the middle."""
    yield from (0, size)


def _parquet_marks(path: Path, size: int, sizes: Sizes) -> Iterator[int]:
    """Small row groups are put together, large ones are cut; no block begins in one and ends in
    the next one, where that can be helped: a group must be read from its beginning.
    """
    parquet = optional("pyarrow.parquet")
    try:
        with parquet.ParquetFile(path) as file:
            about = file.metadata
            groups = [about.row_group(number).num_rows for number in range(about.num_row_groups)]
    except optional("pyarrow").ArrowException as error:
        raise InputError(
            f"{path}: not a Parquet file, or a damaged one: {one_line(error)}"
        ) from error
    begun = at = 0
    yield 0
    for rows in groups:
        if at > begun and at + rows - begun > sizes.rows:
            yield at
            begun = at
        at += rows
        while at - begun > sizes.rows:
            begun += sizes.rows
            yield begun
    if at > begun or at == 0:
        yield at


def _warc_marks(path: Path, size: int, sizes: Sizes) -> Iterator[int]:
    """Only where a record begins as the records before it say: a page may hold what looks like
    the beginning of one. Behind a broken record the file is not cut any more.
    """
    yield 0
    last = 0
    if size > sizes.warc:
        with path.open("rb") as stream, path.open("rb") as beside:
            try:
                for record in ArchiveIterator(stream, parse_http=False):
                    at = record.stream_pos
                    if at - last >= sizes.warc and size - at >= sizes.warc // 2:
                        beside.seek(at)
                        if beside.read(len(_WARC)).startswith((_GZIP, _WARC)):
                            last = at
                            yield at
            except OSError:
                pass  # whoever reads the last block says so
    yield size


_CUTTERS: dict[Kind, Callable[[Path, int, Sizes], Iterator[int]]] = {
    "jsonl": _jsonl_marks,
    "jsonl.gz": _whole,
    "parquet": _parquet_marks,
    "warc": _warc_marks,
}


def optional(module: str) -> ModuleType:
    """A module that comes with ``dateline[ray]``. Raises `InputError` where it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise InputError(f"{name} is not installed: pip install 'dateline[ray]'") from None


def one_line(error: Exception) -> str:
    """The first line of what an error says."""
    return str(error).split("\n", 1)[0]
