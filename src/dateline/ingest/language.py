"""Which language a text is in, by letters and their order (`py3langid`, its model in its wheel).

Dateline codes English alone, so English is what must not be missed: a report full of foreign
names is English where the small words between the names are.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"
_READ_CHARS = 20_000
_FEWEST_LETTERS = 20
_SURE = 0.5
"""From this chance on the classifier's word is taken. It is calibrated for texts of any length."""
_ENGLISH_SHARE = 0.2
"""Of running English half the texts have more than 28 small words in a hundred."""
_ENGLISH_WORDS = 4
_PIDGIN = "pcm"
_PIDGIN_WORDS = 40
"""Shorter texts in Nigerian Pidgin cannot be told from clumsy English."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def detect_language(text: str) -> str:
    """The language of ``text``: ISO 639-1, or 639-3 where 639-1 has no code; ``"und"`` if unsure.

    Fewer than 20 letters are too few to tell. Only the first 20,000 characters are looked at.
    """
    words = _WORD.findall(text[:_READ_CHARS])
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return UNDETERMINED
    language, chance = _identifier().classify(" ".join(words))
    if language != "en" and _reads_as_english(words):
        return "en"
    if language == _PIDGIN and len(words) < _PIDGIN_WORDS:
        return "en"
    return str(language) if chance >= _SURE else UNDETERMINED


def _reads_as_english(words: list[str]) -> bool:
    small = sum(word.lower() in _small_words() for word in words)
    return small >= _ENGLISH_WORDS and small >= _ENGLISH_SHARE * len(words)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _small_words() -> frozenset[str]:
    path = files("dateline").joinpath("lang", "en", "small_words.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())
