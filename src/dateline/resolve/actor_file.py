"""The actor file: named organisations, armed groups, parties, offices and people.

The file is the folder ``data/actors``, read in the order of its file names. An entry is a
line that is not indented, with indented lines that say more::

    BADR | Badr Organisation | IRQ | PRM PTY | group 1982..
      aka Badr Corps; Badr Brigade; Munadhamat Badr
      short Badr
      backed_by IRN_GOV 1982.. -- ICG Middle East Report 188, 2018

The five parts are id, name, country (ISO 3166-1 alpha-3, or ``-``), PLOVER sectors (the
main one first, or ``-``) and kind with the years in being. Then, as needed:

``aka``     other names, spellings and acronyms, good by themselves
``short``   names shared with others, good only where the country agrees
``called``  what a person is called for short, beside the last word of the name ("Abiy", "Xi")
``in``      further countries where it is active
``acled``   its ACLED actor type, where the sectors do not settle it
``office``  what a person holds: owner, title, sectors, period (``office IRQ | president | GOV |
            2018-10-02..2022-10-13``)
any relation of `records.event.RelationKind`, and ``opposes``: the other's id, the period, and
            after ``--`` where the tie is commonly stated

Holders of one office are listed together, a name a line (a fourth part gives the sectors of those
who left it, else ELI)::

    @office IRQ | prime minister | GOV
    2018-10-25..2020-05-07 Adel Abdul Mahdi; Adil Abdul-Mahdi
    2018-04-02.. Abiy Ahmed; Abiy Ahmed Ali; ~Abiy

where ``~`` marks what the person is called for short. Entries of which there is little to say
but the names are listed together, too, a country and the names a line::

    @names company | BUS
    USA Boeing; Boeing Company
``@metonym RUS_GOV | ...`` gives names that mean an id when they stand alone, ``@alias`` names of a
part of a state, ``@short`` those that it shares with others, ``@common`` surnames that mean nobody
without a country, ``@capital`` names that are common words and need a capital letter. ``@role MIL |
highlander; hill fighter`` gives common nouns, in the singular, their sectors. Entries of
one id, also across files, are put together. A period is ``START..END``, both included; each a
year, month or day, or nothing where open.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from ..codebook.place_codes import is_country_code
from ..errors import DataError
from .names import fold
from .periods import EVER, Period, read_period

ENTRY_KINDS = frozenset(
    "group party person body igo ngo company media movement union place court".split()
)
TIE_RELATIONS = frozenset(
    "affiliated_with led_by member_of backed_by part_of owned_by mouthpiece_of splinter_of "
    "allied_with designated_by opposes".split()
)
_LISTS = ("@office ", "@names ")
_LISTED = re.compile(r"(?:[\d.][\d.-]*|[A-Z]{3}|-) [^|]+$")
_ID = re.compile(r"[A-Z0-9_]+$")
_NO_ID = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class DatedTie:
    """A tie of an entry to another id, while ``period`` lasts."""

    relation: str
    other: str
    period: Period = EVER
    note: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """What a person holds: ``owner`` is a country or an entry's id."""

    owner: str
    title: str
    sectors: tuple[str, ...]
    period: Period = EVER


@dataclass(frozen=True, slots=True)
class Entry:
    """One named actor."""

    id: str
    name: str
    country: str | None
    sectors: tuple[str, ...]
    kind: str
    active: Period = EVER
    aliases: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    acled_type: str | None = None
    offices: tuple[Office, ...] = ()
    ties: tuple[DatedTie, ...] = ()

    @property
    def is_person(self) -> bool:
        """Whether the entry is a person."""
        return self.kind == "person"

    def offices_on(self, on: date | None) -> tuple[Office, ...]:
        """The offices held on a day; without a day, those that have no end yet."""
        if on is None:
            return tuple(o for o in self.offices if o.period.end is None)
        return tuple(o for o in self.offices if o.period.holds(on))


@dataclass(frozen=True, slots=True)
class ActorFile:
    """All entries by id, the names that stand for an id, and a hash of the text read."""

    entries: dict[str, Entry]
    metonyms: dict[str, str]
    common: frozenset[str]
    capital: frozenset[str]
    version: str
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Common nouns as they are written -> PLOVER sectors."""
    own: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Folded names that a user's file gives, and to which ids; there they win."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    entries: dict[str, Entry] = field(default_factory=dict)
    metonyms: dict[str, str] = field(default_factory=dict)
    common: set[str] = field(default_factory=set)
    capital: set[str] = field(default_factory=set)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        old = self.entries.get(entry.id)
        self.entries[entry.id] = entry if old is None else _joined(old, entry)


def read_actor_texts(
    texts: Iterable[tuple[str, str]], *, own: Iterable[tuple[str, str]] = ()
) -> ActorFile:
    """Read (name, content), ``own`` over the others. Raises `DataError` naming file and line."""
    digest = hashlib.sha256()
    reading, laid_over = _read(texts, digest), _read(own, digest)
    given = _names_given(laid_over.entries.values())
    for entry in laid_over.entries.values():
        reading.add(entry)
    _take_home(reading.entries)
    metonyms = {n: i for n, i in reading.metonyms.items() if n not in given}
    return ActorFile(
        entries=reading.entries,
        metonyms={**metonyms, **laid_over.metonyms},
        common=frozenset(reading.common | laid_over.common),
        capital=frozenset(reading.capital | laid_over.capital),
        version=digest.hexdigest()[:8],
        roles={**reading.roles, **laid_over.roles},
        own=given,
    )


def _read(texts: Iterable[tuple[str, str]], digest: hashlib._Hash) -> _Reading:
    reading = _Reading()
    for name, text in texts:
        digest.update(text.encode())
        for number, block in blocks(text.splitlines()):
            try:
                _read_block(reading, block)
            except (ValueError, IndexError) as error:
                raise DataError(f"{name}:{number}: {error}") from error
    return reading


def _take_home(entries: dict[str, Entry]) -> None:
    """Give those who hold an office of a body of three letters ("WHO") the body's country.

    Where they are listed it may not have been read yet, and three letters are a country's code.
    """
    for identity, entry in entries.items():
        owner = entry.country
        if entry.is_person and owner in entries and not is_country_code(owner):
            entries[identity] = replace(entry, country=entries[owner].country)


def _names_given(entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """The names that entries have for themselves, folded, and the ids of those that have them."""
    given: dict[str, frozenset[str]] = {}
    for entry in entries:
        own = () if entry.kind in ("state", "media") else (entry.name,)
        for name in (*own, *entry.aliases):
            given[fold(name)] = given.get(fold(name), frozenset()) | {entry.id}
    return given


def blocks(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The entries of a text: a line that is not indented with the lines that belong to it."""
    start, block = 0, list[str]()
    for number, raw in enumerate(lines, start=1):
        line = raw.partition("#")[0].rstrip() if "#" in raw else raw.rstrip()
        if not line:
            continue
        listed = bool(block) and block[0].startswith(_LISTS) and _LISTED.match(line)
        if block and not (line[0].isspace() or listed):
            yield start, block
            block = []
        if not block:
            start = number
        block.append(line.strip())
    if block:
        yield start, block


def _read_block(reading: _Reading, block: list[str]) -> None:
    head, *rest = block
    if head.startswith("@office "):
        owner, title, sectors, *after = _parts(head.removeprefix("@office "), 3, 4)
        for line in rest:
            holder = _holder(line, owner=owner, title=title, sectors=_codes(sectors))
            reading.add(replace(holder, sectors=_codes(after[0])) if after else holder)
    elif head.startswith("@names "):
        kind, sectors = _parts(head.removeprefix("@names "), 2)
        for line in rest:
            country, _, names = line.partition(" ")
            name, *aliases = _list(names)
            word, active = _kind(kind)
            reading.add(
                Entry(
                    _checked(id_of(name)),
                    name,
                    None if country == "-" else country,
                    _codes(sectors),
                    word,
                    active,
                    tuple(aliases),
                )
            )
    elif head.startswith(("@alias ", "@short ")):
        identity, names = _parts(head.partition(" ")[2], 2)
        reading.add(_state(identity, tuple(_list(names)), short=head.startswith("@short")))
    elif head.startswith("@metonym "):
        target, names = _parts(head.removeprefix("@metonym "), 2)
        reading.metonyms.update((fold(n), target) for n in _list(names))
    elif head.startswith("@role "):
        sectors, names = _parts(head.removeprefix("@role "), 2)
        reading.roles.update((n, _codes(sectors)) for n in _list(names))
    elif head.startswith("@capital "):
        reading.capital.update(fold(n) for n in _list(head.removeprefix("@capital ")))
    elif head.startswith("@common "):
        reading.common.update(fold(n) for n in _list(head.removeprefix("@common ")))
    else:
        reading.add(_entry(head, rest))


def _entry(head: str, lines: list[str]) -> Entry:
    identity, name, country, sectors, kind = _parts(head, 5)
    word, active = _kind(kind)
    lists: defaultdict[str, list[str]] = defaultdict(list)
    ties: list[DatedTie] = []
    offices: list[Office] = []
    acled_type = None
    for line in lines:
        key, _, value = line.partition(" ")
        value = value.strip()
        if key in ("aka", "short", "called"):
            lists[key] += _list(value)
        elif key == "in":
            lists[key] += value.split()
        elif key == "acled":
            acled_type = value
        elif key == "office":
            owner, title, held, when = _parts(value, 4)
            offices.append(Office(owner, title, _codes(held), read_period(when)))
        elif key in TIE_RELATIONS:
            ties.append(_tie(key, value))
        else:
            raise ValueError(f"not a line of an entry: {line!r}")
    return Entry(
        id=_checked(identity),
        name=name,
        country=None if country == "-" else country,
        sectors=_codes(sectors),
        kind=word,
        active=active,
        aliases=tuple(lists["aka"]),
        shorts=tuple(lists["short"]),
        called=tuple(lists["called"]),
        where=tuple(lists["in"]),
        acled_type=acled_type,
        offices=tuple(offices),
        ties=tuple(ties),
    )


def _checked(identity: str) -> str:
    if not _ID.match(identity):
        raise ValueError(f"not an id: {identity!r}")
    return identity


@lru_cache(maxsize=1024)
def _kind(text: str) -> tuple[str, Period]:
    """ "group 1982.." as the kind and the years in being."""
    word, _, period = text.partition(" ")
    if word not in ENTRY_KINDS:
        raise ValueError(f"not a kind of entry: {word!r}")
    return word, read_period(period)


def _state(identity: str, names: tuple[str, ...], *, short: bool) -> Entry:
    """A part of a state, which has its own name from the country's."""
    country, _, body = identity.partition("_")
    aliases, shorts = ((), names) if short else (names, ())
    return Entry(identity, names[0], country, (body,), "state", aliases=aliases, shorts=shorts)


def _holder(line: str, *, owner: str, title: str, sectors: tuple[str, ...]) -> Entry:
    """One line of an ``@office`` list; the id is the name in capitals."""
    when, _, names = line.partition(" ")
    name, *others = _list(names)
    return Entry(
        id=id_of(name),
        name=name,
        country=owner if len(owner) == 3 else None,
        sectors=("ELI",),
        kind="person",
        aliases=tuple([n for n in others if n[0] != "~"]) if others else (),
        called=tuple([n[1:] for n in others if n[0] == "~"]) if others else (),
        offices=(Office(owner, title, sectors, read_period(when)),),
    )


def id_of(name: str) -> str:
    """The id that a name makes by itself; "" where it has no letter that an id may have."""
    folded = fold(name).upper()
    if folded.isascii() and folded.replace(" ", "").isalnum():
        return folded.replace(" ", "_")
    return _NO_ID.sub("_", folded).strip("_")


def _joined(old: Entry, new: Entry) -> Entry:
    """Two descriptions of one id: what the entry proper says outranks an office list."""
    proper, other = (new, old) if new.sectors != ("ELI",) else (old, new)
    return replace(
        proper,
        country=proper.country or other.country,
        aliases=tuple(dict.fromkeys((*old.aliases, *new.aliases, *_other_name(proper, other)))),
        shorts=tuple(dict.fromkeys((*old.shorts, *new.shorts))),
        called=tuple(dict.fromkeys((*old.called, *new.called))),
        where=tuple(dict.fromkeys((*old.where, *new.where))),
        acled_type=proper.acled_type or other.acled_type,
        offices=(*old.offices, *new.offices),
        ties=(*old.ties, *new.ties),
    )


def _other_name(proper: Entry, other: Entry) -> tuple[str, ...]:
    return () if proper.kind == "state" else (other.name,)


def _tie(relation: str, text: str) -> DatedTie:
    stated, _, note = text.partition("--")
    other, _, when = stated.strip().partition(" ")
    return DatedTie(relation, other, read_period(when), note.strip())


def _parts(text: str, *counts: int) -> list[str]:
    parts = [p.strip() for p in text.split("|")]
    if len(parts) not in counts or not all(parts):
        raise ValueError(f"{counts[0]} parts separated by | expected: {text!r}")
    return parts


def _list(text: str) -> list[str]:
    return [name for part in text.split(";") if (name := part.strip())]


@lru_cache(maxsize=1024)
def _codes(text: str) -> tuple[str, ...]:
    return () if text == "-" else tuple(text.split())
