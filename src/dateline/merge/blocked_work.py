"""The folder through which the steps of a merge by blocks hand on what they make.

Each step writes files of records, and reads those of the steps before it by the place of a record
in its file; so nothing but small tables of places passes through the process that drives it. Steps
on several machines need a folder that all of them see.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar
from uuid import uuid4

import msgspec
import numpy as np
import numpy.typing as npt

from ..errors import InputError

T = TypeVar("T")
U = TypeVar("U")
_OPEN_AT_ONCE = 64
Offsets = npt.NDArray[np.int64]
"""Where the records of a file begin, and where the last one ends."""


class RecordWriter:
    """Writes records one after the other."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ends = [0]

    def add(self, record: bytes) -> tuple[int, int]:
        """Write one; where it begins and ends."""
        self._stream.write(record)
        self._ends.append(self._ends[-1] + len(record))
        return self._ends[-2], self._ends[-1]

    def offsets(self) -> Offsets:
        """Where each of the records stands."""
        return np.array(self._ends, np.int64)


@dataclass(frozen=True, slots=True)
class Work:
    """A folder of files of records and of arrays. Its methods raise `InputError` naming it."""

    folder: Path

    @contextmanager
    def writer(self, name: str) -> Iterator[RecordWriter]:
        """A file of records of its own, in its place when the block is left."""
        beside = self._beside(name)
        try:
            with beside.open("xb") as stream:
                yield RecordWriter(stream)
            beside.replace(self.folder / name)
        except OSError as error:
            raise self._failed(error) from error

    def write(self, name: str, records: Iterable[bytes]) -> Offsets:
        """Write records into a file of their own; where each of them stands in it."""
        with self.writer(name) as writer:
            for record in records:
                writer.add(record)
        return writer.offsets()

    def read(self, name: str, start: int, end: int) -> bytes:
        """One record, or several that follow each other."""
        try:
            with (self.folder / name).open("rb") as stream:
                return os.pread(stream.fileno(), end - start, start)
        except OSError as error:
            raise self._failed(error) from error

    def mapped(self, name: str) -> npt.NDArray[np.uint8]:
        """The bytes of a file that is not empty; of it only what is looked at is read."""
        try:
            return np.memmap(self.folder / name, np.uint8, "r")
        except (OSError, ValueError) as error:
            raise self._failed(error) from error

    def save(self, name: str, array: npt.NDArray[Any]) -> None:
        """Keep an array."""
        beside = self._beside(name)
        try:
            with beside.open("xb") as stream:
                np.save(stream, array, allow_pickle=False)
            beside.replace(self.folder / name)
        except OSError as error:
            raise self._failed(error) from error

    def load(self, name: str, *, mapped: bool = True) -> npt.NDArray[Any]:
        """An array that was kept; ``mapped`` reads of it only what is looked at."""
        try:
            loaded: npt.NDArray[Any] = np.load(
                self.folder / name, "r" if mapped else None, allow_pickle=False
            )
        except (OSError, ValueError) as error:
            raise self._failed(error) from error
        return loaded

    def _beside(self, name: str) -> Path:
        """A name of its own: a step that runs twice at once writes the same file, whole each."""
        return self.folder / f".{name}.{uuid4().hex}"

    def _failed(self, error: Exception) -> InputError:
        reason = getattr(error, "strerror", None) or error
        return InputError(f"{self.folder}: the merge cannot use this folder: {reason}")


class RecordReader(Generic[T, U]):
    """Reads records of one type out of numbered files, and keeps what was made of the last read.

    The table ``NAME.at`` has a row for each record: the number of its file, where it begins and
    where it ends; ``name`` goes before the file's number. What ``made`` makes of a record is given
    out, and kept for so many records.
    """

    def __init__(
        self, work: Work, name: str, kind: type[T], made: Callable[[T], U], *, kept: int
    ) -> None:
        self._work, self._name, self._made, self._kept = work, name, made, kept
        self._places = work.load(f"{name}.at")
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._records: OrderedDict[int, U] = OrderedDict()
        self._files: OrderedDict[int, npt.NDArray[np.uint8]] = OrderedDict()

    def __getitem__(self, number: int) -> U:
        found = self._records.get(number)
        if found is not None:
            self._records.move_to_end(number)
            return found
        file, start, end = self._places[number].tolist()
        if file not in self._files:
            self._files[file] = self._work.mapped(f"{self._name}-{file}")
            if len(self._files) > _OPEN_AT_ONCE:
                self._files.popitem(last=False)
        read = self._made(self._decoder.decode(self._files[file][start:end].data))
        self._records[number] = read
        if len(self._records) > self._kept:
            self._records.popitem(last=False)
        return read
