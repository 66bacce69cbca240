"""Login, account, people and about in Chromium: axe, phone width, both themes, no scripts."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import check_axe, fits

pytestmark = pytest.mark.browser

CORE = ["/about", "/people", "/account", "/nothing"]


@pytest.mark.parametrize("path", CORE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 360])
def test_axe_finds_nothing(open_tab: Any, live: str, path: str, scheme: str, width: int) -> None:
    tab = open_tab(width, 800, scheme)
    tab.goto(live + path)
    tab.click(".menu summary")
    check_axe(tab)
    fits(tab)
    if path == "/nothing":
        tab.problems.clear()  # which the browser complains of


def test_the_colours_can_be_switched(open_tab: Any, live: str) -> None:
    tab = open_tab(scheme="light")
    tab.goto(live + "/about")
    backs = []
    for _ in range(4):
        backs.append(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
        tab.click("#theme")
    assert backs[0] == backs[1] == backs[3]  # as the system, light, dark, as the system
    assert backs[2] != backs[0]
    tab.click("#theme")
    tab.reload()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"


def test_people_without_scripts(open_tab: Any, live: str) -> None:
    tab = open_tab(scripts=False)
    tab.goto(live + "/people")
    assert not tab.is_visible("#theme")
    tab.fill("#f-name", "ann")
    tab.fill("#f-password", "a fine password")
    tab.click("button:text-is('Add')")
    assert tab.url.startswith(live + "/login")
    tab.fill("#f-name", "ann")
    tab.fill("#f-password", "a fine password")
    tab.click("main button")
    assert tab.url == live + "/people"
    check_table = tab.text_content("table.people")
    assert "ann" in check_table
    tab.click(".menu summary")
    tab.click("text=Log out")
    assert "You are logged out." in tab.text_content("main, #notices")


def test_login_pages_are_clean(open_tab: Any, live: str) -> None:
    tab = open_tab(360, 700)
    tab.goto(live + "/people")
    tab.fill("#f-name", "ann")
    tab.fill("#f-password", "a fine password")
    tab.click("button:text-is('Add')")
    check_axe(tab)
    fits(tab)
    tab.fill("#f-name", "ann")
    tab.fill("#f-password", "not the password")
    tab.click("main button")
    assert "do not belong together" in tab.text_content("[role=alert]")
    check_axe(tab)
    tab.problems.clear()  # the browser complains of the status 401
    tab.fill("#f-password", "a fine password")
    tab.click("main button")
    tab.fill("table.people input[name=label]", "my notebook")
    tab.click("text=New token")
    assert tab.text_content(".secret").startswith("dl_")
    check_axe(tab)
    fits(tab)
    tab.goto(live + "/account")
    assert "my notebook" in tab.text_content("main")
    check_axe(tab)
    fits(tab)
