"""Pages of actors and sources over hostile articles: words stay words."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Client

from dateline.web.pages.actors_paths import actor_path, outlet_path
from dateline.web.settings import WebSettings

from .conftest import copy_of, serving
from .hostile import (
    PAYLOADS,
    Hostile,
    check_alarm,
    check_page,
    check_shown,
    hostile_kept,
    install_alarm,
)

__all__ = ["hostile_kept"]  # a fixture

CLICKED = ("script", "ends", "image", "svg", "double", "single", "style", "frame", "lines", "path")


@pytest.fixture(scope="module")
def hostile(
    hostile_kept: tuple[Path, Hostile], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    """Of a real server: Starlette's test client would decode a path twice."""
    place = copy_of(hostile_kept[0], tmp_path_factory.mktemp("hostile") / "copy.sqlite")
    with serving(WebSettings(store=place)) as address, Client(base_url=address) as opened:
        opened.timeout = 60
        yield opened


@pytest.mark.parametrize("name", PAYLOADS)
def test_actors(hostile: Client, name: str) -> None:
    payload = PAYLOADS[name]
    found = [
        one
        for one in hostile.get("/actors.json?limit=1000").json()["actors"]
        if payload in (one["name"], one["id"])
    ]
    assert found
    for one in found:
        path = actor_path(one["name"], one["id"])
        answer = hostile.get(path)
        assert answer.status_code == 200
        check_page(answer.text)
        check_shown(answer.text, one["name"])
        assert hostile.get(path + ".json").json()["name"] == one["name"]


@pytest.mark.parametrize("name", PAYLOADS)
def test_outlets(hostile: Client, name: str) -> None:
    for show in ("", "?show=alone", "?show=contradicted"):
        answer = hostile.get(outlet_path(PAYLOADS[name]) + show)
        assert answer.status_code == 200
        check_page(answer.text)
        check_shown(answer.text, PAYLOADS[name])


@pytest.mark.parametrize(
    "path",
    ["/actors?limit=1000", "/actors?by=name", "/actors/network", "/sources?limit=1000",
     "/sources?by=name"],
)  # fmt: skip
def test_lists(hostile: Client, path: str) -> None:
    answer = hostile.get(path)
    assert answer.status_code == 200
    check_page(answer.text)


def test_files(hostile: Client) -> None:
    ElementTree.fromstring(hostile.get("/actors/network.graphml?most=2000").content)
    for path in ("/actors.csv", "/actors/network.csv", "/sources.csv"):
        text = hostile.get(path).text
        assert ",=HYPERLINK" not in text
        assert "\n=HYPERLINK" not in text


@pytest.mark.parametrize("name", ["name", "outlet", "actor", "text", "after"])
def test_queries(hostile: Client, name: str) -> None:
    for payload in PAYLOADS.values():
        for path in ("/actors", "/actors/network", "/sources"):
            answer = hostile.get(path, params={name: payload[:200]})
            assert answer.status_code in (200, 400)
            check_page(answer.text)


@pytest.mark.browser
def test_nothing_runs(
    hostile_kept: tuple[Path, Hostile], tmp_path: Path, open_tab: Callable[..., Any]
) -> None:
    place = copy_of(hostile_kept[0], tmp_path / "copy.sqlite")
    paths = ["/actors?limit=1000", "/actors/network", "/sources?limit=1000"]
    paths += [actor_path(one, one) for one in [PAYLOADS[name] for name in CLICKED]]
    paths += [outlet_path(one) for one in [PAYLOADS[name] for name in CLICKED]]
    with serving(WebSettings(store=place)) as address:
        tab = open_tab()
        install_alarm(tab)
        for path in paths:
            tab.goto(address + path)
            check_alarm(tab)
