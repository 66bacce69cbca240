"""An incident of the reports that tell one event: what they agree on, and every rival value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..records.article import Article
from ..records.entity import Actor, CountRange, EventDate, Place
from ..records.event import CountKind, Participant, Report
from ..records.incident import Counts, Incident, Rival, Rivals
from .disagreements import disagreements
from .tellers import independent, partisan

T = TypeVar("T")

_FINENESS = {"exact": 0, "near": 1, "admin2": 2, "admin1": 3, "country": 4}


@dataclass(frozen=True, slots=True)
class Told:
    """A report and the article that tells it."""

    report: Report
    article: Article


def incident_of(told: Sequence[Told], *, id: str, revision: int = 1) -> Incident:
    """The incident of one or more reports, in the order of their keys."""
    ordered = sorted(told, key=lambda one: one.report.key)
    lows, highs = _killed(ordered)
    published = [one.article.published for one in ordered if one.article.published is not None]
    return Incident(
        id=id,
        reports=tuple(one.report.key for one in ordered),
        event_type=_rivals(ordered, lambda r: r.event_type.value),
        codes=_rivals(ordered, lambda r: r.codes),
        actors=_rivals(ordered, lambda r: _people(r.actors), by=_identities),
        targets=_rivals(ordered, lambda r: _people(r.targets), by=_identities),
        place=_finest(_rivals(ordered, lambda r: r.place.value, by=_place_key)),
        date=_narrowest(_rivals(ordered, lambda r: r.date.value, by=_date_key)),
        counts=_rivals(ordered, _counts),
        factuality=_rivals(ordered, lambda r: r.factuality.value),
        independent_sources=independent(one.article for one in ordered),
        partisan_sources=partisan(ordered),
        first_published=min(published, default=None),
        last_published=max(published, default=None),
        killed_low=min(lows, default=None),
        killed_high=None if not highs or None in highs else max(h for h in highs if h is not None),
        contradictions=disagreements(ordered),
        revision=revision,
    )


def _rivals(
    told: Sequence[Told],
    value: Callable[[Report], T | None],
    *,
    by: Callable[[T], Hashable] | None = None,
) -> Rivals[T]:
    """What most say first; agreed on where nobody says otherwise, or more than half say it.

    ``by`` says which values are the same; of those the first told stands for all.
    """
    groups: defaultdict[Hashable, list[tuple[T, str]]] = defaultdict(list)
    for one in told:
        found = value(one.report)
        if found is not None:
            groups[found if by is None else by(found)].append((found, one.report.key))
    listed = sorted(groups.values(), key=lambda group: (-len(group), group[0][1]))
    rivals = tuple(Rival(group[0][0], tuple(key for _, key in group)) for group in listed)
    total = sum(len(rival.reports) for rival in rivals)
    if rivals and (len(rivals) == 1 or 2 * len(rivals[0].reports) > total):
        return Rivals(rivals[0].value, rivals[0].reports, rivals[1:])
    return Rivals(None, (), rivals)


# -- who -----------------------------------------------------------------------------------


def _people(participants: Iterable[Participant]) -> tuple[Actor, ...] | None:
    """Who they are; of somebody unresolved the words, so that a search finds them all the same."""
    found = (one.actor.value or Actor(one.phrase.quote.text) for one in participants)
    return tuple(found) or None


def _identities(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Who they are: the id where there is one, else country and sector, not the wording."""
    return frozenset(actor.id or _kind(actor) for actor in actors)


def _kind(actor: Actor) -> str:
    if not actor.country and not actor.sectors:
        return actor.name.casefold()
    return f"{actor.country or ''}/{(actor.sectors or ('',))[0]}"


# -- where and when ------------------------------------------------------------------------


def _place_key(place: Place) -> Hashable:
    return place.geonames_id or (place.name, place.admin1, place.country)


def _finest(rivals: Rivals[Place]) -> Rivals[Place]:
    """A region that only says less is no rival of a town in it: the finest place is agreed on."""
    values = _all(rivals)
    if rivals.value is not None and len(values) == 1:
        return rivals
    finest = min(values, key=lambda r: _FINENESS[r.value.precision], default=None)
    if finest is None or not all(_around(r.value, finest.value) for r in values if r is not finest):
        return rivals
    rest = tuple(r for r in values if r is not finest)
    return Rivals(finest.value, finest.reports, rest)


def _around(outer: Place, inner: Place) -> bool:
    """Whether a place is a country or unit that holds the other."""
    if outer.country is None or outer.country != inner.country:
        return False
    if outer.precision == "country":
        return True
    unit = outer.precision in ("admin1", "admin2")
    return unit and outer.admin1 == inner.admin1 and outer.admin2 in (None, inner.admin2)


def _date_key(when: EventDate) -> Hashable:
    return when.start, when.end


def _narrowest(rivals: Rivals[EventDate]) -> Rivals[EventDate]:
    """A week that holds the day others give is no rival of it."""
    values = _all(rivals)
    if rivals.value is not None and len(values) == 1:
        return rivals
    least = min(values, key=lambda r: r.value.end - r.value.start, default=None)
    if least is None:
        return rivals
    inner = least.value
    rest = tuple(r for r in values if r is not least)
    if not all(r.value.start <= inner.start and inner.end <= r.value.end for r in rest):
        return rivals
    return Rivals(inner, least.reports, rest)


def _all(rivals: Rivals[T]) -> list[Rival[T]]:
    own = [] if rivals.value is None else [Rival(rivals.value, rivals.reports)]
    return [*own, *rivals.rivals]


# -- how many ------------------------------------------------------------------------------


def _counts(report: Report) -> Counts | None:
    first: dict[CountKind, CountRange] = {}
    for count in report.counts:
        first.setdefault(count.kind, count.value)
    return Counts(**first) if first else None


def _killed(told: Sequence[Told]) -> tuple[list[int], list[int | None]]:
    found = [c.value for one in told for c in one.report.counts if c.kind == "killed"]
    return [value.low for value in found], [value.high for value in found]
