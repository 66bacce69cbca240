"""Code articles so that what brings a batch of them down costs one article, not the others."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from typing import Protocol

from ..config import Settings
from ..records.article import Article
from ..records.event import CodedArticle, CodingRun, Failure

_AT_ONCE = 16
"""As many as the parser takes together (`dateline.parse`)."""


class Loaded(Protocol):
    """What a coder has loaded."""

    @property
    def run(self) -> CodingRun: ...


class CodesMany(Protocol):
    """A coder, as far as a batch asks: `dateline.pipeline.Coder`, or a test's.

    Made again in another process as ``type(coder)(coder.settings)``.
    """

    @property
    def settings(self) -> Settings: ...

    @property
    def resources(self) -> Loaded: ...

    def code_many(self, articles: Iterable[Article]) -> Iterator[CodedArticle]: ...


def code_each(coder: CodesMany, articles: Iterable[Article]) -> Generator[CodedArticle, None, None]:
    """Code articles in order, a parser's batch at a time.

    The coder keeps what fails in a stage as the article's `Failure`. Where something fails before
    (the parse of a whole batch), the rest of the batch is coded article by article, and only the
    one that fails alone has the `Failure`. A strict coder raises what failed.
    """
    rest = iter(articles)
    while batch := list(islice(rest, _AT_ONCE)):
        coded = coder.code_many(batch)
        done = 0
        while isinstance(one := _next(coder, coded), CodedArticle):
            yield one
            done += 1
        for article in batch[done:]:
            yield _alone(coder, article)


def not_coded(coder: CodesMany, article: Article, stage: str, error: str) -> CodedArticle:
    """An article that could not be coded, with the reason."""
    return CodedArticle(article, coder.resources.run, (), failures=(Failure(stage, error),))


def _alone(coder: CodesMany, article: Article) -> CodedArticle:
    one = _next(coder, coder.code_many([article]))
    if isinstance(one, CodedArticle):
        return one
    return not_coded(coder, article, "code", f"{type(one).__name__}: {one}")


def _next(coder: CodesMany, coded: Iterator[CodedArticle]) -> CodedArticle | Exception | None:
    """The next article; what was raised in its place; None at the end."""
    try:
        return next(coded, None)
    except Exception as exc:  # as in the pipeline, for what fails before its stages
        if coder.settings.strict:
            raise
        return exc
