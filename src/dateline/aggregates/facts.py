"""Incidents and articles as columns to count in, read from a store as few values of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import polars as pl

from ..codebook import load_schemes
from ..codebook.acled_terms import acled_terms
from ..store.contract import Store
from ..store.facts import IncidentFacts, OutletFacts

_AT_ONCE = 20_000
"""So many incidents or articles are held as Python objects at a time."""
_EPOCH = date(1970, 1, 1).toordinal()
_MOST_KILLED = 10**10
"""More than there are people: what a text says beyond this counts as this."""

_WORD = pl.Categorical()
_WORDS: tuple[str, ...] = (
    "event_type", "disorder_type", "acled_type", "acled_sub", "plover", "factuality", "country",
    "admin1", "admin2", "precision",
)  # fmt: skip
_LISTS = ("actor_sectors", "actor_countries", "target_sectors", "target_countries")
_SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "revision": pl.Int64,
    **dict.fromkeys(_WORDS, _WORD),
    "quad_class": pl.Int64,
    "has_place": pl.Boolean,
    "first": pl.Date,
    "last": pl.Date,
    "killed_low": pl.Int64,
    "killed_high": pl.Int64,
    "killed_open": pl.Boolean,
    "reports": pl.Int64,
    "sources": pl.Int64,
    "partisan_only": pl.Boolean,
    "disputed": pl.Boolean,
    **dict.fromkeys(_LISTS, pl.List(pl.String)),
    "outlets": pl.List(pl.String),
    "outlet_reports": pl.List(pl.Int64),
}
_ARTICLES: dict[str, Any] = {
    "number": pl.Int64,
    "published": pl.Date,
    "outlet": pl.Categorical(),
    "outlet_country": pl.Categorical(),
    "is_copy": pl.Boolean,
}
_NAMING: dict[str, Any] = {"number": pl.Int64, "countries": pl.List(pl.String)}


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is counted, of one run: a row an incident, a row an article.

    Outlets stand by their folded names, None for reports and articles without one; ``outlets``
    (folded name -> `OutletFacts`) has them as they are written. ``naming`` has, of each article,
    the countries in which it names a place.
    """

    incidents: pl.DataFrame
    articles: pl.DataFrame
    naming: pl.DataFrame
    outlets: Mapping[str, OutletFacts]


def read_facts(store: Store, ids: Iterable[str], run: int | None = None) -> Facts:
    """The facts of some incidents and of all articles of a run."""
    outlets = tuple(store.outlet_facts())
    return Facts(
        read_incidents(store, ids, outlets, run),
        read_articles(store, outlets, run),
        read_naming(store, run),
        by_name(outlets),
    )


def by_name(outlets: Iterable[OutletFacts]) -> dict[str, OutletFacts]:
    """Outlets by their folded names: of several that have one name, the last that was known."""
    return {one.folded: one for one in outlets}


# -- incidents -----------------------------------------------------------------------------


def read_incidents(
    store: Store, ids: Iterable[str], outlets: Sequence[OutletFacts], run: int | None = None
) -> pl.DataFrame:
    """The incidents of some ids, in the order of their numbers in the store."""
    folded = {one.number: one.folded for one in outlets}
    rows = (_incident(one, folded) for one in store.incident_facts(ids, run))
    return _frame(rows, _SCHEMA)


def _incident(one: IncidentFacts, folded: Mapping[int, str]) -> tuple[Any, ...]:
    low = min(one.killed_low or 0, _MOST_KILLED)
    is_open = one.killed_low is not None and one.killed_high is None
    told: dict[str | None, int] = {}
    for outlet, many in one.reports:
        name = None if outlet is None else folded.get(outlet)
        told[name] = told.get(name, 0) + many
    return (
        one.id, one.revision, one.event_type, disorder_type(one.acled_type, one.acled_sub),
        one.acled_type, one.acled_sub, one.plover, one.factuality, one.country or None,
        one.admin1 or None, one.admin2 or None, one.date_precision, one.quad_class, one.has_place,
        _day(one.first_day), _day(one.last_day), low,
        low if one.killed_high is None else min(one.killed_high, _MOST_KILLED), is_open,
        sum(told.values()), one.sources,
        bool(told) and None not in told and one.partisan >= len(told), one.disputed,
        list(one.actor_sectors), list(one.actor_countries), list(one.target_sectors),
        list(one.target_countries), list(told), list(told.values()),
    )  # fmt: skip


def disorder_type(acled_type: str | None, acled_sub: str | None) -> str | None:
    """ACLED's disorder type of an event; None for what ACLED does not have.

    >>> disorder_type("Riots", "Mob violence")
    'Political violence'
    """
    known = acled_terms().disorder
    return known.get(acled_sub or "") or known.get(acled_type or "")


def acled_types() -> pl.DataFrame:
    """All of ACLED's types: a row a sub-event type."""
    rows = [(disorder_type(event, sub), event, sub) for sub, event in load_schemes().acled.items()]
    schema = ["disorder_type", "acled_event_type", "acled_sub_event_type"]
    return pl.DataFrame(rows, schema=schema, orient="row")


# -- articles ------------------------------------------------------------------------------


def read_articles(
    store: Store, outlets: Sequence[OutletFacts], run: int | None = None
) -> pl.DataFrame:
    """All articles that a run has coded."""
    known = {one.number: one for one in outlets}
    latest = by_name(outlets)

    def row(number: int, published: int, outlet: int | None, is_copy: bool) -> tuple[Any, ...]:
        one = None if outlet is None else known.get(outlet)
        folded = None if one is None else one.folded
        country = None if folded is None else latest[folded].country
        return number, _day(published), folded, country, is_copy

    return _frame((row(*one) for one in store.article_facts(run)), _ARTICLES)


def read_naming(store: Store, run: int | None = None, *, after: int = 0) -> pl.DataFrame:
    """Of the articles with numbers greater than ``after``, the countries that they name."""
    rows = ((number, list(named)) for number, named in store.places_named(run, after=after))
    return _frame(rows, _NAMING)


def _day(number: int) -> int | None:
    """Days as polars counts them, from 1970-01-01."""
    return number - _EPOCH if number else None


def _frame(rows: Iterator[tuple[Any, ...]], schema: dict[str, Any]) -> pl.DataFrame:
    parts: list[pl.DataFrame] = []
    while some := list(islice(rows, _AT_ONCE)):
        columns = zip(schema.items(), zip(*some, strict=True), strict=True)
        parts.append(pl.DataFrame([_series(*kind, values) for kind, values in columns]))
    return pl.concat(parts) if parts else pl.DataFrame(schema=schema)


def _series(name: str, kind: Any, values: Sequence[Any]) -> pl.Series:
    if kind == pl.Date:
        return pl.Series(name, values, pl.Int32).cast(pl.Date)
    if isinstance(kind, pl.List):
        return _lists(name, kind, values)
    return pl.Series(name, values, kind)


def _lists(name: str, kind: pl.List, values: Sequence[Sequence[Any]]) -> pl.Series:
    """A column of lists: polars would look at each of many short ones by itself."""
    owners = [row for row, some in enumerate(values) for _ in some]
    flat = pl.Series(name, [one for some in values for one in some], kind.inner)
    lists = pl.DataFrame([pl.Series("_row", owners, pl.Int64), flat])
    found = lists.group_by("_row", maintain_order=True).agg(name)
    rows = pl.DataFrame({"_row": range(len(values))}, schema={"_row": pl.Int64})
    joined = rows.join(found, on="_row", how="left", maintain_order="left")[name]
    return joined.fill_null(pl.lit([], dtype=kind)) if joined.null_count() else joined
