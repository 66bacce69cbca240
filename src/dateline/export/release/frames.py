"""Tables of records written with types (Parquet) and flat (CSV), always the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import polars as pl

from ..columns import Column, Kind, Value, flat
from ..csv_rows import line

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
_ROWS_A_GROUP = 50_000


class Table(Generic[T]):
    """The values of all columns and records, taken once."""

    def __init__(self, columns: Sequence[Column[T]], records: Iterable[T]) -> None:
        self.columns = columns
        self.rows = [[_kept(one.value(record)) for one in columns] for record in records]

    def write_parquet(self, path: Path) -> None:
        """Write the table with types."""
        schema = {one.name: _TYPES[one.kind] for one in self.columns}
        frame = pl.DataFrame(self.rows, schema=schema, orient="row")
        frame.write_parquet(path, compression="zstd", row_group_size=_ROWS_A_GROUP)

    def write_csv(self, path: Path) -> None:
        """Write the table flat, no cell of which a spreadsheet takes for a formula."""
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(line([one.name for one in self.columns]))
            stream.writelines(line([flat(value) for value in row]) for row in self.rows)


def columns_json(columns: Sequence[Column[T]]) -> Iterator[dict[str, str]]:
    """What the columns are called, what their values are and what they mean."""
    for one in columns:
        yield {"name": one.name, "type": _SAID[one.kind], "says": one.says}


_SAID: dict[Kind, str] = {
    "text": "text",
    "number": "whole number",
    "decimal": "number",
    "day": "day, YYYY-MM-DD",
    "yes": "yes or no",
    "texts": "texts: a list in Parquet, joined by '; ' in CSV",
    "numbers": "whole numbers: a list in Parquet, joined by '; ' in CSV",
}


def _kept(value: Value) -> Value:
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-_MOST, min(value, _MOST))
    return value
