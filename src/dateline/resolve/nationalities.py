"""The text's words for peoples: they say which countries it speaks of."""

from __future__ import annotations

from ..records.article import ParsedArticle
from .gazetteer import Gazetteer

_TAGS = frozenset({"JJ", "NN", "NNS", "NNP", "NNPS"})


def nationality_words(parsed: ParsedArticle, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The text's words for the people or things of a country ("Iraqi"), each once."""
    found = {
        word: None
        for word, tag in zip(parsed.words, parsed.tags, strict=True)
        if word[:1].isupper() and tag in _TAGS and gazetteer.demonym(word) is not None
    }
    return tuple(found)
