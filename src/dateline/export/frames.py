"""Tables of records with types, as Polars frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import polars as pl

from .columns import Column, Kind, Value

T = TypeVar("T")

_TYPES: dict[Kind, Any] = {
    "text": pl.String,
    "number": pl.Int64,
    "decimal": pl.Float64,
    "day": pl.Date,
    "yes": pl.Boolean,
    "texts": pl.List(pl.String),
    "numbers": pl.List(pl.Int64),
}
_MOST = 2**53
"""What is counted past this is written as this: a number of a text may have any length."""


def row_of(columns: Sequence[Column[T]], record: T) -> list[Value]:
    """The values of a record, its numbers no greater than a table can hold."""
    return [kept(one.value(record)) for one in columns]


def frame_of(columns: Sequence[Column[T]], rows: Iterable[Sequence[Value]]) -> pl.DataFrame:
    """The frame of rows that `row_of` has made."""
    schema = {one.name: _TYPES[one.kind] for one in columns}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def kept(value: Value) -> Value:
    """A value, as a number no greater than tables and the numbers of JSON's readers can hold."""
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-_MOST, min(value, _MOST))
    return value
