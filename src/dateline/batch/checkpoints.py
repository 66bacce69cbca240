"""Output files that a broken-off run goes on with: the lines, and beside them how far they go.

Beside ``out.jsonl`` lies ``out.jsonl.state`` until the run is done. Every few seconds the lines are
brought to the disk, and then the state, put in place whole: it never tells of more lines than
there are. A run that goes on cuts the file back to what the state tells of.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from typing import BinaryIO

import msgspec

from ..errors import InputError
from ..records.event import CodingRun
from .feed import Done

if sys.platform != "win32":
    import fcntl

SUFFIX = ".state"
AGAIN = "--restart begins anew"
_FORM = 1
_SECONDS = 5.0
_TAIL = 1 << 16


class Written(msgspec.Struct, frozen=True):
    """What shapes the lines of an output file, beside its input."""

    run: CodingRun
    shard: str
    with_text: bool
    explain: bool


class State(msgspec.Struct, frozen=True):
    """How far an output file goes: ``size`` bytes, ``tail`` a hash of the last of them."""

    form: int
    written: Written
    done: Done
    size: int
    tail: str


def state_path(output: Path) -> Path:
    """Where the state of an output file lies while its run is not done."""
    return output.with_name(output.name + SUFFIX)


def read_state(output: Path) -> State | None:
    """How far a broken-off run came; None where there was none.

    Raises `InputError` where the state cannot be read.
    """
    path = state_path(output)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    try:
        state = msgspec.json.decode(content, type=State)
    except (msgspec.MsgspecError, ValueError):
        state = None
    if state is None or state.form != _FORM:
        raise InputError(f"{path}: not the state of an output file, or damaged; {AGAIN}")
    return state


def refuse_other(output: object, state: State, written: Written) -> None:
    """Raises `InputError` where the output file was begun otherwise than this run would write."""
    parts = [
        field.name
        for field in fields(CodingRun)
        if getattr(state.written.run, field.name) != getattr(written.run, field.name)
    ]
    if state.written.shard != written.shard:
        parts.append("shard")
    if state.written.with_text != written.with_text:
        parts.append("--no-text")
    if state.written.explain != written.explain:
        parts.append("--explain")
    if parts:
        raise InputError(f"{output}: was begun with another {', '.join(parts)}; {AGAIN}")


def forget(output: Path) -> None:
    """Take the state away, so that the next run begins anew. Raises `InputError`."""
    try:
        state_path(output).unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or error
        raise InputError(f"{state_path(output)}: cannot be removed: {why}") from error


class CheckpointedFile:
    """An output file that grows, open for writing. Made by `checkpointed`."""

    def __init__(
        self, path: Path, stream: BinaryIO, written: Written, tell: Callable[[str], None]
    ) -> None:
        self._path = path
        self._stream = stream
        self._written = written
        self._tell = tell
        self._kept = (Done(), 0)
        self._size = 0
        self._keeps = True
        self._last = time.monotonic()

    def begin(self, state: State | None) -> None:
        """Cut the file back to what is known to be whole. Raises `InputError` where it is less."""
        if state is not None:
            if (
                self._stream.seek(0, os.SEEK_END) < state.size
                or self._tail(state.size) != state.tail
            ):
                raise InputError(f"{self._path}: was changed since its run broke off; {AGAIN}")
            self._kept, self._size = (state.done, state.size), state.size
        self._stream.truncate(self._size)
        self._stream.seek(self._size)

    def write(self, piece: str) -> None:
        """Add a piece of text."""
        content = piece.encode("utf-8")
        self._stream.write(content)
        self._stream.flush()
        self._size += len(content)

    def commit(self, done: Done) -> None:
        """What is written so far is whole, and this is how far the run has come."""
        self._kept = (done, self._size)
        if self._keeps and time.monotonic() - self._last >= _SECONDS:
            self._keep()

    def break_off(self) -> None:
        """Leave just what is whole, with the state to go on from."""
        done, size = self._kept
        if done.articles:
            with suppress(OSError):
                self._stream.truncate(size)
            self._keep()

    def finish(self) -> None:
        """The run is done: no state is needed any more."""
        os.fsync(self._stream.fileno())
        forget(self._path)

    def _keep(self) -> None:
        """First the lines, then the state; each on the disk before the next step."""
        done, size = self._kept
        os.fsync(self._stream.fileno())
        state = State(_FORM, self._written, done, size, self._tail(size))
        self._stream.seek(0, os.SEEK_END)
        try:
            _put(state_path(self._path), msgspec.json.encode(state))
        except OSError as error:
            self._keeps = False
            why = error.strerror or error
            self._tell(f"{state_path(self._path)}: cannot be written, so that a broken-off run "
                       f"would begin anew: {why}")  # fmt: skip
        self._last = time.monotonic()

    def _tail(self, size: int) -> str:
        length = min(size, _TAIL)
        self._stream.seek(size - length)
        return hashlib.sha256(self._stream.read(length)).hexdigest()[:16]


@contextmanager
def checkpointed(
    path: Path, state: State | None, written: Written, tell: Callable[[str], None]
) -> Iterator[CheckpointedFile]:
    """Open an output file, anew or to go on from ``state``.

    If the block is left by an exception, the state stays behind. Raises `InputError` where the
    file cannot be written, is being written by another process, or is not as the state has it.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o666), "r+b") as stream:
            _lock(path, stream)
            file = CheckpointedFile(path, stream, written, tell)
            file.begin(state)
            try:
                yield file
            except BaseException:
                file.break_off()
                raise
            file.finish()
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


_BINARY = getattr(os, "O_BINARY", 0)


def _lock(path: Path, stream: BinaryIO) -> None:
    """Two runs that write the same file would undo each other."""
    if sys.platform == "win32":
        return
    try:
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise InputError(f"{path}: is being written by another process") from error
    except OSError:
        return  # a file system without locks


def _put(path: Path, content: bytes) -> None:
    """Write a small file so that it is there whole or not at all, also after a power cut."""
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
