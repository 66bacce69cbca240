"""Who does an act told without its doer, where the type's definition says what kind of body."""

from __future__ import annotations

from ..lang.en.syntax import Syntax
from ..records.coded import Via
from ..records.event import EventMention, Phrase

_AUTHORITY = frozenset({"arrest"})
"""Acts of a state authority by definition (codebook): of the police, where the text tells of it."""
_BACK = 6
"""So many sentences back the police may have been told of; farther off it may be another force."""
_VIA = {0: Via.SAME_SENTENCE, 1: Via.PREVIOUS_SENTENCE}


def implied_actor(syntax: Syntax, mention: EventMention) -> Phrase | None:
    """The police named nearest, for an arrest nobody is said to have made; else None.

    "Police said 50 persons had been arrested", "Officers raided the hall. Ten were arrested."
    The link is the agentless trigger itself, so that a reader sees that the words say no more.
    """
    if mention.event_type not in _AUTHORITY or mention.actors:
        return None
    targets = {t for b in mention.targets for t in range(b.first, b.last)}
    at = mention.sentence
    for sentence in range(at, max(-1, at - _BACK), -1):
        named = [t for t in _police(syntax, sentence) if t not in targets]
        if named:
            nearest = min(named, key=lambda t: abs(t - mention.trigger))
            quote = syntax.parsed.quote(*syntax.phrase(nearest))
            how = "no doer told; arrests are an authority's, and these police are named nearest"
            return Phrase(
                quote,
                nearest,
                via=_VIA.get(at - sentence, Via.SECTION),
                via_quote=mention.quote,
                how=how,
            )
    return None


def _police(syntax: Syntax, sentence: int) -> list[int]:
    """Heads of phrases that name police, in text order."""
    p = syntax.parsed
    inside = p.sentences[sentence]
    return [
        token
        for token in range(inside.first, inside.last)
        if syntax.is_noun(token)
        and p.deps[token] not in ("compound", "poss", "amod", "nmod")
        and "police" in syntax.classes(token)
    ]
