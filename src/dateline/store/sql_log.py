"""Feeds and failures."""

from __future__ import annotations

from sqlalchemy import Connection, select

from . import schema
from .backend import Backend
from .contract import LoggedFailure
from .rows import moment_of

_feed, _failure = schema.feed.c, schema.failure.c


def feed_state(connection: Connection, url: str) -> bytes | None:
    """See `Store.feed_state`."""
    return connection.execute(select(_feed.state).where(_feed.url == url)).scalar()


def save_feed_state(connection: Connection, backend: Backend, url: str, state: bytes) -> None:
    """See `Store.save_feed_state`."""
    connection.execute(backend.insert_new(schema.feed).values(url=url, state=state))
    mine = (_feed.url == url, _feed.state != state)
    connection.execute(schema.feed.update().where(*mine).values(state=state))


def log_failure(
    connection: Connection, backend: Backend, at: int, source: str, reason: str
) -> None:
    """See `Store.log_failure`. ``at`` in microseconds."""
    row = {"at": at, "source": _storable(source), "reason": _storable(reason)}
    connection.execute(backend.insert_new(schema.failure).values(row))


def failures(connection: Connection, limit: int) -> tuple[LoggedFailure, ...]:
    """See `Store.failures`."""
    asked = select(schema.failure).order_by(_failure.at.desc(), _failure.number.desc())
    return tuple(
        LoggedFailure(moment_of(row.at), row.source, row.reason)
        for row in connection.execute(asked.limit(limit))
    )


def _storable(words: str) -> str:
    """A file name of undecodable bytes is no text; it is kept as Python writes it."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")
