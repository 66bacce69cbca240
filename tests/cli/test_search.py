"""``dateline search``: incidents and articles with all the words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from . import stored
from .conftest import Result

Search = Callable[..., Result]


@pytest.fixture
def search(dateline: Callable[..., Result], tmp_path: Path) -> Search:
    path = stored.filled(tmp_path / "store.sqlite")
    return lambda *args: dateline("search", "--store", path, *args)


def ids(result: Result) -> list[str]:
    return [json.loads(line)["id"] for line in result.out.splitlines()]


def hashes(result: Result) -> list[str]:
    return [json.loads(line)["article"]["hash"] for line in result.out.splitlines()]


@pytest.mark.parametrize(("words", "found"), [
    (["badr"], ["i0000storming"]),
    (["badr", "nasiriyah"], ["i0000storming"]),
    (["badr", "highway"], []),
    (['"pan american highway"'], ["i0000roadside"]),
    (["crowd storms"], ["i0000storming"]),
    (["badr", "--country", "PER"], []),
])  # fmt: skip
def test_incidents(search: Search, words: list[str], found: list[str]) -> None:
    result = search(*words, "-f", "jsonl")
    assert (result.status, ids(result)) == (0, found)


def test_a_table(search: Search) -> None:
    assert "1 of 1 incident\n" in search("badr").out


def test_articles(search: Search) -> None:
    result = search("nine", "killed", "--articles")
    assert "At least [nine] of them were [killed]" in " ".join(result.out.split())
    assert "Reuters · 2020-08-23" in result.out
    assert result.out.endswith("2 of 2 articles\n")


@pytest.mark.parametrize(("options", "found"), [
    ([], {stored.WIRE.hash, stored.STATE.hash}),
    (["--copies"], {stored.WIRE.hash, stored.STATE.hash, stored.COPY.hash}),
    (["--outlet", "kayhan"], {stored.STATE.hash}),
    (["--published-until", "2020-08-23"], {stored.WIRE.hash}),
    (["--published-since", "2020-08-24"], {stored.STATE.hash}),
    (["--type", "attack"], {stored.STATE.hash}),
    (["--type", "blockade"], set()),
])  # fmt: skip
def test_filtered_articles(search: Search, options: list[str], found: set[str]) -> None:
    assert set(hashes(search("killed", "--articles", "-f", "jsonl", *options))) == found


def test_limits(search: Search) -> None:
    result = search("killed", "--articles", "-f", "jsonl", "--limit", 1)
    assert len(hashes(result)) == 1
    assert result.err == "dateline: 1 of 2 articles\n"
    assert search("killed", "--articles", "-f", "csv").out.startswith("hash,published,source")


@pytest.mark.parametrize(("words", "said"), [
    (["(*:"], "text: no word to look for"),
    (["x", "--articles", "--order", "oldest"], "--articles lists the best first"),
])  # fmt: skip
def test_what_cannot_be_looked_for(search: Search, words: list[str], said: str) -> None:
    result = search(*words)
    assert (result.status, len(result.complaints)) == (2, 1)
    assert said in result.err


def test_nothing_is_found(search: Search) -> None:
    assert "no article has these words" in search("zebra", "--articles").err
    assert "nothing in run 1 matches" in search("zebra").err
