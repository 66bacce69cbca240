"""A tie or an office that one sentence gives and another denies; one office with two holders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction, ContradictionKind
from ...records.text import Quote
from .scene import Scene
from .spelling import fold
from .tellers import Tellers
from .words import pattern, words

_FAMILIES = ("backing", "membership", "leading", "owning", "holding")
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
_NEAR = 4
"""Words between a negation and what it denies."""
_BESIDE_TIE = 9
"""Words about a tie in which those it ties are named."""
_BEFORE, _BEHIND = 12, 9
"""Words shown before and behind the word for a tie."""
_AFTER = 40
"""Characters behind a denied tie in which another time may be named."""
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
_HELD = re.compile(
    r"\b(?P<office>mayor|governor|president|prime minister|ambassador|bishop|"
    r"(?:police|army) chief|chief of police) of (?P<of>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}), "
    r"(?P<who>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){1,4})",
)
_OTHER_HOLDER = re.compile(
    r"\b(?:former|acting|incoming|outgoing|rival|interim|succeed\w*|replace\w*|elected|appointed|sworn|resign\w*|successor|predecessor|"
    r"candidate\w*|ousted|deposed|rival\w*|previous\w*)\b",
    re.IGNORECASE,
)


_ONCE = re.compile(r"\b(?:ex|the then|deputy|vice|late|new|next|another|self|old)\b", re.IGNORECASE)
_BESIDE = 15


@dataclass(frozen=True, slots=True)
class _Tie:
    """A sentence's word for a tie, with the names beside it."""

    family: str
    token: int
    sentence: int
    names: frozenset[str]
    denied: bool


def tie_contradictions(scene: Scene, tellers: Tellers) -> Iterator[Contradiction]:
    """Ties that are given and denied of the same names, each family once; then offices."""
    ties = list(_ties(scene))
    said: set[str] = set()
    for denied in (t for t in ties if t.denied):
        given = next((t for t in ties if _contradicts(scene, t, denied)), None)
        if given is None or denied.family in said:
            continue
        said.add(denied.family)
        first, second = sorted((given, denied), key=lambda t: t.token)
        quotes = tuple(_words(scene.syntax, t) for t in (first, second))
        sentence = f"One tie is given and denied: “{quotes[0].text}” and “{quotes[1].text}”."
        at = scene.syntax.parsed.starts[denied.token]
        kind: ContradictionKind = "source" if tellers.at(at) != "" else "actor"
        yield Contradiction(kind, sentence, quotes)
    yield from _holders(scene)


def _contradicts(scene: Scene, given: _Tie, denied: _Tie) -> bool:
    if given.denied or given.family != denied.family or given.sentence == denied.sentence:
        return False
    p = scene.syntax.parsed
    shared = given.names & denied.names
    office = given.family == "holding" and p.lemmas[given.token] == p.lemmas[denied.token]
    if len(shared) < (1 if office else 2):
        return False
    past = pattern("ties", "past")
    behind = scene.text[p.ends[denied.token] : p.ends[denied.token] + _AFTER]
    behind = re.split(r"[.,;]| and ", behind)[0]
    before = scene.sentence(given.sentence)
    return not (past.search(behind) or past.search(before))


def _ties(scene: Scene) -> Iterator[_Tie]:
    p = scene.syntax.parsed
    table = words("ties")
    for i, word in enumerate(p.lower):
        family = next((f for f in _FAMILIES if word in table[f]), None)
        if family is None:
            continue
        denied = _is_denied(scene.syntax, i)
        if not _is_tie(scene.syntax, i, family, denied=denied):
            continue
        yield _Tie(family, i, p.sentence_of[i], _names(scene.syntax, i), denied)


def _is_tie(syntax: Syntax, token: int, family: str, *, denied: bool) -> bool:
    """Whether a word says that somebody is or does something, now: no "own", no "will not be"."""
    p = syntax.parsed
    tag = p.tags[token]
    first = max(p.sentences[p.sentence_of[token]].first, token - _NEAR)
    if any(p.tags[i] == "MD" for i in range(first, token)):
        return False
    if denied and family == "holding":
        return tag == "NN" and "be" in p.lemmas[first:token]
    return tag.startswith(("VB", "NN"))


def _is_denied(syntax: Syntax, token: int) -> bool:
    p = syntax.parsed
    first = max(p.sentences[p.sentence_of[token]].first, token - _NEAR)
    return bool(_NEGATIONS & set(p.lower[first:token]))


def _names(syntax: Syntax, token: int) -> frozenset[str]:
    """The last words of the names about a word: surnames, and what an organisation is called by."""
    p = syntax.parsed
    sentence = p.sentences[p.sentence_of[token]]
    found: set[str] = set()
    i = max(sentence.first, token - _BESIDE_TIE)
    end = min(sentence.last, token + _BESIDE_TIE)
    while i < end:
        last = i
        while last < sentence.last and (
            p.tags[last].startswith("NNP") or (last > i and p.words[last] in ("-", "al"))
        ):
            last += 1
        if last > i and any(p.entity[k] in _NAMED or not p.entity[k] for k in range(i, last)):
            if len(p.words[last - 1]) > 2:
                found.add(fold(p.words[last - 1]))
        i = max(last, i + 1)
    return frozenset(found)


def _words(syntax: Syntax, tie: _Tie) -> Quote:
    """The words about the tie: from the name before it to the end of its clause."""
    p = syntax.parsed
    sentence = p.sentences[tie.sentence]
    first = last = tie.token
    while first > max(sentence.first, tie.token - _BEFORE) and p.words[first - 1] not in (";", ":"):
        first -= 1
        begins = p.tags[first].startswith("NNP") and not p.tags[first - 1].startswith("NNP")
        if first and begins and p.words[first - 1] != ",":
            break
    end = min(sentence.last, tie.token + _BEHIND)
    while last + 1 < end and p.words[last + 1] not in (".", ",", ";"):
        last += 1
    return p.quote(first, last + 1)


def _holders(scene: Scene) -> Iterator[Contradiction]:
    """ "The mayor of Tumaco, A B" and "the mayor of Tumaco, C D"."""
    text = scene.text
    held = [
        m for m in _HELD.finditer(text)
        if not _ONCE.search(text[max(0, m.start("office") - _BESIDE) : m.start("office")])
    ]  # fmt: skip
    if _OTHER_HOLDER.search(scene.text):
        return
    for one, other in combinations(held, 2):
        if (one["office"], one["of"]) != (other["office"], other["of"]):
            continue
        if _same_person(one["who"].split(), other["who"].split()):
            continue
        quotes = tuple(_office(scene.text, m) for m in (one, other))
        sentence = (
            f"The {one['office']} of {one['of']} has two names: {one['who']} and {other['who']}."
        )
        yield Contradiction("actor", sentence, quotes)
        return


def _office(text: str, match: re.Match[str]) -> Quote:
    return Quote.of(text, match.start("office"), match.end("who"))


def _same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names share a word, or nearly: a surname alone, another spelling."""
    return bool({fold(w)[:4] for w in one} & {fold(w)[:4] for w in other})
