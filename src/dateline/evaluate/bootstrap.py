"""Bootstrap intervals: what a figure would be on other texts of the same kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from .figures import Figure, Tally, TextScore, total

T = TypeVar("T")

ROUNDS = 1000
SEED = 20_240_515
_LEFT_OUT = 0.025  # on either side of a 95% interval


def figures_of(
    texts: Sequence[TextScore], names: Sequence[str], *, shares: frozenset[str] = frozenset()
) -> tuple[Figure, ...]:
    """The named figures over all texts, each with its interval (texts drawn with replacement).

    Precision and recall are in the tally; the interval is that of F1 or, for the names in
    ``shares``, of the share. The same texts give the same intervals, always.
    """
    intervals = _intervals(texts, names)
    found = []
    for name in names:
        tally = total(text.tallies[name] for text in texts if name in text.tallies)
        found.append(Figure(name, tally.f1, intervals.get(name), tally, name in shares))
    return tuple(found)


def interval_of(
    items: Sequence[T], figure: Callable[[Sequence[T]], float | None], *, rounds: int = ROUNDS
) -> tuple[float, float] | None:
    """The 95% interval of any figure over items; None where it cannot be had."""
    if len(items) < 2:
        return None
    draw = random.Random(SEED)
    values = (figure(draw.choices(items, k=len(items))) for _ in range(rounds))
    return _middle([value for value in values if value is not None])


def _intervals(
    texts: Sequence[TextScore], names: Sequence[str]
) -> dict[str, tuple[float, float] | None]:
    """The intervals of all names from the same draws; sums run in C over columns of numbers."""
    if len(texts) < 2:
        return {}
    rows = [_row(text, names) for text in texts]
    drawn: dict[str, list[float]] = {name: [] for name in names}
    draw = random.Random(SEED)
    for _ in range(ROUNDS):
        sums = [sum(column) for column in zip(*draw.choices(rows, k=len(rows)), strict=True)]
        for at, name in enumerate(names):
            both = sums[2 * at + 1]
            if both:
                drawn[name].append(2 * sums[2 * at] / both)
    return {name: _middle(values) for name, values in drawn.items()}


def _row(text: TextScore, names: Sequence[str]) -> tuple[int, ...]:
    """Right, and given plus expected, of each name: all that F1 needs."""
    row: list[int] = []
    for name in names:
        tally = text.tallies.get(name, Tally())
        row += (tally.right, tally.given + tally.expected)
    return tuple(row)


def _middle(values: list[float]) -> tuple[float, float] | None:
    if not values:
        return None
    values.sort()
    last = len(values) - 1
    return values[round(_LEFT_OUT * last)], values[round((1 - _LEFT_OUT) * last)]
