"""How the workbench is served: built at the command line, frozen, handed down."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ..config import Settings
from ..errors import InputError

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
MAX_BODY_BYTES = 64 * 2**20
"""A request's body may be this large; an upload of articles is the largest there is."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Where the store is, who may reach the workbench and how, and how its articles are coded.

    ``store`` is a file or URL as `dateline.store.open_store` takes it, None for the user's own.
    ``tiles`` is the address of map tiles with ``{z}``, ``{x}`` and ``{y}``; without it no request
    leaves the machine. ``prepared`` reads the incidents when the workbench starts, not when it is
    first asked for them. ``trust_proxy`` says that another server stands before this one. Raises
    `InputError` for tiles that are no such address.
    """

    store: str | Path | None = None
    host: str = "127.0.0.1"
    port: int = 8321
    tiles: str | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None
    trust_proxy: bool = False
    title: str = "Dateline"
    coder: Settings = field(default_factory=Settings)
    max_body_bytes: int = MAX_BODY_BYTES
    prepared: bool = False

    def __post_init__(self) -> None:
        if self.tiles is not None:
            _check_tiles(self.tiles)

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine reaches the workbench, with nothing standing before it."""
        return not self.trust_proxy and is_loopback(self.host)

    @property
    def tiles_origin(self) -> str | None:
        """Scheme and host of the tiles, for the content-security policy."""
        if self.tiles is None:
            return None
        parts = urlsplit(self.tiles)
        host = parts.netloc.replace("{s}", "*")
        return f"{parts.scheme}://{host}"


def is_loopback(host: str) -> bool:
    """Whether a name or address is the machine's own."""
    if host.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_tiles(tiles: str) -> None:
    parts = urlsplit(tiles)
    marks = all(mark in tiles for mark in ("{z}", "{x}", "{y}"))
    # What stands in the netloc goes into a header: nothing there may end a directive.
    plain = not any(one in tiles for one in " \t\r\n;,'\"")
    if parts.scheme not in {"http", "https"} or not parts.netloc or not marks or not plain:
        raise InputError(
            f"--tiles: {tiles!r} is no address such as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png"
        )
