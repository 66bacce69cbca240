"""Decisions in a database: rows of one table, each kept whole, found by what it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from ..errors import StoreError
from ..records.decision import ArticleReview, AuditSample, Correction, Judgement, Review
from . import schema
from .backend import Backend
from .paging import few_at_once
from .payloads import Codec
from .sql_part import SqlPart

T = TypeVar("T")

_decision, _counter = schema.decision.c, schema.counter.c

COUNTED = "decision"
"""The counter that counts up with each change of the decisions."""


class _Kind(Generic[T]):
    """One kind of decision: its name in the table, and how it is read and written."""

    def __init__(self, name: str, kind: type[T], what: str) -> None:
        self.name = name
        self._codec = Codec(kind, what)

    def add(
        self,
        connection: Connection,
        backend: Backend,
        record: T,
        **columns: str | None,
    ) -> bool:
        text = self._codec.text(record)
        row = {"kind": self.name, "digest": digest(self.name, text), "record": text, **columns}
        if not connection.execute(backend.insert_new(schema.decision).values(row)).rowcount:
            return False
        count(connection, backend)
        return True

    def all(self, connection: Connection, **columns: str | None) -> tuple[T, ...]:
        """Those whose columns have the values; a column that is None may have any."""
        wanted = {name: value for name, value in columns.items() if value is not None}
        conditions = (schema.decision.c[name] == value for name, value in wanted.items())
        return tuple(self._read(connection, conditions))

    def of(self, connection: Connection, subjects: Collection[str]) -> Iterator[T]:
        for some in few_at_once(subjects):
            yield from self._read(connection, [_decision.subject.in_(some)])

    def numbered(self, connection: Connection) -> tuple[tuple[int, T], ...]:
        asked = select(_decision.number, _decision.record).where(_decision.kind == self.name)
        rows = connection.execute(asked.order_by(_decision.number))
        return tuple((row.number, self._codec.of_text(row.record, row.number)) for row in rows)

    def _read(
        self, connection: Connection, conditions: Iterable[ColumnElement[bool]]
    ) -> Iterator[T]:
        asked = select(_decision.number, _decision.record).where(_decision.kind == self.name)
        asked = asked.where(*conditions).order_by(_decision.number)
        for row in connection.execute(asked):
            yield self._codec.of_text(row.record, row.number)


_JUDGEMENTS = _Kind("judgement", Judgement, "judgement")
_CORRECTIONS = _Kind("correction", Correction, "correction")
_REVIEWS = _Kind("review", Review, "review")
_SAMPLES = _Kind("sample", AuditSample, "sample")
_ARTICLES = _Kind("article", ArticleReview, "review of an article")


class SqlDecisions(SqlPart):
    """See `dateline.store.contract_decisions`."""

    def add_judgement(self, judgement: Judgement) -> bool:
        with self._sessions.writing() as connection:
            return _JUDGEMENTS.add(
                connection, self._backend, judgement, reviewer=judgement.reviewer
            )

    def judgements(self) -> tuple[Judgement, ...]:
        with self._sessions.reading() as connection:
            return _JUDGEMENTS.all(connection)

    def add_correction(self, correction: Correction) -> bool:
        with self._sessions.writing() as connection:
            return _CORRECTIONS.add(
                connection, self._backend, correction,
                subject=correction.report, reviewer=correction.reviewer,
            )  # fmt: skip

    def corrections(self, report: str | None = None) -> tuple[Correction, ...]:
        with self._sessions.reading() as connection:
            return _CORRECTIONS.all(connection, subject=report)

    def corrections_of(self, reports: Collection[str]) -> Mapping[str, tuple[Correction, ...]]:
        found: dict[str, tuple[Correction, ...]] = {}
        with self._sessions.reading() as connection:
            for one in _CORRECTIONS.of(connection, reports):
                found[one.report] = (*found.get(one.report, ()), one)
        return found

    def add_review(self, review: Review) -> bool:
        with self._sessions.writing() as connection:
            return _REVIEWS.add(
                connection, self._backend, review,
                subject=review.report, queue=review.queue, reviewer=review.reviewer,
            )  # fmt: skip

    def reviews(
        self,
        report: str | None = None,
        *,
        queue: str | None = None,
        reviewer: str | None = None,
    ) -> tuple[Review, ...]:
        with self._sessions.reading() as connection:
            return _REVIEWS.all(connection, subject=report, queue=queue, reviewer=reviewer)

    def latest_reviews(self, reports: Collection[str]) -> Mapping[str, tuple[Review, ...]]:
        with self._sessions.reading() as connection:
            return _standing(_REVIEWS.of(connection, reports))

    def add_audit_sample(self, sample: AuditSample) -> bool:
        with self._sessions.writing() as connection:
            kept = _SAMPLES.all(connection, subject=sample.id)
            if kept and kept[0] != sample:
                raise StoreError(f"there is another sample {sample.id} in the store")
            return _SAMPLES.add(
                connection, self._backend, sample, subject=sample.id, reviewer=sample.by
            )

    def audit_sample(self, id: str) -> AuditSample | None:
        with self._sessions.reading() as connection:
            return next(iter(_SAMPLES.all(connection, subject=id)), None)

    def audit_samples(self) -> tuple[AuditSample, ...]:
        with self._sessions.reading() as connection:
            return _SAMPLES.all(connection)

    def add_article_review(self, review: ArticleReview) -> bool:
        with self._sessions.writing() as connection:
            return _ARTICLES.add(
                connection, self._backend, review,
                subject=review.article, reviewer=review.reviewer,
            )  # fmt: skip

    def article_reviews(self, article: str | None = None) -> tuple[ArticleReview, ...]:
        with self._sessions.reading() as connection:
            return _ARTICLES.all(connection, subject=article)


def _standing(reviews: Iterable[Review]) -> Mapping[str, tuple[Review, ...]]:
    """The last of each reviewer on each report, after those that were undone are taken away."""
    given: dict[str, dict[str, list[Review]]] = {}
    for review in reviews:
        stack = given.setdefault(review.report, {}).setdefault(review.reviewer, [])
        if review.verdict != "undone":
            stack.append(review)
        elif stack:
            stack.pop()
    standing = {
        report: tuple(stack[-1] for stack in stacks.values() if stack)
        for report, stacks in given.items()
    }
    return {report: some for report, some in standing.items() if some}


def erase(connection: Connection, backend: Backend, article: str, reports: Collection[str]) -> None:
    """Forget all decisions on an article (by its hash) and its reports (by their keys)."""
    begin = f"{article}:"
    mine = or_(
        _decision.subject == article,
        _decision.subject.startswith(begin, autoescape=True),
        _decision.subject.in_(reports),
    )
    of_either = _decision.kind.in_([_CORRECTIONS.name, _REVIEWS.name, _ARTICLES.name])
    gone = connection.execute(delete(schema.decision).where(of_either, mine)).rowcount
    judged = [
        number
        for number, judgement in _JUDGEMENTS.numbered(connection)
        if any(key in reports or key.startswith(begin) for key in judgement.pair)
    ]
    for some in few_at_once(judged):
        connection.execute(delete(schema.decision).where(_decision.number.in_(some)))
    if gone or judged:
        count(connection, backend)


def count(connection: Connection, backend: Backend) -> None:
    """Count up that decisions have changed."""
    connection.execute(backend.insert_new(schema.counter).values(name=COUNTED, value=0))
    mine = _counter.name == COUNTED
    connection.execute(schema.counter.update().where(mine).values(value=_counter.value + 1))


def digest(kind: str, record: str) -> str:
    """What the very same record of a kind is known by. Earlier stores have it: never change it."""
    return hashlib.sha256(f"{kind} {record}".encode()).hexdigest()
