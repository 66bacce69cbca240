"""A store of coded examples, clients of the workbench by role, a live server, and Chromium."""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from httpx2 import Response  # what starlette.testclient answers with

from dateline import api
from dateline.pipeline import Coder
from dateline.records.people import Role, User
from dateline.store import Store, open_store
from dateline.web.app import create_app
from dateline.web.pages import review_desk
from dateline.web.security import passwords
from dateline.web.security.passwords import hash_password
from dateline.web.settings import WebSettings

from . import stories

PASSWORD = "correct horse battery"
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip


@pytest.fixture(autouse=True, scope="session")
def queues_are_waited_for() -> Iterator[None]:
    """A page waits a second for a review queue; on a busy machine that is too little."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(review_desk, "_WAIT_SECONDS", 8.0)
        yield


# -- stores ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, full_coder: api.Coder) -> Path:
    """A store with the examples coded and merged; copy it before writing (`place`).

    ``DATELINE_TEST_EXAMPLES`` names a file to keep it in from one run of the tests to the next,
    which saves the time to load the models while pages are being written.
    """
    shared = os.environ.get("DATELINE_TEST_EXAMPLES")
    if shared and Path(shared).is_file():
        return Path(shared)
    path = tmp_path_factory.mktemp("kept") / "examples.sqlite"
    stories.keep(path, Coder(full_coder.settings), stories.articles())
    if shared:
        copy_of(path, Path(shared))
    return path


@pytest.fixture
def place(kept: Path, tmp_path: Path) -> Path:
    """A copy of the examples for one test."""
    return copy_of(kept, tmp_path / "store.sqlite")


def copy_of(store: Path, path: Path) -> Path:
    """A store's file, with what still lies in its log."""
    with open_store(store) as opened:
        opened.backup(path)
    return path


# -- clients -----------------------------------------------------------------------------------


class Client(TestClient):
    """A browser without scripts; `submit` posts a form as a page of ours would."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, base_url="http://127.0.0.1:8321", **options)

    @property
    def store(self) -> Store:
        found: Store = self.app.state.workbench.store  # type: ignore[attr-defined]
        return found

    def csrf(self) -> str:
        """The token that this browser's forms carry."""
        page = self.get("/login", follow_redirects=True).text
        found = re.search(r'name="csrf" content="(\w+)"', page)
        assert found is not None
        return found[1]

    def submit(
        self, path: str, *, follow: bool = False, files: Any = None, **fields: Any
    ) -> Response:
        """Post a form with its token."""
        data = {"csrf": self.csrf(), **fields}
        return self.post(path, data=data, files=files, follow_redirects=follow)

    def log_in(self, name: str, password: str = PASSWORD, **fields: str) -> Response:
        return self.submit("/login", name=name, password=password, **fields)


@pytest.fixture
def client(place: Path) -> Iterator[Client]:
    """Alone on loopback: admin, without a login."""
    with Client(create_app(WebSettings(store=place))) as opened:
        yield opened


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hashing takes a while on purpose; in tests it need not."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_HASHER", quick)
        patch.setattr(passwords, "_made", [])
        yield


@pytest.fixture(scope="session")
def password_hash(quick_hashes: None) -> str:
    """Of `PASSWORD`."""
    return hash_password(PASSWORD)


def add_users(place: Path, password_hash: str) -> None:
    """One user for each role, of that name."""
    with open_store(place) as store:
        for role in ROLES:
            store.add_user(User(role, role, password_hash, datetime.now(UTC)))


@pytest.fixture
def crowd(place: Path, password_hash: str) -> Iterator[Callable[[str | None], Client]]:
    """Clients of one app with users: ``crowd("reviewer")`` is logged in, ``crowd(None)`` nobody."""
    add_users(place, password_hash)
    app = create_app(WebSettings(store=place))
    with Client(app):  # which opens and closes the store

        def enter(name: str | None) -> Client:
            one = Client(app, follow_redirects=False)
            if name is not None:
                assert one.log_in(name).status_code == 303
            return one

        yield enter


# -- a live server and Chromium ----------------------------------------------------------------


@contextmanager
def serving(settings: WebSettings) -> Iterator[str]:
    """The workbench on a free port of this machine, in a thread; its address without a slash."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(create_app(settings), log_level="warning", timeout_graceful_shutdown=3)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < end, "the server took too long to start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture
def live(place: Path) -> Iterator[str]:
    """The address of a running workbench over a copy of the examples, alone on loopback."""
    with serving(WebSettings(store=place)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="`browser` is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as running:
        yield running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def open_tab(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages; afterwards none may have complained or asked for anything beyond this machine.

    A test that means an error to happen clears ``tab.problems``.
    """
    opened = []
    with ExitStack() as left:

        def open_one(
            width: int = 1300, height: int = 900, scheme: str = "light", scripts: bool = True,
            **more: Any,
        ) -> Any:  # fmt: skip
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme,
                java_script_enabled=scripts, **more,
            )  # fmt: skip
            left.callback(context.close)
            context.set_default_timeout(10_000)
            tab = context.new_page()
            tab.problems = []
            tab.on("request", lambda request: _note_stranger(tab.problems, request.url))
            tab.on("console", lambda message: _note_complaint(tab.problems, message))
            tab.on("pageerror", lambda error: tab.problems.append(str(error)))
            opened.append(tab)
            return tab

        yield open_one
        assert [tab.problems for tab in opened if tab.problems] == []


@pytest.fixture
def tab(open_tab: Callable[..., Any]) -> Any:
    """A page of 1300 by 900."""
    return open_tab()


def _note_stranger(problems: list[str], url: str) -> None:
    if not re.match(r"(http://127\.0\.0\.1:\d+/|data:|blob:|about:)", url):
        problems.append(f"asked for {url}")


def _note_complaint(problems: list[str], message: Any) -> None:
    if message.type in {"error", "warning"}:
        problems.append(message.text)


def check_axe(tab: Any) -> None:
    """Axe finds nothing on the page; its script comes in past the policy, by the debugger."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    result = axe.Axe().run(tab)
    assert result.violations_count == 0, result.generate_report()


def fits(tab: Any) -> None:
    """The page does not scroll sideways."""
    wide, window = tab.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= window, f"{wide} px in a window of {window}"
