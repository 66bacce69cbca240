"""``dateline serve``: the workbench over a store, until interrupted."""

from __future__ import annotations

import contextlib
import socket
import ssl
import sys
import threading
import time
import webbrowser
from pathlib import Path

import typer
import uvicorn

from ..errors import InputError
from ..store.opening import open_store
from ..web.app import create_app
from ..web.settings import WebSettings, is_loopback
from .options import CoderOptions
from .request import settings_of
from .running import OK

_BACKLOG = 256
_GRACE_SECONDS = 10
_LOCAL = "127.0.0.1,::1"
_PRIVATE = f"{_LOCAL},10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"
"""Whom ``--trust-proxy`` believes: a proxy on this machine or in the same private network."""


def run(
    *,
    store: str | None,
    address: tuple[str, int],
    open_browser: bool | None,
    tiles: str | None,
    tls: tuple[str | None, str | None],
    trust_proxy: bool,
) -> int:
    """Serve until interrupted and return the exit code.

    Raises `InputError` where it would be open to others without users, or cannot listen.
    """
    host, port = address
    cert, key = _tls(tls)
    with _listening(host, port) as listening:
        settings = WebSettings(
            store=store, host=host, port=listening.getsockname()[1], tiles=tiles, tls_cert=cert,
            tls_key=key, trust_proxy=trust_proxy, coder=settings_of(CoderOptions(None, None)),
            prepared=True,
        )  # fmt: skip
        # Nobody is known to a store that is not there yet.
        with open_store(settings.store, create=settings.on_loopback) as opened:
            _check_users(settings, has_users=bool(opened.users()))
            typer.echo(f"dateline: {_url(settings)} over {opened.place} (Ctrl-C ends it)")
            server = _server(settings, create_app(settings, opened))
            if sys.stdout.isatty() if open_browser is None else open_browser:
                threading.Thread(target=_show, args=(server, _url(settings)), daemon=True).start()
            with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
                server.run(sockets=[listening])
    return OK if server.started else 1


def _check_users(settings: WebSettings, *, has_users: bool) -> None:
    if has_users or settings.on_loopback:
        return
    why = "behind a proxy" if is_loopback(settings.host) else f"on {settings.host}"
    raise InputError(f"{why} anybody could come in: first add a user, dateline users add NAME "
                     "--role admin")  # fmt: skip


def _tls(given: tuple[str | None, str | None]) -> tuple[Path | None, Path | None]:
    """Certificate and key, tried out: `InputError` where they do not belong together."""
    cert, key = given
    if cert is None:
        if key is not None:
            raise InputError("--tls-key: give --tls-cert too")
        return None, None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password=_no_password)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"--tls-cert: {cert}: {reason}") from None
    return Path(cert), Path(key) if key else None


def _no_password() -> str:
    raise ValueError("the key is locked with a password")


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, so that a port which is taken is said before anything is loaded."""
    try:
        family, kind, number, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise InputError(f"--host: {host}: no such address") from None
    listening = socket.socket(family, kind, number)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise InputError(f"{host}:{port}: {error.strerror or error}") from None
    return listening


def _server(settings: WebSettings, app: object) -> uvicorn.Server:
    trusted = _LOCAL if is_loopback(settings.host) else _PRIVATE
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=settings.trust_proxy,
        forwarded_allow_ips=trusted if settings.trust_proxy else "",
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    return uvicorn.Server(config)


def _url(settings: WebSettings) -> str:
    scheme = "https" if settings.tls_cert else "http"
    host = settings.host if settings.host not in {"0.0.0.0", "::"} else socket.gethostname()
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}:{settings.port}/"


def _show(server: uvicorn.Server, url: str) -> None:
    """Open the browser once the server answers."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.05)
    webbrowser.open(url)
