"""A user's own places: read from a CSV file, kept in one, and laid over the gazetteer.

The columns ``name``, ``country``, ``lat`` and ``lon`` must be there, those of `OPTIONAL` may be;
others are not read. One line is one place.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from ..errors import InputError
from .gazetteer_build import ARABIC, fold, without_articles
from .gazetteer_entry import GazetteerEntry, Match, kilometres

REQUIRED = ("name", "country", "lat", "lon")
OPTIONAL = ("admin1", "admin2", "feature", "population", "aliases", "geonames_id")
COLUMNS = REQUIRED + OPTIONAL

_MOST_BYTES = 20_000_000
_LONGEST_NAME = 200
_MOST_PEOPLE = 10**10
_MOST_ID = 2**53
_ONE_PLACE_KM = 1.0
_TOWN = "PPL"
_FEATURE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_LINE_END = re.compile(r"\r\n|\n|\r")


class Known(Protocol):
    """What is asked of the gazetteer while places are read."""

    def country_code(self, word: str) -> str | None:
        """ISO-3 of a country's ISO code or name."""

    def iso2(self, iso3: str) -> str:
        """ISO-2 of an ISO-3 code."""

    def division_name(self, iso3: str, name: str) -> str:
        """The gazetteer's own name of a first-level unit called so."""

    def shipped(self, key: str) -> list[GazetteerEntry]:
        """The gazetteer's places of a folded name."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place as the gazetteer gives it, and its further names."""

    entry: GazetteerEntry
    aliases: tuple[str, ...] = ()


class ReadPlaces(NamedTuple):
    """What is in a file: its places; a complaint for each bad line; columns that are not read."""

    places: tuple[OwnPlace, ...]
    bad: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UserPlaces:
    """Places by their folded names; ``version`` is "user:" and a hash of the file, or "".

    ``instead_of`` has those that the gazetteer has too, by their GeoNames numbers: there the
    user's place is given under every name of the gazetteer's.
    """

    version: str = ""
    by_name: Mapping[str, tuple[GazetteerEntry, ...]] = field(default_factory=dict)
    instead_of: Mapping[int, GazetteerEntry] = field(default_factory=dict)

    def laid_over(self, found: list[GazetteerEntry], key: str) -> list[GazetteerEntry]:
        """What the gazetteer has found under a folded name, and the places of the user's."""
        own = self.by_name.get(key)
        if own is None:
            return found
        rest = (e for e in found if not any(_same_place(place, e) for place in own))
        return [*rest, *own]


NO_PLACES = UserPlaces()


# -- reading -------------------------------------------------------------------------------


def load_places(path: Path, known: Known) -> UserPlaces:
    """The places of a file for looking up. Raises `InputError` at the first bad line."""
    data = _bytes(path)
    found = _read(data, str(path), known)
    if found.bad:
        raise InputError(found.bad[0])
    by_name: dict[str, tuple[GazetteerEntry, ...]] = {}
    instead_of: dict[int, GazetteerEntry] = {}
    for place in found.places:
        entry, twin = _laid_over_its_twin(place.entry, known)
        if twin is not None and twin.geonames_id is not None:
            instead_of[twin.geonames_id] = entry
        for key, match in _keys(place, known):
            by_name[key] = (*by_name.get(key, ()), replace(entry, match=match))
    version = f"user:{hashlib.sha256(data).hexdigest()[:8]}"
    return UserPlaces(version, by_name, instead_of)


def read_places(path: Path, known: Known) -> ReadPlaces:
    """The places of a file and what is wrong with the others, a complaint a line.

    Raises `InputError` where nothing of the file can be read.
    """
    return _read(_bytes(path), str(path), known)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    if len(data) > _MOST_BYTES:
        raise InputError(f"{path}: larger than {_MOST_BYTES // 1_000_000} MB")
    return data


def _read(data: bytes, name: str, known: Known) -> ReadPlaces:
    lines = _LINE_END.split(_decoded(data, name))
    rows = ((number, line) for number, line in enumerate(lines, 1) if line.strip(" ,\t"))
    number, head = next(rows, (1, ""))
    columns = _columns(head, f"{name}:{number}")
    places: list[OwnPlace] = []
    bad: list[str] = []
    for number, line in rows:
        try:
            places.append(_place(_record(line, columns), known))
        except ValueError as error:
            bad.append(f"{name}:{number}: {error}")
    unread = tuple(c for c in columns if c and c not in COLUMNS)
    return ReadPlaces(tuple(places), tuple(bad), unread)


def _decoded(data: bytes, name: str) -> str:
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name}: this looks like UTF-16; save it as UTF-8")
    if b"\0" in data:
        raise InputError(f"{name}: this is a binary file, not CSV")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise InputError(
            f"{name}:{line}: not valid UTF-8: byte 0x{byte:02x}; save it as UTF-8"
        ) from None


def _columns(head: str, where: str) -> tuple[str, ...]:
    try:
        columns = tuple(cell.strip().lower() for cell in _cells(head))
    except ValueError as error:
        raise InputError(f"{where}: {error}") from None
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        plural = "columns" if len(missing) > 1 else "column"
        parted = next((mark for mark in ";\t" if mark in head and len(columns) == 1), None)
        hint = "; the values must be parted by commas" if parted else ""
        raise InputError(f"{where}: no {plural} {', '.join(missing)}{hint}")
    if twice := next((c for c in columns if c and columns.count(c) > 1), None):
        raise InputError(f"{where}: the column {twice} is there twice")
    return columns


def _cells(line: str) -> list[str]:
    """The values of one line; a place needs no line end inside a value."""
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        why = "a quote is not closed" if "end of data" in str(error) else f"not CSV: {error}"
        raise ValueError(why) from None


def _record(line: str, columns: tuple[str, ...]) -> dict[str, str]:
    cells = _cells(line)
    if len(cells) != len(columns):
        raise ValueError(f"{len(cells)} values, but {len(columns)} columns")
    return {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}


def _place(record: Mapping[str, str], known: Known) -> OwnPlace:
    """Raises `ValueError` with what is wrong."""
    name = _name(record["name"], "name")
    country = known.country_code(record["country"]) if record["country"] else None
    if country is None:
        raise ValueError(
            f"unknown country {record['country']!r}" if record["country"] else "no country"
        )
    feature = record.get("feature") or _TOWN
    if not _FEATURE.fullmatch(feature):
        raise ValueError(f"feature {feature!r} is no code of GeoNames, such as PPL or MT")
    if feature.startswith("PCL"):
        raise ValueError("a country cannot be added")
    admin1 = _optional_name(record, "admin1") or (name if feature == "ADM1" else None)
    admin2 = _optional_name(record, "admin2") or (name if feature == "ADM2" else None)
    entry = GazetteerEntry(
        name=name,
        country=country,
        admin1=admin1,
        lat=_degrees(record["lat"], "lat", 90),
        lon=_degrees(record["lon"], "lon", 180),
        geonames_id=_whole(record, "geonames_id", _MOST_ID) or None,
        feature=feature,
        population=_whole(record, "population", _MOST_PEOPLE),
        admin2=admin2,
    )
    aliases = (part.strip() for part in record.get("aliases", "").split(";"))
    return OwnPlace(entry, tuple(_name(alias, "alias") for alias in aliases if alias))


def _name(text: str, what: str) -> str:
    if not text:
        raise ValueError(f"no {what}")
    if len(text) > _LONGEST_NAME:
        raise ValueError(f"the {what} is longer than {_LONGEST_NAME} characters")
    if any(unicodedata.category(c) == "Cc" for c in text):
        raise ValueError(f"control characters in the {what}")
    if not any(map(str.isalnum, text)) or not fold(text):
        raise ValueError(f"no letter in the {what} {text!r}")
    return text


def _optional_name(record: Mapping[str, str], column: str) -> str | None:
    return _name(record[column], column) if record.get(column) else None


def _degrees(text: str, column: str, most: int) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{column} {text!r} is not a number" if text else f"no {column}") from None
    if not -most <= value <= most:
        raise ValueError(f"{column} {text} is not between -{most} and {most}")
    return value


def _whole(record: Mapping[str, str], column: str, most: int) -> int:
    text = record.get(column) or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= most):
        raise ValueError(f"{column} {text!r} is not a whole number")
    return int(text)


def _keys(place: OwnPlace, known: Known) -> Iterator[tuple[str, Match]]:
    """The folded names of a place, each once: its name, and its further names."""
    arabic = known.iso2(place.entry.country or "") in ARABIC
    keys: dict[str, Match] = {}
    for name in (place.entry.name, *place.aliases):
        folded = fold(name).removeprefix("the ")
        for key in (folded, without_articles(folded) if arabic else folded):
            keys.setdefault(key, "name" if name == place.entry.name else "alternate")
    yield from keys.items()


# -- keeping -------------------------------------------------------------------------------


def merged(kept: Sequence[OwnPlace], added: Iterable[OwnPlace]) -> tuple[tuple[OwnPlace, ...], int]:
    """All places, and how many of the ``added`` took the place of one of the same name."""
    found: dict[tuple[str, str | None], list[OwnPlace]] = {}
    replaced = 0
    for number, place in enumerate((*kept, *added)):
        same = found.setdefault((fold(place.entry.name), place.entry.country), [])
        at = next((i for i, old in enumerate(same) if _near(old.entry, place.entry)), None)
        if at is None:
            same.append(place)
        else:
            same[at] = place
            replaced += number >= len(kept)
    return tuple(place for same in found.values() for place in same), replaced


def write_places(path: Path, places: Iterable[OwnPlace]) -> None:
    """Write places to a file, whole or not at all. Raises `InputError` where that fails."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_values(place) for place in places)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".places-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.getvalue().encode("utf-8"))
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _values(place: OwnPlace) -> Iterator[str]:
    entry = place.entry
    yield from (entry.name, entry.country or "", repr(entry.lat), repr(entry.lon))
    yield from (entry.admin1 or "", entry.admin2 or "", entry.feature)
    yield str(entry.population or "")
    yield ";".join(place.aliases)
    yield str(entry.geonames_id or "")


# -- one place or two ----------------------------------------------------------------------


def _near(a: GazetteerEntry, b: GazetteerEntry) -> bool:
    return kilometres((a.lat, a.lon), (b.lat, b.lon)) <= _ONE_PLACE_KM


def _same_place(own: GazetteerEntry, entry: GazetteerEntry) -> bool:
    """Whether the gazetteer's place is the user's: by its number, or by its kind and point."""
    if own.country != entry.country:
        return False
    if own.geonames_id is not None and own.geonames_id == entry.geonames_id:
        return True
    alike = own.feature == entry.feature or (own.is_town and entry.is_town)
    return alike and _near(own, entry)


def _laid_over_its_twin(
    own: GazetteerEntry, known: Known
) -> tuple[GazetteerEntry, GazetteerEntry | None]:
    """The user's place, with what it does not say filled in; the gazetteer's, if it has it."""
    if own.admin1 is not None:
        own = replace(own, admin1=known.division_name(own.country or "", own.admin1))
    twin = next((e for e in known.shipped(fold(own.name)) if _same_place(own, e)), None)
    if twin is None:
        return own, None
    filled = replace(
        own,
        admin1=own.admin1 or twin.admin1,
        admin2=own.admin2 or twin.admin2,
        geonames_id=own.geonames_id or twin.geonames_id,
        feature=twin.feature if own.feature == _TOWN and twin.is_town else own.feature,
        population=own.population or twin.population,
    )
    return filled, twin
