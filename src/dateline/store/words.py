"""What somebody looks for: words and "phrases", read from any text at all without complaint."""

from __future__ import annotations

import re
import unicodedata

MOST_PHRASES = 100
"""A search may have this many words and phrases; each is a look-up of its own."""

_QUOTED = re.compile(r'"([^"]*)"?|([^"]+)')
_QUOTE_MARKS = str.maketrans("“”„«»", '"""""')


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a search, each its words in order; a word outside quotes is a phrase of one.

    Words are runs of letters, digits and the marks on them; all else only parts them. So no
    phrase has anything in it that a search engine could take for its own syntax. An apostrophe or
    hyphen inside a word makes a phrase of its parts.

    >>> phrases('police "tear gas" Al-Kadhimi AND (x:*')
    (('police',), ('tear', 'gas'), ('Al', 'Kadhimi'), ('AND',), ('x',))
    """
    pieces = (
        piece
        for quoted, plain in _QUOTED.findall(text.translate(_QUOTE_MARKS))
        for piece in ((quoted,) if quoted else plain.split())
    )
    return tuple(dict.fromkeys(words for words in map(_words, pieces) if words))


def fold(name: str) -> str:
    """A name for comparing: capitals and blanks make no difference."""
    return " ".join(name.casefold().split())


def _words(piece: str) -> tuple[str, ...]:
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" or _private(c) else " " for c in piece)
    return tuple(word for word in kept.split() if any(map(_bears, word)))


def _bears(char: str) -> bool:
    """Whether a word of this character alone is a word: a mark alone is none."""
    return unicodedata.category(char)[0] in "LN" or _private(char)


def _private(char: str) -> bool:
    return unicodedata.category(char) == "Co"
