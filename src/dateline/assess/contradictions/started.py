"""Who began, told both ways: "X opened fire first", "Y fired the first shots"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ...records.claim import Contradiction, ContradictionKind
from ...records.text import Quote
from .acts import other_side
from .scene import Scene, apart, unlike
from .tellers import Tellers
from .words import Words, words


@dataclass(frozen=True, slots=True)
class _Began:
    who: int
    verb: int
    sentence: int
    quote: Quote


def started_contradictions(scene: Scene, tellers: Tellers) -> Iterator[Contradiction]:
    """The first two clauses that name two beginners of one fight."""
    told = list(_began(scene))
    p = scene.syntax.parsed
    for one, other in combinations(told, 2):
        if p.lemmas[one.who] == p.lemmas[other.who] and not other_side(
            scene.syntax, one.who, other.who
        ):
            continue
        towns = [scene.towns_below(b.verb) for b in (one, other)]
        if unlike(*towns) or _times(scene, one, other):
            continue
        first, second = (p.quote(*scene.syntax.phrase(b.who)).text for b in (one, other))
        sentence = f"Who began is told two ways: “{first}” and “{second}”."
        by_two = tellers.differ(one.quote.start, other.quote.start)
        kind: ContradictionKind = "source" if by_two else "actor"
        yield Contradiction(kind, sentence, (one.quote, other.quote))
        return


def _times(scene: Scene, one: _Began, other: _Began) -> bool:
    """Whether a sentence speaks of another time ("in 2018", "this time")."""
    sentences = {one.sentence, other.sentence}
    if apart(*(scene.sentence_whens(s) for s in (one.sentence, other.sentence))):
        return True
    said = " ".join(scene.sentence(s).lower() for s in sentences)
    years = {w for s in sentences for w in scene.sentence_whens(s) if w[0] == "year"}
    return bool(years) or "this time" in said or "second" in said


def _began(scene: Scene) -> Iterator[_Began]:
    syntax = scene.syntax
    p = syntax.parsed
    table = words("started")
    for v in range(len(p.words)):
        if not p.tags[v].startswith("VB") or any(p.deps[c] == "neg" for c in p.children[v]):
            continue
        end = min(v + 5, len(p.words))
        after = p.lower[v + 1 : end]
        if not _is_beginning(table, p.lemmas[v], after):
            continue
        subjects = [a.token for a in syntax.clause(v).subjects if syntax.is_noun(a.token)]
        if subjects and p.sentence_of[subjects[0]] == p.sentence_of[v]:
            first, _ = syntax.phrase(subjects[0])
            last = max(v + 1, first + 1) + _length(after)
            yield _Began(
                subjects[0], v, p.sentence_of[v], p.quote(min(first, v), min(last, len(p.words)))
            )


def _length(after: tuple[str, ...]) -> int:
    """Words behind the verb up to "first", a thing thrown or a fight."""
    table = words("started")
    ends = {"first", *table["fights"], *table["first_things"]}
    ends |= {f"{thing}s" for thing in table["first_things"]}
    return max((n + 1 for n, word in enumerate(after) if word in ends), default=0)


def _is_beginning(table: Words, lemma: str, after: tuple[str, ...]) -> bool:
    things = {t for thing in table["first_things"] for t in (thing, f"{thing}s")}
    if lemma in ("throw", "fire", "land", "deliver", "hurl"):
        if "first" in after and things & set(after[after.index("first") :]):
            return True
    if lemma in table["first"] and after[:1] == ("first",):
        return True
    if lemma == "open" and after[:2] == ("fire", "first"):
        return True
    return lemma in table["started"] and bool(set(table["fights"]) & set(after[:3]))
