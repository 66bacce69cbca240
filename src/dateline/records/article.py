"""An article as given, and the same article parsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .text import Quote, Span

BlockKind = Literal["headline", "deck", "byline", "dateline", "caption", "heading", "body"]
OutletKind = Literal["wire", "public", "private", "state", "party", "ngo", "government", "unknown"]


@dataclass(frozen=True, slots=True)
class Tie:
    """What an outlet or actor is to somebody: ``relation`` as in RECORDS.md's relations."""

    relation: str
    other: str
    """Id of the other actor in the actor file, e.g. ``"IRN_GOV"``."""
    note: str = ""
    """Where the tie is commonly stated."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who published an article. ``name`` as given; the rest from the outlet file where known."""

    name: str
    kind: OutletKind = "unknown"
    owner: str | None = None
    country: str | None = None
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article, immutable. ``hash`` is of source, URL, title and text (16 hex digits)."""

    text: str
    hash: str
    id: str
    title: str | None = None
    source: Source | None = None
    url: str | None = None
    published: date | None = None
    language: str = "en"
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text of one kind; blocks do not overlap and stand in text order."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class DatelineLine:
    """The article's own dateline: "BAGHDAD (Reuters) -", "Iran, August 24, 2020—"."""

    quote: Quote
    place: Quote | None
    day: date | None
    """The day the dateline names, once `resolve.dates` has read ``date_words``."""
    agency: Quote | None
    date_words: Quote | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: tokens ``first`` (included) to ``last`` (excluded) of the parse."""

    index: int
    first: int
    last: int
    span: Span
    block: int
    """Index into `ParsedArticle.blocks`."""
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """The parse as parallel tuples indexed by token, so that no stage touches spaCy.

    ``heads[i]`` is the index of token i's head (itself at a root); ``children[i]``
    its dependents left to right; ``ents`` the named entities as (first, last, label)
    with ``last`` excluded; ``entity[i]`` the label at token i or ``""``.
    """

    article: Article
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    words: tuple[str, ...]
    lower: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence_of: tuple[int, ...]
    entity: tuple[str, ...]
    ents: tuple[tuple[int, int, str], ...]
    dateline: DatelineLine | None = None
    byline: Quote | None = None

    def quote(self, first: int, last: int) -> Quote:
        """The words of tokens ``first`` (included) to ``last`` (excluded)."""
        return Quote.of(self.article.text, self.starts[first], self.ends[last - 1])
