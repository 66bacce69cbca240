"""The jobs that add articles: one at a time on the workbench's worker, a moment at a time.

Each moment is a task of its own, so that the worker can end between two: then what was read is
kept, what was coded is saved, and adding the same again goes on from there. Jobs are kept in
memory, the last ones only; what they added is in the store and in its log.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from time import monotonic

from ...adding import Adder, Tally
from ...config import MAX_TEXT_CHARS
from ...errors import DatelineError, InputError, StoreBusy
from ...ingest.exchange import Limits
from ...ingest.fetch import Fetcher
from ...ingest.sources import Found, gather
from ...records.article import Article
from ...records.page import Page
from ..context import Workbench
from .add_job import Job, Load, State
from .add_uploads import Uploads

MOST_JOBS = 50
"""So many jobs are remembered; the oldest that have ended go first."""
MOST_WAITING = 20
MOST_READ = 20_000
"""So many articles a job reads: a file that unpacks without end must not fill the disk."""
MOST_KEPT_BYTES = 256 * 2**20
"""Files of jobs that have ended are kept up to here, to try again."""
_MOMENT = 0.4
"""Seconds."""

_LIMITS = Limits(request=20.0, attempts=2, retry_after=10.0, crawl_delay=10.0)
"""Less patient than the command line: others wait for the worker."""

_log = logging.getLogger(__name__)


def fetcher() -> Fetcher:
    """Fetches by the rules of `dateline add`: public addresses only, robots.txt, sizes, times."""
    return Fetcher(limits=_LIMITS)


class Jobs:
    """All jobs of a workbench."""

    def __init__(self, bench: Workbench) -> None:
        self.uploads = Uploads()
        self._bench = bench
        self._jobs: dict[int, Job] = {}
        self._waiting: deque[Job] = deque()
        self._now: Job | None = None
        self._steps: Iterator[None] = iter(())
        self._adder: Adder | None = None
        self._lock = threading.RLock()
        self._last = 0

    # -- asked by pages --------------------------------------------------------------------

    def add(self, load: Load, by: str) -> Job:
        """Line up a job. Raises `StoreBusy` (answered with 503) where too many are waiting."""
        with self._lock:
            try:
                self._check_room()
            except StoreBusy:
                self.uploads.drop(load.uploads)
                raise
            self._last += 1
            job = Job(self._last, load, by, self._bench.now())
            self._jobs[job.id] = job
            self._waiting.append(job)
            self._forget()
            if self._now is None:
                self._next()
            return job.seen()

    def listed(self) -> list[Job]:
        """The jobs as they are now, the latest first."""
        with self._lock:
            return [job.seen() for job in reversed(self._jobs.values())]

    def job(self, id: int) -> Job | None:
        """One job as it is now."""
        with self._lock:
            found = self._jobs.get(id)
            return found.seen() if found else None

    def retry(self, id: int, by: str) -> Job:
        """The same once more. Raises `InputError` where there is nothing to try again."""
        with self._lock:
            job = self._jobs.get(id)
            if job is None or not job.can_retry:
                raise InputError("there is nothing to try again in this job; add it anew")
            self._check_room()  # its files stay where there is none
            again = self.add(job.load, by)
            job.has_files = not job.load.uploads  # they belong to the new job now
            return again

    def stop(self, id: int) -> bool:
        """End a job before its time; what it has added stays. Whether there was one to end."""
        with self._lock:
            job = self._jobs.get(id)
            if job is None or job.is_over:
                return False
            job.problem = "stopped by a reviewer"
            if job in self._waiting:
                self._waiting.remove(job)
                self._end(job, "stopped")
            return True

    def close(self) -> None:
        """The workbench ends: keep what was read. Its worker has stopped before."""
        with self._lock:
            if self._now is not None:
                with suppress(DatelineError):  # there is nobody left to tell
                    self._close_steps()
            self.uploads.close()

    def _check_room(self) -> None:
        if len(self._waiting) >= MOST_WAITING:
            raise StoreBusy(f"{MOST_WAITING} jobs are waiting already; try again later")

    # -- on the worker ---------------------------------------------------------------------

    def _next(self) -> None:
        """Hand the worker its next moment, of this job or of the one that waits longest."""
        if self._now is None:
            if not self._waiting:
                return
            self._now = self._waiting.popleft()
            self._steps = self._steps_of(self._now)
        with suppress(RuntimeError):  # the worker was shut down: `close` comes next
            self._bench.worker.submit(self._work, self._now).add_done_callback(self._worked)

    def _work(self, job: Job) -> None:
        """Go on with a job for a moment."""
        until = monotonic() + _MOMENT
        try:
            for _ in self._steps:
                if job.problem:
                    self._close_steps()
                    self._end(job, "stopped")
                    return
                if monotonic() > until:
                    return
        except DatelineError as error:
            self._fail(job, str(error))
        else:
            job.problem = ""  # a wish to stop that came too late
            self._end(job, "done")

    def _worked(self, future: Future[None]) -> None:
        if future.cancelled():
            return
        with self._lock:
            error = future.exception()
            if error is not None and self._now is not None:
                _log.error("a job of adding broke off", exc_info=error)
                self._fail(self._now, "something went wrong; the log of `dateline serve` says what")
            self._next()

    def _fail(self, job: Job, problem: str) -> None:
        job.problem = problem
        self._adder = None  # it may remember what was not kept
        self._end(job, "failed")

    def _end(self, job: Job, state: State) -> None:
        with self._lock:
            job.state = state
            job.ended = self._bench.now()
            if job is self._now:
                self._now = None
            if not job.can_retry:
                self.uploads.drop(job.load.uploads)
            self._forget()
        with suppress(DatelineError):  # the store may be what is broken
            self._bench.log(job.by, f"adding {job.state}", f"job {job.id}", job.said)

    def _close_steps(self) -> None:
        """Break off: the generators save what they hold."""
        close = getattr(self._steps, "close", None)
        if close is not None:
            close()

    def _forget(self) -> None:
        """Let go of the oldest jobs that have ended, and of files that would be too much."""
        over = [job for job in self._jobs.values() if job.is_over]
        for job in over[: max(0, len(self._jobs) - MOST_JOBS)]:
            self.uploads.drop(job.load.uploads if job.has_files else ())
            del self._jobs[job.id]
        kept = 0
        for job in reversed(over):
            if not (job.has_files and job.load.uploads and job.can_retry):
                continue
            kept += sum(one.size for one in job.load.uploads)
            if kept > MOST_KEPT_BYTES:
                self.uploads.drop(job.load.uploads)
                job.has_files = False

    # -- the steps of a job ----------------------------------------------------------------

    def _steps_of(self, job: Job) -> Iterator[None]:
        """Read, code, merge; yields between two pieces of work."""
        job.began = self._bench.now()
        adder = self._adder = self._adder or Adder(
            self._bench.store, self._complain, self._bench.now
        )
        adder.tally = job.tally = Tally()
        job.state = "reading"
        yield from self._read(job, adder)
        if not (adder.tally.added or adder.tally.known):
            return  # nothing to code, for which models would have to be loaded
        job.state = "coding"
        yield
        coder = self._bench.coder()
        for _ in adder.code(coder):
            yield
        job.state = "merging"
        yield
        adder.merge(coder)

    def _read(self, job: Job, adder: Adder) -> Iterator[None]:
        keeping = adder.keep(self._told(job))
        try:
            for _ in keeping:
                yield
        finally:
            keeping.close()  # type: ignore[attr-defined]

    def _told(self, job: Job) -> Iterator[Found]:
        """What the job reads, noted down; names of files are those that the user knows."""
        names = {str(one.path): one.name for one in job.load.uploads}
        for number, found in enumerate(self._found(job.load)):
            if number >= MOST_READ:
                yield InputError(f"more than {MOST_READ:,} articles; the rest was left out: use "
                                 "`dateline add`, or smaller files")  # fmt: skip
                return
            if isinstance(found, Page | Article):
                job.tell(found.article if isinstance(found, Page) else found)
                yield found
            else:
                yield InputError(_renamed(str(found), names))

    def _found(self, load: Load) -> Iterable[Found]:
        yield from load.articles
        sources = [*load.urls, *(str(one.path) for one in load.uploads)]
        with fetcher() as fetching:
            yield from gather(
                sources, load.given, fetcher=fetching, today=self._bench.now().date(),
                max_chars=MAX_TEXT_CHARS,
            )  # fmt: skip

    def _complain(self, line: str) -> None:
        if self._now is not None:
            self._now.complain(line)


def _renamed(line: str, names: dict[str, str]) -> str:
    path = next((one for one in names if line.startswith(one)), None)
    return line if path is None else names[path] + line.removeprefix(path)
