"""Who did it, told two ways by two reports of one event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from ..assess.contradictions.words import pattern, words
from ..codebook import load_codebook
from ..records.event import Participant, Report

_VIOLENT = frozenset({"battle", "explosion", "violence", "riot"})
_STATE = frozenset({"MIL", "COP", "GOV", "SPY"})
_AGAINST = frozenset({"REB", "CRM", "OPP"})
_FROM_STATE = frozenset({"MIL", "COP"})
_WORD = re.compile(r"[\w’'-]+")

Sides = tuple[str, str]


def turned_round(reports: Sequence[Report]) -> tuple[Report, Report] | None:
    """Two reports of which one has as the doer whom the other has as the one it is done to."""
    for one, other in combinations(reports, 2):
        sides, turned = _sides(one), _sides(other)
        if sides is None or turned is None or sides != turned[::-1] or sides[0] == sides[1]:
            continue
        if one.event_type.value != other.event_type.value:
            continue  # stones one way, shots the other
        if not any(is_mutual(r) for r in (one, other)):
            return one, other
    return None


def other_doers(
    reports: Sequence[Report],
) -> Iterator[tuple[tuple[Report, Participant], tuple[Report, Participant]]]:
    """Pairs of reports of a violent act whose one doer each cannot be the same."""
    told = [(r, r.actors[0]) for r in reports if len(r.actors) == 1 and is_violent(r)]
    for (one, first), (other, second) in combinations(told, 2):
        if one.place.value is not None and other.place.value is not None:
            if one.place.value.country != other.place.value.country:
                continue
        if not is_mutual(one) and not is_mutual(other) and apart(first, second):
            yield (one, first), (other, second)


def is_violent(report: Report) -> bool:
    """Whether the act has a doer and somebody to whom it is done."""
    found = load_codebook().types.get(report.event_type.value or "")
    return found is not None and (
        found.family in _VIOLENT or found.id == "excessive_force_against_protesters"
    )


def is_mutual(report: Report) -> bool:
    """Whether both sides do the act to each other ("clashed")."""
    low = report.trigger.text.lower()
    return any(word in low for word in words("between")["mutual"])


def apart(one: Participant, other: Participant) -> bool:
    """Whether two doers cannot be the same: two groups, two states, or a state and its foes."""
    first, second = one.actor.value, other.actor.value
    if first is None or second is None:
        return False
    texts = [one.phrase.quote.text, other.phrase.quote.text]
    if any(_is_anyone(text) or pattern("between", "coalition").search(text) for text in texts):
        return False
    if first.id and second.id and first.id == second.id:
        return False
    sectors = set(first.sectors[:1]), set(second.sectors[:1])
    if all(s & _AGAINST for s in sectors):
        return bool(first.id and second.id)
    if first.country and second.country and first.country != second.country:
        return all(sectors)
    return _foes(*sectors) or _foes(*reversed(sectors)) or _civil(*sectors)


def _foes(one: set[str], other: set[str]) -> bool:
    return bool(one & _STATE and other & _AGAINST)


def _civil(one: set[str], other: set[str]) -> bool:
    """Soldiers or police in the one, named civilians ("settlers") in the other."""
    return bool(
        (one & _FROM_STATE and other == {"CVL"}) or (other & _FROM_STATE and one == {"CVL"})
    )


def _is_anyone(text: str) -> bool:
    """Whether a phrase says no more than that they are men, gunmen, attackers."""
    found = _WORD.findall(text.lower().split(" of ")[0])
    return bool(found) and found[-1] in words("between")["anyone"] and not _is_named(text)


def _is_named(text: str) -> bool:
    return bool(re.search(r"(?<!^)\b[A-Z]", text))


def _sides(report: Report) -> Sides | None:
    """Who the one doer and the one it is done to are: ids, or country and kind of people."""
    sides = [[_who(p) for p in side] for side in (report.actors, report.targets)]
    if len(sides[0]) != 1 or len(sides[1]) != 1 or None in (sides[0][0], sides[1][0]):
        return None
    return sides[0][0] or "", sides[1][0] or ""


def _who(one: Participant) -> str | None:
    actor = one.actor.value
    if actor is None:
        return None
    if actor.id:
        return actor.id
    return f"{actor.country}/{actor.sectors[0]}" if actor.country and actor.sectors else None
