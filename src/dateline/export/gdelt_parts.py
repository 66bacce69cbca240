"""Parts of a GDELT event: an actor's codes, a place as one of its three locations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..codebook.cameo_codes import cameo_actor_code, cameo_country, cameo_group, cameo_roles
from ..codebook.code_lists import read_sections
from ..codebook.country_codes import country_name
from ..codebook.place_codes import country_fips
from ..records.entity import Actor, Place

COUNTRY, US_STATE, US_CITY, WORLD_CITY, WORLD_STATE = 1, 2, 3, 4, 5
NO_PLACE = 0

_US = "USA"
_STATES = "us_states.txt"
_ID = "geonames:"
_DEGREE_DIGITS = 5
_LETTERS = 3
_OF_NO_COUNTRY = frozenset({"IGO", "NGO", "IMG", "MNC"})


@dataclass(frozen=True, slots=True)
class GdeltActor:
    """The ten columns of an actor, those that are not coded left out."""

    code: str = ""
    name: str = ""
    country: str = ""
    known_group: str = ""
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GdeltPlace:
    """The eight columns of a location, ``adm2`` left out: no code of it is known."""

    type: int = NO_PLACE
    full_name: str = ""
    country: str = ""
    adm1: str = ""
    lat: float | None = None
    lon: float | None = None
    feature: str = ""


def gdelt_actor(actor: Actor | None) -> GdeltActor:
    """An actor in CAMEO's codes; what is known by words alone has a name and no code."""
    if actor is None:
        return GdeltActor()
    code = cameo_actor_code(actor, old=True)
    kind = code[:_LETTERS]
    roles = cameo_roles(actor)
    return GdeltActor(
        code,
        actor.name.upper(),
        cameo_country(actor, old=True),
        cameo_group(actor),
        (kind, *roles) if kind in _OF_NO_COUNTRY and kind not in roles else roles,
    )


def gdelt_place(place: Place | None) -> GdeltPlace:
    """A place as GDELT writes locations; type 0 and nothing else without one."""
    if place is None:
        return GdeltPlace()
    type_ = _type(place)
    fips = country_fips(place) or ""
    state = _us_states().get(place.admin1 or "", "") if place.country == _US else ""
    return GdeltPlace(
        type_,
        ", ".join(_names(place, type_)),
        fips,
        fips if type_ == COUNTRY else f"{fips}{state}" if state else "",
        _degrees(place.lat),
        _degrees(place.lon),
        _feature(place, type_, fips, state),
    )


def _type(place: Place) -> int:
    home = place.country == _US
    if place.precision == "country":
        return COUNTRY
    if place.precision == "admin1":
        return US_STATE if home else WORLD_STATE
    return US_CITY if home else WORLD_CITY


def _names(place: Place, type_: int) -> tuple[str, ...]:
    """Place, unit and country; of a unit or country only what it is and lies in."""
    country = country_name(place.country)
    if type_ == COUNTRY:
        return (country or place.name,)
    unit = None if type_ in (US_STATE, WORLD_STATE) else place.admin1
    return tuple(part for part in (place.name, unit, country) if part)


def _feature(place: Place, type_: int, fips: str, state: str) -> str:
    """GDELT's own for countries and US states; else GeoNames' number, marked as such."""
    if type_ == COUNTRY:
        return fips
    if type_ == US_STATE and state:
        return state
    return "" if place.geonames_id is None else f"{_ID}{place.geonames_id}"


def _degrees(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, _DEGREE_DIGITS)


@cache
def _us_states() -> dict[str, str]:
    """State -> code of its post."""
    return {name: code for code, name in read_sections(_STATES)[""].items()}
