"""Merging by blocks on a Ray cluster: its tasks run wherever a processor is free.

What the tasks hand on lies in the work folder, which every machine of the cluster must see under
the same name, as it must the coded files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from ..errors import DatelineError
from ..merge.blocked_tasks import RunAll
from .ray_blocks import one_line, optional
from .ray_coding import cluster

A = TypeVar("A")
R = TypeVar("R")

_AHEAD = 4
"""Tasks handed out for each processor: results are taken in order, and one may take long."""
_TRIES = 3


@contextmanager
def on_ray(address: str, *, workers: int | None, log: Path) -> Iterator[RunAll]:
    """Runs tasks on the Ray cluster at ``address``, as `ray_coding.cluster` connects to it.

    What a task raises on purpose is raised here. Raises `DatelineError` where a task is lost
    again and again, as one is that takes too much memory.
    """
    with cluster(address, workers=workers, log=log):
        ray = optional("ray")
        processors = int(ray.cluster_resources().get("CPU", 1))
        yield _Tasks(ray, min(workers or processors, processors))


class _Tasks:
    """Hands out tasks, a few ahead of the one whose result is next."""

    def __init__(self, ray: Any, workers: int) -> None:
        self._ray = ray
        self._most = _AHEAD * max(1, workers)

    def __call__(self, function: Callable[[A], R], items: Iterable[A], /) -> Iterator[R]:
        called = self._ray.put(function)
        task = self._ray.remote(num_cpus=1, max_retries=_TRIES)(_call)
        waiting: deque[Any] = deque()
        for item in items:
            waiting.append(task.remote(called, item))
            if len(waiting) >= self._most:
                yield self._result(waiting.popleft())
        while waiting:
            yield self._result(waiting.popleft())

    def _result(self, handle: Any) -> Any:
        faults = self._ray.exceptions
        try:
            return self._ray.get(handle)
        except faults.RayTaskError as error:
            raise error.cause from None
        except faults.RayError as error:
            raise DatelineError(f"a task of the merge was lost: {one_line(error)}") from error


def _call(function: Callable[[A], R], item: A) -> R:
    return function(item)
