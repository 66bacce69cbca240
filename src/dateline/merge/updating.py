"""Merge what a run has coded into the store: incidents added, changed and withdrawn.

The groups are computed anew from all reports of the run and the judgements, and compared with what
the store has; so that the same reports in whatever order, added at once or one by one, end as the
same incidents, and an interrupted merge is simply done again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

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
        changes: list[Incident | Withdrawal] = []
        for id, group in zip(ids.ids, groups, strict=True):
            fresh = incident_of([self._told[key] for key in group], id=id)
            old = before.get(id)
            if old is None:
                changes.append(fresh)
            elif replace(fresh, revision=old.revision) != old:
                changes.append(replace(fresh, revision=old.revision + 1))
        for id, into in ids.withdrawn.items():
            changes.append(Withdrawal(id, before[id].revision + 1, into))
        return self._store.save_incidents(self._run, changes)

    def _incidents(self) -> Iterator[Incident]:
        where = Filter(run=self._run, with_copies=True)
        return walk(lambda after: self._store.incidents(where, after=after, limit=_PAGE))

    def _read(self) -> None:
        """Read the articles that were coded, or marked as copies, since the last call."""
        where = Filter(run=self._run, with_copies=True)
        for stored in walk(lambda after: self._store.reports(where, after=after, limit=_PAGE)):
            known = self._tellings.get(stored.article.hash)
            if not known or known[0].setting.copy_of != stored.article.copy_of:
                self._take(stored)

    def _take(self, stored: StoredReport) -> None:
        coded = self._store.coded(stored.article.hash, self._run)
        if coded is None:
            return
        self._tellings[coded.article.hash] = tellings_of(coded)
        self._told.update(told_by(coded))


def told_by(coded: CodedArticle) -> Mapping[str, Told]:
    """The reports of an article by their keys."""
    article = replace(coded.article, text="")
    return {report.key: Told(report, article) for report in coded.reports}
