"""Pairs of numbers that share a key, each once: the work grows about as what is numbered does.

A key that too many share says nothing and is not used. Pairs are kept as whole numbers, two of 32
bits in one of 64, which takes a twentieth of the room of pairs of Python's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Worth = Callable[[Numbers, Numbers], Mask]
"""Which of some pairs, given as their first and their second numbers, are worth keeping."""

NO_WEEK = -9
"""Far from the weeks of all days, of which the first is 0."""
_BITS = 32
_LOW = (1 << _BITS) - 1
_FEW = 8
"""Up to so many numbers, plain Python is quicker than an array."""
_AT_ONCE = 1 << 20
"""Pairs gathered before those found twice are thrown out."""


class PairFinder:
    """Gathers the pairs of numbers that stand under one key, key by key.

    A key that more than ``most`` share is passed over (None: none is); of the pairs those are kept
    of which ``worth`` says so.
    """

    def __init__(self, most: int | None = None, worth: Worth | None = None) -> None:
        self._most = most
        self._worth = worth
        self._waiting: list[Numbers] = []
        self._few: list[int] = []
        self._held = 0
        self._kept: Numbers = np.empty(0, np.int64)

    def add(self, numbers: Sequence[int]) -> None:
        """The numbers that share one key, in any order, none of them twice."""
        count = len(numbers)
        if count < 2 or (self._most is not None and count > self._most):
            return
        if count <= _FEW:
            self._few += [one << _BITS | other for one, other in combinations(sorted(numbers), 2)]
        else:
            ordered = np.sort(np.asarray(numbers, np.int64))
            first, second = np.triu_indices(count, 1)
            self._waiting.append(ordered[first] << _BITS | ordered[second])
        self._held += count * (count - 1) // 2
        if self._held >= _AT_ONCE:
            self._settle()

    def add_weekly(self, numbers: Sequence[int], weeks: Sequence[int]) -> None:
        """The numbers that share one key, and their weeks: they meet in those, and in the next.

        Those of `NO_WEEK` meet each other.
        """
        if len(numbers) < 2:
            return
        meeting: defaultdict[int, list[int]] = defaultdict(list)
        for number, week in zip(numbers, weeks, strict=True):
            for near in (week - 1, week, week + 1):
                meeting[near].append(number)
        for met in meeting.values():
            self.add(met)

    def codes(self) -> Numbers:
        """The pairs found, as one number each, in order of the first and then the second."""
        self._settle()
        return self._kept

    def _settle(self) -> None:
        found = distinct(np.concatenate([*self._waiting, np.asarray(self._few, np.int64)]))
        self._waiting, self._few, self._held = [], [], 0
        if self._worth is not None and len(found):
            found = found[self._worth(found >> _BITS, found & _LOW)]
        self._kept = distinct(np.concatenate([self._kept, found])) if len(self._kept) else found


def distinct(codes: Numbers) -> Numbers:
    """The pairs in order, each once; quicker than `numpy.unique`, which hashes them first."""
    ordered = np.sort(codes)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def decoded(codes: Numbers) -> tuple[Numbers, Numbers]:
    """The first and the second numbers of pairs."""
    return codes >> _BITS, codes & _LOW


def pairs_in(codes: Numbers) -> Iterator[tuple[int, int]]:
    """The pairs, as Python's numbers, some at a time."""
    for start in range(0, len(codes), _AT_ONCE):
        first, second = decoded(codes[start : start + _AT_ONCE])
        yield from zip(first.tolist(), second.tolist(), strict=True)


def by_key(keys: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Key -> the places in the list of those that have it."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, listed in enumerate(keys):
        for key in listed:
            having[key].append(number)
    return having
