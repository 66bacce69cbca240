"""Coding a stream of articles for a verb: in this process, or in workers of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterable

from ..batch.one_by_one import CodesMany, code_each
from ..batch.pool import TIME_LIMIT, code_in_processes
from ..errors import InputError
from ..records.article import Article
from ..records.event import CodedArticle
from .batch_options import BatchOptions


def refuse_strict(batch: BatchOptions, *, strict: bool) -> None:
    """``--strict`` shows where the coder failed, which needs it in this process."""
    if strict and _needs_workers(batch):
        raise InputError("--strict: codes in one process; leave out --workers and --time-limit")


def code_all(
    coder: CodesMany, articles: Iterable[Article], batch: BatchOptions
) -> Generator[CodedArticle, None, None]:
    """Code articles in order, as the options say. Close it to end its workers."""
    if not _needs_workers(batch):
        return code_each(coder, articles)
    return code_in_processes(
        coder,
        articles,
        workers=batch.workers or 1,
        time_limit=TIME_LIMIT if batch.time_limit is None else batch.time_limit,
    )


def _needs_workers(batch: BatchOptions) -> bool:
    return batch.workers is not None or bool(batch.time_limit)
