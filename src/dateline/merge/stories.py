"""Which articles tell one story: alike in their rare words, and published within two weeks.

A story is wider than an event: it holds the attack, what is said of it and what came of it. That
two articles tell one story says nothing of a single report; it says where to look.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from .blocking import PairFinder, by_key, pairs_in
from .clusters import grown
from .words import Vector, cosine, rarity

THRESHOLD = 0.08
"""Mean likeness of the articles of one story; chosen on the development set of stories."""
_DAYS = 14
_LATE = 0.3
"""What likeness is worth between articles that are published further apart."""
_RARE = 4.0
_WORDS = 25
CROWDED = 300
LEAST = 0.01


class Whole(Protocol):
    """What is asked of an article: a `tellings.Setting`, or as much of one."""

    @property
    def published(self) -> date | None: ...
    @property
    def text(self) -> Vector: ...


class Known(Whole, Protocol):
    """The same, and its hash."""

    @property
    def article(self) -> str: ...


def stories(settings: Sequence[Known]) -> dict[str, int]:
    """The hash of every article -> the number of its story, stories in order of first article."""
    ordered = sorted(settings, key=lambda setting: setting.article)
    finder = PairFinder(CROWDED)
    for numbers in by_key(rare_words(setting.text) for setting in ordered).values():
        finder.add(numbers)
    found = (
        (one, other, value)
        for one, other in pairs_in(finder.codes())
        if (value := alike(ordered[one], ordered[other])) >= LEAST
    )
    groups = grown(len(ordered), found, threshold=THRESHOLD)
    return {ordered[one].article: number for number, group in enumerate(groups) for one in group}


def rare_words(text: Vector) -> list[str]:
    """The heaviest of the rare words of a text; only articles that share one are compared."""
    heavy = sorted(text.items(), key=lambda item: (-item[1], item[0]))
    return [word for word, _ in heavy if rarity(word) >= _RARE][:_WORDS]


def alike(one: Whole, other: Whole) -> float:
    """How likely two articles tell one story, 0 to 1."""
    alike = cosine(one.text, other.text)
    if one.published is None or other.published is None:
        return alike
    return alike if abs((one.published - other.published).days) <= _DAYS else _LATE * alike
