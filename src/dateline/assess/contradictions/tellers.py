"""Who tells a stretch of an article, found only where two things that are told differ."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from ...lang.en.syntax import Syntax
from ...records.claim import Speech
from ..speech import find_speeches

_PRONOUNS = frozenset({"he", "she", "they", "it", "one", "who", "we", "i"})


class Tellers:
    """Answers who tells a place in the text; the speeches are looked for at the first question."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax

    @cached_property
    def _speeches(self) -> tuple[Speech, ...]:
        return tuple(s for s in find_speeches(self.syntax) if not s.attitude)

    def at(self, start: int) -> str | None:
        """The speaker's words in small letters; "" for the outlet, None where it is unclear who."""
        p = self.syntax.parsed
        token = max(0, bisect_right(p.starts, start) - 1)
        around = [s for s in self._speeches if token in s.content]
        if not around:
            return ""
        speaker = min(around, key=lambda s: len(s.content)).speaker
        if speaker is None or p.lower[speaker] in _PRONOUNS:
            return None
        return p.quote(*self.syntax.phrase(speaker)).text.lower()

    def counting(self, start: int, verb: int) -> str | None:
        """Like `at`; of "the ministry counted 300 marchers" the subject of the verb at ``verb``."""
        told = self.at(start)
        p = self.syntax.parsed
        token = max(0, bisect_right(p.starts, verb) - 1)
        if told != "" or p.lemmas[token] not in ("put", "count"):
            return told
        subjects = [a.token for a in self.syntax.clause(token).subjects]
        if not subjects or p.lower[subjects[0]] in _PRONOUNS:
            return told
        return p.quote(*self.syntax.phrase(subjects[0])).text.lower()

    def differ(self, first: int, second: int) -> bool:
        """Whether two named speakers tell two places in the text."""
        return are_two(self.at(first), self.at(second))


def are_two(one: str | None, other: str | None) -> bool:
    """Whether two speakers are known, and not one of them the other in more words."""
    return bool(one and other and one != other and not set(one.split()) >= set(other.split()))
