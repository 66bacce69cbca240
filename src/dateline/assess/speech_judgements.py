"""Verbs that take a side: accusing, rejecting what another tells, naming, wanting, praising."""

from __future__ import annotations

from collections.abc import Iterator

from ..lang.en.syntax import Syntax
from ..records.claim import Speech, Stance
from .speech_contents import (
    OBJECT,
    clause_beside,
    clause_tokens,
    is_behind_a_semicolon,
    object_tokens,
    under_prepositions,
)
from .speech_tellers import speaker_of, stance_of_noun, trimmed

STANCE_TO_TOLD: tuple[tuple[str, Stance], ...] = (
    ("tell_rejects", "denies"),
    ("tell_questions", "doubts"),
    ("tell_upholds", "confirms"),
    ("tell_relays", "states"),
)
_NEGATED: dict[Stance, Stance] = {"confirms": "doubts", "states": "denies"}
_RESPONSIBLE: dict[str, Stance] = {
    "claim": "claims",
    "take": "claims",
    "accept": "claims",
    "assume": "claims",
    "admit": "confirms",
    "deny": "denies",
}


def accusation(syntax: Syntax, verb: int) -> list[Speech]:
    """ "X accused Y of shelling Z": the shelling is X's allegation."""
    p = syntax.parsed
    if p.lemmas[verb] not in syntax.cue("tell_accuses"):
        return []
    tokens: set[int] = set()
    holders = [verb]
    holders += [a.token for a in syntax.clause(verb).objects if a.how in ("object", "participle")]
    for holder in holders:
        for child in syntax.kids(holder, "prep"):
            if p.lower[child] in ("of", "for", "with", "over") and child > verb:
                tokens.update(t for t in syntax.subtree(child) if t != child)
    if not tokens:
        for i in syntax.subtree(verb):  # "accused him to his face of having ..."
            gerund = p.tags[i] == "IN" and p.lower[i] == "of" and i > verb
            if gerund and any(p.tags[c] in ("VBG", "VBN") for c in syntax.kids(i, "pcomp")):
                tokens.update(t for t in syntax.subtree(i) if t != i)
    tokens.discard(verb)
    if not tokens:
        return []
    return [Speech(trimmed(syntax, tokens), speaker_of(syntax, verb), verb, "alleges")]


def responsibility(syntax: Syntax, verb: int) -> list[Speech]:
    """ "claimed responsibility for the blast", "claimed the attack"."""
    p = syntax.parsed
    stance = _RESPONSIBLE.get(p.lemmas[verb])
    if stance is None:
        return []
    for child in syntax.kids(verb, *OBJECT):
        if p.lemmas[child] == "responsibility":
            under = [c for i in (child, verb) for c in syntax.kids(i, "prep") if c > child]
            tokens = {t for c in under if p.lower[c] == "for" for t in syntax.subtree(c) if t != c}
        elif p.lemmas[verb] == "claim" and p.lemmas[child] in syntax.lexicon.nouns:
            tokens = set(syntax.subtree(child))
        else:
            continue
        speaker = speaker_of(syntax, verb)
        if tokens and speaker is not None:
            return [Speech(trimmed(syntax, tokens), speaker, verb, stance)]
    return []


def of_what_is_told(syntax: Syntax, verb: int) -> list[Speech]:
    """ "dismissed suggestions that ...", "upheld prisoners' complaints that ..."."""
    p = syntax.parsed
    clause = syntax.clause(verb)
    told = [a.token for a in clause.objects if holds_telling(syntax, a.token, verb)]
    told = told or [
        o  # "rejected as baseless reports that ..."
        for word, o in syntax.prepositions(verb)
        if word == "as" and holds_telling(syntax, o, verb)
    ]
    if not told and p.lemmas[verb] in syntax.cue("tell_dubs"):
        told = [
            s for c in syntax.kids(verb, "ccomp", "oprd", "xcomp") for s in _subject_of(syntax, c)
        ]
        told = [t for t in told if holds_telling(syntax, t, verb)]
        if told:
            return _stanced(syntax, verb, told[0], "denies")
    if not told:
        return []
    lemma = p.lemmas[verb]
    if lemma in syntax.cue("tell_dubs") and syntax.kids(verb, "oprd", "xcomp", "advcl"):
        return _stanced(syntax, verb, told[0], "denies")
    for section, stance in STANCE_TO_TOLD:
        if lemma in syntax.cue(section):
            negated = bool(syntax.kids(verb, "neg"))
            return _stanced(
                syntax, verb, told[0], _NEGATED.get(stance, stance) if negated else stance
            )
    return []


def _stanced(syntax: Syntax, verb: int, told: int, stance: Stance) -> list[Speech]:
    speaker = speaker_of(syntax, verb)
    if speaker is None:
        return []
    tokens = set(syntax.subtree(told)) | clause_beside(syntax, told, verb)
    tokens -= {*syntax.subtree(speaker), verb}
    return [Speech(trimmed(syntax, tokens), speaker, verb, stance)]


def _subject_of(syntax: Syntax, token: int) -> list[int]:
    return syntax.kids(token, "nsubj")


def holds_telling(syntax: Syntax, noun: int, verb: int) -> bool:
    """Whether a noun tells something in its own phrase ("the claim that", "a tale of a mutiny")."""
    p = syntax.parsed
    if stance_of_noun(syntax, noun) is None:
        return False
    for child in p.children[noun]:
        dep = p.deps[child]
        if child == verb:
            continue
        if dep in ("acl", "ccomp", "relcl") or (
            dep == "prep" and p.lower[child] in ("of", "about")
        ):
            return True
    if any(_holds_clause(syntax, c) for c in syntax.kids(noun, "prep")):
        return True
    return bool(clause_beside(syntax, noun, verb))


def _holds_clause(syntax: Syntax, prep: int) -> bool:
    """ "an allegation by fishermen that it dumped ...": the clause hung on the one who says so."""
    return any(syntax.kids(o, "acl", "relcl") for o in syntax.kids(prep, "pobj"))


def naming(syntax: Syntax, verb: int) -> list[Speech]:
    """ "called it a massacre", "described the blast as an attack"."""
    p = syntax.parsed
    if p.lemmas[verb] not in syntax.cue("feel_as"):
        return []
    given = set(_given_name(syntax, verb))
    if not given:
        return []
    tokens = given | {
        t for a in syntax.clause(verb).objects if a.how == "object" for t in syntax.subtree(a.token)
    }
    told = any(p.lemmas[t] in syntax.lexicon.nouns for t in given)
    speaker = speaker_of(syntax, verb)
    if speaker is None:
        return []
    tokens -= set(range(*syntax.phrase(speaker)))
    content = trimmed(syntax, (given if told else tokens) - {verb})
    return [Speech(content, speaker, verb, "states", attitude=not told)] if content else []


def _given_name(syntax: Syntax, verb: int) -> Iterator[int]:
    p = syntax.parsed
    for child in p.children[verb]:
        if child < verb:
            continue
        if p.deps[child] == "prep" and p.lower[child] == "as":
            yield from (t for t in syntax.subtree(child) if t != child)
        elif (
            p.lemmas[verb] == "call"
            and p.deps[child] in ("oprd", "ccomp", "xcomp")
            or p.deps[child] == "oprd"
        ):
            yield from syntax.subtree(child)


def attitude_of(syntax: Syntax, verb: int) -> list[Speech]:
    """What somebody wants, plans, thinks of or stands for: attributed, but told by the outlet."""
    p = syntax.parsed
    lemma = p.lemmas[verb]
    tokens: set[int] = set()
    if lemma in syntax.cue("feel_clause"):
        for child in syntax.kids(verb, "ccomp", "xcomp"):
            if not is_behind_a_semicolon(syntax, child, verb):
                tokens.update(clause_tokens(syntax, child))
    if not tokens and lemma in syntax.cue("feel_object"):
        tokens |= object_tokens(syntax, verb)
    tokens |= under_prepositions(syntax, verb, "feel_preposition") if not tokens else set()
    if not tokens:
        return []
    speaker = speaker_of(syntax, verb)
    if speaker is None:
        return []
    content = trimmed(syntax, tokens - {verb, speaker})
    return [Speech(content, speaker, verb, "states", attitude=True)] if content else []
