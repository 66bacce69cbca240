"""One act told twice, with another day or another doer.

Two clauses tell one act where the verb is the same (or nearly: "attack", "ambush"), and so is what
is done to: a noun that the second time has "the", "his", "their" or is a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction, ContradictionKind
from ...records.text import Quote
from .scene import Scene, When, apart, unlike
from .spelling import fold
from .tellers import Tellers
from .words import lines, pattern, words

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
_DATED = frozenset({"day", "month", "weekday"})
_MOST = 120
"""Clauses looked at in an article."""
_FAR = 12
"""Sentences that one act may be told apart."""


@dataclass(frozen=True, slots=True)
class _Act:
    """A clause: what was done, to what, by whom, when; heads are tokens, -1 where there is none."""

    verb: int
    lemma: str
    patient: int
    doer: int
    whens: frozenset[When]
    sentence: int


def act_contradictions(scene: Scene, tellers: Tellers) -> Iterator[Contradiction]:
    """Acts with two days, or with two doers of whom one is not the other; each act once."""
    syntax = scene.syntax
    acts = list(_acts(scene))[:_MOST]
    said: set[tuple[str, str]] = set()
    for one, other in combinations(acts, 2):
        if other.sentence - one.sentence not in range(1, _FAR) or not _same(syntax, one, other):
            continue
        if _set_apart(scene, one) or _set_apart(scene, other):
            continue
        key = (one.lemma, syntax.parsed.lemmas[one.patient])
        if key in said:
            continue
        told = tellers.differ(*(syntax.parsed.starts[a.verb] for a in (one, other)))
        found = _two_days(scene, one, other, told=told) or _two_doers(scene, one, other, told=told)
        if found is not None:
            said.add(key)
            yield found


def _acts(scene: Scene) -> Iterator[_Act]:
    syntax = scene.syntax
    p = syntax.parsed
    empty = set(words("acts")["empty"])
    for v in range(len(p.words)):
        if not _is_done(syntax, v) or p.lemmas[v] in empty:
            continue
        clause = syntax.clause(v)
        patients = [a.token for a in clause.objects] or (
            [a.token for a in clause.subjects] if p.lemmas[v] in words("acts")["happens"] else []
        )
        if not patients or syntax.meaning_head(patients[0]) != patients[0]:
            continue  # "16 of the cases"
        doers = [a.token for a in clause.subjects if a.token not in patients]
        yield _Act(
            v, _kind(p.lemmas[v]), patients[0], doers[0] if doers else -1,
            _whens(scene, v), p.sentence_of[v],
        )  # fmt: skip


def _is_done(syntax: Syntax, verb: int) -> bool:
    """Whether a verb tells of something done: past, no negation, nothing that may be."""
    p = syntax.parsed
    kind = p.sentences[p.sentence_of[verb]].kind
    tags = ("VBD", "VBN", "VBZ", "VBP") if kind == "headline" else ("VBD", "VBN")
    return p.tags[verb] in tags and not any(
        p.deps[c] == "neg" or p.tags[c] in ("MD", "TO") for c in p.children[verb]
    )


def _kind(lemma: str) -> str:
    """The first verb of its line in the list of verbs for one kind of act, else itself."""
    return next((min(line) for line in lines("acts", "alike") if lemma in line), lemma)


def _whens(scene: Scene, verb: int) -> frozenset[When]:
    """The dates that hang on a verb, not on another verb below it."""
    syntax = scene.syntax
    p = syntax.parsed
    found: set[When] = set()
    for i in syntax.subtree(verb):
        if p.entity[i] in ("DATE", "TIME") and syntax.governing_verb(i) == verb:
            found |= scene.whens(p.starts[i], p.ends[i])
    return frozenset(w for w in found if w[0] in _DATED)


def _same(syntax: Syntax, one: _Act, other: _Act) -> bool:
    """Whether two clauses tell one act, as far as verb and patient say."""
    p = syntax.parsed
    if one.lemma != other.lemma or one.patient == other.patient:
        return False
    first, second = one.patient, other.patient
    if p.lemmas[first].lower() != p.lemmas[second].lower() or not syntax.is_noun(second):
        return False
    if not _alike(syntax, first, second):
        return False
    return p.tags[second].startswith("NNP") or any(
        p.lower[c] in _DEFINITE for c in syntax.kids(second, "det", "poss")
    )


def _alike(syntax: Syntax, first: int, second: int) -> bool:
    """Whether nothing beside two nouns says that they are two: another number, adjective, name."""
    p = syntax.parsed
    told = [
        {p.lemmas[c].lower() for c in syntax.kids(i, "amod", "compound", "nummod", "poss")
         if p.lower[c] not in _DEFINITE}
        for i in (first, second)
    ]  # fmt: skip
    tails = [{p.lemmas[o].lower() for _, o in syntax.prepositions(i)} for i in (first, second)]
    return (told[1] <= told[0] or told[0] <= told[1]) and (
        not tails[0] or not tails[1] or bool(tails[0] & tails[1])
    )


def _set_apart(scene: Scene, act: _Act) -> bool:
    return bool(pattern("acts", "again").search(scene.sentence(act.sentence)))


def _two_days(scene: Scene, one: _Act, other: _Act, *, told: bool) -> Contradiction | None:
    if not apart(one.whens, other.whens):
        return None
    first, second = (_shown(w) for w in (one.whens, other.whens))
    sentence = f"The text puts one act on two days: {first} and {second}."
    return _contradiction(scene.syntax, "source" if told else "date", sentence, one, other)


def _shown(whens: frozenset[When]) -> str:
    return " and ".join(sorted(value.title() for _, value in whens))


def _two_doers(scene: Scene, one: _Act, other: _Act, *, told: bool) -> Contradiction | None:
    if one.doer < 0 or other.doer < 0 or apart(one.whens, other.whens):
        return None
    if scene.syntax.kids(other.patient, "poss"):
        return None  # "she released her returns": her own
    if unlike(*(scene.towns_below(a.verb) for a in (one, other))):
        return None
    syntax = scene.syntax
    if not other_side(syntax, one.doer, other.doer):
        return None
    p = syntax.parsed
    first, second = (p.quote(*syntax.phrase(a.doer)).text for a in (one, other))
    sentence = f"Who did it is told two ways: “{first}” and “{second}”."
    return _contradiction(syntax, "source" if told else "actor", sentence, one, other)


def other_side(syntax: Syntax, first: int, second: int) -> bool:
    """Whether two doers cannot be the same: of two sides, or each with a name of its own."""
    if not (syntax.is_noun(first) and syntax.is_noun(second)):
        return False
    nations = [_nations(syntax, i) for i in (first, second)]
    if nations[0] and nations[1]:
        return not nations[0] & nations[1]
    sides = [_side(syntax, i) for i in (first, second)]
    if sides[0] is not None and sides[1] is not None:
        return sides[0] != sides[1]
    groups = [_group(syntax, i) for i in (first, second)]
    if groups[0] and groups[1]:
        shared = len(groups[0] & groups[1])
        return 2 * shared < min(map(len, groups)) and not _acronyms(*groups)
    return False


def _nations(syntax: Syntax, head: int) -> frozenset[str]:
    """Words for a nation in a phrase: "Azerbaijani forces", "Russia's army"."""
    p = syntax.parsed
    first, last = syntax.phrase(head)
    opening = p.sentences[p.sentence_of[head]].first
    return frozenset(
        p.lemmas[i].lower()
        for i in range(first, last)
        if p.entity[i] == "NORP"
        or (i < head and p.words[i][:1].isupper() and p.words[i].endswith(("i", "n", "sh", "ch"))
            and (i > opening or p.tags[i].startswith("NNP") or p.lower[i].endswith(("ni", "ian"))))
    )  # fmt: skip


def _side(syntax: Syntax, head: int) -> int | None:
    lemma = syntax.parsed.lemmas[head].lower()
    return next((n for n, line in enumerate(lines("acts", "sides")) if lemma in line), None)


def _group(syntax: Syntax, head: int) -> frozenset[str]:
    """The words of an organisation's name in a phrase, without words that many names have."""
    p = syntax.parsed
    first, last = syntax.phrase(head)
    return frozenset(
        fold(p.words[i])
        for i in range(first, last)
        if p.tags[i].startswith("NNP") and p.entity[i] in ("ORG", "NORP", "PERSON", "LOC")
        and len(p.words[i]) > 2
    )  # fmt: skip


def _acronyms(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of two names may be letters of the other ("PKK")."""
    return any(len(words) == 1 and len(next(iter(words))) <= 5 for words in (one, other))


def _contradiction(
    syntax: Syntax, kind: ContradictionKind, sentence: str, one: _Act, other: _Act
) -> Contradiction:
    return Contradiction(kind, sentence, tuple(_words(syntax, act) for act in (one, other)))


def _words(syntax: Syntax, act: _Act) -> Quote:
    """The clause from its first noun or verb to its last date, as far as it is one stretch."""
    p = syntax.parsed
    sentence = p.sentences[act.sentence]
    spans = [(act.verb, act.verb + 1), syntax.phrase(act.patient)]
    if act.doer >= 0:
        spans.append(syntax.phrase(act.doer))
    spans += [
        (i, i + 1)
        for i in syntax.subtree(act.verb)
        if p.entity[i] in ("DATE", "TIME") and syntax.governing_verb(i) == act.verb
    ]
    first = max(sentence.first, min(a for a, _ in spans))
    last = min(sentence.last, max(b for _, b in spans))
    return p.quote(first, last)
