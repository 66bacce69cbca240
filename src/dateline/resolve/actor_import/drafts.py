"""Actors as a foreign file states them, before they are entries; and what was wrong in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from ..actor_file import Office
from ..names import fold
from ..periods import EVER, Period
from ..states import state_of


class Countries(Protocol):
    """What is asked of the gazetteer while actors are read."""

    def country_code(self, word: str) -> str | None:
        """ISO-3 of a country's ISO code, two letters or three, or of its name."""

    def country_name(self, iso3: str) -> str:
        """The English name of a country."""


@dataclass(frozen=True, slots=True)
class DraftTie:
    """A tie to another actor, whom the file calls by an id, a key of its own or a name."""

    relation: str
    other: str
    period: Period = EVER
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One actor as a file states it; ``line`` is where it starts."""

    line: int
    name: str
    id: str | None = None
    """The id that the file's author gives it."""
    key: str | None = None
    """What the file itself calls it, which is no id of ours."""
    country: str | None = None
    sectors: tuple[str, ...] = ()
    kind: str | None = None
    active: Period = EVER
    aliases: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    acled_type: str | None = None
    offices: tuple[Office, ...] = ()
    ties: tuple[DraftTie, ...] = ()
    guessed: bool = False
    """Whether the kind is only guessed from the name."""
    outranks: bool = False
    """Whether it outranks what a shipped entry of the same name says."""

    @property
    def is_person(self) -> bool:
        """Whether the actor is a person."""
        return self.kind == "person"


@dataclass(slots=True)
class Reading:
    """What has been read of one file so far."""

    file: str
    format: str = ""
    drafts: list[Draft] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    """Entries that are written in the package's own format already."""
    complaints: list[tuple[int, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """What was passed over on purpose, and how often; ``{s}`` stands where more than one adds s."""
    unread: list[tuple[int, str]] = field(default_factory=list)
    """Columns that are not read, with the line of their names."""
    entries: int = 0
    """How many entries the blocks are."""
    broken: str | None = None
    """Why nothing of the file could be read, where that is so."""
    joined: int = 0
    """How many are joined to a shipped entry."""

    @property
    def is_good(self) -> bool:
        """Whether all of the file could be read."""
        return self.broken is None and not self.complaints

    def complain(self, line: int, what: str) -> None:
        """Note what is wrong with a line."""
        self.complaints.append((line, what))

    def told(self, most: int) -> Iterator[str]:
        """A line for each complaint in the file's order, of many the first ``most``."""
        if self.broken is not None:
            yield self.broken
        for line, what in sorted(self.complaints)[:most]:
            yield f"{self.file}:{line}: {what}"
        if len(self.complaints) > most:
            yield f"{self.file}: {len(self.complaints) - most:,} more lines could not be read"
        for line, column in self.unread:
            yield f"{self.file}:{line}: the column {column!r} is not read"

    def passed_over(self) -> Iterator[str]:
        """A line for each sort of thing that is left out on purpose."""
        for what, number in self.left_out.items():
            if number:
                counted = what.replace("{s}", "" if number == 1 else "s")
                yield f"{self.file}: left out: {number:,} {counted}"


def is_body(identity: str, countries: Countries) -> bool:
    """Whether an id is that of a part of a state that there is."""
    state = state_of(identity)
    return state is not None and countries.country_code(state[0]) == state[0]


def distinct(names: tuple[str, ...], *but: str) -> tuple[str, ...]:
    """The names that differ in more than case, accents and dots, without those of ``but``."""
    seen = {fold(name) for name in but} | {""}
    found = []
    for name in names:
        key = fold(name)
        if key not in seen:
            seen.add(key)
            found.append(name)
    return tuple(found)
