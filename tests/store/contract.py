"""What every store does: run for each line of `backends.BACKENDS` (by test_contract.py).

Nothing here may know which database it is talking to.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from dateline.errors import InputError, StoreError
from dateline.records.article import Source
from dateline.records.decision import Judgement
from dateline.records.entity import CountRange
from dateline.records.event import Failure
from dateline.store import Difference, FieldChange, Filter, Store, walk

from . import anything
from .building import (
    NEXT_RUN,
    NOON,
    RUN,
    a_coding,
    a_place,
    a_report,
    an_actor,
    an_article,
    coded_news,
    days,
    keep,
    killed,
    somebody,
    undone,
)
from .conftest import Reopen

ANY = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class TestRuns:
    def test_the_same_run_has_the_same_number(self, store: Store) -> None:
        first, second = store.open_run(RUN), store.open_run(NEXT_RUN)
        assert first != second
        assert store.open_run(RUN) == first
        assert {run.number: run.run for run in store.runs()} == {first: RUN, second: NEXT_RUN}

    def test_the_run_opened_last_is_the_default(self, store: Store) -> None:
        article = an_article()
        keep(store, article, {}, run=RUN)
        keep(store, article, {}, {}, run=NEXT_RUN)
        assert [run.run for run in store.runs()] == [RUN, NEXT_RUN]
        assert store.count_reports() == 2
        number = store.open_run(RUN)
        assert [run.run for run in store.runs()] == [NEXT_RUN, RUN]
        assert store.count_reports() == 1
        assert store.count_reports(Filter(run=number)) == 1

    def test_how_much_a_run_has_coded(self, reopen: Reopen) -> None:
        store = reopen(clock=lambda: NOON)
        keep(store, an_article(1), {}, {})
        keep(store, an_article(2))
        (run,) = store.runs()
        assert (run.articles, run.reports, run.incidents, run.opened) == (2, 2, 0, NOON)

    @pytest.mark.parametrize("run", [7, 0, -1, 2**70])
    def test_a_run_that_is_not(self, store: Store, run: int) -> None:
        store.open_run(RUN)
        with pytest.raises((StoreError, InputError)):
            store.reports(Filter(run=run))

    def test_a_store_without_runs_is_empty(self, store: Store) -> None:
        assert store.runs() == ()
        assert (store.reports().items, store.incidents().items) == ((), ())
        assert (store.count(), store.count_reports()) == (0, 0)
        assert store.report("x") is None
        assert store.coded("x") is None
        assert store.incident("x") is None
        assert list(store.changes_since(NOON)) == []


class TestArticles:
    def test_comes_back_as_it_was(self, store: Store) -> None:
        article = an_article(published=NOON.date(), source=Source("A Paper", "state", "Owner"))
        assert store.add_article(article, page_info=b'{"fetched": true}')
        assert store.article(article.hash) == article
        assert store.page_info(article.hash) == b'{"fetched": true}'

    def test_twice_changes_nothing(self, store: Store) -> None:
        article = an_article()
        assert store.add_article(article, page_info=b"first")
        assert not store.add_article(replace(article, id="another"), page_info=b"second")
        assert store.article(article.hash) == article
        assert store.page_info(article.hash) == b"first"

    def test_unknown(self, store: Store) -> None:
        assert store.article("nothing") is None
        assert store.page_info("nothing") is None
        store.add_article(an_article())
        assert store.page_info(an_article().hash) is None

    def test_marked_as_a_copy(self, store: Store) -> None:
        article = an_article()
        keep(store, article, {})
        assert store.count_reports() == 1
        assert store.mark_copy(article.hash, "original")
        assert not store.mark_copy(article.hash, "original")
        assert store.article(article.hash) == replace(article, copy_of="original")
        coded = store.coded(article.hash)
        assert coded is not None
        assert coded.article.copy_of == "original"
        assert store.count_reports() == 0
        assert store.count_reports(Filter(with_copies=True)) == 1
        assert store.mark_copy(article.hash, None)
        assert store.count_reports() == 1

    def test_a_copy_from_the_beginning(self, store: Store) -> None:
        article = an_article(copy_of="original")
        store.add_article(article)
        store.save_coded(store.open_run(RUN), a_coding(article, a_report(article)))
        assert store.count_reports() == 0
        coded = store.coded(article.hash)
        assert coded == a_coding(article, a_report(article))

    def test_marking_what_is_not_there(self, store: Store) -> None:
        with pytest.raises(StoreError, match="no article nothing"):
            store.mark_copy("nothing", "original")

    def test_not_yet_coded(self, store: Store) -> None:
        run, other = store.open_run(RUN), store.open_run(NEXT_RUN)
        articles = tuple(an_article(number) for number in (3, 1, 2, 5, 4))
        for article in articles:
            store.add_article(article)
        assert store.articles_without(run, 10) == articles
        store.save_coded(run, a_coding(articles[1]))
        left = (articles[0], *articles[2:])
        assert store.articles_without(run, 10) == left
        assert store.articles_without(run, 2) == left[:2]
        assert store.articles_without(run, 10, after=left[1].hash) == left[2:]
        assert store.articles_without(other, 10) == articles

    @pytest.mark.parametrize("text", ["a\0b", "\ufeff …", "ﷺ\u200f 👩‍🚒\u0301", "x" * 300_000])
    def test_any_text(self, store: Store, text: str) -> None:
        article = an_article(text=text, source=None)
        assert store.add_article(article)
        assert store.article(article.hash) == article

    def test_half_a_character_is_refused(self, store: Store) -> None:
        for bad in ({"text": "a \ud800"}, {"language": "\udfff"}, {"id": "\ud800"}):
            with pytest.raises(InputError, match="surrogate"):
                store.add_article(replace(an_article(), **bad))
        assert store.articles_without(store.open_run(RUN), 9) == ()


class TestCoded:
    def test_news_comes_back_as_it_was(self, reopen: Reopen) -> None:
        coded, store = coded_news(), reopen()
        assert len(coded.reports) > 3
        store.add_article(coded.article)
        run = store.open_run(coded.run)
        assert store.save_coded(run, coded)
        assert store.coded(coded.article.hash) == coded
        for report in coded.reports:
            found = store.report(report.key)
            assert found is not None
            assert (found.report, found.run, found.article.hash) == (
                report, run, coded.article.hash)  # fmt: skip
        assert reopen().coded(coded.article.hash, run) == coded

    @given(coded=anything.codings)
    @ANY
    def test_anything_comes_back_as_it_was(self, store: Store, coded: object) -> None:
        assert isinstance(coded, anything.CodedArticle)
        with undone(store):
            store.add_article(coded.article)
            run = store.open_run(coded.run)
            assert store.save_coded(run, coded)
            assert store.coded(coded.article.hash, run) == coded
            assert not store.save_coded(run, coded)
            listed = walk(lambda after: store.reports(_WITH_COPIES, after=after, limit=2))
            assert {one.report.key for one in listed} == {one.key for one in coded.reports}

    def test_twice_changes_nothing(self, store: Store) -> None:
        article = an_article()
        store.add_article(article)
        run = store.open_run(RUN)
        first = a_coding(article, a_report(article))
        assert store.save_coded(run, first)
        assert not store.save_coded(run, first)
        assert not store.save_coded(run, a_coding(article))
        assert store.coded(article.hash, run) == first
        assert store.count_reports() == 1

    def test_failures_count_as_coded(self, store: Store) -> None:
        article = an_article()
        store.add_article(article)
        run = store.open_run(RUN)
        failed = replace(a_coding(article), failures=(Failure("code", "ValueError: no"),))
        assert store.save_coded(run, failed)
        assert store.articles_without(run, 5) == ()
        assert store.coded(article.hash) == failed

    def test_the_outlet_as_the_run_knew_it(self, store: Store) -> None:
        article = an_article(source=Source("Al-Alam"))
        store.add_article(article)
        known = replace(article, source=Source("Al-Alam", "state", "IRIB", "IRN"))
        store.save_coded(store.open_run(RUN), a_coding(known, a_report(known)))
        coded, found = store.coded(article.hash), store.report(a_report(article).key)
        assert coded is not None
        assert found is not None
        assert store.article(article.hash) == article
        assert coded.article == known
        assert found.article.source == known.source

    def test_runs_stand_side_by_side(self, store: Store) -> None:
        article = an_article()
        (old,) = keep(store, article, {"score": 0.1}, run=RUN)
        (new,) = keep(store, article, {"score": 0.9}, run=NEXT_RUN)
        one, other = (run.number for run in store.runs())
        assert old.key == new.key
        found = [store.report(old.key, run) for run in (one, other)]
        assert [f.report for f in found if f] == [old, new]

    def test_not_without_its_article(self, store: Store) -> None:
        with pytest.raises(StoreError, match="no article"):
            store.save_coded(store.open_run(RUN), a_coding(an_article()))

    def test_not_under_another_run(self, store: Store) -> None:
        store.add_article(an_article())
        run = store.open_run(NEXT_RUN)
        with pytest.raises(StoreError, match="another run"):
            store.save_coded(run, a_coding(an_article(), run=RUN))
        with pytest.raises(StoreError, match="no run 99"):
            store.save_coded(99, a_coding(an_article()))

    def test_two_reports_of_one_key(self, store: Store) -> None:
        article = an_article()
        store.add_article(article)
        run = store.open_run(RUN)
        with pytest.raises(StoreError, match="two reports of one key"):
            store.save_coded(run, a_coding(article, a_report(article), a_report(article)))
        assert store.coded(article.hash) is None
        assert store.articles_without(run, 5) == (article,)

    def test_numbers_past_all_measure(self, store: Store) -> None:
        (report,) = keep(store, an_article(), {"counts": killed(10**30)})
        found = store.report(report.key)
        assert found is not None
        assert found.report.counts[0].value == CountRange(10**30, None)


class TestSearch:
    def test_words_and_phrases(self, store: Store) -> None:
        gas = an_article(1, text="Police fired tear gas at the crowd near the mosque.")
        school = an_article(2, text="A crowd shed a tear at school; the gas was off.")
        store.add_article(gas)
        store.add_article(school)
        found = {
            asked: {hit.article.hash for hit in store.search(asked)}
            for asked in ("tear gas", '"tear gas"', "TEAR mosque", "nothing", "“tear gas” crowd")
        }
        assert found == {
            "tear gas": {gas.hash, school.hash},
            '"tear gas"': {gas.hash},
            "TEAR mosque": {gas.hash},
            "nothing": set(),
            "“tear gas” crowd": {gas.hash},
        }

    def test_snippets_and_heads(self, store: Store) -> None:
        article = an_article(1, text="Police fired tear gas.", published=NOON.date())
        store.add_article(article)
        store.mark_copy(article.hash, "other")
        (hit,) = store.search('"tear gas"')
        assert hit.snippet == "Police fired [tear gas]."
        assert (hit.article.hash, hit.article.copy_of) == (article.hash, "other")
        assert hit.article.published == NOON.date()

    def test_diacritics_and_capitals_make_no_difference(self, store: Store) -> None:
        article = an_article(1, text="Protesters marched through São Paulo.")
        store.add_article(article)
        assert len(store.search("SAO PAULO")) == 1

    def test_titles_are_searched(self, store: Store) -> None:
        store.add_article(an_article(1, title="Earthquake in the north"))
        assert len(store.search("earthquake")) == 1

    def test_so_many_at_most(self, store: Store) -> None:
        for number in range(5):
            store.add_article(an_article(number))
        assert len(store.search("story", limit=3)) == 3


class TestBatches:
    def test_all_or_nothing(self, store: Store, reopen: Reopen) -> None:
        one, other = an_article(1), an_article(2)
        with undone(store):
            store.add_article(one)
            store.save_feed_state("https://example.org/feed", b"seen")
        assert store.article(one.hash) is None
        assert store.feed_state("https://example.org/feed") is None
        with store.batch():
            assert store.add_article(one)
            assert not store.add_article(one)
            with store.batch():
                store.add_article(other)
            assert store.article(other.hash) == other
            assert reopen().article(one.hash) is None
        assert reopen().article(one.hash) == one

    def test_a_call_that_failed_leaves_nothing_behind(self, store: Store) -> None:
        article, other = an_article(1), an_article(2)
        with store.batch():
            store.add_article(article)
            run = store.open_run(RUN)
            with pytest.raises(StoreError):
                store.save_coded(run, a_coding(article, a_report(article), a_report(article)))
            store.add_article(other)
        assert store.coded(article.hash) is None
        assert store.articles_without(run, 5) == (article, other)

    def test_threads_have_batches_of_their_own(self, store: Store) -> None:
        seen: list[object] = []
        with store.batch():
            store.add_article(an_article())
            asking = threading.Thread(target=lambda: seen.append(store.article(an_article().hash)))
            asking.start()
            asking.join()
        assert seen == [None]


class TestThreads:
    def test_one_store_for_many_threads(self, store: Store) -> None:
        run = store.open_run(RUN)

        def work(first: int) -> None:
            for number in range(first, first + 10):
                keep(store, an_article(number), {}, {})
                assert store.count_reports(Filter(run=run)) % 2 == 0
                assert store.article(an_article(number).hash) is not None

        with ThreadPoolExecutor() as pool:
            list(pool.map(work, (0, 5, 10, 15)))
        assert store.count_reports() == 2 * 25

    def test_a_walk_that_is_broken_off(self, store: Store) -> None:
        for number in range(3):
            keep(store, an_article(number), {"score": 0.1}, run=RUN)
            keep(store, an_article(number), run=NEXT_RUN)
        old, new = (run.number for run in store.runs())
        for _ in range(40):
            first = next(store.diff(old, new))
            assert first.kind == "lost"
        walking = store.diff(old, new)
        next(walking)
        assert store.add_article(an_article(9))
        assert len(list(walking)) == 2


class TestDiff:
    def test_gained_lost_and_changed(self, store: Store) -> None:
        article = an_article()
        basra, mosul = a_place("Basra"), a_place("Mosul")
        old = keep(store, article, {"place": basra}, {}, {"score": 0.1}, run=RUN)
        store.save_coded(store.open_run(NEXT_RUN), a_coding(
            article,
            replace(old[0], place=mosul, actors=(somebody("the police"),)),
            replace(old[2], score=0.9),
            new := a_report(article, 7),
            run=NEXT_RUN,
        ))  # fmt: skip
        before, after = (run.number for run in store.runs())
        changed, lost, gained = store.diff(before, after)
        assert (changed.kind, changed.key, changed.old) == ("changed", old[0].key, old[0])
        assert changed.fields == (
            FieldChange("actors", (), (anything.Actor("the police"),)),
            FieldChange("place", basra.value, mosul.value),
        )
        assert lost == Difference("lost", old[1].key, old[1], None)
        assert gained == Difference("gained", new.key, None, new)
        assert [one.kind for one in store.diff(after, before)] == ["changed", "lost", "gained"]
        assert list(store.diff(after, after)) == []

    def test_every_field_that_is_told(self, store: Store) -> None:
        article = an_article()
        (old,) = keep(store, article, {}, run=RUN)
        news = coded_news().reports[0]
        told = {
            "event_type": anything.Coded("riot"),
            "codes": news.codes,
            "actors": (an_actor("Police"),),
            "targets": (an_actor("Crowd"),),
            "place": a_place(),
            "date": days("2020-01-01"),
            "counts": killed(1),
            "weapon": news.trigger,
            "attribution": (anything.Attribution(None, news.trigger, "claims"),),
            "factuality": anything.FactualityJudgement("denied"),
            "about": "another",
            "flags": ("partisan_source",),
        }
        new = replace(old, **told)
        store.save_coded(store.open_run(NEXT_RUN), a_coding(article, new, run=NEXT_RUN))
        before, after = (run.number for run in store.runs())
        (changed,) = store.diff(before, after)
        assert [field.field for field in changed.fields] == list(told)

    def test_only_what_both_have_coded(self, store: Store) -> None:
        keep(store, an_article(1), {}, run=RUN)
        keep(store, an_article(2), {}, run=NEXT_RUN)
        before, after = (run.number for run in store.runs())
        assert list(store.diff(before, after)) == []

    def test_a_run_that_is_not(self, store: Store) -> None:
        run = store.open_run(RUN)
        with pytest.raises(StoreError, match="no run 9"):
            list(store.diff(run, 9))


class TestDecisions:
    def test_kept_in_order(self, store: Store) -> None:
        first = Judgement.of("b", "a", "same", reviewer="me", at=NOON, reason="one march")
        later = replace(first, verdict="different", at=NOON + timedelta(hours=1))
        assert store.add_judgement(first)
        assert store.add_judgement(later)
        assert not store.add_judgement(first)
        assert store.judgements() == (first, later)

    @given(judgement=anything.judgements)
    @ANY
    def test_anything_comes_back_as_it_was(self, store: Store, judgement: Judgement) -> None:
        with undone(store):
            store.add_judgement(judgement)
            assert store.judgements() == (judgement,)

    def test_two_reports_in_order(self) -> None:
        assert Judgement.of("b", "a", "same", reviewer="me", at=NOON).pair == ("a", "b")
        for pair, at in (
            (("b", "a"), NOON),
            (("a", "a"), NOON),
            (("a", "b"), NOON.replace(tzinfo=None)),
        ):
            with pytest.raises(ValueError, match=r"order|zone"):
                Judgement(pair, "same", "me", at)


class TestFeedsAndFailures:
    def test_feed_states_are_replaced(self, store: Store) -> None:
        assert store.feed_state("https://example.org/feed") is None
        for state in (b"first", b"\x00second", b"\x00second"):
            store.save_feed_state("https://example.org/feed", state)
            assert store.feed_state("https://example.org/feed") == state

    def test_failures_the_latest_first(self, store: Store) -> None:
        later = NOON.astimezone(UTC) + timedelta(microseconds=1)
        store.log_failure(NOON, "feed", "503")
        store.log_failure(later, "file-\udcff.txt", "no\ntext")
        store.log_failure(NOON, "feed", "503")
        first, second = store.failures()
        assert (first.at, first.source, first.reason) == (later, "file-\\udcff.txt", "no\ntext")
        assert (second.at, second.source, second.reason) == (NOON, "feed", "503")
        assert store.failures(limit=1) == (first,)


class TestCopies:
    def test_a_backup_is_the_same_store(self, store: Store, reopen: Reopen, tmp_path: Path) -> None:
        keep(store, an_article(), {})
        path = tmp_path / "copy" / "store.sqlite"
        path.parent.mkdir()
        store.backup(path)
        with pytest.raises(InputError, match="is there already"):
            store.backup(path)


_WITH_COPIES = Filter(with_copies=True)
