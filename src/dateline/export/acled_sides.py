"""The two sides of an ACLED event: who stands in actor1 and actor2, and who is associated.

ACLED names people without an organisation by what they are and where ("Protesters (Iraq)"), gunmen
whom nobody names "Unidentified Armed Group (Iraq)", and puts what groups they belong to into the
associated actors. Which types of actor an event type can have follows from ACLED's definitions:
only protesters protest, and those harmed by violence against civilians are civilians.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..codebook.acled_terms import CIVILIANS, acled_terms
from ..codebook.country_codes import country_codes
from ..records.entity import Actor
from ..records.incident import Incident

_PROTESTERS, _RIOTERS = "Protesters", "Rioters"
_CROWDS = frozenset({_PROTESTERS, _RIOTERS})
_UNORGANISED = frozenset({*_CROWDS, CIVILIANS})
_UNIDENTIFIED = "Unidentified Armed Group"
_UNIDENTIFIED_KIND, _UNIDENTIFIED_SECTOR = "Political militias", "UAF"
_FORCES = frozenset({"MIL", "COP", "PRM", "SPY"})
_STATE = "State forces"
_BY_TYPE = {"Protests": _PROTESTERS, "Riots": _RIOTERS}
"""Who the crowd of a demonstration is, whatever the words."""
_DONE_TO_CROWDS = frozenset({"Protest with intervention", "Excessive force against protesters"})


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its name, those associated with it, and its actor type (None: not known)."""

    name: str
    associated: tuple[str, ...] = ()
    kind: str | None = None


def sides(incident: Incident, event_type: str, sub_event_type: str) -> tuple[Side | None, ...]:
    """Actor 1 and actor 2 of an incident; None for a side that is not known, or not there."""
    country = incident.place.leading.country if incident.place.leading else None
    actors, targets = incident.actors.leading or (), incident.targets.leading or ()
    if event_type in _BY_TYPE:
        return _demonstration(actors, targets, (event_type, sub_event_type), country)
    if event_type == "Battles" or sub_event_type == "Agreement":
        actors, targets = opponents(actors, targets)
    if event_type == "Violence against civilians":
        victims = tuple(one for one in targets if one.acled_type in (None, CIVILIANS))
        others = tuple(one for one in targets if one not in victims)
        return _side(actors, country), (
            _side(others, country)
            if others and not victims
            else _people(victims, CIVILIANS, country)
        )
    return _side(actors, country), _side(targets, country)


# -- who is on which side ------------------------------------------------------------------


def _demonstration(
    actors: Sequence[Actor], targets: Sequence[Actor], types: tuple[str, str], country: str | None
) -> tuple[Side | None, ...]:
    """The crowd and, where it met somebody, whom: those it only speaks against are no actors."""
    event_type, sub_event_type = types
    crowd_first = _holds_crowd(actors) or not (
        _holds_crowd(targets) or (actors and sub_event_type in _DONE_TO_CROWDS)
    )
    crowd, others = (actors, targets) if crowd_first else (targets, actors)
    kind = _BY_TYPE[event_type]
    met = [one for one in others if _meets(one, sub_event_type)]
    sides = (_people(crowd, kind, country), _side(met, country))
    return sides if crowd_first else sides[::-1]


def _holds_crowd(actors: Sequence[Actor]) -> bool:
    return any(one.acled_type in _CROWDS for one in actors)


def _meets(actor: Actor, sub_event_type: str) -> bool:
    if sub_event_type == "Peaceful protest":
        return actor.acled_type in _CROWDS
    return actor.acled_type != _STATE or not _FORCES.isdisjoint(actor.sectors)


def opponents(
    actors: Sequence[Actor], targets: Sequence[Actor]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who stood against whom, or agreed with whom, where both may be told in one breath.

    "A and B clashed" and "A fought with A's enemy" are parted into the first's own side and the
    others. The dead of a fight who are told beside those who fought are no party to it.
    """
    both = tuple(dict.fromkeys((*_fighters(actors), *_fighters(targets))))
    camps = {_camp(one) for one in actors}
    if not actors or (targets and camps.isdisjoint(_camp(one) for one in targets)):
        return _fighters(actors), _fighters(targets)
    same = tuple(one for one in both if _camp(one) == _camp(both[0]))
    return same, tuple(one for one in both if one not in same)


def _camp(actor: Actor) -> tuple[str | None, str | None]:
    state = actor.acled_type == _STATE
    return actor.acled_type, actor.country if state else actor.id or actor.name


def _fighters(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those who can fight, or all where none is known to."""
    fighting = tuple(one for one in actors if one.acled_type not in _UNORGANISED)
    return fighting or tuple(actors)


# -- what they are called ------------------------------------------------------------------


def _side(actors: Sequence[Actor], country: str | None) -> Side | None:
    """The side of these actors: the first whose type is known speaks for it."""
    if not actors:
        return None
    main = next((one for one in actors if one.acled_type is not None), actors[0])
    if main.acled_type in _UNORGANISED:
        return _people(actors, main.acled_type, country)
    others = _names((one for one in actors if one != main), country)
    name = _name(main, country)
    return Side(name, tuple(one for one in others if one != name), main.acled_type)


def _people(actors: Sequence[Actor], kind: str | None, country: str | None) -> Side:
    """People without an organisation of their own, of the country they are of or the event's."""
    own = next((one.country for one in actors if one.country is not None), country)
    groups = [_group(one, own) for one in actors]
    return Side(f"{kind}{_of(own)}", tuple(dict.fromkeys(one for one in groups if one)), kind)


def _group(actor: Actor, country: str | None) -> str | None:
    """The organisation, or the group by its sector; of people only described nothing is said."""
    if actor.id is not None:
        return actor.name
    words = acled_terms().groups
    return next((f"{words[one]}{_of(country)}" for one in actor.sectors if one in words), None)


def _name(actor: Actor, country: str | None) -> str:
    unnamed = actor.id is None and _UNIDENTIFIED_SECTOR in actor.sectors
    if unnamed and actor.acled_type == _UNIDENTIFIED_KIND:
        return f"{_UNIDENTIFIED}{_of(actor.country or country)}"
    return actor.name


def _names(actors: Iterable[Actor], country: str | None) -> tuple[str, ...]:
    found = (
        _group(one, country) if one.acled_type in _UNORGANISED else _name(one, country)
        for one in actors
    )
    return tuple(dict.fromkeys(one for one in found if one))


def _of(country: str | None) -> str:
    known = country_codes(country)
    name = known.acled_name if known else country
    return f" ({name})" if name else ""
