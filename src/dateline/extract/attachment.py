"""Which of a sentence's place and date phrases belong to which event mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..lang.en.syntax import Syntax
from ..records.event import EventMention


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place or date phrase with the token it hangs from the tree by."""

    index: int
    """Position in the list of phrases it was made from."""
    token: int
    first: int
    last: int
    """Tokens [first, last)."""


def anchors_of(syntax: Syntax, spans: Sequence[tuple[int, int]]) -> list[Anchor]:
    """Anchors of character spans, in text order; spans outside the parse are left out."""
    p = syntax.parsed
    starts = p.starts
    anchors: list[Anchor] = []
    token = 0
    for index, (start, end) in sorted(enumerate(spans), key=lambda item: item[1]):
        while token < len(starts) and p.ends[token] <= start:
            token += 1
        last = token
        while last < len(starts) and starts[last] < end:
            last += 1
        if last > token:
            anchors.append(Anchor(index, _top(syntax, token, last), token, last))
    return anchors


def _top(syntax: Syntax, first: int, last: int) -> int:
    """The token of a span whose head lies outside it."""
    heads = syntax.parsed.heads
    for i in range(first, last):
        if not first <= heads[i] < last:
            return i
    return last - 1


def path_to_verb(syntax: Syntax, token: int, stops: frozenset[int]) -> tuple[int, tuple[int, ...]]:
    """Climb from ``token`` to the first verb or trigger: that token, and those passed."""
    passed: list[int] = []
    parsed = syntax.parsed
    for above in syntax.ancestors(token):
        placing = parsed.deps[above] == "acl" and (
            parsed.lemmas[above] in syntax.cue("placing") or parsed.tags[above] == "VBN"
        )
        if above in stops or (syntax.is_verb(above) and not placing):
            return above, tuple(passed)
        passed.append(above)
    return (passed[-1] if passed else token), tuple(passed)


def clause_verbs(syntax: Syntax, mention: EventMention) -> list[int]:
    """The trigger, its support verb, and verbs that share its clause, nearest first.

    For a noun trigger the verb it depends on counts; for a verb that shares its subject
    (conjunct, participle, infinitive) the verb it shares with.
    """
    p = syntax.parsed
    found = [mention.trigger]
    if mention.support is not None:
        found.append(mention.support)
    if mention.is_noun:
        governor = syntax.governing_verb(mention.trigger)
        if governor is not None and _is_argument(syntax, mention.trigger, governor):
            found.append(governor)
        return list(dict.fromkeys(found))
    current = mention.trigger
    for _ in range(3):
        clause = syntax.clause(current)
        head = p.heads[current]
        linked = p.deps[current] in ("conj", "advcl", "xcomp", "prep", "pcomp", "acl")
        if syntax.modified_noun(current) is not None:
            break
        if clause.own_subject and p.deps[current] != "conj" or not linked or head == current:
            break
        if p.deps[current] == "pcomp":
            head = p.heads[head]
        if not syntax.is_verb(head):
            break
        if clause.own_subject:
            break
        found.append(head)
        current = head
    found += _last_conjuncts(syntax, mention.trigger)
    return list(dict.fromkeys(found))


def _is_argument(syntax: Syntax, noun: int, verb: int) -> bool:
    """ "A blast hit ...", "died in a blast", not "visited in answer to demands"."""
    p = syntax.parsed
    head = p.heads[noun]
    while p.deps[noun] == "conj" and syntax.is_noun(head):
        noun, head = head, p.heads[head]
    if head == verb:
        return True
    return p.heads[head] == verb and p.lower[head] in ("in", "at", "during", "with", "into", "by")


def _last_conjuncts(syntax: Syntax, verb: int) -> list[int]:
    """Verbs joined after this one with its subject: what follows the last holds for all."""
    return [
        c
        for c in syntax.conj_chain(verb)[1:]
        if syntax.is_verb(c) and not syntax.clause(c).own_subject
    ]
