"""When a clause is told: past, present or future, by its verb and what governs it."""

from __future__ import annotations

from typing import Literal

from ..lang.en.syntax import Syntax

Tense = Literal["past", "present", "future", ""]

_AHEAD = frozenset({"will", "'ll", "’ll", "shall", "wo", "may", "might", "could"})
_BEHIND = frozenset({"was", "were", "had", "did", "have", "has"})
_MOST_VERBS_UP = 4


def tense_at(syntax: Syntax, verb: int | None, *, trigger: int | None = None) -> Tense:
    """The tense of the clause of ``verb``, a token; "past" where nothing says otherwise.

    A plan, threat or demand above it puts it into the future, unless that verb is ``trigger``
    itself. In a headline the present tense tells of the past.
    """
    parsed = syntax.parsed
    token = verb
    for _ in range(_MOST_VERBS_UP):
        if token is None:
            return "past"
        helpers = {
            parsed.lower[child]
            for child in parsed.children[token]
            if parsed.deps[child] in ("aux", "auxpass")
        }
        if _AHEAD & helpers:
            return "future"
        plans = any(parsed.lemmas[token] in syntax.cue(c) for c in ("plan", "threaten", "demand"))
        if plans and token != trigger:
            return "future"
        if parsed.tags[token] == "VBD" or _BEHIND & helpers:
            return "past"
        if parsed.tags[token] == "VB" and "to" in helpers:
            return "future"
        if parsed.tags[token] in ("VBZ", "VBP"):
            return "present" if _in_body(syntax, token) else "past"
        token = syntax.governing_verb(token)
    return "past"


def _in_body(syntax: Syntax, token: int) -> bool:
    sentences = syntax.parsed.sentences
    return next(s.kind for s in sentences if s.first <= token < s.last) == "body"
