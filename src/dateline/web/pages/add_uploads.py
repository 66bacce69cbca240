"""Uploaded files: checked by name and size, and kept in a folder of the workbench's own.

A file's name comes from whoever sends it. It is shown, never used: on the disk a file goes by a
number, and only the suffix that says what it holds is taken from a fixed list.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ...errors import InputError

SUFFIXES = (
    ".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".csv", ".tsv", ".xml", ".rss",
    ".atom", ".warc",
)  # fmt: skip
"""What can be uploaded, each also as ``.gz``."""
MOST_FILES = 200
_LONGEST_NAME = 100
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came in: the name that the browser gave, and what can be read from it."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was kept: ``name`` is for people, ``path`` is where it lies."""

    name: str
    path: Path
    size: int


class Uploads:
    """The folder of uploaded files; it goes with the workbench."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix="dateline-add-", ignore_cleanup_errors=True
        )
        self._number = 0

    def keep(self, sent: Iterable[Sent]) -> tuple[Upload, ...]:
        """Keep files. Raises `InputError`, and keeps none, where one cannot be one of articles."""
        checked = [(shown_name(one.name), suffix_of(one.name), one.stream) for one in sent]
        if not checked:
            raise InputError("choose at least one file")
        if len(checked) > MOST_FILES:
            raise InputError(f"{len(checked)} files are too many at once; send {MOST_FILES}")
        kept = tuple(self._keep(*one) for one in checked)
        empty = next((one.name for one in kept if not one.size), None)
        if empty is not None:
            self.drop(kept)
            raise InputError(f"{empty}: the file is empty")
        return kept

    def drop(self, uploads: Iterable[Upload]) -> None:
        """Let go of files."""
        for one in uploads:
            one.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of all."""
        self._folder.cleanup()

    def _keep(self, name: str, suffix: str, stream: BinaryIO) -> Upload:
        self._number += 1
        path = Path(self._folder.name, f"{self._number}{suffix}")
        with path.open("xb") as target:
            shutil.copyfileobj(stream, target, _PIECE)
        return Upload(name, path, path.stat().st_size)


def shown_name(name: str) -> str:
    """A file's name for people: no folders, one line, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign if sign.isprintable() else " " for sign in last).strip()
    return plain[:_LONGEST_NAME] or "file"


def suffix_of(name: str) -> str:
    """The suffix that says what a file holds. Raises `InputError` for one that is not read."""
    lower = name.lower()
    packed = ".gz" if lower.endswith(".gz") else ""
    stem = lower.removesuffix(".gz")
    found = next((suffix for suffix in SUFFIXES if stem.endswith(suffix)), None)
    if found is None:
        raise InputError(f"{shown_name(name)}: not one of {', '.join(SUFFIXES)} (or with .gz)")
    return found + packed
