"""The systematic layer: every state's government, forces, police, parliament, courts and spies."""

from __future__ import annotations

from ..records.entity import Actor
from .noun_phrases import CountryNames

STATE_BODIES = {
    "GOV": "Government of {}",
    "MIL": "Military of {}",
    "COP": "Police of {}",
    "LEG": "Legislature of {}",
    "JUD": "Judiciary of {}",
    "SPY": "Intelligence services of {}",
}
STATE_FORCES = "State forces"
EXTERNAL_FORCES = "External/other forces"
ARMED_SECTORS = frozenset({"MIL", "COP", "SPY"})


def state_body(
    body: str, iso3: str, countries: CountryNames, sectors: tuple[str, ...] | None = None
) -> Actor:
    """A part of a state: ``("COP", "NPL")`` is NPL_COP, "Police of Nepal"."""
    return Actor(
        name=STATE_BODIES[body].format(countries.country_name(iso3)),
        id=f"{iso3}_{body}",
        country=iso3,
        sectors=sectors or (body,),
        acled_type=STATE_FORCES,
    )


def whole_state(iso3: str, countries: CountryNames) -> Actor:
    """A country as an actor of its own ("Iran"): no sector, for none is said."""
    return Actor(name=countries.country_name(iso3), id=iso3, country=iso3, acled_type=STATE_FORCES)


def state_of(identity: str) -> tuple[str, str] | None:
    """("NPL", "COP") for "NPL_COP"; None where the id is no state body's."""
    iso3, _, body = identity.partition("_")
    return (iso3, body) if len(iso3) == 3 and iso3.isupper() and body in STATE_BODIES else None
