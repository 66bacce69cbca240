"""An actor in PLOVER's codes: its country, which bodies of several states have too, and sector.

PLOVER, like CAMEO and ICEWS before it, gives what is no one country's a code in place of one: the
United Nations' bodies, the European Union's, and other organisations of states. Its sector is then
what the body does (a court's, JUD), which IGO does not say.
"""

from __future__ import annotations

from ..records.entity import Actor

_IGO = "IGO"
_UNKNOWN = "UNK"
_WHOLE = {"UN": "UNO", "EU": "EUR"}
"""Id of the actor file -> PLOVER's code for it and all that is a part of it."""
_PART = "part_of"


def plover_country(actor: Actor) -> str | None:
    """ISO 3166-1 alpha-3, or UNO, EUR, IGO for bodies of several states; None where not known."""
    if actor.country is not None:
        return actor.country
    wholes = (actor.id, *(tie.other for tie in actor.ties if tie.relation == _PART))
    code = next((_WHOLE[one] for one in wholes if one in _WHOLE), None)
    if code is not None and actor.id is not None:
        return code
    return _IGO if _IGO in actor.sectors else None


def plover_sector(actor: Actor) -> str | None:
    """The main sector; of a body of several states what it does, where that is known."""
    known = [sector for sector in actor.sectors if sector != _UNKNOWN]
    return next((sector for sector in known if sector != _IGO), known[0] if known else None)
