"""Text search in PostgreSQL: the same words are found as by SQLite's FTS5.

PostgreSQL's own parser takes addresses, hyphens and numbers apart in its own way, and its folding
hangs on the locale of the database. So words are made here: runs of letters and digits, small
letters, Latin ones without their accents (as FTS5's ``unicode61 remove_diacritics 2``).

A row's words stand in a table of its own twice: as a ``tsvector``, by whose GIN index rows are
found that have all the words, and in order with single blanks between them, by which it is seen
whether they have a phrase too: a ``tsvector`` knows no places past the first 16,383 words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    MetaData,
    Select,
    Table,
    Text,
    cast,
    desc,
    false,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from .backend import Phrases, Searched

_SEARCHED: tuple[Searched, ...] = ("article", "report", "incident", "actor")
_metadata = MetaData()
TABLES = {
    what: Table(
        f"{what}_text",
        _metadata,
        Column("number", BigInteger, primary_key=True, autoincrement=False),
        Column("folded", Text, nullable=False),
        Column("lexemes", TSVECTOR, nullable=False),
    )
    for what in _SEARCHED
}
"""The tables of the migrations; ``number`` is the number of the row that has the words."""

_BREAK = " | "
"""Between two texts of a row: no phrase goes across."""
_LONGEST = 200
"""A word of more characters is known by its digest."""
_MOST_BYTES = 900_000
"""A ``tsvector`` takes a megabyte; words past so much are found by no search."""
_SURELY_FITS = 15_000
"""Characters: so few give no place past the last that there is."""
_MOST_PLACES = 255
_LAST_PLACE = 16_383
_BY_LENGTH = 1
"""For ``ts_rank``: the same word says less in a longer text."""

SNIPPET_WORDS = 24
_BEFORE = 5
_MOST_HITS = 500


class _Folding(dict[int, str]):
    """What each character is in a folded text: a blank parts words."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


class _Kinds(dict[int, str]):
    """One letter for each character: ``x`` of a word, ``d`` a mark that is left out, a blank."""

    def __missing__(self, code: int) -> str:
        folded = _FOLDED[code]
        kind = self[code] = " " if folded == " " else "x" if folded else "d"
        return kind


def _folded(char: str) -> str:
    if "\u0300" <= char <= "\u036f":
        return ""
    if unicodedata.category(char)[0] not in "LN" and unicodedata.category(char) != "Co":
        return " "
    apart = unicodedata.normalize("NFD", char)
    base, marks = apart[0], apart[1:]
    if base.isascii() and all(unicodedata.combining(mark) for mark in marks):
        return base.lower()
    small = char.casefold()
    return small if len(small) == 1 else char


_FOLDED = _Folding()
_KINDS = _Kinds()
_RUN = re.compile("[xd]*x[xd]*")


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order.

    >>> words_of("Al-Kadhimi marched through São Paulo")
    ['al', 'kadhimi', 'marched', 'through', 'sao', 'paulo']
    """
    return [_short(word) for word in text.translate(_FOLDED).split()]


def _short(word: str) -> str:
    if len(word) <= _LONGEST:
        return word
    return hashlib.sha256(word.encode("utf-8", "backslashreplace")).hexdigest()


# -- kept ----------------------------------------------------------------------------------


def indexed(number: int, texts: Sequence[str], *, with_places: bool) -> dict[str, int | str]:
    """The row of a text index for a row that has these texts."""
    parts = [words_of(text) for text in texts]
    folded = _BREAK.join(" ".join(part) for part in parts)
    if len(folded) > _SURELY_FITS:
        lexemes = " ".join(_fitting(parts, with_places))
    elif with_places:
        lexemes = " ".join(_placed(parts).values())
    else:
        lexemes = " ".join(f"'{word}'" for word in dict.fromkeys(chain.from_iterable(parts)))
    return {"number": number, "folded": f" {folded} ", "lexemes": lexemes}


# A ``tsvector`` as it is written. Words have nothing in them that would need quoting.


def _placed(parts: Iterable[Iterable[str]]) -> dict[str, str]:
    placed: dict[str, str] = {}
    for place, word in enumerate(chain.from_iterable(parts), 1):
        placed[word] = f"{placed[word]},{place}" if word in placed else f"'{word}':{place}"
    return placed


def _fitting(parts: Iterable[Iterable[str]], with_places: bool) -> Iterator[str]:
    """Of a long text as many words as fit, in their order."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(chain.from_iterable(parts), 1):
        places.setdefault(word, []).append(min(place, _LAST_PLACE))
    room = _MOST_BYTES
    for word, here in places.items():
        some = here[:_MOST_PLACES] if with_places else []
        room -= len(word.encode("utf-8", "replace")) + 2 * len(some) + 4
        if room < 0:
            return
        yield f"'{word}':{','.join(map(str, some))}" if some else f"'{word}'"


# -- found ---------------------------------------------------------------------------------


def found(what: Searched, words: Phrases) -> Select[int]:
    """The numbers of all rows of a kind that have all phrases."""
    table = TABLES[what].c
    return select(table.number).where(*_conditions(table, words))


def best(words: Phrases, limit: int) -> Select[int]:
    """The numbers of the articles that have all phrases, the best first."""
    table = TABLES["article"].c
    rank = func.ts_rank(table.lexemes, _question(words), _BY_LENGTH)
    asked = select(table.number).where(*_conditions(table, words))
    return asked.order_by(desc(rank), table.number).limit(limit)


def _conditions(table: object, words: Phrases) -> Iterator[ColumnElement[bool]]:
    folded, lexemes = table.folded, table.lexemes  # type: ignore[attr-defined]
    phrases = [words_of(" ".join(phrase)) for phrase in words]
    if not all(phrases):
        yield false()
        return
    yield lexemes.bool_op("@@")(_question(words))
    for phrase in phrases:
        if len(phrase) > 1:
            yield func.strpos(folded, f" {' '.join(phrase)} ") > 0


def _question(words: Phrases) -> ColumnElement[object]:
    asked = dict.fromkeys(word for phrase in words for word in words_of(" ".join(phrase)))
    return cast(" & ".join(f"'{word}'" for word in asked), TSQUERY)


# -- shown ---------------------------------------------------------------------------------


class _Window(NamedTuple):
    """Words of a text, by their places, and how many phrases stand there."""

    phrases: int
    first: int
    last: int


def snippet(title: str, text: str, words: Phrases) -> str:
    """Some words of the text, or of the title, around what was looked for, in ``[`` ``]``."""
    of_text, of_title = _Shown(text, words), _Shown(title, words)
    return str(max((of_text, of_title), key=lambda one: one.window.phrases))


class _Shown:
    """A text of which a part is shown."""

    def __init__(self, text: str, words: Phrases) -> None:
        self._text = text
        self._spans = [run.span() for run in _RUN.finditer(text.translate(_KINDS))]
        here = words_of(text)
        asked = [words_of(" ".join(phrase)) for phrase in words]
        self._hits = sorted(
            (start, start + len(phrase), number)
            for number, phrase in enumerate(asked)
            for start in _starts(here, phrase)
        )
        self.window = self._best()

    def _best(self) -> _Window:
        many = len(self._spans)
        if many <= SNIPPET_WORDS:
            return _Window(len({number for *_, number in self._hits}), 0, many)
        return max(map(self._around, self._hits), key=_most, default=_Window(0, 0, SNIPPET_WORDS))

    def _around(self, hit: tuple[int, int, int]) -> _Window:
        first = max(0, min(hit[0] - _BEFORE, len(self._spans) - SNIPPET_WORDS))
        last = first + SNIPPET_WORDS
        inside = {number for start, end, number in self._hits if first <= start and end <= last}
        return _Window(len(inside), first, last)

    def __str__(self) -> str:
        _, first, last = self.window
        spans, text = self._spans, self._text
        whole_end = last >= len(spans)
        at = spans[first][0] if first else 0
        pieces = ["…" if first else ""]
        for start, end in _apart(self._hits, first, last):
            begins, ends = spans[start][0], spans[end - 1][1]
            pieces += text[at:begins], "[", text[begins:ends], "]"
            at = ends
        pieces += [text[at:]] if whole_end else [text[at : spans[last - 1][1]], "…"]
        return "".join(pieces)


def _most(window: _Window) -> tuple[int, int]:
    return window.phrases, -window.first


def _starts(words: list[str], phrase: list[str]) -> Iterator[int]:
    """Where a phrase begins in a text."""
    at, many = -1, 0
    while phrase and many < _MOST_HITS:
        try:
            at = words.index(phrase[0], at + 1)
        except ValueError:
            return
        if words[at : at + len(phrase)] == phrase:
            many += 1
            yield at


def _apart(
    hits: Sequence[tuple[int, int, int]], first: int, last: int
) -> Iterator[tuple[int, int]]:
    """The hits of a window; those that overlap are one."""
    begun: tuple[int, int] | None = None
    for start, end, _ in hits:
        if start < first or end > last:
            continue
        if begun is not None and start < begun[1]:
            begun = begun[0], max(begun[1], end)
            continue
        if begun is not None:
            yield begun
        begun = start, end
    if begun is not None:
        yield begun
