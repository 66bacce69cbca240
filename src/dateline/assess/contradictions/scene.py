"""Where and when the sentences of an article play, as far as their words say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...lang.en.syntax import Syntax
from .asked import D, M, Places
from .spelling import fold

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTH_DAY = re.compile(
    rf"\b(?:({_MONTHS}) (\d{{1,2}})\b(?!:)|(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTHS})\b)"
)
_MONTH_YEAR = re.compile(rf"\b({_MONTHS}),? ((?:19|20)\d\d)\b")
_WEEKDAY = re.compile(rf"\b({_DAYS})\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

When = tuple[str, str]
"""What kind of date it is, and the date: ("weekday", "monday"), ("day", "7 july")."""


class Scene:
    """An article's sentences with the places and dates that they name."""

    def __init__(self, syntax: Syntax, places: Places[M], dates: Sequence[D]) -> None:
        self.syntax = syntax
        self.text = syntax.parsed.article.text
        self._places = [
            (m.start, fold(m.text), c.value.precision if c.value is not None else "exact")
            for m, c in zip(places.mentions, places.coded, strict=True)
        ]
        self._dates = [(d.start, d.end) for d in dates]

    def sentence(self, index: int) -> str:
        """The words of a sentence."""
        span = self.syntax.parsed.sentences[index].span
        return self.text[span.start : span.end]

    def towns(self, index: int) -> frozenset[str]:
        """Names of the places in a sentence that are less than a country."""
        span = self.syntax.parsed.sentences[index].span
        return frozenset(
            name
            for start, name, precision in self._places
            if span.start <= start < span.end and precision != "country"
        )

    def whens(self, start: int, end: int) -> frozenset[When]:
        """The dates that stand in a stretch of the text."""
        found: set[When] = set()
        for first, last in self._dates:
            if start <= first < end:
                found |= days_in(self.text[first:last])
        return frozenset(found)

    def sentence_whens(self, index: int) -> frozenset[When]:
        """The dates that a sentence names."""
        span = self.syntax.parsed.sentences[index].span
        return self.whens(span.start, span.end)

    def towns_below(self, verb: int) -> frozenset[str]:
        """Names of the places in a clause: what hangs on its verb, at whatever depth."""
        p = self.syntax.parsed
        below = {p.starts[i] for i in self.syntax.subtree(verb)}
        return frozenset(
            name for start, name, precision in self._places
            if precision != "country" and start in below
        )  # fmt: skip

    def elsewhere(self, first: int, second: int) -> bool:
        """Whether two sentences name towns and none in common, or days that differ."""
        return unlike(self.towns(first), self.towns(second)) or apart(
            self.sentence_whens(first), self.sentence_whens(second)
        )


def unlike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of names are not empty and have none in common."""
    return bool(one and other and not one & other)


def month_days(words: str) -> list[tuple[int, int]]:
    """The (month, day) pairs that a date phrase names."""
    months = _MONTHS.split("|")
    found = _MONTH_DAY.findall(words.lower())
    return [(months.index(m or n) + 1, int(d or e)) for m, d, e, n in found]


def days_in(words: str) -> set[When]:
    """What a date phrase names: days, months of a year, weekdays, years."""
    low = words.lower()
    found: set[When] = set()
    for month, day, day_too, month_too in _MONTH_DAY.findall(low):
        found.add(("day", f"{int(day or day_too)} {month or month_too}"))
    found |= {("month", f"{month} {year}") for month, year in _MONTH_YEAR.findall(low)}
    found |= {("weekday", day) for day in _WEEKDAY.findall(low)}
    found |= {("year", year) for year in _YEAR.findall(low)}
    return found


def apart(one: frozenset[When], other: frozenset[When]) -> bool:
    """Whether two sets of dates name something of one kind, and nothing of it in common."""
    for kind in ("day", "month", "weekday", "year"):
        mine, theirs = ({w for k, w in whens if k == kind} for whens in (one, other))
        if mine and theirs:
            return not mine & theirs
    return False
