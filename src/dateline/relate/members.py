"""Ties stated of several at once: "the various groups linked to X" are those named just before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..records.coded import Via
from ..records.event import Participant, Relation, Report

_SEVERAL = re.compile(
    r"(?:the|these|those|both|all(?: of)? (?:the|these|those))\s+(?:\w+\s+){0,2}?"
    r"(?:groups|militias|factions|parties|organi[sz]ations|movements|outfits|militants?\s+groups)\b",
    re.IGNORECASE,
)
_NEAR = 400
"""Characters between the sentence that names the groups and the words that stand for them."""
_GROUPS = frozenset("PRM REB UAF PTY OPP CRM SOC NGO".split())


def spread(relations: Iterable[Relation], reports: Sequence[Report]) -> tuple[Relation, ...]:
    """The relations, and after each that is said of several groups those of the groups named.

    The groups are the named participants, two or more, of one side of the nearest report told
    before; each keeps the words that stand for it and its own name as ``referent``.
    """
    found: list[Relation] = []
    for relation in relations:
        found.append(relation)
        found += [replace(relation, subject=one) for one in _members(relation, reports)]
    return tuple(found)


def _members(relation: Relation, reports: Sequence[Report]) -> Iterator[Participant]:
    subject = relation.subject
    quote = subject.phrase.quote
    known = subject.actor.value is not None and subject.actor.value.id is not None
    if known or _SEVERAL.match(quote.text) is None:
        return
    named = _named_before(quote.start, reports)
    other = relation.object.actor.value
    for one in named:
        actor = one.actor.value
        if actor is None or (other is not None and actor.id == other.id):
            continue
        phrase = replace(subject.phrase, via=Via.COREFERENCE, referent=one.phrase.quote)
        yield Participant(phrase, replace(one.actor, via=Via.COREFERENCE))


def _named_before(start: int, reports: Sequence[Report]) -> list[Participant]:
    """Two or more groups named by one side of the last report whose sentence ends before."""
    for report in sorted(reports, key=lambda r: -r.sentence.end):
        if not 0 <= start - report.sentence.end < _NEAR:
            continue
        for side in (report.targets, report.actors):
            named = [one for one in side if _is_named_group(one)]
            if len(named) > 1:
                return named
    return []


def _is_named_group(one: Participant) -> bool:
    actor = one.actor.value
    if actor is None:
        return False
    if actor.id is not None:
        return bool(_GROUPS.intersection(actor.sectors))
    words = actor.name.split()
    return not actor.sectors and len(words) > 1 and all(w[:1].isupper() for w in words)
