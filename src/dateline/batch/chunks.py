"""Chunks of articles: what a worker is given at a time, small enough to wait in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..records.article import Article

MOST = 8
"""Articles; the parser is no slower for them than for more at a time."""
_FEW = 2
_CHARACTERS = 60_000
"""A chunk ends before it is longer; an article that is longer is a chunk of its own."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Articles that one worker is given together, ``first`` the number of the first of them.

    ``alone`` marks an article that is tried again by itself, after the worker that had it among
    others was lost. Chunks are handed out in the order of the input.
    """

    first: int
    articles: tuple[Article, ...]
    alone: bool = False

    def __lt__(self, other: Chunk) -> bool:
        return self.first < other.first


def chunked(articles: Iterable[Article], *, workers: int) -> Iterator[Chunk]:
    """Cut ``articles`` into chunks, read no further than is asked for.

    The first ones are small, so that a short input, too, is spread over all workers.
    """
    first = characters = chunks = 0
    waiting: list[Article] = []
    for article in articles:
        length = len(article.text)
        if waiting and characters + length > _CHARACTERS:
            yield Chunk(first, tuple(waiting))
            first, characters, chunks, waiting = first + len(waiting), 0, chunks + 1, []
        waiting.append(article)
        characters += length
        if len(waiting) == (_FEW if chunks < 2 * workers else MOST):
            yield Chunk(first, tuple(waiting))
            first, characters, chunks, waiting = first + len(waiting), 0, chunks + 1, []
    if waiting:
        yield Chunk(first, tuple(waiting))
