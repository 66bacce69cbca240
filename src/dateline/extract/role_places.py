"""Places that only the event model sees: towns no gazetteer or tagger knows, roads, squares."""

from __future__ import annotations

from collections.abc import Iterable

from ..lang.en.syntax import Syntax
from ..records.event import EventMention
from .role_runs import runs

_LEAST = 0.6
_ACTING = frozenset({"nsubj", "agent"})
_OPENING = ("IN", "DT", "PRP$", "TO", ",", ":", "``", "''", "CC", "RB", "PDT", "WDT")


def stated_places(syntax: Syntax, mentions: Iterable[EventMention]) -> list[tuple[int, int]]:
    """Character spans that the model takes for some mention's place, in text order.

    A phrase without a name ("there", "the city", "the area") names none.
    """
    p = syntax.parsed
    found: set[tuple[int, int]] = set()
    for mention in mentions:
        for first, last in runs(mention, "L", least=_LEAST):
            while first < last and p.tags[first] in _OPENING:
                first += 1
            while last > first and p.tags[last - 1] in (",", ".", ":", "IN", "POS", "CC"):
                last -= 1
            named = any(p.tags[i].startswith("NNP") for i in range(first, last))
            if named and not _is_somebody(syntax, first, last):
                found.add((p.starts[first], p.ends[last - 1]))
    return sorted(found)


def _is_somebody(syntax: Syntax, first: int, last: int) -> bool:
    """A person's or body's name that acts elsewhere in the text: "sued Qualcomm. Qualcomm said"."""
    p = syntax.parsed
    if any(p.entity[i] not in ("PERSON", "ORG") for i in range(first, last)):
        return False
    name = p.lower[last - 1]
    same = (i for i, word in enumerate(p.lower) if word == name and not first <= i < last)
    return any(p.deps[i] in _ACTING for i in same)
