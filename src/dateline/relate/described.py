"""Whom a cue word describes, and of whom it says so."""

from __future__ import annotations

from collections.abc import Mapping

from ..lang.en.syntax import Syntax
from .doubt import Doubt
from .standing import Standing

_COPULA = frozenset({"be", "become", "remain"})


class Described:
    """Finds the nouns that a participle, adjective, title or noun of one article is said of."""

    def __init__(
        self,
        syntax: Syntax,
        lists: Mapping[str, frozenset[str]],
        standing: Standing,
        doubt: Doubt,
    ) -> None:
        self.syntax = syntax
        self.lists = lists
        self.standing = standing
        self.doubt = doubt

    def havers(self, n: int) -> list[int]:
        p = self.syntax.parsed
        above = p.heads[n]
        if p.deps[n] == "dobj" and p.lemmas[above] in self.lists["keeping"]:
            return (
                []
                if self.doubt.hedged(above)
                else [a.token for a in self.syntax.surface_subject(above)]
            )
        if p.deps[n] != "pobj":
            return []
        owner = p.heads[above]
        if p.lower[above] == "with" and self.syntax.is_noun(owner) and owner < n:
            return [owner]
        if (
            p.lower[above] == "for"
            and p.lower[owner] in self.lists["known"]
            and not self.doubt.hedged(owner)
        ):
            return self.nouns(owner)
        return []

    def bearer(self, i: int) -> int:
        """ "The Forces, an umbrella group that is backed by X": the name is meant."""
        p = self.syntax.parsed
        first = self.syntax.phrase(i)[0]
        if (
            p.deps[i] == "appos"
            and p.lower[first] in ("a", "an")
            and self.syntax.is_noun(p.heads[i])
        ):
            return p.heads[i]
        return i

    def nouns(self, i: int) -> list[int]:
        """The nouns that participle or adjective ``i`` is said of."""
        p, syntax = self.syntax.parsed, self.syntax
        if p.deps[i] in ("acomp", "oprd") and syntax.is_verb(p.heads[i]):
            verb = p.heads[i]
            return self.of_clause([a.token for a in syntax.surface_subject(verb)], verb)
        if syntax.is_verb(i):
            clause = syntax.clause(i)
            tokens = [a.token for a in clause.objects if a.how != "object"]
            if not tokens and p.deps[i] in ("acl", "relcl", "amod") and syntax.is_noun(p.heads[i]):
                tokens = [p.heads[i]]
            if not tokens and not any(a.how == "object" for a in clause.objects):
                # "Gunmen linked to X killed five": a participle taken for the verb
                aux = syntax.kids(i, "aux")
                tokens = [] if aux else [t for t in syntax.kids(i, "nsubj") if t < i]
            return self.of_clause(tokens, i)
        if (
            p.deps[i] in ("amod", "acl", "appos", "advmod")
            and p.heads[i] < i
            and syntax.is_noun(p.heads[i])
        ):
            return self.of_list(p.heads[i], i, every=None)
        return []

    def of_clause(self, tokens: list[int], verb: int) -> list[int]:
        """Whom a clause is about; a relative clause's verb says how many of a list it means."""
        p = self.syntax.parsed
        found: list[int] = []
        for token in tokens:
            if p.tags[token] in ("WDT", "WP"):
                above = [
                    a
                    for a in self.syntax.ancestors(token)
                    if p.deps[a] == "relcl" and self.syntax.is_noun(p.heads[a])
                ]
                if not above:
                    continue
                token = p.heads[above[0]]
            before = verb
            every: bool | None = None
            if token < verb and p.deps[verb] not in ("ROOT", "conj", "ccomp"):
                pronouns = [t for t in range(token, verb) if p.tags[t] in ("WDT", "WP")]
                before = pronouns[-1] if pronouns else verb
                words = {p.lower[c] for c in p.children[verb] if p.deps[c] in ("aux", "auxpass")}
                words |= {p.lower[verb]}
                if pronouns:
                    every = bool(words & self.lists["plural"])
                found += self.of_list(token, before, every=every)
            else:
                found += [c for c in self.syntax.conjuncts(token) if c < before]
        return list(dict.fromkeys(found))

    def of_list(self, token: int, before: int, *, every: bool | None) -> list[int]:
        """Members of the list around ``token``: all, the last, or as their articles suggest."""
        p, root = self.syntax.parsed, token
        while p.deps[root] in ("conj", "appos") and self.syntax.is_noun(p.heads[root]):
            if root not in self.syntax.conjuncts(p.heads[root]):
                break
            root = p.heads[root]
        members = [m for m in self.syntax.conjuncts(root) if m < before]
        if token not in members:
            return [token]
        if len(members) < 2:
            return members
        if every is None:
            last = members[-1]
            first = self.syntax.phrase(last)[0]
            every = p.tags[first] not in ("DT", "PRP$") and not p.tags[last].startswith("NNP")
        return members if every else [max(m for m in members)]

    def called(self, n: int) -> list[int]:
        """Who is called ``n``: by apposition, copula, "known as", or a name right after."""
        p, syntax = self.syntax.parsed, self.syntax
        dep, above = p.deps[n], p.heads[n]
        if dep == "appos":
            return [above] if syntax.is_noun(above) else []
        if dep == "attr" and p.lemmas[above] in _COPULA:
            if any(p.deps[c] in ("aux",) and p.tags[c] == "MD" for c in p.children[above]):
                return []
            return (
                []
                if self.doubt.hedged(above)
                else self.of_clause([a.token for a in syntax.surface_subject(above)], above)
            )
        if (
            dep == "pobj"
            and p.lower[above] == "as"
            and p.lower[p.heads[above]] in self.lists["known"]
        ):
            verb = p.heads[above]
            if p.tags[verb] == "VBN":
                return self.nouns(verb)
            return [a.token for a in syntax.surface_subject(verb)]
        if dep in ("compound", "nmod") and above > n:
            return [above] if p.tags[above].startswith("NNP") or p.words[above].isupper() else []
        return [a for a in syntax.kids(n, "appos") if a > n and p.tags[a].startswith("NNP")]

    def whose(self, n: int, preps: frozenset[str]) -> list[int]:
        """Of whom ``n`` is: its possessor, "their" resolved, or the object of its preposition."""
        p, syntax = self.syntax.parsed, self.syntax
        named = p.deps[n] in ("compound", "nmod") and p.heads[n] > n
        owners = syntax.kids(n, "poss") or (syntax.kids(p.heads[n], "poss") if named else [])
        for owner in owners:
            if p.tags[owner] != "PRP$":
                return [owner]
            if p.lower[owner] in ("their", "its"):
                return self.possessor(n)
        if named:
            return []
        return [o for w, o in syntax.prepositions(n) if w in preps and o > n][:1]

    def possessor(self, n: int) -> list[int]:
        """ "the regime and their proxies": the member of the list before, else the subject."""
        p = self.syntax.parsed
        if p.deps[n] == "conj" and self.syntax.is_noun(p.heads[n]):
            return [p.heads[n]]
        verb = self.syntax.governing_verb(n)
        if verb is None or p.deps[n] in ("nsubj", "nsubjpass"):
            return []
        subjects = [a.token for a in self.syntax.surface_subject(verb) if a.how == "subject"]
        return [s for s in subjects if s < n and self.standing.is_object(s)][:1]

    def compound_body(self, n: int) -> list[int]:
        """ "Hezbollah leader": the name right before the title."""
        p = self.syntax.parsed
        before = n - 1
        if before < 0 or p.sentence_of[before] != p.sentence_of[n]:
            return []
        named = p.tags[before].startswith("NNP") and p.lower[before] not in self.lists["not_bodies"]
        return [before] if named else []
