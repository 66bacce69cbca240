"""Saved searches: a filter under a name, each visitor's own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from ...errors import InputError
from ...records.decision import SavedSearch
from ..context import Workbench
from ..security.visitors import Visitor
from .explore_view import PAGE, View

LONGEST_NAME, LONGEST_QUERY = 60, 4_000
_MOST = 100


@dataclass(frozen=True, slots=True)
class Saved:
    """A search in the list; ``on`` where the page shows it."""

    name: str
    href: str
    on: bool


def saved(bench: Workbench, who: Visitor, view: View) -> list[Saved]:
    """The visitor's own searches, by name."""
    here = _query(view.key.partition("?")[2])
    return [
        Saved(one.name, f"{PAGE}?{one.query}" if one.query else PAGE, _query(one.query) == here)
        for one in bench.store.saved_searches(who.name)
    ]


def save(bench: Workbench, who: Visitor, name: str, query: str) -> None:
    """Keep a search; one of that name is replaced. Raises `InputError` for one too many."""
    name = " ".join(name.split())
    if not name:
        raise InputError("name: a search needs a name")
    known = bench.store.saved_searches(who.name)
    if len(known) >= _MOST and all(one.name != name for one in known):
        raise InputError(f"name: {_MOST} searches are saved already; remove one first")
    with bench.store.batch():
        bench.store.save_search(SavedSearch(name, urlencode(_query(query)), who.name, bench.now()))
        bench.log(who, "saved a search", name, query)


def remove(bench: Workbench, who: Visitor, name: str) -> bool:
    """Forget a search; False where there is none of that name."""
    with bench.store.batch():
        was_there = bench.store.remove_search(who.name, name)
        if was_there:
            bench.log(who, "removed a search", name)
    return was_there


def _query(words: str) -> list[tuple[str, str]]:
    """Names and values, without the page of the table."""
    return [(name, value) for name, value in parse_qsl(words) if name not in {"after", "more"}]
