"""How rare words are, counted on the project's corpus: ``src/dateline/data/word_weights.txt``.

    python -m training.word_weights

The weight of a word is the logarithm of the texts over the texts that hold it; merging compares
texts by their rare words. Words of fewer than `LEAST` texts are left out: they are as rare as any.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from pathlib import Path

from dateline.corpus.markup import CorpusText
from dateline.corpus.reading import read_corpus
from dateline.merge.words import words

LEAST = 4
PLACE = Path(__file__).parents[1] / "src" / "dateline" / "data" / "word_weights.txt"
CORPUS = Path(__file__).parents[1] / "corpus"


def main() -> int:
    """Count and write."""
    read = list(read_corpus(CORPUS))
    texts = [one.text for one in read if isinstance(one, CorpusText)]
    found = Counter(word for text in texts for word in set(words(text)))
    kept = {word: number for word, number in found.items() if number >= LEAST}
    lines = [
        "# Weights of words by how rare they are in the project's corpus; a word that is not here",
        f"# has the first line's weight. Made by training/word_weights.py of {len(texts)} texts.",
        f"* {math.log((len(texts) + 1) / 0.5):.2f}",
        *(
            f"{word} {math.log((len(texts) + 1) / (n + 0.5)):.2f}"
            for word, n in sorted(kept.items())
        ),
    ]
    PLACE.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{PLACE.name}: {len(kept)} words of {len(texts)} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
