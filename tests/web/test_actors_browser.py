"""Actors and sources in Chromium: axe, phone width, both themes, no scripts, the network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import check_axe, fits

pytestmark = pytest.mark.browser

PAGES = ["/actors", "/actors?name=hezbollah&known=file", "/actors/network", "/actors/COD_MIL",
         "/actors/name/miners", "/actors/PER_COP", "/sources", "/sources/Kayhan", "/sources/Dawn",
         "/sources/Dawn?show=alone"]  # fmt: skip
LOOKS = [(1300, "light"), (1300, "dark"), (360, "light"), (360, "dark")]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(
    open_tab: Callable[..., Any], live: str, width: int, scheme: str
) -> None:
    tab = open_tab(width, 800, scheme)
    for path in PAGES:
        tab.goto(live + path)
        check_axe(tab)
        fits(tab)


def test_from_the_list_to_an_actor_and_back(tab: Any, live: str) -> None:
    tab.goto(live + "/actors")
    tab.fill("#f-name", "fardc")
    tab.click(".name-form button")
    assert tab.locator(".actors tbody tr").count() == 1
    tab.click(".actors tbody a")
    assert tab.url == live + "/actors/COD_MIL"
    tab.click("svg#acts-on a")
    assert "/actors/name/" in tab.url
    tab.go_back()
    tab.go_back()
    assert tab.input_value("#f-name") == "fardc"


def test_all_works_without_scripts(open_tab: Callable[..., Any], live: str) -> None:
    tab = open_tab(scripts=False)
    tab.goto(live + "/actors?limit=10")
    tab.click("text=Next page")
    assert "11–20" in tab.text_content(".pager")
    tab.click("th >> text=Last seen")
    assert "by=latest" in tab.url
    tab.click(".facet >> text=Peru")
    assert "country=PER" in tab.url
    tab.click(".tabs >> text=Network")
    assert tab.url.endswith("/actors/network?country=PER")
    assert tab.locator("svg#network .nodes a").count() > 3
    tab.locator("svg#network .nodes a").first.click()
    assert "/actors/" in tab.url
    tab.goto(live + "/sources")
    tab.click("text=Al Jazeera")
    assert tab.is_visible("text=six policemen") or tab.is_visible("text=At least seven policemen")


def test_pointing_at_a_node_shows_its_own_edges(tab: Any, live: str) -> None:
    tab.goto(live + "/actors/network")
    node = tab.locator("svg#network .nodes a[aria-label^='Military of Dem']")
    node.hover()
    assert "lighting" in tab.get_attribute("svg#network", "class")
    lit = tab.locator("svg#network .edges path.lit").count()
    assert 0 < lit < tab.locator("svg#network .edges path[data-source]").count()
    tab.mouse.move(5, 5)
    assert "lighting" not in tab.get_attribute("svg#network", "class")
    node.focus()
    assert "lighting" in tab.get_attribute("svg#network", "class")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/actors/COD_MIL")


def test_a_phone_gets_its_own_pictures(open_tab: Callable[..., Any], live: str) -> None:
    tab = open_tab(360, 700)
    tab.goto(live + "/actors/network")
    assert tab.is_visible("svg#network-phone")
    assert not tab.is_visible("svg#network")
    tab.goto(live + "/sources/Dawn")
    assert tab.is_visible("svg#volume-phone")
    assert not tab.is_visible("svg#volume")
