"""The two tables of exported events: one row an incident, one row a report of it.

They are those of a release (`csv_incidents`, `release.columns`) and what only an export knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..records.article import Article
from ..records.event import CodedArticle, CodingRun, Report
from ..store.contract import ArticleHead
from . import csv_incidents
from .columns import Column, Value
from .release import columns as released
from .release.redaction import Redacted, Redaction
from .release.rows import ReleasedArticle, ReleasedReport
from .told import ToldIncident, ToldReport

_NO_RUN = CodingRun("", "", "", "", "", "", "")
_NOBODY = Redaction({})
_FIELDS: dict[str, Callable[[Report], object]] = {
    "event_type": lambda r: r.event_type.value,
    "actors": lambda r: [(one.phrase.quote, one.actor.value) for one in r.actors],
    "targets": lambda r: [(one.phrase.quote, one.actor.value) for one in r.targets],
    "place": lambda r: (r.place.value, r.place.evidence),
    "date": lambda r: (r.date.value, r.date.evidence),
    "counts": lambda r: r.counts,
    "factuality": lambda r: r.factuality.value,
    "attribution": lambda r: r.attribution,
    "weapon": lambda r: r.weapon,
}


# -- incidents -----------------------------------------------------------------------------


def _of_incident(column: Column[Any]) -> Column[ToldIncident]:
    def cell(told: ToldIncident) -> Value:
        return column.value(told.incident)

    return Column(column.name, column.kind, cell, column.says)


def _outlets(told: ToldIncident) -> Value:
    sources = (one.article.source for one in told.told)
    return sorted({source.name for source in sources if source is not None})


def _urls(told: ToldIncident) -> Value:
    return sorted({one.article.url for one in told.told if one.article.url})


def _corrected_reports(told: ToldIncident) -> Value:
    return [one.report.key for one in told.told if one.report is not one.coded]


INCIDENTS: tuple[Column[ToldIncident], ...] = (
    *map(_of_incident, csv_incidents.COLUMNS),
    Column("outlets", "texts", _outlets, "who published its reports, in alphabetical order"),
    Column("urls", "texts", _urls, "where they were published, in alphabetical order"),
    Column("corrected_reports", "texts", _corrected_reports,
           "the keys of the reports that people corrected"),
)  # fmt: skip


# -- reports -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report of an incident, as the columns of a release read it."""

    told: ToldReport
    released: ReleasedReport


def report_rows(incidents: Iterable[ToldIncident]) -> Iterator[ReportRow]:
    """A row for each report of each incident."""
    for told in incidents:
        for one in told.told:
            yield _row(one, told.incident.id)


def rows_of_article(article: Article, reports: Iterable[Report]) -> Iterator[ReportRow]:
    """A row for each report of an article, whatever incidents they are of."""
    return (_row(ToldReport(report, report, article), "") for report in reports)


def _row(told: ToldReport, incident: str) -> ReportRow:
    article, report = told.article, told.report
    head = ArticleHead(
        article.hash, article.id, article.title, article.source, article.url, article.published,
        article.language, article.copy_of,
    )  # fmt: skip
    around = ReleasedArticle(
        head,
        Redacted(article.text, _NOBODY),
        Redacted(article.title or "", _NOBODY),
        with_text=True,
        characters=len(article.text),
        sha256="",  # of the articles' table, which is not written here
        reports=0,
    )
    coded = CodedArticle(article, _NO_RUN, ())
    return ReportRow(told, ReleasedReport(incident, report, report, around, coded))


def corrected_fields(told: ToldReport) -> list[str]:
    """The fields of a report that people corrected."""
    if told.report is told.coded:
        return []
    return [name for name, read in _FIELDS.items() if read(told.report) != read(told.coded)]


def _of_report(column: Column[ReleasedReport]) -> Column[ReportRow]:
    def cell(row: ReportRow) -> Value:
        return column.value(row.released)

    return Column(column.name, column.kind, cell, column.says)


_ABOUT_ARTICLE: tuple[Column[ReportRow], ...] = (
    Column("language", "text", lambda row: row.told.article.language, "ISO 639-1"),
    Column("copy_of", "text", lambda row: row.told.article.copy_of,
           "the hash of the article that this one copies"),
)  # fmt: skip
REPORTS: tuple[Column[ReportRow], ...] = (
    *map(_of_report, released.reports(with_text=True)),
    *_ABOUT_ARTICLE,
    Column("corrected", "texts", lambda row: corrected_fields(row.told),
           "the fields that people corrected: these have the corrected values"),
)  # fmt: skip
REPORTS_OF_ARTICLES = tuple(one for one in REPORTS if one.name not in ("incident", "corrected"))
"""The columns for reports that are of no incident yet."""
