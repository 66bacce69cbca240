"""The review in Chromium: by keyboard alone, without scripts, on a phone, and how fast it is."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dateline.store import Store, open_store
from dateline.store.filters import Filter
from dateline.web.settings import WebSettings

from .conftest import PASSWORD, add_users, check_axe, fits, serving
from .test_review import drawn, kirkuk, work

pytestmark = pytest.mark.browser


@pytest.fixture
def store(place: Path, live: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


def shown(tab: Any) -> str:
    key: str = tab.locator(".item").get_attribute("data-report")
    return key


def press(tab: Any, *keys: str) -> None:
    for key in keys:
        tab.keyboard.press(key)


def another(tab: Any, key: str) -> str:
    """The report that comes in the place of one."""
    tab.wait_for_selector(f".item:not([data-report='{key}'])")
    return shown(tab)


def saved(tab: Any) -> None:
    """Wait until what was said is kept."""
    tab.wait_for_selector("#review-said:not(:empty)")


# -- by keyboard alone -------------------------------------------------------------------------


def test_the_whole_flow_by_keyboard(tab: Any, live: str, store: Store) -> None:
    tab.goto(f"{live}/review")
    for _ in range(40):  # to the first queue
        press(tab, "Tab")
        if tab.evaluate("document.activeElement.textContent").startswith("Review Most doubtful"):
            break
    press(tab, "Enter")
    tab.wait_for_selector(".item")
    tab.wait_for_load_state()  # keys count from when the scripts are there
    first = shown(tab)
    press(tab, "a")
    second = another(tab, first)
    saved(tab)
    assert [one.verdict for one in store.reviews(first)] == ["accepted"]
    assert tab.locator("[data-progress]").inner_text().startswith("1 of ")

    press(tab, "r")
    press(tab, "2")  # the second reason
    third = another(tab, second)
    press(tab, "s")
    fourth = another(tab, third)
    tab.wait_for_selector("[data-progress]:text('2 of')")
    assert store.reviews(second)[0].reason == "misread"
    assert store.reviews(second)[0].seconds is not None
    tab.wait_for_timeout(200)
    assert store.reviews(third)[0].verdict == "skipped"

    press(tab, "1")  # the event type
    tab.wait_for_selector("[data-editor]")
    press(tab, "1")  # its first candidate
    tab.wait_for_selector("ins")
    press(tab, "a")
    fifth = another(tab, fourth)
    tab.wait_for_selector("[data-progress]:text('3 of')")
    assert store.reviews(fourth)[0].verdict == "corrected"
    assert [one.field for one in store.corrections(fourth)] == ["event_type"]

    press(tab, "u")  # takes the correction back
    assert another(tab, fifth) == fourth
    assert tab.locator("ins").count() == 0
    assert store.corrections(fourth)[-1].withdraws is not None
    press(tab, "n")
    assert another(tab, fourth) == fifth
    press(tab, "p")
    assert another(tab, fifth) == fourth


def test_words_are_selected_by_keyboard(tab: Any, live: str, store: Store) -> None:
    key = kirkuk(store)
    tab.goto(f"{live}{work(report=key)}")
    press(tab, "4")
    tab.wait_for_selector("[data-editor]")
    press(tab, "ArrowRight")
    assert tab.evaluate("getSelection().toString()") != ""
    for _ in range(60):
        if tab.evaluate("getSelection().toString()") == "Kirkuk":
            break
        press(tab, "ArrowRight")
    assert tab.evaluate("getSelection().toString()") == "Kirkuk"
    press(tab, "Enter")
    tab.wait_for_selector(".rv-found")
    assert tab.evaluate("getSelection().toString()") == "Kirkuk"  # still to be seen
    press(tab, "1")
    tab.wait_for_selector("ins")
    press(tab, "a")
    another(tab, key)
    saved(tab)
    (kept,) = store.corrections(key)
    assert kept.quote is not None
    assert kept.quote.text == "Kirkuk"


def test_shift_extends_and_lines_move(tab: Any, live: str, store: Store) -> None:
    tab.goto(f"{live}{work(report=kirkuk(store, 'Al Jazeera'))}")
    press(tab, "6", "ArrowLeft")
    tab.wait_for_selector("[data-editor]")
    press(tab, "ArrowLeft")
    one = tab.evaluate("getSelection().toString()")
    press(tab, "Shift+ArrowRight", "Shift+ArrowRight")
    three = tab.evaluate("getSelection().toString()")
    assert three.startswith(one)
    assert len(three.split()) > len(one.split())
    press(tab, "ArrowDown")
    assert tab.evaluate("getSelection().toString()") not in three


def test_words_are_selected_by_mouse(tab: Any, live: str, store: Store) -> None:
    key = kirkuk(store)
    tab.goto(f"{live}{work(report=key)}")
    tab.locator(".rv-text .ev.place").first.dblclick()
    tab.locator('[data-field="place"]').click()
    tab.wait_for_selector(".rv-found")
    assert tab.locator("#rv-words").input_value() == "Kirkuk"
    tab.locator(".rv-text .ev.actor, .rv-text .ev.trigger").first.dblclick()
    tab.get_by_role("button", name="Use the selected words").click()
    tab.wait_for_selector("#rv-words:not([value='Kirkuk'])")


def test_a_value_is_typed(tab: Any, live: str, store: Store) -> None:
    key = kirkuk(store)
    tab.goto(f"{live}{work(report=key)}")
    press(tab, "6")
    tab.wait_for_selector("[data-editor]")
    press(tab, "t")
    tab.keyboard.type("12-15")  # digits that are no keys here
    press(tab, "Enter")
    tab.wait_for_selector(".rv-found")
    press(tab, "1")
    tab.wait_for_selector("ins")
    assert tab.locator("ins").inner_text() == "12-15"
    press(tab, "Escape")
    tab.go_back()
    tab.wait_for_selector(".rv-found")  # the back button takes the choice back
    assert tab.locator("ins").count() == 0


def test_help_and_switching_the_keys_off(tab: Any, live: str) -> None:
    tab.goto(f"{live}{work()}")
    press(tab, "?")
    assert tab.locator("#review-help").is_visible()
    check_axe(tab)
    tab.get_by_role("button", name="Single keys are on").click()
    press(tab, "Escape")
    first = shown(tab)
    press(tab, "a")
    tab.wait_for_timeout(150)
    assert shown(tab) == first
    press(tab, "?")
    tab.get_by_role("button", name="Single keys are off").click()
    press(tab, "Escape", "s")
    another(tab, first)


def test_the_end_of_a_queue_and_back_again(tab: Any, live: str, store: Store) -> None:
    sample = drawn(store, 3)
    tab.goto(f"{live}{work(f'sample:{sample.id}')}")
    for item in sample.items:
        tab.wait_for_selector(f".item[data-report='{item.report}']")
        press(tab, "a")
    tab.wait_for_selector("text=Nothing left for you")
    press(tab, "u")
    assert another(tab, "") == sample.items[-1].report


# -- what goes wrong ---------------------------------------------------------------------------


def test_what_could_not_be_kept_is_taken_back(tab: Any, live: str, store: Store) -> None:
    tab.goto(f"{live}{work()}")
    first = shown(tab)
    tab.wait_for_load_state("networkidle")
    tab.route("**/review/judge*", lambda route: route.abort())
    press(tab, "a")
    tab.wait_for_selector("text=Not kept")
    assert shown(tab) == first
    assert store.reviews(first) == ()
    tab.unroute("**/review/judge*")
    press(tab, "a")
    another(tab, first)
    saved(tab)
    assert len(store.reviews(first)) == 1
    tab.problems.clear()


def test_a_refusal_is_said_in_the_servers_words(tab: Any, live: str) -> None:
    tab.goto(f"{live}{work()}")
    first = shown(tab)
    tab.evaluate("document.querySelector('meta[name=csrf]').content = 'forged'")
    tab.evaluate("document.querySelector('[data-judge] [name=csrf]').value = 'forged'")
    press(tab, "a")
    tab.wait_for_selector("text=Not kept")
    assert shown(tab) == first
    tab.problems.clear()


# -- how fast ----------------------------------------------------------------------------------


def test_a_key_shows_the_next_report_at_once(tab: Any, live: str) -> None:
    tab.goto(f"{live}{work()}")
    for _ in range(20):
        tab.wait_for_load_state("networkidle")
        before = shown(tab)
        press(tab, "a")
        another(tab, before)
        tab.wait_for_timeout(60)
    found = tab.evaluate("performance.getEntriesByName('review:next').map(one => one.duration)")
    print(f"\nreview key to next report, painted: median {statistics.median(found):.1f} ms, "
          f"95% {sorted(found)[int(0.95 * len(found)) - 1]:.1f} ms, most {max(found):.1f} ms, "
          f"{len(found)} keys")  # fmt: skip
    assert len(found) == 20
    assert statistics.median(found) < 50


# -- looks, phones, no scripts -----------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    open_tab: Callable[..., Any], live: str, store: Store, scheme: str
) -> None:
    drawn(store)
    key = kirkuk(store)
    tab = open_tab(scheme=scheme)
    for address in (
        "/review", "/review/queue?queue=doubt", work(report=key), work(report=key, field="place"),
        work(report=key, field="targets", words="police", near="1", new='killed={"low":9,"high":9}',
             wrong="date"),
        "/review/conflicts", "/review/reviews", work("flag", country="ATA"),
    ):  # fmt: skip
        tab.goto(live + address)
        check_axe(tab)
    tab.goto(live + work(report=key))
    press(tab, "r")
    check_axe(tab)


def test_phone(open_tab: Callable[..., Any], live: str, store: Store) -> None:
    key = kirkuk(store)
    drawn(store)
    tab = open_tab(360, 740)
    for address in (
        "/review", "/review/queue?queue=doubt", work(report=key),
        work(report=key, field="targets", words="police", near="1"), "/review/reviews",
    ):  # fmt: skip
        tab.goto(live + address)
        fits(tab)
    tab.goto(live + work(report=key))
    tab.get_by_role("button", name="Accept").click()
    another(tab, key)
    fits(tab)


def test_without_scripts(open_tab: Callable[..., Any], live: str, store: Store) -> None:
    tab = open_tab(scripts=False)
    tab.goto(f"{live}/review")
    tab.locator("a.button", has_text="Review Most doubtful").click()
    first = shown(tab)
    tab.get_by_role("button", name="Accept").click()
    second = shown(tab)
    assert second != first
    assert store.reviews(first)[0].verdict == "accepted"
    tab.locator("summary", has_text="Reject").click()
    tab.get_by_label("The words mean something else").check()
    tab.locator(".rv-reasons").get_by_role("button", name="Reject").click()
    assert store.reviews(second)[0].reason == "misread"

    key = kirkuk(store)
    tab.goto(f"{live}{work(report=key)}")
    tab.locator('[data-field="place"]').click()
    tab.locator("#rv-words").fill("Kirkuk")
    tab.get_by_role("button", name="Look up").click()
    tab.locator(".rv-found a").first.click()
    assert tab.locator("ins").count() == 1
    tab.get_by_role("button", name="Keep corrections").click()
    assert store.reviews(key)[0].verdict == "corrected"
    tab.get_by_role("button", name="Undo").click()
    assert shown(tab) == key
    assert store.reviews(key)[-1].verdict == "undone"


def test_two_reviewers_settle_a_conflict(
    open_tab: Callable[..., Any], place: Path, password_hash: str
) -> None:
    add_users(place, password_hash)
    with serving(WebSettings(store=place)) as address, open_store(place) as store:
        key = kirkuk(store)
        tabs = []
        for name, number in (("reviewer", "7"), ("admin", "8")):
            tab = open_tab()
            tab.goto(f"{address}/login?next=/review")
            tab.get_by_label("Name").fill(name)
            tab.get_by_label("Password").fill(PASSWORD)
            press(tab, "Enter")
            tab.wait_for_selector("h1:text-is('Review')")
            tab.goto(f"{address}{work(report=key, reviewers=2)}")
            press(tab, "6")
            tab.wait_for_selector("[data-editor]")
            press(tab, "t", number, "Enter")
            tab.wait_for_selector(".rv-found")
            press(tab, "1")
            tab.wait_for_selector("ins")
            press(tab, "a")
            another(tab, key)
            saved(tab)
            tabs.append(tab)
        tab = tabs[0]
        tab.goto(f"{address}/review/conflicts")
        check_axe(tab)
        tab.get_by_role("link", name="Settle").click()
        assert shown(tab) == key
        tab.wait_for_selector("text=Reviewers differ")
        check_axe(tab)
        fits(tab)
        press(tab, "a")  # what the other said last is what the page shows
        saved(tab)
        tab.goto(f"{address}/review/conflicts")
        assert tab.locator("text=Nobody differs").count() == 1


def test_no_other_addresses(tab: Any, live: str, store: Store) -> None:
    """What a link of a report leads to is of this queue; filters stay."""
    where = Filter(outlets=("Dawn",))
    assert store.count_reports(where) > 1
    tab.goto(f"{live}{work('search', outlet='Dawn')}")
    first = shown(tab)
    press(tab, "s")
    another(tab, first)
    query = parse_qs(urlsplit(tab.url).query)
    assert query["outlet"] == ["Dawn"]
    assert "done" not in query
