"""CSV and TSV with a header line: one article a row, columns found by their usual names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath

from ..errors import BadDate, InputError
from ..records.article import Article
from .article import Given, make_article, parse_day
from .days import read_day
from .language import detect_language
from .text import ByteStream

# What the columns of an article are called; the first that a table has is taken.
USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "fulltext", "articletext", "articlebody", "article",
             "maintext", "story", "bodytext"),
    "title": ("title", "headline", "head", "articletitle"),
    "published": ("published", "date", "publicationdate", "publishdate", "datepublished",
                  "publishedat", "pubdate", "publisheddate", "articledate", "datetime"),
    "source": ("source", "outlet", "publisher", "publication", "sourcename", "newspaper",
               "sitename", "medium"),
    "url": ("url", "link", "uri", "sourceurl", "weburl", "articleurl"),
    "id": ("id", "articleid", "docid", "documentid", "uid", "guid"),
    "language": ("language", "lang", "languagecode"),
}  # fmt: skip
_DELIMITERS = (",", ";", "\t", "|")
_BYTES_A_CHARACTER = 4
_OTHER_COLUMNS = 1_000_000
_MOST_FRESH_STARTS = 20
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_ESCAPED_BYTE = re.compile(r"[\udc80-\udcff]")
_REASONS = {
    "unexpected end of data": "a quote is opened and never closed",
    "field larger than field limit": "a value is too long, or a quote is never closed",
    "expected after": "a quote ends in the middle of a value",
}


def read_columns(
    stream: ByteStream,
    name: str,
    given: Given,
    *,
    max_chars: int,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | InputError]:
    """The articles of a table in order; an `InputError` in place of each bad row.

    ``columns`` says which column is which where their names do not: ``{"text": "Body"}``. The
    delimiter is a tab in a file called ``.tsv``; else the one that parts the header into the
    most columns. ``given`` fills in what a row does not say. Blank lines are passed over.
    """
    try:
        table = _Table(_Lines(stream, max_chars), name, columns or {}, max_chars)
    except InputError as error:
        yield InputError(f"{name}: {error}")
        return
    empty = True
    for line, row in table.rows():
        empty = False
        try:
            if isinstance(row, InputError):
                raise row
            yield _article(table.cells(row), given, max_chars=max_chars)
        except InputError as error:
            yield type(error)(f"{name}:{line}: {error}")
    if empty:
        yield InputError(f"{name}: there is no row below the header")


def _article(cells: Mapping[str, str], given: Given, *, max_chars: int) -> Article:
    text = cells.get("text", "")
    stated = Given(
        published=_day(cells["published"]) if "published" in cells else None,
        source=cells.get("source"),
        title=cells.get("title"),
        url=cells.get("url"),
        id=cells.get("id"),
        language=cells.get("language"),
    )
    known = stated.or_else(given)
    if known.language is None:
        known = known.or_else(Given(language=detect_language(text)))
    return make_article(text, known, max_chars=max_chars)


def _day(words: str) -> date:
    try:
        return parse_day(words)
    except BadDate:
        return read_day(words, today=date.max)


class _Lines:
    """Lines for the csv reader, which can be told to read some of them again.

    A quote that is never closed swallows the rows behind it. `again` gives them back.
    """

    def __init__(self, stream: ByteStream, max_chars: int) -> None:
        self._stream = stream
        self._limit = max_chars * _BYTES_A_CHARACTER + _OTHER_COLUMNS
        self._number = 0
        self._waiting: list[tuple[int, str]] = []
        self._row: list[tuple[int, str]] = []
        self._row_chars = 0

    @property
    def first(self) -> int:
        """The number of the row's first line."""
        return self._row[0][0] if self._row else self._number

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, line = self._waiting.pop() if self._waiting else self._read()
        self._row.append((number, line))
        self._row_chars += len(line)
        if self._row_chars > self._limit:
            raise InputError(f"the row is longer than {self._limit:,} characters")
        return line

    def start_row(self) -> None:
        """The lines so far have been a row."""
        self._row = []
        self._row_chars = 0

    def again(self) -> bool:
        """Read all lines of this row but its first again; whether there are any."""
        self._waiting.extend(reversed(self._row[1:]))
        more = len(self._row) > 1
        self.start_row()
        return more

    def _read(self) -> tuple[int, str]:
        line = self._stream.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self._number += 1
        rest = line
        while rest and len(rest) > self._limit and not rest.endswith(b"\n"):
            rest = self._stream.readline(self._limit + 1)
        if self._number == 1:
            if line.startswith(_UTF16_BOMS):
                raise InputError("this looks like UTF-16; save it as UTF-8")
            line = line.removeprefix(b"\xef\xbb\xbf")
        return self._number, line.decode("utf-8", "surrogateescape")


class _Table:
    """A table's header, and its rows with the number of the line each begins in."""

    def __init__(
        self, lines: _Lines, name: str, columns: Mapping[str, str], max_chars: int
    ) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), max_chars + 1))
        self._lines = lines
        head = next((line for line in lines if line.strip()), None)
        if head is None:
            raise InputError("the file is empty")
        if "\0" in head:
            raise InputError("this is a binary file, not a table")
        if _ESCAPED_BYTE.search(head):
            raise InputError("the header is not valid UTF-8; save the file as UTF-8")
        self._delimiter, self._header = _header(head, name)
        self._places = _places(self._header, columns)
        lines.start_row()

    def rows(self) -> Iterator[tuple[int, list[str] | InputError]]:
        """Each row that is not blank, or why it cannot be read."""
        reader = csv.reader(self._lines, delimiter=self._delimiter, strict=True)
        fresh_starts = 0
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except (csv.Error, InputError) as error:
                yield self._lines.first, InputError(_reason(error))
                fresh_starts += 1
                if fresh_starts > _MOST_FRESH_STARTS:
                    self._lines.start_row()
                else:
                    self._lines.again()
                continue
            if any(cell.strip() for cell in row):
                yield self._lines.first, row
            self._lines.start_row()

    def cells(self, row: list[str]) -> Mapping[str, str]:
        """The row's cells by the field they are of, empty ones left out."""
        while len(row) > len(self._header) and not row[-1].strip():
            row = row[:-1]
        if len(row) != len(self._header):
            raise InputError(f"the row has {len(row)} columns, the header {len(self._header)}")
        if found := _ESCAPED_BYTE.search("".join(row)):
            byte = ord(found[0]) - 0xDC00
            raise InputError(f"not valid UTF-8: byte 0x{byte:02x}; save the file as UTF-8")
        cells = {field: row[place] for field, place in self._places.items()}
        return {field: cell for field, cell in cells.items() if cell.strip()}


def _header(line: str, name: str) -> tuple[str, list[str]]:
    """The delimiter that parts the header best, and the header's cells."""
    known = {usual for names in USUAL_NAMES.values() for usual in names}
    tried = ("\t",) if ".tsv" in PurePath(name.lower()).suffixes else _DELIMITERS
    parted = [(one, next(csv.reader([line.rstrip("\r\n")], delimiter=one))) for one in tried]
    return max(parted, key=lambda p: (sum(_plain(c) in known for c in p[1]), len(p[1])))


def _places(header: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Which column each field is in: by ``columns``, or by the usual names."""
    if unknown := sorted(set(columns) - set(USUAL_NAMES)):
        raise InputError(f"there is no field {unknown[0]!r}; fields are {', '.join(USUAL_NAMES)}")
    stripped = [cell.strip() for cell in header]
    plain = [_plain(cell) for cell in header]
    places: dict[str, int] = {}
    for field, names in USUAL_NAMES.items():
        if field in columns:
            if columns[field] not in stripped:
                raise InputError(f"there is no column {columns[field]!r}; {_listed(stripped)}")
            places[field] = stripped.index(columns[field])
        elif found := next((name for name in names if name in plain), None):
            places[field] = plain.index(found)
    if "text" not in places:
        raise InputError(f"no column holds the text; {_listed(stripped)}")
    return places


def _plain(cell: str) -> str:
    """A column's name without case, spaces and signs: "Publication Date", "publication_date"."""
    return re.sub(r"[\W_]+", "", cell).lower()


def _listed(header: list[str], most: int = 12) -> str:
    names = ", ".join(repr(cell[:40]) for cell in header[:most])
    return f"columns are {names}" + (", …" if len(header) > most else "")


def _reason(error: Exception) -> str:
    said = str(error)
    if isinstance(error, InputError):
        return said
    return next((told for words, told in _REASONS.items() if words in said), said)
