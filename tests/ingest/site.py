"""A real web server on the loopback interface, with answers that no good server gives.

``Site`` serves what a test puts into ``routes`` and writes down what it was asked. ``Time`` is a
clock whose waits take no time. ``news.example.pem`` is a certificate of this server's own making,
for the host news.example, that nobody else trusts.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from dateline.ingest.exchange import Limits
from dateline.ingest.fetch import Fetcher
from dateline.ingest.pace import Clock

CERTIFICATE = Path(__file__).with_name("news.example.pem")
NOW = datetime(2024, 5, 2, 12, 0, tzinfo=UTC)
QUICK = Limits(request=9.0, connect=9.0, quiet=9.0, body=200_000)
HTML = "text/html; charset=utf-8"

Request = BaseHTTPRequestHandler
Answer = Callable[[Request], None]


@dataclass
class Asked:
    path: str
    headers: Message


@dataclass
class Site:
    port: int
    routes: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    scheme: str = "http"

    def url(self, path: str = "/", host: str = "news.example") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


@contextmanager
def serve(*, tls: bool = False) -> Iterator[Site]:
    site = Site(0, scheme="https" if tls else "http")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(Asked(self.path, self.headers))
            self.close_connection = True
            answer = site.routes.get(self.path, status(404))
            with suppress(OSError):  # the client may have seen enough
                answer(self)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    site.port = server.server_port
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def body(data: bytes | str, kind: str = HTML, **headers: str) -> Answer:
    """Status 200 and these bytes; ``_`` in a header's name is ``-``."""
    raw = data.encode() if isinstance(data, str) else data

    def answer(request: Request) -> None:
        request.send_response(200)
        if kind:
            request.send_header("Content-Type", kind)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(raw)))
        request.end_headers()
        request.wfile.write(raw)

    return answer


def status(code: int, **headers: str) -> Answer:
    def answer(request: Request) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def redirect(where: str, code: int = 302) -> Answer:
    return status(code, Location=where)


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other, the last for ever."""
    left = list(answers)
    return lambda request: (left.pop(0) if len(left) > 1 else left[0])(request)


def raw(*parts: bytes, pause: float = 0.0, forever: bool = False, site: Site) -> Answer:
    """These bytes and nothing else, with a pause after each part; perhaps again and again."""

    def answer(request: Request) -> None:
        sent = False
        while not sent or forever and not site.closing.is_set():
            for part in parts[1:] if sent else parts:
                request.wfile.write(part)
                request.wfile.flush()
                if pause and site.closing.wait(pause):
                    return
            sent = True

    return answer


class Time:
    """A clock: time passes as it does, and at once where somebody waits."""

    def __init__(self, now: datetime = NOW) -> None:
        self._start = time.monotonic()
        self._now = now
        self.waits: list[float] = []

    @property
    def clock(self) -> Clock:
        return Clock(now=self._moment, monotonic=self._monotonic, sleep=self._sleep,
                     chance=lambda: 0.5)  # fmt: skip

    def _monotonic(self) -> float:
        return time.monotonic() + sum(self.waits)

    def _moment(self) -> datetime:
        return self._now + timedelta(seconds=sum(self.waits))

    def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


def loopback(host: str, port: int) -> Sequence[str]:
    """A resolver for which every name is this machine."""
    return ("127.0.0.1",)


def fetcher_of(
    *,
    time: Time | None = None,
    limits: Limits = QUICK,
    resolver: Callable[[str, int], Sequence[str]] = loopback,
    allow: Sequence[str] = ("127.0.0.1",),
    contact: str | None = None,
) -> Fetcher:
    """A fetcher that may call this machine and waits for nothing."""
    clock = (time or Time()).clock
    return Fetcher(limits=limits, contact=contact, allow=allow, resolver=resolver, clock=clock)


def article(*, head: str = "", title: str = "Gunmen kill 11 in market") -> str:
    """A page as news sites make them, with what is no news around the report."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} | Example</title>{head}
<style>p {{ color: red }}</style><script>var x = "<p>no words of the report</p>";</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<div style="display:none">Hidden words that no reader of this page will see.</div>
<article><h1>{title}</h1>
<p>BUNIA, Congo &mdash; Gunmen killed at least 11&nbsp;people in a market in eastern Congo on
   Monday, the army said, as violence in <b>Ituri</b> province went on for a third week.</p>
<p>The attackers &ldquo;came at dawn&rdquo;, said Jean Lalo, who leads a group of residents, and
burned several houses before soldiers arrived from the next town.</p>
<script>document.write("words of a script inside the report");</script>
<p>Nobody has claimed responsibility, but officials blamed a militia that has fought the army in
the region since 2017 and that has attacked villages before.</p>
<p>A second witness, who asked not to be named, said that the dead included four children and
two women who sold vegetables at the roadside every morning.</p></article>
<footer>Copyright Example News. All rights reserved.</footer></body></html>"""
