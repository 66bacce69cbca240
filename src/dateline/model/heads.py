"""The heads over the encoder's vectors, in NumPy: small matrices, the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ROLES = ("A", "P", "L", "D", "K", "I", "N", "W", "S")
"""Role letters of the corpus; a word may have several: "[P1,N1 two men] were arrested"."""
REACH = 16
"""Words farther than this from the trigger share one distance vector on either side."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights by name, as exported by ``training/export.py`` (shapes: see there)."""

    weights: dict[str, Floats]

    def trigger(self, spans: Floats, first: Floats, states: NDArray[np.int64]) -> Floats:
        """(n, width) mean vectors of trigger words, (width,) of [CLS] -> (n, hidden)."""
        w = self.weights
        whole = np.broadcast_to(first, spans.shape)
        joined = np.concatenate([spans, whole, w["rule.weight"][states]], axis=1)
        result: Floats = np.tanh(joined @ w["hidden.weight"].T + w["hidden.bias"])
        return result

    def kinds(self, trigger: Floats) -> Floats:
        """(n, hidden) -> (n, labels) logits; label 0 is no event."""
        return self._linear("kind", trigger)

    def by_rules(self, states: NDArray[np.int64], known: Floats) -> Floats:
        """What rules and lexicon add to the logits, shape (n, labels).

        ``states`` (n,) number what the rules say of each word: each state speaks for its own
        type. ``known`` (n, labels) is 1 where a pattern of that type has the word for its head.
        """
        added: Floats = known * self.weights["known"]
        types = known.shape[1] - 1
        columns = np.where(states >= 2, (states - 2) % types + 1, 0)
        added[np.arange(len(added)), columns] += self.weights["trust"][states]
        return added

    def factualities(self, trigger: Floats) -> Floats:
        """(n, hidden) -> (n, factualities) logits."""
        return self._linear("factuality", trigger)

    def mains(self, trigger: Floats) -> Floats:
        """(n, hidden) -> (n,) chances of being what the text is mainly about."""
        return sigmoid(self._linear("main", trigger)[:, 0])

    def gists(self, first: Floats) -> Floats:
        """(width,) of [CLS] -> (labels,) chances of what the sentence is mainly about."""
        chances: Floats = softmax(self._linear("gist", first[None, :]))[0]
        return chances

    def roles(self, words: Floats, trigger: Floats, distances: NDArray[np.int64]) -> Floats:
        """(m, width) word vectors and one trigger (hidden,) -> (m, roles) logits."""
        w = self.weights
        near = w["distance.weight"][np.clip(distances, -REACH, REACH) + REACH]
        mixed = self._linear("word", words) + self._linear("trigger", trigger) + near
        return self._linear("role", _gelu(mixed))

    def _linear(self, name: str, x: Floats) -> Floats:
        result: Floats = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return result


def softmax(x: Floats, temperature: float = 1.0) -> Floats:
    """Row-wise probabilities."""
    scaled = x / temperature
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    result: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return result


def sigmoid(x: Floats) -> Floats:
    """Logits -> chances, each for itself."""
    result: Floats = (1.0 / (1.0 + np.exp(-x))).astype(np.float32)
    return result


def log_sum(x: Floats) -> Floats:
    """Row-wise logarithm of the sum of exponentials."""
    most = x.max(axis=-1, keepdims=True)
    result: Floats = (most + np.log(np.exp(x - most).sum(axis=-1, keepdims=True)))[..., 0]
    return result


def _gelu(x: Floats) -> Floats:
    """Gaussian error linear unit by Abramowitz and Stegun 7.1.26 (error under 2e-7)."""
    z: Any = np.abs(x) / np.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * z)
    series = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1.0 - series * np.exp(-z * z))
    result: Floats = (0.5 * x * (1.0 + erf)).astype(np.float32)
    return result
