"""One outlet: how much, of what and where it tells, what it alone tells, who contradicts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import urlsplit

import numpy as np
from markupsafe import Markup

from ...export import wording
from ...resolve.outlets import resolve_source
from ...store.answers import ArticleHead, LoggedFailure, OutletCount
from ...store.words import fold
from ..charts import PHONE, Bar, bar_chart, timeline_chart
from ..context import Workbench
from ..index import Snapshot
from ..index.columns import Rows
from ..index.derived import Kept
from ..index.matching import having
from .actors_book import newest, selection_of
from .actors_one import Picture, country_bars, spread, type_bars
from .actors_paths import explore_path, outlet_path
from .actors_texts import Against, Texts

Show = Literal["", "alone", "contradicted"]
SHOW = ("", "alone", "contradicted")
_MOST_READ = 300
"""So many incidents are read for contradictions, those of several outlets and the latest first."""
_ARTICLES, _FAILURES, _TABLE, _BARS = 10, 500, 8, 8
_SHOWN_FAILURES = 10
_SIDE = 330.0
MOST_ORDERED = 2_000
"""Of more articles the latest are not asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """An outlet, and the rows of its incidents in the snapshot."""

    count: OutletCount
    snapshot: Snapshot
    rows: Rows
    alone: Rows

    @property
    def name(self) -> str:
        """As the store last knew it."""
        return self.count.name

    @property
    def path(self) -> str:
        """Its page."""
        return outlet_path(self.name)


@dataclass(frozen=True, slots=True)
class Contradicted:
    """Contradictions that the outlet is a side of, found in so many incidents that were read."""

    items: tuple[Against, ...]
    read: int


def find(snapshot: Snapshot, count: OutletCount) -> Found:
    """An outlet with its incidents."""
    groups = snapshot.derived.outlet_groups
    group = groups.folded.get(fold(count.name))
    if group is None:
        nothing = np.zeros(0, np.intp)
        return Found(count, snapshot, nothing, nothing)
    mask = having(groups.lists, np.array([group], np.int32))
    rows = np.flatnonzero(mask)
    return Found(count, snapshot, rows, rows[groups.lists.lengths[rows] == 1])


def charts(bench: Workbench, found: Found) -> dict[str, Any]:
    """The pictures of the page."""
    selection = selection_of(found.snapshot, found.rows)
    line = spread(found.snapshot.derived.columns, found.rows)

    def link(since: date, until: date) -> str:
        return explore_path(outlet=found.name, since=str(since), until=str(until))

    over_time = Picture(
        timeline_chart(line, link=link, id="volume"),
        timeline_chart(line, link=link, id="volume-phone", size=PHONE),
    )
    return {
        "over_time": over_time if line.bins else None,
        "undated": line.undated,
        "types": type_bars(selection, outlet=found.name),
        "countries": country_bars(bench, selection, outlet=found.name),
        "others": _others(found),
    }


def _others(found: Found) -> Markup | None:
    """Who tells the same incidents."""
    selection = selection_of(found.snapshot, found.rows)
    counts = selection.facet("outlet", limit=_BARS + 1)
    others = [one for one in counts if fold(one.value) != fold(found.name)][:_BARS]
    bars = [
        Bar(wording.clip(one.value, 80), one.count, outlet_path(one.value)) for one in others
    ]  # fmt: skip
    return (
        bar_chart(bars, name="Who tells the same incidents", id="others", width=_SIDE)
        if bars
        else None
    )


def alone_page(found: Found, *, after: str | None, limit: int = _TABLE) -> Any:
    """Incidents that no other outlet tells, the latest first. Raises `InputError` for a cursor."""
    return selection_of(found.snapshot, found.alone).page(
        order="newest", after=after, limit=limit
    )  # fmt: skip


class OutletTexts:
    """What is read of outlets' incidents and articles: ``bench.part(OutletTexts)``."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._kept = Kept()

    def contradictions(self, found: Found) -> Contradicted:
        """Where the outlet is a side of a contradiction between reports."""
        if not found.count.contradicted:
            return Contradicted((), 0)
        key = ("contradictions", found.name, found.snapshot.run, found.snapshot.version)
        return self._kept.of(key, lambda: self._contradictions(found))

    def articles(self, found: Found) -> tuple[ArticleHead, ...]:
        """Its latest articles; of an outlet with very many, those of its latest incidents.

        To put tens of thousands in order the store reads them all.
        """
        key = ("articles", found.name, found.count.articles, found.snapshot.version)
        store = self._bench.store
        if found.count.articles > MOST_ORDERED:
            return self._kept.of(key, lambda: self._articles_of_incidents(found))
        return self._kept.of(
            key, lambda: store.articles_page(outlet=found.name, limit=_ARTICLES).items
        )

    def failures(self, found: Found) -> list[LoggedFailure]:
        """What could not be had of it lately: by the hosts of its articles, and its own domain."""
        hosts = {host for one in self.articles(found) if (host := _host(one.url or ""))}
        failures = self._bench.store.failures(limit=_FAILURES)
        return [one for one in failures if _is_of(one, found.name, hosts)][:_SHOWN_FAILURES]

    def _articles_of_incidents(self, found: Found) -> tuple[ArticleHead, ...]:
        store, run, name = self._bench.store, found.snapshot.run, fold(found.name)
        ids = newest(found.snapshot.derived.columns, found.rows, _ARTICLES * 2)
        heads: dict[str, ArticleHead] = {}
        for incident in self._bench.part(Texts).incidents(ids, run):
            for stored in filter(None, (store.report(key, run) for key in incident.reports)):
                head = stored.article
                if head.source is not None and fold(head.source.name) == name:
                    heads[head.hash] = head
        latest = sorted(heads.values(), key=lambda one: one.published or date.min, reverse=True)
        return tuple(latest[:_ARTICLES])

    def _contradictions(self, found: Found) -> Contradicted:
        texts, run, name = self._bench.part(Texts), found.snapshot.run, fold(found.name)
        items: list[Against] = []
        incidents = 0
        read = 0
        for id in _likeliest(found):
            read += 1
            own = [
                one
                for one in texts.between(texts.incidents([id], run), run)
                if any(side.where and fold(side.where.outlet or "") == name for side in one.sides)
            ]
            items += own
            incidents += bool(own)
            if incidents >= found.count.contradicted:
                break
        return Contradicted(tuple(items), read)


def _likeliest(found: Found) -> Sequence[str]:
    """Its incidents, those that others tell too first: there it can be contradicted."""
    columns = found.snapshot.derived.columns
    shared = np.setdiff1d(found.rows, found.alone, assume_unique=True)
    several = newest(columns, shared, _MOST_READ)
    return [*several, *newest(columns, found.alone, _MOST_READ)][:_MOST_READ]


def _is_of(failure: LoggedFailure, name: str, hosts: set[str]) -> bool:
    host = _host(failure.source)
    if not host:
        return fold(name) == fold(failure.source)
    if host in hosts:
        return True
    source = resolve_source(None, failure.source)
    return source is not None and fold(source.name) == fold(name)


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
