"""Where a store in PostgreSQL is: its URL, and how it is shown without what is secret in it."""

from __future__ import annotations

import re

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from ..errors import InputError

_DRIVER = "postgresql+psycopg"
_NAMES = frozenset({"postgresql", "postgres", _DRIVER})
_SECRET = re.compile(r"(?<=://)[^/?#]*@")
_SECRET_OPTION = re.compile(r"([?&][^=&]*password=)[^&]*", re.IGNORECASE)


def parsed(place: str) -> URL:
    """The URL of a store. Raises `InputError`, which shows no password, where it is none."""
    try:
        return make_url(place)
    except (ArgumentError, ValueError):
        raise InputError(f"{shown_words(place)}: not a URL of a store") from None


def is_postgres(url: URL) -> bool:
    """Whether a URL is of a PostgreSQL database that the one driver can open."""
    return url.drivername in _NAMES


def for_driver(url: URL) -> URL:
    """The same, as the driver is to open it."""
    return url.set(drivername=_DRIVER)


def shown(url: URL) -> str:
    """The URL without its password, for messages."""
    kept = {name: value for name, value in url.query.items() if "password" not in name.lower()}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, kept)
    return plain.render_as_string(hide_password=False)


def shown_words(place: str) -> str:
    """Likewise of what cannot be read as a URL."""
    return _SECRET_OPTION.sub(r"\1***", _SECRET.sub("***@", place))
