"""What a store answers with: pages of lists, and the records that only a store can give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Literal, NamedTuple, TypeVar

from ..records.article import Source
from ..records.event import CodingRun, Report

T = TypeVar("T")

Order = Literal["newest", "oldest", "published", "deadliest", "sources", "changed"]
"""How lists are ordered.

``newest`` by the first day of the event, latest first (those without a date last); ``oldest`` the
very reverse; ``published`` by the last publication, latest first; ``deadliest`` by the least
number of killed; ``sources`` by independent sources (incidents only); ``changed`` by when the
store last got word of it, latest first.
"""

FacetField = Literal[
    "type", "plover", "acled", "country", "admin1", "actor", "outlet", "factuality", "flag"
]
"""A filter whose values can be counted; ``acled`` counts ACLED's sub-event types."""


ChangeKind = Literal["added", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """Some rows of a list, and the cursor of the next page: None where this is the last."""

    items: tuple[T, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class KnownRun:
    """A coding run of the store: its number, when it was first opened, how much it has coded."""

    number: int
    run: CodingRun
    opened: datetime
    articles: int
    reports: int
    incidents: int


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article without its text."""

    hash: str
    id: str
    title: str | None
    source: Source | None
    url: str | None
    published: date | None
    language: str
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report, the run that coded it, and its article with the outlet as that run knew it."""

    report: Report
    run: int
    article: ArticleHead


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that a text search found; ``snippet`` has the words between ``[`` and ``]``."""

    article: ArticleHead
    snippet: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An incident that is one no more. ``into`` is the incident that took it over, if one did.

    ``revision`` is one more than that of the incident as it last stood.
    """

    id: str
    revision: int
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an incident: ``into`` only where it was withdrawn in favour of another."""

    kind: ChangeKind
    id: str
    revision: int
    at: datetime
    into: str | None = None


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many rows of a list have a value; ``id`` is an actor's id where it has one."""

    value: str
    count: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a report in two runs, as records (a `Place`, a tuple of `Actor`s, ...)."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Difference:
    """A report that only one of two runs has, or that they give differently.

    ``old`` and ``new`` are the two reports, None where the run has none; ``fields`` says what
    differs where both have it.
    """

    kind: Literal["gained", "lost", "changed"]
    key: str
    old: Report | None
    new: Report | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedFailure:
    """Something that could not be had: a feed, a page, a line of a file."""

    at: datetime
    source: str
    reason: str


class IncidentRow(NamedTuple):
    """What filters and lists look at of an incident: cheap to read for all of them.

    Values are those that the reports agree on, or most of them give. Days are counted from
    0001-01-01 (`datetime.date.toordinal`), 0 where there is none; ``killed`` is the least number.
    ``actors`` are (number of the name, ``"actor"`` or ``"target"``); the numbers of names and
    outlets are those of `Store.actor_names` and `Store.outlet_names`. ``number`` is the row's own,
    as `Store.incidents_saying` gives it; it is another one where an incident comes back after it
    was withdrawn.
    """

    id: str
    event_type: str | None
    plover: str | None
    acled_type: str | None
    acled_sub: str | None
    country: str | None
    admin1: str | None
    admin1_folded: str | None
    lat: float | None
    lon: float | None
    place_name: str | None
    place_precision: str | None
    first_day: int
    last_day: int
    first_published: int
    last_published: int
    killed: int
    sources: int
    revision: int
    actors: tuple[tuple[int, str], ...]
    outlets: tuple[int, ...]
    factualities: tuple[str, ...]
    flags: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class OutletCount:
    """How much an outlet has published, and how it stands beside others, in one run.

    ``numbers`` are those of `Store.outlet_names` that have this name (capitals aside); ``source``
    is what was last known of it. ``articles`` have been coded, with reports or without;
    ``incidents`` are those of which it published a report: ``alone`` counts those that no other
    outlet tells, ``contradicted`` those in which a report of its own is part of a contradiction
    between reports.
    """

    name: str
    numbers: tuple[int, ...]
    source: Source
    articles: int
    reports: int
    incidents: int
    alone: int
    contradicted: int
