"""Who gets in, how, and what every answer says to the browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi.routing import iter_route_contexts

from dateline.errors import InputError
from dateline.web.app import ROUTERS, create_app
from dateline.web.security.tokens import new_token
from dateline.web.settings import WebSettings

from .conftest import PASSWORD, ROLES, Client

Crowd = Callable[[str | None], Client]

OPEN = {"/login"}
"""What everybody may see without being known."""
OF_READERS = {"/logout", "/account/password", "/account/logout-everywhere", "/explore/searches",
              "/explore/searches/remove"}  # fmt: skip
"""What a reader may change: their own login, and searches they have saved."""


class Way(NamedTuple):
    """One method of one address."""

    method: str
    path: str

    @property
    def example(self) -> str:
        """The address with something in place of its parameters."""
        return re.sub(r"\{[^}]*\}", "1", self.path)


def ways() -> Iterator[Way]:
    """Every way into the app but for its files."""
    for route in iter_route_contexts(create_app(WebSettings()).routes):
        if route.path is None or route.path.startswith("/static"):
            continue
        for method in sorted(getattr(route, "methods", None) or {"GET"}):
            if method != "HEAD":
                yield Way(method, route.path)


ALL = list(ways())
GETS = [way for way in ALL if way.method == "GET"]
CHANGING = [way for way in ALL if way.method != "GET"]


def test_the_routes_are_found() -> None:
    assert {"/explore", "/incidents/{id}", "/people.json", "/openapi.json"} <= {
        w.path for w in GETS
    }
    assert len(CHANGING) >= 9
    assert len({way.path for way in ALL}) >= len(ROUTERS)


# -- roles -------------------------------------------------------------------------------------


def test_nobody_sees_anything(crowd: Crowd) -> None:
    nobody = crowd(None)
    for way in GETS:
        answer = nobody.get(way.example)
        if way.path in OPEN:
            assert answer.status_code == 200, way
        elif way.path == "/":
            assert answer.headers["location"].startswith("/login"), way
        elif re.search(r"\.(json|csv)$", way.example):
            assert answer.status_code == 401, way
            assert answer.headers["www-authenticate"].startswith("Bearer")
        else:
            assert answer.status_code == 303, way
            assert answer.headers["location"].startswith("/login?next=%2F"), way


def test_nobody_changes_anything(crowd: Crowd) -> None:
    nobody = crowd(None)
    for way in CHANGING:
        if way.path not in OPEN:
            answer = nobody.request(way.method, way.example, data={"csrf": nobody.csrf()})
            assert answer.status_code in {303, 401}, way
            assert answer.headers.get("location", "/login").startswith("/login"), way


def test_readers_change_nothing_but_their_own(crowd: Crowd) -> None:
    reader = crowd("reader")
    token = {"X-CSRF-Token": reader.csrf()}
    for way in CHANGING:
        if way.path not in OPEN | OF_READERS:
            assert reader.request(way.method, way.example, headers=token).status_code == 403, way
    for path in ("/review", "/add", "/people", "/people.json", "/people/log.csv"):
        assert reader.get(path).status_code == 403, path
    for path in ("/explore", "/actors", "/sources", "/audit", "/about", "/account"):
        assert reader.get(path).status_code == 200, path


def test_reviewers_do_not_see_people(crowd: Crowd) -> None:
    reviewer = crowd("reviewer")
    token = {"X-CSRF-Token": reviewer.csrf()}
    for way in ALL:
        if way.path.startswith("/people"):
            assert reviewer.request(way.method, way.example, headers=token).status_code == 403, way
    assert reviewer.get("/review").status_code == 200
    assert reviewer.get("/add").status_code == 200
    assert "People and log" not in reviewer.get("/about").text
    assert "People and log" in crowd("admin").get("/about").text


def test_a_role_counts_from_the_moment_it_is_given(crowd: Crowd) -> None:
    admin, reader = crowd("admin"), crowd("reader")
    admin.submit("/people/reader/role", role="reviewer")
    assert reader.get("/review").status_code == 200
    admin.submit("/people/reader/disable")
    assert reader.get("/explore").status_code == 303
    assert crowd(None).log_in("reader").status_code == 401


def test_alone_nobody_logs_in(client: Client) -> None:
    assert client.get("/explore").status_code == 200
    assert client.get("/people").status_code == 200
    assert client.get("/login", follow_redirects=False).headers["location"] == "/"


def test_the_first_user_ends_being_alone(client: Client) -> None:
    client.submit("/people/add", name="ann", role="reader", password=PASSWORD)
    assert client.store.users() == ()  # not somebody who cannot let others in
    client.submit("/people/add", name="ann", role="admin", password=PASSWORD)
    assert client.get("/explore", follow_redirects=False).headers["location"].startswith("/login")
    assert client.log_in("ann").status_code == 303
    assert client.get("/people").status_code == 200


def test_one_admin_stays(crowd: Crowd) -> None:
    admin = crowd("admin")
    for path, fields in (
        ("/people/admin/role", {"role": "reader"}),
        ("/people/ADMIN/role", {"role": "reader"}),
        ("/people/admin/disable", {}),
        ("/people/admin/remove", {}),
    ):
        answer = admin.submit(path, **fields)
        assert answer.status_code == 400, path
        assert "one admin has to stay" in answer.text
    assert admin.get("/people").status_code == 200


# -- forged requests ---------------------------------------------------------------------------


def test_every_change_needs_its_token(crowd: Crowd) -> None:
    admin, other = crowd("admin"), crowd("admin")
    strange = other.csrf()
    right = admin.csrf()
    for way in CHANGING:
        for headers, data in (
            ({}, {}),
            ({}, {"csrf": ""}),
            ({}, {"csrf": strange}),
            ({"X-CSRF-Token": strange}, {}),
            ({b"X-CSRF-Token": b"\xc3\xa9"}, {}),
            ({"X-CSRF-Token": right, "Sec-Fetch-Site": "cross-site"}, {}),
            ({"X-CSRF-Token": right, "Sec-Fetch-Site": "same-site"}, {}),
        ):
            answer = admin.request(way.method, way.example, headers=headers, data=data)
            assert answer.status_code == 403, (way, headers, data)
    assert {user.name for user in admin.store.users()} == set(ROLES)
    assert admin.get("/people").status_code == 200


def test_alone_the_token_is_needed_too(client: Client) -> None:
    answer = client.post("/people/add", data={"name": "a", "role": "admin", "password": PASSWORD})
    assert answer.status_code == 403
    assert client.store.users() == ()
    headers = {"X-CSRF-Token": client.csrf()}
    fields = {"name": "a", "role": "admin", "password": PASSWORD}
    assert client.post("/people/add", data=fields, headers=headers).status_code == 200
    assert [user.name for user in client.store.users()] == ["a"]


# -- API tokens --------------------------------------------------------------------------------


def made_token(admin: Client, name: str) -> str:
    page = admin.submit(f"/people/{name}/tokens", label="tests")
    assert page.headers["cache-control"] == "no-store"
    found = re.search(r"dl_[\w-]+", page.text)
    assert found is not None
    return found[0]


def test_tokens(crowd: Crowd) -> None:
    admin, nobody = crowd("admin"), crowd(None)
    token = made_token(admin, "reader")
    bearer = {"Authorization": f"Bearer {token}"}
    assert token not in admin.get("/people").text  # shown once
    assert token not in admin.get("/people.json").text
    assert nobody.get("/about.json", headers=bearer).status_code == 200
    assert nobody.get("/people.json", headers=bearer).status_code == 403
    (kept,) = admin.store.tokens("reader")
    assert kept.last_used is not None
    assert token not in kept.digest
    # no form token is needed with it, nor does it let a reader do more
    assert nobody.post("/people/admin/remove", headers=bearer).status_code == 403
    admin.submit(f"/people/tokens/{kept.id}/remove")
    assert nobody.get("/about.json", headers=bearer).status_code == 401


def test_a_token_may_change_what_its_role_may(crowd: Crowd) -> None:
    admin, nobody = crowd("admin"), crowd(None)
    bearer = {"Authorization": f"Bearer {made_token(admin, 'admin')}"}
    answer = nobody.post("/people/reader/role", headers=bearer, data={"role": "reviewer"})
    assert answer.status_code == 303
    known = admin.store.user("reader")
    assert known is not None
    assert known.role == "reviewer"


def test_a_wrong_token_is_all_that_counts(crowd: Crowd) -> None:
    admin = crowd("admin")
    for wrong in (b"Bearer dl_x", b"bearer x", b"Bearer \xc3\xa9", b"Bearer \xff\xff"):
        header = {b"Authorization": wrong}
        assert admin.get("/about.json", headers=header).status_code == 401
        assert admin.post("/people/reader/remove", headers=header).status_code == 401
    assert admin.store.user("reader") is not None


def test_the_tokens_of_the_disabled_and_removed(crowd: Crowd) -> None:
    admin, nobody = crowd("admin"), crowd(None)
    bearer = {"Authorization": f"Bearer {made_token(admin, 'reader')}"}
    admin.submit("/people/reader/disable")
    assert nobody.get("/about.json", headers=bearer).status_code == 401
    admin.submit("/people/reader/disable")
    assert nobody.get("/about.json", headers=bearer).status_code == 200
    admin.submit("/people/reader/remove")
    assert nobody.get("/about.json", headers=bearer).status_code == 401
    assert admin.store.tokens() == ()


def test_token_names() -> None:
    for name in ("", "   ", "x" * 61):
        with pytest.raises(InputError):
            new_token("ann", name, datetime.now(UTC))


# -- hosts, headers, sizes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "localhost.evil.example",
     "169.254.169.254", "", "[::2]:80", "127.0.0.1@evil.example"],
)  # fmt: skip
def test_other_names_are_refused(client: Client, host: str) -> None:
    for path in ("/explore", "/static/dateline.css", "/nothing"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400, path
        assert answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:9999", "[::1]:8321"])
def test_our_own_names(client: Client, host: str) -> None:
    assert client.get("/explore", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_behind_a_hidden_proxy_it_is_closed(client: Client, header: str) -> None:
    answer = client.get("/explore", headers={header: "10.0.0.1"})
    assert answer.status_code == 400
    assert "--trust-proxy" in answer.text


def test_elsewhere_any_name_will_do_but_nobody_is_alone(place: Path) -> None:
    for settings in (
        WebSettings(store=place, host="0.0.0.0"),
        WebSettings(store=place, trust_proxy=True),
    ):
        with Client(create_app(settings)) as one:
            answer = one.get("/explore", headers={"Host": "a.example"}, follow_redirects=False)
            assert answer.status_code == 303


def test_the_policy_stands_in_every_answer(crowd: Crowd) -> None:
    admin = crowd("admin")
    answers = [admin.get(way.example) for way in GETS]
    answers += [admin.get(path) for path in ("/nothing", "/static/dateline.css", "/static/no")]
    answers += [admin.post("/people/add"), crowd(None).get("/about")]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_pages_have_nothing_inline(crowd: Crowd) -> None:
    admin = crowd("admin")
    for way in GETS:
        answer = admin.get(way.example)
        if answer.headers.get("content-type", "").startswith("text/html"):
            for tag in re.findall(r"<[a-zA-Z][^>]*>", answer.text):
                assert not re.search(r"""\s(style|on\w+)\s*=""", tag), (way, tag)
            assert "<style" not in answer.text
            assert not re.search(r"<script(?![^>]*\ssrc=)", answer.text)
            assert not re.search(r'(src|href)="(https?:)?//', re.sub(r"<a [^>]*>", "", answer.text))


def test_a_broken_page_tells_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(WebSettings(store=place))
    with Client(app, raise_server_exceptions=False) as one:
        monkeypatch.setattr(one.store, "runs", lambda: 1 / 0)
        answer = one.get("/about")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "ZeroDivision" not in answer.text
    assert answer.headers["content-security-policy"]


def test_no_telemetry(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    app = create_app(WebSettings(store=place))
    assert not app._native_telemetry.enabled()
    with Client(app) as one:
        assert one.get("/about").status_code == 200


def test_tiles_are_the_only_stranger(place: Path) -> None:
    tiles = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    with Client(create_app(WebSettings(store=place, tiles=tiles))) as one:
        policy = one.get("/about").headers["content-security-policy"]
    assert "img-src 'self' data: https://*.tiles.example;" in policy
    for wrong in ("tiles", "https://a/{z}/{x}.png", "javascript:{x}{y}{z}", "//a/{x}{y}{z}",
                  "https://a; script-src *;/{z}/{x}/{y}", "https://a,b/{z}/{x}/{y}"):  # fmt: skip
        with pytest.raises(InputError, match="--tiles"):
            WebSettings(tiles=wrong)


def test_endless_bodies(place: Path) -> None:
    def endless() -> Iterator[bytes]:
        yield b"a=" + b"x" * 2000

    with Client(create_app(WebSettings(store=place, max_body_bytes=1000))) as one:
        token = {"X-CSRF-Token": one.csrf(), "content-type": "application/x-www-form-urlencoded"}
        assert one.post("/people/add", content=b"x" * 2000, headers=token).status_code == 413
        assert one.post("/people/add", content=endless(), headers=token).status_code == 413
        assert one.get("/about").status_code == 200


def test_the_api_document_is_not_for_everybody(crowd: Crowd) -> None:
    assert crowd(None).get("/openapi.json").status_code == 401
    assert "/people.json" in crowd("reader").get("/openapi.json").json()["paths"]
    assert crowd("admin").get("/docs").status_code == 404
