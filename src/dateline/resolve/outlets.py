"""Who publishes: outlets by name or domain, and whether they are a party to what they report.

``data/outlets.txt`` explains its own format at its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import cast, get_args
from urllib.parse import urlsplit

from ..errors import DataError
from ..records.article import OutletKind, Source, Tie
from ..records.entity import Actor
from .actor_file import TIE_RELATIONS, DatedTie, Entry
from .actor_loading import load_actor_file
from .names import fold
from .periods import read_period
from .states import ARMED_SECTORS, state_of

_KINDS = frozenset(get_args(OutletKind))
_OWN_SIDE = ("part_of", "owned_by", "mouthpiece_of", "affiliated_with")
_ADVERSARY = "opposes"
_BACKERS = frozenset({"backed_by", "part_of", "mouthpiece_of", "owned_by"})
_STATE_SECTORS = frozenset({"GOV", "LEG", "JUD", *ARMED_SECTORS})
_FIGHTS = frozenset({"REB"})
_BYLINE_PARTS = re.compile(
    r"\s*(?:[,;|•–—]|\s-\s|\bfor\b|\b(?:reporting|report|writing|story|text)\s+by\b|"
    r"^\s*(?:by|from)\b|\band\b)\s*",
    re.IGNORECASE,
)
_NO_ID = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet of the file: its record, the names it goes by and the actor that it is."""

    source: Source
    names: tuple[str, ...]
    domains: tuple[str, ...]
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class OutletFile:
    """All outlets, by folded name and by domain."""

    outlets: tuple[Outlet, ...]
    by_name: Mapping[str, Outlet]
    by_domain: Mapping[str, Outlet]


@cache
def load_outlets() -> OutletFile:
    """The outlets of the package. Raises `DataError` naming the line."""
    path = resources.files("dateline.data").joinpath("outlets.txt")
    return read_outlets(path.read_text(encoding="utf-8"))


def read_outlets(text: str) -> OutletFile:
    """Read the format that heads ``outlets.txt``; of two outlets of one name the first keeps it."""
    outlets = tuple(_read_outlet(number, block) for number, block in _blocks(text))
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    for outlet in outlets:
        for name in outlet.names:
            by_name.setdefault(_name_key(name), outlet)
        for domain in outlet.domains:
            by_domain.setdefault(domain, outlet)
    return OutletFile(outlets, by_name, by_domain)


def outlet_entries() -> dict[str, Entry]:
    """The outlets that are no actors of the actor file, as entries beside it ("Reuters")."""
    found: dict[str, Entry] = {}
    actors = load_actor_file().entries.values()
    asked = {_name_key(name) for outlet in load_outlets().outlets for name in outlet.names}
    taken = {key for e in actors for n in (e.name, *e.aliases) if (key := _name_key(n)) in asked}
    for outlet in load_outlets().outlets:
        source = outlet.source
        if outlet.actor is not None or _name_key(source.name) in taken:
            continue
        identity = "OUTLET_" + _NO_ID.sub("_", fold(source.name).upper()).strip("_")
        own = [n for n in outlet.names if _name_key(n) not in taken]
        names = {n for n in own if not _is_common(n)}
        found[identity] = Entry(
            id=identity,
            name=source.name,
            country=source.country,
            sectors=("JRN", "GOV") if source.kind in ("state", "government") else ("JRN",),
            kind="media",
            aliases=tuple(sorted(names)),
            shorts=tuple(n for n in own if n not in names),
            ties=tuple(DatedTie(t.relation, t.other, note=t.note) for t in source.ties),
        )
    return found


def _is_common(name: str) -> bool:
    """Whether a name is one word that may mean something else ("Dawn", "The Nation")."""
    words = fold(name).removeprefix("the ").split()
    return len(words) == 1 and not name.isupper() and (len(words[0]) < 7 or "The " in name)


def resolve_source(name: str | None, url: str | None) -> Source | None:
    """The outlet of a name or, failing that, of a URL; an unknown name stays as it is given."""
    file = load_outlets()
    outlet = _by_name(file, name) if name and name.strip() else None
    if outlet is None and url:
        outlet = _by_domain(file, url)
    if outlet is None:
        return Source(name.strip()) if name and name.strip() else None
    known = outlet.source
    given = name.strip() if name and name.strip() else known.name
    return Source(given, known.kind, known.owner, known.country, known.ties)


def outlet_named(signatures: Iterable[str]) -> Source | None:
    """The outlet that a byline or dateline names: "Reporting by PMOI/MEK", "By Ann Lee, Reuters".

    Only an outlet of the file counts, by its whole name; anything else in a byline is a person.
    """
    file = load_outlets()
    for signature in signatures:
        for part in reversed(_BYLINE_PARTS.split(signature)):
            words = part.strip(" .()[]")
            outlet = file.by_name.get(_name_key(words)) if words else None
            if outlet is not None and not _is_common(words):
                return replace(outlet.source, name=words)
    return None


def partisan_against(source: Source, actor: Actor) -> str | None:
    """Why an outlet is a party where it reports of ``actor``, in one sentence; None if it is not.

    It is one where its ties say that the actor is its own side or its adversary, or that the
    actor fights, or is backed by, the one or the other.
    """
    for tie in source.ties:
        if tie.relation in _OWN_SIDE:
            if _is_side(actor, tie.other):
                return f"{source.name} is {_as_words(tie)} and reports on its own side."
            if _fights_state(actor, tie.other):
                return (
                    f"{source.name} is {_as_words(tie)}, and {actor.name} is in revolt against "
                    f"{_shown(tie.other)}."
                )
            if any(t.relation == _ADVERSARY and t.other == tie.other for t in actor.ties):
                return (
                    f"{source.name} is {_as_words(tie)}, and {actor.name} is an opponent of "
                    f"{_shown(tie.other)}."
                )
        elif tie.relation == _ADVERSARY:
            if _is_side(actor, tie.other):
                return f"{source.name} is an opponent of {_shown(tie.other)}."
            if any(t.relation in _BACKERS and t.other == tie.other for t in actor.ties):
                return (
                    f"{source.name} is an opponent of {_shown(tie.other)}, "
                    f"and {actor.name} is tied to it."
                )
    return None


def _is_side(actor: Actor, side: str) -> bool:
    """Whether the actor is this side or belongs to it; a state's bodies belong to the state."""
    if actor.id == side:
        return True
    if any(t.other == side and t.relation in ("part_of", "member_of") for t in actor.ties):
        return True
    state = state_of(side)
    if state is None or actor.country != state[0]:
        return False
    own = None if actor.id is None else state_of(actor.id)
    if own is not None or actor.id == state[0]:
        return True
    return bool(actor.sectors) and actor.sectors[0] in _STATE_SECTORS


def _fights_state(actor: Actor, side: str) -> bool:
    """Whether the actor is a rebel in the state that is the outlet's own side."""
    state = state_of(side)
    rebels = bool(_FIGHTS.intersection(actor.sectors[:1]))
    return state is not None and rebels and actor.country == state[0]


def _as_words(tie: Tie) -> str:
    return f"{tie.relation.replace('_', ' ')} {_shown(tie.other)}"


def _shown(identity: str) -> str:
    """An id as words: "IRN_GOV" -> "the government of IRN", "HEZBOLLAH" -> "Hezbollah"."""
    state = state_of(identity)
    if state is None:
        entry = load_actor_file().entries.get(identity)
        return identity if entry is None else entry.name
    bodies = {"GOV": "government", "MIL": "military", "COP": "police", "SPY": "intelligence"}
    return f"the {bodies.get(state[1], state[1])} of {state[0]}"


def _by_name(file: OutletFile, name: str) -> Outlet | None:
    key = _name_key(name)
    found = file.by_name.get(key)
    if found is None and "." in name and " " not in name.strip():
        return _by_domain(file, name.strip())
    return found


def _by_domain(file: OutletFile, url: str) -> Outlet | None:
    """The outlet whose domain a URL's host is or ends with."""
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    labels = host.lower().removeprefix("www.").split(".")
    for start in range(len(labels) - 1):
        found = file.by_domain.get(".".join(labels[start:]))
        if found is not None:
            return found
    return None


def _name_key(name: str) -> str:
    return fold(name).removeprefix("the ")


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    start, block = 0, list[str]()
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].rstrip()
        if not line:
            continue
        if block and not line[0].isspace():
            yield start, block
            block = []
        if not block:
            start = number
        block.append(line.strip())
    if block:
        yield start, block


def _read_outlet(number: int, block: list[str]) -> Outlet:
    head, *lines = block
    parts = [p.strip() for p in head.split("|")]
    if len(parts) != 4 or parts[1] not in _KINDS:
        raise DataError(f"outlets.txt:{number}: not NAME | KIND | COUNTRY | OWNER: {head!r}")
    name, kind, country, owner = parts
    names, domains, ties, actor = [name], list[str](), list[Tie](), None
    for line in lines:
        key, _, value = line.partition(" ")
        items = [v.strip() for v in value.split(";") if v.strip()]
        if key == "aka":
            names += items
        elif key == "web":
            domains += items
        elif key == "actor":
            actor = value.strip()
        elif key in TIE_RELATIONS:
            ties.append(_read_tie(number, key, value))
        else:
            raise DataError(f"outlets.txt:{number}: not a line of an outlet: {line!r}")
    source = Source(
        name=name,
        kind=cast(OutletKind, kind),
        owner=None if owner == "-" else owner,
        country=None if country == "-" else country,
        ties=tuple(ties),
    )
    return Outlet(source, tuple(names), tuple(domains), actor)


def _read_tie(number: int, relation: str, text: str) -> Tie:
    stated, _, note = text.partition("--")
    other, _, when = stated.strip().partition(" ")
    try:
        period = read_period(when)
    except ValueError as error:
        raise DataError(f"outlets.txt:{number}: {error}") from error
    return Tie(relation, other, "; ".join(filter(None, (note.strip(), str(period)))))
