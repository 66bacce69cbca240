"""What incidents can be counted by: one visible table."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..errors import InputError

Family = Literal["time", "place", "type", "factuality", "outlet", "actor", "target"]
"""Dimensions of one family go together: a zero row has a pair of them that is really there."""
Unit = Literal["day", "week", "month", "quarter", "year"]

NOT_DATED, NOT_SO_FINE = "no date", "date not so fine"
NOT_PLACED, PLACE_NOT_SO_FINE = "no place", "place not so fine"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of them: ``missing`` is what a row says of incidents that have no value of it.

    ``column`` is the column of `dateline.aggregates.facts`; of a ``many`` an incident may have
    several values, and counts under each.
    """

    name: str
    family: Family
    column: str
    says: str
    missing: str = ""
    many: bool = False


_ALL = (
    Dimension("country", "place", "country", "country of the event, ISO 3166-1 alpha-3",
              "in no country"),
    Dimension("admin1", "place", "admin1", "its first-level unit; brings `country` along",
              PLACE_NOT_SO_FINE),
    Dimension("admin2", "place", "admin2", "its second-level unit; brings `country` and `admin1`",
              PLACE_NOT_SO_FINE),
    Dimension("day", "time", "day", "day of the event, 2020-08-24"),
    Dimension("week", "time", "week", "ISO week, Monday to Sunday, 2020-W53"),
    Dimension("month", "time", "month", "month, 2020-08"),
    Dimension("quarter", "time", "quarter", "quarter of the year, 2020-Q3"),
    Dimension("year", "time", "year", "year, 2020"),
    Dimension("event_type", "type", "event_type", "the codebook's event type", "no event type"),
    Dimension("disorder_type", "type", "disorder_type",
              "ACLED's disorder type; force against protesters is of two", "not in ACLED"),
    Dimension("acled_event_type", "type", "acled_type", "ACLED event type", "not in ACLED"),
    Dimension("acled_sub_event_type", "type", "acled_sub", "ACLED sub-event type", "not in ACLED"),
    Dimension("plover", "type", "plover", "PLOVER category", "not in PLOVER"),
    Dimension("quad_class", "type", "quad_class",
              "1 and 2 cooperation, 3 and 4 conflict; by word, by deed", "not in PLOVER"),
    Dimension("factuality", "factuality", "factuality", "whether it happened, as told",
              "no factuality"),
    Dimension("outlet", "outlet", "outlets", "who published reports of it", "no outlet", many=True),
    Dimension("actor_sector", "actor", "actor_sectors",
              "PLOVER sector of an actor, the main one of each", "no actor of a sector", many=True),
    Dimension("actor_country", "actor", "actor_countries", "country of an actor",
              "no actor of a country", many=True),
    Dimension("target_sector", "target", "target_sectors",
              "PLOVER sector of a target, the main one of each", "no target of a sector",
              many=True),
    Dimension("target_country", "target", "target_countries", "country of a target",
              "no target of a country", many=True),
)  # fmt: skip

DIMENSIONS: Mapping[str, Dimension] = {one.name: one for one in _ALL}
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")
_WITHIN = {"admin1": ("country",), "admin2": ("country", "admin1")}
"""Names of units are not unique: what they lie in comes with them."""


def dimensions(by: str | Iterable[str]) -> tuple[Dimension, ...]:
    """The dimensions of some names, or of names with commas between; ``-`` counts as ``_``.

    What a unit lies in stands before it where it was not named. Raises `InputError`, one line with
    all names, for an unknown one.
    """
    words = [by] if isinstance(by, str) else list(by)
    names = [part.strip() for word in words for part in word.split(",")]
    found: dict[str, Dimension] = {}
    for name in filter(None, names):
        known = name.replace("-", "_").lower()
        if known not in DIMENSIONS:
            raise InputError(f"by: {name[:60]!r} is no dimension{_instead(known)}; {_listed()}")
        outer = (one for one in _WITHIN.get(known, ()) if one not in names)
        for one in (*outer, known):
            found.setdefault(one, DIMENSIONS[one])
    if not found:
        raise InputError(f"by: say what to count by; {_listed()}")
    return tuple(found.values())


def _listed() -> str:
    return f"there are {', '.join(DIMENSIONS)}"


def _instead(word: str) -> str:
    close = difflib.get_close_matches(word, DIMENSIONS, n=1, cutoff=0.6)
    return f" (do you mean {close[0]}?)" if close else ""
