"""How well a report's score says whether it is right: precision at thresholds, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .figures import Cell, Table, Tally

THRESHOLDS = tuple(step / 20 for step in range(20))
BINS = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """A report's score and whether it tells a gold event of its type."""

    score: float
    right: bool


def precision_table(scored: Sequence[Scored], expected: int) -> Table:
    """Precision and recall of the reports that reach each threshold."""
    rows = [
        (at, *_numbers(_at_least(scored, at, expected)))
        for at in THRESHOLDS
        if any(one.score >= at for one in scored)
    ]
    columns = ("score from", "precision", "recall", "F1", "right", "given", "expected")
    return Table("by_score", "Reports from a score on", columns, tuple(rows))


def curve_table(scored: Sequence[Scored], expected: int) -> Table:
    """Precision and recall at every score that occurs, the highest first: data of the curve."""
    ranked = sorted(scored, key=lambda one: -one.score)
    rows: list[tuple[Cell, ...]] = []
    right = 0
    for number, one in enumerate(ranked, start=1):
        right += one.right
        if number == len(ranked) or ranked[number].score < one.score:
            recall = right / expected if expected else None
            rows.append((one.score, right / number, recall))
    columns = ("score", "precision", "recall")
    return Table("curve", "Precision and recall by score", columns, tuple(rows), shown=False)


def calibration_table(scored: Sequence[Scored]) -> Table:
    """Ten bins of equally many reports: their mean score beside the share that is right."""
    rows = [
        (bin_[0].score, bin_[-1].score, len(bin_), _mean(bin_), _share(bin_))
        for bin_ in _bins(scored)
    ]
    title = "Calibration (bins of equally many reports)"
    columns = ("lowest score", "highest score", "reports", "mean score", "right")
    return Table("calibration", title, columns, tuple(rows))


def calibration_error(scored: Sequence[Scored]) -> float | None:
    """Expected calibration error over the bins of `calibration_table`, 0-1; None without any."""
    if not scored:
        return None
    gaps = (len(bin_) * abs(_mean(bin_) - _share(bin_)) for bin_ in _bins(scored))
    return sum(gaps) / len(scored)


def _bins(scored: Sequence[Scored]) -> list[list[Scored]]:
    ranked = sorted(scored, key=lambda one: one.score)
    edges = [round(len(ranked) * at / BINS) for at in range(BINS + 1)]
    return [ranked[a:b] for a, b in pairwise(edges) if b > a]


def _mean(bin_: Sequence[Scored]) -> float:
    return sum(one.score for one in bin_) / len(bin_)


def _share(bin_: Sequence[Scored]) -> float:
    return sum(one.right for one in bin_) / len(bin_)


def _at_least(scored: Sequence[Scored], threshold: float, expected: int) -> Tally:
    kept = [one for one in scored if one.score >= threshold]
    return Tally(sum(one.right for one in kept), len(kept), expected)


def _numbers(tally: Tally) -> tuple[Cell, ...]:
    return (
        tally.precision, tally.recall, tally.f1, tally.right, tally.given, tally.expected,
    )  # fmt: skip
