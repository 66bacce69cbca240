"""The store over a database that SQLAlchemy speaks to: each method is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from ..records.article import Article
from ..records.event import CodedArticle, CodingRun
from ..records.incident import Incident
from . import (
    erasing,
    saving_coded,
    saving_incidents,
    schema,
    sql_articles,
    sql_coded,
    sql_incidents,
    sql_log,
    sql_runs,
)
from .comparing import compare_all
from .conditions import INCIDENTS, REPORTS
from .contract import (
    ArticleHit,
    Change,
    Difference,
    FacetCount,
    FacetField,
    KnownRun,
    ListPage,
    LoggedFailure,
    Order,
    StoredReport,
    Withdrawal,
)
from .filters import EVERYTHING, Filter
from .paging import Ordering, checked_limit
from .rows import moment_number
from .sql_columns import SqlColumns
from .sql_decisions import SqlDecisions
from .sql_facts import SqlFacts
from .sql_part import Clock, utc_now
from .sql_people import SqlPeople

__all__ = ["Clock", "SqlStore", "utc_now"]


class SqlStore(SqlColumns, SqlDecisions, SqlFacts, SqlPeople):
    """A `Store` (whose documentation holds) in a database; `open_store` makes one."""

    # -- runs ------------------------------------------------------------------------------

    def open_run(self, run: CodingRun) -> int:
        with self._sessions.reading() as connection:
            number = sql_runs.opened_last(connection, run)
        if number is not None:
            return number
        with self._sessions.writing() as connection:
            return sql_runs.open_run(connection, self._backend, run, self._now())

    def runs(self) -> tuple[KnownRun, ...]:
        with self._sessions.reading() as connection:
            return sql_runs.runs(connection)

    # -- articles --------------------------------------------------------------------------

    def add_article(self, article: Article, *, page_info: bytes | None = None) -> bool:
        with self._sessions.writing() as connection:
            return sql_articles.add(connection, self._backend, article, page_info)

    def mark_copy(self, article: str, copy_of: str | None) -> bool:
        with self._sessions.writing() as connection:
            return sql_articles.mark_copy(connection, article, copy_of)

    def erase_article(self, article: str) -> bool:
        with self._sessions.writing() as connection:
            return erasing.erase(connection, self._backend, article, self._now())

    def article(self, article: str) -> Article | None:
        with self._sessions.reading() as connection:
            return sql_articles.article(connection, article)

    def articles_of(self, hashes: Collection[str]) -> Mapping[str, Article]:
        with self._sessions.reading() as connection:
            return sql_articles.articles_of(connection, hashes)

    def page_info(self, article: str) -> bytes | None:
        with self._sessions.reading() as connection:
            return sql_articles.page_info(connection, article)

    def articles(self, *, after: str | None = None, limit: int = 500) -> tuple[Article, ...]:
        with self._sessions.reading() as connection:
            return sql_articles.listed(connection, after, checked_limit(limit))

    def articles_without(
        self, run: int, limit: int, *, after: str | None = None
    ) -> tuple[Article, ...]:
        with self._sessions.reading() as connection:
            sql_runs.run_of(connection, run)
            return sql_articles.without(connection, run, checked_limit(limit), after)

    def search(self, text: str, *, limit: int = 20) -> tuple[ArticleHit, ...]:
        with self._sessions.reading() as connection:
            return sql_articles.search(connection, self._backend, text, checked_limit(limit))

    # -- what is coded ---------------------------------------------------------------------

    def save_coded(self, run: int, coded: CodedArticle) -> bool:
        with self._sessions.writing() as connection:
            return bool(saving_coded.save(connection, self._backend, run, [coded]))

    def add_coded(self, run: int, codings: Sequence[CodedArticle]) -> int:
        with self._sessions.writing() as connection:
            articles = [coded.article for coded in codings]
            sql_articles.add_many(connection, self._backend, articles)
            return saving_coded.save(connection, self._backend, run, codings)

    def coded(self, article: str, run: int | None = None) -> CodedArticle | None:
        with self._sessions.reading() as connection:
            return sql_coded.coded(connection, article, run)

    def report(self, key: str, run: int | None = None) -> StoredReport | None:
        with self._sessions.reading() as connection:
            return sql_coded.report(connection, key, run)

    def reports_of(
        self, keys: Collection[str], run: int | None = None
    ) -> Mapping[str, StoredReport]:
        with self._sessions.reading() as connection:
            return sql_coded.of_keys(connection, keys, run)

    def reports(
        self,
        where: Filter = EVERYTHING,
        *,
        order: Order = "newest",
        after: str | None = None,
        limit: int = 50,
    ) -> ListPage[StoredReport]:
        ordering = Ordering(REPORTS, order, limit)
        with self._sessions.reading() as connection:
            return sql_coded.reports(connection, self._backend, where, ordering, after)

    def count_reports(self, where: Filter = EVERYTHING) -> int:
        with self._sessions.reading() as connection:
            return sql_coded.count(connection, self._backend, where)

    def diff(self, old: int, new: int) -> Iterator[Difference]:
        first, second = schema.coded.alias(), schema.coded.alias()
        both = (
            select(first.c.article)
            .join(second, first.c.article == second.c.article)
            .where(first.c.run == old, second.c.run == new)
            .order_by(first.c.article)
        )
        with self._sessions.reading() as connection:
            for run in (old, new):
                sql_runs.run_of(connection, run)
            for article in connection.execute(both).scalars():
                yield from compare_all(
                    sql_coded.reports_of(connection, old, article),
                    sql_coded.reports_of(connection, new, article),
                )

    # -- incidents -------------------------------------------------------------------------

    def save_incidents(self, run: int, changes: Iterable[Incident | Withdrawal]) -> int:
        listed = list(changes)
        with self._sessions.writing() as connection:
            return saving_incidents.save(connection, self._backend, run, listed, self._now())

    def incident(self, id: str, run: int | None = None) -> Incident | None:
        with self._sessions.reading() as connection:
            return sql_incidents.incident(connection, id, run)

    def incident_of(self, report: str, run: int | None = None) -> Incident | None:
        with self._sessions.reading() as connection:
            return sql_incidents.incident_of(connection, report, run)

    def incidents(
        self,
        where: Filter = EVERYTHING,
        *,
        order: Order = "newest",
        after: str | None = None,
        limit: int = 50,
    ) -> ListPage[Incident]:
        ordering = Ordering(INCIDENTS, order, limit)
        with self._sessions.reading() as connection:
            return sql_incidents.incidents(connection, self._backend, where, ordering, after)

    def count(self, where: Filter = EVERYTHING) -> int:
        with self._sessions.reading() as connection:
            return sql_incidents.count(connection, self._backend, where)

    def facets(
        self, where: Filter, field: FacetField, *, limit: int = 20
    ) -> tuple[FacetCount, ...]:
        with self._sessions.reading() as connection:
            return sql_incidents.facets(
                connection, self._backend, where, field, checked_limit(limit)
            )

    def changes_since(self, when: datetime, run: int | None = None) -> Iterator[Change]:
        with self._sessions.reading() as connection:
            yield from sql_incidents.changes_since(connection, when, run)

    # -- feeds, failures -------------------------------------------------------------------

    def feed_state(self, url: str) -> bytes | None:
        with self._sessions.reading() as connection:
            return sql_log.feed_state(connection, url)

    def save_feed_state(self, url: str, state: bytes) -> None:
        with self._sessions.writing() as connection:
            sql_log.save_feed_state(connection, self._backend, url, state)

    def log_failure(self, when: datetime, source: str, reason: str) -> None:
        with self._sessions.writing() as connection:
            at = moment_number(when)
            sql_log.log_failure(connection, self._backend, at, source, reason)

    def failures(self, *, limit: int = 100) -> tuple[LoggedFailure, ...]:
        with self._sessions.reading() as connection:
            return sql_log.failures(connection, checked_limit(limit))
