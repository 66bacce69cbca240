"""``dateline demo``: its example reports, and the store it makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline import api
from dateline.cli import demo, serve
from dateline.ingest import Given, read_jsonl
from dateline.pipeline import Coder
from dateline.records.article import Article
from dateline.store import open_store

from ..cli.conftest import dateline as dateline
from ..cli.conftest import home as home


def test_the_examples_say_all_of_themselves() -> None:
    with demo.EXAMPLES.open("rb") as lines:
        found = list(read_jsonl(lines, "reports.jsonl", Given(), max_chars=10_000))
    articles = [one for one in found if isinstance(one, Article)]
    assert len(articles) == len(found) == 8
    for one in articles:
        assert one.title
        assert one.published
        assert one.url
        assert one.url.partition("/")[0] == "https:"
        assert ".example/" in one.url
    assert len({one.source for one in articles}) == 8


def test_what_it_loads(
    full_coder: api.Coder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three incidents by several outlets, a copy, and two numbers of dead."""
    monkeypatch.setattr(demo, "Coder", lambda settings: Coder(full_coder.settings))
    place = str(tmp_path / "demo.sqlite")
    demo._load(place)
    with open_store(place) as store:
        articles = {one.hash: one for one in store.articles()}
        assert sum(one.copy_of is not None for one in articles.values()) == 1
        told: dict[str, set[str]] = {}
        for incident in store.incidents(limit=200).items:
            outlets = {article.partition(":")[0] for article in incident.reports}
            copied = {one for one in outlets if articles[one].copy_of is not None}
            if len(outlets - copied) > 1:
                told[incident.event_type.value or "?"] = outlets
                if incident.event_type.value == "remote_explosive":
                    assert (incident.killed_low, incident.killed_high) == (4, 7)
                    assert incident.contradictions
        before = store.count()
    assert set(told) >= {"remote_explosive", "protest_with_intervention", "expel_diplomat"}
    demo._load(place)
    with open_store(place) as store:
        assert store.count() == before
        assert len(store.articles()) == 8


def test_it_serves_a_store_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    served: list[dict[str, Any]] = []
    loaded: list[str] = []
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(demo, "_load", loaded.append)

    def run(**options: Any) -> int:
        served.append(options)
        return 0

    monkeypatch.setattr(serve, "run", run)
    assert demo.run(store=None, port=0, open_browser=False) == 0
    assert loaded == [str(tmp_path / "dateline" / "demo.sqlite")]
    assert served[0]["store"] == loaded[0]
    assert served[0]["address"] == ("127.0.0.1", 0)
    monkeypatch.setattr(demo, "user_file", lambda kind, name: None)
    demo.run(store=None, port=0, open_browser=False)
    assert not Path(loaded[1]).parent.exists()


def test_help(dateline: Any) -> None:
    assert "Load eight example reports" in dateline("demo", "--help").out
