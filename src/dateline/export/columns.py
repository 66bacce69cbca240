"""Columns of a table that is written flat (CSV) or with types (Parquet), and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from .csv_rows import Cell, line

T = TypeVar("T")

Kind = Literal["text", "number", "decimal", "day", "yes", "texts", "numbers"]
Value = str | int | float | date | Sequence[str | None] | Sequence[int] | None

BETWEEN = "; "
"""What stands between the values of a list in a CSV cell."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its name, what its values are, how a record gives them, what they mean."""

    name: str
    kind: Kind
    value: Callable[[T], Value]
    says: str


def csv_lines(columns: Sequence[Column[T]], records: Iterable[T]) -> Iterator[str]:
    """The header, then a line for each record."""
    yield line([column.name for column in columns])
    for record in records:
        yield line([flat(column.value(record)) for column in columns])


def flat(value: Value) -> Cell:
    """A value as a CSV cell: days as ISO dates, yes and no as 1 and 0, lists joined."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return BETWEEN.join("" if one is None else str(one) for one in value)
