"""What is turned away before anything reads it: strange hosts, hidden proxies, endless bodies."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..settings import LOOPBACK_NAMES, WebSettings

_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip")


class GateMiddleware:
    """Refuses requests by their ``Host`` and the size of their body.

    On loopback only the machine's own names count as host: another site's name that was made to
    lead here (DNS rebinding) would have a browser treat our pages as that site's. And what a proxy
    passes on to a workbench that believes itself alone did not come from this machine.
    """

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self.app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        if refusal is not None:
            await PlainTextResponse(f"{refusal}\n", 400)(scope, receive, send)
            return
        most = self._settings.max_body_bytes
        if _stated_length(request) > most:
            await PlainTextResponse("that is too large\n", 413)(scope, receive, send)
            return
        await self.app(scope, _limited(receive, most), send)

    def _refusal(self, request: Request) -> str | None:
        if not self._settings.on_loopback:
            return None
        host = _host_name(request.headers.get("host", ""))
        if host not in LOOPBACK_NAMES and host != self._settings.host.lower():
            return "this workbench does not answer under that name"
        if any(name in request.headers for name in _FORWARDED):
            return "behind a proxy: add users, and start with --trust-proxy"
        return None


def _host_name(header: str) -> str:
    """The host without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.rpartition(":")[0].lower() if ":" in header else header.lower()


def _stated_length(request: Request) -> int:
    stated = request.headers.get("content-length", "0")
    return int(stated) if stated.isascii() and stated.isdigit() else 0


def _limited(receive: Receive, most: int) -> Callable[[], Awaitable[Message]]:
    """The same messages; a body that grows past what it may raises status 413."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, "that is too large")
        return message

    return counted
