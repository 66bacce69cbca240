"""What a person has decided. Decisions are only ever added; a later one overrules an earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Verdict = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two reports tell of one event: who says so, when and why.

    ``pair`` holds two report keys in alphabetical order (see `of`); ``at`` has a time zone.
    """

    pair: tuple[str, str]
    verdict: Verdict
    reviewer: str
    at: datetime
    reason: str | None = None

    def __post_init__(self) -> None:
        if not self.pair[0] < self.pair[1]:
            raise ValueError(f"not two report keys in order: {self.pair}")
        if self.at.tzinfo is None:
            raise ValueError("a judgement's time needs a time zone")

    @classmethod
    def of(cls, one: str, other: str, verdict: Verdict, *, reviewer: str, at: datetime,
           reason: str | None = None) -> Judgement:  # fmt: skip
        """A judgement of two reports, in whatever order they are given."""
        return cls((min(one, other), max(one, other)), verdict, reviewer, at, reason)
