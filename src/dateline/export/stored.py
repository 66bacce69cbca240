"""What comes out of a store, made into what the other exporters write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..records.article import Article
from ..records.event import CodedArticle, CodingRun
from ..store.contract import ArticleHead, ArticleHit, StoredReport
from . import csv_rows
from .columns import Column, csv_lines
from .json_incidents import indented
from .json_records import encode, to_dict
from .json_values import Json
from .options import ExportOptions

Runs = Mapping[int, CodingRun]
"""Run by its number."""


def article_of(head: ArticleHead) -> Article:
    """An article whose text was left in the store."""
    return Article(
        text="",
        hash=head.hash,
        id=head.id,
        title=head.title,
        source=head.source,
        url=head.url,
        published=head.published,
        language=head.language,
        copy_of=head.copy_of,
    )


class ReportWriter:
    """Writes stored reports, each with its article's head, in the forms of `list_formats`."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def lines(self, reports: Iterable[StoredReport], options: ExportOptions) -> Iterator[str]:
        """One JSON object a line, one line a report."""
        return (encode(self.to_json(one, options)) + "\n" for one in reports)

    def array(self, reports: Iterable[StoredReport], options: ExportOptions) -> Iterator[str]:
        """One indented JSON array of all reports."""
        return indented(self.to_json(one, options) for one in reports)

    def rows(self, reports: Iterable[StoredReport], options: ExportOptions) -> Iterator[str]:
        """The rows and columns that ``dateline code --format csv`` writes."""
        return csv_rows.rows((self._coded(one) for one in reports), options)

    def to_json(self, stored: StoredReport, options: ExportOptions) -> Json:
        """A report as a coded article has it, with the article's head and the run beside it."""
        coded = to_dict(self._coded(stored), with_text=False, explain=options.explain)
        del coded["article"]["dateline"]
        head: Json = {"article": coded["article"]}
        report: Json = coded["reports"][0]
        return head | {"run": {"number": stored.run} | coded["run"]} | report

    def _coded(self, stored: StoredReport) -> CodedArticle:
        run = self._runs[stored.run]
        return CodedArticle(article_of(stored.article), run, (stored.report,))


# -- articles that were found ------------------------------------------------------------------

HITS: tuple[Column[ArticleHit], ...] = (
    Column("hash", "text", lambda hit: hit.article.hash, "the article's hash"),
    Column("published", "day", lambda hit: hit.article.published, "the day of publication"),
    Column("source", "text", lambda hit: _outlet(hit.article), "who published it"),
    Column("title", "text", lambda hit: hit.article.title, "its title"),
    Column("url", "text", lambda hit: hit.article.url, "where"),
    Column("copy_of", "text", lambda hit: hit.article.copy_of, "the hash of what it copies"),
    Column("snippet", "text", lambda hit: hit.snippet, "the words found, between [ and ]"),
)


def hit_lines(hits: Iterable[ArticleHit], options: ExportOptions) -> Iterator[str]:
    """One JSON object a line, one line an article."""
    return (encode(hit_json(hit)) + "\n" for hit in hits)


def hit_array(hits: Iterable[ArticleHit], options: ExportOptions) -> Iterator[str]:
    """One indented JSON array of all articles."""
    return indented(hit_json(hit) for hit in hits)


def hit_rows(hits: Iterable[ArticleHit], options: ExportOptions) -> Iterator[str]:
    """The header, then a row for each article."""
    return csv_lines(HITS, hits)


def hit_json(hit: ArticleHit) -> Json:
    """An article's head and where the words stand in it."""
    return {"article": head_json(hit.article), "snippet": hit.snippet}


def head_json(head: ArticleHead) -> Json:
    """An article as a coded article has it, without its text."""
    coded = CodedArticle(article_of(head), _NO_RUN, ())
    record: Json = to_dict(coded, with_text=False)["article"]
    del record["dateline"]
    return record


_NO_RUN = CodingRun("", "", "", "", "", "", "")


def _outlet(head: ArticleHead) -> str | None:
    return None if head.source is None else head.source.name
