"""The cascade: phrase patterns over words, level by level, into expressions.

``lang/en/dates.toml`` holds the words and the patterns; `date_builders` makes an expression
of each match or refuses it ("In May 22 people died").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import get_args

from dateline.errors import DataError

from .date_builders import BUILDERS
from .date_expressions import Expression
from .date_lexicon import Lexicon, Rule, date_data
from .date_match import Found
from .date_tokens import Item

TIMED = "TIMED"
"""Marks an expression beside which a time of day stands, or in which one does."""
_NODE_CLASSES = tuple(c.__name__ for c in get_args(Expression))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The English lexicon, read once.

    Raises:
        DataError: when the data file names a builder that does not exist.
    """
    words = Lexicon(date_data(), _NODE_CLASSES)
    unknown = {rule.builder for level in words.levels for rule in level} - BUILDERS.keys()
    if unknown:
        raise DataError(f"lang/en/dates.toml: no builder for {', '.join(sorted(unknown))}")
    return words


def parse(text: str) -> list[Item]:
    """The expressions found in ``text``, in text order."""
    words = lexicon()
    items = words.items(text)
    cased = text != text.lower() and text != text.upper()
    for level in words.levels:
        items = _run(text, cased, items, level)
    return [item for item in items if item.expression is not None]


def _run(text: str, cased: bool, items: list[Item], level: tuple[Rule, ...]) -> list[Item]:
    """One level: leftmost longest matches become items of their own."""
    codes = "".join([item.code for item in items])
    present = set(codes)
    matches: list[tuple[int, int, int, Rule, re.Match[str]]] = []
    for order, rule in enumerate(level):
        if any(present.isdisjoint(need) for need in rule.needs):
            continue
        found = rule.pattern.finditer(codes)
        matches.extend((match.start(), -match.end(), order, rule, match) for match in found)
    if not matches:
        return items
    matches.sort(key=lambda candidate: candidate[:3])
    out: list[Item] = []
    done = 0
    words = lexicon()
    for start, negative_end, _, rule, match in matches:
        if start < done:
            continue
        view = Found(text, cased, items, match, words.sets)
        expression = BUILDERS[rule.builder](view)
        if expression is None:
            continue
        out.extend(items[done:start])
        inside = items[start:-negative_end]
        shown = view.all("it") or inside
        timed = rule.builder == "timed" or any(TIMED in item.values for item in inside)
        out.append(
            Item(
                shown[0].start,
                shown[-1].end,
                "",
                words.node_codes[type(expression).__name__],
                {TIMED: ""} if timed else {},
                expression,
            )
        )
        done = -negative_end
    out.extend(items[done:])
    return out
