"""Indirect speech by verbs of telling, active and passive."""

from __future__ import annotations

from ..lang.en.syntax import Syntax
from ..records.claim import Speech, Stance
from .speech_contents import (
    clause_tokens,
    content_of,
    is_that_clause,
    ordered_tokens,
    plain_infinitive,
    under_prepositions,
    words_told_as,
)
from .speech_judgements import (
    accusation,
    attitude_of,
    naming,
    of_what_is_told,
    responsibility,
)
from .speech_misread import inversion, reputation, tag_speech
from .speech_tellers import sentence_range, speaker_of, stance_of, trimmed

_WITHHOLD = frozenset({"refuse", "decline", "fail", "neglect", "hesitate"})
_REPUTED = frozenset({"think", "believe", "say", "suspect", "report", "understand", "allege"})


def verb_speeches(syntax: Syntax, verb: int) -> list[Speech]:
    """What is told, charged, wanted or thought by one verb; [] where the verb says nothing."""
    if _is_idle(syntax, verb) or _in_a_title(syntax, verb):
        return []
    for find in (accusation, of_what_is_told, responsibility, reputation, _telling, naming):
        found = find(syntax, verb)
        if found:
            return found
    return attitude_of(syntax, verb)


def _is_idle(syntax: Syntax, verb: int) -> bool:
    """ "needless to say", "so to speak", "that said", "let us say", "goes without saying"."""
    p = syntax.parsed
    before = p.lower[max(0, verb - 2) : verb]
    if p.lemmas[verb] == "say" and (before[-1:] == ("without",) or before == ("needless", "to")):
        return True
    if before in (("so", "to"), ("is", "to"), ("let", "us")) and p.lemmas[verb] in ("say", "speak"):
        return True
    following = p.lower[verb + 1 : verb + 3]
    return p.tags[verb] == "VB" and following == ("what", "you")


def _in_a_title(syntax: Syntax, verb: int) -> bool:
    """ "the director of “They Said It Would Rain”": a verb with a capital."""
    p = syntax.parsed
    word = p.words[verb]
    sentence = p.sentences[p.sentence_of[verb]]
    if not word[:1].isupper() or word.isupper() or sentence.kind != "body":
        return False
    beside = [p.words[i] for i in (verb - 1, verb + 1) if sentence.first <= i < sentence.last]
    return verb > sentence.first and any(w[:1].isupper() for w in beside)


def _telling(syntax: Syntax, verb: int) -> list[Speech]:
    lemma = syntax.parsed.lemmas[verb]
    stance = stance_of(syntax, verb)
    if stance is None and lemma in syntax.cue("tell_nobody"):
        return _by_nobody(syntax, verb)
    content = _told_words(syntax, verb)
    if stance is None and not content:
        return []
    stance = stance or "states"
    inverted = inversion(syntax, verb)
    if inverted is not None:
        return [Speech(trimmed(syntax, inverted[1]), inverted[0], verb, stance)]
    content = trimmed(syntax, words_told_as(syntax, verb)) or content
    if not content:
        return tag_speech(syntax, verb, stance)
    if _is_reputed(syntax, verb):
        plain = plain_infinitive(syntax, verb)
        return [Speech(plain, None, verb, "claims")] if plain else []
    if syntax.clause(verb).passive and not _is_active_after_all(syntax, verb):
        return _passive(syntax, verb, content, stance)
    speaker = _said_by(syntax, verb)
    if speaker is None:
        return tag_speech(syntax, verb, stance)
    content -= {speaker, verb}
    if not _is_withheld(syntax, verb):
        return [Speech(content, speaker, verb, stance)]
    if lemma in ("believe", "think", "confirm", "verify"):
        return [Speech(content, speaker, verb, "doubts")]
    return [Speech(content, speaker, verb, stance, attitude=True)]


def _told_words(syntax: Syntax, verb: int) -> frozenset[int]:
    """What a verb tells; one that is no verb of telling only by its preposition or infinitive."""
    if stance_of(syntax, verb) is not None:
        return trimmed(syntax, content_of(syntax, verb))
    told = under_prepositions(syntax, verb, "tell_preposition")
    if not told and syntax.parsed.lemmas[verb] in syntax.cue("tell_person"):
        told = ordered_tokens(syntax, verb)
    return trimmed(syntax, told)


def _is_withheld(syntax: Syntax, verb: int) -> bool:
    """ "did not say whether", "refused to say whether": asked or open, and not told."""
    p = syntax.parsed
    if p.deps[verb] == "xcomp" and p.lemmas[p.heads[verb]] in _WITHHOLD:
        return True
    return bool(syntax.kids(verb, "neg")) and stance_of(syntax, verb) not in ("denies", "doubts")


def _is_active_after_all(syntax: Syntax, verb: int) -> bool:
    """ "The opposition alleged on Monday that ...", read as "the opposition that was alleged"."""
    p = syntax.parsed
    if p.deps[verb] != "acl" or syntax.kids(verb, "aux", "auxpass", "agent"):
        return False
    root = p.heads[verb]
    clauses = [c for c in syntax.kids(verb, "ccomp") if c > verb and is_that_clause(syntax, c)]
    return bool(clauses) and p.heads[root] == root


def _said_by(syntax: Syntax, verb: int) -> int | None:
    """The speaker; of "quoted two traders as saying" the traders."""
    p = syntax.parsed
    if _is_active_after_all(syntax, verb):
        return p.heads[verb]
    prep = p.heads[verb]
    if p.deps[verb] == "pcomp" and p.lower[prep] == "as" and syntax.is_verb(p.heads[prep]):
        quoting = p.heads[prep]
        if p.lemmas[quoting] in ("quote", "cite", "describe", "report", "paraphrase"):
            clause = syntax.clause(quoting)
            objects = [a.token for a in clause.objects]
            return objects[0] if objects else None
    return speaker_of(syntax, verb)


def _passive(syntax: Syntax, verb: int, content: frozenset[int], stance: Stance) -> list[Speech]:
    """ "was confirmed by", "were told that", "is said to have", "was quoted as saying"."""
    p = syntax.parsed
    clause = syntax.clause(verb)
    speakers = [a.token for a in clause.subjects]
    if not speakers and p.lower[verb - 1] == "as":  # "as stated in a medical report"
        speakers = [o for word, o in syntax.prepositions(verb) if word in ("in", "by", "on")][:1]
    if not speakers and not syntax.kids(verb, "auxpass", "nsubjpass", "csubjpass", "agent"):
        if p.deps[verb] != "acl" and p.lower[verb - 1] != "as":
            return []  # "Confirmed: ..."
    if p.lemmas[verb] == "suppose" or (p.lemmas[verb] in ("quote", "cite") and not speakers):
        return []  # a duty; "saying" has the link
    if not speakers and syntax.kids(verb, "xcomp") and stance == "states":
        stance = (
            "states" if p.lemmas[verb] in ("report", "announce", "record", "know") else "claims"
        )
    content -= {verb}
    return [Speech(content, speakers[0] if speakers else None, verb, stance)] if content else []


def _by_nobody(syntax: Syntax, verb: int) -> list[Speech]:
    """ "is understood to have fled", "it emerged that he had fled"."""
    p = syntax.parsed
    passive = syntax.clause(verb).passive
    subjects = syntax.kids(verb, "nsubj", "nsubjpass")
    it = any(p.lower[s] == "it" for s in subjects)
    told = syntax.kids(verb, "ccomp") if it else syntax.kids(verb, "xcomp") if passive else []
    tokens = {t for c in told for t in clause_tokens(syntax, c)}
    if it and not tokens and p.deps[verb] in ("parataxis", "ccomp"):
        tokens = set(sentence_range(syntax, verb)) - set(syntax.subtree(verb))
    if not tokens:
        return []
    return [Speech(trimmed(syntax, tokens), None, verb, "claims" if passive else "states")]


def _is_reputed(syntax: Syntax, verb: int) -> bool:
    """ "gunmen thought to belong to ...": a clipped passive, whatever its tag."""
    p = syntax.parsed
    if p.tags[verb] not in ("VBN", "VBD") or p.tags[verb + 1 : verb + 2] != ("TO",):
        return False
    clipped = p.deps[verb] in ("acl", "advcl", "amod") and p.tags[verb] == "VBN"
    known = p.lemmas[verb] in (
        "think",
        "believe",
        "say",
        "suspect",
        "report",
        "understand",
        "allege",
    )
    return clipped or (known and not syntax.clause(verb).passive)
