"""The incidents of a run as columns: one array a field, a row an incident, in the order of ids.

Words are kept once and told by number (`Words`), several values a row as one long array and where
each row's part begins (`Lists`). Nothing here is ever changed: what changes is made anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from ...codebook import load_schemes

Rows: TypeAlias = npt.NDArray[np.intp]
"""Numbers of rows."""
Mask: TypeAlias = npt.NDArray[np.bool_]
Codes: TypeAlias = npt.NDArray[np.int32]
Whole: TypeAlias = npt.NDArray[np.int64]
Degrees: TypeAlias = npt.NDArray[np.float64]
Ids: TypeAlias = npt.NDArray[np.object_]

T = TypeVar("T")

ACLED_TYPES: tuple[str, ...] = tuple(dict.fromkeys(load_schemes().acled.values()))
"""The order in which charts stack; what ACLED does not have comes after them."""
OTHER = len(ACLED_TYPES)
"""The ``kind`` of an incident that ACLED has no type for."""
KINDS = OTHER + 1

OPEN_ENDED = -1
"""As a greatest number of killed: nobody bounds how many."""

ACTOR, TARGET = 1, 2
"""Bits of a role: both where somebody is actor and target of the same incident."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column of one word a row: its number in ``values``, whose first is None for no word."""

    codes: Codes
    values: Sequence[str | None]

    def taken(self, rows: Rows) -> Words:
        """Those of some rows."""
        return Words(self.codes[rows], self.values)


@dataclass(frozen=True, slots=True)
class Lists(Generic[T]):
    """A column of several values a row, each once: ``codes[starts[row]:starts[row + 1]]``."""

    starts: Whole
    codes: Codes
    values: Sequence[T]

    @property
    def lengths(self) -> Whole:
        """How many values each row has."""
        lengths: Whole = np.diff(self.starts)
        return lengths

    def places(self, rows: Rows) -> Rows:
        """Where the values of some rows stand in ``codes``, row by row."""
        lengths = self.lengths[rows]
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        shift = np.repeat(self.starts[rows] - (ends - lengths), lengths)
        places: Rows = np.arange(total, dtype=np.intp) + shift
        return places

    def of(self, row: int) -> tuple[T, ...]:
        """The values of one row."""
        codes = self.codes[self.starts[row] : self.starts[row + 1]]
        return tuple(self.values[code] for code in codes)

    def taken(self, rows: Rows) -> Lists[T]:
        """Those of some rows."""
        starts = np.concatenate(([0], np.cumsum(self.lengths[rows])))
        return Lists(starts.astype(np.int64), self.codes[self.places(rows)], self.values)


@dataclass(frozen=True, slots=True)
class Columns:
    """All incidents of a run. Days count from 0001-01-01, 0 for none; degrees are NaN for none."""

    ids: Ids
    number: Whole
    """The store's own number, by which it tells what a text search finds."""
    kind: npt.NDArray[np.uint8]
    """The place of its ACLED type in `ACLED_TYPES`, or `OTHER`."""
    event_type: Words
    plover: Words
    acled_type: Words
    acled_sub: Words
    country: Words
    admin1: Words
    admin1_folded: Words
    place_name: Words
    lat: Degrees
    lon: Degrees
    region_only: Mask
    """Whether its place is no nearer than a region or a country."""
    first_day: Codes
    last_day: Codes
    first_published: Codes
    last_published: Codes
    killed_low: Whole
    killed_high: Whole
    """`OPEN_ENDED` where nobody bounds it."""
    sources: Codes
    revision: Codes
    actors: Lists[int]
    """Numbers of the store's actors; targets are among them."""
    roles: Lists[int]
    """Beside each of ``actors``, the bits of its roles: `ACTOR`, `TARGET`."""
    outlets: Lists[int]
    factualities: Lists[str]
    flags: Lists[str]

    def __len__(self) -> int:
        return len(self.ids)

    def taken(self, rows: Rows) -> Columns:
        """Some rows of them."""
        return Columns(*(_taken(getattr(self, field.name), rows) for field in fields(self)))


def joined(parts: Sequence[Columns]) -> Columns:
    """Columns one behind the other, then ordered by id.

    The parts are of one vocabulary: where one knows more values than another, it begins with those
    of the other.
    """
    columns = zip(*([getattr(part, f.name) for f in fields(part)] for part in parts), strict=True)
    whole = Columns(*map(_joined, columns))
    ids = whole.ids.tolist()
    in_order = sorted(range(len(ids)), key=ids.__getitem__)  # quicker than NumPy on strings
    return whole.taken(np.array(in_order, np.intp))


def _taken(column: Any, rows: Rows) -> Any:
    return column[rows] if isinstance(column, np.ndarray) else column.taken(rows)


def _joined(parts: Sequence[Any]) -> Any:
    first = parts[0]
    if isinstance(first, np.ndarray):
        return np.concatenate(parts)
    values = max((tuple(part.values) for part in parts), key=len)
    codes = np.concatenate([part.codes for part in parts])
    if isinstance(first, Words):
        return Words(codes, values)
    lengths = np.concatenate([part.lengths for part in parts])
    return Lists(np.concatenate(([0], np.cumsum(lengths))).astype(np.int64), codes, values)
