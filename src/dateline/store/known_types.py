"""Which event types a filter may name: the shipped ones, and one's own that the store has."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ..codebook import load_codebook
from .contract import Store
from .filters import Filter, parse_filter


def known_types(words: Mapping[str, str | Sequence[str]], store: Store) -> Collection[str]:
    """The types of the shipped codebook, and those among a filter's ``words`` that the store has.

    To be given to `parse_filter` as its ``types``. Raises `InputError` where ``run`` is no number,
    and `StoreError` for a run that is not.
    """
    shipped = load_codebook().types
    run = parse_filter({"run": words.get("run", ())}).run
    given = words.get("type", ())
    listed = (given,) if isinstance(given, str) else given
    folded = {re.sub(r"[\s-]", "_", word.strip().lower()) for word in listed}
    own = {one for one in folded.difference(shipped) if _has(store, one, run)}
    return {*shipped, *own}


def _has(store: Store, event_type: str, run: int | None) -> bool:
    """Whether a run has reports of a type, of copies too, or incidents."""
    reports = Filter(types=(event_type,), run=run, with_copies=True)
    return bool(store.count_reports(reports) or store.count(Filter(types=(event_type,), run=run)))
