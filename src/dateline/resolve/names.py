"""Names made comparable: case, accents, apostrophes and transliterations folded away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        **dict(zip("łßıđæœøðþħə", "l ss i d ae oe o d th h e".split(), strict=True)),
        "&": " and ",
        **dict.fromkeys("'’‘ʼʻʿʾ`´\"“”.·", ""),
        **dict.fromkeys("-‐‑‒–—/_,;:()[]", " "),
    }
)
PARTICLES = frozenset(
    "al el ul ad an ar as at ash az ath the of de del da do dos das di du la le los las van von "
    "der den bin ibn ben bint abu y e and".split()
)
_ARTICLES = frozenset("al el ul ad an ar as at ash az ath".split())
_ALIKE = tuple(
    pair.split(">")
    for pair in (
        "ph>f ck>k kh>k gh>g q>k dh>d ou>u oo>u o>u w>u ee>i ei>i ai>i ay>i ey>i e>i y>i "
        "v>f zh>j dj>j z>s c>k"
    ).split()
)
_INITIALS = {letter: group[0] for group in ("aeiouwy", "kcq", "dzjs", "fvp") for letter in group}
_VOWELS = str.maketrans("", "", "aeiou")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 18)
def fold(text: str) -> str:
    """Lower-case words without accents, apostrophes or dots, one space between them."""
    plain = text.lower() if text.isascii() else _without_accents(text)
    return " ".join(plain.translate(_LETTERS).split())


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 18)
def sound(folded: str) -> str:
    """A key that spellings of one name share: "hezbollah" and "hizbullah", "kadhimi", "kadhemi".

    Articles (al-, el-, ash-) and the spaces between words are dropped, vowels and
    look-alike consonants merged. Two different names may share a key: it finds
    candidates, and their likeness decides.
    """
    words = folded.split()
    key = "".join(w.removesuffix("h") for w in words if w not in _ARTICLES) or "".join(words)
    for spelling, sounded in _ALIKE:
        key = key.replace(spelling, sounded)
    return _DOUBLED.sub(r"\1", key)


def bones(sounded: str) -> str:
    """The consonants of a `sound`: the vowels of a transliterated name are the writer's choice."""
    return sounded.translate(_VOWELS)


def initial(folded: str) -> str:
    """What the first letter of a name may sound like: names that sound alike share it."""
    words = folded.split()
    first = next((word for word in words if word not in _ARTICLES), words[0] if words else "")
    return _INITIALS.get(first[:1], first[:1])
