"""What differs between two reports of one key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..records.entity import Actor, EventDate, Place
from ..records.event import Participant, Report
from .contract import Difference, FieldChange

_FIELDS: dict[str, Callable[[Report], object]] = {
    "event_type": lambda report: report.event_type.value,
    "codes": lambda report: report.codes,
    "actors": lambda report: _who(report.actors),
    "targets": lambda report: _who(report.targets),
    "place": lambda report: _where(report.place.value),
    "date": lambda report: _when(report.date.value),
    "counts": lambda report: tuple((count.kind, count.value) for count in report.counts),
    "weapon": lambda report: report.weapon.text if report.weapon else None,
    "attribution": lambda report: tuple(
        (link.speaker.name if link.speaker else None, link.stance) for link in report.attribution
    ),
    "factuality": lambda report: report.factuality.value,
    "about": lambda report: report.about,
    "flags": lambda report: report.flags,
}
"""What of a report is compared; the names are those of docs/records.md.

How the actor file explains a tie, how many people live in a place and how a date was counted out
are left out: they belong to the data that the run used.
"""


def compare(old: Report, new: Report) -> Difference | None:
    """How a report differs from the same in another run; None where it does not."""
    fields = tuple(
        FieldChange(name, before, after)
        for name, value in _FIELDS.items()
        if (before := value(old)) != (after := value(new))
    )
    return Difference("changed", old.key, old, new, fields) if fields else None


def compare_all(old: tuple[Report, ...], new: tuple[Report, ...]) -> tuple[Difference, ...]:
    """How the reports of one article differ: in the old one's order, then what was gained."""
    kept, found = {report.key: report for report in old}, {report.key: report for report in new}
    differences = (
        compare(report, found[report.key])
        if report.key in found
        else Difference("lost", report.key, report, None)
        for report in old
    )
    gained = (
        Difference("gained", report.key, None, report) for report in new if report.key not in kept
    )
    return (*(one for one in differences if one is not None), *gained)


def _who(participants: tuple[Participant, ...]) -> tuple[Actor, ...]:
    """Who they are; somebody who is known by words only is an actor of that name."""
    return tuple(
        replace(one.actor.value, ties=()) if one.actor.value else Actor(one.phrase.quote.text)
        for one in participants
    )


def _where(place: Place | None) -> Place | None:
    return None if place is None else replace(place, population=0)


def _when(when: EventDate | None) -> EventDate | None:
    return None if when is None else replace(when, derivation="")
