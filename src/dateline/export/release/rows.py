"""What the tables of a release are made of: incidents, reports and articles as they go out."""

from __future__ import annotations

from dataclasses import dataclass

from ...records.event import CodedArticle, CodingRun, Report
from ...records.incident import Incident
from ...records.text import Quote
from ...store.contract import ArticleHead
from .redaction import Redacted


@dataclass(frozen=True, slots=True)
class ReleasedArticle:
    """An article of the release. ``text`` and ``head`` are as they go out, redacted or not."""

    head: ArticleHead
    text: Redacted
    title: Redacted
    with_text: bool
    characters: int
    """Of the text as it was given."""
    sha256: str
    """Of the text as it was given, in UTF-8."""
    reports: int
    """How many reports of the release are its."""

    def offsets(self, quote: Quote) -> tuple[int, int]:
        """Where words stand: in what goes out, else in the article as it was given."""
        if not self.with_text:
            return quote.start, quote.end
        moved = self.words(quote)
        return moved.start, moved.end

    def words(self, quote: Quote) -> Quote:
        """The words as they stand in the text or title that goes out."""
        return (self.title if quote.field == "title" else self.text).quote(quote)


@dataclass(frozen=True, slots=True)
class ReleasedReport:
    """A report of the release: as it was coded, and with the names that go out."""

    incident: str
    coded: Report
    named: Report
    article: ReleasedArticle
    around: CodedArticle
    """The article's head, for the columns of ``dateline code --format csv``."""


@dataclass(frozen=True, slots=True)
class Release:
    """All that goes out, each kind ordered by id, key or hash."""

    run: int
    made_by: CodingRun
    incidents: tuple[Incident, ...]
    reports: tuple[ReleasedReport, ...]
    articles: tuple[ReleasedArticle, ...]
    coded_articles: int
    """How many articles the run has coded in all."""
    persons: int = 0
    """How many persons' names were replaced, counted article by article."""
    articles_redacted: int = 0
