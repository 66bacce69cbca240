"""The files of htmx and Leaflet: out of their wheels, each with the digest it must have."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from starlette.requests import Request
from starlette.responses import Response

from ..errors import DataError


@dataclass(frozen=True, slots=True)
class VendorFile:
    """A file of another package: where it lies, what it is, what it must be."""

    package: str
    path: str
    media: str
    sha256: str


_HTMX, _LEAFLET = "js_lib_htmx", "js_lib_leaflet"
_AT = "static/js_lib_leaflet"
_JS, _CSS, _PNG = "text/javascript", "text/css", "image/png"

VENDOR = {
    "vendor/htmx.min.js": VendorFile(
        _HTMX, "static/htmx/htmx.min.js", _JS,
        "491955cd1810747d7d7b9ccb936400afb760e06d25d53e4572b64b6563b2784e"),
    "vendor/leaflet.js": VendorFile(
        _LEAFLET, f"{_AT}/leaflet.js", _JS,
        "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"),
    "vendor/leaflet.css": VendorFile(
        _LEAFLET, f"{_AT}/leaflet.css", _CSS,
        "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6"),
    "vendor/images/layers.png": VendorFile(
        _LEAFLET, f"{_AT}/images/layers.png", _PNG,
        "1dbbe9d028e292f36fcba8f8b3a28d5e8932754fc2215b9ac69e4cdecf5107c6"),
    "vendor/images/layers-2x.png": VendorFile(
        _LEAFLET, f"{_AT}/images/layers-2x.png", _PNG,
        "066daca850d8ffbef007af00b06eac0015728dee279c51f3cb6c716df7c42edf"),
    "vendor/images/marker-icon.png": VendorFile(
        _LEAFLET, f"{_AT}/images/marker-icon.png", _PNG,
        "574c3a5cca85f4114085b6841596d62f00d7c892c7b03f28cbfa301deb1dc437"),
    "vendor/images/marker-icon-2x.png": VendorFile(
        _LEAFLET, f"{_AT}/images/marker-icon-2x.png", _PNG,
        "00179c4c1ee830d3a108412ae0d294f55776cfeb085c60129a39aa6fc4ae2528"),
    "vendor/images/marker-shadow.png": VendorFile(
        _LEAFLET, f"{_AT}/images/marker-shadow.png", _PNG,
        "264f5c640339f042dd729062cfc04c17f8ea0f29882b538e3848ed8f10edb4da"),
}  # fmt: skip
"""By their names under ``/static/``; nothing else of those packages is served."""


@cache
def vendor_bytes(name: str) -> bytes:
    """A file's content. Raises `DataError` where it is missing or is not the one that is meant."""
    file = VENDOR[name]
    try:
        content = (resources.files(file.package) / file.path).read_bytes()
    except (ModuleNotFoundError, OSError):
        raise DataError(f"{file.package}/{file.path}: not installed") from None
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise DataError(f"{file.package}/{file.path}: not the file that Dateline was tested with")
    return content


def check_vendor() -> None:
    """Read all of them, so that what is wrong is said at the start. Raises `DataError`."""
    for name in VENDOR:
        vendor_bytes(name)


def serve_vendor(request: Request) -> Response:
    """Answer ``/static/vendor/...``."""
    name = f"vendor/{request.path_params['name']}"
    if name not in VENDOR:
        return Response(status_code=404)
    tag = f'"{VENDOR[name].sha256[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(vendor_bytes(name), media_type=VENDOR[name].media, headers={"ETag": tag})
