"""Make the pictures of docs/workbench.md anew, in Debian's Chromium, over the example project.

``.venv/bin/python docs/workbench_pictures.py [NAME...]`` makes all of them or those named. The
acceptance article stands among the examples where it is at hand. It takes about a minute.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dateline.adding import Adder
from dateline.cli.demo import EXAMPLES
from dateline.config import MAX_TEXT_CHARS, Settings
from dateline.ingest import Given, make_article, read_jsonl
from dateline.pipeline import Coder
from dateline.store import open_store
from dateline.web.app import create_app
from dateline.web.settings import WebSettings

Image: Any
try:
    from PIL import Image
except ImportError:  # the pictures are then three times as large
    Image = None

FOLDER = Path(__file__).with_name("images")
ARTICLE = Path("/work/shared/articles/iraqi-protesters-2020-08-24.txt")
MOST_BYTES = 200_000
NAME, PASSWORD = "ana", "a long word for pictures"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]


class Picture(NamedTuple):
    """One picture: the way to the page, and the window it is looked at in."""

    name: str
    go: Callable[[Page, str], None]
    width: int = 1300
    height: int = 900
    scheme: str = "light"


# -- the project -------------------------------------------------------------------------------


def fill(place: Path) -> None:
    """Keep, code and merge the example project."""
    coder = Coder(Settings())
    with open_store(place) as store, EXAMPLES.open("rb") as lines:
        adder = Adder(store, print, lambda: datetime.now(UTC))
        for _ in adder.keep(read_jsonl(lines, EXAMPLES.name, Given(), max_chars=MAX_TEXT_CHARS)):
            pass
        if ARTICLE.is_file():
            told = Given(published=date(2020, 8, 24), source="PMOI/MEK", language="en")
            text = ARTICLE.read_text(encoding="utf-8")
            adder.keep_one(make_article(text, told, max_chars=MAX_TEXT_CHARS))
        for _ in adder.code(coder):
            pass
        adder.merge(coder)


@contextmanager
def serving(place: Path) -> Iterator[str]:
    """The workbench on a free port of this machine; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(WebSettings(store=place, prepared=True))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)


# -- the ways ----------------------------------------------------------------------------------


def at(path: str) -> Callable[[Page, str], None]:
    """A page by its address."""
    return lambda tab, base: _open(tab, base + path)


def explore(tab: Page, base: str) -> None:
    """All incidents; the map has its circles."""
    _open(tab, base + "/explore")
    tab.wait_for_selector(".map-card[data-ready=true]")


def incident(tab: Page, base: str) -> None:
    """The bombing near Konduga, of which three outlets tell."""
    _open(tab, base + "/explore?text=Konduga")
    _open(tab, base + _link(tab, "#incidents td.day a"))


def article(tab: Page, base: str) -> None:
    """The acceptance article, or the week in Balochistan."""
    for words in ("Nasiriyah", "judge"):
        _open(tab, f"{base}/review/queue?queue=search&text={words}")
        if tab.locator("td.serif a").count():
            break
    key = tab.locator("td.serif a").first.get_attribute("href") or ""
    tab.goto(base + "/reports/" + key.partition("report=")[2].partition("&")[0])
    _open(tab, tab.url.partition("#")[0])


def actor(tab: Page, base: str) -> None:
    """The first of the list."""
    _open(tab, base + "/actors")
    _open(tab, base + _link(tab, "main table tbody a"))


def source(tab: Page, base: str) -> None:
    """An outlet that is contradicted, and copied."""
    _open(tab, base + "/sources/Lakes%20News%20Agency")


def review(tab: Page, base: str) -> None:
    """A report with a field open, and words of the text chosen with the keys."""
    _open(tab, base + "/review/work?queue=search&text=Konduga")
    tab.keyboard.press("4")
    tab.wait_for_selector("[data-editor]")
    tab.wait_for_timeout(300)


def audit(tab: Page, base: str) -> None:
    """A sample, reviewed: the verdicts are a script's, so that there are figures."""
    _open(tab, base + "/audit")
    if not tab.get_by_role("link", name="All reports").count():
        tab.fill("[name=name]", "All reports")
        tab.get_by_role("button", name="Draw reports").click()
        tab.locator("a.button.primary").click()
        _judge(tab)
        _open(tab, base + "/audit")
    tab.get_by_role("link", name="All reports", exact=True).click()
    tab.wait_for_load_state("networkidle")


def _judge(tab: Page) -> None:
    """Judge to the end: the fourth's place is wrong, the sixth is rejected, all else accepted."""
    for number in range(1, 200):
        tab.wait_for_load_state("networkidle")
        report = tab.locator(".item").get_attribute("data-report")
        if not report:
            return
        if number == 4:
            tab.keyboard.press("4")
            tab.locator(".rv-offers a", has_text="wrong").first.click()
            tab.wait_for_selector(".rv-draft")
        if number == 6:
            tab.keyboard.press("r")
            tab.keyboard.press("2")
        else:
            tab.keyboard.press("a")
        tab.locator(f'.item:not([data-report="{report}"])').wait_for()


def people(tab: Page, base: str) -> None:
    """With users; whoever comes after this one has to log in."""
    _open(tab, base + "/people")
    for name, role in ((NAME, "admin"), ("bruno", "reviewer"), ("chen", "reader")):
        tab.fill("[action='/people/add'] [name=name]", name)
        tab.select_option("[action='/people/add'] [name=role]", role)
        tab.fill("[action='/people/add'] [name=password]", PASSWORD)
        tab.locator("[action='/people/add'] button").click()
        tab.wait_for_load_state("networkidle")
        if "/login" in tab.url:
            tab.fill("[name=name]", NAME)
            tab.fill("[name=password]", PASSWORD)
            tab.keyboard.press("Enter")
            tab.wait_for_url("**/people")
            tab.wait_for_load_state("networkidle")


def _open(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.wait_for_load_state("networkidle")


def _link(tab: Page, selector: str) -> str:
    return tab.locator(selector).first.get_attribute("href") or ""


PICTURES = (
    Picture("explore", explore),
    Picture("explore-dark", explore, scheme="dark"),
    Picture("explore-phone", explore, width=390, height=844),
    Picture("incident", incident),
    Picture("article", article),
    Picture("actors", at("/actors")),
    Picture("actor", actor),
    Picture("network", at("/actors/network")),
    Picture("sources", at("/sources")),
    Picture("source", source),
    Picture("queues", at("/review")),
    Picture("review", review),
    Picture("review-phone", review, width=390, height=844),
    Picture("audit", audit),
    Picture("add", at("/add")),
    Picture("about", at("/about")),
    Picture("people", people),  # the last one
)
"""In an order in which each finds what it shows."""


# -- taking them -------------------------------------------------------------------------------


def take(browser: Browser, base: str, picture: Picture) -> int:
    """Take one picture; its size in bytes."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
    )
    tab = context.new_page()
    picture.go(tab, base)
    tab.wait_for_timeout(250)  # the map fades in
    path = FOLDER / f"workbench-{picture.name}.png"
    path.write_bytes(_small(tab.screenshot(animations="disabled", caret="hide")))
    context.close()
    return path.stat().st_size


def _small(picture: bytes) -> bytes:
    """With its 256 commonest colours where Pillow is installed: those of surfaces and types stay.

    A palette that is computed loses either the small spots of colour or the pale surfaces.
    """
    if Image is None:
        return picture
    with Image.open(BytesIO(picture)) as opened:
        pixels = np.asarray(opened.convert("RGB"), np.int32)
    packed = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    known, number, count = np.unique(packed, return_inverse=True, return_counts=True)
    colours = np.stack([known >> 16, known >> 8 & 255, known & 255], axis=1)
    palette = colours[np.argsort(-count, kind="stable")[:256]]
    far = sum((colours[:, part, None] - palette[None, :, part]) ** 2 for part in range(3))
    near = np.argmin(far, axis=1).astype(np.uint8)
    few = Image.fromarray(near[number].reshape(packed.shape), "P")
    few.putpalette(palette.astype(np.uint8).tobytes())
    small = BytesIO()
    few.save(small, "PNG", optimize=True)
    return small.getvalue()


def main(names: list[str]) -> int:
    """Take the pictures; 1 where one is too large."""
    os.environ["LOGNAME"] = NAME  # whose name stands in the pictures
    wanted = [one for one in PICTURES if not names or one.name in names]
    too_large = False
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "pictures.sqlite")
        fill(place)
        with serving(place) as base, sync_playwright() as running:
            browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
            for picture in wanted:
                size = take(browser, base, picture)
                too_large = too_large or size > MOST_BYTES
                print(f"{picture.name}: {size:,} bytes{' (too large)' * (size > MOST_BYTES)}")
            browser.close()
    return int(too_large)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
