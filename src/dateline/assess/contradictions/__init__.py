"""What one article says that cannot both hold: places, dates, tolls, spellings of a name.

A false alarm costs more trust than a missed contradiction, so each check asks for more
than the difference alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction
from ...records.event import Report
from .acts import act_contradictions
from .asked import D, M, Places, Resolver, WeekdayCheck
from .dates import date_contradictions
from .denials import denial_contradictions
from .names import name_contradictions
from .places import place_contradictions
from .scene import Scene
from .started import started_contradictions
from .tellers import Tellers
from .ties import tie_contradictions
from .tolls import toll_contradictions
from .tolls_told import told_tolls

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
    scene, tellers = Scene(syntax, places, dates), Tellers(syntax)
    found = [
        *place_contradictions(syntax, places, place_resolver),
        *date_contradictions(syntax, dates, weekday_conflicts),
        *_first_of_overlapping(
            (
                *told_tolls(scene, tellers),
                *toll_contradictions(syntax, reports),
                *started_contradictions(scene, tellers),
                *act_contradictions(scene, tellers),
                *denial_contradictions(syntax, reports),
            )
        ),
        *tie_contradictions(scene, tellers),
        *name_contradictions(syntax, places, place_resolver.gazetteer),
    ]
    return in_text_order(found)


def in_text_order(found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """Contradictions by where their first words stand."""
    return tuple(sorted(found, key=lambda c: (c.evidence[0].start, c.kind)))


def _first_of_overlapping(found: Iterable[Contradiction]) -> list[Contradiction]:
    """Of contradictions that share words the first: one thing is said once."""
    kept: list[Contradiction] = []
    for one in found:
        if not any(a.start < b.end and b.start < a.end
                   for other in kept for a in other.evidence for b in one.evidence):  # fmt: skip
            kept.append(one)
    return kept
