"""The words of ``lang/en/contradictions.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

Words = Mapping[str, tuple[str, ...]]


@cache
def words(section: str, language: str = "en") -> Words:
    """Key -> words of one section."""
    path = resources.files("dateline.lang").joinpath(language, "contradictions.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: tuple(values) for key, values in table[section].items()}


@cache
def lines(section: str, key: str) -> tuple[frozenset[str], ...]:
    """A list whose entries are words of one meaning each."""
    return tuple(frozenset(line.split()) for line in words(section)[key])


@cache
def pattern(section: str, key: str) -> re.Pattern[str]:
    """Matches any of a key's words, as whole words, in whatever letters."""
    return re.compile(rf"\b(?:{any_of(words(section)[key])})(?!\w)", re.IGNORECASE)


def any_of(found: Iterable[str]) -> str:
    """The words as alternatives of a pattern, longest first."""
    return "|".join(sorted((re.escape(word) for word in found), key=len, reverse=True))
