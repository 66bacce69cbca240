"""The folder that many workers write coded blocks into, and what `run.json` in it says.

``coded-BLOCK.parquet``     what was coded of a block; it is there when the block is finished
``failures-BLOCK.jsonl``    what could not be read of it, where there is such
``run.json``                the coding run, what was said of all articles, the files and their cuts
``.trying-BLOCK``           a block under way, or left by a worker that died (`ray_attempts`)
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

import msgspec

from ..errors import InputError
from ..ingest import Given
from ..records.event import CodedArticle, CodingRun
from .coded_files import write_coded
from .ray_blocks import Block, InputFile
from .ray_reading import Reading

MANIFEST = "run.json"
_FORMAT = 1
_CODED = "coded-{}.parquet"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder's blocks have in common. ``begun`` is the day (UTC) of its first command."""

    run: CodingRun
    given: Given
    begun: date
    inputs: tuple[InputFile, ...] = ()
    format: int = _FORMAT

    @property
    def reading(self) -> Reading:
        """How the blocks are read."""
        return Reading(self.given, self.begun)


class BlockFolder:
    """A folder of coded blocks. Errors are `InputError`s that name it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    # -- run.json --------------------------------------------------------------------------

    def open(self, run: CodingRun, given: Given, *, today: date) -> Manifest:
        """The folder's manifest; a new one where there is none yet.

        Raises `InputError` where the folder is another coding run's, or holds something else.
        """
        place = self.path / MANIFEST
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            text = place.read_bytes() if place.exists() else None
            if text is None and any(self.path.iterdir()):
                raise InputError(f"{self.path}: there are files in it but no {MANIFEST}")
        except OSError as error:
            raise InputError(f"{self.path}: {error.strerror or error}") from error
        if text is None:
            return Manifest(run, given, today)
        try:
            kept = msgspec.json.decode(text, type=Manifest)
        except (msgspec.MsgspecError, ValueError) as error:
            raise InputError(f"{place}: it cannot be read: {error}") from error
        self._check_same(kept, run, given)
        return kept

    def save(self, manifest: Manifest) -> None:
        """Write the manifest, whole or not at all."""
        text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        _put(self.path / MANIFEST, text + b"\n")

    def _check_same(self, kept: Manifest, run: CodingRun, given: Given) -> None:
        if kept.format != _FORMAT:
            raise InputError(f"{self.path}: written by another version of Dateline")
        for old, new, what in ((kept.run, run, "coding run"), (kept.given, given, "description")):
            for field in fields(new):
                was, now = getattr(old, field.name), getattr(new, field.name)
                if was != now:
                    told = f"{field.name} {_told(was)}, not {_told(now)}"
                    raise InputError(
                        f"{self.path}: its blocks are of another {what} ({told}): "
                        "choose another folder"
                    )

    # -- blocks ----------------------------------------------------------------------------

    def coded(self, block: Block) -> Path:
        """The file of what was coded of a block."""
        return self.path / _CODED.format(block.id)

    def failures(self, block: Block) -> Path:
        """The file of what could not be read of a block."""
        return self.path / f"failures-{block.id}.jsonl"

    def trying(self, block: Block) -> Path:
        """The file that a worker keeps of its tries."""
        return self.path / f".trying-{block.id}"

    def missing(self, blocks: Iterable[Block]) -> list[Block]:
        """The blocks that are not finished."""
        try:
            names = {entry.name for entry in os.scandir(self.path)}
        except OSError as error:
            raise InputError(f"{self.path}: {error.strerror or error}") from error
        return [block for block in blocks if self.coded(block).name not in names]

    def write(self, block: Block, coded: Iterable[CodedArticle], failures: Sequence[str]) -> None:
        """Write a block: its failures first, for what was coded says that it is finished.

        ``failures`` may grow while ``coded`` is gone through.
        """
        whole = self.path / f".{self.coded(block).name}.{_mine()}.part"
        try:
            write_coded(whole, coded)
            if failures:
                lines = [msgspec.json.encode({"file": block.path, "error": s}) for s in failures]
                _put(self.failures(block), b"".join(line + b"\n" for line in lines))
            else:
                self.failures(block).unlink(missing_ok=True)
            whole.replace(self.coded(block))
        except OSError as error:
            why = error.strerror or error
            raise InputError(f"{self.coded(block)}: cannot be written: {why}") from error
        finally:
            whole.unlink(missing_ok=True)


def with_inputs(manifest: Manifest, inputs: Iterable[InputFile]) -> Manifest:
    """The manifest with more input files."""
    return replace(manifest, inputs=(*manifest.inputs, *inputs))


def split_known(manifest: Manifest, files: Iterable[Path]) -> tuple[list[InputFile], list[Path]]:
    """Which of the files the manifest has the cuts of, and which are new.

    Raises `InputError` where a file is not as large as it was.
    """
    known = {one.path: one for one in manifest.inputs}
    cut, new = [], []
    for file in files:
        old = known.get(str(file))
        if old is None:
            new.append(file)
            continue
        try:
            size = file.stat().st_size
        except OSError as error:
            raise InputError(f"{file}: {error.strerror or error}") from error
        if size != old.bytes:
            raise InputError(
                f"{file}: it had {old.bytes:,} bytes when coding began and has {size:,} now: "
                "choose another folder"
            )
        cut.append(old)
    return cut, new


def _put(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{_mine()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _mine() -> str:
    """What no other process that writes into the folder is called."""
    return f"{os.uname().nodename}.{os.getpid()}"


def _told(value: object) -> str:
    return "none" if value is None else str(value)
