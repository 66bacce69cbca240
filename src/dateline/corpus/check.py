"""The corpus's checks: what CI holds and what the counts are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datasketch import MinHash, MinHashLSH

from .markup import CorpusText, MarkupError
from .split import is_test

NEAR = 0.6  # share of common word 3-grams from which two lines count as one written twice
OPENING_WORDS = 4
DISTINCT_OPENINGS = 0.9
NOTHING_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found: ``errors`` fail it, ``counts`` are for the reader."""

    errors: tuple[str, ...]
    counts: dict[str, Counter[str]]
    texts: int
    distinct_openings: float
    nothing: float


def check(items: Iterable[CorpusText | MarkupError], types: frozenset[str]) -> Findings:
    """Check texts against the guide; ``types`` are the codebook's ids."""
    items = list(items)
    errors = [str(item) for item in items if isinstance(item, MarkupError)]
    texts = [item for item in items if isinstance(item, CorpusText)]
    errors += (
        f"{text.where}: unknown type {event.type!r}"
        for text in texts
        for event in text.events
        if event.type not in types
    )
    errors += (f"{a.where}: nearly the same as {b.where}" for a, b in _near(texts))
    lines = [text for text in texts if not text.whole]
    openings = len({_opening(text) for text in lines}) / max(1, len(lines))
    nothing = sum(not text.events or bool(text.trap) for text in lines) / max(1, len(lines))
    return Findings(tuple(errors), _counts(texts), len(texts), openings, nothing)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _opening(text: CorpusText) -> str:
    return " ".join(_words(text.text)[:OPENING_WORDS])


def _near(texts: list[CorpusText]) -> Iterator[tuple[CorpusText, CorpusText]]:
    """Texts that share most word 3-grams with an earlier one: MinHash proposes, a count decides."""
    index = MinHashLSH(threshold=NEAR, num_perm=128, weights=(0.1, 0.9))
    grams = [_grams(text) for text in texts]
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([gram.encode() for gram in grams[number]])
        for other in sorted(map(int, index.query(sketch))):
            common = len(grams[number] & grams[other])
            if common >= NEAR * len(grams[number] | grams[other]):
                yield text, texts[other]
                break
        index.insert(str(number), sketch)


def _grams(text: CorpusText) -> set[str]:
    words = _words(text.text)
    return {" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))}


def _counts(texts: list[CorpusText]) -> dict[str, Counter[str]]:
    return {
        "type (events)": Counter(event.type for text in texts for event in text.events),
        "region": Counter(text.region for text in texts),
        "register": Counter(text.register for text in texts),
        "trap": Counter(text.trap for text in texts if text.trap),
        "factuality": Counter(event.factuality for text in texts for event in text.events),
        "part": Counter("test" if is_test(text) else "training" for text in texts),
    }
