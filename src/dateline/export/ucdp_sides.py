"""UCDP's kind of violence and its two sides, where the actors' types settle them; else nothing.

State-based is a government against rebels or against another government; non-state is two named
armed groups without a government; one-sided is a government or a named armed group against
civilians. Gunmen whom nobody names, a government against a militia (whose aim decides with UCDP,
and no actor file knows it) and crowds settle nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..codebook.country_codes import country_codes
from ..records.entity import Actor
from ..records.incident import Incident
from .acled_sides import opponents

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS = "Civilians"

_Party = Literal["state", "rebels", "militia", "civilians"]
_GOVERNMENT = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_STATE = "State forces"
_ARMED: dict[str | None, _Party] = {
    "Rebel groups": "rebels",
    "Political militias": "militia",
    "Identity militias": "militia",
}
_UNARMED = frozenset({"Civilians", "Protesters"})
_BY_DEFINITION = "Violence against civilians"
_DEADLY = frozenset({"Battles", "Explosions/Remote violence", _BY_DEFINITION, "Protests"})


@dataclass(frozen=True, slots=True)
class Dyad:
    """A kind of violence and who stands against whom, with the governments' numbers."""

    type_of_violence: int
    side_a: str
    side_b: str
    gwno_a: int | None = None
    gwno_b: int | None = None

    @property
    def name(self) -> str:
        """``Government of Iraq - IS``, as UCDP names dyads."""
        return f"{self.side_a} - {self.side_b}"


def dyad(incident: Incident, acled_event_type: str | None) -> Dyad | None:
    """The dyad of an incident; None where the actors' types do not settle it."""
    if acled_event_type not in _DEADLY:
        return None
    actors, targets = incident.actors.leading or (), incident.targets.leading or ()
    if acled_event_type == "Battles":
        actors, targets = opponents(actors, targets)
    first, second = _armed(actors), _armed(targets)
    if first is None:
        return None
    if second is not None:
        return _between(first, second)
    harmed = {_party(one) for one in targets}
    if harmed == {"civilians"} or (not harmed and acled_event_type == _BY_DEFINITION):
        return _against_civilians(first)
    return None


def _between(one: Actor, other: Actor) -> Dyad | None:
    parties = _party(one), _party(other)
    if parties == ("rebels", "state"):
        one, other, parties = other, one, ("state", "rebels")
    names = _name(one), _name(other)
    if names[0] == names[1] or (one.id is not None and one.id == other.id):
        return None
    if parties in {("state", "rebels"), ("state", "state")}:
        return Dyad(STATE_BASED, *names, _gwno(one), _gwno(other))
    return None if "state" in parties else Dyad(NON_STATE, *names)


def _against_civilians(actor: Actor) -> Dyad:
    return Dyad(ONE_SIDED, _name(actor), CIVILIANS, _gwno(actor))


def _armed(actors: Sequence[Actor]) -> Actor | None:
    """Who speaks for a side: a government before rebels, rebels before militias."""
    found = {_party(one): one for one in reversed(actors)}
    ranks: tuple[_Party, ...] = ("state", "rebels", "militia")
    return next((found[rank] for rank in ranks if rank in found), None)


def _party(actor: Actor) -> _Party | None:
    if actor.acled_type in _UNARMED:
        return "civilians"
    governs = actor.acled_type == _STATE or not _GOVERNMENT.isdisjoint(actor.sectors[:1])
    if governs:
        return "state" if actor.country is not None else None
    return _ARMED.get(actor.acled_type) if actor.id is not None else None


def _name(actor: Actor) -> str:
    """UCDP's name of a government; of a group the actor file's."""
    if _party(actor) != "state":
        return actor.name
    known = country_codes(actor.country)
    return f"Government of {known.ucdp_name if known else actor.country}"


def _gwno(actor: Actor) -> int | None:
    known = country_codes(actor.country) if _party(actor) == "state" else None
    return None if known is None else known.gleditsch_ward
