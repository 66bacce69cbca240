"""URLs as they are written by others: which may be followed at all, and where a redirect leads."""

from __future__ import annotations

from collections.abc import Sequence

import httpx

from ..errors import FetchFailed, FetchRefused

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4_000
_SHOWN = 200
_LAST_PORT = 65_535


def checked_url(written: str) -> httpx.URL:
    """An ``http`` or ``https`` URL without fragment and needless port.

    Raises:
        FetchRefused: another scheme, no host, a user name in it, or no URL at all.
    """
    if len(written) > _LONGEST:
        raise FetchRefused(f"{shown(written)}: the URL is longer than {_LONGEST:,} characters")
    try:
        url = httpx.URL(written.strip())
        host = url.host and url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        raise FetchRefused(f"{shown(written)}: this is not a URL") from None
    if url.scheme not in _PORTS:
        raise FetchRefused(f"{shown(written)}: only http and https URLs are fetched")
    if url.userinfo:
        bare = url.copy_with(userinfo=b"")
        raise FetchRefused(f"{shown(str(bare))}: a URL with a user name in it is not fetched")
    if not host or host.startswith(".") or ".." in host or "%" in host:
        raise FetchRefused(f"{shown(written)}: the URL has no host")
    if not 0 < port_of(url) <= _LAST_PORT:
        raise FetchRefused(f"{shown(written)}: there is no port {url.port}")
    needless = url.port == _PORTS[url.scheme]
    return url.copy_with(fragment=None, port=None if needless else url.port)


def next_url(hops: Sequence[httpx.URL], location: str | None, *, limit: int) -> httpx.URL:
    """Where the last of ``hops`` redirects to, if that may be followed.

    Raises:
        FetchRefused: as `checked_url`, and for a step down from https to http at another host.
        FetchFailed: nowhere, in a circle, or for more than ``limit`` times.
    """
    here = hops[-1]
    if not location:
        raise FetchFailed(f"{here}: it redirects to nowhere")
    if len(hops) > limit:
        raise FetchFailed(f"{hops[0]}: it redirects more than {limit} times")
    try:
        target = checked_url(str(here.join(location)))
    except (httpx.InvalidURL, ValueError):
        raise FetchRefused(f"{here}: it redirects to what is not a URL") from None
    except FetchRefused as error:
        raise FetchRefused(f"{here} redirects to {error}") from None
    if target in hops:
        raise FetchFailed(f"{hops[0]}: it redirects in a circle")
    if here.scheme == "https" and target.scheme == "http" and here.host != target.host:
        raise FetchRefused(f"{here}: it redirects from https to http at {target.host}")
    return target


def port_of(url: httpx.URL) -> int:
    """The port that is called."""
    return url.port if url.port is not None else _PORTS[url.scheme]


def origin_of(url: httpx.URL) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def shown(url: str) -> str:
    """The URL for a message: one line, and not longer than is of use."""
    line = "".join(c if c.isprintable() else "�" for c in url[:_SHOWN])
    return line if len(url) <= _SHOWN else f"{line}…"
