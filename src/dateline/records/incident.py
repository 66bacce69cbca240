"""An incident: one event, and every report that tells of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Generic, TypeVar

from .claim import ContradictionKind, Factuality
from .entity import Actor, CountRange, EventDate, Place
from .event import Codes
from .text import Quote

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rival(Generic[T]):
    """What some of the reports say instead, and the keys of those reports."""

    value: T
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rivals(Generic[T]):
    """One field as all the reports give it.

    ``value`` is what they agree on, None where they do not or none of them says; ``reports``
    are the keys of those that give it. ``rivals`` are the other values, the most reported first.
    """

    value: T | None = None
    reports: tuple[str, ...] = ()
    rivals: tuple[Rival[T], ...] = ()

    @property
    def leading(self) -> T | None:
        """The agreed value; where there is none, the first rival's. Lists and filters use it."""
        if self.value is None and self.rivals:
            return self.rivals[0].value
        return self.value


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people: one range a kind, None where it is not said."""

    killed: CountRange | None = None
    injured: CountRange | None = None
    arrested: CountRange | None = None
    abducted: CountRange | None = None
    participants: CountRange | None = None


@dataclass(frozen=True, slots=True)
class ReportedWords:
    """Words of one report's article: the report's key says which."""

    report: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class ReportsContradiction:
    """Two reports that cannot both hold; ``explanation`` is one sentence."""

    kind: ContradictionKind
    explanation: str
    evidence: tuple[ReportedWords, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """Many reports of one event. ``id`` is minted once and lasts; ``revision`` counts from 1."""

    id: str
    reports: tuple[str, ...]
    """Keys of the reports, at least one."""
    event_type: Rivals[str]
    codes: Rivals[Codes]
    actors: Rivals[tuple[Actor, ...]]
    targets: Rivals[tuple[Actor, ...]]
    place: Rivals[Place]
    date: Rivals[EventDate]
    counts: Rivals[Counts]
    factuality: Rivals[Factuality]
    independent_sources: int
    """Outlets that tell of it, counted once each; copies and mouthpieces of one do not count."""
    partisan_sources: int
    """How many of its outlets have a known tie to, or against, a party of the event."""
    first_published: datetime.date | None = None
    last_published: datetime.date | None = None
    killed_low: int | None = None
    """The least of all reports' counts of the killed; None where none of them counts."""
    killed_high: int | None = None
    """The greatest; None where none of them counts, or one leaves it open."""
    contradictions: tuple[ReportsContradiction, ...] = ()
    revision: int = 1
