"""The list of actors: searched by name, ordered by figures, paged by keyset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ...export import wording
from ...export.columns import Column
from ...resolve.actor_file import Entry
from ...resolve.names import fold
from ..context import Workbench
from ..filters import Asked
from ..index import Selection
from ..index.columns import Mask
from .actors_book import Book, Tally, Who, book_of, mask_of
from .actors_known import Known, has_words, sector_words
from .actors_paging import Figures, Shown, Stretch, chosen, stretch
from .actors_paths import actor_path

OWN = ("by", "name", "known")
"""Beside filters: the order, words of the actor's name, whether it is in the actor file."""
ORDERS = ("incidents", "acting", "suffering", "latest", "name")
KNOWN = ("all", "file", "names")
_COUNTRIES = 3
_FROM_FILE = 8
LONGEST = 120
"""Characters of a name as it is shown."""


@dataclass(frozen=True, slots=True)
class Land:
    """A country, and how many of an actor's incidents lie in it."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in the list; ``about`` is what the actor file says of it in a few words."""

    name: str
    id: str | None
    path: str
    about: str
    incidents: int
    acting: int
    suffering: int
    countries: tuple[Land, ...]
    last: date | None

    @property
    def shown(self) -> str:
        """Its name on one line, and not at any length."""
        return wording.clip(self.name, LONGEST)


@dataclass(frozen=True, slots=True)
class FromFile:
    """An entry of the actor file that no incident names."""

    name: str
    id: str
    path: str
    about: str


@dataclass(frozen=True, slots=True)
class Actors:
    """A page of the list."""

    rows: tuple[ActorRow, ...]
    total: int
    before: int
    next: str | None
    by: str
    known: str
    beside: tuple[FromFile, ...]


def actors_page(bench: Workbench, selection: Selection | None, asked: Asked) -> Actors:
    """The actors of the selected incidents. Raises `InputError` for an order or a cursor."""
    by, known = _by(asked), chosen(asked.get("known"), KNOWN, "known")
    if selection is None:
        return Actors((), 0, 0, None, by, known, _beside(bench, None, asked))
    listing = _Listing(bench, selection, asked)
    found = listing.stretch(by, known, asked.after, asked.limit)
    rows = tuple(listing.row(number) for number in found.rows)
    beside = _beside(bench, listing.book, asked)
    return Actors(rows, found.total, found.before, found.next, by, known, beside)


def all_rows(bench: Workbench, selection: Selection | None, asked: Asked) -> Iterator[ActorRow]:
    """Every actor of the list in order, for its file."""
    by, known = _by(asked), chosen(asked.get("known"), KNOWN, "known")
    if selection is not None:
        listing = _Listing(bench, selection, asked)
        found = listing.stretch(by, known, None, len(listing.book) + 1)
        yield from (listing.row(number) for number in found.rows)


def about(entry: Entry | None, known: Known) -> str:
    """A few words on who it is."""
    if entry is None:
        return ""
    words = list(dict.fromkeys(sector_words(entry.sectors)))
    kind = "" if entry.kind in ("state", "body", *words) else entry.kind
    land = known.country(entry.country)
    return ", ".join(filter(None, (kind, *words, "" if land == entry.name else land)))


def row_json(row: ActorRow) -> dict[str, Any]:
    """A row as data."""
    return {column.name: column.value(row) for column in COLUMNS} | {
        "countries": {land.code: land.count for land in row.countries},
        "last": row.last,
    }


def _by(asked: Asked) -> str:
    return chosen(asked.get("by"), ORDERS, "by")


class _Listing:
    """All actors of some incidents, before they are put in order and cut to a page."""

    def __init__(self, bench: Workbench, selection: Selection, asked: Asked) -> None:
        self.book: Book = book_of(bench, selection.snapshot)
        self._known = bench.part(Known)
        self._mask: Mask | None = mask_of(selection)
        self._tally: Tally = self.book.tally(self._mask)
        self._words = fold(asked.get("name")).split()
        self._is_search = bool(asked.get("name"))

    def stretch(self, by: str, known: str, after: str | None, limit: int) -> Stretch:
        """The numbers of a page's actors."""
        return stretch(
            self._figures(by), self.book.ranked, self._shown(known),
            order=by, after=after, limit=limit,
        )  # fmt: skip

    def row(self, number: int) -> ActorRow:
        """One actor as the list shows it."""
        who, tally = self.book.whos[number], self._tally
        last = int(tally.last_day[number])
        entry = self._known.entry(who.id) if who.id else None
        return ActorRow(
            name=who.name,
            id=who.id,
            path=actor_path(who.name, who.id),
            about=about(entry, self._known),
            incidents=int(tally.incidents[number]),
            acting=int(tally.acting[number]),
            suffering=int(tally.suffering[number]),
            countries=self._countries(who),
            last=date.fromordinal(last) if last else None,
        )

    def _figures(self, by: str) -> Figures:
        tally = self._tally
        if by == "name":
            return np.zeros(len(self.book), np.float64)
        figures = {
            "incidents": tally.incidents, "acting": tally.acting,
            "suffering": tally.suffering, "latest": tally.last_day,
        }  # fmt: skip
        return figures[by].astype(np.float64)

    def _shown(self, known: str) -> Shown:
        shown: Shown = self._tally.incidents > 0
        if known != "all":
            wanted = known == "file"
            shown = shown & np.fromiter((bool(w.id) == wanted for w in self.book.whos), np.bool_)
        if self._is_search:
            texts = self.book.texts(self._known.names_of)
            fits = (bool(self._words) and has_words(text, self._words) for text in texts)
            shown = shown & np.fromiter(fits, np.bool_, len(texts))
        return shown

    def _countries(self, who: Who) -> tuple[Land, ...]:
        rows = self.book.rows(who)
        if self._mask is not None:
            rows = rows[self._mask[rows]]
        column = self.book.columns.country
        codes, counts = np.unique(column.codes[rows], return_counts=True)
        pairs = sorted(zip((-counts).tolist(), codes.tolist(), strict=True))
        found = [(column.values[code], -count) for count, code in pairs]
        return tuple(
            Land(code, self._known.country(code), count)
            for code, count in [one for one in found if one[0]][:_COUNTRIES]
            if code is not None
        )


def _beside(bench: Workbench, book: Book | None, asked: Asked) -> tuple[FromFile, ...]:
    """Entries of the actor file with the words looked for that no incident names."""
    if not asked.get("name") or asked.after or asked.get("known") == "names":
        return ()
    known = bench.part(Known)
    there = set() if book is None else {one.id for one in book.whos if one.id}
    found = known.search(asked.get("name"), but=there, most=_FROM_FILE)
    return tuple(
        FromFile(one.name, one.id, actor_path(one.name, one.id), about(one, known)) for one in found
    )


COLUMNS: tuple[Column[ActorRow], ...] = (
    Column("id", "text", lambda row: row.id, "id in the actor file"),
    Column("name", "text", lambda row: row.name, "the actor"),
    Column("about", "text", lambda row: row.about, "what the actor file says of it"),
    Column("incidents", "number", lambda row: row.incidents, "incidents with a part in it"),
    Column("acting", "number", lambda row: row.acting, "of these, as actor"),
    Column("suffering", "number", lambda row: row.suffering, "of these, as target"),
    Column("countries", "texts", lambda row: [one.code for one in row.countries],
           "where most of them lie, ISO 3166-1 alpha-3"),
    Column("last", "day", lambda row: row.last, "the last day of an event"),
)  # fmt: skip
