"""The orders of the table, and its cursors, which are the store's where both have the order."""

from __future__ import annotations

import base64
import binascii
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import msgspec
import numpy as np

from ...errors import InputError
from .columns import Columns, Mask, Rows, Words

TableOrder = Literal[
    "newest", "oldest", "published", "published_first", "deadliest", "least_deadly", "sources",
    "fewest_sources", "type", "type_backwards", "country", "country_backwards",
]  # fmt: skip
"""The store's orders (but for ``changed``), their reverses, and two by words."""


class _Sort(NamedTuple):
    column: str
    descending: bool


_SORTS: dict[TableOrder, _Sort] = {
    "newest": _Sort("first_day", True),
    "oldest": _Sort("first_day", False),
    "published": _Sort("last_published", True),
    "published_first": _Sort("last_published", False),
    "deadliest": _Sort("killed_low", True),
    "least_deadly": _Sort("killed_low", False),
    "sources": _Sort("sources", True),
    "fewest_sources": _Sort("sources", False),
    "type": _Sort("event_type", False),
    "type_backwards": _Sort("event_type", True),
    "country": _Sort("country", False),
    "country_backwards": _Sort("country", True),
}
ORDERS: tuple[TableOrder, ...] = tuple(_SORTS)
_FIRST_LOOK = 4_096
"""So many places of the order are looked at first; each further look is twice as long."""


class _Cursor(NamedTuple):
    order: str
    value: int | str
    tie: str


_CURSORS = msgspec.json.Decoder(_Cursor)


@dataclass(frozen=True, slots=True)
class Ordering:
    """All rows in one order: by its value, then by id."""

    order: TableOrder
    rows: Rows
    value: Callable[[int], int | str]
    id: Callable[[int], str]

    @classmethod
    def of(cls, columns: Columns, order: TableOrder) -> Ordering:
        """An order of the table. Raises `InputError` for one that is not."""
        if order not in _SORTS:
            raise InputError(f"order: {order!r} is none of {', '.join(_SORTS)}")
        name, descending = _SORTS[order]
        column: Any = getattr(columns, name)
        rows: Rows = np.argsort(_numbers(column), kind="stable")
        return cls(
            order,
            rows[::-1] if descending else rows,
            value=_reader(column),
            id=columns.ids.__getitem__,
        )

    def cursor(self, row: int) -> str:
        """The cursor that the page behind a row begins with."""
        content = msgspec.json.encode(_Cursor(self.order, self.value(row), self.id(row)))
        return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")

    def place(self, after: str | None) -> int:
        """Where the page behind a cursor begins, whether or not its row is still there.

        Raises `InputError` for a cursor that is none of this order.
        """
        if not after:
            return 0
        cursor = _read(after, self.order, type(self.value(0)) if len(self.rows) else int)
        wanted = (cursor.value, cursor.tie)
        ascending = self.rows[::-1] if _SORTS[self.order].descending else self.rows
        found = bisect_left(
            range(len(ascending)), wanted, key=lambda n: self._key(ascending.item(n))
        )
        if _SORTS[self.order].descending:
            return len(ascending) - found
        is_there = found < len(ascending) and self._key(ascending[found]) == wanted
        return found + is_there

    def onward(self, mask: Mask | None, start: int, many: int) -> tuple[list[int], int]:
        """The next rows of a mask from a place on, and the place behind the last of them."""
        if mask is None:
            rows = self.rows[start : start + many]
            return rows.tolist(), start + len(rows)
        found: list[int] = []
        step = _FIRST_LOOK
        while start < len(self.rows):
            looked = self.rows[start : start + step]
            hits = np.flatnonzero(mask[looked])[: many - len(found)]
            found.extend(looked[hits].tolist())
            if len(found) == many:
                return found, start + int(hits[-1]) + 1
            start, step = start + len(looked), step * 2
        return found, start

    def backward(self, mask: Mask | None, start: int, many: int) -> list[int]:
        """The last rows of a mask before a place, the nearest first."""
        if mask is None:
            rows: list[int] = self.rows[max(0, start - many) : start][::-1].tolist()
            return rows
        found: list[int] = []
        step = _FIRST_LOOK
        while start > 0 and len(found) < many:
            looked = self.rows[max(0, start - step) : start][::-1]
            hits = np.flatnonzero(mask[looked])[: many - len(found)]
            found.extend(looked[hits].tolist())
            start, step = start - len(looked), step * 2
        return found

    def many_before(self, mask: Mask | None, place: int) -> int:
        """How many rows of a mask stand before a place."""
        return place if mask is None else int(np.count_nonzero(mask[self.rows[:place]]))

    def _key(self, row: int) -> tuple[int | str, str]:
        return self.value(row), self.id(row)


def _numbers(column: Any) -> Any:
    """What sorts as the column's values do; words by their place in the alphabet."""
    if not isinstance(column, Words):
        return column
    return ranks([value or "" for value in column.values])[column.codes]


def ranks(words: Sequence[str]) -> Rows:
    """The place of each word among all of them in order; equal words have the same."""
    place = {word: number for number, word in enumerate(sorted(set(words)))}
    return np.fromiter(map(place.__getitem__, words), np.intp, len(words))


def _reader(column: Any) -> Callable[[int], int | str]:
    if isinstance(column, Words):
        codes, values = column.codes, column.values
        return lambda row: values[codes[row]] or ""
    return lambda row: int(column[row])


def _read(words: str, order: TableOrder, kind: type) -> _Cursor:
    try:
        padded = words + "=" * (-len(words) % 4)
        cursor = _CURSORS.decode(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        raise InputError(f"after: {words[:60]!r} is no cursor of this list") from None
    if cursor.order != order:
        raise InputError(f"after: the cursor is of the order {cursor.order[:60]!r}")
    if not isinstance(cursor.value, kind):
        raise InputError(f"after: {words[:60]!r} is no cursor of this list")
    return cursor
