"""Merge what a run has coded into the store: incidents added, changed and withdrawn.

The groups are computed anew from all reports of the run and the judgements, and compared with what
the store has; so that the same reports in whatever order, added at once or one by one, end as the
same incidents, and an interrupted merge is simply done again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from ..records.event import CodedArticle
from ..records.incident import Incident
from ..store.contract import Store, StoredReport, Withdrawal, walk
from ..store.filters import Filter
from .engine import merged
from .incidents import Told, incident_of
from .likeness import Weights, load_weights
from .minting import minted
from .tellings import Telling, tellings_of

_PAGE = 1000
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before all changes."""


class Merger:
    """Merges one run of a store; keeps what it has read of articles between calls."""

    def __init__(self, store: Store, run: int, weights: Weights | None = None) -> None:
        self._store = store
        self._run = run
        self._weights = weights or load_weights()
        self._tellings: dict[str, tuple[Telling, ...]] = {}
        self._told: dict[str, Told] = {}

    def update(self) -> int:
        """Bring the run's incidents up to date; how many were added, changed or withdrawn."""
        self._read()
        tellings = [t for told in self._tellings.values() for t in told]
        groups = merged(tellings, self._weights, self._store.judgements())
        before = {incident.id: incident for incident in self._incidents()}
        ids = minted(groups, {id: old.reports for id, old in before.items()})
        gone = self._withdrawn() if set(ids.ids) - set(before) else {}
        changes: list[Incident | Withdrawal] = []
        for id, group in zip(ids.ids, groups, strict=True):
            fresh = incident_of([self._told[key] for key in group], id=id)
            old = before.get(id)
            if old is None:
                changes.append(replace(fresh, revision=gone.get(id, 0) + 1))
            elif replace(fresh, revision=old.revision) != old:
                changes.append(replace(fresh, revision=old.revision + 1))
        for id, into in ids.withdrawn.items():
            changes.append(Withdrawal(id, before[id].revision + 1, into))
        return self._store.save_incidents(self._run, changes)

    def _incidents(self) -> Iterator[Incident]:
        where = Filter(run=self._run, with_copies=True)
        return walk(lambda after: self._store.incidents(where, after=after, limit=_PAGE))

    def _withdrawn(self) -> Mapping[str, int]:
        """The revisions of incidents that are no more: one that comes back counts on from it."""
        changes = self._store.changes_since(_EVER, self._run)
        return {one.id: one.revision for one in changes if one.kind == "withdrawn"}

    def _read(self) -> None:
        """Read what was coded, or marked as a copy, since the last call; forget what was erased."""
        where = Filter(run=self._run, with_copies=True)
        there: set[str] = set()
        for stored in walk(lambda after: self._store.reports(where, after=after, limit=_PAGE)):
            there.add(stored.article.hash)
            known = self._tellings.get(stored.article.hash)
            if not known or known[0].setting.copy_of != stored.article.copy_of:
                self._take(stored)
        if self._tellings.keys() - there:
            kept, told = self._tellings.items(), self._told.items()
            self._tellings = {hash: some for hash, some in kept if hash in there}
            self._told = {key: one for key, one in told if one.article.hash in there}

    def _take(self, stored: StoredReport) -> None:
        coded = self._store.coded(stored.article.hash, self._run)
        if coded is None:
            return
        self._tellings[coded.article.hash] = tellings_of(coded)
        self._told.update(told_by(coded))


def erase(store: Store, article: str) -> bool:
    """Take an article (by its hash) out of a store, and bring the incidents up to date.

    See `Store.erase_article`: nothing of it is left once that is done, even if this is cut off
    before the incidents that others tell of too are merged anew; the next merge does it.
    """
    runs = [run.number for run in store.runs() if store.coded(article, run.number) is not None]
    if not store.erase_article(article):
        return False
    for run in runs:
        Merger(store, run).update()
    return True


def told_by(coded: CodedArticle) -> Mapping[str, Told]:
    """The reports of an article by their keys."""
    article = replace(coded.article, text="")
    return {report.key: Told(report, article) for report in coded.reports}
