"""Jinja templates: escaped always, undefined names refused, and the words that pages share."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2

from .vendor import VENDOR

HERE = Path(__file__).parent
STATIC = HERE / "static"

_ACLED_CLASSES = {
    "battles": "t-battles",
    "explosions/remote violence": "t-explosions",
    "violence against civilians": "t-civilians",
    "protests": "t-protests",
    "riots": "t-riots",
    "strategic developments": "t-strategic",
}

_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control signs, and those that turn the words around them (bidi): no name and no query may send
them to a page, wherever it shows it."""


def type_class(acled: str | None) -> str:
    """The CSS class of an ACLED event type's colour; ``t-other`` for what ACLED does not have."""
    return _ACLED_CLASSES.get((acled or "").casefold(), "t-other")


def number(value: float | None) -> str:
    """1234567 as 1,234,567; a dash for nothing."""
    return "–" if value is None else f"{value:,}"


def span(low: int | None, high: int | None) -> str:
    """A range of numbers: 4, 4–7, 4+; a dash where neither is known."""
    if low is None:
        return "–" if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,}+"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def day(value: date | datetime | None) -> str:
    """A day as 2020-08-24; of a time its day in UTC."""
    return "–" if value is None else value.strftime("%Y-%m-%d")


def moment(value: datetime | None) -> str:
    """A time as 2020-08-24 12:00 UTC."""
    return "–" if value is None else value.strftime("%Y-%m-%d %H:%M UTC")


def words(value: str) -> str:
    """``violent_demonstration`` as ``violent demonstration``."""
    return value.replace("_", " ")


def path_part(value: str) -> str:
    """One part of a path, such as an outlet's name: everything quoted, slashes too."""
    return quote(value, safe="")


@cache
def static(name: str) -> str:
    """The address of a file under ``static/``, with its digest: it may be kept for ever.

    Not so our own modules: one module imports another by its bare address, and the same file
    under two addresses would run twice. The browser asks whether they have changed.
    """
    vendor = VENDOR.get(name)
    if vendor is None and name.endswith(".js"):
        return f"/static/{name}"
    digest = vendor.sha256 if vendor else hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = static
    for shown in (type_class, number, day, moment, words, path_part):
        environment.filters[shown.__name__] = shown
    environment.globals["span"] = span
    return environment


ENVIRONMENT = _environment()


def render(template: str, context: dict[str, Any]) -> str:
    """The text of a template; signs that would not be seen but obeyed are replaced, one by one."""
    return _OBEYED.sub("\ufffd", ENVIRONMENT.get_template(template).render(context))
