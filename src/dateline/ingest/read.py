"""Go through the inputs of a command in order: files, folders, ``-`` for standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import InputError
from ..records.article import Article
from .article import Given
from .jsonl import read_jsonl
from .text import ByteStream, read_text

STDIN = "-"
_STDIN_NAME = "standard input"
_JSON_LINES = (".jsonl", ".ndjson")
_SUFFIXES = (".txt", *_JSON_LINES)
_LINE_BYTES = 4096
_BLANK_BYTES = 1_000_000


def read(
    inputs: Iterable[str], given: Given, *, max_chars: int, stdin: ByteStream | None = None
) -> Iterator[Article | InputError]:
    """Every article of ``inputs`` in order, and an `InputError` for each that cannot be read.

    A folder stands for its ``*.txt``, ``*.jsonl`` and ``*.ndjson`` files at any depth, sorted
    by path, hidden ones left out. Standard input is JSON lines where its first character is
    ``{``, else one text.
    """
    for name in inputs:
        if name == STDIN:
            yield from _read_stdin(stdin, given, max_chars=max_chars)
        elif Path(name).is_dir():
            files = list(_files(name))
            if not files:
                yield InputError(f"{name}: no .txt or .jsonl file in this folder")
            for file in files:
                yield from _read_file(file, given, max_chars=max_chars)
        else:
            yield from _read_file(name, given, max_chars=max_chars)


def count(inputs: Iterable[str]) -> int | None:
    """How many articles ``inputs`` seem to hold, for a progress bar; None where none can tell."""
    total = 0
    for name in inputs:
        if name == STDIN:
            return None
        for file in _files(name) if Path(name).is_dir() else (name,):
            if not Path(file).is_file():
                continue  # missing, or a pipe that can be read only once
            if not file.lower().endswith(_JSON_LINES):
                total += 1
                continue
            try:
                with Path(file).open("rb") as stream:
                    total += sum(1 for line in stream if line.strip())
            except OSError:
                continue  # `read` will say so
    return total


def _files(folder: str) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                yield str(Path(here) / name)


def _read_file(name: str, given: Given, *, max_chars: int) -> Iterator[Article | InputError]:
    try:
        with Path(name).open("rb") as stream:
            if name.lower().endswith(_JSON_LINES):
                yield from read_jsonl(stream, name, given, max_chars=max_chars)
            else:
                yield read_text(stream, name, given, max_chars=max_chars)
    except FileNotFoundError:
        yield InputError(f"{name}: no such file")
    except OSError as error:
        yield InputError(f"{name}: {error.strerror or error}")
    except ValueError:
        yield InputError(f"{name!r}: not a file name")


def _read_stdin(
    stream: ByteStream | None, given: Given, *, max_chars: int
) -> Iterator[Article | InputError]:
    if stream is None:
        yield InputError(f"{_STDIN_NAME}: there is none")
        return
    head, whole = _peek(stream)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from read_jsonl(whole, _STDIN_NAME, given, max_chars=max_chars)
    else:
        yield read_text(whole, _STDIN_NAME, given, max_chars=max_chars)


def _peek(stream: ByteStream) -> tuple[bytes, ByteStream]:
    """The first bytes that are not white space, and a stream that still begins with them."""
    head = b""
    while not head.strip() and len(head) < _BLANK_BYTES and (more := stream.readline(_LINE_BYTES)):
        head += more
    return head, _Rejoined(head, stream)


class _Rejoined:
    """``head`` followed by ``rest``, for the two ways in which this package reads."""

    def __init__(self, head: bytes, rest: ByteStream) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int) -> bytes:
        first, self._head = self._head[:size], self._head[size:]
        parts = [first]
        missing = size - len(first)
        while missing > 0 and (more := self._rest.read(missing)):
            parts.append(more)
            missing -= len(more)
        return b"".join(parts)

    def readline(self, size: int) -> bytes:
        end = self._head.find(b"\n") + 1 or len(self._head)
        first, self._head = self._head[: min(end, size)], self._head[min(end, size) :]
        if first.endswith(b"\n") or len(first) == size:
            return first
        return first + self._rest.readline(size - len(first))
