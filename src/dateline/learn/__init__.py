"""Learning a user's own event types from a few marked lines, beside the shipped event model."""

from .learning import FEW_LINES, Learned, learn
from .trying import Trial, TypeResult

__all__ = ["FEW_LINES", "Learned", "Trial", "TypeResult", "learn"]
