"""CSV tables of actors: one actor a row, columns by their names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ...codebook.schemes import load_schemes
from ...errors import InputError
from ..actor_file import ENTRY_KINDS, TIE_RELATIONS, id_of
from ..periods import Period, read_period
from .drafts import Countries, Draft, DraftTie, Reading
from .lines import Lines
from .writing import clean_name, clean_names

NAME = "name"
LISTS = ("aliases", "shorts", "called")
COLUMNS = (NAME, "id", "country", "sectors", "kind", *LISTS, "in", "acled", "start", "end", "note",
           *sorted(TIE_RELATIONS))  # fmt: skip
SECTORS = frozenset(s for s in load_schemes().actors if s.isupper()) | {"IGO", "NGO"}
ACLED_TYPES = frozenset(s.replace("_", " ") for s in load_schemes().actors if not s.isupper())

_PARTED = re.compile(r"[;,\s]+")
_MARKS = ",;\t"
_OPEN_QUOTE = "a quote is not closed"
_LONGEST_RECORD = 50
"""Lines that a record may have, a value with line ends in quotes."""
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


class Table:
    """The rows of a CSV file with their line numbers, after its header.

    ``named`` says which header has the values of which column; others go by their own names.
    Raises `InputError` where the header lacks the column ``needed``.
    """

    def __init__(
        self, lines: Lines, reading: Reading, *, named: Mapping[str, str], needed: str
    ) -> None:
        self._reading = reading
        self._lines = ((number, line) for number, line in lines)
        number, head = next(((n, x) for n, x in self._lines if x.strip(" ,;\t")), (1, ""))
        self._mark = max(_MARKS, key=head.count)
        where = f"{reading.file}:{number}"
        try:
            headers = [cell.strip() for cell in _cells(head, self._mark)]
        except ValueError as error:
            raise InputError(f"{where}: {error}") from None
        lower = [column_key(header) for header in headers]
        self._columns = list(lower)
        for column, header in named.items():
            key = column_key(header)
            if key not in lower:
                raise InputError(f"{where}: no column {header!r}")
            self._columns = ["" if c == column else c for c in self._columns]
            self._columns[lower.index(key)] = column
        if needed not in self._columns:
            raise InputError(f"{where}: no column {needed!r}")
        self.head_line = number
        self.unread = [
            h for h, c in zip(headers, self._columns, strict=True) if h and c not in COLUMNS
        ]

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Line numbers and values by column; a row that is none is complained of."""
        waiting: list[tuple[int, str]] = []
        while pair := waiting.pop(0) if waiting else next(self._lines, None):
            number, text = pair
            taken: list[tuple[int, str]] = []
            while text.count('"') % 2 and len(taken) < _LONGEST_RECORD:
                more = waiting.pop(0) if waiting else next(self._lines, None)
                if more is None:
                    break
                taken.append(more)
                text += f"\n{more[1]}"
            if not text.strip(" ,;\t"):
                continue
            try:
                cells = self._values(text)
            except ValueError as error:
                why = _OPEN_QUOTE if taken else str(error)
                self._reading.complain(number, why)
                waiting = [*taken, *waiting]  # they are rows of their own
            else:
                yield number, cells

    def _values(self, text: str) -> dict[str, str]:
        cells = _cells(text, self._mark)
        if len(cells) != len(self._columns):
            raise ValueError(f"{len(cells)} values, but {len(self._columns)} columns")
        pairs = zip(self._columns, cells, strict=True)
        return {column: cell.strip() for column, cell in pairs if column}


def column_key(header: str) -> str:
    """A header as columns are looked up: "Start date" -> "start_date"."""
    return header.strip().lower().replace(" ", "_")


def _cells(text: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([text], strict=True, delimiter=mark), [])
    except csv.Error as error:
        open_quote = "unexpected end" in str(error)
        raise ValueError(_OPEN_QUOTE if open_quote else f"not CSV: {error}") from None


def read_table(
    lines: Lines, countries: Countries, reading: Reading, named: Mapping[str, str]
) -> None:
    """Read actors from a table; what is wrong with a row is noted in ``reading``."""
    table = Table(lines, reading, named=named, needed=NAME)
    reading.unread += [(table.head_line, column) for column in table.unread]
    for number, row in table.rows():
        try:
            reading.drafts.append(_draft(number, row, countries))
        except ValueError as error:
            reading.complain(number, str(error))


def _draft(number: int, row: Mapping[str, str], countries: Countries) -> Draft:
    identity = row.get("id", "")
    if identity and not id_of(identity):
        raise ValueError(f"no letter of the Latin alphabet in the id {identity!r}")
    if len(identity) == 3 and countries.country_code(identity) == identity.upper():
        raise ValueError(f"the id {identity!r} is a country's")
    kind = row.get("kind", "").lower()
    if kind and kind not in ENTRY_KINDS:
        raise ValueError(f"unknown kind {kind!r}: one of {', '.join(sorted(ENTRY_KINDS))}")
    acled = row.get("acled") or None
    if acled is not None and acled not in ACLED_TYPES:
        raise ValueError(f"unknown ACLED type {acled!r}: one of {', '.join(sorted(ACLED_TYPES))}")
    active = read_years(row.get("start", ""), row.get("end", ""))
    lists = {c: clean_names(_split(row.get(c, ""))) for c in LISTS}
    return Draft(
        line=number,
        name=clean_name(row[NAME]),
        id=id_of(identity) or None,
        country=country_of(row.get("country", ""), countries),
        sectors=read_sectors(row.get("sectors", "")),
        kind=kind or None,
        active=active,
        aliases=lists["aliases"],
        shorts=lists["shorts"],
        called=lists["called"],
        where=tuple(
            iso3 for one in _split(row.get("in", "")) if (iso3 := country_of(one, countries))
        ),
        acled_type=acled,
        ties=tuple(_ties(row)),
        outranks=True,
    )


def _ties(row: Mapping[str, str]) -> Iterator[DraftTie]:
    for column, value in row.items():
        if column in TIE_RELATIONS:
            for other in _split(value):
                name, _, when = other.rpartition(" ")
                dated = ".." in when
                period = read_period(when) if dated else Period()
                yield DraftTie(column, name if dated else other, period, row.get("note", ""))


def _split(text: str) -> Sequence[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


def country_of(word: str, countries: Countries) -> str | None:
    """ISO-3 of a country's code or name, None for nothing. Raises ValueError for no country."""
    if word in ("", "-"):
        return None
    found = countries.country_code(word)
    if found is None:
        raise ValueError(f"unknown country {word!r}")
    return found


def read_sectors(text: str) -> tuple[str, ...]:
    """PLOVER sectors in either case. Raises ValueError for one that is none."""
    found = [one.upper() for one in _PARTED.split(text) if one and one != "-"]
    if wrong := unknown_sector(found):
        raise ValueError(f"unknown sector {wrong!r}: one of {', '.join(sorted(SECTORS))}")
    return tuple(dict.fromkeys(found))


def unknown_sector(sectors: Iterable[str]) -> str | None:
    """The first of the codes that is no sector."""
    return next((one for one in sectors if one not in SECTORS), None)


def read_years(start: str, end: str) -> Period:
    """A period of two dates, each a year, month, day or nothing. Raises ValueError."""
    for text in filter(None, (start, end)):
        if not _DAY.fullmatch(text):
            raise ValueError(f"not a date written as YYYY, YYYY-MM or YYYY-MM-DD: {text!r}")
    try:
        period = read_period(f"{start}..{end}") if start or end else Period()
    except ValueError:
        raise ValueError(f"no such day in {start}..{end}") from None
    if not ordered(period.start, period.end):
        raise ValueError(f"ends before it starts: {start}..{end}")
    return period


def ordered(start: date | None, end: date | None) -> bool:
    """Whether a period does not end before it starts."""
    return start is None or end is None or start <= end
