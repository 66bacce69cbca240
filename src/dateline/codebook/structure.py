"""What the participants settle about a type: a state takes a place or rebels do."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..errors import CodebookError

_KEYS = frozenset(("from", "actor", "target", "home", "to", "why"))


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part, as far as it is known: ACLED actor types, and whether at home.

    ``home`` is True where the actor's country is the place's, False where it is another's, None
    where one of the two is not known.
    """

    actor: str | None = None
    target: str | None = None
    home: bool | None = None


@dataclass(frozen=True, slots=True)
class StructureRule:
    """One row of ``structure.toml``."""

    types: frozenset[str]
    actor: frozenset[str]
    target: frozenset[str]
    home: bool
    to: str
    why: str

    def fits(self, event_type: str, parties: Parties) -> bool:
        """Whether the rule renames a report of this type with these parties."""
        if event_type not in self.types or parties.actor not in self.actor:
            return False
        if self.target and parties.target not in self.target:
            return False
        return not (self.home and parties.home is False)


def settle(event_type: str, parties: Parties) -> StructureRule | None:
    """The first rule that renames a report; None where its type stays."""
    return next((rule for rule in structure_rules() if rule.fits(event_type, parties)), None)


@cache
def structure_rules() -> tuple[StructureRule, ...]:
    """The rules of ``structure.toml``. Raises `CodebookError` for an unknown key."""
    path = resources.files("dateline.codebook").joinpath("data/structure.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    for row in rows:
        if unknown := sorted(set(row) - _KEYS):
            raise CodebookError(f"structure.toml: unknown key {unknown[0]!r}")
    return tuple(
        StructureRule(
            frozenset(row["from"]),
            frozenset(row["actor"]),
            frozenset(row.get("target", ())),
            bool(row.get("home", False)),
            row["to"],
            row["why"],
        )
        for row in rows
    )
