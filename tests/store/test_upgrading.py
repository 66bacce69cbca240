"""A store of an earlier version of Dateline, opened by this one.

``r0001.sqlite.gz`` was written by Dateline before the tables of r0002: four articles, one without
a report and one without an outlet, three reports, two incidents, two judgements.
"""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.store import Filter, migrating, open_store

from .building import NOON, RUN, an_article, an_incident, keep

OLD = Path(__file__).with_name("r0001.sqlite.gz")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def test_what_was_kept_is_there(path: Path) -> None:
    with open_store(path) as store:
        first, second = store.judgements()
        assert (first.verdict, first.reviewer, first.reason) == ("same", "Anna", "one march")
        assert second.verdict == "different"
        assert not store.add_judgement(first)
        assert len(store.articles()) == 4
        assert store.count_reports() == 3
        assert {one.id for one in store.incidents().items} == {"one", "two"}
        gone = store.incident("gone")
        assert gone is not None
        assert gone.id == "two"
        assert store.version()


def test_the_new_columns_follow_from_the_records(path: Path) -> None:
    with open_store(path) as store:
        one, two = store.incident_rows()
        assert (one.id, one.place_name, one.place_precision) == ("one", "Basra", "exact")
        assert (two.id, two.place_name, two.place_precision) == ("two", "Iraq", "country")
        paper, silent = store.outlet_counts()
        assert (paper.name, len(paper.numbers), paper.articles) == ("The Paper", 2, 2)
        assert (paper.reports, paper.incidents, paper.alone, paper.contradicted) == (2, 1, 1, 1)
        assert (silent.name, silent.articles, silent.reports) == ("Ünser Blatt", 1, 0)
        heads = store.articles_page().items
        assert [str(head.published) for head in heads[:2]] == ["2020-08-25", "2020-08-24"]
        assert len(store.articles_page(outlet="the paper").items) == 2
        assert len(store.articles_page(outlet="ünser blatt").items) == 1


def test_it_can_be_written(path: Path) -> None:
    with open_store(path) as store:
        (report,) = keep(store, an_article(9, published=NOON.date()), {})
        store.save_incidents(store.open_run(RUN), [an_incident("new", report)])
        assert store.count(Filter(text="happened")) == 3
    with open_store(path) as store:
        assert store.erase_article(an_article(9).hash)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_not_where_it_may_only_be_read(path: Path) -> None:
    content = path.read_bytes()
    with pytest.raises(StoreError, match="older version"):
        open_store(path, read_only=True)
    assert path.read_bytes() == content


def test_all_of_it_or_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off in the middle, it is a store of the old version still."""
    run = migrating.upgrade

    def cut_off(connection: object) -> None:
        run(connection)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(migrating, "upgrade", cut_off)
    with pytest.raises(KeyboardInterrupt):
        open_store(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [("r0001",)]
    monkeypatch.undo()
    test_what_was_kept_is_there(path)
