"""Who acts and who suffers in the incidents of a run: actors as the index's columns have them.

The store counts an actor once a name; here one id is one actor, and so are names without an id
that differ in capitals and blanks only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from fastapi import HTTPException

from ...resolve.names import fold as folded
from ...store.filters import Filter
from ...store.words import fold
from ..context import Workbench
from ..index import Named, Selection, Snapshot
from ..index.columns import ACTOR, TARGET, Codes, Columns, Mask, Rows, Whole
from ..index.derived import Derived, Kept
from ..index.matching import Matched
from .actors_paging import Ranked
from .explore_view import incident_index

_MOST_BOOKS = 2


@dataclass(frozen=True, slots=True)
class Who:
    """An actor of incidents; ``id`` where the actor file has one."""

    number: int
    """Its place in the book."""
    name: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What of some rows falls to each actor: incidents, as actor, as target, the last day."""

    incidents: Whole
    acting: Whole
    suffering: Whole
    last_day: Whole
    """Days from 0001-01-01 on, 0 for none."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Who acts on whom, in how many of some rows; the three go together."""

    source: Rows
    target: Rows
    count: Whole


class Book:
    """The actors of one snapshot's incidents. It never changes, and serves many threads."""

    def __init__(self, derived: Derived) -> None:
        self.columns = derived.columns
        self.whos, group_of = _whos(derived)
        self._by_id = {one.id: one for one in self.whos if one.id}
        self._by_name = {fold(one.name): one for one in self.whos if not one.id}
        self._row, self._who, self._bits = _entries(derived, group_of, len(self.whos))
        self._texts: Sequence[str] = ()
        order = np.argsort(self._who, kind="stable")
        self._order = order
        self._starts = np.searchsorted(self._who[order], np.arange(len(self.whos) + 1))

    def __len__(self) -> int:
        return len(self.whos)

    def of_id(self, id: str) -> Who | None:
        """The actor of an id."""
        return self._by_id.get(id)

    def of_name(self, name: str) -> Who | None:
        """The actor without an id of a name, whatever the capitals."""
        return self._by_name.get(fold(name))

    @cached_property
    def ranked(self) -> Ranked:
        """All in the order of their names."""
        return Ranked.of([f"{fold(one.name)}\0{one.id or ''}" for one in self.whos])

    def texts(self, names_of: Callable[[str], str]) -> Sequence[str]:
        """Folded names to look for words in, of all; ``names_of`` gives those that an id has."""
        if not self._texts:
            self._texts = [
                f"{folded(one.name)}\n{names_of(one.id) if one.id else ''}" for one in self.whos
            ]
        return self._texts

    def rows(self, who: Who, *, role: int = ACTOR | TARGET) -> Rows:
        """The rows in which somebody has a part, or a certain one; in order."""
        places = self._order[self._starts[who.number] : self._starts[who.number + 1]]
        rows: Rows = self._row[places[(self._bits[places] & role) > 0]]
        return rows

    def tally(self, mask: Mask | None = None) -> Tally:
        """What falls to each actor of all rows, or of those of a mask."""
        here = slice(None) if mask is None else mask[self._row]
        row, who, bits = self._row[here], self._who[here], self._bits[here]
        last = np.zeros(len(self), np.int64)
        np.maximum.at(last, who, self.columns.first_day[row])
        return Tally(
            incidents=self._count(who),
            acting=self._count(who[(bits & ACTOR) > 0]),
            suffering=self._count(who[(bits & TARGET) > 0]),
            last_day=last,
        )

    def others(self, rows: Rows, *, role: int) -> Whole:
        """In how many of some rows each actor has a role."""
        mask = np.zeros(len(self.columns), np.bool_)
        mask[rows] = True
        here = mask[self._row] & ((self._bits & role) > 0)
        return self._count(self._who[here])

    def pairs(self, mask: Mask | None = None) -> Pairs:
        """Who acts on whom, among all rows or those of a mask; most often first."""
        allowed = np.ones(len(self._row), np.bool_) if mask is None else mask[self._row]
        acts = np.flatnonzero(allowed & ((self._bits & ACTOR) > 0))
        hits = np.flatnonzero(allowed & ((self._bits & TARGET) > 0))
        rows = np.arange(len(self.columns) + 1)
        starts = np.searchsorted(self._row[hits], rows)
        many = np.diff(starts)[self._row[acts]]
        ends = np.cumsum(many)
        total = int(ends[-1]) if len(ends) else 0
        shift = np.repeat(starts[self._row[acts]] - (ends - many), many)
        source = np.repeat(self._who[acts], many).astype(np.int64)
        target = self._who[hits[np.arange(total) + shift]].astype(np.int64)
        both, count = np.unique(source * max(len(self), 1) + target, return_counts=True)
        order = np.argsort(-count, kind="stable")
        both, count = both[order], count[order]
        return Pairs(both // max(len(self), 1), both % max(len(self), 1), count)

    def _count(self, who: Codes) -> Whole:
        return np.bincount(who, minlength=len(self))


def _whos(derived: Derived) -> tuple[Sequence[Who], Codes]:
    """All actors, and which of them each code of the column is."""
    often = np.bincount(derived.columns.actors.codes, minlength=len(derived.actors))
    numbers: dict[tuple[bool, str], int] = {}
    best: list[tuple[int, Named]] = []
    group_of = np.zeros(len(derived.actors), np.int32)
    for code, one in enumerate(derived.actors):
        key = (True, one.id) if one.id else (False, fold(one.name))
        number = numbers.setdefault(key, len(best))
        if number == len(best):
            best.append((int(often[code]), one))
        elif (often[code], best[number][1].name) > (best[number][0], one.name):
            best[number] = (int(often[code]), one)  # the spelling that is commonest
        group_of[code] = number
    return [Who(n, one.name, one.id) for n, (_, one) in enumerate(best)], group_of


def _entries(derived: Derived, group_of: Codes, many: int) -> tuple[Rows, Codes, Codes]:
    """Row, actor and bits of its roles, each actor once a row; ordered by row."""
    actors, roles = derived.columns.actors, derived.columns.roles
    row = np.repeat(np.arange(len(actors.starts) - 1, dtype=np.int64), actors.lengths)
    if not len(row):
        nothing = np.zeros(0, np.int32)
        return np.zeros(0, np.intp), nothing, nothing
    bits_of = np.array(roles.values, np.int32)
    both, place = np.unique(row * many + group_of[actors.codes], return_inverse=True)
    bits = np.zeros(len(both), np.int32)
    np.bitwise_or.at(bits, place, bits_of[roles.codes])
    return (both // many).astype(np.intp), (both % many).astype(np.int32), bits


# -- of a workbench ------------------------------------------------------------------------


def _kept_books(bench: Workbench) -> Kept:
    return Kept(_MOST_BOOKS)


class _Runs:
    """Whether the store has had a run: asked until it has, for counting runs takes a while."""

    def __init__(self, bench: Workbench) -> None:
        self._store = bench.store
        self._seen = False

    def any(self) -> bool:
        self._seen = self._seen or bool(self._store.runs())
        return self._seen


def snapshot_of(bench: Workbench, run: int | None = None) -> Snapshot | None:
    """The incidents of a run as the index has them; None where there is no run yet.

    Raises 404 for a run that is not.
    """
    if run is None and not bench.part(_Runs).any():
        return None
    if run is not None and all(one.number != run for one in bench.store.runs()):
        raise HTTPException(404, f"there is no run {run}")
    return bench.part(incident_index).snapshot(run)


def book_of(bench: Workbench, snapshot: Snapshot) -> Book:
    """The actors of a snapshot, made once for it."""
    derived = snapshot.derived
    return bench.part(_kept_books).of(id(derived), lambda: _Bound(derived)).book


class _Bound:
    """A book with the columns it is of, which keeps their `id` theirs as long as it is kept."""

    def __init__(self, derived: Derived) -> None:
        self.derived = derived
        self.book = Book(derived)


def selection_of(snapshot: Snapshot, rows: Rows) -> Selection:
    """Some rows as a selection, for its totals, facets and pages (but not facets of actors)."""
    mask = np.zeros(len(snapshot), np.bool_)
    mask[rows] = True
    where = Filter(run=snapshot.run)
    return Selection(snapshot, where, Matched(len(snapshot), {"actor": mask}))


def newest(columns: Columns, rows: Rows, most: int) -> list[str]:
    """The ids of the latest of some rows, the latest first."""
    order = np.lexsort((rows, -columns.first_day[rows].astype(np.int64)))[:most]
    ids: list[str] = columns.ids[rows[order]].tolist()
    return ids


def mask_of(selection: Selection) -> Mask | None:
    """The rows of a selection as a mask; None for all of them."""
    if selection.rows is None:
        return None
    mask = np.zeros(len(selection.snapshot), np.bool_)
    mask[selection.rows] = True
    return mask
