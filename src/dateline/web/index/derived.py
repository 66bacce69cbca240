"""What follows from columns alone: made on first need, and kept as long as they are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from ...store.words import fold
from .answers import Named
from .clusters import Places
from .columns import Codes, Columns, Lists, Rows, Whole
from .ordering import Ordering, TableOrder, ranks

T = TypeVar("T")

_MOST_KEPT = 64


class Kept:
    """The last few answers to questions that cost something; for several threads."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._most = most
        self._answers: dict[object, Any] = {}
        self._lock = threading.Lock()

    def of(self, question: object, answer: Callable[[], T]) -> T:
        """The answer to a question, asked for where it is not kept."""
        with self._lock:
            if question in self._answers:
                self._answers[question] = self._answers.pop(question)  # the latest at the end
                known: T = self._answers[question]
                return known
        found = answer()
        with self._lock:
            self._answers[question] = found
            while len(self._answers) > self._most:
                del self._answers[next(iter(self._answers))]
        return found


class Labels:
    """What the codes of a column are called, in what order, and which codes a word means."""

    def __init__(self, texts: Sequence[str], ids: Sequence[str | None] = ()) -> None:
        self.texts = texts
        self.ids = ids

    @cached_property
    def ranks(self) -> Rows:
        """The place of each text in order."""
        return ranks(self.texts)

    def codes(self, words: Iterable[str]) -> list[int]:
        """Those that have one of the words for their text or id, whatever the capitals."""
        return [code for word in words for code in self._codes.get(fold(word), ())]

    @cached_property
    def _codes(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for some in (self.texts, self.ids):
            for code, text in enumerate(some):
                if text:
                    found.setdefault(fold(text), []).append(code)
        return found


class Outlets:
    """Outlets, of which several numbers may have one name but for capitals and blanks."""

    def __init__(self, lists: Lists[int], named: Sequence[Named]) -> None:
        groups: dict[str, int] = {}
        found = [groups.setdefault(fold(one.name), len(groups)) for one in named]
        self.labels = Labels([one.name for one in named])
        self.group: Codes = np.array(found, np.int32)
        self.folded: Mapping[str, int] = groups
        self.lists: Lists[int] = _grouped(lists, self.group, len(groups))

    def shown(self, counts: Whole) -> Labels:
        """Each group called by its first name in order among the outlets that are counted."""
        order = np.argsort(self.labels.ranks, kind="stable")
        first = np.zeros(len(self.folded), np.intp)
        for codes in (order, order[counts[order] > 0]):
            first[self.group[codes[::-1]]] = codes[::-1]  # the last one written is the first
        return Labels([self.labels.texts[code] for code in first.tolist()])


def _grouped(lists: Lists[int], group: Codes, many: int) -> Lists[int]:
    """The lists with groups for values, each group once a row."""
    codes = group[lists.codes] if len(lists.codes) else lists.codes
    if many == len(group):
        return Lists(lists.starts, codes, range(many))
    owner = np.repeat(np.arange(len(lists.starts) - 1), lists.lengths)
    once = np.unique(owner * many + codes)
    lengths = np.bincount(once // many, minlength=len(lists.starts) - 1)
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    return Lists(starts, (once % many).astype(np.int32), range(many))


def _named(lists: Lists[int], known: Mapping[int, Named]) -> tuple[Named, ...]:
    """Who the values of a column are, by their codes."""
    return tuple(known.get(number) or Named(number, f"#{number}") for number in lists.values)


class Derived:
    """Columns, the names in them, and what is worth keeping of them."""

    def __init__(
        self,
        columns: Columns,
        actors: Mapping[int, Named],
        outlets: Mapping[int, Named],
    ) -> None:
        self.columns = columns
        self.actor_names = actors
        self.outlet_names = outlets
        self.actors = _named(columns.actors, actors)
        self.outlets = _named(columns.outlets, outlets)
        self.outlet_groups = Outlets(columns.outlets, self.outlets)
        self.kept = Kept()
        self._labels: dict[str, Labels] = {}
        self._orderings: dict[TableOrder, Ordering] = {}

    def labels(self, column: str) -> Labels:
        """What the codes of a column are called."""
        if column not in self._labels:
            values = getattr(self.columns, column).values
            self._labels[column] = (
                Labels([one.name for one in self.actors], [one.id for one in self.actors])
                if column == "actors"
                else Labels([value or "" for value in values])
            )
        return self._labels[column]

    @cached_property
    def places(self) -> Places:
        """The places of the map."""
        return Places.of(self.columns)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each id."""
        return {id: row for row, id in enumerate(self.columns.ids.tolist())}

    @cached_property
    def _numbers(self) -> tuple[Whole, Rows]:
        order = np.argsort(self.columns.number)
        return self.columns.number[order], order

    def revision_of(self, id: str) -> int | None:
        """The revision of an incident, None where there is none of that id."""
        row = self.row_of.get(id)
        return None if row is None else int(self.columns.revision[row])

    def rows_of_ids(self, ids: Iterable[str]) -> Rows:
        """The rows of those ids that are there, in any order."""
        rows = np.fromiter((self.row_of.get(id, -1) for id in ids), np.intp)
        return rows[rows >= 0]

    def rows_of_numbers(self, numbers: Sequence[int]) -> Rows:
        """The rows of those of the store's numbers that are there, in any order."""
        known, order = self._numbers
        wanted = np.fromiter(numbers, np.int64, len(numbers))
        if not len(known):
            return np.zeros(0, np.intp)
        at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        found: Rows = order[at[known[at] == wanted]]
        return found

    def ordering(self, order: TableOrder) -> Ordering:
        """All rows in an order. Raises `InputError` for one that is not."""
        if order not in self._orderings:
            self._orderings[order] = Ordering.of(self.columns, order)
        return self._orderings[order]

    def warm(self) -> None:
        """Make at once what the first page needs."""
        self.ordering("newest")
        _ = self.row_of, self._numbers, self.places
        _ = self.labels("actors").ranks, self.outlet_groups.labels.ranks
