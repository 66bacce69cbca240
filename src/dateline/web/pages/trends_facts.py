"""What is counted on the trends page, kept in memory and read anew only as far as it changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from ...aggregates import AggregateTable, Question
from ...aggregates.facts import Facts, by_name, read_articles, read_incidents, read_naming
from ...aggregates.making import table_of
from ...store.contract import Store
from ..context import Workbench
from ..index import Selection, Snapshot
from ..index.derived import Derived, Kept

CHECK_SECONDS = 10.0
"""So long articles are taken to be those that they were, where no incident has changed."""
_MOST_RUNS, _MOST_TABLES = 2, 6


@dataclass(frozen=True, slots=True)
class _Run:
    """The facts of a run; ``made`` tells them from others, ``derived`` is what they are of."""

    facts: Facts
    made: int
    derived: Derived
    articles: int
    checked: float


class KeptFacts:
    """Facts of the runs that were asked for last, and the tables made of them: for all threads."""

    def __init__(self, store: Store, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._runs: dict[int, _Run] = {}
        self._made = 0
        self._tables = Kept(_MOST_TABLES)

    @classmethod
    def of(cls, bench: Workbench) -> KeptFacts:
        """For ``bench.part``."""
        return cls(bench.store)

    def table(
        self, found: Selection, question: Question, *, review: tuple[str, ...] = ()
    ) -> AggregateTable:
        """The table of the incidents that were selected, in those states of the ``review``.

        Raises `dateline.errors.InputError` where zero rows would be too many.
        """
        number = found.snapshot.run
        run = self._run(found.snapshot)
        key = (number, found.snapshot.version, run.made, question, review)
        return self._tables.of(key, lambda: table_of(_selected(run.facts, found), question, number))

    def _run(self, snapshot: Snapshot) -> _Run:
        with self._lock:  # one thread reads, the others wait for it
            kept = self._runs.pop(snapshot.run, None)
            if kept is None or not self._is_fresh(kept, snapshot):
                kept = self._read(snapshot, kept)
            self._runs[snapshot.run] = kept  # the latest at the end
            while len(self._runs) > _MOST_RUNS:
                del self._runs[next(iter(self._runs))]
            return kept

    def _is_fresh(self, kept: _Run, snapshot: Snapshot) -> bool:
        same = kept.derived is snapshot.derived
        return same and self._clock() - kept.checked < CHECK_SECONDS

    def _read(self, snapshot: Snapshot, before: _Run | None) -> _Run:
        articles = next(one.articles for one in self._store.runs() if one.number == snapshot.run)
        same = before is not None and before.derived is snapshot.derived
        if before is not None and same and before.articles == articles:
            return _Run(before.facts, before.made, before.derived, articles, self._clock())
        self._made += 1
        facts = _updated(self._store, snapshot, None if before is None else before.facts)
        return _Run(facts, self._made, snapshot.derived, articles, self._clock())


def _updated(store: Store, snapshot: Snapshot, before: Facts | None) -> Facts:
    """The facts of a snapshot; of those before only what has changed is read."""
    run, outlets = snapshot.run, tuple(store.outlet_facts())
    columns = snapshot.derived.columns
    now = pl.DataFrame(
        {"id": columns.ids.tolist(), "revision": columns.revision},
        schema={"id": pl.String, "revision": pl.Int64},
    )
    if before is None:
        incidents = read_incidents(store, now["id"].to_list(), outlets, run)
        naming = read_naming(store, run)
    else:
        kept = before.incidents.join(now, on=["id", "revision"], how="semi")
        changed = now.join(kept, on="id", how="anti")["id"].to_list()
        incidents = pl.concat([kept, read_incidents(store, changed, outlets, run)])
        last = before.naming["number"].max()
        after = last if isinstance(last, int) else 0
        naming = pl.concat([before.naming, read_naming(store, run, after=after)])
    return Facts(incidents, read_articles(store, outlets, run), naming, by_name(outlets))


def _selected(facts: Facts, found: Selection) -> Facts:
    """The facts with the incidents of a selection only."""
    if found.rows is None:
        return facts
    chosen = pl.DataFrame({"id": found.ids()}, schema={"id": pl.String})
    incidents = facts.incidents.join(chosen, on="id", how="semi")
    return Facts(incidents, facts.articles, facts.naming, facts.outlets)
