"""Articles that copy one text: a wire story printed again, lightly edited or cut.

MinHash (Broder 1997) over runs of four words proposes, the runs themselves decide. A copy holds
most of the runs of the shorter of the two; of two the one published first, else that of a wire
agency, else the one added first, is the original.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
from datasketch import MinHash, MinHashLSH

from ..records.article import Article
from .words import words

_RUN = 4
_LEAST_RUNS = 20
"""A text of fewer runs is too short to tell a copy from a formula."""
_PROPOSED = 0.25
SAME = 0.7
"""Share of the shorter text's runs that the other holds."""
_PERMUTATIONS = 96
DAYS = 10

Runs = npt.NDArray[np.uint64]
"""Runs of words as numbers, in order, each once."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What decides which of several copies is the original."""

    hash: str
    published: date | None
    wire: bool
    copy_of: str | None
    order: int
    """The place of the article among all, as they were added."""

    @classmethod
    def of(cls, article: Article, order: int) -> Printed:
        """Of an article."""
        wire = article.source is not None and article.source.kind == "wire"
        return cls(article.hash, article.published, wire, article.copy_of, order)


class CopyFinder:
    """Finds the original of each article among those given before it."""

    def __init__(self, known: Iterable[Article] = ()) -> None:
        self._index = _index()
        self._known: dict[str, tuple[Printed, Runs]] = {}
        for article in known:
            self.add(article)

    def add(self, article: Article) -> tuple[str, str] | None:
        """Take an article in; (hash of the copy, hash of its original) where it is one of a pair.

        The copy may be the article that came before: the original can arrive late.
        """
        runs = runs_of(article.text)
        if not is_long(runs) or article.hash in self._known:
            return None
        signature = _signature(runs)
        mine = Printed.of(article, len(self._known))
        found = [self._known[hash] for hash in self._index.query(signature)]
        self._index.insert(article.hash, signature)
        self._known[article.hash] = mine, runs
        alike = [
            (one, share)
            for one, others in found
            if in_time(mine.published, one.published) and (share := shared(runs, others)) >= SAME
        ]
        return link(mine, alike)


def link(mine: Printed, alike: Sequence[tuple[Printed, float]]) -> tuple[str, str] | None:
    """An article and those before it that are copies with it, with the runs that each shares.

    Which of them is to be marked as the copy, and of which; None where it has none.
    """
    if not alike:
        return None
    original = min((*(one for one, _ in alike), mine), key=_first)
    if original is mine:
        other, _ = max(alike, key=lambda one: (one[1], -one[0].order))
        return other.hash, mine.hash
    return mine.hash, original.copy_of or original.hash


def is_long(runs: Runs) -> bool:
    """Whether a text is long enough to tell a copy from a formula."""
    return len(runs) >= _LEAST_RUNS


def in_time(one: date | None, other: date | None) -> bool:
    """Whether two articles were published near enough to each other, as far as is known."""
    return one is None or other is None or abs((one - other).days) <= DAYS


def runs_of(text: str) -> Runs:
    """The runs of four words of a text."""
    listed = words(text)
    found = {
        int.from_bytes(
            hashlib.blake2b(" ".join(listed[at : at + _RUN]).encode(), digest_size=8).digest()
        )
        for at in range(len(listed) - _RUN + 1)
    }
    return np.array(sorted(found), np.uint64)


def bands_of(runs: Runs) -> tuple[bytes, ...]:
    """What proposes copies: two texts of which one band is the same are compared."""
    hashes = _signature(runs).hashvalues
    count, wide = _shape()
    return tuple(
        number.to_bytes(1) + hashes[number * wide : (number + 1) * wide].tobytes()
        for number in range(count)
    )


def shared(one: Runs, other: Runs) -> float:
    """Share of the shorter text's runs that the other holds."""
    return len(np.intersect1d(one, other, assume_unique=True)) / min(len(one), len(other))


def _index() -> MinHashLSH:
    return MinHashLSH(threshold=_PROPOSED, num_perm=_PERMUTATIONS, weights=(0.1, 0.9))


@cache
def _shape() -> tuple[int, int]:
    """How many bands there are, and of how many numbers each."""
    index = _index()
    return index.b, index.r


def _signature(runs: Runs) -> MinHash:
    signature = MinHash(num_perm=_PERMUTATIONS, seed=1)
    signature.update_batch([int(run).to_bytes(8) for run in runs])
    return signature


def _first(one: Printed) -> tuple[int, bool, int]:
    return (one.published.toordinal() if one.published else 10**9, not one.wire, one.order)
