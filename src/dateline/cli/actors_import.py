"""``dateline actors import``: other people's lists of actors, laid over the shipped file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..errors import InputError
from ..export.wording import plain
from ..resolve.actor_import import FORMATS, Reading, convert
from ..resolve.actor_import.tables import COLUMNS
from ..resolve.actor_loading import load_actor_file
from ..resolve.gazetteer import Gazetteer
from ..resolve.user_actors import actors_text, keep, kept, write_actors
from ..resolve.user_actors import remove as take_out
from .actors_files import own_actors
from .actors_known import complain, table
from .actors_known import output as put
from .running import BAD_INPUT, FAILED, OK

_HEAD = ("name", "format", "entries")
_MOST_COMPLAINTS = 20


def run(
    *,
    files: list[str],
    output: str | None,
    form: str,
    columns: list[str],
    show: bool,
    remove: str | None,
) -> int:
    """Import files, show what has been imported or take some out; returns the exit code."""
    if bool(files) + show + (remove is not None) != 1:
        raise InputError("give files of actors to import, or --list, or --remove NAME")
    folder = own_actors()
    if folder is None and output is None:
        raise InputError("there is no folder of yours to keep actors in: HOME is not set")
    if show and folder is not None:
        return _show(folder)
    if remove is not None and folder is not None:
        return _remove(folder, remove)
    names = [Path(file).name for file in files]
    if output is None and (twice := next((n for n in names if names.count(n) > 1), None)):
        raise InputError(f"two of the files are called {twice}: import them one at a time")
    if output is not None and Path(output).resolve() in {Path(f).resolve() for f in files}:
        raise InputError(f"{output}: is being read and is not written over")
    readings = _read(files, form, _columns(columns))
    for reading in readings:
        for line in reading.told(_MOST_COMPLAINTS):
            complain(line)
        put(plain(line) for line in reading.passed_over())
    if output is not None:
        _write(readings, Path(output))
    elif folder is not None:
        _keep(readings, folder)
    return OK if all(one.is_good for one in readings) else BAD_INPUT


def _read(files: Sequence[str], form: str, named: Mapping[str, str]) -> list[Reading]:
    known = next((one for one in FORMATS if one == form), None)
    pairs = [(Path(file), known) for file in files]
    return convert(pairs, load_actor_file(), Gazetteer.open(), named=named)


def _columns(columns: Sequence[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for given in columns:
        column, _, header = given.partition("=")
        if not header.strip() or column.strip().lower() not in COLUMNS:
            raise InputError(f"--column {given}: not NAME=HEADER; names: {', '.join(COLUMNS)}")
        named[column.strip().lower()] = header.strip()
    return named


def _write(readings: Sequence[Reading], path: Path) -> None:
    names = ", ".join(Path(one.file).name for one in readings)
    entries = sum(one.entries for one in readings)
    if not entries:
        _say(f"nothing to write to {path}")
        return
    forms = ", ".join(dict.fromkeys(one.format for one in readings))
    blocks = (block for one in readings for block in one.blocks)
    write_actors(path, actors_text(names, forms, entries, blocks))
    joined = sum(one.joined for one in readings)
    _say(f"{_counted(entries, joined)}, written to {path}; use it with: --actors {path}")


def _keep(readings: Sequence[Reading], folder: Path) -> None:
    """Keep each file's actors under its own name."""
    for reading in readings:
        name = Path(reading.file).name
        if not reading.entries:
            _say(f"{reading.file}: nothing to import")
            continue
        text = actors_text(name, reading.format, reading.entries, reading.blocks)
        old = keep(folder, name, text)
        how = "nothing new" if old is None else "in place of the earlier" if old else "kept"
        _say(f"{reading.file}: {_counted(reading.entries, reading.joined)}; {how}, in {folder}")


def _counted(entries: int, joined: int) -> str:
    shown = f"{entries:,} entry" if entries == 1 else f"{entries:,} entries"
    return f"{shown}, {joined:,} of them joined to shipped ones" if joined else shown


def _show(folder: Path) -> int:
    found = kept(folder)
    if not found:
        _say(f"no actors of your own yet; they would be kept in {folder}")
        return OK
    put(table(_HEAD, [(one.name, one.format, f"{one.entries:,}") for one in found]))
    _say(f"{len(found):,} imported, in {folder}")
    return OK


def _remove(folder: Path, name: str) -> int:
    gone = take_out(folder, name)
    if gone is None:
        complain(f"nothing imported is called {plain(name)!r}")
        return FAILED
    _say(f"{gone.name} taken out ({_counted(gone.entries, 0)}); {len(kept(folder)):,} left")
    return OK


def _say(line: str) -> None:
    put([plain(line)])
