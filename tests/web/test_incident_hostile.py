"""Hostile articles on the pages of incidents and articles: words stay words."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.web.app import create_app
from dateline.web.pages.article_marks import line, shown
from dateline.web.pages.article_source import address, is_web
from dateline.web.settings import WebSettings

from .conftest import Client, copy_of, fits, serving
from .hostile import (
    PAYLOADS,
    URLS,
    Hostile,
    check_alarm,
    check_page,
    check_shown,
    hostile_kept,
    install_alarm,
)

__all__ = ["hostile_kept"]  # a fixture

CASES = [*PAYLOADS, *(f"url:{name}" for name in URLS)]


@pytest.fixture(scope="module")
def kept_pages(
    hostile_kept: tuple[Path, Hostile], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Client, Hostile]]:
    path, hostile = hostile_kept
    place = copy_of(path, tmp_path_factory.mktemp("pages") / "store.sqlite")
    with Client(create_app(WebSettings(store=place))) as opened:
        yield opened, hostile


@pytest.mark.parametrize("name", CASES)
def test_an_article_shows_it_as_words(kept_pages: tuple[Client, Hostile], name: str) -> None:
    client, hostile = kept_pages
    for query in ("", "?report=1"):
        answer = client.get(f"/articles/{hostile.articles[name]}{query}")
        assert answer.status_code == 200
        check_page(answer.text)
        if name in PAYLOADS:
            check_shown(answer.text, PAYLOADS[name])


@pytest.mark.parametrize("name", CASES)
def test_an_incident_shows_it_as_words(kept_pages: tuple[Client, Hostile], name: str) -> None:
    client, hostile = kept_pages
    answer = client.get(f"/incidents/{hostile.incidents[name]}")
    assert answer.status_code == 200
    check_page(answer.text)
    if name in PAYLOADS:
        check_shown(answer.text, PAYLOADS[name])


@pytest.mark.parametrize("name", CASES)
def test_the_twins_are_data(kept_pages: tuple[Client, Hostile], name: str) -> None:
    client, hostile = kept_pages
    for stem in (f"/articles/{hostile.articles[name]}", f"/incidents/{hostile.incidents[name]}"):
        data = client.get(f"{stem}.json")
        assert data.headers["content-type"] == "application/json"
        assert data.headers["x-content-type-options"] == "nosniff"
        if name in PAYLOADS:
            assert PAYLOADS[name] in _strings(json.loads(data.text))
        table = client.get(f"{stem}.csv")
        assert table.headers["content-type"].startswith("text/csv")
        assert table.headers["content-disposition"].startswith("attachment")
        for row in csv.reader(io.StringIO(table.text)):
            assert [cell for cell in row if _is_formula(cell)] == []


def test_a_judgement_with_a_hostile_reason(
    hostile_kept: tuple[Path, Hostile], tmp_path: Path
) -> None:
    path, hostile = hostile_kept
    with Client(create_app(WebSettings(store=copy_of(path, tmp_path / "s.sqlite")))) as client:
        incident = client.store.incident(hostile.incidents["script"])
        assert incident is not None
        one, other = incident.reports
        reason = PAYLOADS["image"]
        answer = client.submit(f"/incidents/{incident.id}/judge", one=one, other=other,
                               verdict="same", reason=reason, follow=True)  # fmt: skip
        assert answer.status_code == 200
        check_page(answer.text)
        check_shown(answer.text, reason)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://news.example/a?b=c#d", True),
        ("http://news.example:8080/", True),
        ("https://xn--80ak6aa92e.example/", True),
        ("HTTPS://news.example/", True),
        ("ftp://news.example/", False),
        ("news.example", False),
        ("https:///path", False),
        ("https:\\\\evil.example", False),
        ("https://news.example/a b", False),
        *((URLS[name], False) for name in URLS if name not in ("user", "quote", "long")),
        (URLS["user"], False),
        (URLS["quote"], False),
        (URLS["long"], False),
    ],
)
def test_which_addresses_may_be_followed(url: str, safe: bool) -> None:
    assert is_web(url) is safe
    there = address(url)
    assert there is not None
    assert (there.href == url) is safe
    assert len(there.text) <= 120


def test_signs_that_turn_or_hide_others_are_shown_as_such() -> None:
    assert shown("a\u202eb\x00c\u2066d\x1be") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert shown("one\r\ntwo\tthree\u2028four") == "one  two three four"
    assert shown("\u0633\u0644\u0627\u0645 \u200fok") == "\u0633\u0644\u0627\u0645 \u200fok"
    assert line("a\n\u202eb" + "c" * 500, 20).startswith("a \ufffdbccc")
    assert len(line("word " * 500, 20)) <= 20
    assert line(None) == ""


def _is_formula(cell: str) -> bool:
    if not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return False
    return re.fullmatch(r"-\d+(\.\d+)?", cell) is None


def _strings(record: Any) -> set[str]:
    if isinstance(record, dict):
        return set().union(*map(_strings, record.values())) if record else set()
    if isinstance(record, list):
        return set().union(*map(_strings, record)) if record else set()
    return {record} if isinstance(record, str) else set()


@pytest.mark.browser
def test_in_a_browser_nothing_runs_and_nothing_is_too_wide(
    hostile_kept: tuple[Path, Hostile], tmp_path: Path, open_tab: Callable[..., Any]
) -> None:
    path, hostile = hostile_kept
    place = copy_of(path, tmp_path / "store.sqlite")
    tab = open_tab(width=360, height=800)
    install_alarm(tab)
    with serving(WebSettings(store=place)) as live:
        for name in CASES:
            for address in (f"/articles/{hostile.articles[name]}",
                            f"/incidents/{hostile.incidents[name]}"):  # fmt: skip
                tab.goto(live + address)
                check_alarm(tab)
                fits(tab)
                assert tab.problems == [], (name, address)
