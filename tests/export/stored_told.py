"""Incidents made by hand (`told_building`), kept in a store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.export.told import ToldIncident
from dateline.records.event import CodedArticle, CodingRun
from dateline.store import Store

from .told_building import RUN


def keep_told(store: Store, incidents: Iterable[ToldIncident], *, run: CodingRun = RUN) -> None:
    """Keep incidents with their reports, as they were coded, and articles; one article a report."""
    told = list(incidents)
    with store.batch():
        number = store.open_run(run)
        for one in (report for incident in told for report in incident.told):
            store.add_article(replace(one.article, copy_of=None))
            store.save_coded(number, CodedArticle(one.article, run, (one.coded,)))
            if one.article.copy_of:
                store.mark_copy(one.article.hash, one.article.copy_of)
        store.save_incidents(number, [one.incident for one in told])
