"""Background that is years older than the news."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ...lang.en.syntax import Syntax
from ...records.entity import EventDate

_AFTER = timedelta(days=365)
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)(s?)")
_MARKED = frozenset({"anniversary", "centenary", "bicentenary", "memory", "commemoration"})


def is_historical(
    syntax: Syntax, trigger: int, reached: frozenset[int], when: EventDate | None, day: date | None
) -> bool:
    """Whether an act is background: its date lies over a year back, or an old year stands by it.

    ``reached`` are the words on the way from the trigger to the told clause.
    """
    if day is not None and when is not None:
        return day - when.end > _AFTER
    if _is_marked(syntax, trigger):
        return True
    return day is not None and any(year < day.year - 1 for year in _years(syntax, trigger, reached))


def _is_marked(syntax: Syntax, trigger: int) -> bool:
    """ "the anniversary of the massacre"."""
    p = syntax.parsed
    above = list(syntax.ancestors(trigger))[:2]
    return len(above) == 2 and p.lower[above[0]] == "of" and p.lemmas[above[1]] in _MARKED


def _years(syntax: Syntax, trigger: int, reached: frozenset[int]) -> list[int]:
    p = syntax.parsed
    found = []
    for word in {trigger, *reached}:
        for child in p.children[word]:
            inner = (
                child,
                *p.children[child],
                *(g for c in p.children[child] for g in p.children[c]),
            )
            if p.deps[child] not in (
                "prep",
                "npadvmod",
                "nummod",
                "compound",
                "amod",
                "pobj",
                "nmod",
            ):
                continue
            for token in inner:
                match = _YEAR.fullmatch(p.lower[token])
                if match:
                    found.append(int(match[1]) + (9 if match[2] else 0))
    return found
