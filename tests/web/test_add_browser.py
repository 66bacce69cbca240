"""Adding in Chromium: live progress, phone width, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import check_axe, fits

pytestmark = pytest.mark.browser

TEXT = "Gunmen shot dead two farmers near Jos on Monday, police said."
PRIVATE = "http://127.0.0.1:9/nothing"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_failure_is_shown_when_it_happens(
    live: str, open_tab: Callable[..., Any], scheme: str
) -> None:
    tab = open_tab(scheme=scheme)
    tab.goto(f"{live}/add")
    check_axe(tab)
    fits(tab)
    tab.get_by_label("Addresses of pages or feeds").fill(PRIVATE)
    tab.get_by_role("button", name="Fetch").click()
    tab.wait_for_url("**/add/jobs/1")
    tab.locator("#job >> text=What could not be added").wait_for(timeout=60_000)
    assert PRIVATE in tab.locator("#job").inner_text()
    check_axe(tab)
    fits(tab)
    tab.reload()
    tab.get_by_role("button", name="Try again").wait_for()
    tab.go_back()
    assert tab.url == f"{live}/add"


def test_on_a_phone_without_scripts(live: str, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(width=360, height=740, scripts=False)
    tab.goto(f"{live}/add")
    tab.get_by_label("Addresses of pages or feeds").fill(PRIVATE)
    tab.get_by_role("button", name="Fetch").click()
    tab.goto(f"{live}/add")
    tab.get_by_role("link", name="1 ·").click()
    while tab.get_by_role("link", name="Refresh").count():
        tab.get_by_role("link", name="Refresh").click()
    assert PRIVATE in tab.locator("#job").inner_text()
    tab.get_by_role("button", name="Try again").click()
    assert tab.url == f"{live}/add/jobs/2"


def test_fits_a_phone(live: str, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(width=360, height=740)
    tab.goto(f"{live}/add")
    tab.get_by_label("Files", exact=True).set_input_files(
        {"name": "notes.jsonl", "mimeType": "text/plain", "buffer": b"{broken\n" * 3}
    )
    tab.get_by_role("button", name="Upload").click()
    tab.locator("#job >> text=What could not be added").wait_for(timeout=60_000)
    fits(tab)
    check_axe(tab)
    tab.goto(f"{live}/add")
    fits(tab)
    check_axe(tab)
