"""Fetching from a real server on this machine: what is followed, refused and waited for."""

from __future__ import annotations

import gzip
import ssl
import time as real_time
import zlib
from collections.abc import Iterator
from dataclasses import replace

import brotli
import httpx
import pytest

from dateline.errors import FetchFailed, FetchRefused, InputError
from dateline.ingest.exchange import Limits
from dateline.ingest.fetch import FEEDS, Validators

from .site import (
    CERTIFICATE,
    NOW,
    QUICK,
    Answer,
    Site,
    Time,
    body,
    fetcher_of,
    in_turn,
    raw,
    redirect,
    serve,
    status,
)  # fmt: skip

PAGE = "<html><body><p>Police met.</p></body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as one:
        one.routes["/robots.txt"] = status(404)
        one.routes["/page"] = body(PAGE)
        yield one


def failure(site: Site, path: str = "/page", **options: object) -> str:
    """Why the page cannot be fetched, without its URL; always one line, and soon."""
    started = real_time.monotonic()
    with fetcher_of(**options) as fetcher, pytest.raises(InputError) as caught:  # type: ignore[arg-type]
        fetcher.get(site.url(path))
    assert real_time.monotonic() - started < 8
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, FetchFailed | FetchRefused)
    return str(caught.value).removeprefix(site.url(path)).removeprefix(": ")


ONCE = replace(QUICK, attempts=1)
IMPATIENT = replace(ONCE, request=0.4)


def test_a_page(site: Site) -> None:
    site.routes["/page"] = body(PAGE, "text/html; charset=ISO-8859-1", ETag='"1"')
    with fetcher_of(contact="desk@news.example") as fetcher:
        fetched = fetcher.get(site.url("/page#part"))
    assert fetched.body == PAGE.encode()
    assert (fetched.url, fetched.asked) == (site.url("/page"), site.url("/page#part"))
    assert (fetched.media_type, fetched.charset) == ("text/html", "ISO-8859-1")
    assert (fetched.fetched_at, fetched.not_modified) == (NOW, False)
    assert fetched.validators == Validators('"1"', None)
    headers = site.asked[-1].headers
    assert headers["Host"] == f"news.example:{site.port}"
    assert headers["User-Agent"].startswith("Dateline/")
    assert headers["User-Agent"].endswith(" (+desk@news.example)")
    assert "Cookie" not in headers


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, code: int) -> None:
    site.routes["/old"] = redirect("/page", code)
    with fetcher_of() as fetcher:
        fetched = fetcher.get(site.url("/old"))
    assert fetched.url == site.url("/page")
    assert fetched.hops == (site.url("/old"),)


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        (
            "http://10.0.0.1/",
            "http://10.0.0.1/robots.txt: 10.0.0.1 has the private address 10.0.0.1",
        ),
        ("http://127.0.0.2/", "127.0.0.2 has the loopback address 127.0.0.2"),
        (
            "http://169.254.169.254/latest/meta-data/",
            "169.254.169.254 has the link-local address 169.254.169.254",
        ),
        ("http://[::1]/", "::1 has the loopback address ::1"),
        ("file:///etc/passwd", "only http and https URLs are fetched"),
        ("ftp://files.example/x", "only http and https URLs are fetched"),
        ("javascript:alert(1)", "only http and https URLs are fetched"),
        ("gopher://x.example/1", "only http and https URLs are fetched"),
        ("http://name:word@x.example/", "a URL with a user name in it is not fetched"),
        ("http://a.example:99999/", "there is no port 99999"),
        ("http://x.example:22/", "port 22 is not one of web servers"),
    ],
)
def test_redirects_that_are_not_followed(site: Site, where: str, reason: str) -> None:
    def numbers_are_themselves(host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.1",) if host.endswith(".example") else (host,)

    site.routes["/old"] = redirect(where)
    said = failure(site, "/old", resolver=numbers_are_themselves)
    assert reason in said
    assert "word" not in said
    assert site.paths() == ["/old"]


def test_redirects_without_end(site: Site) -> None:
    for number in range(9):
        site.routes[f"/{number}"] = redirect(f"/{number + 1}")
    assert failure(site, "/0") == "it redirects more than 5 times"
    assert site.paths() == [f"/{number}" for number in range(6)]
    site.routes["/a"], site.routes["/b"] = redirect("/b"), redirect("/a")
    assert failure(site, "/a") == "it redirects in a circle"
    site.routes["/self"] = redirect("")
    assert failure(site, "/self") == "it redirects to nowhere"
    site.routes["/none"] = status(302)
    assert failure(site, "/none") == "it redirects to nowhere"


def test_a_name_is_looked_up_once_and_its_answer_called(site: Site) -> None:
    """DNS rebinding: a second question would be answered with another address."""
    answers = [("127.0.0.1",), ("10.0.0.1",)]

    def rebinding(host: str, port: int) -> tuple[str, ...]:
        return answers.pop(0)

    # The first question is for robots.txt, the second for the page.
    assert "has the private address 10.0.0.1" in failure(site, resolver=rebinding)
    assert site.paths() == []
    assert answers == []


def test_the_connection_goes_to_the_checked_address(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody_asks(*_: object, **__: object) -> object:
        raise AssertionError("the system's resolver was asked for a name")

    real = __import__("socket").getaddrinfo
    monkeypatch.setattr(
        "socket.getaddrinfo",
        lambda host, *a, **k: real(host, *a, **k) if host == "127.0.0.1" else nobody_asks(),
    )
    with fetcher_of() as fetcher:
        assert fetcher.get(site.url("/page")).body == PAGE.encode()


def test_the_next_address_is_called_where_one_does_not_answer(site: Site) -> None:
    with fetcher_of(
        resolver=lambda host, port: ("127.0.0.3", "127.0.0.1"), allow=["127.0.0.0/8"]
    ) as fetcher:
        assert fetcher.get(site.url("/page")).body == PAGE.encode()


def packed(kind: str, data: bytes) -> bytes:
    if kind == "br":
        return brotli.compress(data, quality=3)
    return gzip.compress(data) if kind == "gzip" else zlib.compress(data)


@pytest.mark.parametrize("kind", ["gzip", "deflate", "br"])
def test_packed_bodies(site: Site, kind: str) -> None:
    text = PAGE.encode() * 100
    site.routes["/page"] = body(packed(kind, text), Content_Encoding=kind)
    with fetcher_of() as fetcher:
        assert fetcher.get(site.url("/page")).body == text
    assert kind in site.asked[-1].headers["Accept-Encoding"]


@pytest.mark.parametrize("kind", ["gzip", "deflate", "br"])
def test_bombs(site: Site, kind: str) -> None:
    bomb = packed(kind, b"\0" * 30_000_000)
    site.routes["/page"] = body(bomb, Content_Encoding=kind)
    assert failure(site, limits=ONCE) == "it is larger than 200,000 bytes"
    roomy = replace(ONCE, body=100_000_000)
    assert failure(site, limits=roomy) == "it unpacks to more than 100 times its size"


def test_other_packings(site: Site) -> None:
    site.routes["/page"] = body(b"x", Content_Encoding="gzip, gzip")
    assert "packed in a way that was not asked for ('gzip, gzip')" in failure(site)
    site.routes["/page"] = body(b"not packed", Content_Encoding="gzip")
    assert failure(site) == "its compression is damaged"
    site.routes["/page"] = body(gzip.compress(PAGE.encode())[:-9], Content_Encoding="gzip")
    assert failure(site, limits=ONCE) == "it ends in the middle"


def test_bodies_that_are_too_long(site: Site) -> None:
    site.routes["/page"] = body(b"x" * 300_000)
    assert failure(site) == "it is larger than 200,000 bytes"
    chunk = b"2710\r\n" + b"x" * 10_000 + b"\r\n"
    endless = raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", chunk, forever=True, site=site)
    site.routes["/page"] = endless
    assert failure(site) == "it is larger than 200,000 bytes"


NO_ANSWER = "no full answer within the time limit (0.4 s)"


@pytest.mark.parametrize(
    "parts",
    [
        (HEAD + b"Content-Length: 100000\r\n\r\n", b"x"),  # a byte at a time
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),  # a header at a time
        (b"", b""),  # nothing at all
    ],
)
def test_servers_that_take_their_time(site: Site, parts: tuple[bytes, bytes]) -> None:
    site.routes["/page"] = raw(*parts, pause=0.02, forever=True, site=site)
    assert failure(site, limits=IMPATIENT) == NO_ANSWER


@pytest.mark.parametrize(
    "part",
    [
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000,
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000,
        b"no HTTP at all\r\n\r\n",
        HEAD + b"Content-Length: 100\r\n\r\nshort",
        HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"",
    ],
)
def test_answers_that_are_not_http(site: Site, part: bytes) -> None:
    site.routes["/page"] = raw(part, site=site)
    said = failure(site, limits=ONCE)
    assert said in (
        "the answer is not HTTP, is cut short, or its headers are too long",
        "the connection broke off",
    )


def test_no_server(site: Site) -> None:
    with fetcher_of(limits=ONCE) as fetcher, pytest.raises(FetchFailed) as caught:
        fetcher.get("http://news.example:9/page".replace(":9/", f":{_free_port()}/"))
    assert "no connection could be made" in str(caught.value)


def _free_port() -> int:
    with serve() as other:
        return other.port


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (204, "the server answered 204 No Content"),
        (304, "the server answered 304 Not Modified"),
        (403, "the server answered 403 Forbidden"),
        (404, "the server answered 404 Not Found"),
        (410, "the server answered 410 Gone"),
        (599, "the server answered 599"),
    ],
)
def test_statuses_that_are_final(site: Site, code: int, said: str) -> None:
    site.routes["/page"] = status(code)
    time = Time()
    assert failure(site, time=time) == said
    assert time.waits == []


def test_kinds_of_content(site: Site) -> None:
    site.routes["/page"] = body(b"%PDF", "application/pdf")
    assert failure(site) == "it is of the type 'application/pdf', which is not read"
    site.routes["/page"] = body(PAGE)
    with fetcher_of() as fetcher, pytest.raises(FetchFailed, match="type 'text/html'"):
        fetcher.get(site.url("/page"), accept=FEEDS)
    site.routes["/page"] = body(PAGE, kind="")
    with fetcher_of() as fetcher:
        assert fetcher.get(site.url("/page")).media_type == ""


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_tries_again(site: Site, code: int) -> None:
    site.routes["/page"] = in_turn(status(code), status(code), body(PAGE))
    time = Time()
    with fetcher_of(time=time) as fetcher:
        assert fetcher.get(site.url("/page")).body == PAGE.encode()
    # 1 s and 2 s, each half as long again by chance; the pace of 1 s is over by then
    assert time.waits == [1.5, 3.0]
    site.routes["/page"] = status(code)
    assert f"the server answered {code}" in failure(site)


def test_waits_as_long_as_the_server_asks(site: Site) -> None:
    time = Time()
    site.routes["/page"] = in_turn(status(429, Retry_After="7"), body(PAGE))
    with fetcher_of(time=time, limits=replace(QUICK, delay=0.0)) as fetcher:
        assert fetcher.get(site.url("/page")).body == PAGE.encode()
        assert time.waits == [7.0]
        date = "Thu, 02 May 2024 12:00:30 GMT"  # 23 s from then on
        site.routes["/page"] = in_turn(status(503, Retry_After=date), body(PAGE))
        fetcher.get(site.url("/page"))
        assert 22 < time.waits[-1] <= 23
        site.routes["/page"] = status(429, Retry_After="3600")
        with pytest.raises(FetchFailed, match="429 Too Many Requests") as caught:
            fetcher.get(site.url("/page"))
    assert caught.value.retry_after == 3600
    assert caught.value.transient
    assert len(time.waits) == 2


def test_each_host_has_its_pace(site: Site) -> None:
    time = Time()
    with fetcher_of(time=time, limits=replace(QUICK, delay=5.0)) as fetcher:
        fetcher.get(site.url("/page", "a.example"))
        fetcher.get(site.url("/page", "b.example"))
        assert time.waits == []
        fetcher.get(site.url("/page", "a.example"))
    assert len(time.waits) == 1
    assert 4 < time.waits[0] <= 5


@pytest.mark.parametrize(("asked", "waited"), [("12", 12), ("86400", 30), ("0", 1)])
def test_the_pace_that_robots_txt_asks_for(site: Site, asked: str, waited: float) -> None:
    site.routes["/robots.txt"] = body(f"User-agent: *\nCrawl-delay: {asked}\n", "text/plain")
    time = Time()
    with fetcher_of(time=time) as fetcher:
        fetcher.get(site.url("/page"))
        fetcher.get(site.url("/page"))
    assert waited - 1 < time.waits[0] <= waited


def test_robots_txt(site: Site) -> None:
    rules = "User-agent: *\nDisallow: /private/\n\nUser-agent: dateline\nDisallow: /page\n"
    site.routes["/robots.txt"] = body(rules, "text/plain")
    site.routes["/other"] = body(PAGE)
    site.routes["/to"] = redirect("/page")
    with fetcher_of() as fetcher:
        fetcher.get(site.url("/other"))
        for path in ("/page", "/to"):
            with pytest.raises(FetchRefused, match=r"/page: robots\.txt does not allow it"):
                fetcher.get(site.url(path))
    assert [one.path for one in site.asked].count("/robots.txt") == 1
    assert "/page" not in site.paths()


def test_robots_txt_of_each_host_on_the_way(site: Site) -> None:
    site.routes["/to"] = redirect(site.url("/page", "other.example"))
    with fetcher_of() as fetcher:
        fetcher.get(site.url("/to"))
    hosts = [one.headers["Host"] for one in site.asked if one.path == "/robots.txt"]
    assert hosts == [f"news.example:{site.port}", f"other.example:{site.port}"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (status(401), None),
        (status(403), None),
        (body("<html>nothing here</html>"), None),
        (body(b"\xff\xfe\x00 Disallow: /"), None),
        (redirect("/page"), None),
        (status(500), "the server answered 500"),
        (status(503), "the server answered 503"),
        (body(b"#" * 2_000_000), "it is larger than 1,000,000 bytes"),
        (redirect("/robots.txt?"), "it redirects"),
        (redirect("http://10.0.0.1/robots.txt"), "private address"),
    ],
)
def test_robots_txt_that_is_none(site: Site, answer: Answer, said: str | None) -> None:
    site.routes["/robots.txt"] = site.routes["/robots.txt?"] = answer
    resolver = lambda host, port: ("127.0.0.1",) if "example" in host else (host,)  # noqa: E731
    if said is None:
        with fetcher_of(resolver=resolver) as fetcher:
            assert fetcher.get(site.url("/page")).body == PAGE.encode()
    else:
        said_so = failure(site, limits=ONCE, resolver=resolver)
        assert said in said_so
        assert "/robots.txt" in said_so
        assert site.paths() == []


def test_robots_txt_is_read_again_after_a_day(site: Site) -> None:
    time = Time()
    with fetcher_of(time=time) as fetcher:
        fetcher.get(site.url("/page"))
        time.waits.append(86_401.0)
        site.routes["/robots.txt"] = body("User-agent: *\nDisallow: /", "text/plain")
        with pytest.raises(FetchRefused):
            fetcher.get(site.url("/page"))


def test_conditional_requests(site: Site) -> None:
    def answer(request: object) -> None:
        known = request.headers["If-None-Match"] == '"abc"'  # type: ignore[attr-defined]
        (status(304) if known else body(PAGE, ETag='"abc"', Last_Modified="Thu, 02 May 2024"))(
            request  # type: ignore[arg-type]
        )

    site.routes["/page"] = answer
    with fetcher_of() as fetcher:
        first = fetcher.get(site.url("/page"))
        second = fetcher.get(site.url("/page"), validators=first.validators)
    assert not first.not_modified
    assert second.not_modified
    assert second.body == b""
    assert site.asked[-1].headers["If-Modified-Since"] == "Thu, 02 May 2024"


@pytest.mark.parametrize("mark", ["a\r\nX-Evil: 1", "ü", "x" * 600, ""])
def test_marks_that_are_not_sent_back(site: Site, mark: str) -> None:
    with fetcher_of() as fetcher:
        fetcher.get(site.url("/page"), validators=Validators(mark, mark))
    assert "If-None-Match" not in site.asked[-1].headers
    assert "X-Evil" not in site.asked[-1].headers


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://news.example/x", "only http and https URLs are fetched"),
        ("file:///etc/passwd", "only http and https URLs are fetched"),
        ("news.example/page", "only http and https URLs are fetched"),
        ("http:///page", "the URL has no host"),
        ("http://.example/", "the URL has no host"),
        ("http://a..example/", "the URL has no host"),
        ("http://xn--/", "this is not a URL"),
        ("http://news.example/\n", "no address"),
        ("http://news.example/a\nb", "this is not a URL"),
        ("http://user@news.example/", "a URL with a user name in it is not fetched"),
        ("http://news.example/" + "x" * 5000, "longer than 4,000 characters"),
    ],
)
def test_urls_that_are_none(url: str, said: str) -> None:
    with (
        fetcher_of(limits=ONCE, resolver=lambda host, port: ()) as fetcher,
        pytest.raises(InputError) as caught,
    ):
        fetcher.get(url)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]"]
)
def test_without_leave_this_machine_is_not_called(site: Site, host: str) -> None:
    """With the system's own resolver, which knows every way to write an address."""
    from dateline.ingest.addresses import system_resolver

    with (
        fetcher_of(allow=(), resolver=system_resolver, limits=ONCE) as fetcher,
        pytest.raises(InputError) as caught,
    ):
        fetcher.get(site.url("/page", host))
    assert "loopback address" in str(caught.value) or "no address" in str(caught.value)
    assert site.asked == []


def test_https(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(tls=True) as site:
        site.routes["/page"] = body(PAGE)
        assert "/robots.txt: its certificate is not valid (" in failure(site)
        assert site.asked == []
        trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
        monkeypatch.setattr(httpx, "create_ssl_context", lambda: trusting)
        with fetcher_of() as fetcher:
            assert fetcher.get(site.url("/page")).body == PAGE.encode()
            # the certificate is for the name that was asked for, not for the address called
            with pytest.raises(FetchFailed, match="certificate is not valid"):
                fetcher.get(site.url("/page", "other.example"))


def test_steps_down_from_https(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    monkeypatch.setattr(httpx, "create_ssl_context", lambda: trusting)
    with serve(tls=True) as secure:
        secure.routes["/same"] = redirect(site.url("/page"))
        secure.routes["/other"] = redirect(site.url("/page", "other.example"))
        with fetcher_of() as fetcher:
            assert fetcher.get(secure.url("/same")).url == site.url("/page")
        assert failure(secure, "/other") == "it redirects from https to http at other.example"


def test_the_defaults_wait_and_refuse() -> None:
    assert Limits().delay >= 1
    assert Limits().attempts > 1
