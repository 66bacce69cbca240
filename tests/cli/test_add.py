"""``dateline add`` and ``watch``: sources in, one line a mistake, and the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline.store.opening import open_store

from .conftest import RUN, FakeCoder, Result

Dateline = Callable[..., Result]


@pytest.fixture(autouse=True)
def run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake coder has a run, as a real one does."""
    monkeypatch.setattr(FakeCoder, "resources", SimpleNamespace(run=RUN), raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Ministers met in Kigali on Monday.", "utf-8")
    rows = [{"text": "Workers marched in Lima."}, {"no": "text"}]
    lines = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "in" / "b.jsonl").write_text(lines, "utf-8")
    (tmp_path / "in" / "c.csv").write_text('Body,When\n"Shells hit Sumy.",2024-05-01\n', "utf-8")
    return tmp_path


def texts(store: Path) -> set[str]:
    with open_store(store) as opened:
        return {article.text for article in opened.articles()}


def test_a_folder_is_added_beside_its_bad_line(dateline: Dateline, folder: Path) -> None:
    store = folder / "s.sqlite"
    result = dateline("add", folder / "in", "--column", "text=Body", "--column", "published=When",
                      "--store", store)  # fmt: skip
    assert result.status == 2
    assert texts(store) >= {"Ministers met in Kigali on Monday.", "Shells hit Sumy."}
    assert any("b.jsonl" in line for line in result.complaints)
    assert "added" in result.complaints[-1]


def test_no_code_only_keeps(dateline: Dateline, folder: Path) -> None:
    store = folder / "s.sqlite"
    result = dateline("add", folder / "in" / "a.txt", "--no-code", "--store", store)
    assert (result.status, result.coder.seen) == (0, [])
    later = dateline("add", "--store", store)
    assert [article.text for article in later.coder.seen] == ["Ministers met in Kigali on Monday."]


def test_the_store_is_named_by_the_environment(
    dateline: Dateline, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_STORE", str(folder / "named.sqlite"))
    assert dateline("add", folder / "in" / "a.txt").status == 0
    assert (folder / "named.sqlite").exists()


def test_an_article_that_cannot_be_coded_is_exit_code_1(dateline: Dateline, folder: Path) -> None:
    (folder / "fail.txt").write_text("fail", "utf-8")
    result = dateline("add", folder / "fail.txt", "--store", folder / "s.sqlite")
    assert result.status == 1
    assert "could not be coded" in result.err


@pytest.mark.parametrize("column", ["text", "=Body", "text="])
def test_a_column_that_says_nothing_is_refused(
    dateline: Dateline, folder: Path, column: str
) -> None:
    result = dateline("add", folder / "in", "--column", column, "--store", folder / "s.sqlite")
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "--column" in result.err


def test_a_private_address_is_refused_in_one_line(dateline: Dateline, folder: Path) -> None:
    result = dateline("add", "http://127.0.0.1:9/feed", "--store", folder / "s.sqlite")
    assert result.status == 2
    assert "127.0.0.1" in result.complaints[0]


def test_a_feeds_file_that_cannot_be_read_is_one_line(dateline: Dateline, folder: Path) -> None:
    feeds = folder / "feeds.toml"
    feeds.write_text("[[feed]]\nname = 'no address'\n", "utf-8")
    result = dateline("watch", feeds, "--once", "--store", folder / "s.sqlite")
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "feeds.toml" in result.err


def test_a_feed_that_cannot_be_had_is_logged_and_asked_again_later(
    dateline: Dateline, folder: Path
) -> None:
    feeds = folder / "feeds.toml"
    feeds.write_text('[[feed]]\nurl = "http://127.0.0.1:9/rss"\nname = "Local"\n', "utf-8")
    store = folder / "s.sqlite"
    assert dateline("watch", feeds, "--once", "--store", store).status == 0
    with open_store(store) as opened:
        assert "127.0.0.1" in opened.failures()[0].reason
        assert opened.feed_state("http://127.0.0.1:9/rss") is not None


def test_workers_code_the_same(dateline: Dateline, folder: Path) -> None:
    rows = [{"id": f"a{n}", "text": f"{n} ministers met."} for n in range(40)]
    rows[7]["text"] = "fail"
    rows[20] |= {"text": "Les ministres ont été reçus à Paris.", "language": "fr"}
    file = folder / "many.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    kept = []
    for number, options in enumerate([(), ("--workers", 2)]):
        store = folder / f"{number}.sqlite"
        result = dateline("add", file, "--store", store, *options)
        assert (result.status, len(result.complaints)) == (1, 2)
        assert "40 coded" in result.complaints[-1]
        with open_store(store) as opened:
            kept.append([opened.coded(article.hash) for article in opened.articles()])
    assert kept[0] == kept[1]
    assert None not in kept[0]
