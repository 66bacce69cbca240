"""How likely two reports tell one event: the features, weighed (``data/merge_weights.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

from ..errors import DataError
from .features import FEATURES
from .tellings import Telling

_STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight a feature in the order of `FEATURES`, the constant and what counts as one event."""

    constant: float
    features: tuple[float, ...]
    threshold: float
    """Reports are put together while their mean likeness is at least this."""
    version: str = ""


@cache
def load_weights() -> Weights:
    """The shipped weights. Raises `DataError` where the file and the features do not agree."""
    text = resources.files("dateline.data").joinpath("merge_weights.toml").read_text("utf-8")
    return read_weights(text)


def read_weights(text: str) -> Weights:
    """Read the text of a weights file. Raises `DataError` saying what is wrong with it."""
    try:
        found = tomllib.loads(text)
        listed: dict[str, float] = found["weights"]
        constant, threshold = float(found["constant"]), float(found["threshold"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"merge_weights.toml: {error}") from None
    wrong = set(listed) ^ set(FEATURES)
    if wrong:
        raise DataError(f"merge_weights.toml: {sorted(wrong)[0]} has no feature, or no weight")
    return Weights(
        constant, tuple(float(listed[name]) for name in FEATURES), threshold, str(found["version"])
    )


def compared(a: Telling, b: Telling) -> tuple[float, ...]:
    """The features of a pair, in the order of `FEATURES`."""
    return tuple(feature(a, b) for feature in FEATURES.values())


def likeness(a: Telling, b: Telling, weights: Weights) -> float:
    """The chance, 0 to 1, that two reports of different articles tell one event."""
    total = weights.constant + sum(
        weight * feature(a, b)
        for weight, feature in zip(weights.features, FEATURES.values(), strict=True)
        if weight
    )
    return 1.0 / (1.0 + exp(-max(-_STEEPEST, min(_STEEPEST, total))))
