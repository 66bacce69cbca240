"""The words that a verb tells: its clause, infinitive, object, or the words under a preposition."""

from __future__ import annotations

from ..lang.en.syntax import Syntax
from .speech_tellers import sentence_range, stance_of_noun

OBJECT = ("dobj", "obj")
FINITE = ("VBD", "VBZ", "VBP", "MD")
_QUOTE = frozenset({"quote", "cite"})
_AS_DEPS = frozenset({"advcl", "prep", "pcomp", "conj", "acl"})


def plain_infinitive(syntax: Syntax, verb: int) -> frozenset[int]:
    """ "gunmen thought to belong to ...": the infinitive without what a parser joined to it."""
    p = syntax.parsed
    found: list[int] = []
    todo = syntax.kids(verb, "xcomp")
    while todo:
        token = todo.pop()
        found.append(token)
        todo += [c for c in p.children[token] if p.deps[c] not in ("conj", "ccomp", "parataxis")]
    return frozenset(found)


def content_of(syntax: Syntax, verb: int) -> set[int]:
    """The tokens of what is told."""
    p = syntax.parsed
    lemma = p.lemmas[verb]
    clause = syntax.clause(verb)
    tokens: set[int] = set()
    for child in p.children[verb]:
        dep = p.deps[child]
        if (
            dep == "ccomp"
            and not is_behind_a_semicolon(syntax, child, verb)
            or dep == "xcomp"
            and _tells_infinitive(syntax, verb)
        ):
            tokens.update(clause_tokens(syntax, child))
        elif dep == "csubjpass" or (dep == "nsubjpass" and _told_as_subject(syntax, verb, child)):
            tokens.update(syntax.subtree(child))
        elif dep == "prep" and p.lower[child] == "as" and (clause.passive or lemma in _QUOTE):
            tokens.update(t for t in syntax.subtree(child) if t != child)
        elif dep == "advcl" and is_that_clause(syntax, child):
            tokens.update(clause_tokens(syntax, child))
        elif dep in OBJECT and _is_clause_misread(syntax, child, lemma):
            tokens.update(syntax.subtree(child))
    tokens = tokens or under_prepositions(syntax, verb, "tell_preposition")
    tokens = tokens or _stray_clause(syntax, verb)
    given = (
        bool(syntax.kids(verb, "dative")) or len(syntax.kids(verb, "dobj")) > 1
    )  # "denied the singer a visa"
    if not tokens and lemma in syntax.cue("tell_object") and not clause.passive and not given:
        tokens |= object_tokens(syntax, verb)
    if not tokens and lemma in syntax.cue("tell_person"):
        tokens |= ordered_tokens(syntax, verb)
    if not tokens and _is_tag(syntax, verb):
        tokens.update(set(syntax.subtree(p.heads[verb])) - set(syntax.subtree(verb)))
    if not tokens and p.deps[verb] == "parataxis":
        tokens.update(set(syntax.subtree(p.heads[verb])) - set(syntax.subtree(verb)))
    return tokens or _after_colon(syntax, verb)


def _is_clause_misread(syntax: Syntax, child: int, lemma: str) -> bool:
    """An object that is a clause by its words: "that" with a subject, "swore two spies landed"."""
    p = syntax.parsed
    if p.lower[child] == "that":
        return p.tags[child] == "IN" and bool(p.children[child])
    clauses = [c for c in syntax.kids(child, "acl", "relcl") if p.tags[c] in ("VBN", "VBD")]
    return lemma in ("say", "swear", "think", "believe", "insist") and bool(clauses)


def clause_beside(syntax: Syntax, noun: int, verb: int) -> set[int]:
    """ "mocked Paris's account that ...": the clause of the noun, hung on the noun's verb."""
    p = syntax.parsed
    if p.deps[noun] not in OBJECT or stance_of_noun(syntax, noun) is None:
        return set()
    for clause in syntax.kids(verb, "ccomp", "advcl"):
        if clause > noun and is_that_clause(syntax, clause):
            between = p.lower[noun + 1 : min(syntax.subtree(clause))]
            if not between or between[0] in ("by", "from"):
                return set(syntax.subtree(clause))
    return set()


def is_behind_a_semicolon(syntax: Syntax, clause: int, verb: int) -> bool:
    """ "The Houthis say they shot it down; the Americans say nothing": two sentences in one."""
    if clause > verb:
        return False
    last = max(syntax.subtree(clause))
    return ";" in syntax.parsed.words[last + 1 : verb]


def clause_tokens(syntax: Syntax, clause: int) -> set[int]:
    """A clause with the clauses joined to it."""
    return {t for c in (clause, *syntax.kids(clause, "conj")) for t in syntax.subtree(c)}


def _tells_infinitive(syntax: Syntax, verb: int) -> bool:
    lemma = syntax.parsed.lemmas[verb]
    own = lemma in syntax.cue("tell_infinitive") or lemma in syntax.cue("tell_promises")
    return own or syntax.clause(verb).passive


def _told_as_subject(syntax: Syntax, verb: int, noun: int) -> bool:
    """ "The seizure of the yacht was confirmed by ...": an act or news as passive subject."""
    p = syntax.parsed
    if p.lemmas[verb] not in syntax.cue("tell_object") or syntax.kids(verb, "ccomp", "xcomp"):
        return False
    return p.lemmas[noun] in syntax.lexicon.nouns or stance_of_noun(syntax, noun) is not None


def is_that_clause(syntax: Syntax, clause: int) -> bool:
    """Whether "that" marks a clause."""
    p = syntax.parsed
    return any(p.deps[c] == "mark" and p.lower[c] == "that" for c in p.children[clause])


def _stray_clause(syntax: Syntax, verb: int) -> set[int]:
    """ "testified behind a curtain that guards ...": the clause hung on the noun before it."""
    p = syntax.parsed
    for child in p.children[verb]:
        if child < verb or p.deps[child] not in ("prep", "dobj", "dative", "npadvmod"):
            continue
        for noun in (child, *(o for o in syntax.kids(child, "pobj"))):
            for clause in syntax.kids(noun, "relcl", "acl"):
                if is_that_clause(syntax, clause) and stance_of_noun(syntax, noun) is None:
                    return clause_tokens(syntax, clause)
    return set()


def object_tokens(syntax: Syntax, verb: int) -> set[int]:
    """The objects of an active verb, that of a relative clause among them."""
    return {
        t
        for a in syntax.clause(verb).objects
        if a.how in ("object", "shared object", "relative clause")
        for t in syntax.subtree(a.token)
        if t > verb or a.how != "object"
    } - set(syntax.subtree(verb) if _is_relative(syntax, verb) else ())


def _is_relative(syntax: Syntax, verb: int) -> bool:
    return syntax.parsed.deps[verb] == "relcl"


def ordered_tokens(syntax: Syntax, verb: int) -> set[int]:
    """ "urged the army to withdraw", "asked whether": what somebody is to do."""
    p = syntax.parsed
    tokens: set[int] = set()
    for child in syntax.kids(verb, "xcomp", "ccomp", "advcl"):
        if child > verb and any(p.tags[c] == "TO" for c in p.children[child]):
            tokens.update(clause_tokens(syntax, child))
    return tokens


def under_prepositions(syntax: Syntax, verb: int, section: str) -> set[int]:
    """ "complained of an incursion", "called for talks": what stands under the preposition."""
    p = syntax.parsed
    phrases = syntax.cue(section)
    tokens: set[int] = set()
    for child in p.children[verb]:
        known = f"{p.lemmas[verb]}_{p.lower[child]}" in phrases
        if child > verb and p.deps[child] in ("prep", "prt", "agent") and known:
            tokens.update(t for t in syntax.subtree(child) if t != child)
    return tokens


def _is_tag(syntax: Syntax, verb: int) -> bool:
    """ "..., a local official said on Monday": the telling hung behind what is told."""
    p = syntax.parsed
    subjects = syntax.kids(verb, "nsubj")
    if p.deps[verb] not in ("conj", "dep", "advcl") or not subjects or p.heads[verb] > verb:
        return False
    first = syntax.phrase(subjects[0])[0]
    joined = any(p.deps[c] == "cc" and c < verb for c in p.children[p.heads[verb]] if c > first - 2)
    return p.words[first - 1] == "," and not joined and not syntax.clause(verb).objects


def _after_colon(syntax: Syntax, verb: int) -> set[int]:
    """ "the telegram read: consulate evacuated by raft": the rest of the sentence."""
    p = syntax.parsed
    here = sentence_range(syntax, verb)
    for i in range(verb + 1, min(verb + 12, here.stop)):
        if p.words[i] == ":":
            return set(range(i + 1, here.stop))
        if p.tags[i] in FINITE or p.words[i] in (",", ";"):
            return set()
    return set()


def words_told_as(syntax: Syntax, verb: int) -> set[int]:
    """ "as the mayor said, ...", "as claimed by villagers": the clause that it hangs on."""
    p = syntax.parsed
    if p.lemmas[verb] not in syntax.cue("as_told") or p.deps[verb] not in _AS_DEPS:
        return set()
    marks = [c for c in p.children[verb] if p.lower[c] == "as" and c < verb]
    if not marks and p.lower[verb - 1] != "as":
        return set()
    if syntax.kids(verb, "ccomp"):
        return set()
    head = syntax.governing_verb(verb)
    own = set(syntax.subtree(verb)) | {verb - 1}
    return set(syntax.subtree(head)) - own if head is not None else set()
