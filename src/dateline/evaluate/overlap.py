"""Whether words lie on the same stretch of an article."""

from __future__ import annotations

from collections.abc import Iterable

from ..records.text import Quote


def touch(one: Quote, other: Quote) -> bool:
    """Whether two quotes share a character of the same field."""
    return one.field == other.field and one.start < other.end and other.start < one.end


def touches_any(one: Quote, others: Iterable[Quote]) -> bool:
    """Whether a quote shares a character with any of the others."""
    return any(touch(one, other) for other in others)


def distance(one: Quote, other: Quote) -> int:
    """Characters between two quotes; 0 where they touch."""
    return max(0, one.start - other.end, other.start - one.end)
