"""Who tells an event: how many sources are independent, and which stand on a side of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ..records.article import Article
from ..records.event import Report

_FLAG = "partisan_source"


class ToldReport(Protocol):
    """A report with its article."""

    @property
    def report(self) -> Report: ...
    @property
    def article(self) -> Article: ...


def independent(articles: Iterable[Article]) -> int:
    """How many sources tell it by themselves: copies, and outlets of one owner, count once.

    An article whose outlet is not known is a source of its own, unless it is a copy. Copies whose
    original is not among the articles are one source together.
    """
    told = {article.hash: article for article in articles}
    originals = {article.copy_of or article.hash for article in told.values()}
    return len({_source_of(told.get(hash), hash) for hash in originals})


def _source_of(article: Article | None, hash: str) -> str:
    if article is None:
        return f"article {hash}"
    if article.source is None:
        return f"article {article.hash}"
    return f"owner {(article.source.owner or article.source.name).casefold()}"


def partisan(told: Sequence[ToldReport]) -> int:
    """How many outlets have a known tie to, or against, a party of the act."""
    return len(
        {
            one.article.source.name.casefold()
            for one in told
            if one.article.source is not None and _FLAG in one.report.flags
        }
    )
