"""The outcome: rows that add up, and the ways to write them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from ..export.csv_rows import neutral

COLUMNS: Mapping[str, str] = {
    "first_day": "first day of the row's period, within the filter's days",
    "last_day": "its last day",
    "remainder": "why the incidents of this row have no value of some dimension; blank: they have",
    "incidents": "how many incidents",
    "killed_low": "sum of the least numbers of killed; an incident without a number adds 0",
    "killed_high": "sum of the greatest; where nobody bounds it the least one is added",
    "killed_open": "incidents whose number of killed nobody bounds",
    "reports": "reports of these incidents, by copies too; by outlet only the outlet's own",
    "sources": "independent sources, summed over the incidents",
    "partisan_only": "incidents told only by outlets with a known tie to, or against, a party",
    "disputed": "incidents whose reports disagree on a field or contradict each other",
    "articles": "articles published in the row's period (and by its outlet), without copies",
    "copies": "articles of the same period and outlet that copy others",
    "articles_on_country": "of `articles`, those that name a place in the row's country",
    "articles_from_country": "of `articles`, those by outlets of the row's country",
    "per_1000": "incidents per 1,000 `articles`",
    "per_1000_low": "lower end of its 95% interval (Poisson, exact)",
    "per_1000_high": "upper end",
    "per_1000_on_country": "incidents per 1,000 `articles_on_country`",
    "per_1000_on_country_low": "lower end of its 95% interval (Poisson, exact)",
    "per_1000_on_country_high": "upper end",
}
"""What the columns mean that stand beside the dimensions."""

FORMATS = ("table", "csv", "json", "parquet")


@dataclass(frozen=True, slots=True)
class AggregateTable:
    """Counts by some dimensions, a row a combination.

    ``incidents`` are how many there are in all, each once; ``left_over`` are those of them that
    lack a value of some dimension, and are counted in rows with a ``remainder``.
    """

    by: tuple[str, ...]
    frame: pl.DataFrame
    incidents: int
    left_over: int
    run: int | None = None

    def __len__(self) -> int:
        return len(self.frame)

    def to_polars(self) -> pl.DataFrame:
        """The rows as a polars data frame."""
        return self.frame

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows one by one: names of columns and their values."""
        return self.frame.iter_rows(named=True)

    def csv(self) -> str:
        """The rows as CSV, no cell of which a spreadsheet takes for a formula."""
        words = [name for name, kind in self.frame.schema.items() if kind == pl.String]
        safe = self.frame.with_columns([_neutral(self.frame[name]) for name in words])
        return safe.write_csv(line_terminator="\r\n")

    def json(self) -> str:
        """The rows as JSON, beside what they are counts of and what the columns mean."""
        return msgspec.json.format(msgspec.json.encode(self._document()), indent=1).decode() + "\n"

    def write(self, path: Path | str, *, format: str | None = None) -> None:
        """Write a file; ``format`` is "csv", "json" or "parquet", by default by the suffix.

        Raises `OSError`, and `ValueError` for another format.
        """
        place = Path(path)
        kind = format or place.suffix.removeprefix(".").lower()
        if kind == "parquet":
            self.frame.write_parquet(place, compression="zstd")
            return
        written: Mapping[str, Callable[[], str]] = {"csv": self.csv, "json": self.json}
        if kind not in written:
            raise ValueError(f"{kind!r} is none of csv, json, parquet")
        place.write_bytes(written[kind]().encode("utf-8"))

    def parquet(self) -> bytes:
        """The rows as a Parquet file."""
        held = io.BytesIO()
        self.frame.write_parquet(held, compression="zstd")
        return held.getvalue()

    def _document(self) -> dict[str, Any]:
        says = {name: COLUMNS[name] for name in self.frame.columns if name in COLUMNS}
        return {
            "by": self.by,
            "run": self.run,
            "incidents": self.incidents,
            "left_over": self.left_over,
            "columns": says,
            "rows": list(self.rows()),
        }


def _neutral(column: pl.Series) -> pl.Series:
    """The words of a column, none of which is a formula; each different one is looked at once."""
    safe = {word: neutral(word) for word in column.unique().drop_nulls().to_list()}
    changed = {word: one for word, one in safe.items() if word != one}
    return column.replace(changed) if changed else column
