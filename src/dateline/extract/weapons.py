"""Weapon or means: "with machetes", "a car bomb", "using live rounds"."""

from __future__ import annotations

from ..lang.en.syntax import Syntax
from ..records.event import EventMention
from ..records.text import Quote

_WEAPON = frozenset(
    {"weapon", "firearm", "explosive", "missile", "aircraft", "drone", "blade", "gas", "chemical"}
)


def weapon_of(syntax: Syntax, mention: EventMention) -> Quote | None:
    """The weapon phrase attached to a mention, or None where none is stated."""
    p = syntax.parsed
    for token in _attached(syntax, mention):
        if syntax.classes(token) & _WEAPON and not p.entity[token]:
            first, last = syntax.phrase(token)
            return p.quote(first, last)
    return None


def _attached(syntax: Syntax, mention: EventMention) -> list[int]:
    p, trigger = syntax.parsed, mention.trigger
    verbs = [trigger] if mention.support is None else [trigger, mention.support]
    found: list[int] = []
    for verb in verbs:
        if syntax.is_verb(verb):
            clause = syntax.clause(verb)
            found += [a.token for a in clause.subjects]
            found += [o for w, o in syntax.prepositions(verb) if w in ("with", "by", "from", "in")]
            found += [a.token for a in clause.objects]
            for child in syntax.kids(verb, "advcl", "xcomp"):
                if p.lemmas[child] in ("use", "fire", "throw", "wield", "employ"):
                    found += [a.token for a in syntax.clause(child).objects]
        else:
            found += [o for w, o in syntax.prepositions(verb) if w in ("with", "by", "using")]
            found += syntax.kids(verb, "compound", "nmod")
            for child in syntax.kids(verb, "acl"):
                if p.lemmas[child] in ("use", "involve"):
                    found += [a.token for a in syntax.clause(child).objects]
    if mention.is_noun and syntax.classes(trigger) & _WEAPON:
        found.append(trigger)
    return [c for i in found for c in (i, *syntax.kids(i, "conj"))]
