"""How many for so many articles, with an exact interval: counts are taken as Poisson.

Incidents are counted, not drawn: one article may tell of several, so that a count is no share of
the articles, and an interval of shares (Wilson's) would not fit. The number of articles is taken
as known.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, sqrt

import numpy as np
import polars as pl

PER = 1_000
"""Rates are for so many articles."""
_TAIL = 0.025
_Z = 1.959963984540054
_EXACT_TO = 200
"""Beyond, Wilson and Hilferty's form is the same to four figures."""


@lru_cache(maxsize=4096)
def poisson_interval(count: int) -> tuple[float, float]:
    """The 95% interval of a Poisson mean of which ``count`` was seen.

    Garwood's exact one (Biometrika 28, 1936, 437-442): outside of it what was seen, or more to
    that side, has a chance of less than 2.5%.

    >>> [round(end, 2) for end in poisson_interval(10)]
    [4.8, 18.39]
    """
    if count > _EXACT_TO:
        return _wilson_hilferty(count, -_Z), _wilson_hilferty(count + 1, _Z)
    low = 0.0 if count == 0 else _solved(count - 1, 1 - _TAIL)
    return low, _solved(count, _TAIL)


def _wilson_hilferty(shape: int, z: float) -> float:
    """The quantile of a gamma distribution of that shape."""
    return float(shape * (1 - 1 / (9 * shape) + z / (3 * sqrt(shape))) ** 3)


def _solved(count: int, chance: float) -> float:
    """The mean at which at most ``count`` are seen with that chance."""
    low, high = 0.0, count + 10 * sqrt(count + 1) + 10
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(count, middle) > chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(count: int, mean: float) -> float:
    if mean <= 0:
        return 1.0
    return sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))


def with_rates(frame: pl.DataFrame, articles: str, name: str) -> pl.DataFrame:
    """The frame with the rate of its incidents per `PER` of the articles of a column.

    Added are ``name``, ``name_low`` and ``name_high``, rounded to four decimals; None where there
    are no articles, or where it is not known how many.
    """
    counts = frame["incidents"].to_numpy()
    known, places = np.unique(counts, return_inverse=True)
    ends = np.array([poisson_interval(int(one)) for one in known]).reshape(-1, 2)[places]
    volume = pl.col(articles)

    def rate(count: pl.Expr) -> pl.Expr:
        return pl.when(volume > 0).then((count * PER / volume).round(4))

    interval = [pl.Series("_low", ends[:, 0]), pl.Series("_high", ends[:, 1])]
    return (
        frame.with_columns(interval)
        .with_columns(
            rate(pl.col("incidents")).alias(name),
            rate(pl.col("_low")).alias(f"{name}_low"),
            rate(pl.col("_high")).alias(f"{name}_high"),
        )
        .drop("_low", "_high")
    )
