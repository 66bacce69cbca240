"""Ids that last: which incident of before each new group of reports is, and what became of others.

An incident's id is minted once, from the first of its reports. A group takes the id of the incident
with which it shares most reports; an incident that no group takes is withdrawn in favour of the one
that got most of its reports.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Group = tuple[str, ...]
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Minted:
    """The id of each group, in the order given, and where the ids that are no more went."""

    ids: tuple[str, ...]
    withdrawn: Mapping[str, str | None]


def minted(groups: Sequence[Group], before: Mapping[str, Group]) -> Minted:
    """Ids for groups of report keys; ``before`` are the incidents as they were, by id."""
    holder = {key: id for id, keys in before.items() for key in keys}
    claims = sorted(
        (
            (-number, id, place)
            for place, group in enumerate(groups)
            for id, number in Counter(holder[key] for key in group if key in holder).items()
        ),
    )
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, id, place in claims:
        if place not in ids and id not in taken:
            ids[place] = id
            taken.add(id)
    known = set(before)
    for place, group in enumerate(groups):
        if place not in ids:
            ids[place] = _new(group, known | taken)
            taken.add(ids[place])
    went: dict[str, str | None] = {}
    for id in sorted(known - taken):
        heirs = Counter(
            ids[place]
            for place, group in enumerate(groups)
            for key in group
            if holder.get(key) == id
        )
        went[id] = min(heirs, key=lambda heir: (-heirs[heir], heir), default=None)
    return Minted(tuple(ids[place] for place in range(len(groups))), went)


def _new(group: Group, known: set[str]) -> str:
    """An id from the group's first report that no incident has or had."""
    for attempt in range(len(known) + 1):
        digest = hashlib.sha256(f"{min(group)}#{attempt}".encode()).hexdigest()[:_DIGITS]
        if f"i{digest}" not in known:
            return f"i{digest}"
    raise AssertionError("as many ids as attempts")
