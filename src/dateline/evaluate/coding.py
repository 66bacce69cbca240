"""Code the texts of a gold file, in order, whatever coder is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from ..config import MAX_TEXT_CHARS
from ..ingest.article import Given, make_article, parse_day
from ..records.article import Article
from ..records.event import CodedArticle
from ..resources import Resources

Step = Callable[[], None]
"""Called after every text that is coded, for a progress bar."""


class Coder(Protocol):
    """What codes: `dateline.pipeline.Coder`, or a stand-in of a test."""

    @property
    def resources(self) -> Resources:
        """The loaded parts, which the readers of single components ask directly."""
        ...

    def code_many(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        """Code articles in order."""
        ...


def article_of(
    text: str,
    *,
    id: str,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
) -> Article:
    """An article to code. ``published`` is ISO 8601; raises `dateline.errors.BadDate` if not."""
    day = None if published is None else parse_day(published)
    given = Given(published=day, source=outlet, title=title, id=id)
    return make_article(text, given, max_chars=MAX_TEXT_CHARS)


def code_articles(coder: Coder, articles: Iterable[Article], step: Step) -> Iterator[CodedArticle]:
    """Coded articles in the order given."""
    for coded in coder.code_many(articles):
        yield coded
        step()


def failure_notes(coded: Iterable[CodedArticle]) -> tuple[str, ...]:
    """A line on the texts that could not be coded; nothing where all could."""
    failed = [one.article.id for one in coded if one.failures]
    if not failed:
        return ()
    return (f"{len(failed)} texts could not be coded (scored as without reports): {failed[0]} ...",)
