"""Lines of a file that may be anything, one at a time, so that a large file costs no memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ...errors import InputError
from .drafts import Reading

Lines = Iterator[tuple[int, str]]
"""Line numbers and lines without their ends."""

LONGEST_LINE = 4_000_000
"""Bytes that a line may have: some records of FollowTheMoney are long."""
_HEAD = 65536
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, which is text as far as its start tells. Raises `InputError` naming it."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            if not head.strip():
                raise InputError(f"{path}: the file is empty")
            if head.startswith(_UTF16_BOMS):
                raise InputError(f"{path}: this looks like UTF-16; save it as UTF-8")
            if b"\0" in head:
                raise InputError(f"{path}: this is a binary file, not text")
            stream.seek(0)
            yield stream
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def head_lines(path: Path, most: int) -> list[str]:
    """The first lines of a file, for telling what it is; bytes that are not UTF-8 are replaced."""
    with opened(path) as stream:
        text = stream.read(_HEAD).removeprefix(_UTF8_BOM).decode("utf-8", "replace")
    return text.splitlines()[:most]


def numbered(stream: BinaryIO, reading: Reading) -> Lines:
    """The lines of a stream; those that are too long or not UTF-8 are complained of."""
    number = 0
    while data := stream.readline(LONGEST_LINE + 1):
        number += 1
        long = len(data) > LONGEST_LINE
        while len(data) > LONGEST_LINE and not data.endswith(b"\n"):
            data = stream.readline(LONGEST_LINE + 1)
        if long:
            reading.complain(number, f"the line is longer than {LONGEST_LINE:,} bytes")
            continue
        if number == 1:
            data = data.removeprefix(_UTF8_BOM)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            byte = error.object[error.start]
            reading.complain(number, f"not valid UTF-8: byte 0x{byte:02x}; save it as UTF-8")
            continue
        if "\0" in text:
            reading.complain(number, "a NUL character; this is no text")
            continue
        for part in text.rstrip("\r\n").split("\r"):  # a lone \r ends lines of old files
            yield number, part
