"""Words that carry a side, marked where they stand; what a report codes never depends on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import get_args

from ..errors import DataError
from ..records.article import ParsedArticle, Sentence
from ..records.claim import LoadedWord, Side

Words = Mapping[str, tuple[tuple[tuple[str, ...], Side], ...]]
"""First lemma -> the phrases that begin with it, longest first, and whose side they take."""

_SIDES: Mapping[str, Side] = {side: side for side in get_args(Side)}
_HYPHENS = frozenset("-‐‑")


@cache
def load_loaded_words(language: str = "en") -> Words:
    """The shipped list of a language. Raises `DataError` naming the line."""
    path = resources.files("dateline.lang").joinpath(language, "loaded.txt")
    return read_loaded_words(path.read_text(encoding="utf-8"))


def read_loaded_words(text: str) -> Words:
    """Read the format that heads ``loaded.txt``. Raises `DataError` naming the line."""
    found: dict[str, list[tuple[tuple[str, ...], Side]]] = {}
    side: Side | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            side = _SIDES.get(line.strip("[]"))
            if side is None:
                raise DataError(f"loaded.txt:{number}: neither [for] nor [against]: {line}")
        elif line and side is None:
            raise DataError(f"loaded.txt:{number}: a [for] or [against] must stand before this")
        elif line and side is not None:
            for words in (tuple(w.replace("-", " - ").split()) for w in line.split(",")):
                found.setdefault(words[0], []).append((words, side))
    return {first: tuple(sorted(all_, key=lambda p: -len(p[0]))) for first, all_ in found.items()}


def loaded_words(parsed: ParsedArticle, sentence: Sentence, words: Words) -> Iterator[LoadedWord]:
    """The words of a sentence that carry a side, in order, none inside another."""
    at = sentence.first
    while at < sentence.last:
        found = _phrase_at(parsed, at, sentence.last, words)
        if found is None:
            at += 1
            continue
        length, side = found
        yield LoadedWord(parsed.quote(at, at + length), side)
        at += length


def _phrase_at(parsed: ParsedArticle, at: int, end: int, words: Words) -> tuple[int, Side] | None:
    if _in_a_name(parsed, at):
        return None
    for form in (parsed.lower[at], parsed.lemmas[at].lower()):
        for phrase, side in words.get(form, ()):
            last = at + len(phrase)
            rest = range(at + 1, last)
            if last <= end and all(
                _is(parsed, i, w) for i, w in zip(rest, phrase[1:], strict=True)
            ):
                return len(phrase), side
    return None


def _is(parsed: ParsedArticle, token: int, word: str) -> bool:
    if word == "-":
        return parsed.words[token] in _HYPHENS
    return word in (parsed.lower[token], parsed.lemmas[token].lower())


def _in_a_name(parsed: ParsedArticle, token: int) -> bool:
    """Whether a word is written as a part of a name; a heading's capitals do not say so."""
    if not parsed.words[token][:1].isupper() or not parsed.tags[token].startswith("NNP"):
        return False
    beside = (token - 1, token + 1)
    return any(
        0 <= i < len(parsed.words)
        and parsed.tags[i].startswith("NNP")
        and parsed.words[i][0].isupper()
        for i in beside
    )
