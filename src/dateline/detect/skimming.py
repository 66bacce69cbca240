"""What the parse hints of a word that looks like a trigger; see `dateline.model.skim`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..records.article import ParsedArticle
from ..records.event import EventMention

_NEAR = (-2, -1, 1, 2)
_BESIDE = (-1, 1)


def hints(p: ParsedArticle, token: int) -> Iterator[str]:
    """The word itself, its head, its dependents, the words beside it, the kind of sentence."""
    lemma, tag, dep = p.lemmas[token], p.tags[token], p.deps[token]
    sentence = p.sentences[p.sentence_of[token]]
    head = p.lemmas[p.heads[token]] if p.heads[token] != token else "ROOT"
    yield from (
        f"L={lemma}", f"W={p.lower[token]}", f"T={tag}", f"D={dep}", f"LT={lemma}{tag}",
        f"LD={lemma}{dep}", f"H={head}", f"LH={lemma}|{head}", f"S={sentence.kind}",
    )  # fmt: skip
    for child in p.children[token]:
        role, word = p.deps[child], p.lemmas[child]
        yield from (f"K={role}={word}", f"KD={role}", f"LKD={lemma}{role}",
                    f"LK={lemma}|{role}={word}")  # fmt: skip
    for step in _NEAR:
        if sentence.first <= token + step < sentence.last:
            yield f"N{step}={p.lemmas[token + step]}"
            if step in _BESIDE:
                yield f"LN{step}={lemma}|{p.lemmas[token + step]}"


def tokens_inside(p: ParsedArticle, mentions: Iterable[EventMention]) -> frozenset[int]:
    """The tokens of triggers, and the verbs that support them ("held" of "held talks")."""
    found: set[int] = set()
    for mention in mentions:
        if mention.support is not None:
            found.add(mention.support)
        for token in range(mention.trigger, -1, -1):
            if p.ends[token] <= mention.quote.start:
                break
            found.add(token)
        for token in range(mention.trigger, len(p.starts)):
            if p.starts[token] >= mention.quote.end:
                break
            found.add(token)
    return frozenset(found)
