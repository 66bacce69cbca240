"""The cluster: Ray Data hands blocks to workers that load the models once.

What travels is the names of blocks one way and counts the other; articles are read, and coded
ones written, by the workers. A worker that dies is started again and its blocks are done again
(Ray's part); a block that is missing at the end all the same is handed out once more.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import msgspec

from ..errors import InputError
from .ray_blocks import Block, InputFile, Sizes, cut, kind_of, one_line, optional
from .ray_folder import BlockFolder
from .ray_worker import BlockCoder, Done, Work

LOCAL = "local"
LOG = "ray.log"
_CLIENT = "ray://"
_OBJECTS = 200_000_000
"""Bytes of shared memory of a Ray that is started here: only names and counts go through it."""
_MOST_HANDED_OUT = 10_000
_WAIT_FOR_FILE = 30.0
_PATIENCE = 10.0
_STANDARD_ERROR = 2


@contextmanager
def cluster(address: str, *, workers: int | None, log: Path) -> Iterator[Cluster]:
    """A connection to the Ray cluster at ``address``: "local" starts one for the time being.

    A connection that this process has already is used and left as it is. What Ray prints is
    written to the file ``log``.

    Raises `InputError` where Ray is not installed or no cluster answers.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    ray = optional("ray")
    with log.open("a", encoding="utf-8") as said, contextlib.redirect_stdout(said):
        was_connected = ray.is_initialized()
        if not was_connected:
            with _standard_error_into(said):
                _connect(ray, address, workers)
        try:
            yield Cluster(ray, workers)
        finally:
            if not was_connected:
                ray.shutdown()


def _connect(ray: Any, address: str, workers: int | None) -> None:
    quiet: dict[str, object] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    try:
        if address == LOCAL:
            ray.init(
                "local",
                num_cpus=workers,
                include_dashboard=False,
                object_store_memory=_OBJECTS,
                **quiet,
            )
        else:
            ray.init(address, **quiet)
    except (ConnectionError, ImportError, RuntimeError, ValueError) as error:
        raise InputError(f"--ray {address}: no Ray cluster answers: {one_line(error)}") from error


def check_answers(address: str) -> None:
    """Raise `InputError` where Ray is not installed, or nobody listens at a ``host:port``.

    Ray itself would try for minutes.
    """
    if optional("ray").is_initialized():
        return
    host, colon, port = address.removeprefix(_CLIENT).rpartition(":")
    if not colon or not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise InputError(f"--ray {address}: nobody answers there ({error})") from error


@contextmanager
def _standard_error_into(log: TextIO) -> Iterator[None]:
    """For what is printed past Python, also by the processes that are started meanwhile."""
    sys.stderr.flush()
    kept = os.dup(_STANDARD_ERROR)
    try:
        os.dup2(log.fileno(), _STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)


class Cluster:
    """A connected Ray cluster."""

    def __init__(self, ray: Any, workers: int | None) -> None:
        self._ray = ray
        self._workers = workers

    def cut(self, files: Iterable[Path], sizes: Sizes | None = None) -> Iterator[InputFile]:
        """The blocks of files; a WARC must be gone through for them, which workers do.

        Raises `InputError` where a file cannot be read.
        """
        task = self._ray.remote(cut)
        under_way = [
            task.remote(file, sizes) if kind_of(file) == "warc" else cut(file, sizes)
            for file in files
        ]
        for one in under_way:
            try:
                yield one if isinstance(one, InputFile) else self._ray.get(one)
            except self._ray.exceptions.RayTaskError as error:
                raise error.cause from None

    def code(self, blocks: Sequence[Block], work: Work) -> Iterator[Done]:
        """Code blocks; what became of each, as they are finished.

        Raises `InputError` where blocks are lost again and again, or where workers write into a
        folder that this machine does not see.
        """
        folder = BlockFolder(work.folder)
        left = list(blocks)
        while left:
            told: dict[str, Done] = {}
            by_id = {block.id: block for block in left}
            for done in self._code_once(left, work):
                if done.error is None and done.block not in told:
                    _wait_for(folder.coded(by_id[done.block]), done)
                told[done.block] = done
                yield done
            lost = folder.missing(block for block in left if block.id not in told)
            if len(lost) == len(left):
                raise InputError(
                    f"{work.folder}: {len(lost):,} blocks could not be coded: every worker was "
                    f"lost ({work.folder / LOG} may say why)"
                )
            left = lost

    def _code_once(self, blocks: Sequence[Block], work: Work) -> Iterator[Done]:
        data = optional("ray.data")
        context = data.DataContext.get_current()
        context.enable_progress_bars = False
        context.max_errored_blocks = -1  # what is lost is handed out again by `code`
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        workers = min(self._workers or self._processors(), len(blocks))
        rows = [{"block": msgspec.json.encode(block).decode()} for block in blocks]
        found = data.from_items(rows, override_num_blocks=min(len(rows), _MOST_HANDED_OUT))
        coded = found.map_batches(
            BlockCoder,
            fn_constructor_kwargs={"work": work},
            batch_size=1,
            # It may shrink: a worker of a lost machine must find a place on those that are left.
            # Ray Data starts its workers again, and gives them their block again, without end;
            # `ray_attempts` sees to it that there is one.
            compute=data.ActorPoolStrategy(
                min_size=1,
                max_size=workers,
                initial_size=workers,
                max_tasks_in_flight_per_actor=1,
            ),
            num_cpus=1,
        )
        for row in coded.iter_rows():
            yield msgspec.json.decode(row["done"], type=Done)

    def _processors(self) -> int:
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))


def _wait_for(path: Path, done: Done) -> None:
    """A file that another machine has written may take its time to be seen here."""
    until = time.monotonic() + _WAIT_FOR_FILE
    while path not in path.parent.iterdir():  # which asks anew; what was not there may be cached
        if time.monotonic() > until:
            raise InputError(
                f"{path}: written on {done.host} and not seen here: the folder must be one that "
                "all machines share"
            )
        time.sleep(0.2)
