"""Pairs that share a key, found part by part, and scored stretch by stretch.

A part of the keys is one task: what of all the blocks has them is put together, and the pairs are
written down by the stretch of numbers that the first of the two lies in. A stretch is scored in one
task, so that a pair that several keys propose is scored once. Numbers go by time: the articles of a
stretch, and those that they are compared with, are near each other in the order of the sheets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from .blocked_work import Work
from .blocking import Numbers, PairFinder, Worth, decoded, distinct, pairs_in

STRETCH = 2000
"""So many numbers of first articles or reports are a stretch."""
_PAIRS_AT_ONCE = 40_000
EDGE = np.dtype([("first", np.int32), ("second", np.int32), ("value", np.float64)])
Edges = npt.NDArray[np.void]
"""Pairs, the first number the lower, and how alike they are."""
Score = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class Join:
    """What is compared with what, and how."""

    name: str
    """Of the files of its keys."""
    most: int | None
    """A key that more than this share is not used."""
    weekly: bool
    """Whether a key is shared only week by week (the table ``NAME.week``)."""
    worth: Callable[[Work], Worth] | None
    """Which of the pairs are compared at all."""
    tile: int
    """So many numbers of what the first ones are compared with are gone through at a time: their
    articles are in memory together with those of the stretch."""
    scorer: Callable[[Work], Score]
    """How alike two are."""
    least: float
    """Pairs less alike are dropped."""


@dataclass(frozen=True, slots=True)
class PairFile:
    """The pairs of some parts of the keys, in a file: how many begin before each stretch."""

    name: str
    before: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pairs to be scored in one task: where they stand in each file of pairs."""

    number: int
    at: tuple[tuple[str, int, int], ...]


def find_pairs(
    parts: Sequence[int], *, work: Work, join: Join, blocks: int, count: int
) -> PairFile:
    """The pairs that parts of the keys propose, one after the other; of ``count`` numbers."""
    finder = PairFinder(join.most, None if join.worth is None else join.worth(work))
    weeks = work.load(f"{join.name}.week") if join.weekly else None
    for numbers in _having(parts, work, join, blocks):
        if weeks is None:
            finder.add(numbers)
        else:
            finder.add_weekly(numbers, weeks[numbers].tolist())
    codes = finder.codes()
    name = f"{join.name}-pairs-{parts[0]}"
    work.save(name, codes)
    stretches = np.arange(0, count + STRETCH, STRETCH)
    return PairFile(name, np.searchsorted(decoded(codes)[0], stretches))


def _having(parts: Sequence[int], work: Work, join: Join, blocks: int) -> Iterator[list[int]]:
    """The numbers of what shares each key of some parts; of keys that two have at least."""
    having: defaultdict[str | bytes, list[int]] = defaultdict(list)
    for block in range(blocks):
        name = f"{join.name}-keys-{block}"
        offsets = work.load(f"{name}.at", mapped=False)[parts[0] : parts[-1] + 2].tolist()
        packed = memoryview(work.read(name, offsets[0], offsets[-1]))
        numbers = work.load(f"{join.name}-numbers-{block}", mapped=False).tolist()
        for start, end in pairwise(offset - offsets[0] for offset in offsets):
            for key, places in msgspec.msgpack.decode(packed[start:end]).items():
                having[key] += [number for place in places if (number := numbers[place]) >= 0]
    return (numbers for numbers in having.values() if len(numbers) > 1)


def stretches(files: Sequence[PairFile]) -> Iterator[Stretch]:
    """All stretches that have pairs, those of few pairs taken together."""
    if not files:
        return
    before = np.array([file.before for file in files])
    total = before.sum(axis=0)
    start = number = 0
    while start < len(total) - 1:
        end = int(np.searchsorted(total, total[start] + _PAIRS_AT_ONCE, "right")) - 1
        end = max(start + 1, min(end, len(total) - 1))
        at = tuple(
            (file.name, int(file.before[start]), int(file.before[end]))
            for file in files
            if file.before[start] < file.before[end]
        )
        if at:
            yield Stretch(number, at)
            number += 1
        start = end


def score(stretch: Stretch, *, work: Work, join: Join, strong: float) -> Numbers:
    """Score the pairs of a stretch, and keep those alike enough as ``NAME-edges-NUMBER``.

    Returns what connects everything that pairs of ``strong`` likeness connect, as pairs.
    """
    found = distinct(
        np.concatenate([work.load(name)[start:end] for name, start, end in stretch.at])
    )
    first, second = decoded(found)
    found = found[np.lexsort((second, first, second // join.tile))]
    scorer = join.scorer(work)
    scored = ((one, other, scorer(one, other)) for one, other in pairs_in(found))
    edges = np.fromiter((edge for edge in scored if edge[2] >= join.least), EDGE)
    work.save(f"{join.name}-edges-{stretch.number}", edges)
    return spanning(edges[edges["value"] >= strong])


def spanning(edges: Edges) -> Numbers:
    """As few of the pairs as connect what all of them connect, a row each."""
    forest = Forest()
    pairs = zip(edges["first"].tolist(), edges["second"].tolist(), strict=True)
    kept = [pair for pair in pairs if forest.join(*pair)]
    return np.array(kept, np.int64).reshape(-1, 2)


class Forest:
    """What is connected, by whole numbers."""

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._above: dict[int, int] = {}
        for pair in pairs:
            self.join(*pair)

    def root(self, number: int) -> int:
        """The lowest number that a number is connected with."""
        above = self._above
        top = number
        while (up := above.get(top, top)) != top:
            top = up
        while (up := above.get(number, number)) != top:
            above[number] = top
            number = up
        return top

    def join(self, one: int, other: int) -> bool:
        """Connect two; whether they were not yet."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return False
        self._above[max(first, second)] = min(first, second)
        return True

    def roots(self, count: int) -> npt.NDArray[np.int32]:
        """The root of each number below ``count``."""
        return np.fromiter(map(self.root, range(count)), np.int32, count)
