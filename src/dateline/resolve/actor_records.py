"""Actors as records: an entry of the actor file on a day, a role, with ACLED's type and ties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..records.article import Tie
from ..records.entity import Actor
from .actor_file import Entry, Office
from .roles import Crowds
from .states import ARMED_SECTORS, EXTERNAL_FORCES, STATE_FORCES

CIVILIANS = "Civilians"
_TYPE_OF_SECTOR = {
    **dict.fromkeys(("GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PRE"), STATE_FORCES),
    **dict.fromkeys(("PRM", "UAF", "CRM"), "Political militias"),
    "REB": "Rebel groups",
    "IGO": EXTERNAL_FORCES,
}
_UNARMED = frozenset({"GOV", "LEG", "JUD"})
_CROWDS = frozenset({"movement", "union", "group"})
_PARTISAN = frozenset({"PTY", "OPP"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What an actor's record depends on beside who it is."""

    on: date | None = None
    hint: str | None = None
    event_type: str | None = None
    target: bool = False
    """Whether the phrase names who suffers the act."""
    places: tuple[tuple[str, str], ...] = ()
    """Places that the phrase names -> their country, as the article's other words tell it."""


def entry_actor(entry: Entry, scene: Scene, crowds: Crowds, *, former: bool = False) -> Actor:
    """An entry as an actor on the scene's day; a ``former`` holder of an office is none now."""
    sectors = entry.sectors
    if entry.is_person and not former:
        held = (o.sectors for o in entry.offices_on(scene.on))
        sectors = tuple(dict.fromkeys(s for codes in held for s in codes)) or sectors
    return Actor(
        name=entry.name,
        id=entry.id,
        country=home(entry),
        sectors=sectors,
        acled_type=_entry_type(entry, sectors, scene, crowds),
        ties=entry_ties(entry, scene.on),
    )


def home(entry: Entry) -> str | None:
    """The country an entry is of: an organisation of states is of none, wherever it works."""
    return None if entry.kind == "igo" else entry.country


def entry_ties(entry: Entry, on: date | None) -> tuple[Tie, ...]:
    """The ties that hold on a day (all, where there is none), periods written in the note."""
    return tuple(
        Tie(tie.relation, tie.other, "; ".join(filter(None, (tie.note, str(tie.period)))))
        for tie in entry.ties
        if on is None or tie.period.holds(on)
    )


def _entry_type(entry: Entry, sectors: tuple[str, ...], scene: Scene, crowds: Crowds) -> str | None:
    main = sectors[0] if sectors else None
    if entry.acled_type is not None:
        return abroad(entry.acled_type, sectors, entry.country, scene)
    if entry.kind in ("igo", "court"):
        return EXTERNAL_FORCES
    event_type, target = scene.event_type, scene.target
    if main in _PARTISAN:
        return crowds.acled_type("party", event_type, None, target=target)
    known = _TYPE_OF_SECTOR.get(main) if main else None
    if known is None:
        if entry.kind not in _CROWDS:
            return CIVILIANS
        return crowds.acled_type("people", event_type, CIVILIANS, target=target)
    if entry.is_person and main in _UNARMED:
        return crowds.acled_type("unarmed", event_type, known)
    return abroad(known, sectors, entry.country, scene)


def abroad(
    acled_type: str | None, sectors: tuple[str, ...], country: str | None, scene: Scene
) -> str | None:
    """State forces that act in another country than their own are external forces to ACLED."""
    foreign = None not in (country, scene.hint) and country != scene.hint
    if foreign and acled_type == STATE_FORCES and ARMED_SECTORS.intersection(sectors[:1]):
        return EXTERNAL_FORCES
    return acled_type


def sector_type(sectors: tuple[str, ...]) -> str | None:
    """ACLED's type by the main sector alone."""
    return _TYPE_OF_SECTOR.get(sectors[0], CIVILIANS) if sectors else None


def holders(entries: Iterable[Entry]) -> Mapping[tuple[str, str], list[tuple[Office, Entry]]]:
    """(owner, title) -> the persons who held the office, with their periods."""
    found: dict[tuple[str, str], list[tuple[Office, Entry]]] = {}
    for entry in entries:
        for office in entry.offices:
            found.setdefault((office.owner, office.title), []).append((office, entry))
    return found


def agreed(actors: tuple[Actor, ...], name: str) -> Actor:
    """What several candidates have in common, under the name as written and without an id."""
    first = actors[0]
    countries = {a.country for a in actors}
    types = {a.acled_type for a in actors}
    return Actor(
        name=name,
        country=first.country if len(countries) == 1 else None,
        sectors=tuple(s for s in first.sectors if all(s in a.sectors for a in actors)),
        acled_type=first.acled_type if len(types) == 1 else None,
    )
