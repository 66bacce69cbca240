"""What a run has to say of articles as it is saved: codings, reports, names; many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select, tuple_

from ..errors import StoreError
from ..records.article import Source
from ..records.event import CodedArticle, CodingRun, Report
from . import schema, sql_articles
from .backend import Backend
from .paging import few_at_once
from .payloads import CODED, REPORTS, SOURCES, without_reports
from .rows import Name, names_of_report, of_report, words_of_report
from .sql_runs import run_of
from .words import fold

_coded, _report = schema.coded.c, schema.report.c
_outlet, _actor = schema.outlet.c, schema.actor.c


@dataclass(frozen=True, slots=True)
class _New:
    """A coding that is saved: the numbers of its article and of its outlet."""

    coded: CodedArticle
    article: int
    outlet: int | None
    is_copy: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """A report that is saved, its own number, and the article it is of."""

    report: Report
    number: int
    coded: CodedArticle


def save(
    connection: Connection, backend: Backend, run: int, codings: Sequence[CodedArticle]
) -> int:
    """See `Store.save_coded`, for several at once; how many were news."""
    _check(codings, run_of(connection, run), run)
    new = _new(connection, backend, run, codings)
    backend.insert(connection, schema.coded, [
        {
            "run": run,
            "article": one.article,
            "outlet": one.outlet,
            "record": CODED.pack(without_reports(one.coded)),
        }
        for one in new
    ])  # fmt: skip
    _save_reports(connection, backend, run, new)
    return len(new)


def _check(codings: Sequence[CodedArticle], run: CodingRun, number: int) -> None:
    for coded in codings:
        hash = coded.article.hash
        if coded.run != run:
            raise StoreError(f"article {hash} was coded by another run than number {number}")
        keys = [report.key for report in coded.reports]
        if len(set(keys)) < len(keys):
            raise StoreError(f"article {hash} has two reports of one key")


def _new(
    connection: Connection, backend: Backend, run: int, codings: Sequence[CodedArticle]
) -> list[_New]:
    """Those that the run has not saved yet. Raises `StoreError` where there is no such article."""
    first: dict[str, CodedArticle] = {}
    for coded in codings:
        first.setdefault(coded.article.hash, coded)
    rows = sql_articles.numbers_of(connection, first)
    for hash in first:
        if hash not in rows:
            raise StoreError(f"there is no article {hash} in the store")
    done = _done(connection, run, [row.number for row in rows.values()])
    new = {hash: one for hash, one in first.items() if rows[hash].number not in done}
    outlets = _outlets(connection, backend, [coded.article.source for coded in new.values()])
    return [
        _New(
            coded,
            rows[hash].number,
            outlets.get(coded.article.source),
            rows[hash].copy_of is not None,
        )
        for hash, coded in new.items()
    ]


def _done(connection: Connection, run: int, articles: Iterable[int]) -> set[int]:
    """The numbers of those articles that the run has coded."""
    asked = select(_coded.article).where(_coded.run == run)
    return {
        number
        for some in few_at_once(articles)
        for number in connection.execute(asked.where(_coded.article.in_(some))).scalars()
    }


def _outlets(
    connection: Connection, backend: Backend, sources: Iterable[Source | None]
) -> dict[Source | None, int]:
    """The numbers of those who published; those that are new are added."""
    records = {one: SOURCES.text(one) for one in dict.fromkeys(sources) if one is not None}
    numbers = _numbers_of_outlets(connection, records.values())
    new = {record: one for one, record in records.items() if record not in numbers}
    if new:
        rows = [{"record": record, "name": one.name, "folded": fold(one.name)}
                for record, one in new.items()]  # fmt: skip
        connection.execute(backend.insert_new(schema.outlet), rows)
        numbers |= _numbers_of_outlets(connection, new)
    return {one: numbers[record] for one, record in records.items()}


def _numbers_of_outlets(connection: Connection, records: Iterable[str]) -> dict[str, int]:
    asked = select(_outlet.record, _outlet.number)
    return {
        row.record: row.number
        for some in few_at_once(records)
        for row in connection.execute(asked.where(_outlet.record.in_(some)))
    }


# -- reports -------------------------------------------------------------------------------


def _save_reports(connection: Connection, backend: Backend, run: int, new: Sequence[_New]) -> None:
    backend.insert(connection, schema.report, [
        {
            "run": run,
            "article": one.article,
            "outlet": one.outlet,
            "is_copy": one.is_copy,
            "ordinal": ordinal,
        }
        | of_report(report, one.coded.article)
        for one in new
        for ordinal, report in enumerate(one.coded.reports)
    ])  # fmt: skip
    told = _told(connection, run, [one for one in new if one.coded.reports])
    words = {one.number: words_of_report(one.report, one.coded.article) for one in told}
    backend.insert(connection, schema.report_record, [
        {"report": one.number, "record": REPORTS.pack(one.report), "words": words[one.number]}
        for one in told
    ])  # fmt: skip
    backend.index(connection, "report", [(number, (some,)) for number, some in words.items()])
    named = [(one.number, names_of_report(one.report)) for one in told]
    save_names(connection, backend, schema.report_actor, "report", named)
    backend.insert(connection, schema.report_flag, [
        {"report": one.number, "flag": flag}
        for one in told
        for flag in dict.fromkeys(one.report.flags)
    ])  # fmt: skip


def _told(connection: Connection, run: int, new: Sequence[_New]) -> list[_Told]:
    """All reports of some codings with the numbers they were given."""
    asked = select(_report.article, _report.key, _report.number).where(_report.run == run)
    numbers = {
        (row.article, row.key): row.number
        for some in few_at_once(one.article for one in new)
        for row in connection.execute(asked.where(_report.article.in_(some)))
    }
    return [
        _Told(report, numbers[one.article, report.key], one.coded)
        for one in new
        for report in one.coded.reports
    ]


# -- names ---------------------------------------------------------------------------------


def save_names(
    connection: Connection,
    backend: Backend,
    table: Table,
    owner: str,
    named: Sequence[tuple[int, Iterable[Name]]],
) -> None:
    """Tie rows of a list, by their numbers, to the names of those who took part."""
    pairs = dict.fromkeys((one.id, one.name) for _, names in named for one in names)
    numbers = _numbers_of_names(connection, pairs)
    new = [pair for pair in pairs if pair not in numbers]
    if new:
        rows = [{"id": id, "name": name} for id, name in new]
        connection.execute(backend.insert_new(schema.actor), rows)
        added = _numbers_of_names(connection, new)
        backend.index(connection, "actor", [(n, (name,)) for (_, name), n in added.items()])
        numbers |= added
    backend.insert(connection, table, [
        {owner: number, "actor": numbers[one.id, one.name], "role": one.role}
        for number, names in named
        for one in names
    ])  # fmt: skip


def _numbers_of_names(
    connection: Connection, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    asked = select(_actor.id, _actor.name, _actor.number)
    return {
        (row.id, row.name): row.number
        for some in few_at_once(pairs)
        for row in connection.execute(asked.where(tuple_(_actor.id, _actor.name).in_(some)))
    }
