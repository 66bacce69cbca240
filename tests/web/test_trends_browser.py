"""Trends in Chromium: the form, links, no scripts, phone, both schemes, axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.web.settings import WebSettings

from ..aggregates.coverage import filled
from .conftest import check_axe, fits, serving

pytestmark = pytest.mark.browser

OpenTab = Callable[..., Any]


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("covered") / "store.sqlite", months=15)


@pytest.fixture
def served(covered: Path) -> Iterator[str]:
    with serving(WebSettings(store=covered)) as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False])
def test_choosing_what_to_count_by(open_tab: OpenTab, served: str, scripts: bool) -> None:
    tab = open_tab(scripts=scripts)
    tab.goto(f"{served}/trends?country=IRQ")
    tab.select_option("#by-time", "quarter")
    tab.select_option("#by-type", "acled_event_type")
    tab.click(".trend-form > .field > button")
    tab.wait_for_url("**/trends?country=IRQ&by=quarter&by=&by=acled_event_type*")
    assert tab.input_value("#by-time") == "quarter"
    assert tab.input_value("#by-place") == ""
    assert tab.locator(".trend-table tbody tr").count() == 5 * 3
    bars = tab.locator("#trend-counts a.column")
    assert bars.count() == 5
    assert "acled=Protests" in tab.locator(".trend-table .many a").nth(1).get_attribute("href")
    bars.nth(4).click()
    tab.wait_for_url("**/explore?country=IRQ&since=2024-01-01&until=2024-03-31")
    tab.go_back()
    tab.wait_for_url("**/trends?*")
    assert tab.locator("#trend-rates .trend-dot").count() == 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 360])
def test_accessible_and_narrow(open_tab: OpenTab, served: str, scheme: str, width: int) -> None:
    tab = open_tab(width=width, scheme=scheme)
    for query in ("", "?country=IRQ&by=month&by=admin1&by=outlet", "?by=country&by=event_type",
                  "?text=zebra", "?by=admin1&places=all&country=PER&per=all"):  # fmt: skip
        tab.goto(f"{served}/trends{query}")
        fits(tab)
        check_axe(tab)


def test_one_chart_of_each_is_seen(open_tab: OpenTab, served: str) -> None:
    for width in (1300, 360):
        tab = open_tab(width=width)
        tab.goto(f"{served}/trends")
        seen = tab.locator(".trend-card svg >> visible=true")
        assert seen.count() == 3
