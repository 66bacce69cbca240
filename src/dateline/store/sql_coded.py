"""What runs have to say of articles: codings, reports, and how two runs differ."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, Row, Select, func, select

from ..records.article import Article
from ..records.event import CodedArticle, Report
from . import schema, sql_articles
from .backend import Backend
from .conditions import REPORTS, Conditions
from .contract import ListPage, StoredReport
from .filters import Filter
from .paging import Ordering, few_at_once
from .payloads import CODED, SOURCES
from .payloads import REPORTS as RECORDS
from .sql_runs import number_of

_coded, _report, _article = schema.coded.c, schema.report.c, schema.article.c
_record, _outlet = schema.report_record.c, schema.outlet.c


def coded(connection: Connection, hash: str, run: int | None) -> CodedArticle | None:
    """See `Store.coded`."""
    article = sql_articles.article(connection, hash)
    if article is None:
        return None
    number = number_of(connection, run)
    asked = select(_coded.article, _coded.record).join(schema.article)
    row = connection.execute(asked.where(_coded.run == number, _article.hash == hash)).first()
    if row is None:
        return None
    kept = CODED.unpack(row.record, hash)
    reports = reports_of(connection, number, row.article)
    return replace(kept, article=_as_coded(article, kept.article), reports=reports)


def _as_coded(article: Article, coded: Article) -> Article:
    return replace(coded, text=article.text, copy_of=article.copy_of)


def reports_of(connection: Connection, run: int, article: int) -> tuple[Report, ...]:
    """All reports of an article by a run, both by number, in text order."""
    asked = (
        select(_report.key, _record.record)
        .join(schema.report_record)
        .where(_report.run == run, _report.article == article)
        .order_by(_report.ordinal)
    )
    return tuple(RECORDS.unpack(row.record, row.key) for row in connection.execute(asked))


def report(connection: Connection, key: str, run: int | None) -> StoredReport | None:
    """See `Store.report`."""
    asked = _stored().where(_report.run == number_of(connection, run), _report.key == key)
    row = connection.execute(asked).first()
    return None if row is None else _as_stored(row)


def of_keys(
    connection: Connection, keys: Collection[str], run: int | None
) -> dict[str, StoredReport]:
    """See `Store.reports_of`."""
    asked = _stored().where(_report.run == number_of(connection, run))
    return {
        row.key: _as_stored(row)
        for some in few_at_once(keys)
        for row in connection.execute(asked.where(_report.key.in_(some)))
    }


def reports(
    connection: Connection, backend: Backend, where: Filter, ordering: Ordering, after: str | None
) -> ListPage[StoredReport]:
    """See `Store.reports`."""
    run = number_of(connection, where.run)
    condition = Conditions(connection, backend, REPORTS, where, a_page=True).of(run)
    rows, cursor = ordering.rows(connection, condition, after)
    asked = _stored().where(_report.number.in_([row.number for row in rows]))
    found = {row.number: _as_stored(row) for row in connection.execute(asked)}
    return ListPage(tuple(found[row.number] for row in rows), cursor)


def count(connection: Connection, backend: Backend, where: Filter) -> int:
    """See `Store.count_reports`."""
    run = number_of(connection, where.run)
    condition = Conditions(connection, backend, REPORTS, where).of(run)
    asked = select(func.count()).select_from(schema.report).where(condition)
    return int(connection.execute(asked).scalar_one())


def _stored() -> Select[int, int, str, bytes, bytes, str | None, str | None]:
    return (
        select(
            _report.number,
            _report.run,
            _report.key,
            _record.record,
            _article.record.label("article_record"),
            _article.copy_of,
            _outlet.record.label("source"),
        )
        .select_from(schema.report)
        .join(schema.report_record)
        .join(schema.article)
        .outerjoin(schema.outlet)
    )


def _as_stored(
    row: Row[int, int, str, bytes, bytes, str | None, str | None],
) -> StoredReport:
    head = sql_articles.head(row.article_record, row.copy_of, row.key)
    source = None if row.source is None else SOURCES.of_text(row.source, row.key)
    return StoredReport(
        RECORDS.unpack(row.record, row.key), row.run, sql_articles.with_source(head, source)
    )
