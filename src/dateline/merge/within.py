"""Two reports of one article: a headline, a lead and a later detail of one act are one event."""

from __future__ import annotations

from .features import far, killed_apart
from .tellings import Party, Telling

_ORDER = 0.7
"""Numbers of the killed that differ by more than this (as a logarithm) are of two acts."""


def same_act(a: Telling, b: Telling) -> bool:
    """Whether nothing but the telling differs: type, place, day, sides and numbers do not.

    What one of the two leaves open does not tell them apart, but something must be shared beside
    the type: a place, or somebody on one of the sides.
    """
    if a.event_type != b.event_type or a.happened != b.happened:
        return False
    if far(a, b) > 0 or killed_apart(a, b) > _ORDER or _two_days(a, b) or _two_places(a, b):
        return False
    if _differ(a.actors, b.actors) or _differ(a.targets, b.targets):
        return False
    place = a.place is not None and b.place is not None
    return place or bool(a.actors.words & b.actors.words) or bool(a.targets.words & b.targets.words)


def _two_days(a: Telling, b: Telling) -> bool:
    if a.when is None or b.when is None:
        return False
    return a.when.start > b.when.end or b.when.start > a.when.end


def _two_places(a: Telling, b: Telling) -> bool:
    """Two named places, neither a region around the other."""
    if a.place is None or b.place is None:
        return False
    exact = {a.place.precision, b.place.precision} <= {"exact", "near"}
    return exact and a.place.name != b.place.name


def _differ(one: Party, other: Party) -> bool:
    return bool(one.words and other.words) and not (one.words & other.words or one.ids & other.ids)
