"""Drafts become entries: whom the shipped file has already is joined, ties find whom they mean."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..actor_file import DatedTie, Entry, id_of
from ..names import fold
from ..states import state_of
from .drafts import Countries, Draft, DraftTie, Reading, distinct, is_body
from .writing import clean, clean_names, entry_text

LOST_TIES = "tie{s} to actors that are not in the files"
OWN_OFFICES = "office{s} of people whose offices are in the shipped file"
_DEFAULT_KINDS = {
    "PTY": "party", "IGO": "igo", "NGO": "ngo", "BUS": "company", "LAB": "union", "GOV": "body",
    "MIL": "body", "COP": "body", "LEG": "body", "JUD": "body", "SPY": "body", "ELI": "person",
}  # fmt: skip


@dataclass(slots=True)
class Joiner:
    """Gives drafts their ids. ``shipped`` are the entries by id that the package has."""

    shipped: Mapping[str, Entry]
    countries: Countries
    _names: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _given: dict[str, Draft] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)
    _mine: dict[str, str | None] = field(default_factory=dict)
    """Folded name -> the draft's id, None where several have it."""
    _numbers: defaultdict[str, int] = field(default_factory=lambda: defaultdict(lambda: 1))

    def __post_init__(self) -> None:
        for entry in self.shipped.values():
            for name in (entry.name, *entry.aliases):
                self._names[fold(name)].add(entry.id)

    def join(self, readings: Sequence[Reading]) -> None:
        """Write the drafts of files that belong together as blocks of the actor file."""
        chosen = [[(self._id(draft), draft) for draft in one.drafts] for one in readings]
        for reading, pairs in zip(readings, chosen, strict=True):
            found: dict[str, Entry] = {}
            for identity, draft in pairs:
                entry = self._entry(identity, draft, reading)
                old = found.get(identity)
                found[identity] = entry if old is None else _together(old, entry)
            reading.blocks += map(entry_text, found.values())
            reading.entries += len(found)
            reading.joined += sum(i in self.shipped or state_of(i) is not None for i in found)

    # -- ids -------------------------------------------------------------------------------

    def _id(self, draft: Draft) -> str:
        identity = draft.id or self._shipped_id(draft) or self._new_id(draft)
        self._given.setdefault(identity, draft)
        if draft.key is not None:
            self._keys[draft.key] = identity
        for name in (draft.name, *draft.aliases):
            key = fold(name)
            self._mine[key] = identity if self._mine.get(key, identity) == identity else None
        return identity

    def _shipped_id(self, draft: Draft) -> str | None:
        """The id of the one shipped entry that has the name, in the same country or in none.

        Where nobody has it, a further name of several words tells.
        """
        found = {i for i in self._names.get(fold(draft.name), ()) if self._fits(i, draft)}
        if not found:
            long = (name for name in map(fold, draft.aliases) if " " in name)
            found = {i for name in long for i in self._names.get(name, ()) if self._fits(i, draft)}
        return found.pop() if len(found) == 1 else None

    def _fits(self, identity: str, draft: Draft) -> bool:
        entry = self.shipped[identity]
        told = draft.kind is not None and not draft.guessed
        if told and draft.is_person != entry.is_person:
            return False
        places = {entry.country, *entry.where} - {None}
        return draft.country is None or not places or draft.country in places

    def _new_id(self, draft: Draft) -> str:
        """The name in capitals; with the country where another has it, then with a number."""
        plain = id_of(draft.name) or f"X_{_mark(draft.name)}"
        longer = f"{plain}_{draft.country or draft.kind or 'X'}".upper()
        for identity in (plain, longer):
            if self._is_free(identity, draft):
                return identity
        while True:
            self._numbers[longer] += 1
            identity = f"{longer}_{self._numbers[longer]}"
            if self._is_free(identity, draft):
                return identity

    def _is_free(self, identity: str, draft: Draft) -> bool:
        if identity in self.shipped or self._state(identity):
            return False
        old = self._given.get(identity)
        if old is None:
            return True
        same = fold(old.name) == fold(draft.name) and old.is_person == draft.is_person
        agrees = old.country == draft.country or None in (old.country, draft.country)
        return same and agrees and old.key == draft.key

    def _state(self, identity: str) -> bool:
        """Whether an id is a state's or one of its bodies'."""
        if state_of(identity) is not None:
            return True
        return len(identity) == 3 and self.countries.country_code(identity) == identity

    # -- entries ---------------------------------------------------------------------------

    def _entry(self, identity: str, draft: Draft, reading: Reading) -> Entry:
        old = self.shipped.get(identity)
        names = clean_names((draft.name, *draft.aliases))
        if state_of(identity) is not None:
            reading.left_out[LOST_TIES] += len(draft.ties)
            shorts = clean_names(draft.shorts)
            return Entry(identity, names[0], None, (), "state", aliases=names, shorts=shorts)
        sectors = draft.sectors
        kind = draft.kind or _DEFAULT_KINDS.get(sectors[0] if sectors else "", "group")
        entry = Entry(
            id=identity,
            name=names[0],
            country=draft.country,
            sectors=sectors,
            kind=kind,
            active=draft.active,
            shorts=clean_names(draft.shorts),
            called=clean_names(draft.called),
            where=draft.where,
            acled_type=draft.acled_type,
            offices=tuple(replace(o, title=clean(o.title)) for o in draft.offices),
            ties=self._ties(identity, draft, reading),
        )
        if old is not None:
            entry = _laid_over(old, entry, draft, reading)
        own = () if entry.kind == "media" else (entry.name,)  # by its name alone no outlet is found
        return replace(entry, aliases=distinct(names, *own))

    def _ties(self, identity: str, draft: Draft, reading: Reading) -> tuple[DatedTie, ...]:
        found: list[DatedTie] = []
        for tie in draft.ties:
            other = self._keys.get(tie.other) or self._other(tie)
            if other is None and draft.outranks:
                shown = tie.other if len(tie.other) <= 60 else f"{tie.other[:59]}…"
                reading.complain(draft.line, f"{tie.relation}: nobody is called {shown!r}")
            elif other is None:
                reading.left_out[LOST_TIES] += 1
            elif other != identity:
                found.append(DatedTie(tie.relation, other, tie.period, clean(tie.note)))
        return tuple(dict.fromkeys(found))

    def _other(self, tie: DraftTie) -> str | None:
        """The id that a tie means by an id, a name or a country (its government)."""
        text = tie.other.strip()
        if text in self._given or text in self.shipped or is_body(text, self.countries):
            return text
        key = fold(text)
        if key in self._mine:
            return self._mine[key]
        found = self._names.get(key, ())
        if found:
            return next(iter(found)) if len(found) == 1 else None
        country = self.countries.country_code(text)
        return f"{country}_GOV" if country else None


def _laid_over(old: Entry, new: Entry, draft: Draft, reading: Reading) -> Entry:
    """A draft of a shipped entry: what it outranks, or does not say, and what it adds."""
    if old.offices and new.offices:
        reading.left_out[OWN_OFFICES] += len(new.offices)
        new = replace(new, offices=())
    if draft.outranks:
        return replace(
            new,
            name=new.name if draft.id else old.name,
            country=new.country or old.country,
            sectors=draft.sectors or old.sectors,
            kind=draft.kind or old.kind,
            active=new.active if str(new.active) else old.active,
        )
    known = {tie.other for tie in old.ties}
    return replace(
        new,
        name=old.name,
        country=old.country,
        sectors=old.sectors,
        kind=old.kind,
        active=old.active,
        called=new.called if old.is_person else (),
        offices=new.offices if old.is_person else (),
        ties=tuple(tie for tie in new.ties if tie.other not in known),
    )


def _together(one: Entry, other: Entry) -> Entry:
    """Two drafts of one actor: the first says who it is."""
    own = () if one.kind in ("state", "media") else (one.name,)
    return replace(
        one,
        aliases=distinct((*one.aliases, other.name, *other.aliases), *own),
        shorts=distinct((*one.shorts, *other.shorts)),
        called=distinct((*one.called, *other.called)),
        where=tuple(dict.fromkeys((*one.where, *other.where))),
        offices=tuple(dict.fromkeys((*one.offices, *other.offices))),
        ties=tuple(dict.fromkeys((*one.ties, *other.ties))),
    )


def _mark(name: str) -> str:
    """What stands in an id for a name in another script."""
    return hashlib.sha256(fold(name).encode()).hexdigest()[:8].upper()
