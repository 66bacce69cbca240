"""The facets beside the results, and the chips of what is filtered, as records for templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...codebook import load_codebook
from ...store.answers import FacetCount
from ..context import Workbench
from ..index import ACLED_TYPES, FacetName, Selection
from ..rendering import type_class, words
from .explore_view import FACET_OF_TERMS, TERMS, View, adding

_SHOWN, _SHOWN_AT_LENGTH = 7, 80
_NEVER_CUT = frozenset({"type", "plover", "acled", "factuality", "review"})
_BY_WORDS = frozenset({"actor", "outlet", "admin1"})
"""Facets whose filters are not written as their values are."""
_LONGEST_CHIP = 40
_TITLES = {
    "country": "Country", "admin1": "Region", "actor": "Actor or target", "outlet": "Outlet",
    "review": "Review", "factuality": "Factuality", "flag": "Flag",
}  # fmt: skip
_OPEN = frozenset({"country", "review"})
_CHIPS = {
    "type": "type", "plover": "PLOVER", "acled": "ACLED", "country": "country", "admin1": "region",
    "actor": "actor", "outlet": "outlet", "factuality": "factuality", "flag": "flag",
    "text": "text", "review": "review", "run": "run", "copies": "copies", "bbox": "map area",
    "since": "from", "until": "to", "published_since": "published from",
    "published_until": "published to",
}  # fmt: skip
_TERM_TITLES = {"acled": "ACLED", "plover": "PLOVER", "dateline": "Dateline"}

Label = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: ``href`` adds it to the filter, or takes it out where it is ``on``."""

    id: str
    label: str
    count: int
    href: str
    on: bool
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A field and its commonest values; ``more`` leads to a longer list, or back to the short."""

    name: str
    title: str
    options: tuple[Option, ...]
    chosen: int
    open: bool
    more: str = ""
    less: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One value that is filtered by; ``href`` takes it away."""

    name: str
    value: str
    href: str


@dataclass(frozen=True, slots=True)
class Switch:
    """One choice of several, each a link; ``title`` says it at length where the label is short."""

    label: str
    href: str
    on: bool
    title: str = ""


def terms(view: View) -> tuple[Switch, ...]:
    """In whose terms types are counted."""
    return tuple(
        Switch(_TERM_TITLES[one], view.asked.link(terms=one if one != TERMS[0] else None),
               one == view.terms)
        for one in TERMS
    )  # fmt: skip


def facets(bench: Workbench, view: View, found: Selection) -> list[Facet]:
    """All of them, the types first."""
    names: list[tuple[FacetName, str, str]] = [_types_facet(view)]
    if view.terms == "acled" and (view.asked.words.get("acled") or view.more == "acled"):
        names.append(("acled", "acled", "Sub-event type"))
    names += [(name, name, title) for name, title in _TITLES.items()]  # type: ignore[misc]
    return [_facet(bench, view, found, *one) for one in names]


def chips(bench: Workbench, view: View) -> list[Chip]:
    """What is filtered by."""
    return list(_chips(bench, view))


def label_of(bench: Workbench, name: str) -> Label:
    """How the values of a filter are written on the page."""
    if name == "country":
        return bench.gazetteer.country_name
    if name == "type":
        return _type_label
    if name == "plover":
        return lambda value: words(value).capitalize()
    if name in {"factuality", "flag", "review"}:
        return words
    return str


def _types_facet(view: View) -> tuple[FacetName, str, str]:
    facet = FACET_OF_TERMS[view.terms]
    return facet, {"acled_type": "acled"}.get(facet, facet), "Event type"  # type: ignore[return-value]


def _facet(
    bench: Workbench, view: View, found: Selection, facet: FacetName, name: str, title: str
) -> Facet:
    at_length = view.more == name
    limit = _SHOWN_AT_LENGTH if at_length or name in _NEVER_CUT else _SHOWN
    chosen = view.asked.words.get(name, ())
    counted = found.facet(facet, limit=limit + 1, also=chosen)
    shown = counted[:limit] + tuple(one for one in counted[limit:] if _value(one) in chosen)
    more = view.asked.link(more=name) if len(counted) > len(shown) and not at_length else ""
    label = label_of(bench, name)
    shown += _missing(facet, chosen, shown)
    add = adding(view.asked)
    options = tuple(
        Option(
            id=f"{name}-{_value(one)}".replace(" ", "_"),
            label=label(one.value),
            count=one.count,
            href=_toggled(view, add, name, _value(one)),
            on=_value(one) in chosen,
            colour=type_class(one.value) if facet == "acled_type" else "",
        )
        for one in shown
    )
    is_types = facet in FACET_OF_TERMS.values()
    return Facet(
        name=name,
        title=title,
        options=options,
        chosen=sum(one.on for one in options),
        open=is_types or name in _OPEN or bool(chosen) or at_length,
        more=more,
        less=view.asked.link(more=None) if at_length else "",
    )


def _missing(
    facet: FacetName, chosen: tuple[str, ...], shown: tuple[FacetCount, ...]
) -> tuple[FacetCount, ...]:
    """What is chosen and yet not counted, for there is none: it should be seen all the same."""
    if facet in _BY_WORDS:
        return ()
    there = {one.value for one in shown}
    known = set(ACLED_TYPES) if facet == "acled_type" else {*chosen}
    known -= set(ACLED_TYPES) if facet == "acled" else set()
    return tuple(FacetCount(one, 0) for one in chosen if one in known - there)


def _toggled(view: View, add: Callable[..., str], name: str, value: str) -> str:
    if view.asked.has(name, value):
        return view.asked.dropping(name, value)
    return add(**{name: value})


def _value(one: FacetCount) -> str:
    """What the filter takes: an actor's id where it has one."""
    return one.id or one.value


def _chips(bench: Workbench, view: View) -> Iterator[Chip]:
    asked = view.asked
    for name, value in (*asked.active, *(("review", one) for one in view.review)):
        shown = "" if name == "bbox" else _cut(label_of(bench, name)(value))
        yield Chip(_CHIPS.get(name, words(name)), shown, asked.dropping(name, value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CHIP else text[: _LONGEST_CHIP - 1].rstrip() + "…"


def _type_label(value: str) -> str:
    known = load_codebook().types.get(value)
    return known.label if known else words(value)
