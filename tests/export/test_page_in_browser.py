"""The page in Chromium: axe finds nothing, cards light their words, no request leaves it."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.export.html_page import page
from dateline.export.options import ExportOptions
from dateline.records.coded import Coded
from dateline.records.entity import Place

from .conftest import build

pytestmark = pytest.mark.browser

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
DESKTOP, PHONE = (1300, 900), (390, 844)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="the `browser` extra is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with api.sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Pages of one and of three articles."""
    found = {}
    for number in (1, 3):
        found[number] = tmp_path_factory.mktemp("page") / f"{number}.html"
        coded = [build(title=f"Report number {n}") for n in range(number)]
        found[number].write_text("".join(page(coded, ExportOptions())), encoding="utf-8")
    return found


def wait_until(tab: Any, expression: str, *, seconds: float = 10.0) -> None:
    """Poll from outside: the page's own policy forbids the evaluation of strings in it."""
    end = time.monotonic() + seconds
    while not tab.evaluate(f"!!({expression})"):
        assert time.monotonic() < end, f"never came true: {expression}"
        tab.wait_for_timeout(50)


def opened(browser: Any, file: Path, size: tuple[int, int] = DESKTOP, **context: Any) -> Any:
    viewport = {"width": size[0], "height": size[1]}
    tab = browser.new_context(viewport=viewport, **context).new_page()
    tab.problems = []
    tab.on("request", lambda request: tab.problems.append(request.url))
    tab.on("console", lambda message: tab.problems.append(message.text))
    tab.on("pageerror", lambda error: tab.problems.append(str(error)))
    tab.goto(file.as_uri())
    return tab


@pytest.mark.parametrize("articles", [1, 3])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing(
    browser: Any, written: dict[int, Path], articles: int, scheme: str, size: tuple[int, int]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = opened(browser, written[articles], size, color_scheme=scheme)
    if size == DESKTOP:
        tab.hover("#a1r1")  # the words of other cards are dimmed now: still readable?
        wait_until(tab, "document.querySelector('.dimmed')")
    result = axe.Axe().run(tab)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("size", [DESKTOP, PHONE, (320, 640)])
def test_it_fits_and_asks_for_nothing(
    browser: Any, written: dict[int, Path], size: tuple[int, int]
) -> None:
    tab = opened(browser, written[3], size)
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert tab.problems == [written[3].as_uri()]


def lit(tab: Any) -> list[str]:
    return tab.eval_on_selector_all("mark.lit", "ms => ms.map(m => m.dataset.k)")


def test_hovering_and_focusing_a_card_lights_its_words(
    browser: Any, written: dict[int, Path]
) -> None:
    tab = opened(browser, written[1])
    assert lit(tab) == []
    tab.hover("#a1r2")
    wait_until(tab, "document.querySelector('mark.lit')")
    assert all("a1r2" in keys.split() for keys in lit(tab))
    tab.mouse.move(2, 2)
    wait_until(tab, "!document.querySelector('mark.lit')")
    tab.focus("#a1c1")
    wait_until(tab, "document.querySelector('mark.lit')")
    assert all("a1c1" in keys.split() for keys in lit(tab))
    tab.hover("mark.weapon")
    assert "hit" in tab.get_attribute("#a1r2", "class")


@pytest.mark.parametrize("how", ["click", "enter"])
def test_a_card_leads_to_its_words(browser: Any, written: dict[int, Path], how: str) -> None:
    tab = opened(browser, written[3], PHONE, reduced_motion="reduce")
    if how == "click":
        tab.click("#a3r2 dl")
    else:
        tab.focus("#a3r2")
        tab.keyboard.press("Enter")
    tab.wait_for_timeout(100)
    top = tab.evaluate("document.getElementById('a3r2-t').getBoundingClientRect().top")
    assert 0 <= top <= PHONE[1]


def test_it_works_without_scripts(browser: Any, written: dict[int, Path]) -> None:
    tab = opened(browser, written[1], PHONE, java_script_enabled=False)
    tab.click("#a1r2 .codes a")
    box = tab.locator("mark.trigger", has_text="killed").bounding_box()
    assert 0 <= box["y"] <= PHONE[1]
    tab.click("mark.trigger a[href='#a1r2']")
    assert tab.url.endswith("#a1r2")


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page whose map has much on it: towns close together, a ring, a far place, an odd name."""
    places = [
        Place("Basra", "IRQ", lat=30.51, lon=47.78),
        Place("Nasiriyah", "IRQ", lat=31.06, lon=46.26),
        Place("Al-Musharrah wa-l-Kahla", "IRQ", lat=31.5, lon=46.9),
        Place("Zubayr", "IRQ", lat=30.39, lon=47.71, precision="near"),
        Place("Dhi Qar", "IRQ", lat=31.1, lon=46.3, precision="admin1"),
        Place("Samawah", "IRQ", lat=31.33, lon=45.28),
        Place("<b>MMMMMWWWWW</b>", "IRQ", lat=32.5, lon=45.8),
        Place("Washington", "USA", lat=38.9, lon=-77.04),
    ]
    coded = build()
    report = coded.reports[0]
    reports = [replace(report, place=Coded(place, by="test@1")) for place in places]
    file = tmp_path_factory.mktemp("map") / "map.html"
    file.write_text(
        "".join(page([replace(coded, reports=tuple(reports))], ExportOptions())), encoding="utf-8"
    )
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_on_the_map(
    browser: Any, mapped: Path, scheme: str, size: tuple[int, int]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = opened(browser, mapped, size, color_scheme=scheme)
    tab.click("summary")
    result = axe.Axe().run(tab)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize(("size", "shown"), [(DESKTOP, "wide"), (PHONE, "narrow")])
def test_nothing_on_the_map_overlaps(
    browser: Any, mapped: Path, size: tuple[int, int], shown: str
) -> None:
    tab = opened(browser, mapped, size)
    visible = tab.eval_on_selector_all(
        ".map figure > svg",
        "all => all.filter(s => s.getClientRects().length).map(s => s.classList[0])",
    )
    assert visible == [shown]
    boxes = tab.eval_on_selector_all(
        f".map .{shown} text, .map .{shown} .frame",
        "es => es.filter(e => !e.closest('.inset text')).map(e => e.getBoundingClientRect())"
        ".map(r => [r.left, r.top, r.right, r.bottom])",
    )
    assert len(boxes) >= 6
    for a, b in itertools.combinations(boxes, 2):
        assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3], (a, b)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_dot_leads_to_its_report(browser: Any, mapped: Path, scripts: bool) -> None:
    tab = opened(browser, mapped, java_script_enabled=scripts)
    assert tab.problems == [mapped.as_uri()]
    tab.click(".wide a.dot[aria-label^='Samawah'] .it")
    assert tab.url.endswith("#a1r6")
    box = tab.locator("#a1r6").bounding_box()
    assert 0 <= box["y"] <= DESKTOP[1]


def test_a_dot_and_its_card_light_each_other(browser: Any, mapped: Path) -> None:
    tab = opened(browser, mapped)
    tab.hover(".wide a.dot[aria-label^='Samawah'] .it")
    assert "hit" in tab.get_attribute("#a1r6", "class")
    tab.mouse.move(2, 2)
    tab.focus("#a1r6")
    wait_until(tab, "document.querySelector('.wide a.dot.lit')")
    assert tab.get_attribute(".wide a.dot.lit", "href") == "#a1r6"


def test_it_prints(browser: Any, written: dict[int, Path]) -> None:
    tab = opened(browser, written[1])
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.querySelector('.text')).position") == "static"
    assert tab.evaluate("getComputedStyle(document.querySelector('.skip')).display") == "none"
