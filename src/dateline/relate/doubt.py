"""Ties that the text negates, leaves open or puts in the past."""

from __future__ import annotations

from collections.abc import Mapping

from ..lang.en.syntax import Syntax

_INNER = frozenset({"acomp", "attr", "xcomp", "ccomp", "pcomp", "oprd", "auxpass", "conj"})


class Doubt:
    """What speaks against a tie in one article."""

    def __init__(self, syntax: Syntax, lists: Mapping[str, frozenset[str]]) -> None:
        self.syntax = syntax
        self.lists = lists

    def modified(self, n: int, modifier: str) -> bool:
        p = self.syntax.parsed
        return any(p.lower[c] == modifier for c in p.children[n] if c < n) or (
            n > 0 and p.lower[n - 1] == modifier
        )

    def past_before(self, person: int, n: int) -> bool:
        p = self.syntax.parsed
        first = self.syntax.phrase(person)[0]
        return any(p.lower[t] in self.lists["past"] for t in range(first, n))

    def hedged_beside(self, i: int) -> bool:
        p = self.syntax.parsed
        return any(p.lower[c] in self.lists["hedge"] or p.deps[c] == "neg" for c in p.children[i])

    def hedged(self, i: int) -> bool:
        """Whether ``i``, or what governs it in its own clause, is negated or left open."""
        p = self.syntax.parsed
        for _ in range(6):
            for child in p.children[i]:
                if p.deps[child] == "neg" or p.lower[child] in self.lists["hedge"]:
                    return True
                if p.deps[child] == "mark" and p.lower[child] in ("if", "whether", "unless"):
                    return True
                if p.deps[child] == "aux" and p.tags[child] == "MD":
                    return True
            dep, above = p.deps[i], p.heads[i]
            through = dep in _INNER or (dep == "prep" and self.syntax.is_verb(above))
            if not through or above == i or (dep == "conj" and not self.syntax.is_verb(above)):
                return False
            if (
                p.lemmas[above] in self.lists["hedging"]
                and dep != "conj"
                and not (p.lemmas[above] in ("say", "believe", "claim") and dep == "ccomp")
            ):
                return True
            i = above
        return False
