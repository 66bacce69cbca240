"""Addresses of pages that go by a name: any text at all may be the last part of the path.

Actors and outlets are called what the news calls them: a name may have slashes and line breaks in
it, be ``..``, or end in ``.json``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote, urlencode

from starlette.convertors import Convertor, register_url_convertor

T = TypeVar("T")

ANY = "anything"
"""In a route's path ``{name:anything}``: whatever is left of it, line breaks too."""
_DOTS = frozenset({".", ".."})
"""Browsers take these for steps in a path, quoted or not."""


class _Anything(Convertor[str]):
    """As Starlette's ``path``, but for line breaks."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor(ANY, _Anything())


def actor_path(name: str, id: str | None) -> str:
    """The page of an actor by its id or, where it has none, by its name."""
    if id:
        return _below("/actors/", id, "/actors")
    return _below("/actors/name/", name, "/actors")


def outlet_path(name: str) -> str:
    """The page of an outlet."""
    return _below("/sources/", name, "/sources")


def explore_path(**words: str) -> str:
    """Explore with filters set."""
    return f"/explore?{urlencode(words)}"


def _below(folder: str, name: str, list: str) -> str:
    if name in _DOTS:
        return f"{list}?{urlencode({'name': name})}"
    return folder + quote(name, safe="")


def twin_or_page(name: str, find: Callable[[str], T | None], form: str) -> tuple[T | None, bool]:
    """What is meant by ``name``, as a twin's route gives it, and whether the twin is meant.

    A name may itself end in ``.json`` or ``.csv``; then it is the page that is asked for, unless
    somebody has the name without it.
    """
    found = find(name)
    if found is not None:
        return found, True
    return find(f"{name}.{form}"), False
