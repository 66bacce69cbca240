"""Words that modify an act: "the alleged raid", "a raid called off at noon"."""

from __future__ import annotations

from ...lang.en.syntax import Syntax
from .outcomes import Outcomes
from .verdict import Verdict, possible

_MODS = ("amod", "compound", "acl", "nmod", "advcl", "relcl")


def modified(syntax: Syntax, token: int, table: Outcomes) -> Verdict | None:
    """What an adjective or participle that modifies an act says of it."""
    p = syntax.parsed
    if not syntax.is_noun(token):
        return None
    for child in syntax.kids(token, *_MODS):
        if p.deps[child] in ("acl", "relcl", "advcl") and p.tags[child] != "VBN":
            continue
        outcome = table.get((p.lower[child], "mod"))
        if outcome is None and p.tags[child] == "VBN":
            particles = [f"{p.lemmas[child]}_{p.lower[c]}" for c in syntax.kids(child, "prt")]
            keys = [*particles, p.lemmas[child]]
            outcome = next((table[k, "mod"] for k in keys if (k, "mod") in table), None)
        if outcome is None:
            continue
        why = f"{p.words[child]!r} modifies it"
        if outcome == "undone":
            return Verdict("negated", (child,), why, undone=True)
        if outcome == "possible":
            mock = p.lower[child] in (
                "mock",
                "simulated",
                "fictional",
                "imaginary",
                "fake",
                "feigned",
            )
            return possible((child,), why, ahead=not mock)
        if outcome in ("planned", "demanded", "threatened"):
            return Verdict(outcome, (child,), why, ahead=True)
        if outcome == "alleged":
            return Verdict("alleged", (child,), why)
    return None
