"""How much each outlet has published and how it stands beside others: counted, and kept."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from ...records.article import Source, Tie
from ...review.intervals import Interval, wilson
from ...store.answers import OutletCount
from ...store.words import fold
from ..context import Workbench
from .actors_known import Known
from .actors_paging import Ranked
from .actors_paths import actor_path

_OLD = 60.0
"""Seconds after which counts are taken anew: articles without events change no incident."""
FEW = 20
"""Of fewer incidents than this a share says little: the counts alone are shown."""
_OWN_SIDE = frozenset("part_of owned_by mouthpiece_of affiliated_with".split())


@dataclass(frozen=True, slots=True)
class Share:
    """So many out of so many; the interval (95%, Wilson's) only where they are enough."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1, None out of nothing."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Where the true share may lie."""
        return wilson(self.count, self.of) if self.of >= FEW else None


@dataclass(frozen=True, slots=True)
class OutletTie:
    """A tie of an outlet; ``path`` is the other's page."""

    relation: str
    name: str
    id: str
    note: str
    path: str

    @property
    def is_own_side(self) -> bool:
        """Whether the outlet belongs to the other, rather than opposes it."""
        return self.relation in _OWN_SIDE


@dataclass(frozen=True, slots=True)
class Outlets:
    """All outlets of a run at one moment."""

    version: str
    at: float
    counts: tuple[OutletCount, ...]
    by_name: dict[str, OutletCount]
    ranked: Ranked

    @classmethod
    def of(cls, version: str, at: float, counts: tuple[OutletCount, ...]) -> Outlets:
        """With the outlets by their folded names, and in order of them."""
        folded = [fold(one.name) for one in counts]
        by_name = dict(zip(folded, counts, strict=True))
        return cls(version, at, counts, by_name, Ranked.of(folded))

    def named(self, name: str) -> OutletCount | None:
        """The outlet of a name, whatever the capitals."""
        return self.by_name.get(fold(name))


class OutletBook:
    """The outlets of each run: ``bench.part(OutletBook)``. For several threads.

    To count a large store takes a second or more. So the first who asks waits; later ones get
    what was last counted, and where that is out of date set off the next count.
    """

    def __init__(self, bench: Workbench) -> None:
        self._store = bench.store
        self._known: dict[int | None, Outlets] = {}
        self._running: dict[int | None, Future[Outlets]] = {}
        self._lock = threading.Lock()
        self._counter = ThreadPoolExecutor(1, thread_name_prefix="dateline-outlets")

    def outlets(self, run: int | None = None) -> Outlets:
        """The outlets of a run (None: the one opened last). Raises `StoreError`."""
        known = self._known.get(run)
        if known is None:
            return self._count(run).result()
        is_old = time.monotonic() - known.at > _OLD
        if is_old or self._store.version(run) != known.version:
            self._count(run)
        return known

    def close(self) -> None:
        """Wait for what is being counted."""
        self._counter.shutdown(wait=True, cancel_futures=True)

    def _count(self, run: int | None) -> Future[Outlets]:
        with self._lock:
            running = self._running.get(run)
            if running is None or running.done():
                running = self._running[run] = self._counter.submit(self._counted, run)
            return running

    def _counted(self, run: int | None) -> Outlets:
        version = self._store.version(run)
        found = Outlets.of(version, time.monotonic(), self._store.outlet_counts(run))
        self._known[run] = found
        return found


def ties(source: Source, known: Known) -> tuple[OutletTie, ...]:
    """An outlet's ties with the names of those it is tied to."""
    return tuple(_tie(one, known) for one in source.ties)


def _tie(one: Tie, known: Known) -> OutletTie:
    name = known.name(one.other)
    return OutletTie(one.relation, name, one.other, one.note, actor_path(name, one.other))


def alone(one: OutletCount) -> Share:
    """How many of its incidents no other outlet tells."""
    return Share(one.alone, one.incidents)


def contradicted(one: OutletCount) -> Share:
    """How many of its incidents it takes part in a contradiction in."""
    return Share(one.contradicted, one.incidents)
