"""Login: passwords, throttling, cookies, where it leads, and what is written down of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from dateline.errors import InputError
from dateline.store import open_store
from dateline.web.app import create_app
from dateline.web.security import passwords
from dateline.web.security.passwords import check_password, user_name
from dateline.web.security.sessions import LOGGED_IN_SECONDS, LONGEST_SECONDS, Sessions
from dateline.web.security.throttle import (
    MOST_OF_ADDRESS,
    MOST_OF_NAME,
    WINDOW_SECONDS,
    Throttle,
)
from dateline.web.settings import WebSettings

from .conftest import PASSWORD, Client, add_users

Crowd = Callable[[str | None], Client]


def cookie_of(one: Client) -> tuple[str, str]:
    """The name and value of the one cookie."""
    ((name, value),) = one.cookies.items()
    return name, value


def give(one: Client, cookie: tuple[str, str]) -> None:
    """Put that cookie in place of the browser's own."""
    one.cookies.clear()
    one.cookies.set(*cookie, domain="127.0.0.1", path="/")


# -- login -------------------------------------------------------------------------------------


def test_login_and_logout(crowd: Crowd) -> None:
    one = crowd(None)
    assert one.log_in("reviewer", "wrong password").status_code == 401
    assert one.log_in("nobody", PASSWORD).status_code == 401
    assert one.log_in("", PASSWORD).status_code in {401, 422}
    answer = one.log_in("Reviewer", next="/about?x=1")  # capitals make no difference in names
    assert answer.headers["location"] == "/about?x=1"
    assert "reviewer" in one.get("/about").text
    one.submit("/logout")
    assert one.get("/about").status_code == 303


def test_a_stolen_cookie_ends_with_the_logout(crowd: Crowd) -> None:
    one = crowd("reader")
    stolen = cookie_of(one)
    one.submit("/logout")
    thief = crowd(None)
    give(thief, stolen)
    assert thief.get("/about").status_code == 303


def test_a_session_that_somebody_planted_is_worth_nothing(crowd: Crowd) -> None:
    victim, attacker = crowd(None), crowd(None)
    attacker.get("/login")
    planted = cookie_of(attacker)
    give(victim, planted)
    victim.log_in("admin")
    assert cookie_of(victim) != planted
    assert attacker.get("/people").status_code == 303
    # nor is the token of the planted session good for the victim's forms
    forged = attacker.csrf()
    assert victim.post("/people/reader/remove", data={"csrf": forged}).status_code == 403


def test_a_new_password_ends_all_other_logins(crowd: Crowd) -> None:
    here, elsewhere = crowd("reader"), crowd("reader")
    new = "another fine password"
    fields = {"old": "not it at all", "new": new, "again": new}
    here.submit("/account/password", **fields)
    assert "not right" in here.get("/account").text
    assert here.submit("/account/password", **fields | {"again": "x"}).status_code == 400
    here.submit("/account/password", **fields | {"old": PASSWORD})
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    assert crowd(None).log_in("reader", PASSWORD).status_code == 401
    assert crowd(None).log_in("reader", new).status_code == 303


def test_log_out_everywhere_else(crowd: Crowd) -> None:
    here, elsewhere = crowd("reader"), crowd("reader")
    here.submit("/account/logout-everywhere")
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "evil",
     "/\tevil", "javascript:alert(1)", "/%0d%0a\r\nSet-Cookie: a=b", "///evil.example", "",
     "/\x00/evil"],
)  # fmt: skip
def test_next_leads_nowhere_else(crowd: Crowd, address: str) -> None:
    one = crowd(None)
    assert one.log_in("reader", next=address).headers["location"] == "/"
    answer = one.get("/login", params={"next": address})
    assert answer.headers["location"] == "/"
    assert "set-cookie" not in {key.lower() for key in answer.headers} or "a=b" not in str(
        answer.headers
    )


def test_the_form_of_next_is_clean(crowd: Crowd) -> None:
    page = crowd(None).get("/login", params={"next": '//evil"><script>'}).text
    assert '<input type="hidden" name="next" value="/">' in page
    assert "<script>" not in page


# -- throttling --------------------------------------------------------------------------------


def test_a_name_is_throttled(crowd: Crowd) -> None:
    one = crowd(None)
    for _ in range(MOST_OF_NAME):
        assert one.log_in("reader", "wrong password").status_code == 401
    answer = one.log_in("READER")  # the right password does not help now
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > WINDOW_SECONDS - 60
    assert one.log_in("reviewer").status_code == 303


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_window_slides() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(MOST_OF_NAME):
        assert throttle.begin("ann", "1.2.3.4") == 0
    assert throttle.begin("ann", "5.6.7.8") == WINDOW_SECONDS
    assert throttle.begin("bob", "1.2.3.4") == 0
    clock.now += WINDOW_SECONDS + 1
    assert throttle.begin("ann", "1.2.3.4") == 0


def test_an_address_is_throttled() -> None:
    throttle = Throttle(Clock())
    for n in range(MOST_OF_ADDRESS):
        assert throttle.begin(f"user{n}", "1.2.3.4") == 0
    assert throttle.begin("another", "1.2.3.4") > 0
    assert throttle.begin("another", "5.6.7.8") == 0


def test_success_starts_anew() -> None:
    throttle = Throttle(Clock())
    for _ in range(3 * MOST_OF_ADDRESS):
        assert throttle.begin("ann", "1.2.3.4") == 0
        throttle.succeeded("ann", "1.2.3.4")


# -- cookies -----------------------------------------------------------------------------------


def test_cookie_flags(crowd: Crowd, place: Path) -> None:
    cookie = crowd(None).get("/login").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    with Client(create_app(WebSettings(store=place, trust_proxy=True))) as one:
        one.base_url = "https://dateline.example"
        answer = one.get("/login")
        assert "Secure" in answer.headers["set-cookie"].split("; ")
        assert answer.headers["strict-transport-security"]


def test_forged_and_foreign_cookies_are_nobody(crowd: Crowd) -> None:
    name, _ = cookie_of(crowd("reader"))
    other = Sessions(b"another key of 32 bytes........!", name)
    session = other.read(None)
    session.log_in("admin", 0, 0)
    for value in (other.write(session), "x", "", "a.b.c", "." * 5000):
        one = crowd(None)
        give(one, (name, value))
        assert one.get("/people").status_code == 303, value[:20]


def test_sessions_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_700_000_000.0
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now)
    sessions = Sessions(b"a key", "c", clock=lambda: now)
    session = sessions.read(None)
    session.log_in("ann", 0, int(now))
    cookie = sessions.write(session)
    assert sessions.read(cookie).user == "ann"
    now += LOGGED_IN_SECONDS + 2
    assert sessions.read(cookie).user is None
    fresh = sessions.write(session)
    assert sessions.read(fresh).user == "ann"
    now += LONGEST_SECONDS
    assert sessions.read(sessions.write(session)).user is None


# -- passwords and names -----------------------------------------------------------------------


@pytest.mark.parametrize("password", ["short", "x" * 257, "aaaaaaaaaaaaa", "Alexandria"])
def test_weak_passwords(password: str) -> None:
    with pytest.raises(InputError):
        check_password(password, "alexandria")


@pytest.mark.parametrize("name", ["", " ", "_a", "a b", "a/b", "a\nb", "x" * 61, "<b>", "a\u202eb"])
def test_no_names(name: str) -> None:
    with pytest.raises(InputError):
        user_name(name)


@pytest.mark.parametrize("name", ["ann", "Ann.Other", "a@b.org", "Örjan", "علي"])
def test_names(name: str) -> None:
    assert user_name(f" {name} ") == name


def test_passwords_are_kept_as_argon2(crowd: Crowd) -> None:
    admin = crowd("admin")
    admin.submit("/people/add", name="new", role="reader", password="a password for new")
    user = admin.store.user("new")
    assert user is not None
    assert user.password_hash.startswith("$argon2id$")
    assert "argon2" not in admin.get("/people.json").text
    assert crowd(None).log_in("new", "a password for new").status_code == 303


def test_a_weaker_hash_is_renewed(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    stronger = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", stronger)
    one = crowd("reader")
    user = one.store.user("reader")
    assert user is not None
    assert "m=64,t=2" in user.password_hash
    assert one.get("/about").status_code == 200


# -- the audit log -----------------------------------------------------------------------------


def test_what_was_done_is_written_down(crowd: Crowd) -> None:
    crowd(None).log_in("reader", "wrong password")
    admin = crowd("admin")
    admin.submit("/people/add", name="=new", role="reader", password=PASSWORD)  # no name
    admin.submit("/people/add", name="new", role="reader", password=PASSWORD)
    admin.submit("/people/new/role", role="reviewer")
    admin.submit("/people/new/remove")
    acts = [(act.who, act.what, act.on) for _, act in admin.store.acts()]
    assert acts == [
        ("admin", "user removed", "new"),
        ("admin", "role changed", "new"),
        ("admin", "user added", "new"),
        ("admin", "login", "admin"),
        ("?", "login failed", "reader"),
    ]
    assert [one["what"] for one in admin.get("/people/log.json").json()["acts"]] == [
        what for _, what, _ in acts
    ]
    assert "login failed" in admin.get("/people/log.csv").text
    assert PASSWORD not in admin.get("/people/log.csv").text


def test_users_survive_a_restart(place: Path, password_hash: str) -> None:
    add_users(place, password_hash)
    with Client(create_app(WebSettings(store=place))) as one:
        one.log_in("reader")
        cookie = cookie_of(one)
    with Client(create_app(WebSettings(store=place))) as again:
        give(again, cookie)
        assert again.get("/about").status_code == 200
    with open_store(place) as store:
        assert len(store.users()) == 3
