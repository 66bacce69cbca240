"""Actors in CAMEO's codes, and Goldstein's value of a CAMEO event.

A CAMEO actor code is read in threes: ``IRQREB`` is Iraq and its rebels, ``IGOUNOHLHWHO`` an
organisation of states, the United Nations, health, the WHO. Ours have a country and the main role
or, for an organisation that the manual lists, its whole code: ``data/cameo_actors.txt``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..records.entity import Actor
from .code_lists import read_decimals, read_numbers, read_sections

ACTORS = "cameo_actors.txt"
SCALE = "goldstein.txt"
CLASSES = "pentaclass.txt"

_PART = "part_of"
_IGO = "IGO"
_NONE = "-"
_SECTIONS = ("international", "countries", "organisations", "groups")
_LETTERS = 3
_ROOT = 2
"""Digits of a root ("14"), whose general code ("140") has the value of all that is in it."""


@dataclass(frozen=True, slots=True)
class CameoActors:
    """The sections of ``cameo_actors.txt``; a role that CAMEO does not have is not in ``roles``."""

    roles: Mapping[str, str]
    international: Mapping[str, str]
    countries: Mapping[str, str]
    organisations: Mapping[str, str]
    groups: Mapping[str, str]


def cameo_actor_code(actor: Actor, *, old: bool = False) -> str:
    """The actor's CAMEO code, ``""`` where neither a country nor a role is known.

    Countries are ISO 3166-1 alpha-3, as Phoenix has them; ``old`` gives the few that CAMEO's
    manual and GDELT write otherwise (``ROM`` for Romania).
    """
    table = load_cameo_actors()
    whole = _organisation(actor, table)
    if whole:
        return whole
    roles = cameo_roles(actor)
    base = cameo_country(actor, old=old) or _international(actor, table)
    # The first part says it already: NGO is not NGONGO, and a guerrilla of no country is IMG.
    role = roles[0] if roles and not (actor.country is None and base) else ""
    return base + role + cameo_group(actor)


def cameo_country(actor: Actor, *, old: bool = False) -> str:
    """The actor's country, ``""`` where it has none; ``old`` as for `cameo_actor_code`."""
    country = actor.country or ""
    return load_cameo_actors().countries.get(country, country) if old else country


def cameo_roles(actor: Actor) -> tuple[str, ...]:
    """The actor's sectors as CAMEO's roles, the main one first; those CAMEO lacks are left out."""
    roles = load_cameo_actors().roles
    return tuple(dict.fromkeys(roles[one] for one in actor.sectors if one in roles))


def cameo_group(actor: Actor) -> str:
    """The code of the known group that it is, ``UNO`` or ``HMS``; ``""`` where there is none."""
    table = load_cameo_actors()
    whole = _organisation(actor, table)
    return whole[-_LETTERS:] if whole else table.groups.get(actor.id or "", "")


def goldstein(code: str) -> float | None:
    """Goldstein's value of a CAMEO event code, -10 to 10; None for what is no code of it.

    A code that the scale does not have takes the value of the one that it is a part of.
    """
    scale = read_decimals(SCALE)
    wider = (code, code[:_LETTERS], f"{code[:_ROOT]}0")
    return next((scale[one] for one in wider if one in scale), None)


def pentaclass(code: str) -> int | None:
    """Phoenix's class of a CAMEO event code, 0 to 4; None for what is no code of it."""
    return read_numbers(CLASSES).get(code[:_ROOT])


@cache
def load_cameo_actors() -> CameoActors:
    """The shipped table. Raises `CodebookError` naming the line that cannot be read."""
    sections = read_sections(ACTORS)
    roles = {name: code for name, code in sections["roles"].items() if code != _NONE}
    others = {field: sections[field] for field in _SECTIONS}
    return CameoActors(roles=roles, **others)


def _organisation(actor: Actor, table: CameoActors) -> str:
    """The code of the organisation it is, else of the one that it is a part of.

    A country's branch of one is that country's, unless it is itself one of states.
    """
    if actor.id is None:
        return ""
    wholes = [actor.id]
    if actor.country is None or _IGO in actor.sectors:
        wholes += [tie.other for tie in actor.ties if tie.relation == _PART]
    return next((table.organisations[one] for one in wholes if one in table.organisations), "")


def _international(actor: Actor, table: CameoActors) -> str:
    """The first part of a code for a known name of no country, "" for "rebels" of nowhere."""
    if actor.country is not None or (actor.id is None and _IGO not in actor.sectors):
        return ""
    return next(
        (table.international[one] for one in actor.sectors if one in table.international), ""
    )
