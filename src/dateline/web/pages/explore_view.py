"""What the explore page is asked to show: the filter, and what only this page takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast, get_args
from urllib.parse import quote_plus

from fastapi import Request

from ...errors import InputError
from ...store.filters import PARAMETERS, Filter
from ..context import Workbench
from ..filters import Asked, asks, documented
from ..index import ORDERS, IncidentIndex, ReviewState, Selection, Snapshot, TableOrder

PAGE = "/explore"
OWN = ("review", "sort", "terms", "more")
"""Names of the query beside filters: states of the review, the order of the table, in whose terms
types are counted, and the facet that is shown at length."""
TERMS = ("acled", "plover", "dateline")
FACET_OF_TERMS = {"acled": "acled_type", "plover": "plover", "dateline": "type"}
_FIELDS = {
    "type": "types", "plover": "plover", "acled": "acled", "country": "countries",
    "admin1": "admin1", "actor": "actors", "outlet": "outlets", "factuality": "factuality",
    "flag": "flags",
}  # fmt: skip
"""The field of `Filter` that the words of a name mean."""
_DAYS = ("since", "until", "published_since", "published_until")


@dataclass(frozen=True, slots=True)
class View:
    """What is asked for, with its words as the filter understood them (``IRQ`` for ``iraq``)."""

    asked: Asked
    sort: TableOrder
    terms: str
    more: str
    review: tuple[ReviewState, ...]

    @property
    def filter(self) -> Filter:
        """Which incidents."""
        return self.asked.filter

    @property
    def key(self) -> str:
        """The same for views that show the same."""
        return self.asked.link(PAGE, after=self.asked.after)

    @property
    def place_key(self) -> str:
        """The same for views of the same places: a map that shows them need not move."""
        words = self.asked.words
        names = ("country", "admin1", "bbox", "run")
        return "&".join(f"{name}={one}" for name in names for one in words.get(name, ()))

    @property
    def is_filtered(self) -> bool:
        """Whether anything at all is filtered."""
        return bool(self.asked.active or self.review)


def viewed(*own: str) -> Callable[[Request], View]:
    """A dependency that reads the query. Raises `InputError` for what is unknown."""
    read = asks(*OWN, *own)

    def view(request: Request) -> View:
        asked = read(request)
        words = _canonical(asked)
        return View(
            asked=replace(asked, path=PAGE, words=words),
            sort=_sort(asked),
            terms=_one_of("terms", asked.get("terms", TERMS[0]), TERMS),
            more=asked.get("more"),
            review=tuple(
                cast("ReviewState", _one_of("review", one, get_args(ReviewState)))
                for one in words.get("review", ())
            ),
        )

    return view


def explained(*own: str) -> dict[str, Any]:
    """For routes that depend on `viewed`: the parameters in the OpenAPI document."""
    return documented(*OWN, *own)


def incident_index(bench: Workbench) -> IncidentIndex:
    """The index of the workbench's store: ``bench.part(incident_index)``, shared by all pages."""
    return IncidentIndex(bench.store)


def adding(asked: Asked, *replaced: str) -> Callable[..., str]:
    """Gives addresses with words added, those of ``replaced`` names taken out before.

    It writes what all of them have in common once: a page has hundreds of such links, and
    `Asked.adding` would take most of its time.
    """
    stem = asked.link(**dict.fromkeys(replaced))
    stem += "&" if "?" in stem else "?"
    return lambda **words: (
        stem + "&".join(f"{name}={_quoted(word)}" for name, word in words.items())
    )


_quoted = lru_cache(maxsize=8192)(quote_plus)
"""Types, countries and days stand in hundreds of links of each page."""


def snapshot(bench: Workbench, view: View) -> Snapshot:
    """The incidents of the run that is asked for. Raises `StoreError` for a run that is not."""
    return bench.part(incident_index).snapshot(view.filter.run)


def selected(bench: Workbench, view: View) -> Selection:
    """The incidents that the view shows."""
    return snapshot(bench, view).select(view.filter, review=view.review)


def _canonical(asked: Asked) -> dict[str, tuple[str, ...]]:
    """The words as the filter understood them, names in one order, so that links add up."""
    words = {**asked.words}
    for name, field in _FIELDS.items():
        if words.get(name):
            words[name] = getattr(asked.filter, field)
    for name in _DAYS:
        if words.get(name):
            words[name] = (getattr(asked.filter, name).isoformat(),)
    if words.get("review"):
        words["review"] = tuple(dict.fromkeys(one.lower() for one in words["review"]))
    names = (*PARAMETERS, *(name for name in words if name not in PARAMETERS))
    return {name: words[name] for name in names if words.get(name)}


def _sort(asked: Asked) -> TableOrder:
    """``sort``; a link with the command line's ``order`` is understood too."""
    return cast("TableOrder", _one_of("sort", asked.get("sort", asked.order), ORDERS))


def _one_of(name: str, word: str, known: tuple[str, ...]) -> str:
    if word not in known:
        raise InputError(f"{name}: {word[:60]!r} is none of {', '.join(known)}")
    return word
