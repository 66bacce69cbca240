"""The snapshot of each run that is asked about, kept up to date while it is served.

One thread builds; all others go on with the snapshot before until the new one is whole. Where only
some incidents changed, only those are read.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ...store.answers import Change
from ...store.contract import Store
from .answers import Named
from .building import Builder
from .columns import Columns
from .derived import Derived
from .review_states import ReviewedIncidents, ReviewStates
from .snapshot import Snapshot

CHECK_SECONDS = 0.5
"""So long a snapshot is taken to be up to date without asking the store."""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_CHANGED = 0.2
"""Of all incidents: where more have changed, all are read anew."""


@dataclass(slots=True)
class _Run:
    """What is kept of a run; ``until`` is the moment of the last change that is in it."""

    snapshot: Snapshot | None = None
    until: datetime = _EVER
    checked: float = float("-inf")
    building: Future[None] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class IncidentIndex:
    """The incidents of a store in memory: ``index.snapshot().select(where).totals()``.

    ``states`` says how far the review of each incident has come (`ReviewedIncidents` by default).
    """

    def __init__(
        self,
        store: Store,
        *,
        states: ReviewStates | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._states = states or ReviewedIncidents()
        self._clock = clock
        self._runs: dict[int | None, _Run] = {}
        self._lock = threading.Lock()
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="dateline-index")

    def snapshot(self, run: int | None = None, *, fresh: bool = False) -> Snapshot:
        """The incidents of a run (None: the one opened last).

        The first call for a run waits until it is built. Later ones do not wait: where the store
        has changed they set off the building, and get what was before. With ``fresh`` they wait
        for what the store has now, as they must after a change of one's own. Raises `StoreError`
        for a run that is not, and where the store cannot be read.
        """
        with self._lock:
            kept = self._runs.setdefault(run, _Run())
        if fresh or kept.snapshot is None:
            return self._built(run, kept)
        if self._clock() - kept.checked >= CHECK_SECONDS:
            if self._store.version(run) == kept.snapshot.version:
                kept.checked = self._clock()
            else:
                self._build(run, kept)
        return kept.snapshot

    def prepare(self) -> None:
        """Set off the building of the run opened last, so that the first who asks waits less."""
        with self._lock:
            kept = self._runs.setdefault(None, _Run())
        self._build(None, kept)

    def close(self) -> None:
        """Wait for what is being built."""
        self._builder.shutdown(wait=True, cancel_futures=True)

    def _built(self, run: int | None, kept: _Run) -> Snapshot:
        under_way = kept.building
        if under_way is not None and not under_way.done():
            under_way.exception()  # it may have begun before the change; if it failed, see below
        if kept.snapshot is None or kept.snapshot.version != self._store.version(run):
            self._build(run, kept).result()
        if kept.snapshot is None:
            raise AssertionError("what was built is there")
        return kept.snapshot

    def _build(self, run: int | None, kept: _Run) -> Future[None]:
        """Set off the building, or join in one that is under way."""
        with kept.lock:
            if kept.building is None or kept.building.done():
                kept.building = self._builder.submit(self._update, run, kept)
            return kept.building

    def _update(self, run: int | None, kept: _Run) -> None:
        """In the building thread only."""
        version = self._store.version(run)
        number = run if run is not None else self._store.runs()[-1].number
        before = kept.snapshot if kept.snapshot and kept.snapshot.run == number else None
        changes = self._changes(number, before, kept.until)
        # What changes from here on may be read below, and will be read again next time.
        until = max((change.at for change in changes), default=kept.until if before else _EVER)
        derived = self._derived(number, before, changes, kept.until)
        states = self._states(self._store, number, derived.revision_of)
        kept.snapshot = Snapshot(number, version, derived, self._store, states)
        kept.until, kept.checked = until, self._clock()

    def _changes(self, run: int, before: Snapshot | None, until: datetime) -> list[Change]:
        """What changed since the snapshot; where there is none, at least the last change."""
        if before is not None:
            return list(self._store.changes_since(until, run))
        now, back = datetime.now(UTC), timedelta(seconds=1)
        while now - back > _EVER:  # all changes of a large store would take long to list
            if found := list(self._store.changes_since(now - back, run)):
                return found
            back *= 2
        return list(self._store.changes_since(_EVER, run))

    def _derived(
        self, run: int, before: Snapshot | None, changes: list[Change], since: datetime
    ) -> Derived:
        if before is None or len(changes) > _MOST_CHANGED * len(before):
            columns = Builder().columns(self._store.incident_rows(run))
            return self._named(run, columns, {}, {})
        if not changes:
            return before.derived
        gone = {change.id for change in changes if change.kind == "withdrawn"}
        rows = self._store.incident_rows(run, changed_since=since)
        columns = Builder(before.derived.columns).columns(rows, gone=gone)
        old = before.derived
        return self._named(run, columns, old.actor_names, old.outlet_names)

    def _named(
        self,
        run: int,
        columns: Columns,
        actors: Mapping[int, Named],
        outlets: Mapping[int, Named],
    ) -> Derived:
        if not actors.keys() >= set(columns.actors.values):
            actors = {
                number: Named(number, name, id or None)
                for number, id, name in self._store.actor_names(run)
            }
        if not outlets.keys() >= set(columns.outlets.values):
            outlets = {
                number: Named(number, name) for number, name in self._store.outlet_names(run)
            }
        derived = Derived(columns, actors, outlets)
        derived.warm()
        return derived
