"""When a clause is told: past, present or future, by its verb and what governs it."""

from __future__ import annotations

from typing import Literal

from ..lang.en.syntax import Syntax

Tense = Literal["past", "present", "future", ""]

_AHEAD = frozenset({"will", "'ll", "’ll", "shall", "wo", "may", "might", "could"})
_ASKED = frozenset({"can", "ca", "should", "must", "would", "'d", "’d"})
"""Modals with which a question or a wish is about what is to come: "can you meet on Friday?"."""
_WOULD = frozenset({"would", "'d", "’d"})
_NOW = frozenset({"do", "does"})
_BEHIND = frozenset({"was", "were", "had", "did", "have", "has"})
_DONE = frozenset({"have", "'ve", "’ve"})
"""Behind a modal: "may have fled on Friday" is told of the past."""
_ONCE = frozenset({"could"})
_NOT = frozenset({"not", "n't", "n’t", "never"})
_MOST_VERBS_UP = 4


def tense_at(syntax: Syntax, verb: int | None, *, trigger: int | None = None) -> Tense:
    """The tense of the clause of ``verb``, a token; "past" where nothing says otherwise.

    A plan, threat or demand above it puts it into the future, unless that verb is ``trigger``
    itself; so does a request ("meet us on Friday", "can you meet on Friday?"). An infinitive of
    purpose ("gathered on Friday to protest") has the tense of the verb it hangs on. In a headline
    the present tense tells of the past.
    """
    parsed = syntax.parsed
    token = verb
    for _ in range(_MOST_VERBS_UP):
        if token is None:
            return "past"
        helpers = _helpers(syntax, token)
        if _is_request(syntax, token, helpers):
            return "future"
        modal = _by_modal(syntax, token, helpers)
        if modal:
            return modal
        if token != trigger and _is_plan(syntax, token):
            return "future"
        if parsed.tags[token] == "VBD" or _BEHIND & helpers:
            return "past"
        if parsed.tags[token] == "VB" and "to" in helpers and parsed.deps[token] != "advcl":
            return "future"
        if parsed.tags[token] in ("VBZ", "VBP"):
            return "present" if _in_body(syntax, token) else "past"
        if helpers & _NOW:
            return "present"
        token = syntax.governing_verb(token)
    return "past"


def _is_plan(syntax: Syntax, verb: int) -> bool:
    """Whether a verb plans, threatens or demands: "plan", "call on"."""
    parsed = syntax.parsed
    lemma = parsed.lemmas[verb]
    said = {lemma} | {
        f"{lemma}_{parsed.lower[child]}"
        for child in parsed.children[verb]
        if child == verb + 1 and parsed.deps[child] in ("prep", "prt")
    }
    return any(said & syntax.cue(name) for name in ("plan", "threaten", "demand"))


def tense_of_date(syntax: Syntax, token: int) -> Tense:
    """The tense of the clause that a date at ``token`` stands in; "" where no verb tells it.

    A verb that plans or demands is itself told of ("planned it on Friday"), and what a report of
    the past says of an act is not that act's ("the killing on Monday would not stop the talks").
    """
    verb = syntax.governing_verb(token)
    if verb is None:
        return ""
    if _in_subject(syntax, token, verb) and _helpers(syntax, verb) & _WOULD:
        verb = syntax.governing_verb(verb)
    return tense_at(syntax, verb, trigger=verb)


def _in_subject(syntax: Syntax, token: int, verb: int) -> bool:
    """Whether ``token`` stands inside the subject of ``verb``."""
    parsed = syntax.parsed
    below = token
    for above in syntax.ancestors(token):
        if above == verb:
            return parsed.deps[below] in ("nsubj", "nsubjpass", "csubj")
        below = above
    return False


def _helpers(syntax: Syntax, verb: int) -> set[str]:
    parsed = syntax.parsed
    return {
        parsed.lower[child]
        for child in parsed.children[verb]
        if parsed.deps[child] in ("aux", "auxpass")
    }


def _by_modal(syntax: Syntax, token: int, helpers: set[str]) -> Tense:
    """The tense that a modal gives the verb, "" where there is none that does."""
    parsed = syntax.parsed
    modals = helpers & (_AHEAD | _ASKED)
    if not modals:
        return ""
    if _DONE & helpers:
        return "past"
    denied = any(parsed.lower[child] in _NOT for child in parsed.children[token])
    if modals <= _ONCE and denied:
        return "past"  # "could not be reached on Friday"
    return "future"


def _is_request(syntax: Syntax, token: int, helpers: set[str]) -> bool:
    """Whether a verb asks for something: "please" beside it, or a bare form without a subject.

    Forms that are those of the past as well ("set", "put") must open a body sentence for it.
    """
    parsed = syntax.parsed
    if any(parsed.lower[child] == "please" for child in parsed.children[token]):
        return True
    if helpers or parsed.heads[token] != token or not _in_body(syntax, token):
        return False
    if syntax.kids(token, "nsubj", "nsubjpass", "csubj"):
        return False
    sentence = parsed.sentences[parsed.sentence_of[token]]
    opens = token == sentence.first and parsed.lower[token] == parsed.lemmas[token]
    return parsed.tags[token] == "VB" or opens


def _in_body(syntax: Syntax, token: int) -> bool:
    sentences = syntax.parsed.sentences
    return next(s.kind for s in sentences if s.first <= token < s.last) == "body"
