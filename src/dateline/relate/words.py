"""The cue words of ties: what each states, in which form and with which preposition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast, get_args

from ..errors import CodebookError
from ..records.event import RelationKind

_FORMS = ("hyphen", "after", "active", "noun", "self", "title", "having")
_RELATIONS: tuple[str, ...] = get_args(RelationKind)


@dataclass(frozen=True, slots=True)
class TieCue:
    """A relation that a word can state in one form, with the prepositions it takes."""

    relation: RelationKind
    preps: frozenset[str]
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class TieWords:
    """``ties.txt`` read: form -> word -> cues, and the lists of words."""

    forms: Mapping[str, Mapping[str, tuple[TieCue, ...]]]
    lists: Mapping[str, frozenset[str]]


@cache
def load_tie_words(language: str = "en") -> TieWords:
    """Load the shipped cue words. Raises `CodebookError` naming the line."""
    path = resources.files("dateline.lang").joinpath(language, "ties.txt")
    return read_tie_words(path.read_text(encoding="utf-8"))


def read_tie_words(text: str) -> TieWords:
    """Read the format that heads ``ties.txt``."""
    forms: dict[str, dict[str, tuple[TieCue, ...]]] = {form: {} for form in _FORMS}
    lists: dict[str, frozenset[str]] = {}
    section = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and section in _RELATIONS:
            head, colon, words = line.partition(":")
            form, *preps = head.split() or [""]
            if not colon or form not in forms:
                raise CodebookError(f"ties.txt:{number}: not a line of a relation: {line!r}")
            for word in words.split():
                modifier, _, noun = word.rpartition("_")
                cue = TieCue(cast(RelationKind, section), frozenset(preps), modifier)
                forms[form][noun] = (*forms[form].get(noun, ()), cue)
        elif line:
            lists[section] = lists.get(section, frozenset()) | frozenset(line.lower().split())
    return TieWords(forms, lists)
