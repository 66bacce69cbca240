"""The weights of the place ranker: ``data/place_weights.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError
from .place_features import FEATURES, OF_ENTRIES, OF_TEXT

FILE = "place_weights.toml"
PATH = Path(__file__).resolve().parents[1] / "data" / FILE


@dataclass(frozen=True, slots=True)
class PlaceWeights:
    """A weight a feature, in the order of `place_features.FEATURES`.

    ``says`` are the words by which a feature that speaks for a place is told to a reader, ""
    where it is not told; ``fixed`` marks weights that are set by hand, not fitted.
    """

    values: NDArray[np.float64]
    says: tuple[str, ...]
    fixed: tuple[bool, ...]

    @property
    def of_entries(self) -> NDArray[np.float64]:
        return self.values[: len(OF_ENTRIES)]

    @property
    def of_text(self) -> NDArray[np.float64]:
        return self.values[len(OF_ENTRIES) : len(OF_ENTRIES) + len(OF_TEXT)]

    @property
    def of_others(self) -> NDArray[np.float64]:
        return self.values[len(OF_ENTRIES) + len(OF_TEXT) :]


@cache
def load_place_weights() -> PlaceWeights:
    """The shipped weights. Raises `DataError` where the file does not fit the features."""
    return read_place_weights(resources.files("dateline").joinpath("data", FILE).read_text("utf-8"))


def read_place_weights(text: str) -> PlaceWeights:
    """Weights from their file's text."""
    tables = tomllib.loads(text)
    if list(tables) != list(FEATURES):
        raise DataError(f"{FILE}: its features are not those of place_features, in their order")
    return PlaceWeights(
        np.array([float(t["weight"]) for t in tables.values()]),
        tuple(str(t.get("says", "")) for t in tables.values()),
        tuple(bool(t.get("fixed")) for t in tables.values()),
    )
