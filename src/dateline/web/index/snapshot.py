"""The incidents of a run as they were at one moment, and all that is asked of them.

Facets count what the rest of the filter leaves: a field's own values are left out of it, since
several of them may be chosen. ``store.facets`` of the filter without that field gives the same.
``type``, ``plover`` and ``acled`` each leave out their own only; ``acled_type`` leaves out
``acled``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import numpy as np

from ...store.answers import FacetCount
from ...store.filters import EVERYTHING, Box, Filter
from ...store.paging import checked_limit
from .answers import Cluster, Compared, FacetName, TablePage, Timeline, Totals, Unit
from .clusters import WORLD, clusters
from .columns import Codes, Columns, Mask, Rows, Words
from .counting import timeline, totals
from .derived import Derived, Kept
from .facets import facet
from .matching import Condition, Matched, between, matched
from .ordering import TableOrder
from .review_states import ReviewState, States
from .table import table_row

_OWN: dict[FacetName, Condition] = {
    "type": "type", "plover": "plover", "acled_type": "acled", "acled": "acled",
    "country": "country", "admin1": "admin1", "actor": "actor", "outlet": "outlet",
    "factuality": "factuality", "flag": "flag", "review": "review",
}  # fmt: skip
"""The condition that each facet leaves out."""
UNREVIEWED: ReviewState = "unreviewed"
_MOST_ASKED = 24
"""So many filters' rows are kept, for the map and the pages that follow."""


class Asked(Protocol):
    """What only the store knows."""

    def incident_ids(self, where: Filter) -> tuple[str, ...]:
        """See `Store.incident_ids`."""

    def incidents_saying(self, text: str) -> tuple[int, ...]:
        """See `Store.incidents_saying`."""


class Snapshot:
    """The incidents of ``run`` as of ``version``; it never changes, and serves many threads."""

    def __init__(self, run: int, version: str, derived: Derived, store: Asked, states: States):
        self.run = run
        self.version = version
        self.derived = derived
        self._store = store
        self.review = _column(derived, states)
        self._asked = Kept(_MOST_ASKED)

    def __len__(self) -> int:
        return len(self.derived.columns)

    def select(self, where: Filter = EVERYTHING, *, review: Collection[str] = ()) -> Selection:
        """The incidents of a filter (whose run is not looked at) in one of some review states."""
        asked = frozenset(review)

        def answer() -> Selection:
            return Selection(self, where, matched(self.derived.columns, self, where, review=asked))

        return self._asked.of((where, asked), answer)

    # -- what is not in the columns (`matching.Lookup`) ----------------------------------------

    def acting(self, names: tuple[str, ...]) -> Rows:
        """The rows with an actor or a target that one of the names fits, by id or by words."""
        where = Filter(actors=names, run=self.run)
        return self.derived.kept.of(
            where, lambda: self.derived.rows_of_ids(self._store.incident_ids(where))
        )

    def outlets(self, names: Collection[str]) -> Codes:
        """The codes of the outlets that have one of these names, folded."""
        outlets = self.derived.outlet_groups
        groups = [outlets.folded[name] for name in names if name in outlets.folded]
        return np.flatnonzero(np.isin(outlets.group, groups)).astype(np.int32)

    def text(self, text: str) -> Rows:
        """The rows whose words a text search finds."""
        return self.derived.kept.of(
            ("text", text),
            lambda: self.derived.rows_of_numbers(self._store.incidents_saying(text)),
        )

    def in_review(self, states: Collection[str]) -> Mask:
        """Which rows are in one of these review states."""
        wanted = np.fromiter((state in states for state in self.review.values), np.bool_)
        mask: Mask = wanted[self.review.codes]
        return mask


def _column(derived: Derived, states: States) -> Words:
    names: list[str | None] = [None, UNREVIEWED]
    codes = np.ones(len(derived.columns), np.int32)
    for id, state in states.items():
        row = derived.row_of.get(id)
        if row is not None:
            if state not in names:
                names.append(state)
            codes[row] = names.index(state)
    return Words(codes, tuple(names))


@dataclass(frozen=True, slots=True)
class Selection:
    """The incidents of one filter in one snapshot."""

    snapshot: Snapshot
    where: Filter
    _matched: Matched

    @property
    def rows(self) -> Rows | None:
        """Their rows; None where they are all of them."""
        return self._matched.rows()

    def __len__(self) -> int:
        rows = self.rows
        return len(self.snapshot) if rows is None else len(rows)

    def ids(self) -> list[str]:
        """Their ids, in order."""
        ids = self._columns.ids
        found: list[str] = (ids if self.rows is None else ids[self.rows]).tolist()
        return found

    def totals(self) -> Totals:
        """How many, how many killed."""
        return totals(self._columns, self.rows)

    def compared(self) -> Compared | None:
        """The period before; None where the filter has not both ends of one."""
        since, until = self.where.since, self.where.until
        if since is None or until is None:
            return None
        if since.toordinal() * 2 - until.toordinal() - 1 < 1:
            return None  # it would begin before the calendar does
        last = since - timedelta(days=1)
        first = last - (until - since)
        days = between(self._columns.first_day, self._columns.last_day, first, last)
        before = self._matched.instead("days", days)
        return Compared(first, last, totals(self._columns, before.rows()))

    def facet(
        self, name: FacetName, *, limit: int = 20, also: Collection[str] = ()
    ) -> tuple[FacetCount, ...]:
        """The commonest values of a field; the rule of the module says what is counted.

        Behind them come those of ``also`` that are rarer and yet there: what is chosen should be
        seen. They are values as the filter takes them (an actor's id or whole name).
        """
        review = self.snapshot.review if name == "review" else None
        rows = self._matched.rows(without=_OWN[name])
        return facet(self.snapshot.derived, name, rows, limit=limit, also=also, review=review)

    def facets(
        self, names: Iterable[FacetName], *, limit: int = 20
    ) -> dict[FacetName, tuple[FacetCount, ...]]:
        """Several at once."""
        return {name: self.facet(name, limit=limit) for name in names}

    # -- chart, map, table ---------------------------------------------------------------------

    def timeline(self, *, unit: Unit | None = None, whole: bool = False) -> Timeline:
        """Incidents over time by kind; ``whole`` leaves ``since`` and ``until`` out (a brush)."""
        if whole:
            rows = self._matched.rows(without="days")
            return timeline(self._columns, rows, unit=unit)
        since, until = self.where.since, self.where.until
        return timeline(self._columns, self.rows, since=since, until=until, unit=unit)

    def clusters(self, *, view: Box = WORLD, zoom: float = 2) -> tuple[Cluster, ...]:
        """The circles of a map; see `dateline.web.index.clusters.clusters`."""
        places = self.snapshot.derived.places
        return clusters(self._columns, places, self.rows, view=view, zoom=zoom)

    def page(
        self, *, order: TableOrder = "newest", after: str | None = None, limit: int = 50
    ) -> TablePage:
        """A page of the table.

        Raises `InputError` for an order, a limit or a cursor that cannot be.
        """
        ordering, many = self.snapshot.derived.ordering(order), checked_limit(limit)
        start, mask = ordering.place(after), self._matched.mask()
        rows, end = ordering.onward(mask, start, many)
        is_last = not ordering.onward(mask, end, 1)[0]
        before = ordering.backward(mask, start, many + 1)
        previous = None if not before else ""
        if len(before) > many:
            previous = ordering.cursor(before[many])
        return TablePage(
            rows=tuple(table_row(self.snapshot.derived, row, self._review(row)) for row in rows),
            total=len(self),
            before=ordering.many_before(mask, start),
            next=None if is_last else ordering.cursor(rows[-1]),
            previous=previous,
        )

    def _review(self, row: int) -> str:
        review = self.snapshot.review
        return review.values[review.codes[row]] or UNREVIEWED

    @property
    def _columns(self) -> Columns:
        return self.snapshot.derived.columns
