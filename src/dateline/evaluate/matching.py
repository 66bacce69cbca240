"""Which coded report tells which gold event.

A report meets an event when its trigger shares a character with one of the event's triggers;
reports and events are paired one to one, as many as can be, pairs of the same type first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..records.event import Report
from .gold import GoldEvent
from .overlap import touches_any

Pairs = tuple[tuple[int, int], ...]
"""Index of an event, index of a report."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The pairs of one text.

    ``typed``: overlap and the same type. ``overlapping``: overlap, whatever the type (every
    event and report of ``typed`` is paired here too). ``duplicates``: reports that tell a
    paired event again (another of its triggers, or the same act in a second place); they are
    neither right nor wrong.
    """

    typed: Pairs
    overlapping: Pairs
    duplicates: frozenset[int]


def match(events: Sequence[GoldEvent], reports: Sequence[Report]) -> Matches:
    """Pair events with reports."""
    edges = [
        [r for r, report in enumerate(reports) if touches_any(report.trigger, event.triggers)]
        for event in events
    ]
    same = [
        [r for r in met if reports[r].event_type.value == event.type]
        for met, event in zip(edges, events, strict=True)
    ]
    typed = _paired(same)
    others = [
        [] if e in typed.values() else [r for r in met if r not in typed]
        for e, met in enumerate(edges)
    ]
    overlapping = typed | _paired(others)
    return Matches(
        typed=tuple(sorted((e, r) for r, e in typed.items())),
        overlapping=tuple(sorted((e, r) for r, e in overlapping.items())),
        duplicates=_duplicates(events, reports, edges, overlapping),
    )


def same_types(
    events: Sequence[GoldEvent], reports: Sequence[Report], duplicates: frozenset[int]
) -> int:
    """How many events have a report of their type anywhere in the text, one to one."""
    wanted = Counter(event.type for event in events)
    given = Counter(r.event_type.value for i, r in enumerate(reports) if i not in duplicates)
    return sum(min(number, given[kind]) for kind, number in wanted.items())


def same_families(
    events: Sequence[GoldEvent], reports: Sequence[Report], families: Mapping[str, str]
) -> int:
    """How many events have a report of their family in the sentence of their trigger.

    One to one: of two reports of one event only one is right. ``families`` maps event types to
    the codebook's families.
    """
    return len(_paired([_in_sentence(event, reports, families) for event in events]))


def told_in_sentence(events: Sequence[GoldEvent], reports: Sequence[Report]) -> frozenset[int]:
    """Reports of an event's type in the sentence of its trigger, one to one.

    "The quake killed nine" is told by either word; which one the markup chose is no matter of
    how sure a report may be.
    """
    return frozenset(_paired([_in_sentence(event, reports, {}) for event in events]))


def _in_sentence(
    event: GoldEvent, reports: Sequence[Report], families: Mapping[str, str]
) -> list[int]:
    wanted = families.get(event.type, event.type)
    kinds = [report.event_type.value or "" for report in reports]
    return [
        r
        for r, report in enumerate(reports)
        if families.get(kinds[r], kinds[r]) == wanted
        and touches_any(report.sentence, event.triggers)
    ]


def _paired(edges: Sequence[Sequence[int]]) -> dict[int, int]:
    """Report -> event: a largest one-to-one pairing (Kuhn's augmenting paths)."""
    taken: dict[int, int] = {}

    def place(event: int, seen: set[int]) -> bool:
        for report in edges[event]:
            if report in seen:
                continue
            seen.add(report)
            if report not in taken or place(taken[report], seen):
                taken[report] = event
                return True
        return False

    for event in range(len(edges)):
        place(event, set())
    return taken


def _duplicates(
    events: Sequence[GoldEvent],
    reports: Sequence[Report],
    edges: Sequence[Sequence[int]],
    paired: dict[int, int],
) -> frozenset[int]:
    """Unpaired reports of a paired event, of the event's type or of its report's."""
    found = set()
    for report, event in paired.items():
        types = {events[event].type, reports[report].event_type.value}
        found |= {
            r for r in edges[event] if r not in paired and reports[r].event_type.value in types
        }
    return frozenset(found)
