"""Indirect speech by nouns, adjectives, adverbs, prepositions: "the claim that", "according to"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..lang.en.syntax import Syntax
from ..records.claim import Speech, Stance
from .speech_contents import clause_beside
from .speech_misread import noun_read_as_verb
from .speech_tellers import may_speak, sentence_range, stance_of_noun, trimmed

_ADJECTIVES: tuple[tuple[str, Stance, bool], ...] = (
    ("adjective_claims", "claims", False),
    ("adjective_doubts", "doubts", False),
    ("adjective_states", "states", False),
    ("adjective_feeling", "states", True),
)
_OF = frozenset({"of", "about", "on", "over", "regarding", "concerning"})
_FOR = frozenset({"for", "in", "with", "toward", "towards", "to", "against"})


def noun_speeches(syntax: Syntax, noun: int) -> list[Speech]:
    """What a noun of telling tells: "the rebels' claim that it ...", "rumours of a coup"."""
    p = syntax.parsed
    misread = noun_read_as_verb(syntax, noun)
    if misread:
        return misread
    stance = stance_of_noun(syntax, noun)
    feeling = stance is None and p.lemmas[noun] in syntax.cue("noun_feeling")
    if stance is None and not feeling:
        return []
    speaker = _owner(syntax, noun)
    content = trimmed(syntax, _told_by_noun(syntax, noun, feeling=feeling) - {noun})
    if not content:
        return []
    if speaker is not None:
        content -= set(range(*syntax.phrase(speaker)))
        return [Speech(content, speaker, noun, stance or "states", attitude=feeling)]
    if feeling or p.lemmas[noun] not in syntax.cue("noun_hearsay"):
        return []
    return [Speech(content, None, noun, stance or "states")]


def _owner(syntax: Syntax, noun: int) -> int | None:
    """Whose claim it is: a possessor, "by X", or the subject of "made the claim"."""
    p = syntax.parsed
    for child in syntax.kids(noun, "poss"):
        return child if may_speak(syntax, child) else None
    for child in syntax.kids(noun, "prep"):
        if p.lower[child] in ("by", "from"):
            for obj in syntax.kids(child, "pobj"):
                return obj
    if p.deps[noun] == "ccomp" and syntax.kids(noun, "nsubj"):
        return syntax.kids(noun, "nsubj")[0]  # "heard a clerk claim that"
    verb = p.heads[noun]
    if p.deps[noun] == "dobj" and p.lemmas[verb] in syntax.cue("noun_light"):
        subjects = syntax.clause(verb).subjects
        if subjects and may_speak(syntax, subjects[0].token):
            return subjects[0].token
    return None


def _told_by_noun(syntax: Syntax, noun: int, *, feeling: bool) -> set[int]:
    p = syntax.parsed
    tokens: set[int] = set()
    for child in p.children[noun]:
        dep = p.deps[child]
        if child < noun:
            continue
        if dep in ("acl", "ccomp", "relcl") and _is_content(syntax, child):
            tokens.update(syntax.subtree(child))
        elif dep == "prep" and (p.lower[child] in _OF or (feeling and p.lower[child] in _FOR)):
            tokens.update(t for t in syntax.subtree(child) if t != child)
        elif dep == "prep" and p.lower[child] in ("by", "from"):
            tokens.update(_beyond_the_owner(syntax, child))
    verb = p.heads[noun]
    if not tokens and p.deps[noun] == "dobj":
        tokens |= clause_beside(syntax, noun, verb)
        if p.lemmas[verb] in syntax.cue("noun_light"):
            for child in syntax.kids(verb, "prep"):
                if child > noun and p.lower[child] in _OF:
                    tokens.update(t for t in syntax.subtree(child) if t != child)
    if not tokens and p.deps[noun] in ("nsubj", "nsubjpass", "attr", "dobj"):
        tokens.update(_told_beside(syntax, noun, verb))
    return tokens


def _is_content(syntax: Syntax, clause: int) -> bool:
    """A clause with "that" as its mark, or an infinitive; no participle, no relative clause."""
    p = syntax.parsed
    marks = [p.lower[c] for c in p.children[clause] if p.deps[c] == "mark"]
    if "that" in marks or "whether" in marks:
        return True
    that = [c for c in p.children[clause] if p.lower[c] == "that"]
    if that and any(c not in that for c in syntax.kids(clause, "nsubj", "nsubjpass")):
        whole = p.deps[that[0]] == "nsubj" or bool(syntax.kids(clause, "prep", "auxpass"))
        return whole or len(syntax.kids(clause, "dobj")) > (p.deps[that[0]] == "dobj")
    if any(p.tags[c] == "TO" for c in p.children[clause]):
        return True
    return p.deps[clause] == "ccomp"


def _beyond_the_owner(syntax: Syntax, prep: int) -> Iterator[int]:
    """ "an allegation by fishermen that it dumped ...": the clause hung on the fishermen."""
    for obj in syntax.kids(prep, "pobj"):
        for clause in syntax.kids(obj, "relcl", "acl", "ccomp"):
            if _is_content(syntax, clause):
                yield from syntax.subtree(clause)


def _told_beside(syntax: Syntax, noun: int, verb: int) -> set[int]:
    """ "reports have emerged that ...", "there were rumours that ...", "her claim is that ..."."""
    p = syntax.parsed
    if p.lemmas[verb] not in syntax.cue("noun_carrier"):
        return set()
    tokens: set[int] = set()
    for child in p.children[verb]:
        if child > max(noun, verb) - 1 and p.deps[child] in ("ccomp", "advcl", "acl"):
            if _is_content(syntax, child):
                tokens.update(syntax.subtree(child))
        elif p.deps[child] == "prep" and p.lower[child] == "of" and p.deps[noun] == "nsubj":
            tokens.update(t for t in syntax.subtree(child) if t != child)
    return tokens


def adjective_speeches(syntax: Syntax, adjective: int) -> list[Speech]:
    """ "was adamant that ...", "are sceptical that ...", "is worried about ..."."""
    p = syntax.parsed
    lemma = p.lower[adjective]
    known = next((row for row in _ADJECTIVES if lemma in syntax.cue(row[0])), None)
    verb = p.heads[adjective]
    if known is None or p.deps[adjective] not in ("acomp", "ROOT", "ccomp", "oprd", "conj"):
        return []
    _, stance, feeling = known
    tokens: set[int] = set()
    for child in p.children[adjective]:
        if child > adjective and p.deps[child] in ("ccomp", "xcomp"):
            tokens.update(syntax.subtree(child))
        elif feeling and child > adjective and p.deps[child] == "prep":
            tokens.update(t for t in syntax.subtree(child) if t != child)
    subjects = syntax.clause(verb).subjects
    if not tokens or not subjects or not may_speak(syntax, subjects[0].token):
        return []
    content = trimmed(syntax, tokens)
    return [Speech(content, subjects[0].token, adjective, stance, attitude=feeling)]


def reported_speech(syntax: Syntax, adverb: int) -> Speech:
    """ "reportedly", "allegedly": somebody unnamed tells the clause."""
    word = syntax.parsed.lower[adverb]
    charged = word.startswith(("alleg", "suppos", "purport"))
    content = frozenset(syntax.subtree(syntax.parsed.heads[adverb]))
    return Speech(content, None, adverb, "alleges" if charged else "claims")


# -- according to, citing, in the view of ----------------------------------------------------------


def according_speeches(syntax: Syntax, i: int) -> list[Speech]:
    """ "according to X", "per X"; "citing X" is left to `citing_speeches`."""
    p = syntax.parsed
    if p.lower[i] in ("citing", "quoting"):
        return []
    source = _source_of(syntax, i)
    if source is None or p.lemmas[source] in syntax.cue("not_a_source"):
        return []
    if p.lower[i] == "per" and not _names_a_source(syntax, source):
        return []
    return [Speech(_clause_around(syntax, i), source, i, "states")]


def _source_of(syntax: Syntax, i: int) -> int | None:
    for word, obj in syntax.prepositions(i):
        if word in ("to", "by"):
            return obj
    objects = syntax.kids(i, "pobj", "dobj")
    return objects[0] if objects else None


def _names_a_source(syntax: Syntax, noun: int) -> bool:
    """ "per the ministry", "per Reuters"; "per student" is a measure."""
    if syntax.kids(noun, "det", "poss") or syntax.parsed.tags[noun].startswith("NNP"):
        return True
    return bool(syntax.classes(noun) & {"official", "org", "media", "document"})


def _clause_around(syntax: Syntax, i: int) -> frozenset[int]:
    own = set(syntax.subtree(i))
    governor = syntax.governing_verb(i)
    here = sentence_range(syntax, i)
    if governor is None or i == here.start:
        return trimmed(syntax, set(here) - own)
    return trimmed(syntax, set(syntax.subtree(governor)) - own)


def view_speeches(syntax: Syntax, i: int) -> list[Speech]:
    """ "In the view of a diplomat, ...", "By one account ...": the view tells the sentence."""
    p = syntax.parsed
    if p.lower[i] not in ("in", "by", "on"):
        return []
    objects = syntax.kids(i, "pobj")
    if not objects or p.lemmas[objects[0]] not in syntax.cue("source_view"):
        return []
    here = sentence_range(syntax, i)
    last = max(syntax.subtree(i))
    opens = i == here.start
    if not opens and (p.words[i - 1] != "," or last + 2 < here.stop and p.words[last + 1] != ","):
        return []
    own = set(syntax.subtree(i))
    return [Speech(trimmed(syntax, set(here) - own), objects[0], i, "claims")]


def citing_speeches(syntax: Syntax, i: int, found: Iterable[Speech]) -> list[Speech]:
    """ "the agency reported, citing a source": what the governing telling tells, once more.

    Citing a reason, not somebody ("citing a threat"), is the citing one's own word on it.
    """
    source = _source_of(syntax, i)
    if source is None:
        return []
    own = frozenset(syntax.subtree(i))
    if not _may_be_cited(syntax, source):
        subjects = [a.token for a in syntax.clause(i).subjects]
        if not subjects or not may_speak(syntax, subjects[0]):
            return []
        return [Speech(trimmed(syntax, own - {i}), subjects[0], i, "states")]
    above = set(syntax.ancestors(i))
    hosts = [s for s in found if s.cue in above or (s.speaker in above and i not in s.content)]
    nearest = max(hosts, key=lambda s: s.cue, default=None)
    content = _clause_around(syntax, i) if nearest is None else nearest.content
    return [Speech(trimmed(syntax, content - own), source, i, "states")] if content - own else []


def _may_be_cited(syntax: Syntax, token: int) -> bool:
    classes = syntax.classes(token)
    p = syntax.parsed
    if syntax.kids(token, "nummod"):
        return True
    if classes & (syntax.cue("agentive") | {"person", "name", "pronoun", "document"}):
        return True
    noun = p.lemmas[token]
    return noun in syntax.cue("cited_noun") or p.tags[token] in ("PRP", "CD", "DT")
