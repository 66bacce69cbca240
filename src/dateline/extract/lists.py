"""Members of a list of names that the parser lost: read by commas and "and", not by the tree.

"... the Bolívar Front, the Tres Raíces colectivo, the 5 de Marzo network and the Patria Viva
party": foreign words make a small parser drop all but the first. Only a list of names that ends
with "and X" is completed.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..lang.en.syntax import Syntax

_INSIDE = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "HYPH", "FW"})
_JOINING = frozenset({"de", "del", "al", "el", "la", "of", "-", "'", "’", "for", "the"})
_BETWEEN = frozenset({",", "and", "&"})
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Member:
    """A list member: its head and its tokens [first, last)."""

    head: int
    first: int
    last: int


def members_after(syntax: Syntax, token: int, known: set[int]) -> list[Member]:
    """Members that follow the phrase of ``token`` in its list and are not ``known`` heads.

    Empty unless the list is closed by "and" and every further member is a name.
    """
    p = syntax.parsed
    end = p.sentences[p.sentence_of[token]].last
    i = syntax.phrase(token)[1]
    found: list[Member] = []
    while i < end and p.lower[i] in _BETWEEN:
        start, closing = i, False
        while start < end and p.lower[start] in _BETWEEN:
            closing = closing or p.lower[start] != ","
            start += 1
        member = _member(syntax, start, end)
        if member is None:
            return []
        found.append(member)
        i = member.last
        if closing:
            return [m for m in found if not known & set(range(m.first, m.last))]
    return []


def _member(syntax: Syntax, start: int, end: int) -> Member | None:
    p = syntax.parsed
    stop = start
    while stop < min(end, start + _LONGEST) and (
        p.tags[stop] in _INSIDE or p.lower[stop] in _JOINING
    ):
        stop += 1
    while stop > start and p.lower[stop - 1] in _JOINING:
        stop -= 1
    words = p.words[start:stop]
    named = any(w[:1].isupper() for w in words)
    begins = words and (p.lower[start] == "the" or words[0][:1].isupper())
    follows = stop >= end or p.lower[stop] in (*_BETWEEN, ".", ";", "that", "which", "who", "—")
    if not (named and begins and follows) or any(syntax.is_time(i) for i in range(start, stop)):
        return None
    heads = [i for i in range(start, stop) if p.lower[i] == "of"]
    return Member(heads[0] - 1 if heads else stop - 1, start, stop)
