"""Coded articles out of files into a store: once, again, cut off, damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dateline.batch import loading
from dateline.batch.coded_files import write_coded
from dateline.batch.loading import Loader
from dateline.errors import DiskFull, StoreError
from dateline.records.event import CodedArticle
from dateline.store import Store, open_store
from tests.store import postgres_server
from tests.store.backends import BACKENDS, NAMES
from tests.store.building import (
    NEXT_RUN,
    RUN,
    a_coding,
    a_place,
    a_report,
    an_article,
    days,
    killed,
)

WORDS = " ".join(f"word{n}" for n in range(60))


@pytest.fixture(params=NAMES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with BACKENDS[request.param](tmp_path) as store:
        yield store
    BACKENDS[request.param].forget(tmp_path)


@pytest.fixture(scope="session", autouse=True)
def _servers() -> Iterator[None]:
    yield
    postgres_server.stop()


def codings(many: int, *, run: object = RUN) -> list[CodedArticle]:
    """Articles, each with a report of an attack at a time and in a place of its own."""
    return [_coding(number, run) for number in range(many)]


def _coding(number: int, run: object) -> CodedArticle:
    day = date(2020, 1, 1) + timedelta(days=60 * number)
    article = an_article(number, published=day)
    place = a_place(f"Town {number}", lat=float(number), lon=0.0, geonames_id=number + 1)
    report = a_report(article, place=place, date=days(day.isoformat()), counts=killed(number))
    return a_coding(article, report, run=run)  # type: ignore[arg-type]


def load(store: Store, *paths: Path, **options: bool) -> tuple[Loader, list[str]]:
    said: list[str] = []
    loader = Loader(store, said.append, **options)
    for path in paths:
        for _ in loader.load(path):
            pass
    for _ in loader.merge():
        pass
    return loader, said


def test_all_of_it(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "AT_ONCE", 3)
    some = codings(8)
    write_coded(tmp_path / "a.parquet", some[:5])
    write_coded(tmp_path / "b.parquet", some[5:])
    loader, said = load(store, tmp_path / "a.parquet", tmp_path / "b.parquet")
    assert said == []
    assert (loader.tally.articles, loader.tally.coded, loader.tally.incidents) == (8, 8, 8)
    for coding in some:
        assert store.coded(coding.article.hash) == coding
    assert store.articles() == tuple(coding.article for coding in some)
    assert len(store.incidents().items) == 8
    version = store.version()
    again, _ = load(store, tmp_path / "b.parquet", tmp_path / "a.parquet")
    assert (again.tally.seen, again.tally.articles, again.tally.coded) == (8, 0, 0)
    assert store.version() == version


def test_cut_off_and_gone_on_with(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "AT_ONCE", 2)
    write_coded(tmp_path / "a.parquet", codings(7))
    loader = Loader(store, print)
    first = loader.load(tmp_path / "a.parquet")
    next(first)
    first.close()
    assert len(store.articles()) == 2
    whole, _ = load(store, tmp_path / "a.parquet")
    assert (whole.tally.articles, whole.tally.coded, whole.tally.incidents) == (5, 5, 7)


def test_copies_are_linked(store: Store, tmp_path: Path) -> None:
    original = replace(codings(1)[0], article=an_article(1, text=f"{WORDS} first"))
    copy = a_coding(an_article(2, text=f"{WORDS} second"))
    late = a_coding(an_article(3, text=f"{WORDS} third"))
    for name, one in (("a", replace(original, reports=())), ("b", copy), ("c", late)):
        write_coded(tmp_path / f"{name}.parquet", [one])
    loader, _ = load(store, tmp_path / "a.parquet", tmp_path / "b.parquet")
    assert loader.tally.copies == 1
    again, _ = load(store, tmp_path / "b.parquet", tmp_path / "c.parquet")
    assert again.tally.copies == 1, "also of what was kept before"
    marks = [article.copy_of for article in store.articles()]
    assert marks == [None, original.article.hash, original.article.hash]


def test_not_linked_if_so_wished(store: Store, tmp_path: Path) -> None:
    some = [a_coding(an_article(n, text=f"{WORDS} {n}")) for n in range(2)]
    write_coded(tmp_path / "a.parquet", some)
    loader, _ = load(store, tmp_path / "a.parquet", link=False)
    assert loader.tally.copies == 0


def test_several_runs(store: Store, tmp_path: Path) -> None:
    write_coded(tmp_path / "a.parquet", [*codings(2), *codings(3, run=NEXT_RUN)])
    loader, _ = load(store, tmp_path / "a.parquet")
    assert (loader.tally.articles, loader.tally.coded) == (3, 5)
    assert [(one.run, one.articles, one.incidents) for one in store.runs()] == [
        (RUN, 2, 2), (NEXT_RUN, 3, 3)]  # fmt: skip


def test_a_damaged_file(store: Store, tmp_path: Path) -> None:
    write_coded(tmp_path / "a.parquet", codings(3))
    damaged = tmp_path / "b.parquet"
    damaged.write_bytes((tmp_path / "a.parquet").read_bytes()[:-50])
    loader, said = load(store, damaged, tmp_path / "none.parquet", tmp_path / "a.parquet")
    assert loader.tally.refused == 2
    assert [line.partition(": ")[0] for line in said] == [
        str(damaged), str(tmp_path / "none.parquet")]  # fmt: skip
    assert loader.tally.articles == 3


def test_one_that_cannot_be_kept(store: Store, tmp_path: Path) -> None:
    good, bad = codings(3), codings(4)[3]
    bad = replace(bad, reports=(bad.reports[0], bad.reports[0]))
    write_coded(tmp_path / "a.parquet", [*good[:2], bad, good[2]])
    loader, said = load(store, tmp_path / "a.parquet")
    assert loader.tally.refused == 1
    (line,) = said
    assert line.startswith(f"{tmp_path / 'a.parquet'}: article {bad.article.id}: ")
    assert "two reports of one key" in line
    assert store.articles() == tuple(one.article for one in good)


@pytest.mark.parametrize("error", [DiskFull("full"), StoreError("lost")])
def test_the_store_is_at_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: StoreError
) -> None:
    write_coded(tmp_path / "a.parquet", codings(3))

    def fail(*some: object) -> int:
        raise error

    with open_store(tmp_path / "s.sqlite") as store:
        monkeypatch.setattr(type(store), "add_coded", fail)
        said: list[str] = []
        with pytest.raises(type(error), match=str(error)):
            list(Loader(store, said.append).load(tmp_path / "a.parquet"))
        assert said == []


def test_the_same_in_a_file_and_on_a_server(tmp_path: Path, store: Store) -> None:
    """And the same as `dateline add` makes of the same articles, one by one."""
    some = codings(6)
    write_coded(tmp_path / "a.parquet", some)
    load(store, tmp_path / "a.parquet")
    with open_store(tmp_path / "single.sqlite") as single:
        run = single.open_run(RUN)
        for coding in some:
            single.add_article(coding.article)
            single.save_coded(run, coding)
        loader, _ = load(single, tmp_path / "a.parquet")
        assert loader.tally.coded == 0
        assert single.incidents().items == store.incidents().items
        assert single.reports().items == store.reports().items
