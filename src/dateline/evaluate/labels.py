"""Scores of one label a thing: accuracy, averages of F1, the confusion table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .figures import TALLY_COLUMNS, Cell, Table, Tally, tally_row

NONE = "(none)"
"""What stands in a confusion table for no label."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The label a thing should have and the one it was given; None is no label."""

    gold: str | None
    given: str | None


def accuracy(pairs: Sequence[Labelled]) -> Tally:
    """How many labels are right."""
    return Tally.share(sum(pair.gold == pair.given for pair in pairs), len(pairs))


def by_label(pairs: Iterable[Labelled]) -> dict[str, Tally]:
    """Precision, recall and F1 of each label that occurs, the most frequent gold one first."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    for pair in pairs:
        if pair.gold is not None:
            expected[pair.gold] += 1
            right[pair.gold] += pair.gold == pair.given
        if pair.given is not None:
            given[pair.given] += 1
    names = sorted(expected | given, key=lambda name: (-expected[name], name))
    return {name: Tally(right[name], given[name], expected[name]) for name in names}


def macro_f1(pairs: Iterable[Labelled]) -> float | None:
    """Mean F1 of the labels that the gold has; None without one."""
    scores = [tally.f1 or 0.0 for tally in by_label(pairs).values() if tally.expected]
    return sum(scores) / len(scores) if scores else None


def weighted_f1(pairs: Iterable[Labelled]) -> float | None:
    """F1 of the labels weighted by how often the gold has them; None without one."""
    tallies = [tally for tally in by_label(pairs).values() if tally.expected]
    expected = sum(tally.expected for tally in tallies)
    return sum((t.f1 or 0.0) * t.expected for t in tallies) / expected if expected else None


def label_table(pairs: Iterable[Labelled], *, name: str, title: str, what: str) -> Table:
    """A row a label."""
    rows = tuple(tally_row(label, tally) for label, tally in by_label(pairs).items())
    return Table(name, title, (what, *TALLY_COLUMNS), rows)


def confusion_table(pairs: Iterable[Labelled], *, name: str, title: str) -> Table:
    """A row for each gold and given label that fell together, the most frequent errors first."""
    counts = Counter((pair.gold or NONE, pair.given or NONE) for pair in pairs)
    ranked = sorted(counts.items(), key=_order)
    rows: list[tuple[Cell, ...]] = [(gold, given, number) for (gold, given), number in ranked]
    return Table(name, title, ("gold", "given", "how often"), tuple(rows))


def _order(one: tuple[tuple[str, str], int]) -> tuple[int, int, tuple[str, str]]:
    """Labels taken for each other, then those missed or made up, then the right ones."""
    pair, number = one
    return 2 if pair[0] == pair[1] else NONE in pair, -number, pair
