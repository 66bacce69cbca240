"""Intervals of shares: Wilson's, and a bootstrap over the strata of a finite population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

ROUNDS = 4000
Z = 1.959963984540054
"""The normal deviate of a 95% interval."""
_LEFT_OUT = 0.025  # on either side of it


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both shares between 0 and 1; at 95% unless said otherwise."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class StratumCounts:
    """What was found in one stratum.

    ``population`` items are in it, ``drawn`` of them were looked at; of these ``right`` and
    ``wrong`` ones count for the figure, and the rest have nothing that it measures.
    """

    population: int
    drawn: int
    right: int
    wrong: int

    def __post_init__(self) -> None:
        counted = self.right + self.wrong
        if min(self.right, self.wrong) < 0 or not counted <= self.drawn <= self.population:
            raise ValueError(f"not the counts of a stratum: {self}")

    @property
    def weight(self) -> float:
        """How many items of the population one drawn item stands for."""
        return self.population / self.drawn if self.drawn else 0.0


def wilson(right: float, total: float, *, z: float = Z) -> Interval | None:
    """Wilson's score interval of ``right`` out of ``total``; None where the total is 0.

    E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212. Either may
    be a fraction: an effective sample size need not be whole.
    """
    if total <= 0:
        return None
    share, square = right / total, z * z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = z / (1 + square / total) * sqrt(share * (1 - share) / total + square / (4 * total**2))
    low = 0.0 if right <= 0 else max(0.0, middle - half)
    return Interval(low, 1.0 if right >= total else min(1.0, middle + half))


def weighted_share(strata: Sequence[StratumCounts]) -> float | None:
    """The share of right ones in the population: each stratum weighs what it stands for.

    The combined ratio estimate of Cochran (Sampling Techniques, 1977, section 6.11): how many of
    a stratum's items count for the figure is itself estimated. None where nothing counts.
    """
    right = sum(one.weight * one.right for one in strata)
    total = sum(one.weight * (one.right + one.wrong) for one in strata)
    return right / total if total else None


def effective_size(strata: Sequence[StratumCounts]) -> float:
    """Kish's size of the simple random sample whose share would be as uncertain as this one."""
    counted = [(one.weight, one.right + one.wrong) for one in strata]
    squares = sum(weight * weight * number for weight, number in counted)
    return sum(weight * number for weight, number in counted) ** 2 / squares if squares else 0.0


def weighted_wilson(strata: Sequence[StratumCounts]) -> Interval | None:
    """Wilson's interval of the weighted share, at the effective sample size."""
    share = weighted_share(strata)
    size = effective_size(strata)
    return None if share is None else wilson(share * size, size)


def stratified_bootstrap(
    strata: Sequence[StratumCounts], *, seed: int, rounds: int = ROUNDS
) -> Interval | None:
    """The interval of the weighted share when strata are drawn anew, each from itself.

    One item fewer than a stratum has is drawn with replacement, and the weights are rescaled so
    that the spread is that of a draw without replacement from a finite population (Rao and Wu,
    Journal of the American Statistical Association 83, 1988, 231-241). A stratum looked at whole
    adds no spread. None where nothing counts, or where all draws give one share: the sample then
    says nothing of its own spread.
    """
    random = np.random.default_rng(seed)
    right, total = np.zeros(rounds), np.zeros(rounds)
    for one in strata:
        if not one.right + one.wrong:
            continue
        drawn = _redrawn(one, random, rounds)
        right += drawn[:, 0]
        total += drawn[:, 0] + drawn[:, 1]
    return _middle(right[total > 0] / total[total > 0])


def _redrawn(
    one: StratumCounts, random: np.random.Generator, rounds: int
) -> NDArray[np.float64]:  # fmt: skip
    """The weighted numbers of right, wrong and other items of one stratum, a row a round."""
    number = one.drawn
    found = np.array([one.right, one.wrong, number - one.right - one.wrong], dtype=np.float64)
    if number < 2 or number == one.population:
        return np.tile(one.weight * found, (rounds, 1))
    drawn = random.multinomial(number - 1, found / number, size=rounds)
    spread = sqrt(1 - number / one.population)
    return one.weight * ((1 - spread) * found + spread * number / (number - 1) * drawn)


@dataclass(frozen=True, slots=True)
class StratumPairs:
    """Things drawn from a stratum of ``population``, with two numbers each.

    Their sums' quotient is wanted.
    """

    population: int
    pairs: tuple[tuple[float, float], ...]

    @property
    def weight(self) -> float:
        """How many things of the population one drawn thing stands for."""
        return self.population / len(self.pairs) if self.pairs else 0.0


def weighted_ratio(strata: Sequence[StratumPairs]) -> float | None:
    """Sum of the first numbers over sum of the second, weighted; None where the latter is 0."""
    first = sum(one.weight * pair[0] for one in strata for pair in one.pairs)
    second = sum(one.weight * pair[1] for one in strata for pair in one.pairs)
    return first / second if second else None


def ratio_bootstrap(
    strata: Sequence[StratumPairs], *, seed: int, rounds: int = ROUNDS
) -> Interval | None:
    """The interval of the weighted ratio over things drawn anew, each stratum from itself.

    Drawn and rescaled as in `stratified_bootstrap`. None where all draws give one ratio.
    """
    random = np.random.default_rng(seed)
    sums = np.zeros((rounds, 2))
    for one in strata:
        number = len(one.pairs)
        if not number:
            continue
        table = np.array(one.pairs, dtype=np.float64)
        times = np.ones((rounds, number))
        if 1 < number < one.population:
            spread = sqrt(1 - number / one.population)
            drawn = random.multinomial(number - 1, np.full(number, 1 / number), size=rounds)
            times = times * (1 - spread) + spread * number / (number - 1) * drawn
        sums += one.weight * times @ table
    held = sums[:, 1] > 0
    return _middle(sums[held, 0] / sums[held, 1])


def _middle(shares: NDArray[np.float64]) -> Interval | None:
    if not shares.size or np.ptp(shares) < 1e-12:
        return None
    low, high = np.quantile(shares, (_LEFT_OUT, 1 - _LEFT_OUT))
    return Interval(min(1.0, max(0.0, float(low))), min(1.0, max(0.0, float(high))))
