"""What runs have to say of articles: codings, reports, and how two runs differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Row, Select, Table, func, select, tuple_

from ..errors import StoreError
from ..records.article import Article, Source
from ..records.event import CodedArticle, Report
from . import schema, sql_articles
from .backend import Backend
from .conditions import REPORTS, Conditions
from .contract import ListPage, StoredReport
from .filters import Filter
from .paging import Ordering
from .payloads import CODED, SOURCES, without_reports
from .payloads import REPORTS as RECORDS
from .rows import Name, names_of_report, of_report, words_of_report
from .rows import Row as Values
from .sql_runs import number_of, run_of
from .words import fold

_coded, _report, _article = schema.coded.c, schema.report.c, schema.article.c
_record, _outlet, _actor = schema.report_record.c, schema.outlet.c, schema.actor.c


# -- saving --------------------------------------------------------------------------------


def save(connection: Connection, backend: Backend, run: int, coded: CodedArticle) -> bool:
    """See `Store.save_coded`."""
    article = coded.article
    if coded.run != run_of(connection, run):
        raise StoreError(f"article {article.hash} was coded by another run than number {run}")
    number = sql_articles.number_of(connection, article.hash)
    outlet = _outlet_number(connection, backend, article.source)
    row: Values = {"run": run, "article": number, "outlet": outlet}
    row["record"] = CODED.pack(without_reports(coded))
    if not connection.execute(backend.insert_new(schema.coded).values(row)).rowcount:
        return False
    if coded.reports:
        owner = {"run": run, "article": number, "outlet": outlet}
        _save_reports(connection, backend, coded, owner)
    return True


def _save_reports(
    connection: Connection, backend: Backend, coded: CodedArticle, owner: Values
) -> None:
    article = coded.article
    keys = [report.key for report in coded.reports]
    if len(set(keys)) < len(keys):
        raise StoreError(f"article {article.hash} has two reports of one key")
    is_copy = select(_article.copy_of.is_not(None)).where(_article.number == owner["article"])
    common = owner | {"is_copy": connection.execute(is_copy).scalar_one()}
    insert(connection, schema.report, [
        common | of_report(report, article) | {"ordinal": ordinal}
        for ordinal, report in enumerate(coded.reports)
    ])  # fmt: skip
    asked = select(_report.key, _report.number).where(
        _report.run == owner["run"], _report.article == owner["article"]
    )
    numbers = dict(connection.execute(asked).all())
    insert(connection, schema.report_record, [
        {
            "report": numbers[report.key],
            "record": RECORDS.pack(report),
            "words": words_of_report(report, article),
        }
        for report in coded.reports
    ])  # fmt: skip
    named = [(numbers[report.key], names_of_report(report)) for report in coded.reports]
    save_names(connection, backend, schema.report_actor, "report", named)
    insert(connection, schema.report_flag, [
        {"report": numbers[report.key], "flag": flag}
        for report in coded.reports
        for flag in dict.fromkeys(report.flags)
    ])  # fmt: skip


def save_names(
    connection: Connection,
    backend: Backend,
    table: Table,
    owner: str,
    named: Sequence[tuple[int, Iterable[Name]]],
) -> None:
    """Tie rows of a list, by their numbers, to the names of those who took part."""
    pairs = list(dict.fromkeys((one.id, one.name) for _, names in named for one in names))
    if not pairs:
        return
    new = backend.insert_new(schema.actor)
    connection.execute(new, [{"id": id, "name": name} for id, name in pairs])
    asked = select(_actor.id, _actor.name, _actor.number)
    found = connection.execute(asked.where(tuple_(_actor.id, _actor.name).in_(pairs)))
    numbers = {(row.id, row.name): row.number for row in found}
    insert(connection, table, [
        {owner: number, "actor": numbers[one.id, one.name], "role": one.role}
        for number, names in named
        for one in names
    ])  # fmt: skip


def _outlet_number(connection: Connection, backend: Backend, source: Source | None) -> int | None:
    if source is None:
        return None
    record = SOURCES.text(source)
    row = {"record": record, "name": source.name, "folded": fold(source.name)}
    connection.execute(backend.insert_new(schema.outlet).values(row))
    asked = select(_outlet.number).where(_outlet.record == record)
    return int(connection.execute(asked).scalar_one())


def insert(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows, if there are any."""
    if rows:
        connection.execute(table.insert(), rows)


# -- reading -------------------------------------------------------------------------------


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
