"""Which articles tell one story: alike in their rare words, and published within two weeks.

A story is wider than an event: it holds the attack, what is said of it and what came of it. That
two articles tell one story says nothing of a single report; it says where to look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .clusters import Pair, clusters
from .tellings import Setting
from .words import cosine, rarity

THRESHOLD = 0.08
"""Mean likeness of the articles of one story; chosen on the development set of stories."""
_DAYS = 14
_LATE = 0.3
"""What likeness is worth between articles that are published further apart."""
_RARE = 4.0
_WORDS = 25
_CROWDED = 300
_LEAST = 0.01


def stories(settings: Sequence[Setting]) -> dict[str, int]:
    """The hash of every article -> the number of its story, stories in order of first article."""
    ordered = sorted(settings, key=lambda setting: setting.article)
    found = {
        pair: value
        for pair in _pairs(ordered)
        if (value := _likeness(ordered[pair[0]], ordered[pair[1]])) >= _LEAST
    }
    groups = clusters(len(ordered), found, threshold=THRESHOLD)
    return {ordered[one].article: number for number, group in enumerate(groups) for one in group}


def _pairs(settings: Sequence[Setting]) -> Iterator[Pair]:
    """Pairs of articles that share one of their rare words, which not too many articles have."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, setting in enumerate(settings):
        heavy = sorted(setting.text.items(), key=lambda item: (-item[1], item[0]))
        for word in [word for word, _ in heavy if rarity(word) >= _RARE][:_WORDS]:
            having[word].append(number)
    found = {
        (one, other)
        for numbers in having.values()
        if len(numbers) <= _CROWDED
        for place, one in enumerate(numbers)
        for other in numbers[place + 1 :]
    }
    yield from sorted(found)


def _likeness(one: Setting, other: Setting) -> float:
    alike = cosine(one.text, other.text)
    if one.published is None or other.published is None:
        return alike
    return alike if abs((one.published - other.published).days) <= _DAYS else _LATE * alike
