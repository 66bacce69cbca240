"""Which rows a filter means, condition by condition: what the store asks of a row, on columns.

`dateline.store.conditions` says what each condition means; the two are held together by a test
that asks both. Each field's condition is a mask of its own, so that a facet can leave out its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, Protocol

import numpy as np

from ...store.filters import Box, Filter
from ...store.words import fold
from .columns import Codes, Columns, Lists, Mask, Rows, Words

Condition = Literal[
    "type", "plover", "acled", "country", "admin1", "bbox", "days", "published", "actor", "outlet",
    "factuality", "flag", "text", "review",
]  # fmt: skip
"""The fields of a filter; ``days`` are ``since`` and ``until``, ``published`` likewise."""


class Lookup(Protocol):
    """What is not in the columns: whom names mean, and where words stand."""

    def acting(self, names: tuple[str, ...]) -> Rows:
        """The rows with an actor or a target that one of the names fits, by id or by words."""

    def outlets(self, names: Collection[str]) -> Codes:
        """The codes of the outlets that have one of these names, folded."""

    def text(self, text: str) -> Rows:
        """The rows whose words a text search finds."""

    def in_review(self, states: Collection[str]) -> Mask:
        """Which rows are in one of these review states."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The masks of a filter's conditions, and what follows from them together."""

    size: int
    masks: Mapping[Condition, Mask]
    _together: dict[frozenset[Condition], Mask | None] = field(default_factory=dict)

    def mask(self, *, without: Condition | None = None) -> Mask | None:
        """Which rows meet all conditions (but one); None where there is none: all rows do."""
        kept = frozenset(name for name in self.masks if name != without)
        if kept not in self._together:
            found: Mask | None = None
            for name in sorted(kept):
                found = self.masks[name] if found is None else found & self.masks[name]
            self._together[kept] = found
        return self._together[kept]

    def rows(self, *, without: Condition | None = None) -> Rows | None:
        """The same as numbers of rows; None for all of them."""
        mask = self.mask(without=without)
        return None if mask is None else np.flatnonzero(mask)

    def instead(self, name: Condition, mask: Mask) -> Matched:
        """With another mask for a condition."""
        return replace(self, masks={**self.masks, name: mask}, _together={})


def matched(
    columns: Columns, lookup: Lookup, where: Filter, *, review: Collection[str] = ()
) -> Matched:
    """What meets each condition of a filter."""
    masks: dict[Condition, Mask] = dict(_columns(columns, where))
    masks.update(_others(columns, lookup, where))
    if review:
        masks["review"] = lookup.in_review(review)
    return Matched(len(columns), masks)


def _columns(columns: Columns, where: Filter) -> Iterator[tuple[Condition, Mask]]:
    if where.types:
        yield "type", _among(columns.event_type, where.types)
    if where.plover:
        yield "plover", _among(columns.plover, where.plover)
    if where.acled:
        types, subs = columns.acled_type, columns.acled_sub
        yield "acled", _among(types, where.acled) | _among(subs, where.acled)
    if where.countries:
        yield "country", _among(columns.country, where.countries)
    if where.admin1:
        yield "admin1", _among(columns.admin1_folded, [fold(name) for name in where.admin1])
    if where.bbox is not None:
        yield "bbox", inside(columns, where.bbox)
    if where.since or where.until:
        yield "days", between(columns.first_day, columns.last_day, where.since, where.until)
    if where.published_since or where.published_until:
        first, last = columns.first_published, columns.last_published
        yield "published", between(first, last, where.published_since, where.published_until)


def _others(columns: Columns, lookup: Lookup, where: Filter) -> Iterator[tuple[Condition, Mask]]:
    if where.actors:
        yield "actor", _of_rows(columns, lookup.acting(where.actors))
    if where.outlets:
        folded = {fold(name) for name in where.outlets}
        yield "outlet", having(columns.outlets, lookup.outlets(folded))
    if where.factuality:
        yield "factuality", _one_of(columns.factualities, where.factuality)
    if where.flags:
        yield "flag", _one_of(columns.flags, where.flags)
    if where.text.strip():
        yield "text", _of_rows(columns, lookup.text(where.text))


def inside(columns: Columns, box: Box) -> Mask:
    """Which rows have a place in a box."""
    lat, lon = columns.lat, columns.lon
    north_south = (lat >= box.south) & (lat <= box.north)
    if box.west <= box.east:
        return north_south & (lon >= box.west) & (lon <= box.east)
    return north_south & ((lon >= box.west) | (lon <= box.east))


def between(first: Codes, last: Codes, since: date | None, until: date | None) -> Mask:
    """Which stretches of days have a day in common with another; those without days have none."""
    mask = first > 0 if until is not None else last > 0
    if since is not None:
        mask &= last >= since.toordinal()
    if until is not None:
        mask &= first <= until.toordinal()
    return mask


def having(lists: Lists[Any], codes: Codes) -> Mask:
    """Which rows have one of some values."""
    mask = np.zeros(len(lists.starts) - 1, np.bool_)
    if not len(codes):
        return mask
    wanted = np.zeros(len(lists.values), np.bool_)
    wanted[codes] = True
    hits = wanted[lists.codes]
    places = np.flatnonzero(hits)
    if len(places) < len(mask) // 32:
        mask[np.searchsorted(lists.starts, places, side="right") - 1] = True
        return mask
    before = np.concatenate(([0], np.cumsum(hits)))
    found: Mask = before[lists.starts[1:]] > before[lists.starts[:-1]]
    return found


def _of_rows(columns: Columns, rows: Rows) -> Mask:
    mask = np.zeros(len(columns), np.bool_)
    mask[rows] = True
    return mask


def _among(column: Words, words: Collection[str]) -> Mask:
    wanted = np.fromiter((word in words for word in column.values), np.bool_)
    mask: Mask = wanted[column.codes]
    return mask


def _one_of(lists: Lists[str], words: Collection[str]) -> Mask:
    wanted = [code for code, word in enumerate(lists.values) if word in words]
    return having(lists, np.array(wanted, np.int32))
