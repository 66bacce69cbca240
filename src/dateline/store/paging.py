"""Orders of lists, and cursors: where a page ended, so that the next begins behind it.

A cursor holds the values that the last row was ordered by, not how many rows came before it: rows
that are added or go away meanwhile shift nothing.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias, TypeVar, get_args

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, select, tuple_

from ..errors import InputError
from .conditions import REPORTS, Listed
from .contract import Order

T = TypeVar("T")

MOST_ROWS = 10_000
"""A page may have this many rows."""
_NAMED_AT_ONCE = 500

_COLUMNS: dict[Order, str] = {
    "newest": "first_day",
    "oldest": "first_day",
    "published": "last_published",
    "deadliest": "killed",
    "sources": "sources",
    "changed": "changed",
}
_ASCENDING: frozenset[Order] = frozenset({"oldest"})


_Asked: TypeAlias = Select[int, int, str]


class Cursor(NamedTuple):
    """Where a page ended: its order, what the last row was ordered by, and what is unique in it."""

    order: str
    value: int
    tie: str


_CURSORS = msgspec.json.Decoder(Cursor)


def checked_limit(limit: int) -> int:
    """A number of rows. Raises `InputError` for none, and past `MOST_ROWS`."""
    if not 1 <= limit <= MOST_ROWS:
        raise InputError(f"limit: {limit} is not between 1 and {MOST_ROWS:,}")
    return limit


def few_at_once(wanted: Iterable[T]) -> Iterator[list[T]]:
    """Each value once, as few together as one question may name."""
    listed = list(dict.fromkeys(wanted))
    for start in range(0, len(listed), _NAMED_AT_ONCE):
        yield listed[start : start + _NAMED_AT_ONCE]


class Ordering:
    """One order of one list. Raises `InputError` for an order or a limit that cannot be."""

    def __init__(self, listed: Listed, order: Order, limit: int) -> None:
        if order not in get_args(Order):
            raise InputError(f"order: {order!r} is none of {', '.join(get_args(Order))}")
        column = _COLUMNS[order]
        if listed is REPORTS:
            if column == "sources":
                raise InputError("order: reports have no number of sources")
            column = "number" if column == "changed" else column
        self._order = order
        self._limit = checked_limit(limit)
        self._number: ColumnElement[int] = listed.table.c.number
        self._value: ColumnElement[int] = listed.table.c[column]
        self._tie: ColumnElement[str] = listed.table.c[listed.tie]

    def rows(
        self, connection: Connection, condition: ColumnElement[bool], after: str | None
    ) -> tuple[Sequence[Row[int, int, str]], str | None]:
        """The numbers of a page's rows, and the cursor of the next page."""
        asked = select(self._number, self._value.label("value"), self._tie.label("tie"))
        rows = connection.execute(self._page(asked.where(condition), after)).all()
        if len(rows) <= self._limit:
            return rows, None
        last = rows[self._limit - 1]
        return rows[: self._limit], write_cursor(Cursor(self._order, last.value, last.tie))

    def _page(self, asked: _Asked, after: str | None) -> _Asked:
        """The rows of a page and, if there is one, the first row behind it."""
        ascending = self._order in _ASCENDING
        if after is not None:
            cursor = read_cursor(after, self._order)
            here, there = tuple_(self._value, self._tie), tuple_(cursor.value, cursor.tie)
            asked = asked.where(here > there if ascending else here < there)
        by = (self._value, self._tie) if ascending else (self._value.desc(), self._tie.desc())
        return asked.order_by(*by).limit(self._limit + 1)


def write_cursor(cursor: Cursor) -> str:
    """A cursor as callers are given it: letters, digits, ``-`` and ``_``."""
    content = msgspec.json.encode(cursor)
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def read_cursor(words: str, order: str) -> Cursor:
    """The cursor again. Raises `InputError` for what is none of this order."""
    try:
        padded = words + "=" * (-len(words) % 4)
        cursor = _CURSORS.decode(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        raise InputError(f"after: {words[:60]!r} is no cursor of this list") from None
    if cursor.order != order:
        raise InputError(f"after: the cursor is of the order {cursor.order!r}")
    return cursor
