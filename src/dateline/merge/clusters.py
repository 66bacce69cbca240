"""Reports put together into events: average linkage over the pairs compared.

Two clusters join while the mean likeness of their pairs, those never compared counting 0, reaches
the threshold; the likeliest two first, of equals the first by key, so that the result is a pure
function of the reports and the judgements. What must stay apart keeps whole clusters apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]
"""Two reports by their numbers, the lower first."""


def clusters(
    count: int,
    likeness: Mapping[Pair, float],
    *,
    threshold: float,
    apart: Iterable[Pair] = (),
) -> tuple[tuple[int, ...], ...]:
    """``count`` reports in clusters, each in order of number, ordered by their first.

    ``likeness`` holds 0 to 1 for the pairs that were compared (a judgement "same" is 1 or more);
    ``apart`` are pairs that never share a cluster.
    """
    edges = ((one, other, value) for (one, other), value in likeness.items())
    return grown(count, edges, threshold=threshold, apart=apart)


def grown(
    count: int,
    edges: Iterable[tuple[int, int, float]],
    *,
    threshold: float,
    apart: Iterable[Pair] = (),
) -> tuple[tuple[int, ...], ...]:
    """The same of pairs, the lower number first, and their likeness, read once; none twice.

    No cluster reaches beyond what is connected by pairs that reach the threshold, since the mean of
    lesser ones does not: what is connected so can be clustered by itself, with all the pairs inside
    it, numbered anew in the same order, and ends the same (`blocked_closing` does it).
    """
    forest = _Forest(count, apart)
    heap: list[tuple[float, int, int]] = []
    kept = list(range(count))  # one object a number, however often it stands in the links
    for first, second, value in edges:
        one, other = kept[first], kept[second]
        forest.links[one][other] = forest.links[other][one] = value
        if value >= threshold:
            heap.append((-value, one, other))
    heapify(heap)
    while heap:
        value, one, other = heappop(heap)
        if not forest.stands(one, other, -value) or forest.are_apart(one, other):
            continue
        joined = forest.join(one, other)
        for third in forest.links[joined]:
            mean = forest.mean(joined, third)
            if mean >= threshold:
                heappush(heap, (-mean, min(joined, third), max(joined, third)))
    return tuple(sorted(tuple(sorted(members)) for members in forest.members.values()))


class _Forest:
    """The clusters as they grow; a cluster goes by the number of its first report."""

    def __init__(self, count: int, apart: Iterable[Pair]) -> None:
        self.members: dict[int, list[int]] = {number: [number] for number in range(count)}
        self.links: dict[int, dict[int, float]] = {number: {} for number in range(count)}
        """Cluster -> other cluster -> the sum of the likenesses of their pairs."""
        self._apart: dict[int, set[int]] = {number: set() for number in range(count)}
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def mean(self, one: int, other: int) -> float:
        """The mean likeness of two clusters."""
        pairs = len(self.members[one]) * len(self.members[other])
        return self.links[one].get(other, 0.0) / pairs

    def stands(self, one: int, other: int, value: float) -> bool:
        """Whether both clusters are still what they were when their mean was taken."""
        here = one in self.members and other in self.members
        return here and abs(self.mean(one, other) - value) < 1e-12

    def are_apart(self, one: int, other: int) -> bool:
        """Whether some pair of two clusters must not be together."""
        return other in self._apart[one]

    def join(self, one: int, other: int) -> int:
        """Put two clusters together under the lower number."""
        kept, gone = min(one, other), max(one, other)
        self.members[kept] += self.members.pop(gone)
        moved = self.links.pop(gone)
        for third, value in moved.items():
            del self.links[third][gone]
            if third != kept:
                total = self.links[kept].get(third, 0.0) + value
                self.links[kept][third] = self.links[third][kept] = total
        for third in self._apart.pop(gone):
            self._apart[third].discard(gone)
            self._apart[third].add(kept)
            self._apart[kept].add(third)
        return kept
