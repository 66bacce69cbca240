"""Where output goes: standard output, a file that grows, or a file put in place when whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError

Write = Callable[[str | bytes], None]
"""Takes a piece of text, written in UTF-8, or bytes as they are."""


@contextmanager
def sink(output: str | None, *, grows: bool) -> Iterator[Write]:
    """A function that writes a piece, flushed at once.

    A file that does not grow is written beside its place and moved there at the end, so that
    nobody ever sees half of it; if the block is left by an exception, it is removed.
    """
    if output is None or output == "-":
        yield _to_stdout
        return
    path = Path(output)
    try:
        if grows or (path.exists() and not path.is_file()):  # a pipe or device takes it as it comes
            with path.open("wb") as stream:
                yield _writer(stream)
        else:
            with _in_place(path) as write:
                yield write
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror or error}") from error


@contextmanager
def _in_place(path: Path) -> Iterator[Write]:
    final = path.resolve()
    beside = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as stream:
            yield _writer(stream)
        if final.exists():
            beside.chmod(final.stat().st_mode)
        beside.replace(final)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def _writer(stream: BinaryIO) -> Write:
    def write(piece: str | bytes) -> None:
        stream.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
        stream.flush()

    return write


def _to_stdout(piece: str | bytes) -> None:
    """UTF-8, whatever the locale; on a terminal that cannot show a character, ``?``."""
    encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
    try:
        sys.stdout.flush()
        whole = piece.encode(encoding, "replace") if isinstance(piece, str) else piece
        sys.stdout.buffer.write(whole)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"standard output: {error.strerror or error}") from None
