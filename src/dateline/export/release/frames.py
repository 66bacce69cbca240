"""Tables of records written with types (Parquet) and flat (CSV), always the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from ..columns import Column, Kind, flat
from ..csv_rows import line
from ..frames import frame_of, row_of

T = TypeVar("T")

_ROWS_A_GROUP = 50_000


class Table(Generic[T]):
    """The values of all columns and records, taken once."""

    def __init__(self, columns: Sequence[Column[T]], records: Iterable[T]) -> None:
        self.columns = columns
        self.rows = [row_of(columns, record) for record in records]

    def write_parquet(self, path: Path) -> None:
        """Write the table with types."""
        frame = frame_of(self.columns, self.rows)
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
