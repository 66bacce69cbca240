"""The rows for a terminal: the dimensions, how many, and the rates with their intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..export import wording
from .table import AggregateTable

MOST_SHOWN = 100
"""A table on a terminal has so many rows; files have all."""
_WIDEST = 40
_SOME, _MANY = 10, 1_000
_HEADS = {
    "incidents": "incidents", "killed_low": "killed", "articles": "articles",
    "per_1000": "per 1,000", "articles_on_country": "on country",
    "per_1000_on_country": "per 1,000 of these",
}  # fmt: skip
_RATES = frozenset({"per_1000", "per_1000_on_country"})


def text(table: AggregateTable) -> Iterator[str]:
    """A header and a line for each row, and how many more there are."""
    rows = table.to_polars().head(MOST_SHOWN).iter_rows(named=True)
    named = [*table.by, *_HEADS]
    lines = [[_shown(row, name) for name in named] + [row["remainder"]] for row in rows]
    heads = [*(name.replace("_", " ") for name in table.by), *_HEADS.values(), ""]
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
    left = len(table.by)
    for line in (heads, *lines):
        yield _aligned(line, widths, left) + "\n"
    if len(table) > MOST_SHOWN:
        more = len(table) - MOST_SHOWN
        yield f"{more:,} rows more: write them to a file with -o FILE.csv\n"


def rate(row: dict[str, Any], name: str) -> str:
    """``12.3 (5.12–20.2)``; a dash where there are no articles to count by."""
    if row[name] is None:
        return "–"
    return f"{figure(row[name])} ({figure(row[f'{name}_low'])}–{figure(row[f'{name}_high'])})"


def figure(value: float) -> str:
    """A rate with as many digits as are of use: 1,230, 128.6, 0.06."""
    digits = 0 if value >= _MANY or not value else 1 if value >= _SOME else 2
    return f"{value:,.{digits}f}"


def _shown(row: dict[str, Any], name: str) -> str:
    if name in _RATES:
        return rate(row, name)
    value = row[name]
    if value is None:
        return "–"
    return f"{value:,}" if name in _HEADS else wording.clip(str(value), _WIDEST)


def _aligned(cells: Sequence[str], widths: Sequence[int], left: int) -> str:
    pairs = zip(cells, widths, strict=True)
    padded = [
        cell.ljust(width) if number < left or number == len(cells) - 1 else cell.rjust(width)
        for number, (cell, width) in enumerate(pairs)
    ]
    return "  ".join(padded).rstrip()
