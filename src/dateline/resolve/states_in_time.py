"""Which state a land lay in on a day: ``data/states_in_time.txt``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from ..errors import DataError

FILE = "states_in_time.txt"
_FIELDS = 5


@dataclass(frozen=True, slots=True)
class StateThen:
    """The state that a land was part of: its alpha-3 then, its name, the first day it was not."""

    iso3: str
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Spell:
    """One line of the file: ``unit`` is a first-level unit of ``land``, None for all of it."""

    start: date
    land: str
    unit: str | None
    state: StateThen


def country_on(iso3: str, day: date, unit: str | None = None) -> StateThen | None:
    """The state in which today's country ``iso3``, or its first-level ``unit``, lay on a day.

    None where that was the country itself, and for days before 1945.
    """
    spells = _shipped()
    own = spells.get((iso3, unit), ()) if unit is not None else ()
    found = (
        s.state for s in (*own, *spells.get((iso3, None), ())) if s.start <= day < s.state.until
    )
    return next(found, None)


def read_spells(text: str) -> tuple[Spell, ...]:
    """The lines of the file's text. Raises `DataError` for a line that says nothing clear."""
    return tuple(
        _spell(number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    )


def _spell(number: int, line: str) -> Spell:
    fields = [field.strip() for field in line.split("|")]
    if len(fields) not in (_FIELDS, _FIELDS + 1):
        raise DataError(f"{FILE}:{number}: not FROM | TO | LAND | THEN | NAME | NOTE")
    land, _, unit = fields[2].partition("/")
    try:
        start, until = map(date.fromisoformat, fields[:2])
    except ValueError as exc:
        raise DataError(f"{FILE}:{number}: {exc}") from exc
    return Spell(start, land, unit or None, StateThen(fields[3], fields[4], until))


@cache
def _shipped() -> Mapping[tuple[str, str | None], tuple[Spell, ...]]:
    spells = defaultdict(list)
    text = resources.files("dateline").joinpath("data", FILE).read_text("utf-8")
    for spell in read_spells(text):
        spells[spell.land, spell.unit].append(spell)
    return {key: tuple(found) for key, found in spells.items()}
