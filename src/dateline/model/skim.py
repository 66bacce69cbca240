"""Which sentences the encoder need not read: a cheap guess at what it would say.

Two of three sentences of news hold no word that a rule proposes, only words that look like one, and
one in thirty of these tells an event that the model accepts. A linear model over the parse around
such a word, fitted by ``training/skim.py`` to what the event model said of it, leaves those
unread in which no word promises anything.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .heads import Floats

BUCKETS = 1 << 15
"""Hints are known by a hash of so many values."""


def bucket(hint: str) -> int:
    """The number of a hint's weight: the same in every process and on every machine."""
    return zlib.crc32(hint.encode("utf-8")) % BUCKETS


@dataclass(frozen=True, slots=True)
class Skim:
    """``weights`` (`BUCKETS`,) of hints, for the event model of ``version``."""

    weights: Floats
    threshold: float
    version: str

    def promises(self, hints: Iterable[str]) -> bool:
        """Whether a word with these hints may report an event."""
        weights = self.weights
        return sum([float(weights[bucket(hint)]) for hint in hints]) >= self.threshold

    def save(self, path: Path) -> None:
        """Write it beside its model."""
        np.savez_compressed(
            path, weights=self.weights.astype(np.float16),
            threshold=np.float32(self.threshold), version=np.array(self.version),
        )  # fmt: skip

    @classmethod
    def read(cls, path: Path, version: str) -> Skim | None:
        """What lies beside the event model of ``version``; None where there is none of it.

        Raises what NumPy raises for a damaged file: `ValueError`, `KeyError` or `OSError`.
        """
        if not path.exists():
            return None
        with np.load(path) as arrays:
            found = cls(
                arrays["weights"].astype(np.float32), float(arrays["threshold"]),
                str(arrays["version"]),
            )  # fmt: skip
        return found if found.version == version else None
