"""Whom a speaker's description takes up: "the minister", "the 34-year-old", "the bank".

Asked only of phrases that speak, where `link.Linker` finds nothing: a speaker has mostly been
brought in by name in the sentence before. Where two names fit, none is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator

from .lang.en.syntax import Syntax

_REACH = 2
_NAMED_AS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos", "attr", "dative", "conj")
_TOPICS = ("nsubj", "nsubjpass", "poss", "appos")
_BODIES = frozenset({"org", "media", "court", "parliament", "party", "military", "police", "state"})
_PLACES = frozenset({"place", "country", "site"})
_TITLES = frozenset({"official"})
_SINGULAR, _PLURAL = frozenset({"he", "she"}), frozenset({"they"})


def named_before(syntax: Syntax, token: int) -> int | None:
    """The head of the name or phrase that the speaker ``token`` takes up, or None."""
    p = syntax.parsed
    word = p.lower[token]
    if word in _SINGULAR:
        return _nearest(_people(syntax, token, plural=False), syntax)
    if word in _PLURAL:
        return _nearest(_people(syntax, token, plural=True), syntax)
    if not _is_definite(syntax, token):
        return None
    by_word = _by_its_noun(syntax, token)
    if by_word is not None:
        return by_word
    classes = syntax.classes(token)
    if classes & {"official", "person"} and p.tags[token] == "NN":
        return _only_person(syntax, _matching(syntax, token))
    grouped = p.lemmas[token] in syntax.cue("group_noun") or p.tags[token] == "NNS"
    if classes & _BODIES or grouped:
        return _only(_bodies(syntax, token))
    return _only_person(syntax, _matching(syntax, token))


def _is_definite(syntax: Syntax, token: int) -> bool:
    p = syntax.parsed
    first = syntax.phrase(token)[0]
    return p.lower[first] in ("the", "this", "that") and not p.tags[token].startswith("NNP")


def _nearest(found: Iterator[int], syntax: Syntax) -> int | None:
    """The subject of the nearest sentence, else what it names last."""
    heads = list(found)
    if not heads:
        return None
    p = syntax.parsed
    sentence = max(p.sentence_of[i] for i in heads)
    here = [i for i in heads if p.sentence_of[i] == sentence]
    subjects = [i for i in here if p.deps[i] in ("nsubj", "nsubjpass")]
    return (subjects or here)[0 if subjects else -1]


def _only(found: Iterator[int]) -> int | None:
    heads = list(found)
    return heads[0] if len(heads) == 1 else None


def _only_person(syntax: Syntax, found: Iterator[int]) -> int | None:
    """The one name; what is read as a body's name may be another person, and is none to choose."""
    head = _only(found)
    return None if head is None or syntax.parsed.entity[head] == "ORG" else head


def _before(syntax: Syntax, token: int) -> Iterator[int]:
    """Heads of noun phrases in the sentence and the two before it, in text order."""
    p = syntax.parsed
    here = p.sentence_of[token]
    start = p.sentences[max(0, here - _REACH)].first
    own = set(syntax.subtree(p.heads[token])) if syntax.is_verb(p.heads[token]) else {token}
    for i in range(start, token):
        outside = i not in own or p.sentence_of[i] != here
        if outside and p.deps[i] in _NAMED_AS and syntax.is_noun(i):
            yield i


def _people(syntax: Syntax, token: int, *, plural: bool) -> Iterator[int]:
    p = syntax.parsed
    wanted = ("NNS", "NNPS") if plural else ("NN", "NNP")
    for i in _before(syntax, token):
        many = bool(syntax.kids(i, "conj")) and p.deps[i] in ("nsubj", "dobj")
        if p.tags[i] not in wanted and not (plural and many):
            continue
        classes = syntax.classes(i)
        if classes & _PLACES or syntax.is_time(i):
            continue
        subject = p.deps[i] in ("nsubj", "nsubjpass")
        human = bool(classes & {"person", "people", "official", "crowd", "armed"})
        if human or (_is_name(syntax, i) and subject):
            yield i


def _is_name(syntax: Syntax, i: int) -> bool:
    p = syntax.parsed
    return p.tags[i].startswith("NNP") and p.entity[i] not in ("GPE", "LOC", "DATE", "ORG", "NORP")


def _by_its_noun(syntax: Syntax, token: int) -> int | None:
    """ "The bank" for the Central Bank of Cyprus, "the minister" for Interior Minister Okoro."""
    p = syntax.parsed
    noun = p.lemmas[token].lower()
    found: list[int] = []
    for i in _before(syntax, token):
        first, last = syntax.phrase(i)
        words = {p.lemmas[k].lower() for k in range(first, last)}
        longer = last - first > syntax.phrase(token)[1] - syntax.phrase(token)[0]
        if (
            noun in words
            and longer
            and any(p.words[k][:1].isupper() for k in range(first + 1, last))
        ):
            found.append(i)
    return found[-1] if found else None


def _bodies(syntax: Syntax, token: int) -> Iterator[int]:
    p = syntax.parsed
    seen: set[str] = set()
    for i in _before(syntax, token):
        body = p.entity[i] == "ORG" or bool(syntax.classes(i) & _BODIES and p.tags[i][:3] == "NNP")
        if body and p.lower[i] not in seen:
            seen.add(p.lower[i])
            yield i


def _matching(syntax: Syntax, token: int) -> Iterator[int]:
    """Names of persons before, each once; not one with another title ("Mayor", "the governor")."""
    p = syntax.parsed
    office = bool(syntax.classes(token) & _TITLES)
    seen: set[str] = set()
    for i in _before(syntax, token):
        classes = syntax.classes(i)
        if not (_is_name(syntax, i) or p.entity[i] == "ORG") or p.lower[i] in seen:
            continue
        if classes & _PLACES and p.entity[i] != "PERSON":
            continue
        if p.deps[i] not in _TOPICS or p.sentence_of[i] == p.sentence_of[token]:
            continue
        titles = [c for c in syntax.kids(i, "compound", "appos") if syntax.classes(c) & _TITLES]
        if office and titles and all(p.lemmas[c] != p.lemmas[token] for c in titles):
            continue
        seen.add(p.lower[i])
        yield i
