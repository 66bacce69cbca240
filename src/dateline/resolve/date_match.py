"""A match of a phrase pattern, with what a builder asks of it and of the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from .date_expressions import Expression, UnitName
from .date_tokens import Item

E = TypeVar("E")
_NAME_WORDS = 4
"""How many words behind a date are looked at for the head of a name or noun phrase."""


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

    @property
    def inside(self) -> list[Item]:
        """The items matched."""
        return self.items[self.match.start() : self.match.end()]

    @property
    def first(self) -> Item:
        """The first item matched."""
        return self.items[self.match.start()]

    @property
    def last(self) -> Item:
        """The last item matched."""
        return self.items[self.match.end() - 1]

    def words(self, name: str) -> str:
        """The words bound to ``name``, lower-cased, joined by blanks."""
        return " ".join(item.lower for item in self.all(name))

    def value(self, name: str, *classes: str) -> str | None:
        """The first meaning, in one of ``classes``, of the items bound to ``name``."""
        values = (item.value(*classes) for item in self.all(name))
        return next((v for v in values if v is not None), None)

    def number(self, name: str, *classes: str) -> int | None:
        """The first meaning of the items bound to ``name``, as a number."""
        value = self.value(name, *classes)
        return None if value is None else number_in(value)

    def year(self) -> int | None:
        """The year that the pattern has bound: "2019", or of two digits "'87" and "of 87"."""
        year = self.number("year", "YEAR")
        if year is not None:
            return year
        two = self.value("two", "TWO") or self.value("old", "OLD")
        return None if two is None else full_year(int(two))

    def unit(self, name: str = "u") -> UnitName:
        """The unit bound to ``name``."""
        return cast(UnitName, self.value(name, "UNIT", "UNITS"))

    def turn(self) -> int:
        """-1 for "last", 0 for "this", 1 for "next"."""
        return int(self.value("turn", "TURN") or 0)

    def expression(self, name: str) -> Expression:
        """The expression bound to ``name``, which the pattern makes sure of."""
        return next(i.expression for i in self.all(name) if i.expression is not None)

    def typed(self, name: str, kind: type[E]) -> E:
        """The expression bound to ``name``, which the pattern makes sure is of this kind."""
        return next(i.expression for i in self.all(name) if isinstance(i.expression, kind))

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
        if item.lower in self.sets["FOLLOW"]:
            return False
        return not item.values or item.value("UNIT", "UNITS") is not None

    def priced(self) -> bool:
        """Whether a sign of money stands before the match: "$12 December 27"."""
        return self.text[: self.first.start].rstrip()[-1:] in tuple("$€£")

    def edge_before(self) -> bool:
        """Whether "early", "the end of" or the like stands before the match."""
        before = self.before()
        return before is not None and "EDGE" in before.values

    def in_a_name(self) -> bool:
        """Whether the match is part of a name: "the 23 March Movement", "Army of 22 June"."""
        heads = self.sets["NAMEHEAD"]
        if any(item.lower in heads for item in self._capitals_after()):
            return True
        if self.word_after() in self.sets["NAMEHEADLOWER"]:
            return True
        the = self.word_before() == "the" or self.first.lower == "the"
        if the and self._heads_a_name(list(self.noun_phrase_after())[:2]):
            return True
        if self.word_before() != "of" or not self.capital(self.before(2)):
            return False
        return self.word_before(2) in heads or self.word_before(2) in self.sets["NAMEOF"]

    def _capitals_after(self) -> Iterator[Item]:
        """The words of a name that goes on after the match: "14 February [Youth Coalition]"."""
        index = self.match.end()
        if index < len(self.items) and self.items[index].value("DOM", "ORD") is not None:
            index += 1
        for item in self.items[index : index + _NAME_WORDS]:
            if not self.capital(item):
                return
            yield item

    def _heads_a_name(self, words: list[str]) -> bool:
        """Whether the words behind a date make a name of it: "[prison] guards", "[fire museum]"."""
        heads = [word in self.sets["THENAMEHEAD"] for word in words]
        return any(heads) and words[-1] not in self.sets["EVENTNOUN"]

    def of_a_noun(self) -> bool:
        """Whether a year is that of a noun, not of an act: "the 2020 census results"."""
        words = list(self.noun_phrase_after())
        if any(word in self.sets["DOCUMENT"] for word in words):
            return True
        if any(word in self.sets["LATER"] for word in words[1:]):
            return True
        cue = self.word_before()
        named = any(item.lower in self.sets["NAMEHEAD"] for item in self._capitals_after())
        owner = self.word_before(2)
        of = cue == "of" and (self.capital(self.before(2)) or owner in ("class", "generation"))
        return (named and cue in ("the", "a", "an")) or (of and owner in self.sets["NAMEOF"])

    def noun_phrase_after(self) -> Iterator[str]:
        """The words of a noun phrase that the match stands in: "the 2020 [census results]"."""
        index = self.match.end()
        for item in self.items[index : index + _NAME_WORDS]:
            if not item.lower[:1].isalpha() or item.lower in self.sets["FOLLOW"]:
                return
            yield item.lower

    def named_before(self) -> bool:
        """Whether a capitalised word that is no function word stands before: "Tariq Ramadan"."""
        word = self.word_before()
        return (
            self.capital(self.before()) and word not in self.sets["FOLLOW"] | self.sets["MONTHCUE"]
        )

    def month_follows(self) -> bool:
        """Whether "to", "-" or "and" and a month stand after the match."""
        index = self.match.end() + 1
        joints = ("-", "to", "and", "until", "through")
        if self.word_after() not in joints or index >= len(self.items):
            return False
        return self.items[index].value("MONTH", "MONTHABBR") is not None


def full_year(two: int) -> int:
    """The year that two digits mean: 1930 to 2029."""
    return two + (2000 if two < 30 else 1900)


def number_in(words: str) -> int:
    """The digits of "22nd" or "22" as a number."""
    return int("".join(c for c in words if c.isdigit()))
