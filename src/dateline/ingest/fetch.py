"""Fetch a URL that anybody may have written: politely, and without being led astray.

Every request goes to an address that was checked (`addresses`) and to no other (`wire`), within a
time and a size (`exchange`, `unpacking`), at the site's pace and by its robots.txt. Redirects are
followed here, one by one, each checked like the first. There is no cookie, no cache and no proxy,
and a connection serves one request only.
"""

from __future__ import annotations

import ssl
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from types import TracebackType

import httpx

from .._version import __version__
from ..errors import FetchFailed, FetchRefused
from .addresses import Resolver, checked_addresses, networks, system_resolver
from .exchange import REDIRECTS, Answer, Limits, Request, exchange, media_type, request_headers
from .pace import Clock, Pace
from .robots import MAX_BYTES, TOKEN, Robots
from .urls import checked_url, next_url, origin_of, port_of
from .wire import PinnedBackend

FEEDS = frozenset(
    "application/rss+xml application/atom+xml application/rdf+xml application/xml text/xml".split()
)
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_MAX_VALIDATOR = 500


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with its last answer, so that it need not send the same again."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> tuple[tuple[str, str], ...]:
        """The request headers of a conditional GET."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return tuple((name, value) for name, value in pairs if value and _is_sendable(value))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered. ``body`` is unpacked, and empty where ``not_modified``.

    ``url`` is where the answer came from, ``asked`` what was asked for, ``hops`` the URLs that
    led from one to the other. ``charset`` is what the Content-Type header says.
    """

    url: str
    asked: str
    fetched_at: datetime
    media_type: str = ""
    charset: str | None = None
    body: bytes = field(default=b"", repr=False)
    validators: Validators = Validators()
    not_modified: bool = False
    hops: tuple[str, ...] = ()


class Fetcher:
    """Fetches pages and feeds; a context manager, for one thread.

    ``contact`` (an address or a page of yours) is added to the User-Agent, as polite robots do.
    ``allow`` names addresses and networks beyond the public internet that may be called all the
    same: it is there for tests, and nothing that is read from a feed or a page reaches it.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        contact: str | None = None,
        allow: Collection[str] = (),
        resolver: Resolver = system_resolver,
        clock: Clock | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._headers = request_headers(_agent(contact))
        self._allow = networks(allow)
        self._resolver = resolver
        self._clock = clock or Clock()
        self._pace = Pace(self._clock)
        self._robots = Robots(self._robots_text, self._clock.monotonic)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is left open between two requests."""

    def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        accept: frozenset[str] = FEEDS | PAGES,
    ) -> Fetched:
        """Fetch ``url``; ``accept`` are the media types that may come back.

        With the ``validators`` of an earlier answer the server may say that nothing has changed.
        Tried again, with growing waits, where that may help.

        Raises:
            FetchRefused: it must not be fetched.
            FetchFailed: it could not be fetched.
        """
        attempt = 1
        while True:
            try:
                return self._follow(url, validators or Validators(), accept)
            except FetchFailed as error:
                wait = self._wait(error, attempt)
                if wait is None:
                    raise
            self._clock.sleep(wait)
            attempt += 1

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    def _wait(self, error: FetchFailed, attempt: int) -> float | None:
        """Seconds until the next attempt; None where there shall be none."""
        if not error.transient or attempt >= self.limits.attempts:
            return None
        if error.retry_after is not None:
            return error.retry_after if error.retry_after <= self.limits.retry_after else None
        return float(self.limits.backoff * 2 ** (attempt - 1) * (1 + self._clock.chance()))

    def _follow(self, asked: str, validators: Validators, accept: frozenset[str]) -> Fetched:
        first = checked_url(asked)
        try:
            url, hops, answer = self._lead(first, validators, accept)
        except (FetchRefused, FetchFailed) as error:
            if not str(error).startswith(str(first)):  # robots.txt, or where a redirect led
                error.args = (f"{first}: {error}",)
            raise
        kind, charset = media_type(answer.headers)
        return Fetched(
            url=str(url),
            asked=asked,
            fetched_at=self._clock.now(),
            media_type=kind,
            charset=charset,
            body=answer.body,
            validators=Validators(answer.headers.get("etag"), answer.headers.get("last-modified")),
            not_modified=answer.status == HTTPStatus.NOT_MODIFIED,
            hops=tuple(str(one) for one in hops),
        )

    def _lead(
        self, here: httpx.URL, validators: Validators, accept: frozenset[str]
    ) -> tuple[httpx.URL, list[httpx.URL], Answer]:
        """Where the redirects lead, by which URLs, and the answer there."""
        hops: list[httpx.URL] = []
        while True:
            rules = self._robots.rules(origin_of(here))
            if not rules.allow(str(here)):
                raise FetchRefused(f"{here}: robots.txt does not allow it")
            if not hops or hops[-1].host != here.host:
                delay = max(self.limits.delay, min(rules.delay, self.limits.crawl_delay))
                self._pace.wait(here.host, delay)
            answer = self._ask(here, self.limits.body, accept, validators.headers())
            if answer.status not in REDIRECTS:
                return here, hops, answer
            hops.append(here)
            here = next_url(hops, answer.headers.get("location"), limit=self.limits.redirects)

    def _robots_text(self, origin: str) -> str:
        """A robots.txt as RFC 9309 has it: where the server says there is none, all is allowed.

        One that cannot be read (a broken server, no connection) forbids all for now.
        """
        here = checked_url(f"{origin}/robots.txt")
        hops: list[httpx.URL] = []
        try:
            while True:
                answer = self._ask(here, MAX_BYTES)
                if answer.status not in REDIRECTS:
                    return answer.body.decode("utf-8", "replace")
                hops.append(here)
                here = next_url(hops, answer.headers.get("location"), limit=self.limits.redirects)
        except FetchFailed as error:
            if error.transient or error.status is None:
                raise
            return ""

    def _ask(
        self,
        url: httpx.URL,
        max_bytes: int,
        accept: frozenset[str] | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> Answer:
        host = url.raw_host.decode("ascii")
        found = checked_addresses(host, port_of(url), str(url), self._resolver, self._allow)
        clock = self._clock
        backend = PinnedBackend(found, clock.monotonic() + self.limits.request, clock.monotonic)
        request = Request(url, (*self._headers, *headers), accept, max_bytes)
        tls = self._tls if url.scheme == "https" else None
        return exchange(request, backend, tls, self.limits, clock.now())


def _agent(contact: str | None) -> str:
    name = f"{TOKEN}/{__version__}"
    return f"{name} (+{contact})" if contact and _is_sendable(contact) else name


def _is_sendable(value: str) -> bool:
    return len(value) <= _MAX_VALIDATOR and value.isascii() and value.isprintable()
