"""``dateline serve`` and ``dateline users``: what they refuse, what they write, that they serve."""

from __future__ import annotations

import io
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import httpx
import pytest

from dateline.cli.serve_verbs import RoleName
from dateline.records.people import Role
from dateline.store import open_store
from dateline.web.security.passwords import is_password
from dateline.web.security.tokens import digest_of

from ..cli.conftest import Result
from ..cli.conftest import dateline as dateline
from ..cli.conftest import home as home

Dateline = Callable[..., Result]

WORDS = "correct horse battery"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite"
    open_store(path).close()
    return path


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(f"{WORDS}\nand more lines\n", encoding="utf-8")
    return path


def test_roles_are_named_as_in_the_records() -> None:
    assert list(RoleName) == list(get_args(Role))


# -- users -------------------------------------------------------------------------------------


def test_users_come_and_go(dateline: Dateline, shop: Path, secret: Path) -> None:
    at = ("--store", shop, "--password-file", secret)
    added = dateline("users", "add", "Ann", "--role", "admin", *at)
    assert (added.status, added.out, added.err) == (0, "added Ann (admin)\n", "")
    dateline("users", "add", "bob", *at)
    assert dateline("users", "role", "BOB", "reader", "--store", shop).out == "bob is reader now\n"
    listed = dateline("users", "list", "--store", shop)
    assert re.fullmatch(r"Ann  admin, since [\d-]{10}\nbob  reader, since [\d-]{10}\n", listed.out)
    as_json = json.loads(dateline("users", "list", "--json", "--store", shop).out)
    assert [(one["name"], one["role"], one["tokens"]) for one in as_json] == [
        ("Ann", "admin", 0), ("bob", "reader", 0),
    ]  # fmt: skip
    assert dateline("users", "remove", "bob", "--store", shop).out == "removed bob\n"
    last = dateline("users", "remove", "ann", "--store", shop)
    assert "no users are left" in last.err
    with open_store(shop) as store:
        acts = [(act.what, act.on) for _, act in store.acts()]
        assert all("(command line)" in act.who for _, act in store.acts())
    assert acts == [
        ("user removed", "Ann"), ("user removed", "bob"), ("role changed", "bob"),
        ("user added", "bob"), ("user added", "Ann"),
    ]  # fmt: skip


def test_a_new_password(dateline: Dateline, shop: Path, secret: Path, tmp_path: Path) -> None:
    dateline("users", "add", "ann", "--store", shop, "--password-file", secret)
    other = tmp_path / "other"
    other.write_text("quite another one\r\n", encoding="utf-8")
    done = dateline("users", "password", "ann", "--store", shop, "--password-file", other)
    assert done.out == "set the password of ann\n"
    with open_store(shop) as store:
        user = store.user("ann")
    assert user is not None
    assert is_password(user.password_hash, "quite another one")
    assert user.session_epoch == 1


def test_a_password_from_standard_input(
    dateline: Dateline, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for more in ((), ("--password-file", "-")):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\n"))
        name = f"ann{len(more)}"
        assert dateline("users", "add", name, "--store", shop, *more).status == 0


def test_a_password_is_asked_for_twice(
    dateline: Dateline, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter([WORDS, WORDS, WORDS, "something else"])
    monkeypatch.setattr("dateline.cli.users.getpass.getpass", lambda prompt: next(given))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert dateline("users", "add", "ann", "--store", shop).status == 0
    refused = dateline("users", "add", "bob", "--store", shop)
    assert (refused.status, len(refused.complaints)) == (2, 1)


def test_what_is_refused_is_one_line(
    dateline: Dateline, shop: Path, secret: Path, tmp_path: Path
) -> None:
    short = tmp_path / "short"
    short.write_text("short", encoding="utf-8")
    at = ("--store", shop)
    dateline("users", "add", "ann", *at, "--password-file", secret)
    for args, says in (
        (("add", "ANN", *at, "--password-file", secret), "there is a user"),
        (("add", "a/b", *at, "--password-file", secret), "is no name"),
        (("add", "bob", *at, "--password-file", short), "at least 10"),
        (("add", "bob", *at, "--password-file", tmp_path / "none"), "No such file"),
        (("remove", "bob", *at), "there is no user 'bob'"),
        (("role", "bob", "admin", *at), "there is no user"),
        (("password", "bob", *at, "--password-file", secret), "there is no user"),
        (("token", "bob", *at), "there is no user"),
        (("token", "ann", "--for", " ", *at), "a token has a name"),
        (("list", "--store", tmp_path / "none.sqlite"), "there is no store yet"),
    ):
        result = dateline("users", *args)
        assert (result.status, len(result.complaints)) == (2, 1), args
        assert says in result.err


def test_a_token_is_printed_once(dateline: Dateline, shop: Path, secret: Path) -> None:
    dateline("users", "add", "ann", "--store", shop, "--password-file", secret)
    made = dateline("users", "token", "ann", "--for", "my notebook", "--store", shop).out.strip()
    with open_store(shop) as store:
        kept = store.token(digest_of(made))
    assert kept is not None
    assert (kept.user, kept.name) == ("ann", "my notebook")


# -- serve -------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [("--host", "0.0.0.0"), ("--trust-proxy",), ("--host", "::")])
def test_it_does_not_open_to_all(dateline: Dateline, shop: Path, args: tuple[str, ...]) -> None:
    result = dateline("serve", "--store", shop, "--port", "0", *args)
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "users add" in result.err


def test_nor_makes_a_store_for_all(dateline: Dateline, tmp_path: Path) -> None:
    place = tmp_path / "none.sqlite"
    result = dateline("serve", "--store", place, "--port", "0", "--host", "0.0.0.0")
    assert (result.status, len(result.complaints)) == (2, 1)
    assert not place.exists()


def test_what_serve_refuses_is_one_line(dateline: Dateline, shop: Path, tmp_path: Path) -> None:
    (tmp_path / "not.pem").write_text("no", encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for args, says in (
            (("--port", taken.getsockname()[1]), "in use"),
            (("--port", 0, "--host", "no.such.host.invalid"), "no such address"),
            (("--port", 0, "--tiles", "nothing"), "--tiles"),
            (("--port", 0, "--tls-cert", tmp_path / "none.pem"), "--tls-cert"),
            (("--port", 0, "--tls-cert", tmp_path / "not.pem"), "--tls-cert"),
            (("--port", 0, "--tls-key", tmp_path / "not.pem"), "give --tls-cert too"),
        ):
            result = dateline("serve", "--store", shop, "--no-open", *args)
            assert (result.status, len(result.complaints)) == (2, 1), args
            assert says in result.err


def test_it_serves_until_interrupted(shop: Path) -> None:
    command = [sys.executable, "-m", "dateline", "serve", "--store", str(shop), "--port", "0"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found is not None, line
        page = _get(found[0] + "about")
        assert page.status_code == 200
        assert "server" not in page.headers
    finally:
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, err) == (0, ""), out


def _get(address: str) -> httpx.Response:
    end = time.monotonic() + 20
    while True:
        try:
            return httpx.get(address)
        except httpx.TransportError:
            assert time.monotonic() < end
            time.sleep(0.1)
