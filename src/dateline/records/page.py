"""A web page that was read: its article, and where in the page each value stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from .article import Article
from .text import Span

EvidenceField = Literal["published", "source", "title", "author", "language", "url"]
PageKind = Literal["page", "summary"]


class Stretch(NamedTuple):
    """``text[text_start:text_end]`` stands at ``source[page_start:page_end]``.

    Where both are equally long, character answers to character (white space of any kind to a
    blank); else the page writes one character in several, as in ``&amp;``.
    """

    text_start: int
    text_end: int
    page_start: int
    page_end: int


@dataclass(frozen=True, slots=True)
class PageMap:
    """Where the characters of an article's text stand in the decoded source of its page.

    ``stretches`` are in text order and do not overlap in the text. ``unaligned`` are the
    stretches of text, white space aside, that were not found in the page.
    """

    stretches: tuple[Stretch, ...] = ()
    unaligned: tuple[Span, ...] = ()

    @classmethod
    def identity(cls, text: str) -> PageMap:
        """The map of a page that is its own text."""
        return cls((Stretch(0, len(text), 0, len(text)),) if text else ())

    def locate(self, span: Span) -> Span | None:
        """The stretch of the page from the first to the last character of ``span``.

        None where either end is not in the page, or where they stand in another order there.
        An end inside an entity takes the whole of it.
        """
        first = self._stretch_at(span.start)
        last = self._stretch_at(span.end - 1)
        if first is None or last is None:
            return None
        start = first.page_start
        if _is_plain(first):
            start += span.start - first.text_start
        end = last.page_end
        if _is_plain(last):
            end -= last.text_end - span.end
        return Span(start, end) if start < end else None

    def _stretch_at(self, offset: int) -> Stretch | None:
        index = bisect_right(self.stretches, offset, key=lambda one: one.text_start) - 1
        if index < 0 or offset >= self.stretches[index].text_end:
            return None
        return self.stretches[index]


def _is_plain(stretch: Stretch) -> bool:
    return stretch.text_end - stretch.text_start == stretch.page_end - stretch.page_start


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page says of its article, and in which words.

    ``where`` names the place ("meta article:published_time", "JSON-LD publisher");
    ``words`` are as the page writes them and ``span`` is where, in the decoded source, if they
    stand there literally. Of several for one ``field`` the first is the one that was taken.
    """

    field: EvidenceField
    value: str
    where: str
    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An article with the page it was read from.

    ``source`` is the decoded page that `page_map` and the evidence count in. ``fetched_at`` (UTC)
    is None for a file. ``kind`` is ``"summary"`` where only the feed's summary could be had: that
    is not the article and must never be coded as if it were. ``notes`` say what was mended,
    refused or left out, one line each.
    """

    article: Article
    source: str
    page_map: PageMap
    url: str | None = None
    fetched_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    kind: PageKind = "page"
    notes: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The language of the article's text: ISO 639-1 where there is one, or ``"und"``."""
        return self.article.language

    def evidence_for(self, field: EvidenceField) -> Evidence | None:
        """The evidence that was taken for ``field``; None where the page says nothing of it."""
        return next((one for one in self.evidence if one.field == field), None)
