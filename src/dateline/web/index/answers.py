"""What the index answers with: plain records, ready to be drawn or written as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["day", "week", "month", "year", "decade", "century"]
"""What a column of a timeline stands for; weeks begin on Mondays."""

FacetName = Literal[
    "type", "plover", "acled_type", "acled", "country", "admin1", "actor", "outlet",
    "factuality", "flag", "review",
]  # fmt: skip
"""What can be counted: the store's facets, ACLED's event types, and the state of the review."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many incidents, and how many killed by the least and by the greatest counts.

    ``undated`` and ``unplaced`` are those without a day and without coordinates.
    ``open_ended`` are those whose greatest number of killed nobody bounds: they count with their
    least.
    """

    incidents: int
    killed_low: int
    killed_high: int
    open_ended: int
    undated: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The period of the same length before the asked one, and what the same filter finds in it.

    An incident that lasts from one period into the other counts in both.
    """

    since: date
    until: date
    totals: Totals


@dataclass(frozen=True, slots=True)
class Bin:
    """A column of a timeline: its days, inclusive, and a count a kind (`Timeline.kinds`)."""

    first: date
    last: date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Incidents by their first day (within the asked period), without gaps between the bins.

    ``earlier`` and ``later`` are those few that lie so far off that they would squeeze all others
    into a corner, ``undated`` those without a day.
    """

    unit: Unit
    kinds: tuple[str, ...]
    """ACLED's event types in their order, and "" for what it has none for."""
    bins: tuple[Bin, ...]
    earlier: int = 0
    later: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Incidents that are drawn as one circle on a map, where they lie on average.

    ``radius`` in pixels; ``kinds`` are counts as in `Timeline.kinds`; ``region_only`` is the share
    (0 to 1) of those whose place is no nearer than a region; ``same_place`` tells that they all
    have the same coordinates, so that no zoom parts them; ``id`` is set where it is one incident.
    ``south`` to ``east`` bound them; ``west`` is greater than ``east`` across the antimeridian.
    """

    lat: float
    lon: float
    radius: float
    count: int
    kinds: tuple[int, ...]
    region_only: float
    same_place: bool
    id: str | None
    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Named:
    """An actor or outlet by the store's number; ``id`` where the actor file has one."""

    number: int
    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """What the table of incidents shows of one."""

    id: str
    event_type: str | None
    plover: str | None
    acled_type: str | None
    acled_sub: str | None
    country: str | None
    admin1: str | None
    place_name: str | None
    lat: float | None
    lon: float | None
    region_only: bool
    first_day: date | None
    last_day: date | None
    first_published: date | None
    last_published: date | None
    killed_low: int
    killed_high: int | None
    """None where nobody bounds it."""
    sources: int
    revision: int
    actors: tuple[Named, ...]
    targets: tuple[Named, ...]
    outlets: tuple[Named, ...]
    factualities: tuple[str, ...]
    flags: tuple[str, ...]
    review: str


@dataclass(frozen=True, slots=True)
class TablePage:
    """A page of the table: its rows, and the cursors of the pages beside it.

    ``before`` counts the rows of all pages before it. ``next`` is None on the last page;
    ``previous`` is None on the first, and "" where the page before it is the first.
    """

    rows: tuple[TableRow, ...]
    total: int
    before: int
    next: str | None
    previous: str | None
