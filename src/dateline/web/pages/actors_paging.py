"""Pages of a list that is kept in memory: by figures, highest first, and equals by name.

A cursor tells the last row's figure and key, so that what is added meanwhile neither repeats nor
hides a row of the pages to come.
"""

from __future__ import annotations

import base64
import binascii
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from ...errors import InputError

Figures: TypeAlias = npt.NDArray[np.float64]
Shown: TypeAlias = npt.NDArray[np.bool_]
Ranks: TypeAlias = npt.NDArray[np.int64]

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Ranked:
    """The keys of all rows in order, and each row's place among them."""

    keys: Sequence[str]
    places: Ranks

    @classmethod
    def of(cls, keys: Sequence[str]) -> Ranked:
        """Of the rows' keys, each once."""
        order = sorted(range(len(keys)), key=keys.__getitem__)
        places = np.zeros(len(keys), np.int64)
        places[order] = np.arange(len(keys))
        return cls([keys[row] for row in order], places)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of a list by their numbers; ``before`` counts those of all pages before."""

    rows: tuple[int, ...]
    total: int
    before: int
    next: str | None


class _Cursor(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    order: str
    figure: float
    key: str


def stretch(
    figures: Figures, ranked: Ranked, shown: Shown, *, order: str, after: str | None, limit: int
) -> Stretch:
    """A page of the rows that are ``shown``, by their ``figures``.

    Raises `InputError` for a cursor of another order, or none at all.
    """
    left = shown
    if after is not None:
        cursor = _read(after, order)
        rank = bisect_right(ranked.keys, cursor.key)
        same = (figures == cursor.figure) & (ranked.places >= rank)
        left = shown & ((figures < cursor.figure) | same)
    there = np.flatnonzero(left)
    in_order = there[np.lexsort((ranked.places[there], -figures[there]))]
    rows: list[int] = in_order[:limit].tolist()
    total, ahead = int(np.count_nonzero(shown)), len(there)
    is_last = ahead <= limit
    return Stretch(
        rows=tuple(rows),
        total=total,
        before=total - ahead,
        next=None if is_last else _write(order, figures, ranked, rows[-1]),
    )


def _write(order: str, figures: Figures, ranked: Ranked, row: int) -> str:
    key = ranked.keys[int(ranked.places[row])]
    cursor = _Cursor(order, float(figures[row]), key)
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def _read(words: str, order: str) -> _Cursor:
    try:
        padded = words + "=" * (-len(words) % 4)
        content = base64.b64decode(padded, altchars=b"-_", validate=True)
        cursor = msgspec.json.decode(content, type=_Cursor)
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        raise InputError(f"after: {words[:_SHOWN]!r} is no cursor of this list") from None
    if cursor.order != order:
        raise InputError(f"after: the cursor is of the order {cursor.order[:_SHOWN]!r}")
    return cursor


def chosen(asked: str, among: Sequence[str], name: str) -> str:
    """A word of the query among those it may be, the first where it is left out.

    Raises `InputError`.
    """
    if not asked:
        return among[0]
    if asked not in among:
        raise InputError(f"{name}: {asked[:_SHOWN]!r} is none of {', '.join(among)}")
    return asked
