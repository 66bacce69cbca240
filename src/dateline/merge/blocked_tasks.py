"""How the steps of a merge by blocks are run: one after the other, or in processes.

A step is a function and what it is called with, item by item; whoever runs it gives the results in
the order of the items. What runs it elsewhere (`dateline.batch.ray_merging`) does just that.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol, TypeVar

from ..errors import DatelineError

A = TypeVar("A")
R = TypeVar("R")

_AHEAD = 2
"""Items handed out for each worker: one in work, the next at hand."""


class RunAll(Protocol):
    """Calls a function with every item; the results in the order of the items."""

    def __call__(self, function: Callable[[A], R], items: Iterable[A], /) -> Iterator[R]: ...


def one_by_one(function: Callable[[A], R], items: Iterable[A], /) -> Iterator[R]:
    """In this process."""
    return map(function, items)


@contextmanager
def in_processes(workers: int) -> Iterator[RunAll]:
    """In so many processes of this machine.

    Raises `DatelineError` where one of them dies, as the system ends one that takes too much
    memory.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)

    def run_all(function: Callable[[A], R], items: Iterable[A], /) -> Iterator[R]:
        waiting: deque[Future[R]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(function, item))
                if len(waiting) >= _AHEAD * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            message = "a process of the merge was ended, for want of memory perhaps: try fewer"
            raise DatelineError(f"{message} --workers") from error

    try:
        yield run_all
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Ctrl-C is for the process that drives; and one process is one worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["POLARS_MAX_THREADS"] = "1"
