"""Places that a sentence tells in one list."""

from __future__ import annotations

from collections.abc import Sequence

from ..lang.en.syntax import Syntax
from .attachment import Anchor

_LINKS = frozenset({",", "and", "or", ";", "&"})


def in_one_list(syntax: Syntax, anchors: Sequence[Anchor], one: Anchor) -> list[Anchor]:
    """The anchors of one sentence that stand in a list with ``one``, in text order.

    Between two of them stand only links, numbers and the words of the cue ``list_joint``.
    """
    here = sorted(anchors, key=lambda a: a.first)
    if one not in here:
        return []
    first = last = here.index(one)
    while first > 0 and _joined(syntax, here[first - 1], here[first]):
        first -= 1
    while last + 1 < len(here) and _joined(syntax, here[last], here[last + 1]):
        last += 1
    return here[first : last + 1]


def _joined(syntax: Syntax, a: Anchor, b: Anchor) -> bool:
    p = syntax.parsed
    between = range(a.last, b.first)
    joints = syntax.cue("list_joint")
    linked = any(p.lower[i] in _LINKS for i in between)
    return linked and all(p.lower[i] in joints or p.tags[i] == "CD" for i in between)
