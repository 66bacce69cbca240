"""What one article says that cannot both hold: places, dates, tolls, spellings of a name.

A false alarm costs more trust than a missed contradiction, so each check asks for more
than the difference alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction
from ...records.event import Report
from .asked import D, M, Places, Resolver, WeekdayCheck
from .dates import date_contradictions
from .names import name_contradictions
from .places import place_contradictions
from .tolls import toll_contradictions

__all__ = ["find_contradictions", "in_text_order"]


def find_contradictions(
    syntax: Syntax,
    places: Places[M],
    reports: Sequence[Report],
    dates: Sequence[D],
    place_resolver: Resolver[M],
    *,
    weekday_conflicts: WeekdayCheck[D] | None = None,
) -> tuple[Contradiction, ...]:
    """What the article says that cannot both hold, in text order of the first quote.

    ``weekday_conflicts`` is `resolve.dates.weekday_conflicts`; without it no dates are checked.
    """
    found = [
        *place_contradictions(syntax, places, place_resolver),
        *date_contradictions(syntax, dates, weekday_conflicts),
        *toll_contradictions(syntax, reports),
        *name_contradictions(syntax, places, place_resolver.gazetteer),
    ]
    return in_text_order(found)


def in_text_order(found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """Contradictions by where their first words stand."""
    return tuple(sorted(found, key=lambda c: (c.evidence[0].start, c.kind)))
