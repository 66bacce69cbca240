"""The query string and the filter it means: the same names and words as on the command line."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args
from urllib.parse import urlencode

from fastapi import HTTPException, Request

from ..errors import InputError
from ..store.contract import Order
from ..store.filters import PARAMETERS, Filter, parse_filter
from ..store.known_types import known_types
from ..store.paging import MOST_ROWS, checked_limit
from .context import Workbench

Words = Mapping[str, tuple[str, ...]]

LISTING = ("order", "after", "limit")
"""What lists take beside filters."""
DEFAULT_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What the query string asks for, and the links that ask for a little more or less.

    ``words`` has every name that was given, with its values as they were written; ``filter``,
    ``order``, ``after`` and ``limit`` are what the store is asked with.
    """

    path: str
    words: Words
    filter: Filter
    order: Order = "newest"
    after: str | None = None
    limit: int = DEFAULT_LIMIT

    @property
    def active(self) -> tuple[tuple[str, str], ...]:
        """Each filter that is set: name and value."""
        return tuple(
            (name, value) for name in PARAMETERS for value in self.words.get(name, ()) if value
        )

    def get(self, name: str, otherwise: str = "") -> str:
        """The first value of a name."""
        return next(iter(self.words.get(name, ())), otherwise)

    def has(self, name: str, value: str) -> bool:
        """Whether the name is set to this value, among others maybe."""
        return value in self.words.get(name, ())

    def adding(self, name: str, value: str) -> str:
        """The address with one more value; from its first page."""
        return self.link(**{name: (*self.words.get(name, ()), value)})

    def dropping(self, name: str, value: str | None = None) -> str:
        """The address without a value, or without the name."""
        left = tuple(one for one in self.words.get(name, ()) if value is not None and one != value)
        return self.link(**{name: left})

    def toggling(self, name: str, value: str) -> str:
        """`dropping` the value if it is set, else `adding` it."""
        return self.dropping(name, value) if self.has(name, value) else self.adding(name, value)

    def link(self, path: str | None = None, /, **changes: str | tuple[str, ...] | None) -> str:
        """The address with some names changed (None or () takes one away), from the first page."""
        words = {name: values for name, values in self.words.items() if name != "after"}
        for name, value in changes.items():
            words[name] = (value,) if isinstance(value, str) else tuple(value or ())
        query = urlencode([(name, one) for name, values in words.items() for one in values if one])
        return (path or self.path) + (f"?{query}" if query else "")

    def next(self, cursor: str | None) -> str | None:
        """The address of the next page, None where there is none."""
        return None if cursor is None else self.link(after=cursor)

    def twin(self, form: str) -> str:
        """The address of the same view as ``json`` or ``csv``."""
        stem = self.path.removesuffix(".json").removesuffix(".csv")
        return self.link(f"{stem}.{form}", after=self.after)

    def hidden(self, *but: str) -> list[tuple[str, str]]:
        """Names and values to send along in a GET form as hidden fields, without some names."""
        left = (name for name in self.words if name not in {*but, "after"})
        return [(name, value) for name in left for value in self.words[name] if value]


def asks(*own: str) -> Callable[[Request], Asked]:
    """A dependency that reads filters, order, cursor and limit, and a page's ``own`` names.

    Raises `InputError` (answered with 400) for a name or a word that is unknown.
    """

    def asked(request: Request) -> Asked:
        words: dict[str, tuple[str, ...]] = {}
        for name, value in request.query_params.multi_items():
            known = name.replace("-", "_")
            _check_name(known, own)
            if value.strip():
                words[known] = (*words.get(known, ()), value.strip())
        filters = {name: given for name, given in words.items() if name in PARAMETERS}
        return Asked(
            path=request.url.path,
            words=words,
            filter=filter_of(filters, request.app.state.workbench),
            order=_order(words),
            after=next(iter(words.get("after", ())), None),
            limit=_limit(words),
        )

    return asked


def filter_of(words: Words, workbench: Workbench) -> Filter:
    """A filter of words; countries may be given by name.

    Raises `InputError`, and `HTTPException` (404) for a run that is not in the store.
    """

    def country(name: str) -> str | None:
        return workbench.gazetteer.country_code(name) or workbench.gazetteer.country(name)

    run = parse_filter({"run": words.get("run", ())}).run
    if run is not None and all(one.number != run for one in workbench.store.runs()):
        raise HTTPException(404, f"there is no run {run}")
    return parse_filter(words, types=known_types(words, workbench.store), country=country)


def documented(*own: str) -> dict[str, Any]:
    """For a route that depends on `asks`: its parameters in the OpenAPI document.

    ``@router.get("/explore.json", openapi_extra=documented())``
    """
    text: dict[str, Any] = {"type": "string"}
    known: dict[str, dict[str, Any]] = {
        **{name: {"type": "array", "items": text} for name in PARAMETERS},
        "order": {"type": "string", "enum": list(get_args(Order)), "default": "newest"},
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": DEFAULT_LIMIT},
    }
    listed = [
        {"name": name, "in": "query", "required": False, "explode": True,
         "schema": known.get(name, text)}
        for name in (*PARAMETERS, *LISTING, *own)
    ]  # fmt: skip
    return {"parameters": listed}


def _check_name(name: str, own: tuple[str, ...]) -> None:
    known = (*PARAMETERS, *LISTING, *own)
    if name not in known:
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"; do you mean {close[0]}?" if close else ""
        raise InputError(f"{name[:60]!r} is no filter{hint}")


def _order(words: Words) -> Order:
    order = next(iter(words.get("order", ())), "newest")
    if order not in get_args(Order):
        raise InputError(f"order: {order[:60]!r} is none of {', '.join(get_args(Order))}")
    return cast("Order", order)


def _limit(words: Words) -> int:
    limit = next(iter(words.get("limit", ())), str(DEFAULT_LIMIT))
    if not (limit.isascii() and limit.isdigit() and len(limit) < 9):
        raise InputError(f"limit: {limit[:60]!r} is not a number of rows")
    return checked_limit(int(limit))
