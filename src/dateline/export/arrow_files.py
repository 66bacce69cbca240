"""Parquet and Arrow IPC files of events, with typed columns.

Rows are laid down in small files first and these put together by Polars as a stream, so that memory
does not grow with the number of events. The same events give the same bytes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import polars as pl

from .columns import Column
from .frames import frame_of, row_of
from .told import EventOptions, ToldIncident
from .told_columns import INCIDENTS, REPORTS, report_rows

T = TypeVar("T")

_ROWS_AT_ONCE = 2_000
_ROWS_A_GROUP = 20_000
_PIECE = 1 << 20
_COMMONEST = pl.CompatLevel.oldest()
"""The types of Arrow that every reader knows, also older ones."""


def parquet(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[bytes]:
    """The incidents as a Parquet file."""
    return _file(INCIDENTS, told, _to_parquet)


def arrow(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[bytes]:
    """The incidents as an Arrow IPC file."""
    return _file(INCIDENTS, told, _to_arrow)


def reports_parquet(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[bytes]:
    """The reports of the incidents as a Parquet file."""
    return _file(REPORTS, report_rows(told), _to_parquet)


def reports_arrow(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[bytes]:
    """The reports of the incidents as an Arrow IPC file."""
    return _file(REPORTS, report_rows(told), _to_arrow)


def _file(
    columns: Sequence[Column[T]],
    records: Iterable[T],
    write: Callable[[pl.LazyFrame, Path], object],
) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(prefix="dateline-") as name:
        folder = Path(name)
        whole = folder / "whole"
        write(_laid_down(columns, records, folder), whole)
        with whole.open("rb") as stream:
            while piece := stream.read(_PIECE):
                yield piece


def _laid_down(
    columns: Sequence[Column[T]], records: Iterable[T], folder: Path
) -> pl.LazyFrame:  # fmt: skip
    rows = (row_of(columns, record) for record in records)
    parts: list[Path] = []
    while (frame := frame_of(columns, islice(rows, _ROWS_AT_ONCE))).height:
        parts.append(folder / f"{len(parts):06}.arrow")
        frame.write_ipc(parts[-1], compression="zstd")
    return pl.scan_ipc(parts) if parts else frame.lazy()


def _to_parquet(frame: pl.LazyFrame, path: Path) -> None:
    frame.sink_parquet(path, compression="zstd", row_group_size=_ROWS_A_GROUP)


def _to_arrow(frame: pl.LazyFrame, path: Path) -> None:
    frame.sink_ipc(
        path, compression="zstd", compat_level=_COMMONEST, record_batch_size=_ROWS_A_GROUP
    )
