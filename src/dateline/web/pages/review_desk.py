"""What reviewing keeps in memory: queues, made in the background, and who has what before them."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import TypeAlias, cast

from fastapi import HTTPException

from ...errors import InputError
from ...records.decision import AuditSample
from ...review import (
    Queue,
    ReviewBook,
    doubt_queue,
    flag_queue,
    is_of_articles,
    query_of,
    sample_queue,
    search_queue,
)
from ...store.contract import ListPage, Order, Store, StoredReport
from ...store.filters import EVERYTHING, Filter
from ..context import Workbench
from ..filters import Asked

KINDS = ("doubt", "flag", "search")
"""The queues that are made of a filter."""
SAMPLE = "sample:"
DIRECT = "direct"
MOST_REVIEWERS = 5

_WAIT_SECONDS = 1.0
"""So long a page waits for a queue before it says that it is being made."""
_CHECK_SECONDS = 2.0
_HELD_SECONDS = 300.0
_MOST_QUEUES = 16

_Make: TypeAlias = Callable[[Store, Filter, Order], Queue]
_MAKERS: dict[str, _Make] = {
    "doubt": lambda store, where, order: doubt_queue(store, where),
    "flag": lambda store, where, order: flag_queue(store, where),
    "search": lambda store, where, order: search_queue(store, where, order=order),
}


@dataclass(frozen=True, slots=True)
class Making:
    """A queue that is being made: how many reports were looked at, of how many."""

    name: str
    read: int
    total: int


class _Stopped(Exception):
    """The workbench ends while a queue is being made."""


@dataclass(slots=True)
class _Watched:
    """The reports of a store, counted as they are read, with an end between two pages."""

    store: Store
    stop: threading.Event
    read: int = 0
    total: int = 0

    def reports(
        self, where: Filter = EVERYTHING, *, order: Order = "newest", after: str | None = None,
        limit: int = 50,
    ) -> ListPage[StoredReport]:  # fmt: skip
        """See `Store.reports`."""
        if self.stop.is_set():
            raise _Stopped
        if not self.total:
            self.total = self.store.count_reports(where)
        found = self.store.reports(where, order=order, after=after, limit=limit)
        self.read += len(found.items)
        return found


_Stamp: TypeAlias = tuple[int, ...]


@dataclass(slots=True)
class _Kept:
    """A queue, and what the store had when it was made."""

    queue: Queue | None = None
    stamp: _Stamp = ()
    version: str = ""
    checked: float = float("-inf")
    making: Future[None] | None = None
    watched: _Watched | None = None


@dataclass(slots=True)
class _Held:
    """When a reviewer was last shown which reports."""

    since: dict[str, float] = field(default_factory=dict)


class Desk:
    """The queues of a store and the reviews so far.

    A queue of a filter is a list of keys, made by a thread of its own: ranking 100,000 reports by
    doubt means reading each of them. It is made anew where articles were coded or taken out since,
    not for every review; until then the one before is worked on.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._queues: OrderedDict[tuple[str, str, str], _Kept] = OrderedDict()
        self._held: dict[tuple[str, str], _Held] = {}
        self._book: tuple[str, ReviewBook] | None = None
        self._samples: dict[str, AuditSample] = {}
        self._lock = threading.RLock()
        self._stop = threading.Event()
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="dateline-queues")

    @classmethod
    def of(cls, bench: Workbench) -> Desk:
        """For a workbench's store."""
        return cls(bench.store)

    def close(self) -> None:
        """Stop what is being made."""
        self._stop.set()
        self._maker.shutdown(wait=True, cancel_futures=True)

    # -- what was said ---------------------------------------------------------------------

    def book(self) -> ReviewBook:
        """All reviews and corrections, read anew where something has changed."""
        version = self._store.version()
        with self._lock:
            if self._book is None or self._book[0] != version:
                before = None if self._book is None else self._book[1]
                book = ReviewBook.of(
                    self._store.reviews(), self._store.corrections(), before=before
                )  # fmt: skip
                self._book = version, book
            return self._book[1]

    # -- queues ----------------------------------------------------------------------------

    def queue(self, asked: Asked, *, make: bool = True) -> Queue | Making:
        """The queue that an address asks for, or how far the making of it has come.

        With ``make`` False one that is not there is not begun either. Raises `InputError` for a
        queue that is none, `HTTPException` (404) for a sample that is not there.
        """
        name, number = asked.get("queue", "doubt"), reviewers(asked)
        if name.startswith(SAMPLE):
            return self.sample(name.removeprefix(SAMPLE), number)
        if name == DIRECT:
            return Queue(DIRECT, asked.words.get("report", ())[:1], number)
        if name not in KINDS:
            known = ", ".join((*KINDS, DIRECT, f"{SAMPLE}ID"))
            raise InputError(f"queue: {name[:60]!r} is none of {known}")
        found = self._made(name, asked.filter, asked.order, make=make)
        return replace(found, reviewers=number) if isinstance(found, Queue) else found

    def sample(self, id: str, number: int = 1) -> Queue:
        """The queue of a sample of reports. Raises `HTTPException` (404)."""
        sample = self.audit_sample(id)
        if is_of_articles(sample):
            raise HTTPException(404, "that sample is of whole articles; read them on its own page")
        return sample_queue(sample, reviewers=number)

    def audit_sample(self, id: str) -> AuditSample:
        """A sample, which never changes once drawn. Raises `HTTPException` (404)."""
        with self._lock:
            found = self._samples.get(id)
        if found is None:
            found = self._store.audit_sample(id)
            if found is None:
                raise HTTPException(404, "there is no such sample")
            with self._lock:
                self._samples[id] = found
        return found

    def _made(self, name: str, where: Filter, order: Order, *, make: bool) -> Queue | Making:
        key = (name, query_of(where), order if name == "search" else "")
        with self._lock:
            kept = self._queues.get(key)
            if kept is None:
                if not make:
                    return Making(name, 0, 0)
                kept = self._queues[key] = _Kept()
            self._queues.move_to_end(key)
            while len(self._queues) > _MOST_QUEUES:
                self._queues.popitem(last=False)
            if make:
                self._begin_if_old(kept, name, where, order)
            making = kept.making
        if making is not None and (kept.queue is None or making.done()):
            wait([making], _WAIT_SECONDS)
            self._take_failure(kept, making)
        if kept.queue is not None:
            return kept.queue
        watched = kept.watched
        return Making(name, watched.read if watched else 0, watched.total if watched else 0)

    def _begin_if_old(self, kept: _Kept, name: str, where: Filter, order: Order) -> None:
        if kept.making is not None and not kept.making.done():
            return
        if kept.queue is not None:
            if time.monotonic() - kept.checked < _CHECK_SECONDS:
                return
            kept.checked = time.monotonic()
            version = self._store.version(where.run)
            if version == kept.version:
                return
            kept.version = version
            if self._stamp() == kept.stamp:
                return
        kept.watched = _Watched(self._store, self._stop)
        kept.making = self._maker.submit(self._make, kept, name, where, order)

    def _make(self, kept: _Kept, name: str, where: Filter, order: Order) -> None:
        """In the making thread only."""
        version, stamp = self._store.version(where.run), self._stamp()
        watched = cast("Store", kept.watched)  # a queue asks for reports and nothing else
        queue = _MAKERS[name](watched, where, order)
        kept.version, kept.stamp, kept.checked = version, stamp, time.monotonic()
        kept.queue = queue

    def _take_failure(self, kept: _Kept, making: Future[None]) -> None:
        """Raise what went wrong, once; the next one who asks tries again."""
        if making.done() and making is kept.making:
            kept.making = None
            making.result()

    def _stamp(self) -> _Stamp:
        """What the store has coded: another one where reports came or went."""
        return tuple(
            number
            for run in self._store.runs()
            for number in (run.number, run.articles, run.reports, run.incidents)
        )

    # -- who has what before them ----------------------------------------------------------

    def hold(self, queue: Queue, reviewer: str, report: str) -> None:
        """Remember for a while that a reviewer has a report before him."""
        with self._lock:
            held = self._held.setdefault((queue.name, reviewer), _Held())
            now = time.monotonic()
            held.since = {
                key: since for key, since in held.since.items() if now - since < _HELD_SECONDS
            }
            held.since[report] = now

    def held(self, queue: Queue, reviewer: str) -> Collection[str]:
        """What others of the queue have before them; nothing where several are to judge each."""
        if queue.reviewers > 1 or queue.name == DIRECT:
            return ()
        now = time.monotonic()
        with self._lock:
            return {
                key
                for (name, who), held in self._held.items()
                if name == queue.name and who != reviewer
                for key, since in held.since.items()
                if now - since < _HELD_SECONDS
            }


def reviewers(asked: Asked) -> int:
    """How many are to judge each report. Raises `InputError`."""
    words = asked.get("reviewers", "1")
    if words not in [str(number) for number in range(1, MOST_REVIEWERS + 1)]:
        raise InputError(f"reviewers: {words[:60]!r} is not a number from 1 to {MOST_REVIEWERS}")
    return int(words)


def after_this(
    free: Iterable[str], queue: Queue, current: str | None
) -> str | None:  # fmt: skip
    """Of the reports that are free the next one: in a sample the first, else the one behind.

    A sample's order is what makes half of it a random part, so that it is not left.
    """
    keys = list(free)
    if not keys or current is None or queue.name.startswith(SAMPLE):
        return next(iter(keys), None)
    places = {key: at for at, key in enumerate(queue.reports)}
    here = places.get(current, -1)
    return next((key for key in keys if places[key] > here), keys[0])
