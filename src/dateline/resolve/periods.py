"""Periods of the actor and outlet files: ``2003..2011-12-18``, both ends included."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_PERIOD = re.compile(r"(?P<start>\d{4}(?:-\d\d){0,2})?\.\.(?P<end>\d{4}(?:-\d\d){0,2})?$")
_WHOLE_DAY = len("2003-12-31")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both included; None where open or not known."""

    start: date | None = None
    end: date | None = None

    def holds(self, on: date) -> bool:
        """Whether ``on`` falls within."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)

    def __str__(self) -> str:
        if self.start is None and self.end is None:
            return ""
        return f"{self.start or ''}..{self.end or ''}"


EVER = Period()
"""A period that is open on both sides."""


@lru_cache(maxsize=8192)
def read_period(text: str) -> Period:
    """Read ``2003..2011-12-18``; an empty text is an open period. Raises ValueError."""
    text = text.strip()
    if not text:
        return EVER
    match = _PERIOD.match(text)
    if match is None:
        raise ValueError(f"not a period: {text!r}")
    return Period(_day(match["start"], last=False), _day(match["end"], last=True))


def _day(text: str | None, *, last: bool) -> date | None:
    """The first or last day of a year, month or day written in ISO form."""
    if text is None:
        return None
    if len(text) == _WHOLE_DAY:
        return date.fromisoformat(text)
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if not month:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if not day:
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, day)
