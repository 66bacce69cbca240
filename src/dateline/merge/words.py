"""Texts as vectors of their words, the rare ones weighing most."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from ..errors import DataError

Vector = Mapping[str, float]
"""Words -> weights; of length 1, or empty."""

_WORD = re.compile(r"[^\W\d_][\w'’-]+|\d[\d,.]*\d|\d")
_EDGES = "'’-"
_COMMON = 1.0
"""What is taken off every weight: words of a third of all texts say nothing of one."""
_KEPT = 80
"""So many of a text's heaviest words are kept."""


def words(text: str) -> list[str]:
    """The words and numbers of a text in lower case."""
    return [found.lower().strip(_EDGES) for found in _WORD.findall(text)]


@cache
def load_weights() -> Mapping[str, float]:
    """Word -> how rare it is; "*" for words that are not listed. Raises `DataError`."""
    path = resources.files("dateline.data").joinpath("word_weights.txt")
    weights: dict[str, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        word, _, weight = line.rpartition(" ")
        try:
            weights[word] = float(weight)
        except ValueError:
            raise DataError(f"word_weights.txt:{number}: not a word and a number: {line}") from None
    return weights


def rarity(word: str) -> float:
    """How rare a word is: about 1 for "the", 10 for a name that the corpus does not have."""
    weights = load_weights()
    return weights.get(word, weights["*"])


def vector(*texts: str) -> Vector:
    """The heaviest words of texts taken together, as a vector of length 1."""
    counted = Counter(word for text in texts for word in words(text))
    weighed = {
        word: (1.0 + math.log(number)) * (rarity(word) - _COMMON)
        for word, number in counted.items()
        if rarity(word) > _COMMON
    }
    heaviest = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:_KEPT]
    length = math.sqrt(sum(weight * weight for _, weight in heaviest))
    return {word: weight / length for word, weight in heaviest} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """How alike two texts are, 0 to 1."""
    return math.fsum([one[word] * other[word] for word in one.keys() & other.keys()])


def shared(one: Iterable[str], other: Iterable[str]) -> float:
    """The rare words that two sets share over all of theirs, by weight: 0 to 1.

    Summed exactly (`fsum`): a set's order is another in every process, its sum must not be.
    """
    first, second = frozenset(one), frozenset(other)
    total = math.fsum(map(rarity, first | second))
    return math.fsum(map(rarity, first & second)) / total if total else 0.0
