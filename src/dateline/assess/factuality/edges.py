"""How an act hangs on the word above it: the link, or the end of what a cue can reach."""

from __future__ import annotations

from dataclasses import dataclass

from ...lang.en.syntax import Syntax
from .beside import beside

_BARE = frozenset({"make", "let", "have", "see", "help", "hear", "watch", "get"})
_PRED = frozenset({"call", "brand", "label", "term", "describe"})


@dataclass(frozen=True, slots=True)
class Edge:
    """One step up: the word above and the link to it (``outcomes.txt``), or a special step."""

    head: int
    link: str
    via: int | None = None
    """The preposition, "to" or mark that makes the link, a token."""


def edge(syntax: Syntax, current: int) -> Edge | None:
    """The step from a word to the one that may govern it; None where nothing above reaches it.

    Besides the links of ``outcomes.txt``: ``conj`` (joined), ``purpose`` (an infinitive of
    purpose), ``how to``, ``condition``, ``as if``, ``before``, ``without``, ``subjunctive``,
    ``subj``, ``relative``, and ``same`` (an auxiliary or particle of the word).
    """
    p = syntax.parsed
    head, dep = p.heads[current], p.deps[current]
    if head == current or p.sentence_of[head] != p.sentence_of[current]:
        return None
    if dep in ("dobj", "obj", "nsubjpass", "csubjpass", "attr", "acomp", "dative", "oprd"):
        return Edge(head, _object_link(syntax, current, head))
    if dep in ("aux", "auxpass", "prt"):
        return Edge(head, "same")
    if dep in ("nsubj", "csubj"):
        return Edge(head, "subj")
    if dep in ("pobj", "pcomp"):
        return _preposition(syntax, current, head)
    if dep in ("compound", "nmod"):
        return Edge(head, "noun")
    return _clause_edge(syntax, current, head)


def _clause_edge(syntax: Syntax, current: int, head: int) -> Edge | None:
    p = syntax.parsed
    dep = p.deps[current]
    to = _infinitive(syntax, current)
    if to is not None and dep in ("xcomp", "ccomp", "advcl", "acl"):
        how = [c for c in p.children[current] if p.tags[c] in ("WRB", "WP") and c < current]
        if how:
            return Edge(head, "how to", how[0])
    if dep == "xcomp":
        return Edge(head, "to" if to is not None or p.tags[current] == "VB" else "ing", to)
    if dep == "ccomp":
        return _content(syntax, current, head, to)
    if dep == "conj":
        return Edge(head, "conj")
    if dep == "acl":
        if to is not None:
            return Edge(head, "to", to)
        mark = [c for c in syntax.kids(current, "mark") if p.lower[c] == "that"]
        return Edge(head, "that", mark[0]) if mark else Edge(head, "relative")
    if dep == "relcl":
        return Edge(head, "to", to) if to is not None else Edge(head, "relative")
    if dep == "advcl":
        return _adverbial(syntax, current, head, to)
    return None


def _object_link(syntax: Syntax, current: int, head: int) -> str:
    p = syntax.parsed
    if p.deps[current] == "oprd":
        return "pred" if p.lemmas[head] in _PRED else "ing"
    others = [o for o in syntax.kids(head, "dobj") if o != current]
    named = p.deps[current] == "dobj" and p.lemmas[head] in _PRED and others
    return "pred" if named else "obj"


def _infinitive(syntax: Syntax, verb: int) -> int | None:
    return next((c for c in syntax.parsed.children[verb] if syntax.parsed.tags[c] == "TO"), None)


def _content(syntax: Syntax, current: int, head: int, to: int | None) -> Edge | None:
    """A clause that is the content of the word above."""
    p = syntax.parsed
    if current < head and not tells(syntax, head):
        return None  # two sentences joined by a semicolon
    if current < head and ";" in p.words[current:head]:
        return None
    if to is not None:
        return Edge(head, "to", to)
    marks = [c for c in syntax.kids(current, "mark") if p.lower[c] in ("if", "whether")]
    if marks:
        return Edge(head, "if", marks[0])
    auxes = syntax.kids(current, "aux", "auxpass")
    if p.tags[current] == "VBG" and not auxes:
        return Edge(head, "ing")
    bare = p.tags[current] == "VB" and not [a for a in auxes if p.deps[a] == "aux"]
    passive = [a for a in auxes if p.lower[a] == "be" and p.deps[a] == "auxpass"]
    modal = [a for a in auxes if p.deps[a] == "aux"]
    if (bare or (passive and not modal)) and syntax.kids(current, "nsubj", "nsubjpass"):
        return Edge(head, "to" if p.lemmas[head] in _BARE else "subjunctive")
    return Edge(head, "that")


def _adverbial(syntax: Syntax, current: int, head: int, to: int | None) -> Edge | None:
    p = syntax.parsed
    marks = [c for c in p.children[current] if p.deps[c] in ("mark", "advmod")]
    for mark in marks:
        word = p.lower[mark]
        before = p.lower[mark - 1] if mark else ""
        if word in ("if", "though") and before == "as":
            return Edge(head, "as if", mark)
        if word == "before" or (word == "than" and before == "rather"):
            return Edge(head, "before", mark)
        if word == "lest":
            return Edge(head, "condition", mark)
    found = beside(syntax, current)
    if found.condition is not None:
        return Edge(head, "condition", found.condition)
    if to is not None:
        return Edge(head, "purpose", to)
    return None


def _preposition(syntax: Syntax, current: int, prep: int) -> Edge | None:
    """The step over a preposition to what it hangs on."""
    p = syntax.parsed
    word = p.lower[prep]
    above = p.heads[prep]
    if above == prep:
        return None
    if word in ("without", "sans"):
        return Edge(above, "without", prep)
    if word == "than" and prep and p.lower[prep - 1] == "rather":
        return Edge(above, "without", prep)
    if p.deps[prep] == "prep" and p.deps[above] == "prep" and p.tags[above] == "IN":
        above = p.heads[above]
    if p.deps[prep] == "agent":
        return None
    return Edge(above, "to_" if word == "to" else word, prep)


def tells(syntax: Syntax, word: int) -> bool:
    """Whether a verb is one of saying or thinking, whose clause may stand before it."""
    lemma = syntax.parsed.lemmas[word]
    return any(
        lemma in syntax.cue(s)
        for s in ("content_verb", "say", "claim", "deny", "think", "confirm", "warn", "quoting")
    )
