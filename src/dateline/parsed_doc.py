"""A parsed spaCy document as plain tuples, so that no later stage needs spaCy."""

from __future__ import annotations

import re
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, LOWER, ORTH, TAG

from .blocks import find_blocks
from .lang.en.layout import AGENCIES, DAYS, PLACES, load_layout
from .lang.lexicon import load_lexicon
from .lemmas import Lemmas, mended
from .records.article import Article, Block, DatelineLine, ParsedArticle, Sentence
from .records.text import Quote, Span

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_LONGEST_SENTENCE = 250
"""Tokens; longer stretches (lists, tables, noise) are cut, so that no text takes more than its
length in time."""
_QUOTE_GLUE = re.compile(r"^[\"'“”‘’)\]]+$")
_COLUMNS = (ORTH, LOWER, TAG, DEP, ENT_TYPE, IDX, LENGTH)


class Reader:
    """Turns documents of one pipeline into `ParsedArticle`s; ``lemmas`` where it is ours."""

    def __init__(self, strings: StringStore, lemmas: Lemmas | None = None) -> None:
        self._names = _Names(strings)
        self._lemmas = lemmas

    def read(self, article: Article, doc: Doc) -> ParsedArticle:
        """A parsed ``doc`` of ``article.text``, white-space tokens left out."""
        blocks = find_blocks(article.text)
        kept = np.flatnonzero(doc.to_array(IS_SPACE) == 0)
        columns = doc.to_array(list(_COLUMNS))[kept].T.tolist() if len(doc) else [[]] * 7
        forms, lowered, tags, deps, entities, starts, lengths = columns
        lower, tag, dep = (self._all(numbers) for numbers in (lowered, tags, deps))
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        sentences, sentence_of = _sentences(doc, kept, (starts, ends), blocks, article.text)
        heads = _heads(doc, kept, sentence_of)
        keys = list(zip(forms, tags, deps, strict=True))
        return ParsedArticle(
            article=article,
            blocks=blocks,
            sentences=sentences,
            words=self._all(forms),
            lower=lower,
            lemmas=self._lemmas_of(doc, kept, keys, (lower, tag)),
            tags=tag,
            deps=dep,
            heads=heads,
            children=_children(heads),
            starts=tuple(starts),
            ends=tuple(ends),
            sentence_of=sentence_of,
            entity=self._all(entities),
            ents=_entities(doc, kept),
            dateline=_dateline(article.text, blocks),
            byline=_byline(article.text, blocks),
        )

    def _all(self, numbers: list[int]) -> tuple[str, ...]:
        names = self._names
        return tuple([names[number] for number in numbers])

    def _lemmas_of(
        self, doc: Doc, kept: NDArray[np.intp], keys: list[tuple[int, int, int]],
        shown: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> tuple[str, ...]:  # fmt: skip
        if self._lemmas is not None:
            found = self._lemmas.of(keys, shown[0])
            if found is not None:
                return tuple(found)
            self._lemmas.complete(doc)
        verbs = load_lexicon().verb_lemmas
        raw = self._all(doc.to_array(LEMMA)[kept].tolist())
        return tuple(
            mended(word, tag, lemma, verbs)
            for word, tag, lemma in zip(*shown, raw, strict=True)
        )  # fmt: skip


class _Names(dict[int, str]):
    """spaCy's strings by their numbers, each asked for once."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings

    def __missing__(self, number: int) -> str:
        name = self[number] = self._strings[number]
        return name


def from_doc(article: Article, doc: Doc) -> ParsedArticle:
    """Turn a parsed spaCy ``doc`` of ``article.text`` into tuples, white-space tokens left out."""
    return Reader(doc.vocab.strings).read(article, doc)


def _heads(doc: Doc, kept: NDArray[np.intp], sentence_of: tuple[int, ...]) -> tuple[int, ...]:
    """Heads among the kept tokens; a head beyond the end of a cut sentence makes a root."""
    offsets = doc.to_array(HEAD).astype(np.int64)
    heads = np.arange(len(doc)) + offsets
    place = np.full(len(doc), -1)
    place[kept] = np.arange(len(kept))
    found = place[heads[kept]].tolist() if len(kept) else []
    for own, head in enumerate(found):
        if head < 0:
            found[own] = _kept_head(int(kept[own]), own, heads, place)
        if sentence_of[found[own]] != sentence_of[own]:
            found[own] = own
    return tuple(found)


def _kept_head(token: int, own: int, heads: NDArray[np.int64], place: NDArray[np.intp]) -> int:
    """The nearest head above that is no white space; the token itself where there is none."""
    head = int(heads[token])
    while place[head] < 0:
        if heads[head] == head:
            return own
        head = int(heads[head])
    return int(place[head])


def _children(heads: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    return tuple([tuple(found) for found in children])


def _entities(doc: Doc, kept: NDArray[np.intp]) -> tuple[tuple[int, int, str], ...]:
    found = []
    for ent in doc.ents:
        first, last = np.searchsorted(kept, (ent.start, ent.end)).tolist()
        if last > first:
            found.append((first, last, ent.label_))
    return tuple(found)


def _sentences(
    doc: Doc, kept: NDArray[np.intp], places: tuple[list[int], list[int]],
    blocks: tuple[Block, ...], text: str,
) -> tuple[tuple[Sentence, ...], tuple[int, ...]]:  # fmt: skip
    """The sentences of the kept tokens (``places``: their starts and ends in the text)."""
    starts, ends = places
    sentences: list[Sentence] = []
    sentence_of = [0] * len(starts)
    block = 0
    for begin, end in _bounds(doc, kept):
        first = begin
        while block + 1 < len(blocks) and blocks[block + 1].span.start <= starts[begin]:
            block += 1
        if sentences and sentences[-1].block == block:
            if _QUOTE_GLUE.match(text[starts[begin] : ends[end - 1]]):
                first = sentences.pop().first
        kind = blocks[block].kind if blocks else "body"
        for part in range(first, end, _LONGEST_SENTENCE):
            stop = min(end, part + _LONGEST_SENTENCE)
            span = Span(starts[part], ends[stop - 1])
            sentences.append(Sentence(len(sentences), part, stop, span, block, kind))
            sentence_of[part:stop] = [len(sentences) - 1] * (stop - part)
    return tuple(sentences), tuple(sentence_of)


def _bounds(doc: Doc, kept: NDArray[np.intp]) -> list[tuple[int, int]]:
    """First (included) and last (excluded) kept token of each sentence that has any."""
    begins = [sent.start for sent in doc.sents] if len(doc) else []
    if not begins:
        return []
    firsts = np.searchsorted(kept, begins).tolist()
    pairs = list(zip(firsts, [*firsts[1:], len(kept)], strict=True))
    return list(compress(pairs, (first < last for first, last in pairs)))


def _dateline(text: str, blocks: tuple[Block, ...]) -> DatelineLine | None:
    for block in blocks:
        if block.kind != "dateline":
            continue
        after = text[block.span.start :]
        match = load_layout().dateline.match(after)
        if match is None:
            continue
        place, agency, day = (
            _group(text, match, block.span.start, names) for names in (PLACES, AGENCIES, DAYS)
        )
        quote = Quote.of(text, block.span.start, block.span.end)
        return DatelineLine(quote, place, None, agency, day)
    return None


def _group(text: str, match: re.Match[str], offset: int, names: tuple[str, ...]) -> Quote | None:
    for name in names:
        start, end = match.span(name)
        if start >= 0:
            return Quote.of(text, offset + start, offset + end)
    return None


def _byline(text: str, blocks: tuple[Block, ...]) -> Quote | None:
    for block in blocks:
        if block.kind == "byline":
            return Quote.of(text, block.span.start, block.span.end)
    return None
