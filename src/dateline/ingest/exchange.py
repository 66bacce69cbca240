"""One HTTP request and its answer: status, type and size are judged here, politeness is not."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpcore
import httpx

from ..errors import FetchFailed
from .unpacking import ACCEPTED, Unpacker
from .urls import origin_of
from .wire import PinnedBackend

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRY_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_GONE_WRONG = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch goes; times in seconds, sizes in bytes.

    ``request`` is the time for one request from connecting to its last byte, ``connect`` and
    ``quiet`` for the connection and for a server that says nothing. ``body`` is the size
    unpacked. ``redirects`` and ``attempts`` are counts; ``backoff`` is the first wait between two
    attempts, which doubles; ``delay`` the least time between two pages of one host;
    ``retry_after`` and ``crawl_delay`` the longest waits that a site may ask for.
    """

    request: float = 30.0
    connect: float = 10.0
    quiet: float = 15.0
    body: int = 10_000_000
    redirects: int = 5
    attempts: int = 3
    backoff: float = 1.0
    delay: float = 1.0
    retry_after: float = 60.0
    crawl_delay: float = 30.0


@dataclass(frozen=True, slots=True)
class Request:
    """A GET: ``accept`` are the media types that may come back, None for any."""

    url: httpx.URL
    headers: tuple[tuple[str, str], ...]
    accept: frozenset[str] | None
    max_bytes: int

    @property
    def is_conditional(self) -> bool:
        """Whether the server may answer that nothing has changed."""
        return any(name in _CONDITIONS for name, _ in self.headers)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status 200 with its body (unpacked), 304, or a redirect."""

    status: int
    headers: httpx.Headers
    body: bytes = field(default=b"", repr=False)


def exchange(
    request: Request,
    backend: PinnedBackend,
    tls: ssl.SSLContext | None,
    limits: Limits,
    now: datetime,
) -> Answer:
    """Send ``request`` over a connection of its own; ``now`` is for dates in Retry-After.

    Raises:
        FetchFailed: no answer, or one that is no page; the message names the URL.
    """
    url = request.url
    origin = httpcore.URL(origin_of(url)).origin
    timeouts = {"connect": limits.connect, "read": limits.quiet, "write": limits.quiet}
    try:
        with (
            httpcore.HTTPConnection(origin, tls, network_backend=backend) as connection,
            connection.stream(
                "GET",
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=[("Host", url.netloc.decode("ascii")), *request.headers],
                extensions={"timeout": timeouts},
            ) as response,
        ):
            return _judged(response, request, now)
    except FetchFailed as error:
        raise FetchFailed(
            f"{url}: {error}",
            status=error.status,
            transient=error.transient,
            retry_after=error.retry_after,
        ) from None
    except _GONE_WRONG as error:
        reason, transient = _what_went_wrong(error, limits)
        raise FetchFailed(f"{url}: {reason}", transient=transient) from None


def media_type(headers: httpx.Headers) -> tuple[str, str | None]:
    """The media type of a Content-Type header ("" for none) and its charset."""
    kind, *parameters = headers.get("content-type", "").split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return kind.strip().lower(), value.strip().strip("\"'") or None
    return kind.strip().lower(), None


def _judged(response: httpcore.Response, request: Request, now: datetime) -> Answer:
    headers = httpx.Headers(response.headers)
    unchanged = response.status == HTTPStatus.NOT_MODIFIED and request.is_conditional
    if response.status in REDIRECTS or unchanged:
        return Answer(response.status, headers)
    if response.status != HTTPStatus.OK:
        raise FetchFailed(
            f"the server answered {_status(response.status)}",
            status=response.status,
            transient=response.status in _TRY_AGAIN,
            retry_after=_retry_after(headers.get("retry-after"), now),
        )
    kind, _ = media_type(headers)
    if request.accept is not None and kind and kind not in request.accept:
        raise FetchFailed(f"it is of the type {kind[:60]!r}, which is not read")
    return Answer(response.status, headers, _body(response, headers, request.max_bytes))


def _body(response: httpcore.Response, headers: httpx.Headers, limit: int) -> bytes:
    length = headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > limit:
        raise FetchFailed(f"it is larger than {limit:,} bytes")
    unpacker = Unpacker(headers.get("content-encoding", ""), limit)
    for piece in response.iter_stream():
        unpacker.feed(piece)
    return unpacker.finish()


def request_headers(agent: str) -> tuple[tuple[str, str], ...]:
    """What every request says of Dateline and of what it can read."""
    return (
        ("User-Agent", agent),
        ("Accept", "text/html, application/xhtml+xml, application/rss+xml, "
                   "application/atom+xml, application/xml;q=0.9, text/plain;q=0.5"),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
    )  # fmt: skip


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, which gives them or a date."""
    if not value:
        return None
    value = value.strip()
    if value.isdecimal() and len(value) < 10:
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _what_went_wrong(error: Exception, limits: Limits) -> tuple[str, bool]:
    """The reason in words, and whether another attempt may help."""
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({cause.verify_message})", False
    if isinstance(cause, ssl.SSLError):
        return "no secure connection could be made", False
    if isinstance(error, httpcore.TimeoutException):
        return f"no full answer within the time limit ({limits.request:g} s)", True
    if isinstance(error, httpcore.ConnectError):
        return "no connection could be made", True
    if isinstance(error, httpcore.ProtocolError):
        return "the answer is not HTTP, is cut short, or its headers are too long", True
    return "the connection broke off", True
