"""How many of some rows have each value of a field."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ...store.answers import FacetCount
from .answers import FacetName
from .columns import Rows, Whole, Words
from .counting import commonest, counts_of_lists, counts_of_words
from .derived import Derived, Labels

_COLUMNS: dict[FacetName, str] = {
    "type": "event_type",
    "plover": "plover",
    "acled_type": "acled_type",
    "acled": "acled_sub",
    "country": "country",
    "admin1": "admin1",
    "actor": "actors",
    "factuality": "factualities",
    "flag": "flags",
}


def facet(
    derived: Derived,
    name: FacetName,
    rows: Rows | None,
    *,
    limit: int,
    also: Collection[str],
    review: Words | None,
) -> tuple[FacetCount, ...]:
    """The commonest values among the rows, then those of ``also`` that are there too."""
    counts, labels = _counted(derived, name, rows, review)
    codes = commonest(counts, labels.ranks, limit)
    more = {code for code in labels.codes(also) if counts[code]}.difference(codes)
    codes.extend(sorted(more, key=lambda code: (-counts[code], labels.texts[code])))
    return tuple(
        FacetCount(labels.texts[code], int(counts[code]), labels.ids[code] if labels.ids else None)
        for code in codes
    )


def _counted(
    derived: Derived, name: FacetName, rows: Rows | None, review: Words | None
) -> tuple[Whole, Labels]:
    if name == "review":
        if review is None:
            raise ValueError("states of review are needed to count them")
        return counts_of_words(review, rows), Labels([value or "" for value in review.values])
    if name == "outlet":
        groups = derived.outlet_groups
        by_name = _counts(derived, "outlets", derived.columns.outlets, rows)
        if len(groups.folded) == len(groups.group):
            return by_name, groups.labels
        return _counts(derived, "outlet groups", groups.lists, rows), groups.shown(by_name)
    column = _COLUMNS[name]
    values = getattr(derived.columns, column)
    return _counts(derived, column, values, rows), derived.labels(column)


def _counts(derived: Derived, name: str, column: Any, rows: Rows | None) -> Whole:
    """The counts; those of all rows are kept."""
    count = counts_of_words if isinstance(column, Words) else counts_of_lists
    if rows is None:
        return derived.kept.of(("all", name), lambda: count(column, None))
    return count(column, rows)
