"""Numbers of dead, hurt or held that cannot both hold, by the words of headline and text.

Three constructions are sure enough: a headline's number and that of the first sentence that
counts the same; a number and a later one that refers back to it ("the eleven pilgrims killed");
and the numbers of two speakers one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from ...records.claim import Contradiction
from .counted import KINDS, Counted, figures, find_counted
from .scene import Scene
from .tellers import Tellers, are_two
from .words import pattern

_FIRST_SENTENCES = 3
_NEAR = 2
_MOST = 40
"""Figures looked at in an article: a long list of tolls is no report of one act."""
_MOST_SUMMED = 12
_WORDS = {
    "killed": "killed",
    "injured": "injured",
    "arrested": "arrested",
    "abducted": "abducted",
    "freed": "freed",
    "participants": "taking part",
}


def told_tolls(scene: Scene, tellers: Tellers) -> Iterator[Contradiction]:
    """Contradictions between the figures that the text itself puts, at most one a kind."""
    counted = find_counted(scene.syntax)
    for kind in KINDS:
        of_kind = [c for c in counted if c.kind == kind][:_MOST]
        if len(of_kind) < 2 or _changed(scene, of_kind):
            continue
        pair = (
            _headline(scene, of_kind)
            or _referred(scene, of_kind)
            or _speakers(scene, of_kind, tellers)
        )
        if pair is not None:
            yield _contradiction(*pair, told=_two_speakers(tellers, *pair))


def _contradiction(first: Counted, second: Counted, *, told: bool) -> Contradiction:
    a, b = first.quote, second.quote
    counted = _WORDS[first.kind]
    if told:
        sentence = f"Two speakers put the number {counted} differently: “{a.text}” and “{b.text}”."
        return Contradiction("source", sentence, (a, b))
    sentence = f"The text gives the number {counted} as “{a.text}” and as “{b.text}”."
    return Contradiction("count", sentence, (a, b))


def _changed(scene: Scene, counted: Sequence[Counted]) -> bool:
    """Whether the text itself says that a figure grew or was put right."""
    words = pattern("tolls", "changed")
    return any(words.search(scene.sentence(c.sentence)) for c in counted)


def _headline(scene: Scene, counted: Sequence[Counted]) -> tuple[Counted, Counted] | None:
    """A headline's only figure, where the body's first is another and none agrees with it."""
    kinds = scene.syntax.parsed.sentences
    top = [c for c in counted if kinds[c.sentence].kind == "headline"]
    body = [c for c in counted if kinds[c.sentence].kind == "body"]
    if len(top) != 1 or not body or any(top[0].meets(c) for c in body):
        return None
    first, second = top[0], body[0]
    opening = next(s.index for s in kinds if s.kind == "body")
    if second.sentence >= opening + _FIRST_SENTENCES or first.part or second.part:
        return None
    if not _same_people(first, second) or _adds_up(scene, first, second):
        return None
    if second.high < first.low and len(body) > 1:
        return None  # what is less may be a part, with the rest told apart
    if _other_act(scene, first) or _other_act(scene, second):
        return None
    return None if scene.elsewhere(first.sentence, second.sentence) else (first, second)


def _referred(scene: Scene, counted: Sequence[Counted]) -> tuple[Counted, Counted] | None:
    """A figure, and one of people "told of before" that is higher."""
    for first, second in combinations(counted, 2):
        if not second.definite or second.part or first.part or first.meets(second):
            continue
        if first.sentence == second.sentence or not _same_people(first, second):
            continue
        lower = second.high < first.low and not second.certain
        if lower and "victims" not in second.quote.text:
            continue  # "the three soldiers killed" may be some of five
        rest = [c for c in counted if c not in (first, second)]
        if any(not (c.meets(first) or c.meets(second)) for c in rest):
            continue
        if _adds_up(scene, first, second) or _other_act(scene, first):
            continue
        if _other_act(scene, second) or scene.elsewhere(first.sentence, second.sentence):
            continue
        return first, second
    return None


def _speakers(
    scene: Scene, counted: Sequence[Counted], tellers: Tellers
) -> tuple[Counted, Counted] | None:
    """Figures of two speakers in neighbouring sentences."""
    for first, second in combinations(counted, 2):
        if first.meets(second) or first.part or second.part:
            continue
        if not 0 < second.sentence - first.sentence <= _NEAR or not _same_people(first, second):
            continue
        if _other_act(scene, first) or _other_act(scene, second):
            continue
        if scene.elsewhere(first.sentence, second.sentence) or _adds_up(scene, first, second):
            continue
        if _two_speakers(tellers, first, second):
            return first, second
    return None


def _two_speakers(tellers: Tellers, first: Counted, second: Counted) -> bool:
    return are_two(*(tellers.counting(c.quote.start, c.done) for c in (first, second)))


def _same_people(first: Counted, second: Counted) -> bool:
    """The same word for them, or people at large where only more can be a contradiction."""
    if first.whom == second.whom:
        return True
    if first.whom and second.whom:
        return False
    named = first if first.whom else second
    other = second if named is first else first
    return named.low > other.high or other.certain


def _other_act(scene: Scene, one: Counted) -> bool:
    """Whether the sentence sets its figure apart, by the words about it."""
    sentence = scene.syntax.parsed.sentences[one.sentence].span
    start = max(sentence.start, one.quote.start - 80)
    end = min(sentence.end, one.quote.end + 40)
    words, before = pattern("tolls", "other_act"), scene.text[start : one.quote.start]
    return bool(
        words.search(before)
        or pattern("tolls", "part_before").search(before[-30:])
        or words.search(one.quote.text)
        or words.search(scene.text[one.quote.end : end].split(",")[0])
    )


def _adds_up(scene: Scene, first: Counted, second: Counted) -> bool:
    """Whether the text names the difference, or figures that make up one of the two."""
    less, more = sorted((first.exact, second.exact))
    rest = list(figures(scene.text))[: _MOST_SUMMED * 2]
    for value in (first.exact, second.exact):
        if value in rest:
            rest.remove(value)
    if more - less in rest or (more - less == 1 and _one_more(scene.text)):
        return True
    pairs = combinations(rest[:_MOST_SUMMED], 2)
    return any(sum(pair) in (more, more - less) for pair in pairs)


def _one_more(text: str) -> bool:
    """Whether a single dead person is told of who may or may not be counted."""
    return bool(pattern("tolls", "attackers").search(text))
