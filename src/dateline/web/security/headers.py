"""The headers of every answer: what the browser may load, send and show of us elsewhere."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..settings import WebSettings

_UNCHANGING = "public, max-age=31536000, immutable"


def policy(settings: WebSettings) -> str:
    """The content-security policy: nothing but our own files, and the user's map tiles."""
    tiles = f" {settings.tiles_origin}" if settings.tiles_origin else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data:{tiles}",
            "connect-src 'self'",
            "font-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def fixed_headers(settings: WebSettings) -> dict[str, str]:
    """What stands in every answer."""
    return {
        "Content-Security-Policy": policy(settings),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


class HeadersMiddleware:
    """Adds the headers; pages are not cached for others, files with their digest for ever."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self.app = app
        self._fixed = fixed_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._fixed.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
                _say_how_long(headers, scope, message["status"])
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _say_how_long(headers: MutableHeaders, scope: Scope, status: int) -> None:
    if not scope["path"].startswith("/static/"):
        headers.setdefault("Cache-Control", "private, no-cache")
        headers.add_vary_header("Cookie")
        headers.add_vary_header("HX-Request")
    elif scope["query_string"].startswith(b"v=") and status in {200, 304}:
        headers.setdefault("Cache-Control", _UNCHANGING)
    else:
        headers.setdefault("Cache-Control", "no-cache")
