"""How names are folded for looking up, and which of GeoNames' further names news can write."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
    "ı": "i", "ə": "a", "&": " and ",
}  # fmt: skip
_DROPPED = "'’‘`´ʻʼʿʾʹʺˈˌ′.\u0331"
_SPACED = '-‐‑–—_,;:/()[]"“”'
_FOLD = str.maketrans(
    _LETTERS | dict.fromkeys(_DROPPED, "") | dict.fromkeys(_SPACED, " ")
)  # fmt: skip
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
ARTICLES = frozenset(
    "al an as ash ar ad at az adh ath el es esh er ed et ez en eth edh ul ur us".split()
)
"""The Arabic article, as it is written before sun and moon letters."""
ARABIC = frozenset(
    "AE BH DJ DZ EG EH IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split()
)
"""Countries (ISO 3166 alpha-2) whose names are also indexed without their articles."""


TRANSLITERATED = frozenset(
    "AE AF AM BD BG BH BT BY CN EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY "
    "MM MN NP OM PK PS QA RU SA SD SY TH TJ TM UA UZ YE".split()
)
"""Countries whose names GeoNames transliterates with marks that news leaves out."""


def plain(name: str) -> str:
    """A transliterated name without its marks.

    >>> plain("Al Fallūjah"), plain("Dar‘ā"), plain("Orël")
    ('Al Fallujah', 'Dara', 'Orel')
    """
    decomposed = unicodedata.normalize("NFKD", name)
    kept = (c for c in decomposed if unicodedata.category(c) != "Mn" and c not in "‘’ʻʼʿʾ`")
    return "".join(kept).strip()


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """A name as it is looked up: lower case, no diacritics, hyphens as spaces, "st" for saint.

    >>> fold("Saint-Étienne"), fold("Al-Ḥasakah"), fold("N’Djamena")
    ('st etienne', 'al hasakah', 'ndjamena')
    """
    text = name.lower()
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn"
        )
    return " ".join([_SHORT.get(word, word) for word in text.translate(_FOLD).split()])


def without_articles(folded: str) -> str:
    """A folded name without the Arabic articles in it ("deir ez zor" -> "deir zor").

    The name itself where no article stands in it, or where little would be left.
    """
    words = folded.split()
    kept = [word for word in words if word not in ARTICLES]
    if len(kept) == len(words) or len("".join(kept)) < 3:
        return folded
    return " ".join(kept)


def spelling_keys(iso2: str, folded: str) -> tuple[str, str]:
    """The keys by which a near spelling is found: country and name, forwards and backwards."""
    return f"{iso2}>{folded}", f"{iso2}<{folded[::-1]}"


def usable_alternate(name: str) -> bool:
    """Whether an alternate name can be one that English news writes.

    Dropped: other scripts, transliterations (lower-cased in GeoNames), codes, and names
    with digits or brackets.
    """
    text = name.lstrip("'’‘`ʻʼʿʾ")
    if len(text) < 3 or any(c.isdigit() or c in "[]()/\\" for c in text):
        return False
    if not text.isascii() and not all(_is_latin(c) for c in text):
        return False
    if text.isupper() and len(text) < 5:
        return False
    return text[0].isupper() or (
        text.split("-")[0].lower() in ARTICLES and any(c.isupper() for c in text)
    )


@lru_cache(maxsize=8192)
def _is_latin(char: str) -> bool:
    return (
        not char.isalpha()
        or unicodedata.category(char) == "Lm"
        or "LATIN" in unicodedata.name(char, "")
    )
