"""``dateline gazetteer``: look up names, keep the user's own places, build a fuller gazetteer."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..export.wording import plain
from ..resolve.gazetteer import Gazetteer, GazetteerEntry
from ..resolve.gazetteer_build import fold
from ..resolve.gazetteer_full import Built, build_full
from ..resolve.geonames_dump import open_dump
from ..resolve.user_places import OwnPlace, merged, read_places, write_places
from .options import GazetteerOptions
from .paths import full_gazetteer, gazetteer_file, own_places, places_file
from .running import BAD_INPUT, FAILED, OK
from .screen import Screen
from .sink import sink

_NONE = "-"
_HEAD = (
    "name", "feature", "admin2", "admin1", "country", "latitude", "longitude", "population",
    "GeoNames", "found by",
)  # fmt: skip
_NUMBERS = frozenset({"latitude", "longitude", "population", "GeoNames"})
_WIDEST = 32
_FOUND_BY = {"name": "main name", "alternate": "further name"}


def lookup(*, names: list[str], as_json: bool, limit: int | None, known: GazetteerOptions) -> int:
    """Print what each name can mean and return the exit code."""
    gazetteer = Gazetteer.open(gazetteer_file(known), places=places_file(known))
    found = [(name, _meanings(gazetteer, name)) for name in names]
    if as_json:
        _print([json.dumps(_as_json(found, limit), ensure_ascii=False, indent=2)])
    else:
        _print(_as_tables(found, limit))
    missing = [name for name, entries in found if not entries]
    for name in missing:
        _complain(f"no place is called {plain(name)!r}")
    return FAILED if missing else OK


def _meanings(gazetteer: Gazetteer, name: str) -> tuple[GazetteerEntry, ...]:
    """As the coder looks a name up: an abbreviation of a state or a nationality is one too."""
    found = gazetteer.lookup(name)
    if not found or name in gazetteer.names.states:
        return gazetteer.holders(name) or found
    return found


def _as_json(
    found: Iterable[tuple[str, Sequence[GazetteerEntry]]], limit: int | None
) -> list[dict[str, Any]]:
    return [
        {"name": name, "places": [_record(entry) for entry in entries[:limit]]}
        for name, entries in found
    ]


def _record(entry: GazetteerEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "feature": entry.feature,
        "admin2": entry.admin2,
        "admin1": entry.admin1,
        "country": entry.country,
        "lat": entry.lat,
        "lon": entry.lon,
        "population": entry.population,
        "geonames_id": entry.geonames_id,
        "main_name": entry.match == "name",
    }


def _as_tables(
    found: Iterable[tuple[str, Sequence[GazetteerEntry]]], limit: int | None
) -> Iterator[str]:
    apart = False
    for name, entries in found:
        if not entries:
            continue
        if apart:
            yield ""
        apart = True
        yield f"{plain(name)}: {_count(len(entries), 'place')}"
        yield from _table(_HEAD, [(*_cells(e), _FOUND_BY[e.match]) for e in entries[:limit]])
        if limit is not None and len(entries) > limit:
            yield f"({len(entries) - limit:,} more)"


def _cells(entry: GazetteerEntry) -> tuple[str, ...]:
    return (
        entry.name,
        entry.feature,
        entry.admin2 or _NONE,
        entry.admin1 or _NONE,
        entry.country or _NONE,
        f"{entry.lat:.5f}",
        f"{entry.lon:.5f}",
        f"{entry.population:,}" if entry.population else _NONE,
        str(entry.geonames_id or _NONE),
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as they must be; numbers to the right."""
    shown = [head, *([_short(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = (
            cell.rjust(width) if column in _NUMBERS else cell.ljust(width)
            for cell, width, column in zip(row, widths, head, strict=True)
        )
        yield f"  {'  '.join(cells)}".rstrip()


def _short(cell: str) -> str:
    line = plain(cell)
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"


# -- the user's own places -----------------------------------------------------------------


def add(*, file: str | None, show: bool, remove: str | None) -> int:
    """Add places, show those that are kept or take some out; returns the exit code."""
    if (file is not None) + show + (remove is not None) != 1:
        raise InputError("give a file of places to add, or --list, or --remove NAME")
    kept = own_places()
    if kept is None:
        raise InputError("there is no folder of yours to keep places in: HOME is not set")
    gazetteer = Gazetteer.open()
    if show:
        return _show(kept, gazetteer)
    if remove is not None:
        return _remove(kept, remove, gazetteer)
    return _add(kept, Path(file or ""), gazetteer)


def _add(kept: Path, file: Path, gazetteer: Gazetteer) -> int:
    new = read_places(file, gazetteer)
    for complaint in new.bad:
        _complain(complaint)
    for column in new.unread:
        _complain(f"{file}:1: the column {column!r} is not read")
    every, replaced = merged(_kept(kept, gazetteer), new.places)
    if new.places:
        write_places(kept, every)
    added = _count(len(new.places) - replaced, "place")
    _say(f"{added} added, {replaced} replaced; {len(every):,} in {kept}")
    return BAD_INPUT if new.bad else OK


def _remove(kept: Path, name: str, gazetteer: Gazetteer) -> int:
    places = _kept(kept, gazetteer)
    gone = [place for place in places if fold(place.entry.name) == fold(name)]
    if not gone:
        _complain(f"none of your places is called {plain(name)!r}")
        return FAILED
    write_places(kept, [place for place in places if place not in gone])
    _print(_table(_HEAD[:-1], [_cells(place.entry) for place in gone]))
    left = len(places) - len(gone)
    _say(f"{_count(len(gone), 'place')} taken out; {left:,} left in {kept}")
    return OK


def _show(kept: Path, gazetteer: Gazetteer) -> int:
    if not kept.is_file():
        _say(f"no places of your own yet; they would be kept in {kept}")
        return OK
    found = read_places(kept, gazetteer)
    for complaint in found.bad:
        _complain(complaint)
    rows = [(*_cells(p.entry), "; ".join(p.aliases) or _NONE) for p in found.places]
    _print(_table((*_HEAD[:-1], "aliases"), rows))
    _say(f"{_count(len(rows), 'place')} in {kept}")
    return BAD_INPUT if found.bad else OK


def _kept(kept: Path, gazetteer: Gazetteer) -> tuple[OwnPlace, ...]:
    """The places kept so far; an `InputError` where writing them anew would lose a line."""
    if not kept.exists():
        return ()
    found = read_places(kept, gazetteer)
    if found.bad:
        raise InputError(f"{found.bad[0]} (in the file of your places; mend it first)")
    return found.places


# -- a fuller gazetteer --------------------------------------------------------------------


def build(*, geonames: str, output: str | None) -> int:
    """Build a gazetteer from GeoNames' dump and return the exit code."""
    target = full_gazetteer() if output is None else Path(output)
    if target is None:
        raise InputError("there is no cache folder of yours: HOME is not set; give -o FILE")
    source = Path(geonames)
    start = time.perf_counter()
    with Screen(open_dump(source).size, in_bytes=True) as screen:
        built = build_full(source, target, screen.step)
        for line in built.shown:
            screen.complain(line)
    if built.broken > len(built.shown):
        _complain(f"{built.broken:,} lines of {built.lines:,} could not be read and are left out")
    for line in _summary(built, target, time.perf_counter() - start):
        _say(line)
    return OK


def _summary(built: Built, target: Path, seconds: float) -> Iterator[str]:
    yield f"{target}: {built.version}, {target.stat().st_size / 1e6:,.1f} MB, in {seconds:.0f} s"
    yield (
        f"{_count(built.kept, 'place')} taken from {_count(built.lines, 'line')}, "
        f"{built.elsewhere:,} of no known country left out; "
        f"with the shipped ones {built.places:,} places, {built.names:,} names"
    )
    yield f"use it with: --gazetteer {target}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _say(line: str) -> None:
    _print([plain(line)])


def _print(lines: Iterable[str]) -> None:
    with sink(None, grows=True) as write:
        write("".join(f"{line}\n" for line in lines))


def _complain(line: str) -> None:
    print(plain(line), file=sys.stderr)  # noqa: T201
