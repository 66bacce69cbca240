"""Columns from the store's rows, all at once or as they change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

import numpy as np

from ...store.answers import IncidentRow
from .columns import (
    ACLED_TYPES,
    ACTOR,
    OPEN_ENDED,
    OTHER,
    TARGET,
    Codes,
    Columns,
    Lists,
    Words,
    joined,
)

T = TypeVar("T")

_AT_ONCE = 20_000
"""So many rows are held as Python objects at a time."""
_KINDS = {name: number for number, name in enumerate(ACLED_TYPES)}
_ROLES = {"actor": ACTOR, "target": TARGET}
_REGIONS = frozenset({"admin1", "admin2", "country"})


class Vocabulary(Generic[T]):
    """Numbers for values, counted up as they come."""

    def __init__(self, values: Iterable[T] = ()) -> None:
        self.codes: dict[T, int] = {}
        self.values: list[T] = []
        self.add(values)

    def add(self, values: Iterable[T]) -> None:
        """Number those that are new, in their order."""
        for value in dict.fromkeys(values):
            if value not in self.codes:
                self.codes[value] = len(self.values)
                self.values.append(value)


class Builder:
    """Makes columns of one vocabulary, that of ``before`` and what comes."""

    def __init__(self, before: Columns | None = None) -> None:
        self._before = before
        self._words: dict[str, Vocabulary[str | None]] = {}
        self._lists: dict[str, Vocabulary[Any]] = {}
        self._roles: Vocabulary[int] = Vocabulary(range(4))

    def columns(self, rows: Iterable[IncidentRow], *, gone: Collection[str] = ()) -> Columns:
        """Those of before with ``rows`` added or in place of theirs, and without those ``gone``."""
        parts = list(self._parts(iter(rows)))
        if self._before is None:
            return joined(parts or [self._part([])])
        changed = {id for part in parts for id in part.ids} | set(gone)
        if not changed:
            return self._before
        kept = np.fromiter((id not in changed for id in self._before.ids.tolist()), np.bool_)
        return joined([self._before.taken(np.flatnonzero(kept)), *parts])

    def _parts(self, rows: Iterator[IncidentRow]) -> Iterator[Columns]:
        while some := list(islice(rows, _AT_ONCE)):
            yield self._part(some)

    def _part(self, rows: Sequence[IncidentRow]) -> Columns:
        def numbers(read: Callable[[IncidentRow], float | None], kind: Any) -> Any:
            return np.fromiter(map(read, rows), kind, len(rows))

        def degrees(read: Callable[[IncidentRow], float | None]) -> Any:
            found = map(read, rows)
            return np.fromiter((np.nan if d is None else d for d in found), np.float64, len(rows))

        actors = [_with_roles(row.actors) for row in rows]
        return Columns(
            ids=_objects([row.id for row in rows]),
            number=numbers(lambda row: row.number, np.int64),
            kind=numbers(lambda row: _KINDS.get(row.acled_type or "", OTHER), np.uint8),
            event_type=self._column("event_type", [row.event_type for row in rows]),
            plover=self._column("plover", [row.plover for row in rows]),
            acled_type=self._column("acled_type", [row.acled_type for row in rows]),
            acled_sub=self._column("acled_sub", [row.acled_sub for row in rows]),
            country=self._column("country", [row.country for row in rows]),
            admin1=self._column("admin1", [row.admin1 for row in rows]),
            admin1_folded=self._column("admin1_folded", [row.admin1_folded for row in rows]),
            place_name=self._column("place_name", [row.place_name for row in rows]),
            lat=degrees(lambda row: row.lat),
            lon=degrees(lambda row: row.lon),
            region_only=numbers(lambda row: row.place_precision in _REGIONS, np.bool_),
            first_day=numbers(lambda row: row.first_day, np.int32),
            last_day=numbers(lambda row: row.last_day, np.int32),
            first_published=numbers(lambda row: row.first_published, np.int32),
            last_published=numbers(lambda row: row.last_published, np.int32),
            killed_low=numbers(lambda row: row.killed, np.int64),
            killed_high=numbers(_killed_high, np.int64),
            sources=numbers(lambda row: row.sources, np.int32),
            revision=numbers(lambda row: row.revision, np.int32),
            actors=self._several("actors", actors),
            roles=_lists([tuple(one.values()) for one in actors], self._roles),
            outlets=self._several("outlets", [row.outlets for row in rows]),
            factualities=self._several("factualities", [row.factualities for row in rows]),
            flags=self._several("flags", [row.flags for row in rows]),
        )

    def _column(self, name: str, words: Sequence[str | None]) -> Words:
        vocabulary = self._words.get(name)
        if vocabulary is None:
            before = getattr(self._before, name).values if self._before else (None,)
            vocabulary = self._words[name] = Vocabulary(before)
        return Words(_codes(words, vocabulary), vocabulary.values)

    def _several(self, name: str, values: Sequence[Iterable[Any]]) -> Lists[Any]:
        vocabulary = self._lists.get(name)
        if vocabulary is None:
            before = getattr(self._before, name).values if self._before else ()
            vocabulary = self._lists[name] = Vocabulary(before)
        return _lists([tuple(dict.fromkeys(some)) for some in values], vocabulary)


def _killed_high(row: IncidentRow) -> int:
    """The greatest number of killed, where the store's rows have it; else the least."""
    high = getattr(row, "killed_high", row.killed)
    return OPEN_ENDED if high is None else int(high)


def _with_roles(actors: Iterable[tuple[int, str]]) -> dict[int, int]:
    """Each actor's number once, with the bits of its roles."""
    found: dict[int, int] = {}
    for number, role in actors:
        found[number] = found.get(number, 0) | _ROLES.get(role, 0)
    return found


def _lists(values: Sequence[tuple[T, ...]], vocabulary: Vocabulary[T]) -> Lists[T]:
    lengths = np.fromiter(map(len, values), np.int64, len(values))
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    codes = _codes([value for some in values for value in some], vocabulary)
    return Lists(starts, codes, vocabulary.values)


def _codes(values: Sequence[T], vocabulary: Vocabulary[T]) -> Codes:
    vocabulary.add(values)
    return np.fromiter(map(vocabulary.codes.__getitem__, values), np.int32, len(values))


def _objects(values: Sequence[str]) -> Any:
    """An array of Python strings: of any length, and ordered as Python orders them."""
    array = np.empty(len(values), object)
    array[:] = values
    return array
