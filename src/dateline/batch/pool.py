"""Code articles in worker processes: in the order of the input, and lose only what is bad."""

from __future__ import annotations

import gc
import heapq
from collections.abc import Generator, Iterable, Iterator
from multiprocessing.connection import wait
from types import TracebackType

from ..errors import DatelineError, InputError
from ..records.article import Article
from ..records.event import CodedArticle
from .chunks import MOST, Chunk, chunked
from .one_by_one import CodesMany, not_coded
from .wire import ARTICLES
from .worker import Start, Worker, allowed, start_method, warm_up

TIME_LIMIT = 60.0
"""Seconds for an article of up to 20,000 characters: twenty times what a slow machine takes."""
_CHUNKS_IN_FLIGHT = 4


def code_in_processes(
    coder: CodesMany,
    articles: Iterable[Article],
    *,
    workers: int,
    time_limit: float = TIME_LIMIT,
    start: Start | None = None,
) -> Generator[CodedArticle, None, None]:
    """Code articles in ``workers`` processes, in input order; the records are the coder's own.

    ``articles`` is read as far as the workers need it, a few chunks for each, and no further while
    what is coded is not taken. An article that takes more than ``time_limit`` seconds (0: any
    time; texts past 20,000 characters have more in proportion), or that a process dies of, is
    tried once more by itself, and then has a `Failure` of the stage "time" or "worker".

    The coder is loaded here, and shared with the workers by fork; with ``start`` "spawn", and where
    there is no fork that can be relied on, each worker loads its own.

    Raises `InputError` for a number of workers below 1 or a strict coder, and `DatelineError`
    where a process cannot be started.
    """
    pool = Workers(coder, workers, time_limit=time_limit, start=start)
    return _and_closed(pool, articles)


def _and_closed(pool: Workers, articles: Iterable[Article]) -> Generator[CodedArticle, None, None]:
    with pool:
        yield from pool.code(articles)


class Workers:
    """Worker processes for several streams of articles, one after the other.

    They are started when the first article is there, and ended by `close`, or at the end of a
    ``with``. The arguments are those of `code_in_processes`, and so is what is raised.
    """

    def __init__(
        self,
        coder: CodesMany,
        workers: int,
        *,
        time_limit: float = TIME_LIMIT,
        start: Start | None = None,
    ) -> None:
        if workers < 1:
            raise InputError(f"there must be at least one worker, not {workers}")
        if time_limit < 0:
            raise InputError(f"a time limit is 0 (none) or more seconds, not {time_limit}")
        if coder.settings.strict:
            raise InputError("a strict coder stops at the first error: it codes in one process")
        self._coder = coder
        self._size = workers
        self._limit = time_limit
        self._start = start or start_method()
        self._workers: list[Worker] = []
        self._is_frozen = False
        self._source: Iterator[Chunk] = iter(())
        self._waiting: list[tuple[Chunk, bytes]] = []
        """Chunks to be handed out, a heap: those of lost workers, and the next of the source."""
        self._ready: dict[int, CodedArticle] = {}
        """What is coded and cannot be given yet, because an article before it is missing."""
        self._taken = self._given = 0
        """Articles taken from the source, and given to the caller."""

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def code(self, articles: Iterable[Article]) -> Generator[CodedArticle, None, None]:
        """Code ``articles`` in their order. One such stream at a time."""
        self._source = chunked(articles, workers=self._size)
        self._taken = self._given = 0
        try:
            while self._draw() or self._given < self._taken:
                self._open()
                self._hand_out()
                self._listen()
                while self._given in self._ready:
                    self._given += 1
                    yield self._ready.pop(self._given - 1)
        finally:
            if self._given < self._taken or self._waiting:
                self.close()  # broken off: nobody wants what the workers are at

    def close(self) -> None:
        """End the workers."""
        workers, self._workers = self._workers, []
        self._waiting, self._ready = [], {}
        if self._is_frozen:
            gc.unfreeze()
            self._is_frozen = False
        for worker in workers:
            worker.end()
            worker.results.close()

    def _open(self) -> None:
        if self._workers:
            return
        warm_up(self._coder)
        # What is loaded stays: the collector does not go through it, and pages stay shared.
        gc.collect()
        gc.freeze()
        self._is_frozen = True
        for _ in range(self._size):
            self._begin()

    # -- giving ------------------------------------------------------------------------------

    def _draw(self) -> bool:
        """Take one more chunk from the source, where no chunk waits and not too much is out."""
        most = self._size * _CHUNKS_IN_FLIGHT * MOST
        if not self._waiting and self._taken - self._given < most:
            chunk = next(self._source, None)
            if chunk is not None:
                self._taken += len(chunk.articles)
                self._wait_with(chunk)
        return bool(self._waiting)

    def _wait_with(self, chunk: Chunk) -> None:
        heapq.heappush(self._waiting, (chunk, ARTICLES.pack(chunk.articles)))

    def _hand_out(self) -> None:
        while self._draw():
            chunk, packed = self._waiting[0]
            able = (worker for worker in self._workers if worker.takes(len(packed)))
            worker = min(able, key=lambda worker: not worker.is_idle, default=None)
            if worker is None:
                return
            heapq.heappop(self._waiting)
            worker.give(chunk, packed)

    # -- hearing -----------------------------------------------------------------------------

    def _listen(self) -> None:
        """Wait for what workers say, and look after those that are gone or take too long."""
        left = [worker.seconds_left(self._limit) for worker in self._workers] if self._limit else []
        times = [seconds for seconds in left if seconds is not None]
        said = wait([worker.results for worker in self._workers], self._patience(times))
        for worker in [worker for worker in self._workers if worker.results in said]:
            if not self._hear(worker):
                self._replace(worker, "worker")
        if not self._limit:
            return
        for worker in list(self._workers):
            seconds = worker.seconds_left(self._limit)
            if seconds is not None and seconds <= 0:
                self._replace(worker, "time")

    @staticmethod
    def _patience(times: list[float]) -> float | None:
        return max(0.0, min(times)) if times else None

    def _hear(self, worker: Worker) -> bool:
        """Take what the worker has coded; whether the worker is still there."""
        try:
            for number, coded in worker.hear():
                self._ready[number] = coded
        except EOFError:
            return False
        return True

    # -- losing ------------------------------------------------------------------------------

    def _begin(self) -> None:
        others = [end for worker in self._workers for end in worker.ends]
        try:
            self._workers.append(Worker(self._coder, self._start, others))
        except OSError as error:
            why = error.strerror or error
            raise DatelineError(f"a worker process cannot be started: {why}") from error

    def _replace(self, worker: Worker, stage: str) -> None:
        """Start another worker, and see to what the lost one had."""
        how = worker.end()
        self._hear(worker)
        worker.results.close()
        self._workers.remove(worker)
        if not worker.is_ready:
            raise DatelineError(f"a worker process could not start: it {how}")
        self._begin()
        rest, others = worker.unfinished()
        for chunk in others:
            self._wait_with(chunk)
        if rest is None:
            return
        if rest.alone:
            (article,) = rest.articles
            if stage == "time":
                how = f"not done within {allowed([article], self._limit):g} seconds"
            else:
                how = f"the process that coded it {how}"
            self._ready[rest.first] = not_coded(self._coder, article, stage, how)
            return
        for number, article in enumerate(rest.articles, rest.first):
            self._wait_with(Chunk(number, (article,), alone=True))
