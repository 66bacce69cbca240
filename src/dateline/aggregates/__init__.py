"""Incidents counted by place, time and type, beside how much was published: `aggregate`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..resolve.gazetteer import Gazetteer
from ..store.contract import Store
from ..store.filters import Filter, parse_filter
from ..store.known_types import known_types
from ..store.opening import open_store
from .dimensions import DIMENSIONS, dimensions
from .facts import read_facts
from .making import table_of
from .question import Question, Which
from .table import COLUMNS, FORMATS, AggregateTable

__all__ = [
    "COLUMNS",
    "DIMENSIONS",
    "FORMATS",
    "AggregateTable",
    "Question",
    "Which",
    "aggregate",
    "dimensions",
    "of_store",
]


def aggregate(
    store: Store | Path | str | None = None,
    *,
    by: str | Iterable[str],
    zeros: bool = True,
    places: Which = "seen",
    types: Which = "seen",
    **filters: str | Sequence[str],
) -> AggregateTable:
    """Count the incidents of a store by some dimensions, beside how much was published.

    ``store`` is a store, or its file or URL; your own where it is left out. ``by`` are names of
    `DIMENSIONS`. With ``zeros`` there is a row for every combination of periods, places and types,
    of the places and types that are seen or of ``"all"``. ``filters`` are those of ``dateline
    list``: ``country="Iraq", since="2020-08"``. docs/aggregates.md says what the columns mean.
    Raises `InputError` for a name or a filter that cannot be and where zero rows would be too
    many, `StoreError` where there is no store.

    >>> aggregate("store.sqlite", by="admin1,month", country="Iraq").to_polars()  # doctest: +SKIP
    """
    chosen = dimensions(by)
    if isinstance(store, str | Path | None):
        with open_store(store, create=False) as opened:
            return of_store(
                opened, Question(chosen, _filter(opened, filters), zeros, places, types)
            )
    return of_store(store, Question(chosen, _filter(store, filters), zeros, places, types))


def of_store(store: Store, question: Question) -> AggregateTable:
    """The same of a question."""
    run = question.where.run
    facts = read_facts(store, store.incident_ids(question.where), run)
    if run is None:
        run = next((known.number for known in reversed(store.runs())), None)
    return table_of(facts, question, run)


def _filter(store: Store, words: Mapping[str, str | Sequence[str]]) -> Filter:
    return parse_filter(words, types=known_types(words, store), country=_country)


def _country(name: str) -> str | None:
    gazetteer = Gazetteer.open()
    try:
        return gazetteer.country_code(name) or gazetteer.country(name)
    finally:
        gazetteer.close()
