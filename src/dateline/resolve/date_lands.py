"""Which words near a national day may name the country whose day it is."""

from __future__ import annotations

import re

_NAME = r"[A-Z][\w-]*"
_OWNER = re.compile(rf"((?:{_NAME}\s+){{0,3}}{_NAME})['’]s?\s+$")
_BEFORE = re.compile(rf"({_NAME})\s+$")
_AFTER = re.compile(rf"\s+(?:in|of)\s+(?:the\s+)?({_NAME}(?:\s+{_NAME}){{0,3}})")
_CAPITALS = re.compile(rf"{_NAME}(?:\s+{_NAME}){{0,3}}")
_REACH = 200
"""How many characters of the sentence are looked at on either side."""
_BREAK = re.compile(r"[.!?]\s+(?=[A-Z“\"])|\n")


def lands_at(text: str, start: int, end: int) -> tuple[str, ...]:
    """Names beside a phrase: "India's Republic Day", "Mexican ...", "Republic Day in India"."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    owners = [m[1] for p in (_OWNER, _BEFORE) if (m := p.search(before))]
    behind = _AFTER.match(after)
    return (*owners, *([behind[1]] if behind else []))


def names_around(text: str, start: int, end: int) -> tuple[str, ...]:
    """The other names of the sentence of a phrase, each once."""
    before = _BREAK.split(text[max(0, start - _REACH) : start])[-1]
    after = _BREAK.split(text[end : end + _REACH])[0]
    return tuple(dict.fromkeys([*_CAPITALS.findall(before), *_CAPITALS.findall(after)]))
