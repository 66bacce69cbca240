"""The input of a run as it is read, and how far it is done: counted, fingerprinted, in order."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from ..errors import InputError
from ..records.article import Article
from ..records.event import CodedArticle

_HEX_DIGITS = 32
_TOLD_AT_ONCE = 1000
"""So many lines about bad input wait for the articles before them, to be told in order."""


class Done(msgspec.Struct, frozen=True):
    """How far a run has come: everything up to some article is coded and written.

    ``items`` are articles and what could not be read; ``fingerprint`` is of all of them in their
    order. ``failed`` counts articles with a failure.
    """

    items: int = 0
    articles: int = 0
    unreadable: int = 0
    failed: int = 0
    reports: int = 0
    fingerprint: str = ""


class _Read(NamedTuple):
    """An article that is being coded: how far the input was read with it, and what to tell."""

    items: int
    unreadable: int
    fingerprint: str
    complaints: list[str]


class Feed:
    """Hands out the articles of ``found``; ``tell`` gets a line for each item that is none.

    Lines are told when the articles before them are coded, so that their order does not depend on
    how far ahead is read.
    """

    def __init__(self, found: Iterable[Article | InputError], tell: Callable[[str], None]) -> None:
        self.done = Done()
        self._found = iter(found)
        self._tell = tell
        self._items = self._unreadable = 0
        self._fingerprint = ""
        self._complaints: list[str] = []
        self._coding: deque[_Read] = deque()

    def skip(self, done: Done) -> bool:
        """Pass over what is done already; False where the input does not begin so."""
        for _ in range(done.items):
            one = next(self._found, None)
            if one is None:
                return False
            self._count(one)
        if (self._unreadable, self._fingerprint) != (done.unreadable, done.fingerprint):
            return False
        self.done = done
        return True

    def articles(self) -> Iterator[Article]:
        """The articles in order."""
        for one in self._found:
            self._count(one)
            if isinstance(one, Article):
                self._coding.append(
                    _Read(self._items, self._unreadable, self._fingerprint, self._complaints)
                )
                self._complaints = []
                yield one
            else:
                self._complaints.append(str(one))
                if not self._coding or len(self._complaints) == _TOLD_AT_ONCE:
                    self._tell_all(self._complaints)

    def coded(self) -> None:
        """The next article is coded: tell what could not be read before it."""
        self._tell_all(self._coding[0].complaints)

    def written(self, coded: CodedArticle) -> Done:
        """The article is written: how far the run has come."""
        read = self._coding.popleft()
        self.done = Done(
            read.items,
            self.done.articles + 1,
            read.unreadable,
            self.done.failed + bool(coded.failures),
            self.done.reports + len(coded.reports),
            read.fingerprint,
        )
        return self.done

    def finish(self) -> Done:
        """Everything is read, coded and written: tell what could not be read at the end."""
        self._tell_all(self._complaints)
        self.done = msgspec.structs.replace(
            self.done,
            items=self._items,
            unreadable=self._unreadable,
            fingerprint=self._fingerprint,
        )
        return self.done

    def _tell_all(self, complaints: list[str]) -> None:
        for line in complaints:
            self._tell(line)
        complaints.clear()

    def _count(self, one: Article | InputError) -> None:
        self._items += 1
        if isinstance(one, Article):
            record = msgspec.msgpack.encode(one)
        else:
            self._unreadable += 1
            record = b"unreadable"
        digest = hashlib.sha256(self._fingerprint.encode() + record)
        self._fingerprint = digest.hexdigest()[:_HEX_DIGITS]
