"""Clusters closed across blocks: what strong pairs connect is clustered by itself, all at once.

No cluster reaches beyond what pairs that reach the threshold connect (`clusters.grown`). The
process that drives finds what is connected, from as few pairs as show it; each task then takes the
pairs inside some connected parts together, and clusters one part after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ..records.decision import Verdict
from .blocked_joining import EDGE, Edges, Forest
from .blocked_work import Offsets, Work
from .blocking import Numbers
from .clusters import grown
from .engine import CERTAIN

JUST_BELOW = 1e-9
"""Pairs less alike than the threshold by more than this cannot have a mean that reaches it, however
it is rounded."""
_MEMBERS_AT_ONCE = 2_000
_EDGES_AT_ONCE = 100_000

JudgedNumbers = Mapping[tuple[int, int], Verdict]
"""Judged pairs by their numbers, the lower first."""


@dataclass(frozen=True, slots=True)
class InnerFile:
    """The pairs inside connected parts, in a file: where those of each bundle stand."""

    name: str
    offsets: Offsets


@dataclass(frozen=True, slots=True)
class Bundle:
    """Connected parts that are clustered in one task."""

    number: int
    judged: tuple[tuple[int, int, Verdict], ...]


def connect(
    work: Work, name: str, count: int, strong: Iterable[Numbers], judged: JudgedNumbers
) -> int:
    """Find what is connected, and in which bundle it is clustered; how many bundles there are.

    Keeps ``NAME.part`` (of each number the lowest that it is connected with) and ``NAME.bundle``
    (-1 for what is connected with nothing).
    """
    forest = Forest(pair for some in strong for pair in map(tuple, some.tolist()))
    for (one, other), verdict in judged.items():
        if verdict == "same":
            forest.join(one, other)
    part = forest.roots(count)
    bundle, bundles = bundled(part)
    work.save(f"{name}.part", part)
    work.save(f"{name}.bundle", bundle)
    return bundles


def bundled(
    part: npt.NDArray[np.int32], *, at_once: int = _MEMBERS_AT_ONCE, alone: bool = False
) -> tuple[npt.NDArray[np.int32], int]:
    """The bundle of each number, given the part that it is in, and how many bundles there are.

    A bundle is of whole parts, of ``at_once`` members or more; what is a part by itself is left out
    (-1), or has its place in them if ``alone``.
    """
    sizes = np.bincount(part, minlength=len(part))
    if not alone:
        sizes[sizes < 2] = 0
    before = np.cumsum(sizes) - sizes
    bundle = np.where(sizes[part] > 0, (before // at_once)[part], -1).astype(np.int32)
    used, dense = np.unique(bundle[bundle >= 0], return_inverse=True)
    bundle[bundle >= 0] = dense
    return bundle, len(used)


def inner_edges(numbers: Sequence[int], *, work: Work, name: str, bundles: int) -> InnerFile:
    """Of the pairs of some files those inside a connected part, by bundle."""
    part = work.load(f"{name}.part", mapped=False)
    bundle = work.load(f"{name}.bundle", mapped=False)
    kept: list[Edges] = []
    for number in numbers:
        edges = work.load(f"{name}-edges-{number}")
        kept.append(edges[part[edges["first"]] == part[edges["second"]]])
    found = np.concatenate([np.empty(0, EDGE), *kept])
    own = bundle[found["first"]]
    found = found[np.argsort(own, kind="stable")]
    bounds = np.searchsorted(np.sort(own), np.arange(bundles + 1))
    file = f"{name}-inner-{numbers[0]}"
    pieces = (found[bounds[n] : bounds[n + 1]].tobytes() for n in range(bundles))
    return InnerFile(file, work.write(file, pieces))


def close(
    bundle: Bundle, *, work: Work, name: str, files: Sequence[InnerFile], threshold: float
) -> Numbers:
    """Cluster the connected parts of a bundle; a row for each number: it, and its cluster.

    A cluster goes by the lowest of its numbers; what is alone in its cluster is left out.
    """
    edges = _edges_of(bundle, work, files)
    part = work.load(f"{name}.part")
    rank = work.load(f"{name}.rank")
    parts = part[edges["first"]]
    edges = edges[np.argsort(parts, kind="stable")]
    parts = np.sort(parts)
    starts = [*np.flatnonzero(np.diff(parts, prepend=-1)).tolist(), len(parts)]
    judged: dict[int, list[tuple[int, int, Verdict]]] = {}
    for one in bundle.judged:
        judged.setdefault(int(part[one[0]]), []).append(one)
    rows: list[tuple[int, int]] = []
    for start, end in pairwise(starts):
        own = judged.get(int(parts[start]), [])
        rows += _clustered(edges[start:end], rank, own, threshold)
    return np.array(rows, np.int64).reshape(-1, 2)


def _edges_of(bundle: Bundle, work: Work, files: Sequence[InnerFile]) -> Edges:
    """The pairs of a bundle as they were scored; what is judged otherwise as it is judged."""
    pieces = [
        np.frombuffer(work.read(file.name, start, end), EDGE)
        for file in files
        if (start := int(file.offsets[bundle.number]))
        < (end := int(file.offsets[bundle.number + 1]))
    ]
    edges = np.concatenate([np.empty(0, EDGE), *pieces])
    if not bundle.judged:
        return edges
    pairs = {(one, other) for one, other, _ in bundle.judged}
    scored = zip(edges["first"].tolist(), edges["second"].tolist(), strict=True)
    left = edges[[pair not in pairs for pair in scored]]
    same = [(one, other, CERTAIN) for one, other, verdict in bundle.judged if verdict == "same"]
    return np.concatenate([left, np.array(same, EDGE)])


def _clustered(
    edges: Edges,
    rank: npt.NDArray[np.int32],
    judged: Sequence[tuple[int, int, Verdict]],
    threshold: float,
) -> Iterator[tuple[int, int]]:
    """The clusters of one connected part; its numbers go by rank, as they do in one process."""
    members = np.unique(np.concatenate([edges["first"], edges["second"]]))
    members = members[np.argsort(rank[members])]
    place = {number: at for at, number in enumerate(members.tolist())}
    apart = [
        _in_order(place[one], place[other])
        for one, other, verdict in judged
        if verdict == "different" and one in place and other in place
    ]
    groups = grown(len(members), _placed(edges, place), threshold=threshold, apart=apart)
    for group in groups:
        if len(group) > 1:
            numbers = members[list(group)].tolist()
            yield from ((number, min(numbers)) for number in numbers)


def _placed(edges: Edges, place: Mapping[int, int]) -> Iterator[tuple[int, int, float]]:
    for start in range(0, len(edges), _EDGES_AT_ONCE):
        for first, second, value in edges[start : start + _EDGES_AT_ONCE].tolist():
            yield (*_in_order(place[first], place[second]), value)


def _in_order(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
