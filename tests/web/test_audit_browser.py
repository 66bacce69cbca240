"""The audit in Chromium: drawing, figures, reading with the mouse; phone, dark, no scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.store import open_store

from .conftest import check_axe, fits
from .test_audit import judge

pytestmark = pytest.mark.browser


def draw(tab: Any, live: str, button: str) -> str:
    tab.goto(f"{live}/audit")
    card = tab.locator("section.card", has=tab.get_by_role("button", name=button))
    card.get_by_label("Name").fill(f"By {button}")
    card.get_by_label("Seed").fill("1")
    if button == "Draw reports":
        card.get_by_label("At least from each").fill("0")
    tab.get_by_role("button", name=button).click()
    tab.wait_for_url(re.compile(r"/audit/[0-9a-f]{12}$"))
    return str(tab.url).rpartition("/")[2]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1300), ("dark", 1300), ("light", 360)])
def test_figures(
    live: str, place: Path, open_tab: Callable[..., Any], scheme: str, width: int
) -> None:
    tab = open_tab(scheme=scheme, width=width)
    tab.goto(f"{live}/audit")
    fits(tab)
    check_axe(tab)
    id = draw(tab, live, "Draw reports")
    fits(tab)
    check_axe(tab)
    with open_store(place) as store:
        sample = store.audit_sample(id)
        assert sample is not None
        judge(store, sample)
        judge(store, sample, who="bob", every=4)
    tab.reload()
    chart = tab.locator("#by-field-phone" if width < 480 else "#by-field")
    assert chart.is_visible()
    assert chart.locator("circle").count() > 4
    fits(tab)
    check_axe(tab)
    tab.goto(f"{live}/audit")
    fits(tab)
    check_axe(tab)


@pytest.mark.parametrize("width", [1300, 360])
def test_words_are_selected(live: str, open_tab: Callable[..., Any], width: int) -> None:
    tab = open_tab(width=width)
    draw(tab, live, "Draw articles")
    fits(tab)
    check_axe(tab)
    tab.get_by_role("link", name="Read the next article").click()
    first = tab.locator("#text p").first
    first.scroll_into_view_if_needed()
    box = first.bounding_box()
    tab.mouse.move(box["x"] + 4, box["y"] + 12)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 150, box["y"] + 12)
    tab.mouse.up()
    words = tab.get_by_label("Words that tell it").input_value()
    assert len(words) > 5
    assert tab.locator("#f-near").input_value().isdigit()
    fits(tab)
    tab.get_by_role("button", name="Add", exact=True).click()
    assert words.split()[0] in tab.locator(".au-missed q").inner_text()
    check_axe(tab)
    tab.get_by_role("button", name="Complete and next").click()
    tab.get_by_text("Read to the end.").wait_for()
    tab.go_back()
    assert words.split()[0] in tab.locator(".au-missed q").inner_text()


def test_without_scripts(live: str, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(scripts=False)
    draw(tab, live, "Draw articles")
    tab.get_by_role("link", name="Read the next article").click()
    words = " ".join(tab.locator("#text p").first.inner_text().split()[:3])
    tab.get_by_label("Words that tell it").fill(words)
    tab.get_by_role("button", name="Add", exact=True).click()
    assert tab.locator(".au-missed li").count() == 1
    tab.get_by_role("button", name="Remove number 1").click()
    assert tab.locator(".au-missed li").count() == 0
    draw(tab, live, "Draw reports")
    assert tab.get_by_text("Nothing of it is reviewed yet").is_visible()
