"""One part of an input, so that any scheduler can spread it over machines without a cluster."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from ..errors import InputError

T = TypeVar("T")

_WRITTEN = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Shard:
    """Part ``number`` (from 1) of ``of`` parts: every ``of``-th item of the input from there on.

    Items are dealt out like cards, by their place in the input: an article or a line that cannot
    be read is in just one of the shards, and the shards' sizes differ by one at most.
    """

    number: int = 1
    of: int = 1

    @classmethod
    def parse(cls, text: str | None) -> Shard:
        """``"3/8"``; None is the whole. Raises `InputError` for anything else."""
        if text is None:
            return cls()
        match = _WRITTEN.fullmatch(text)
        shard = cls(int(match[1]), int(match[2])) if match else None
        if shard is None or not 1 <= shard.number <= shard.of:
            raise InputError(f"--shard: not I/N with I from 1 to N, such as 1/8: {text!r}")
        return shard

    def part(self, items: Iterable[T]) -> Iterator[T]:
        """The items of this shard, in their order."""
        return islice(items, self.number - 1, None, self.of)

    def size(self, total: int) -> int:
        """How many of ``total`` items are of this shard."""
        return len(range(self.number - 1, total, self.of))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"
