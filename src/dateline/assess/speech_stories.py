"""Free indirect speech: sentences that tell somebody's story after one that announces it."""

from __future__ import annotations

from collections.abc import Collection

from ..lang.en.syntax import Syntax
from ..records.article import Sentence
from ..records.claim import Speech, Stance
from .speech_tellers import may_speak, trimmed

_QUOTES = frozenset({"“", "”", '"', "''", "``"})
_LONGEST = 14
"""Tokens that a sentence may have which only announces a story."""
_REACH = 12
"""Sentences that a story may have."""


def story_speeches(syntax: Syntax, told: Collection[int]) -> list[Speech]:
    """ "The mayor was adamant. There had been no shots.": the rest of the paragraph is hers.

    ``told`` are the sentences in which somebody speaks already; a story ends before one of them.
    """
    p = syntax.parsed
    found: list[Speech] = []
    for at, sentence in enumerate(p.sentences):
        if sentence.kind != "body" or sentence.last - sentence.first > _LONGEST:
            continue
        if sentence.index in told or _QUOTES & set(p.words[sentence.first : sentence.last]):
            continue
        announced = _announced(syntax, sentence)
        if announced is None:
            continue
        speaker, cue, stance = announced
        tokens: list[int] = []
        for later in p.sentences[at + 1 : at + 1 + _REACH]:
            if later.block != sentence.block or later.index in told:
                break
            tokens.extend(range(later.first, later.last))
        if tokens:
            found.append(Speech(trimmed(syntax, tokens), speaker, cue, stance))
    return found


def _announced(syntax: Syntax, sentence: Sentence) -> tuple[int, int, Stance] | None:
    """Speaker, cue and stance of a sentence that announces a story."""
    p = syntax.parsed
    for i in range(sentence.first, sentence.last):
        if syntax.is_noun(i) and p.lemmas[i] in syntax.cue("story_noun"):
            speaker = _story_owner(syntax, i)
            if speaker is not None:
                return speaker, i, "states"
        subject = _subject(syntax, i)
        if subject is None:
            continue
        if p.lower[i] in syntax.cue("story_adjective") and _is_of_himself(syntax, i, subject):
            return subject, i, "claims" if p.lower[i] != "clear" else "states"
        if p.lemmas[i] == "tell" and _how(syntax, i):
            return subject, i, "states"
        if p.lemmas[i] in syntax.cue("story_verb") and _tells_nothing_yet(syntax, i):
            return subject, i, "states"
    return None


def _is_of_himself(syntax: Syntax, adjective: int, subject: int) -> bool:
    """ "was adamant", "made himself clear"; not "makes this clear", "the lines are clear"."""
    p = syntax.parsed
    root = p.heads[adjective]
    if not syntax.can_act(subject) or syntax.kids(adjective, "ccomp", "xcomp"):
        return False
    if any(w.endswith(("self", "selves")) for w in p.lower[root + 1 : adjective]):
        return True
    return p.lemmas[root] == "be" and not syntax.kids(adjective, "prep")


def _story_owner(syntax: Syntax, noun: int) -> int | None:
    """Whose version it is, where the sentence is about the version or says who has one."""
    p = syntax.parsed
    verb = p.heads[noun]
    owners = syntax.kids(noun, "poss")
    if p.deps[noun] == "nsubj" and p.lemmas[verb] in ("be", "come", "run", "go", "differ"):
        told = syntax.kids(verb, "attr", "ccomp")  # "her story is the bottom of the pile"
        return owners[0] if owners and not told and may_speak(syntax, owners[0]) else None
    if p.deps[noun] == "dobj" and p.lemmas[verb] in ("have", "give", "offer"):
        subjects = syntax.kids(verb, "nsubj")
        return subjects[0] if subjects and may_speak(syntax, subjects[0]) else None
    return None


def _subject(syntax: Syntax, token: int) -> int | None:
    """The subject of a root verb, or of the root that an adjective completes."""
    p = syntax.parsed
    root = token if p.deps[token] == "ROOT" else p.heads[token]
    if p.deps[root] != "ROOT" or (
        root != token and p.deps[token] not in ("acomp", "oprd", "ccomp")
    ):
        return None
    subjects = syntax.kids(root, "nsubj")
    if not subjects or not may_speak(syntax, subjects[0]) or p.lower[subjects[0]] in ("it", "i"):
        return None
    return subjects[0]


def _how(syntax: Syntax, verb: int) -> bool:
    """ "tells it like this"."""
    p = syntax.parsed
    return any(p.lower[t] in syntax.cue("story_adverb") for t in syntax.subtree(verb))


def _tells_nothing_yet(syntax: Syntax, verb: int) -> bool:
    """ "Dawit speaks without looking up", "has not forgotten a single hour"."""
    p = syntax.parsed
    if syntax.kids(verb, "ccomp", "xcomp") or p.tags[verb] == "VBD":
        return False
    return p.lemmas[verb] != "forget" or bool(syntax.kids(verb, "neg"))
