"""The explore page in Chromium: facets, brush, map, back button, no scripts, phone, axe."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.web.settings import WebSettings

from .conftest import check_axe, fits, serving

pytestmark = pytest.mark.browser

READY = ".map-card[data-ready]"


def explore(tab: Any, live: str, query: str = "") -> None:
    tab.goto(f"{live}/explore{query}")
    tab.wait_for_selector(READY)
    tab.wait_for_selector(".leaflet-tile-loaded", state="attached")


def total(tab: Any) -> int:
    return int(tab.text_content("#total").replace(",", ""))


def circles(tab: Any) -> int:
    return int(tab.locator("#map .circle").count())


def until(tab: Any, expression: str) -> None:
    """Wait for an expression; Playwright's own way of waiting is against the page's policy."""
    end = time.monotonic() + 10
    while not tab.evaluate(expression):
        assert time.monotonic() < end, expression
        tab.wait_for_timeout(30)


def settled(tab: Any, query: str) -> None:
    """Wait until the address and the page below it are those of a query."""
    tab.wait_for_url(re.compile(re.escape(query) + "$"))
    until(tab, "!document.querySelector('.htmx-request, .htmx-settling')")


def test_facets_by_click_change_all_but_the_map(tab: Any, live: str) -> None:
    explore(tab, live)
    all_of_them = total(tab)
    tab.evaluate("document.getElementById('map').mark = 'the same'")
    count = int(tab.text_content("#country-PER .n"))
    tab.click("#country-PER")
    settled(tab, "?country=PER")
    assert total(tab) == count < all_of_them
    assert tab.text_content(".chips .chip").split() == ["country", "Peru", "×:", "take", "away"]
    assert tab.evaluate("document.activeElement.id") == "country-PER"
    assert tab.evaluate("document.getElementById('map').mark") == "the same"
    tab.click("#country-PAK")
    settled(tab, "?country=PER&country=PAK")
    assert total(tab) > count
    tab.click(".chips .chip >> nth=0")
    settled(tab, "?country=PAK")
    tab.click("#clear")
    settled(tab, "/explore")
    assert total(tab) == all_of_them


def test_several_types_at_once_and_the_terms_they_are_in(tab: Any, live: str) -> None:
    explore(tab, live)
    options = tab.locator(".facet >> nth=0").locator(".option")
    first, second = options.nth(0), options.nth(1)
    many = int(first.locator(".n").text_content()) + int(second.locator(".n").text_content())
    second.click()
    tab.wait_for_selector(".chips")
    first.click()
    until(tab, "document.querySelectorAll('.chip').length == 2")
    assert total(tab) == many
    tab.click("text=PLOVER")
    tab.wait_for_url(re.compile("terms=plover"))
    tab.wait_for_selector("[id^=plover-]")


def test_the_back_button_brings_each_view_back_whole(tab: Any, live: str) -> None:
    explore(tab, live)
    seen = [total(tab)]
    for id in ("country-PER", "country-PAK"):
        tab.click(f"#{id}")
        settled(tab, id.replace("-", "="))
        seen.append(total(tab))
    tab.go_back()
    settled(tab, "?country=PER")
    until(tab, f"document.getElementById('total').textContent == '{seen[1]}'")
    assert tab.locator("#explore").count() == tab.locator("#map").count() == 1
    assert tab.locator("header.top").count() == 1
    tab.go_back()
    settled(tab, "/explore")
    until(tab, f"document.getElementById('total').textContent == '{seen[0]}'")
    assert tab.locator(".chips").count() == 0
    tab.go_forward()
    settled(tab, "?country=PER")
    until(tab, f"document.getElementById('total').textContent == '{seen[1]}'")
    tab.wait_for_selector(READY)
    tab.click("#incidents tbody a >> nth=0")
    tab.wait_for_url(re.compile("/incidents/"))
    tab.go_back()
    tab.wait_for_selector(READY)
    assert total(tab) == seen[1]
    assert tab.locator("header.top").count() == 1  # the whole page, not the part that htmx had


def test_the_brush_by_keyboard(tab: Any, live: str) -> None:
    explore(tab, live)
    before = total(tab)
    tab.focus("[data-end=since]")
    assert tab.get_attribute("[data-end=since]", "role") == "slider"
    for _ in range(2):
        tab.keyboard.press("ArrowRight")
    words = tab.get_attribute("[data-end=since]", "aria-valuetext")
    assert re.fullmatch(r"\w{3} \d{4}", words)
    tab.wait_for_url(re.compile(r"since=\d{4}-\d\d-01"))
    tab.wait_for_selector("#all-dates")
    assert total(tab) < before
    until(tab, "document.activeElement.dataset.end == 'since'")
    tab.keyboard.press("End")
    tab.keyboard.press("Enter")
    until(tab, "new URLSearchParams(location.search).get('since') > '2024'")
    tab.click("#all-dates")
    settled(tab, "/explore")
    assert total(tab) == before


def test_the_brush_by_pointer(tab: Any, live: str) -> None:
    explore(tab, live)
    columns = tab.locator("#timeline a.column")
    first, last = columns.nth(1).bounding_box(), columns.nth(3).bounding_box()
    days = [columns.nth(n).get_attribute(name) for n, name in ((1, "data-first"), (3, "data-last"))]
    tab.mouse.move(first["x"] + 2, first["y"] + 20)
    tab.mouse.down()
    tab.mouse.move(first["x"] + 30, first["y"] + 25)
    tab.mouse.move(last["x"] + last["width"] - 2, last["y"] + 30)
    tab.mouse.up()
    settled(tab, f"?since={days[0]}&until={days[1]}")
    assert tab.input_value("#f-since") == days[0]


def test_a_click_on_a_column_takes_its_days(tab: Any, live: str) -> None:
    explore(tab, live)
    one = tab.locator("#timeline a.column").nth(2)
    first, last = one.get_attribute("data-first"), one.get_attribute("data-last")
    one.click()
    settled(tab, f"?since={first}&until={last}")


def test_the_text_search_keeps_the_rest_of_the_filter(tab: Any, live: str) -> None:
    explore(tab, live, "?country=PAK")
    tab.fill("#f-text", "Lahore")
    tab.keyboard.press("Enter")
    settled(tab, "?country=PAK&text=Lahore")
    assert tab.input_value("#f-text") == "Lahore"


def test_circles_never_overlap_and_lead_nearer(tab: Any, live: str) -> None:
    explore(tab, live)
    boxes = [one.bounding_box() for one in tab.locator("#map .circle .back, #map .single").all()]
    assert boxes
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            x = (one["x"] + one["width"] / 2) - (other["x"] + other["width"] / 2)
            y = (one["y"] + one["height"] / 2) - (other["y"] + other["height"] / 2)
            assert (x * x + y * y) ** 0.5 >= (one["width"] + other["width"]) / 2 - 1
    before = circles(tab)
    tab.locator("#map .circle:has(.count)").first.click()
    until(tab, f"document.querySelectorAll('#map .circle').length != {before}")


def test_only_the_area_on_the_map(tab: Any, live: str) -> None:
    explore(tab, live)
    for _ in range(2):
        tab.click(".leaflet-control-zoom-in")
        tab.wait_for_timeout(400)
    tab.click(".area")
    tab.wait_for_url(re.compile("bbox="))
    tab.wait_for_selector(".chips")
    tab.wait_for_selector("#map path.box", state="attached")
    assert "map area" in tab.text_content(".chips")


def test_the_places_as_a_list_by_keyboard(tab: Any, live: str) -> None:
    explore(tab, live)
    tab.focus("#spots summary")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    count = int(tab.text_content("#spots li:first-child .n"))
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("bbox="))
    tab.wait_for_selector(".chips")
    assert total(tab) == count


def test_parts_stay_unfolded(tab: Any, live: str) -> None:
    explore(tab, live)
    tab.click("summary:text('Outlet')")
    tab.click("#country-PER")
    settled(tab, "?country=PER")
    assert tab.evaluate("document.querySelector('[data-keep=Outlet]').open")


def test_the_base_map_follows_the_colours(tab: Any, live: str) -> None:
    explore(tab, live)
    shot = tab.locator("#map").screenshot()
    tab.click("#theme")
    tab.click("#theme")
    tab.wait_for_timeout(500)
    assert tab.locator("#map").screenshot() != shot


def test_all_of_it_without_scripts(open_tab: Any, live: str) -> None:
    tab = open_tab(scripts=False)
    tab.goto(f"{live}/explore")
    assert tab.is_visible(".map-drawn")
    assert not tab.is_visible("#map")
    everything = total(tab)
    tab.click("#country-PER")
    assert tab.url.endswith("?country=PER")
    assert total(tab) < everything
    tab.click("#incidents thead a >> text=Killed")
    assert tab.url.endswith("?country=PER&sort=deadliest")
    tab.fill("#f-since", "2024-01-01")
    tab.click(".period button")
    assert "since=2024-01-01" in tab.url
    tab.click("#timeline a.column >> nth=0")
    assert "until=" in tab.url
    tab.click("text=Clear all")
    tab.click(".map-drawn a.circle:has(.count) >> nth=0")
    assert "bbox=" in tab.url
    assert "map area" in tab.text_content(".chips")
    tab.click("text=Clear all")
    tab.click("text=Saved searches")
    tab.fill("#saved-name", "all of it")
    tab.click(".saved-new button")
    assert "Saved." in tab.text_content("#notices")


@pytest.mark.parametrize("query", ["", "?country=PER&since=2023", "?text=nothingatall"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 360])
def test_axe_finds_nothing(open_tab: Any, live: str, query: str, scheme: str, width: int) -> None:
    tab = open_tab(width, 800, scheme)
    tab.goto(f"{live}/explore{query}")
    tab.wait_for_selector(READY)
    if width < 900:
        assert not tab.is_visible("#f-text")
        tab.click("#filters > summary")
    check_axe(tab)
    fits(tab)


@pytest.fixture
def with_tiles(place: Path) -> Iterator[str]:
    with serving(
        WebSettings(store=place, tiles="https://tiles.invalid/{z}/{x}/{y}.png")
    ) as address:
        yield address


def test_tiles_of_ones_own_take_the_place_of_the_base_map(open_tab: Any, with_tiles: str) -> None:
    tab = open_tab()
    tab.goto(f"{with_tiles}/explore")
    tab.wait_for_selector(READY)
    assert tab.locator("#map canvas").count() == 0
    assert any("tiles.invalid" in problem for problem in tab.problems)
    tab.problems.clear()  # asking for them is what was wanted here
