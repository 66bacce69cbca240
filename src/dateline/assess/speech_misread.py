"""Telling that the parse hides: tags after a comma, inversions, verbs tagged as nouns."""

from __future__ import annotations

from collections.abc import Iterable

from ..lang.en.syntax import Syntax
from ..records.claim import Speech, Stance
from .speech_contents import FINITE, is_that_clause
from .speech_judgements import STANCE_TO_TOLD, holds_telling
from .speech_tellers import head_of, sentence_range, speaker_of, stance_of, tag_speaker, trimmed

_LONGEST_NAME = 12
"""Tokens that a speaker's phrase may have in ", said the White House,"."""


def noun_read_as_verb(syntax: Syntax, noun: int) -> list[Speech]:
    """ "The rabbi of Uman reports that ...": a verb that the tagger took for a noun.

    The sentence has no finite verb before it, and none but that of the clause after it.
    """
    p = syntax.parsed
    here = sentence_range(syntax, noun)
    objects = syntax.kids(noun, "dobj")
    if objects and holds_telling(syntax, objects[0], noun):
        speaker = head_of(syntax, here.start, noun)
        lemma = p.lemmas[noun]
        stances = [stance for section, stance in STANCE_TO_TOLD if lemma in syntax.cue(section)]
        if speaker is None or not stances:
            return []
        return [Speech(trimmed(syntax, syntax.subtree(objects[0])), speaker, noun, stances[0])]
    if p.lower[noun + 1 : noun + 2] != ("that",) or p.heads[noun] > noun:
        return []
    stance = stance_of(syntax, noun)
    if stance is None or noun == here.start or p.deps[noun] == "poss":
        return []
    if any(
        p.tags[i] in FINITE or p.tags[i] in ("DT", "JJ") and i == noun - 1
        for i in range(here.start, noun)
    ):
        return []
    root = next((i for i in here if p.heads[i] == i), noun)
    if root > noun and syntax.is_verb(root) and not is_that_clause(syntax, root):
        return []
    speaker = head_of(syntax, here.start, noun)
    if speaker is None:
        return []
    return [Speech(trimmed(syntax, range(noun + 1, here.stop)), speaker, noun, stance)]


def tag_speech(syntax: Syntax, verb: int, stance: Stance) -> list[Speech]:
    """ "..., a cousin of the dead boy told a reporter": read by the comma where no tree says so."""
    p = syntax.parsed
    tag = tag_speaker(syntax, verb)
    if tag is None or any(c > verb for c in syntax.kids(verb, "ccomp")):
        return []
    speaker, first = tag
    here = sentence_range(syntax, verb)
    told: Iterable[int] = range(here.start, first - 1)
    if p.words[verb + 1 : verb + 2] == (",",) and p.words[here.stop - 1] == ".":
        told = [*told, *range(verb + 2, here.stop)]  # "In Kuwait, the rapporteur writes, ..."
    if not any(p.tags[i] in FINITE or p.tags[i] == "VBN" for i in told):
        return []
    rest = [i for i in range(verb + 1, here.stop) if p.tags[i] in FINITE]
    if rest and p.words[verb + 1] != "," and "," not in p.words[verb : rest[0]]:
        return []
    return [Speech(trimmed(syntax, told), speaker, verb, stance)]


def inversion(syntax: Syntax, verb: int) -> tuple[int, set[int]] | None:
    """Speaker and told words of "The deal would, said the White House, end the blockade"."""
    p = syntax.parsed
    here = sentence_range(syntax, verb)
    if p.tags[verb] not in ("VBD", "VBZ") or verb == here.start or p.words[verb - 1] != ",":
        return None
    if p.tags[verb + 1 : verb + 2] not in (("DT",), ("NNP",), ("PRP$",), ("NNS",), ("JJ",)):
        return None
    end = next((i for i in range(verb + 1, here.stop) if p.words[i] in (",", ".")), here.stop)
    if end - verb > _LONGEST_NAME or any(p.tags[i] in FINITE for i in range(verb + 1, end)):
        return None
    head = head_of(syntax, verb + 1, end)
    if head is None or not syntax.can_act(head):
        return None
    return head, set(here) - set(range(verb - 1, min(end + 1, here.stop)))


def reputation(syntax: Syntax, verb: int) -> list[Speech]:
    """ "had it that ...", "let it be known that ..."."""
    p = syntax.parsed
    following = p.lower[verb + 1 : verb + 4]
    here = sentence_range(syntax, verb)
    if p.lemmas[verb] == "have" and following[:2] == ("it", "that"):
        told: Iterable[int] = range(verb + 3, here.stop)
    elif p.lemmas[verb] == "let" and following == ("it", "be", "known"):
        after = range(verb + 4, here.stop)
        told = after if "that" in p.lower[verb + 4 : verb + 5] else range(here.start, verb)
    else:
        return []
    speaker = speaker_of(syntax, verb)
    if speaker is None:
        tag = tag_speaker(syntax, verb)
        speaker = tag[0] if tag else None
    if speaker is None:
        return []
    own = set(range(*syntax.phrase(speaker)))
    return [Speech(trimmed(syntax, set(told) - own), speaker, verb, "states")]
