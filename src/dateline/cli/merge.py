"""``dateline merge``: coded articles out of Parquet files, merged by blocks into incidents."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

import polars as pl

from ..batch.coded_files import write_frame
from ..batch.merging import coded_files_of, read_file
from ..batch.ray_merging import on_ray
from ..errors import InputError
from ..export import csv_incidents, json_incidents
from ..export.frames import frame_of, row_of
from ..export.options import ExportOptions
from ..merge.blocked import BlockedMerge
from ..merge.blocked_beside import put_beside
from ..merge.blocked_closing import close, inner_edges
from ..merge.blocked_incidents import make_incidents
from ..merge.blocked_joining import find_pairs, score
from ..merge.blocked_reading import read_block
from ..merge.blocked_tasks import RunAll, in_processes, one_by_one
from ..merge.blocked_work import Work
from ..records.incident import Incident
from .running import OK
from .screen import Screen
from .sink import sink

A = TypeVar("A")
R = TypeVar("R")

LOG = "ray.log"
_ROWS_AT_ONCE = 10_000
"""Incidents of one row group, and so many are in memory while they are written."""
_STEPS: dict[Callable[..., object], str] = {
    read_block: "reading",
    find_pairs: "finding pairs",
    score: "comparing",
    inner_edges: "clustering",
    close: "clustering",
    put_beside: "putting reports beside others",
    make_incidents: "writing incidents",
}


def run(
    *, coded: list[str], output: str, workers: int | None, ray: str | None, work: str | None
) -> int:
    """Merge, write the incidents and return the exit code."""
    target = Path(output)
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise InputError(f"{output}: the name of the output must end in {' or '.join(_WRITERS)}")
    files = coded_files_of(coded)
    if target.resolve() in files:
        raise InputError(f"{output}: this would be written over what is read; choose another file")
    with (
        _folder(target, work) as folder,
        _tasks(ray, workers, folder) as run_all,
        Screen(None) as screen,
    ):
        merge = BlockedMerge(Work(folder), _shown(run_all, screen))
        write(merge.incidents(files, read_file), target, folder)
    return OK


@contextmanager
def _folder(target: Path, work: str | None) -> Iterator[Path]:
    """A folder for the time being, beside the output if nothing else is said."""
    place = target.resolve().parent if work is None else Path(work)
    try:
        made = tempfile.TemporaryDirectory(dir=place, prefix=f".{target.name}.")
    except OSError as error:
        raise InputError(f"{place}: cannot be written: {error.strerror or error}") from error
    with made as folder:
        yield Path(folder).resolve()


@contextmanager
def _tasks(ray: str | None, workers: int | None, folder: Path) -> Iterator[RunAll]:
    if ray is not None:
        with on_ray(ray, workers=workers, log=folder / LOG) as run_all:
            yield run_all
    elif workers is not None and workers > 1:
        with in_processes(workers) as run_all:
            yield run_all
    else:
        yield one_by_one


def _shown(run_all: RunAll, screen: Screen) -> RunAll:
    """The same, with each task that is done shown on the screen."""

    def shown(function: Callable[[A], R], items: Iterable[A], /) -> Iterator[R]:
        called = function.func if isinstance(function, partial) else function
        for result in run_all(function, items):
            screen.step(f"merging: {_STEPS.get(called, '')}")
            yield result

    return shown


# -- what is written -------------------------------------------------------------------------


def _lines(incidents: Iterable[Incident], target: Path, folder: Path) -> None:
    with sink(str(target), grows=False) as write:
        for line in json_incidents.lines(incidents, ExportOptions()):
            write(line)


def _parquet(incidents: Iterable[Incident], target: Path, folder: Path) -> None:
    """Some incidents at a time into files of their own, and those put together at the end."""
    rows = (row_of(csv_incidents.COLUMNS, incident) for incident in incidents)
    parts: list[Path] = []
    while (some := list(islice(rows, _ROWS_AT_ONCE))) or not parts:
        parts.append(folder / f"incidents-{len(parts)}.parquet")
        write_frame(parts[-1], frame_of(csv_incidents.COLUMNS, some))
    whole = folder / "incidents.parquet"
    try:
        pl.scan_parquet(parts, glob=False).sink_parquet(
            whole, compression="zstd", row_group_size=_ROWS_AT_ONCE, maintain_order=True
        )
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(f"{whole}: cannot be written: {error}") from error
    with sink(str(target), grows=False) as write, whole.open("rb") as stream:
        while piece := stream.read(1 << 20):
            write(piece)


_WRITERS: dict[str, Callable[[Iterable[Incident], Path, Path], None]] = {
    ".jsonl": _lines,
    ".parquet": _parquet,
}
