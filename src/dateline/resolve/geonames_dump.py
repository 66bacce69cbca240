"""Read GeoNames' dump: the zip of ``allCountries.txt`` or of one country, line by line.

The columns are those of https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple

from ..errors import InputError

ALL = "allCountries"
_MEMBER = re.compile(rf"(?:.*/)?({ALL}|[A-Z]{{2}})\.txt")
_MOST_BYTES = 4 << 30
"""``allCountries.txt`` has not half as many."""
_CHUNK = 1 << 20
_LONGEST_LINE = 1 << 17
"""Bytes; the longest column, the further names, has at most 10,000 characters."""
_COLUMNS = 19
_ENCRYPTED = 0x1
_MOST_ID = 2**53
_MOST_PEOPLE = 10**10
_SCRIPTS_OF_NOTE = 3

_TOWNS = frozenset(
    "PPL PPLA PPLA2 PPLA3 PPLA4 PPLA5 PPLC PPLF PPLG PPLL PPLQ PPLR PPLS PPLW PPLX STLMT".split()
)
"""All but the historical (PPLH, PPLCH), whose names their successors mostly carry. Abandoned
and destroyed places (PPLQ, PPLW) stay: news comes back to them (Pripyat)."""
_LIKE_TOWNS = {"STLMT": "PPL", "PPLS": "PPL"}
_OTHER_CLASSES = frozenset("HLST")
_UNITS = {"ADM1": "ADM1", "ADM2": "ADM2"}
"""Countries are the shipped file's. Units below the second level bear their chief town's name."""
_SPOTS = {
    "AIRB": "BASE", "AIRP": "AIRP", "BDG": "BDG", "CMP": "CMP", "CMPRF": "CMP", "HSP": "HSP",
    "INSM": "BASE", "MILB": "BASE", "NVB": "BASE", "PRIS": "PRIS", "PRT": "PORT", "PS": "PS",
    "SQR": "SQR", "UNIV": "UNIV",
}  # fmt: skip
"""Places in or beside a town where news happens and that it calls by name. Left out are those
of which a country has thousands under the same few names, most of them never in the news:
schools, farms, hotels, shops, monuments, cemeteries, railway stations, wells and the like."""
_OF_NOTE = {
    "STM": "STM", "LK": "LK", "SEA": "SEA", "GULF": "GULF", "BAY": "BAY", "STRT": "STRT",
    "CHN": "CHN", "CNL": "CNL", "RSV": "RSV", "DAM": "DAM",
    "MTS": "MTS", "MT": "MT", "PK": "MT", "VLC": "MT", "PASS": "PASS", "DSRT": "DSRT",
    "PEN": "PEN", "ISL": "ISL", "ISLS": "ISLS", "VAL": "VAL", "CAPE": "CAPE",
    "RGN": "RGN", "PRK": "PRK",
    "CH": "REL", "MSQE": "REL", "MSTY": "REL", "SHRN": "REL", "SYG": "REL", "TMPL": "REL",
}  # fmt: skip
"""Of these the dump has millions: every brook, hill and parish church, named like the village
beside it. Only those of note are taken (`_is_of_note`)."""


class DumpRow(NamedTuple):
    """A line of the dump, as far as it is used; ``feature`` is the gazetteer's code for it."""

    id: int
    name: str
    ascii: str
    others: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    country: str
    admin1: str
    admin2: str
    population: int


class BrokenLine(ValueError):
    """A line that is none of the dump's; says why."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump's file inside its zip; ``name`` is "allCountries" or a country's code."""

    path: Path
    member: str
    name: str
    size: int
    crc: int
    made: str
    """The day it was written, as the zip has it."""

    def lines(self, tell: Callable[[int], None]) -> Iterator[tuple[int, bytes]]:
        """Numbered lines; of one too long its beginning; ``tell`` is told of bytes as read."""
        with _readable(self.path) as archive, archive.open(self.member) as stream:
            yield from _lines(stream, tell)


def open_dump(path: Path) -> Dump:
    """The dump in a zip. Raises `InputError` where there is none that can be read."""
    if path.is_dir() or not path.exists():
        raise InputError(f"{path}: {'a folder, not a zip' if path.is_dir() else 'no such file'}")
    with _readable(path) as archive:
        found = [(i, m[1]) for i in archive.infolist() if (m := _MEMBER.fullmatch(i.filename))]
    if len(found) != 1:
        what = "no" if not found else "more than one"
        raise InputError(f"{path}: {what} {ALL}.txt or country's file such as UA.txt in this zip")
    ((info, name),) = found
    if info.flag_bits & _ENCRYPTED:
        raise InputError(f"{path}: {info.filename} is encrypted; unpack it and zip it anew")
    if info.file_size > _MOST_BYTES:
        raise InputError(
            f"{path}: {info.filename} would have {info.file_size / (1 << 30):.1f} GiB; "
            f"GeoNames' dump has less than {_MOST_BYTES >> 30}"
        )
    return Dump(path, info.filename, name, info.file_size, info.CRC, _day(info))


def read_row(line: bytes) -> DumpRow | None:
    """What a line says; None for kinds of places that are not wanted.

    Raises `BrokenLine` where it is not such a line.
    """
    if len(line) > _LONGEST_LINE:
        raise BrokenLine(f"longer than {_LONGEST_LINE:,} bytes")
    try:
        cells = line.decode("utf-8").rstrip("\r").split("\t")
    except UnicodeDecodeError as error:
        raise BrokenLine(f"not UTF-8: byte 0x{line[error.start]:02x}") from None
    if len(cells) != _COLUMNS:
        raise BrokenLine(f"{len(cells)} columns, not {_COLUMNS}")
    number = _whole(cells[0], "geonameid", _MOST_ID)
    lat, lon = _degrees(cells[4], "latitude", 90), _degrees(cells[5], "longitude", 180)
    people = _whole(cells[14] or "0", "population", _MOST_PEOPLE)
    name, others = cells[1].strip(), tuple(filter(None, cells[3].split(",")))
    if not name:
        raise BrokenLine("no name")
    feature = _feature(cells[6], cells[7])
    if feature is None or cells[7] in _OF_NOTE and not _is_of_note(name, others, people):
        return None
    country, admin1, admin2 = cells[8], cells[10], cells[11]
    return DumpRow(
        number, name, cells[2].strip(), others, lat, lon, feature, country, admin1, admin2, people
    )


def _feature(kind: str, code: str) -> str | None:
    """The gazetteer's code of a kind of place; None where it is not wanted."""
    if kind == "P":
        return _LIKE_TOWNS.get(code, code) if code in _TOWNS else None
    if kind == "A":
        return _UNITS.get(code)
    return _SPOTS.get(code) or _OF_NOTE.get(code) if kind in _OTHER_CLASSES else None


def _is_of_note(name: str, others: tuple[str, ...], people: int) -> bool:
    """Whether it is known abroad, by its names in several scripts, or people live there.

    A brook has a name in the script of its country and in Latin, the Tigris in a dozen.
    """
    if people:
        return True
    scripts: set[str] = set()
    for text in (name, *others):
        scripts.add(_script(next(filter(str.isalpha, text), "")))
        if len(scripts - {""}) >= _SCRIPTS_OF_NOTE:
            return True
    return False


@lru_cache(maxsize=65536)
def _script(letter: str) -> str:
    """The script of a letter by the first word of its name; Japanese and Chinese count as one."""
    found = unicodedata.name(letter, "").partition(" ")[0] if letter else ""
    return "CJK" if found in ("HIRAGANA", "KATAKANA") else found


def _whole(text: str, column: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= most):
        raise BrokenLine(f"{column} {text[:40]!r} is not a whole number")
    return int(text)


def _degrees(text: str, column: str, most: int) -> float:
    try:
        value = float(text)
    except ValueError:
        raise BrokenLine(f"{column} {text[:40]!r} is not a number") from None
    if not -most <= value <= most:
        raise BrokenLine(f"{column} {text[:40]} is not between -{most} and {most}")
    return value


def _lines(stream: IO[bytes], tell: Callable[[int], None]) -> Iterator[tuple[int, bytes]]:
    """Lines of a stream that is read in pieces; an endless one is cut, never held whole."""
    number, rest = 0, b""
    while chunk := stream.read(_CHUNK):
        tell(len(chunk))
        first, *more = chunk.split(b"\n")
        rest = (rest + first)[: _LONGEST_LINE + 1]
        for line in more:
            number += 1
            yield number, rest
            rest = line
    if rest:
        yield number + 1, rest


def _day(info: zipfile.ZipInfo) -> str:
    try:
        return date(*info.date_time[:3]).isoformat()
    except ValueError:
        return "undated"


@contextmanager
def _readable(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip; what goes wrong while it is open is told in one line."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError) as error:
        raise InputError(
            f"{path}: not a zip, or a damaged one: {error or 'it ends early'}"
        ) from error
    except NotImplementedError as error:
        raise InputError(f"{path}: packed in a way that cannot be read: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
