"""Spans and quotes: where in the article a value's words stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Field = Literal["text", "title"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` (included) to ``end`` (excluded), as Python string indices."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of an article: ``article.text[start:end] == text``, always.

    ``field`` is ``"title"`` where the offsets count in ``article.title`` instead.
    """

    start: int
    end: int
    text: str
    field: Field = "text"

    @property
    def span(self) -> Span:
        """The quote's characters as a `Span`."""
        return Span(self.start, self.end)

    @classmethod
    def of(cls, source: str, start: int, end: int, field: Field = "text") -> Quote:
        """Cut ``source[start:end]`` out as a quote."""
        return cls(start, end, source[start:end], field)
