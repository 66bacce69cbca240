"""What a date phrase is read against, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.records.coded import Reason
from dateline.records.entity import DatePrecision

from .date_calendar import WEEKDAYS
from .date_expressions import Expression

Tense = Literal["past", "present", "future", ""]


class Unresolvable(Exception):
    """A phrase that has no days, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reading:
    """First and last day, both inclusive, and how they were found."""

    start: date
    end: date
    precision: DatePrecision
    why: str
    others: tuple[Reading, ...] = ()
    """Readings that were weighed and lost."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is read against."""

    published: date | None
    tense: Tense
    anchor: date | None
    called: str = "the publication date"
    """What the derivations call the day that is read against."""

    @property
    def day(self) -> date:
        """The publication day."""
        if self.published is None:
            raise Unresolvable(Reason.NO_PUBLICATION_DATE)
        return self.published

    @property
    def given(self) -> date:
        """The date that the text has given before the phrase."""
        if self.anchor is not None:
            return self.anchor
        self.day  # noqa: B018  (without a publication date that is the reason)
        raise Unresolvable(Reason.UNRESOLVED)

    @property
    def named(self) -> str:
        """The publication day as the derivations write it."""
        return f"{self.called} {written(self.day)}"

    def at(self, day: date, tense: Tense) -> Context:
        """The context of a date that is read against ``day``, another of the text."""
        return Context(day, tense, self.anchor, "the date beside it,")


def written(day: date) -> str:
    """The day with its weekday."""
    return f"{day} ({WEEKDAYS[day.weekday()]})"


Read = Callable[[Expression, Context], Reading]
"""`dateline.resolve.date_readings.read`, for the dates inside others."""
