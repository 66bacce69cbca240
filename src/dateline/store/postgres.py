"""PostgreSQL: a database on a server, its locking, its text search, and what its errors mean.

- Readers have one state of the store from begin to end (``REPEATABLE READ``, ``READ ONLY``).
- Writers wait in line at the start, by an advisory lock of the schema, so that there is one at a
  time, as in an SQLite file. Readers wait for nobody.
- A commit is on the server's disk before it returns unless the server is told otherwise
  (``synchronous_commit``).

Only this module and those beside it (``postgres_*``) know of PostgreSQL, with the migrations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Select,
    Table,
    create_engine,
    delete,
    event,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from ..errors import DatelineError, StoreError
from . import postgres_driver, postgres_text, schema
from .backend import Phrases, Searched
from .paging import few_at_once
from .postgres_backup import dump
from .postgres_errors import meaning, one_line
from .postgres_url import for_driver, shown
from .rows import Row

_WORTH_COPYING = 4
"""So few rows are inserted one by one."""
_ARTICLE = schema.article.c

_WHERE = """SELECT current_schema(), current_setting('server_encoding'),
pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
_OURS = frozenset({*schema.metadata.tables, "alembic_version"})
_SURELY = frozenset({"incident_record", "report_record", "alembic_version"})
"""Where these are, the tables of those names are a store's."""


class PostgresBackend:
    """A store in a schema of a PostgreSQL database: the first of the connection's search path."""

    def __init__(self, url: URL, *, read_only: bool = False) -> None:
        self.place = shown(url)
        self.read_only = read_only
        self._url = url
        self._schema = "public"
        self._engine = create_engine(
            for_driver(url),
            connect_args=postgres_driver.connect_options(url),
            poolclass=QueuePool,
            max_overflow=-1,
            use_native_hstore=False,
        )
        event.listen(self._engine, "connect", postgres_driver.set_up, insert=True)
        event.listen(self._engine, "checkout", postgres_driver.look_alive)
        event.listen(self._engine, "begin", postgres_driver.begin)

    def engine(self) -> Engine:
        return self._engine

    def prepare(self) -> bool:
        """Look at the database; whether there is a store.

        Raises `StoreError` where the server cannot be reached or the database cannot hold one.
        """
        try:
            with self._engine.begin() as connection:
                known, encoding, locked = connection.exec_driver_sql(_WHERE).one()
                tables = set(connection.exec_driver_sql(_TABLES).scalars())
        except DBAPIError as error:
            raise self.explained(error) from error
        if known is None:
            raise StoreError(f"{self.place}: the search_path names no schema that is there")
        if encoding != "UTF8":
            raise StoreError(f"{self.place}: the database's encoding is {encoding}; a store needs "
                             "one of UTF8")  # fmt: skip
        if tables & _OURS and not tables >= _SURELY:
            raise StoreError(f"{self.place}: not a Dateline store: schema {known} has a table "
                             f"{min(tables & _OURS)} of something else")  # fmt: skip
        self._schema = known
        self.read_only = self.read_only or locked
        return tables >= _SURELY

    # -- what differs in SQL ---------------------------------------------------------------

    def passed_over(self, column: ColumnElement[int]) -> ColumnElement[int]:
        return column

    def insert_new(self, table: Table) -> Insert:
        new = insert(table).on_conflict_do_nothing().inline()
        return new.execution_options(preserve_rowcount=True)  # else it is forgotten at once

    def insert(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        if len(rows) < _WORTH_COPYING:
            for row in rows:
                connection.execute(table.insert().inline(), row)
        else:
            postgres_driver.copy_in(connection, table, rows)

    def index(
        self,
        connection: Connection,
        what: Searched,
        texts: Sequence[tuple[int, Sequence[str]]],
        *,
        again: bool = False,
    ) -> None:
        """See `Backend`. What is deleted takes its row of the index along."""
        table = postgres_text.TABLES[what]
        for some in few_at_once(number for number, _ in texts if again):
            connection.execute(delete(table).where(table.c.number.in_(some)))
        ranked = what == "article"
        rows = [postgres_text.indexed(number, some, with_places=ranked) for number, some in texts]
        self.insert(connection, table, rows)

    def found(self, what: Searched, words: Phrases) -> Select[int]:
        return postgres_text.found(what, words)

    def best(self, connection: Connection, words: Phrases, limit: int) -> Sequence[tuple[int, str]]:
        """See `Backend`. Snippets are cut here: PostgreSQL would take words apart in its way."""
        numbers = connection.execute(postgres_text.best(words, limit)).scalars().all()
        texts: dict[int, str] = {}
        asked = select(_ARTICLE.number, _ARTICLE.title, _ARTICLE.text)
        for some in few_at_once(numbers):
            for number, title, text in connection.execute(asked.where(_ARTICLE.number.in_(some))):
                texts[number] = postgres_text.snippet(title, text, words)
        return [(number, texts[number]) for number in numbers]

    @contextmanager
    def overwriting(self, connection: Connection) -> Iterator[None]:
        """See `Backend`. The server overwrites when it vacuums; nobody can read it until then."""
        yield

    def settle(self) -> None:
        """See `Backend`."""
        names = ", ".join(sorted({*schema.metadata.tables, *self._indexes()}))
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"VACUUM (ANALYZE) {names}")

    def _indexes(self) -> list[str]:
        return [table.name for table in postgres_text.TABLES.values()]

    def copy(self, path: Path) -> None:
        """See `Backend`. The copy is for ``pg_restore``."""
        dump(self._url, self._schema, path)

    # -- errors ----------------------------------------------------------------------------

    def explained(self, error: DBAPIError) -> DatelineError:
        kind, words = meaning(error.orig, was_connected=error.connection_invalidated)
        return kind(f"{self.place}: {words or one_line(error.orig)}")
