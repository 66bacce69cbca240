"""Names as CAMEO dictionaries write them: ``BASQUE_FATHERLAND_AND_FREEDOM_(ETA)_``."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..names import PARTICLES, fold
from ..roles import load_roles
from .cameo_codes import load_codes
from .drafts import distinct

_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
_VOWELS = frozenset("AEIOUY")
_LONGEST_ACRONYM = 4
_LONGEST_TITLE = 4
_FEWEST, _MOST = 2, 6
"""Words that a person's name has."""
_SMALL = PARTICLES | frozenset("in for on to with at".split())


class Named(NamedTuple):
    """The names of one actor."""

    name: str
    aliases: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


def is_person(raw: str, *, elite: bool, dated: bool) -> bool:
    """Whether a name is a person's, by its words and by how it is coded.

    Persons have dates, or were once among the elite (ELI), or a title stands before the name.
    """
    words = _words(raw)
    bare = _untitled(words)
    others = load_codes().words | load_roles().words["generic"]
    folded = [fold(w) for w in words]
    singular = [load_roles().singular(w) for w in folded]
    if "(" in raw or others.intersection((*folded, *singular)):
        return False
    if any(not fold(w).replace(" ", "").isalpha() for w in bare):
        return False
    if len(bare) < len(words):
        return True
    if any(w in load_roles().roles for w in singular):
        return False
    return elite or (dated and _FEWEST <= len(words) <= _MOST)


def person(raw: list[str]) -> Named:
    """A person's names without titles; one word alone is what the person is called for short."""
    bare = [" ".join(_cased(_untitled(_words(one)))) for one in raw]
    full = [one for one in bare if " " in one]
    name = full[0] if full else bare[0]
    return Named(
        name,
        aliases=distinct(tuple(full), name),
        called=distinct(tuple(one for one in bare if " " not in one), name),
    )


def organisation(raw: list[str]) -> Named:
    """Its names; what is in parentheses is an acronym, or says which of that name is meant."""
    full: list[str] = []
    shorts: list[str] = []
    for one in raw:
        inside = [i.strip("_ ") for i in _IN_PARENTHESES.findall(one)]
        words = _words(_IN_PARENTHESES.sub("_", one).replace("(", "_").replace(")", "_"))
        name = " ".join(_cased(words))
        acronyms = [i for i in inside if i and "_" not in i and len(i) <= 8]
        if inside and not acronyms:
            shorts.append(name)  # NATIONAL_LIBERATION_ARMY_(BOLIVIA)
            full.append(f"{name} ({' '.join(_cased(_words(inside[0])))})")
        elif inside and not _is_acronym_of(acronyms[0], words):
            shorts.append(name)
            full.append(f"{name} ({' '.join(_cased([acronyms[0]]))})")
        else:
            full += [name, *acronyms]
    names = [n for n in full if fold(n)]
    return Named(
        names[0] if names else "",
        aliases=distinct(tuple(names[1:]), *names[:1]),
        shorts=distinct(tuple(shorts), *names),
    )


def _is_acronym_of(text: str, words: list[str]) -> bool:
    """Whether the letters of an acronym are among those of the name, its first letter apart."""
    letters = [c for c in text if c.isalpha()]
    initials = "".join(w[:1] for w in words)
    in_name = iter("".join(words))
    return len(text) <= _LONGEST_ACRONYM + 1 or (
        text[:1] in initials and all(c in in_name for c in letters)
    )


def _words(raw: str) -> list[str]:
    words = raw.replace("_", " ").split()
    return words[1:] if len(words) > 1 and words[0] == "THE" else words


def _untitled(words: list[str]) -> list[str]:
    """The words after titles: "FOREIGN MINISTER ASHRAF GHANI", "GENERAL LORD ISMAY"."""
    titles, roles = load_roles().words["title"], load_roles().roles
    start = 0
    while start < len(words) - 1:
        for length in range(min(_LONGEST_TITLE, len(words) - 1 - start), 0, -1):
            text = fold(" ".join(words[start : start + length]))
            if text in titles or text in roles or text in ("former", "acting"):
                start += length
                break
        else:
            break
    return words[start:]


def _cased(words: list[str]) -> list[str]:
    """Words in capitals as text has them; an acronym stays as it is."""
    alone = len(words) == 1
    return [_cased_word(w, alone=alone, first=i == 0) for i, w in enumerate(words)]


def _cased_word(word: str, *, alone: bool, first: bool) -> str:
    if word != word.upper():
        return word
    if not first and word.lower() in _SMALL:
        return word.lower()
    letters = [c for c in word if c.isalpha()]
    short = len(letters) <= _LONGEST_ACRONYM
    if "." in word or (short and (alone or not _VOWELS.intersection(letters))):
        return word
    return "-".join(_capital(part, first=i == 0) for i, part in enumerate(word.split("-")))


def _capital(part: str, *, first: bool) -> str:
    lower = part.lower()
    if not first and lower in _SMALL:
        return lower
    for at, character in enumerate(lower):
        if character.isalpha():
            return lower[:at] + character.upper() + lower[at + 1 :]
    return lower
