"""Articles that copy one text: a wire story printed again, lightly edited or cut.

MinHash (Broder 1997) over runs of four words proposes, the runs themselves decide. A copy holds
most of the runs of the shorter of the two; of two the one published first, else that of a wire
agency, else the one added first, is the original.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from datasketch import MinHash, MinHashLSH

from ..records.article import Article
from .words import words

_RUN = 4
_LEAST_RUNS = 20
"""A text of fewer runs is too short to tell a copy from a formula."""
_PROPOSED = 0.25
_SAME = 0.7
"""Share of the shorter text's runs that the other holds."""
_PERMUTATIONS = 96
_DAYS = 10


@dataclass(frozen=True, slots=True)
class _Known:
    article: Article
    runs: frozenset[int]
    order: int


class CopyFinder:
    """Finds the original of each article among those given before it."""

    def __init__(self, known: Iterable[Article] = ()) -> None:
        self._index = MinHashLSH(threshold=_PROPOSED, num_perm=_PERMUTATIONS, weights=(0.1, 0.9))
        self._known: dict[str, _Known] = {}
        for article in known:
            self.add(article)

    def add(self, article: Article) -> tuple[str, str] | None:
        """Take an article in; (hash of the copy, hash of its original) where it is one of a pair.

        The copy may be the article that came before: the original can arrive late.
        """
        runs = _runs(article.text)
        if len(runs) < _LEAST_RUNS or article.hash in self._known:
            return None
        signature = _signature(runs)
        found = [self._known[hash] for hash in self._index.query(signature)]
        mine = _Known(article, runs, len(self._known))
        self._index.insert(article.hash, signature)
        self._known[article.hash] = mine
        alike = [one for one in found if _is_copy(mine, one)]
        if not alike:
            return None
        original = min((*alike, mine), key=_first)
        if original is mine:
            other = max(alike, key=lambda one: (_share(mine.runs, one.runs), -one.order))
            return other.article.hash, mine.article.hash
        return mine.article.hash, original.article.copy_of or original.article.hash


def _runs(text: str) -> frozenset[int]:
    listed = words(text)
    return frozenset(
        int.from_bytes(
            hashlib.blake2b(" ".join(listed[at : at + _RUN]).encode(), digest_size=8).digest()
        )
        for at in range(len(listed) - _RUN + 1)
    )


def _signature(runs: frozenset[int]) -> MinHash:
    signature = MinHash(num_perm=_PERMUTATIONS, seed=1)
    signature.update_batch([run.to_bytes(8) for run in sorted(runs)])
    return signature


def _is_copy(one: _Known, other: _Known) -> bool:
    first, second = one.article.published, other.article.published
    if first is not None and second is not None and abs((first - second).days) > _DAYS:
        return False
    return _share(one.runs, other.runs) >= _SAME


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / min(len(one), len(other))


def _first(one: _Known) -> tuple[int, bool, int]:
    published = one.article.published
    wire = one.article.source is not None and one.article.source.kind == "wire"
    return (published.toordinal() if published else 10**9, not wire, one.order)
