"""Rows of the type head for own types, fitted beside shipped logits that do not change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..model import Background
from ..model.heads import Floats
from .studying import Line

STEPS, RATE, DECAY = 400, 0.02, 0.3
"""Full-batch Adam steps, its first rate, and the weight of the squared norm (L2)."""
WEIGHT = 0.3
"""What a word of the background counts beside a word of the user's lines."""


class Examples:
    """Words to fit to: feature rows, what the shipped model has for each, own type or -1."""

    def __init__(
        self, lines: Sequence[Line], background: Background | None, kept: NDArray[np.bool_] | None
    ) -> None:
        """``kept`` chooses among the background's rows; None is all of them."""
        items = [item for line in lines for item in line.items]
        rows = [np.stack([item.features.row for item in items])]
        rivals = [np.array([item.features.rivals for item in items], dtype=np.float32)]
        labels = [item.label for item in items]
        if background is not None:
            chosen = slice(None) if kept is None else kept
            rows.append(background.rows[chosen])
            rivals.append(background.rivals[chosen])
            labels += [-1] * len(rows[-1])
        self.rows: Floats = np.concatenate(rows)
        self.rivals: Floats = np.concatenate(rivals)
        self.labels = np.array(labels)
        own = sum(len(line.items) for line in lines)
        self.shares: Floats = np.where(np.arange(len(labels)) < own, 1.0, WEIGHT).astype(np.float32)


def fit(examples: Examples, types: int, temperature: float) -> tuple[Floats, Floats]:
    """Weights (types, features) and biases (types,) by cross entropy over all types with L2.

    A word that reports no own type has only to give them little: which shipped type it has, or
    none, is the shipped rows' affair. The loss is convex and starts from zero: no seed.
    """
    x = np.concatenate([examples.rows, np.ones((len(examples.rows), 1), np.float32)], axis=1)
    truth = (examples.labels[:, None] == np.arange(types)).astype(np.float32)
    decay = np.full(x.shape[1], DECAY, dtype=np.float32)
    decay[-1] = 0.0
    weights = np.zeros((types, x.shape[1]), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        chances = own_chances((x @ weights.T) / temperature, examples.rivals)
        errors = (chances - truth) * examples.shares[:, None]
        slope = errors.T @ x / temperature + decay * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        size = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        weights = weights - RATE * (1 - step / (STEPS + 1)) * (first / (1 - 0.9**step)) / size
    return weights[:, :-1].astype(np.float32), weights[:, -1].astype(np.float32)


def own_chances(logits: Floats, rivals: Floats) -> Floats:
    """(n, types) own logits over temperature and (n,) rivals -> probabilities of own types."""
    most = np.maximum(logits.max(axis=1), rivals)[:, None]
    own = np.exp(logits - most)
    result: Floats = own / (np.exp(rivals[:, None] - most) + own.sum(axis=1, keepdims=True))
    return result
