"""Connections to PostgreSQL: their settings, and text with the one character it cannot hold.

PostgreSQL's text has no NUL. Where a text has one it is written as two characters, U+0001 U+0001,
and U+0001 itself as U+0001 U+0002: so what is read is what was given, and the order of texts stays
the same. Texts without the two, which is nearly all, are kept as they are.
"""

from __future__ import annotations

import selectors
from collections.abc import Sequence
from typing import Any, cast

import psycopg
from psycopg import IsolationLevel, sql
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown, TextLoader
from sqlalchemy import Connection, Table
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, DisconnectionError

from .rows import Row

APPLICATION = int.from_bytes(b"Dtln")
"""Half of the advisory lock's number; the other half is that of the schema."""

WAIT_SECONDS = 60
_CONNECT_SECONDS = 10
_SETTINGS = {
    "lock_timeout": f"{WAIT_SECONDS}s",
    # Questions are short: compiling them takes longer than answering them.
    "jit": "off",
    # Values are uneven (one country has half of the events): a plan for any value is a bad one.
    "plan_cache_mode": "force_custom_plan",
    "work_mem": "32MB",
    # Pages are read at random from a cache or an SSD, not from a turning disk.
    "random_page_cost": "1.1",
}
_LOCK = f"""SELECT pg_advisory_xact_lock({APPLICATION}::bigint << 32 | oid::bigint)
FROM pg_namespace WHERE nspname = current_schema()"""


def connect_options(url: URL) -> dict[str, Any]:
    """What a connection is opened with, besides what the URL says."""
    given: dict[str, Any] = {"fallback_application_name": "dateline", "client_encoding": "utf8"}
    if "connect_timeout" not in url.query:
        given["connect_timeout"] = _CONNECT_SECONDS
    return given


def set_up(connection: psycopg.Connection[Any], _record: object) -> None:
    """Called with each new connection."""
    connection.adapters.register_dumper(str, _TextDumper)
    for name in ("text", "varchar"):
        connection.adapters.register_loader(name, _TextLoader)
    wanted = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in
                       _SETTINGS.items())  # fmt: skip
    connection.execute(f"SELECT {wanted}".encode())
    connection.commit()


def look_alive(connection: psycopg.Connection[Any], _record: object, _proxy: object) -> None:
    """Called when a connection is taken from the pool; one that the server has closed is replaced.

    Nothing is sent: to a connection that is at rest a server has nothing to say but that it goes.
    """
    if connection.closed or _has_news(connection.fileno()):
        raise DisconnectionError


def _has_news(file: int) -> bool:
    with selectors.DefaultSelector() as looking:
        looking.register(file, selectors.EVENT_READ)
        return bool(looking.select(timeout=0))


def begin(connection: Connection) -> None:
    """Called when a transaction begins: a reader sees one state, a writer is the only one.

    A writer's state begins when it has the lock (each of its statements looks anew): with the
    state of when it began to wait it would miss what it has waited for.
    """
    writes = connection.get_execution_options().get("writes", False)
    driver = cast(psycopg.Connection[Any], connection.connection.dbapi_connection)
    driver.isolation_level = (
        IsolationLevel.READ_COMMITTED if writes else IsolationLevel.REPEATABLE_READ
    )
    driver.read_only = not writes
    if writes:
        connection.exec_driver_sql(_LOCK)


def copy_in(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert many rows at once (``COPY``). Raises `DBAPIError` as the others do."""
    names = list(rows[0])
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    driver = cast(psycopg.Connection[Any], connection.connection.dbapi_connection)
    try:
        with driver.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
    except psycopg.Error as error:
        raise DBAPIError(
            f"COPY {table.name}", None, error, connection_invalidated=driver.closed
        ) from error


class _TextDumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        if "\0" in obj or "\1" in obj:
            obj = obj.replace("\1", "\1\2").replace("\0", "\1\1")
        return super().dump(obj)


class _TextLoader(TextLoader):
    def load(self, data: Buffer) -> bytes | str:
        text = str(data, "utf-8")
        return text.replace("\1\1", "\0").replace("\1\2", "\1") if "\1" in text else text
