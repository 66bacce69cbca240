"""What is read of many reports at once; run for each backend by test_contract.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dateline.errors import StoreError
from dateline.records.article import Source
from dateline.store import Store, Withdrawal

from .building import NEXT_RUN, NOON, RUN, a_coding, a_report, an_article, an_incident, keep
from .conftest import Reopen
from .contract_decisions import CORRECTED, LATER
from .contract_incidents import Clock


class TestTogether:
    def test_reports_by_their_keys(self, store: Store) -> None:
        told = [keep(store, an_article(n), {}, {}) for n in range(3)]
        keys = [report.key for reports in told for report in reports]
        found = store.reports_of([*keys, keys[0], "nothing"])
        assert found == {key: store.report(key) for key in keys}
        assert store.reports_of([]) == {}

    def test_reports_of_a_run(self, store: Store) -> None:
        article = an_article()
        (old,) = keep(store, article, {"score": 0.5})
        new = a_report(article, score=0.9)
        number = store.open_run(NEXT_RUN)
        store.save_coded(number, a_coding(article, new, run=NEXT_RUN))
        assert store.reports_of([old.key])[old.key].report == new
        assert store.reports_of([old.key], 1)[old.key].report == old
        with pytest.raises(StoreError):
            store.reports_of([old.key], 9)

    def test_more_than_one_question_may_name(self, store: Store) -> None:
        article = an_article(text="x" * 1200)
        reports = keep(store, article, *({} for _ in range(1200)))
        found = store.reports_of([report.key for report in reports])
        assert {key: stored.report for key, stored in found.items()} == {
            report.key: report for report in reports
        }

    def test_articles_by_their_hashes(self, store: Store) -> None:
        first, second = an_article(1), an_article(2, source=Source("Other"))
        for one in (first, second):
            store.add_article(one)
        store.mark_copy(second.hash, first.hash)
        assert store.articles_of([second.hash, first.hash, "nothing"]) == {
            first.hash: first,
            second.hash: replace(second, copy_of=first.hash),
        }
        assert store.articles_of([]) == {}

    def test_corrections_of_several_reports(self, store: Store) -> None:
        later = replace(CORRECTED, at=NOON + LATER)
        other = replace(CORRECTED, report="b:0-1")
        for correction in (later, other, CORRECTED, replace(CORRECTED, report="c:0-1")):
            store.add_correction(correction)
        assert store.corrections_of(["b:0-1", "a:0-1", "nothing"]) == {
            "a:0-1": (later, CORRECTED),
            "b:0-1": (other,),
        }
        assert store.corrections_of([]) == {}

    def test_when_incidents_last_changed(self, reopen: Reopen) -> None:
        store = reopen(clock=Clock())
        assert store.last_changed() is None
        (one,) = keep(store, an_article(), {})
        assert store.last_changed() is None
        run = store.open_run(RUN)
        seen = []
        incident = an_incident("one", one)
        for change in (incident, replace(incident, revision=2), Withdrawal("one", 3)):
            store.save_incidents(run, [change])
            seen.append(store.last_changed())
            assert seen[-1] == [c.at for c in store.changes_since(NOON - timedelta(1), run)][-1]
        assert seen == sorted(set(seen))
        assert store.last_changed(run) == seen[-1]
        with pytest.raises(StoreError):
            store.last_changed(9)
