"""`add`: what is kept, linked, coded and merged, and what happens when it is stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dateline import api
from dateline.adding import SUMMARY, UNSUPPORTED, Adder, Tally
from dateline.errors import InputError
from dateline.ingest.article import Given, make_article
from dateline.pipeline import Coder
from dateline.records.article import Article
from dateline.records.page import Page, PageMap
from dateline.store.contract import Store, walk
from dateline.store.filters import Filter
from dateline.store.opening import open_store

NOW = datetime(2021, 3, 10, 12, tzinfo=UTC)
TEXTS = {
    "Reuters": "A car bomb exploded outside a police station in Kirkuk on Monday, killing five "
    "officers, the provincial health office said.",
    "Al Jazeera": "At least seven policemen were killed on Monday when a car bomb exploded at a "
    "police station in the northern Iraqi city of Kirkuk, hospital sources told reporters.",
    "Dawn": "Soldiers arrested nine teachers in Lahore on Monday, their union said.",
}


def article(text: str, outlet: str, language: str = "en") -> Article:
    given = Given(source=outlet, published=date(2021, 3, 8), language=language)
    return make_article(text, given, max_chars=10_000)


ARTICLES = [article(text, outlet) for outlet, text in TEXTS.items()]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


@pytest.fixture(scope="module")
def worker(coder: api.Coder) -> Coder:
    return Coder(coder.settings)


def adder(store: Store, lines: list[str] | None = None) -> Adder:
    return Adder(store, (lines if lines is not None else []).append, lambda: NOW)


def add(store: Store, worker: Coder, found: Iterable[Article | Page | InputError]) -> Tally:
    one = adder(store)
    for _ in one.keep(found):
        pass
    for _ in one.code(worker):
        pass
    one.merge(worker)
    return one.tally


def incidents(store: Store) -> list[set[str]]:
    """The reports of each incident, by the outlets that tell it."""
    found = walk(lambda after: store.incidents(Filter(with_copies=True), after=after))
    listed = []
    for one in found:
        told = [store.report(key) for key in one.reports]
        listed.append({t.article.source.name for t in told if t and t.article.source})
    return sorted(listed, key=sorted)


def test_articles_are_kept_coded_and_merged(store: Store, worker: Coder) -> None:
    tally = add(store, worker, ARTICLES)
    assert (tally.added, tally.coded, tally.failed) == (3, 3, 0)
    assert {"Reuters", "Al Jazeera"} in incidents(store)
    assert {"Dawn"} in incidents(store)


def test_the_same_again_changes_nothing(store: Store, worker: Coder) -> None:
    add(store, worker, ARTICLES)
    before = incidents(store), [run.reports for run in store.runs()]
    tally = add(store, worker, ARTICLES)
    assert (tally.added, tally.known, tally.coded, tally.incidents) == (0, 3, 0, 0)
    assert (incidents(store), [run.reports for run in store.runs()]) == before


def test_one_by_one_ends_as_all_at_once(tmp_path: Path, worker: Coder) -> None:
    with open_store(tmp_path / "a") as one, open_store(tmp_path / "b") as other:
        add(one, worker, ARTICLES)
        for each in reversed(ARTICLES):
            add(other, worker, [each])
        assert incidents(one) == incidents(other)


def test_a_copy_is_marked_and_is_no_second_source(store: Store, worker: Coder) -> None:
    long = " ".join(TEXTS.values())
    original, copy = article(long, "Reuters"), article(long, "Post")
    tally = add(store, worker, [original, copy])
    assert tally.copies == 1
    kept = store.article(copy.hash)
    assert kept is not None
    assert kept.copy_of == original.hash
    found = list(walk(lambda after: store.incidents(Filter(with_copies=True), after=after)))
    assert {one.independent_sources for one in found} == {1}


def test_other_languages_and_summaries_are_kept_and_not_coded(store: Store, worker: Coder) -> None:
    french = article("La police a dispersé des manifestants à Bamako lundi soir.", "RFI", "fr")
    summary = Page(ARTICLES[0], "", PageMap(), kind="summary")
    tally = add(store, worker, [french, summary])
    assert (tally.coded, tally.reports, tally.unsupported) == (2, 0, 2)
    reasons = []
    for one in (french, summary.article):
        coded = store.coded(one.hash)
        assert coded is not None
        reasons += [failure.error for failure in coded.failures]
    assert reasons == [f"{UNSUPPORTED}: fr", SUMMARY]


def test_what_cannot_be_read_is_logged_and_the_rest_kept(store: Store) -> None:
    lines: list[str] = []
    one = adder(store, lines)
    bad = InputError("feed.xml: not a feed")
    assert [t.added for t in one.keep([ARTICLES[0], bad, ARTICLES[1]])][-1] <= 2
    assert (one.tally.added, one.tally.unreadable) == (2, 1)
    assert lines == ["feed.xml: not a feed"]
    assert [failure.reason for failure in store.failures()] == ["feed.xml: not a feed"]


def test_what_was_read_before_ctrl_c_is_kept(store: Store) -> None:
    def found() -> Iterator[Article]:
        yield ARTICLES[0]
        raise KeyboardInterrupt

    one = adder(store)
    with pytest.raises(KeyboardInterrupt):
        for _ in one.keep(found()):
            pass
    assert [kept.hash for kept in store.articles()] == [ARTICLES[0].hash]


def test_coding_goes_on_where_it_was_stopped(store: Store, worker: Coder) -> None:
    one = adder(store)
    for _ in one.keep(ARTICLES):
        pass
    steps = one.code(worker)
    next(steps)
    steps.close()
    run = store.open_run(worker.resources.run)
    left = {kept.hash for kept in store.articles_without(run, 10)}
    tally = add(store, worker, [])
    assert tally.coded == len(left)
    assert store.articles_without(run, 10) == ()
