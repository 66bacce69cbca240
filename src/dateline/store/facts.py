"""What is counted of incidents and of articles: a few values of each, cheap to read for all."""

from __future__ import annotations

from typing import NamedTuple


class IncidentFacts(NamedTuple):
    """What counts are made by, of one incident.

    Values are those that the reports agree on, or most of them give. Days are counted from
    0001-01-01 (`datetime.date.toordinal`), 0 where there is none. Numbers of killed are those of
    `dateline.records.incident.Incident`, None as there.
    """

    id: str
    revision: int
    event_type: str | None
    plover: str | None
    quad_class: int | None
    acled_type: str | None
    acled_sub: str | None
    factuality: str | None
    has_place: bool
    country: str | None
    admin1: str | None
    admin2: str | None
    first_day: int
    last_day: int
    date_precision: str | None
    killed_low: int | None
    killed_high: int | None
    sources: int
    partisan: int
    disputed: bool
    """Whether the reports do not agree on some field, or contradict each other."""
    actor_sectors: tuple[str, ...]
    """The main sector of each actor, each once."""
    actor_countries: tuple[str, ...]
    target_sectors: tuple[str, ...]
    target_countries: tuple[str, ...]
    reports: tuple[tuple[int | None, int], ...]
    """Numbers of outlets (`OutletFacts`; None for reports without one) and of their reports."""


class ArticleFacts(NamedTuple):
    """An article that a run has coded: the store's number of it, when and by whom published."""

    number: int
    published: int
    """Days from 0001-01-01; 0 where it is not known."""
    outlet: int | None
    """The number of what the run knew of who published it (`OutletFacts`)."""
    is_copy: bool


class OutletFacts(NamedTuple):
    """Who publishes: several numbers may have one ``folded`` name."""

    number: int
    name: str
    folded: str
    country: str | None
    """ISO 3166-1 alpha-3, of the outlet file."""
