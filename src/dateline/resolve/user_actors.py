"""A user's own actors: a folder with one file for each import, laid over the shipped file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from .actor_loading import load_actor_file

_SUFFIX = ".txt"
_HEAD = "# Written by `dateline actors import`."
_FROM = "# from: "
_COUNT = "# entries: "
_LONGEST_HEAD = 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """One import that is kept: the name of the file it came from, its format, its entries."""

    name: str
    format: str
    entries: int
    path: Path


def actors_text(name: str, form: str, entries: int, blocks: Iterable[str]) -> str:
    """The text of an actor file: where it came from, and its blocks."""
    head = f"{_HEAD}\n{_FROM}{_line(name)} ({form})\n{_COUNT}{entries}\n"
    return head + "".join(blocks)


def keep(folder: Path, name: str, text: str) -> bool | None:
    """Keep an import under the name of its file; it replaces one of the same name.

    True where it replaces another, False where it is new, None where it is kept already just so.
    Raises `InputError` where it cannot be written.
    """
    path = folder / f"{_file_name(name)}{_SUFFIX}"
    old = _text(path) if path.is_file() else None
    if old == text:
        return None
    write_actors(path, text)
    return old is not None


def kept(folder: Path) -> tuple[Imported, ...]:
    """What is kept in a folder, by name."""
    return tuple(_imported(path) for path in _files(folder))


def remove(folder: Path, name: str) -> Imported | None:
    """Take out the import of this name and return it; None where there is none.

    A name without its suffix will do. Raises `InputError` where several imports have it.
    """
    found = [one for one in kept(folder) if one.name == name]
    found = found or [one for one in kept(folder) if Path(one.name).stem == Path(name).name]
    if len(found) > 1:
        raise InputError(f"{name}: which of {', '.join(one.name for one in found)}?")
    for one in found:
        try:
            one.path.unlink()
        except OSError as error:
            raise InputError(f"{one.path}: {error.strerror or error}") from error
        load_actor_file.cache_clear()
        return one
    return None


def write_actors(path: Path, text: str) -> None:
    """Write an actor file, whole or not at all. Raises `InputError` where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".actors-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8"))
            if path.exists():
                Path(beside).chmod(path.stat().st_mode)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
    load_actor_file.cache_clear()


def readable(path: Path | None) -> Path | None:
    """The same file or folder, its text proved to be UTF-8. Raises `InputError` naming the line."""
    if path is not None:
        for file in _files(path) if path.is_dir() else [path]:
            _text(file)
    return path


def digest_bytes(path: Path) -> bytes:
    """All that a file, or the files of a folder, have in them."""
    files: Sequence[Path] = _files(path) if path.is_dir() else [path]
    return b"\0".join(file.read_bytes() for file in files)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_SUFFIX}"))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise InputError(
            f"{path}:{line}: not valid UTF-8: byte 0x{byte:02x}; save it as UTF-8"
        ) from None


def _imported(path: Path) -> Imported:
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            head = [stream.readline(_LONGEST_HEAD).rstrip("\n") for _ in range(3)]
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    name, form = path.name.removesuffix(_SUFFIX), "actors"
    for line in head:
        if line.startswith(_FROM):
            name, _, form = line.removeprefix(_FROM).removesuffix(")").rpartition(" (")
        if line.startswith(_COUNT) and line.removeprefix(_COUNT).isdigit():
            return Imported(name, form, int(line.removeprefix(_COUNT)), path)
    return Imported(name, form, 0, path)


def _line(name: str) -> str:
    return " ".join(name.split())


def _file_name(name: str) -> str:
    """The name of a file that any system allows."""
    plain = "".join(c if c.isalnum() or c in "._- " else "_" for c in _line(name)).strip(". ")
    return plain[:100] or "actors"
