"""A match of a phrase pattern, with what a builder asks of it and of the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .date_expressions import Expression
from .date_lexicon import Item


@dataclass(slots=True)
class Found:
    """A match of a pattern, as the builders see it."""

    text: str
    cased: bool
    """Whether capitals mean anything in this text."""
    items: list[Item]
    match: re.Match[str]
    sets: Mapping[str, frozenset[str]]

    def all(self, name: str) -> list[Item]:
        """The items bound to ``name``."""
        start, end = self.match.span(name) if name in self.match.re.groupindex else (-1, -1)
        return self.items[start:end] if start >= 0 else []

    def one(self, name: str) -> Item | None:
        """The first item bound to ``name``."""
        return next(iter(self.all(name)), None)

    def words(self, name: str) -> str:
        """The words bound to ``name``, lower-cased, joined by blanks."""
        return " ".join(item.lower for item in self.all(name))

    def value(self, name: str, *classes: str) -> str | None:
        """The first meaning, in one of ``classes``, of the items bound to ``name``."""
        values = (item.value(*classes) for item in self.all(name))
        return next((v for v in values if v is not None), None)

    def expression(self, name: str) -> Expression:
        """The expression bound to ``name``, which its pattern makes sure of."""
        found = next(i.expression for i in self.all(name) if i.expression is not None)
        assert found is not None
        return found

    def before(self, steps: int = 1) -> Item | None:
        """The item ``steps`` before the match."""
        index = self.match.start() - steps
        return self.items[index] if index >= 0 else None

    def word_before(self, steps: int = 1) -> str:
        """The word ``steps`` before the match, lower-cased, or ``""``."""
        item = self.before(steps)
        return item.lower if item else ""

    def after(self) -> Item | None:
        """The item after the match."""
        index = self.match.end()
        return self.items[index] if index < len(self.items) else None

    def word_after(self) -> str:
        """The word after the match, lower-cased, or ``""``."""
        item = self.after()
        return item.lower if item else ""

    def capital(self, item: Item | None) -> bool:
        """Whether the word is written with a capital that means something: "May", not "MAY"."""
        if item is None or not self.cased:
            return False
        word = self.text[item.start : item.end]
        return word[:1].isupper() and not (len(word) > 1 and word.isupper())

    def noun_after(self) -> bool:
        """Whether a lower-case word that could be counted stands after the match."""
        item = self.after()
        if item is None or not item.lower or not item.lower[0].isalpha():
            return False
        if self.cased and self.text[item.start].isupper():
            return False
        return item.lower not in self.sets["FOLLOW"] and not item.values
