"""How far two people who looked at the same things agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of ``items`` that two people judged, the share judged alike, and Cohen's kappa.

    ``kappa`` is None where both always gave one and the same label: chance alone would then
    explain all agreement. Both are None without items.
    """

    items: int
    alike: int
    share: float | None
    kappa: float | None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """The agreement of two people: one pair of labels an item, always in the same order.

    Kappa: J. Cohen, Educational and Psychological Measurement 20 (1960), 37-46.
    """
    total = len(pairs)
    if not total:
        return Agreement(0, 0, None, None)
    alike = sum(one == other for one, other in pairs)
    first = Counter(one for one, _ in pairs)
    second = Counter(other for _, other in pairs)
    chance = sum(first[label] * second[label] for label in first) / total**2
    share = alike / total
    kappa = None if chance == 1 else (share - chance) / (1 - chance)
    return Agreement(total, alike, share, kappa)
