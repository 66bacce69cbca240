"""SQLite: a file, its settings, its text search (FTS5), and what its errors mean.

Settings and why:

- ``journal_mode=WAL``: readers and a writer do not wait for each other.
- ``synchronous=FULL``: a commit is on the disk before it returns, so that not even a power cut
  takes back what was reported as kept. It costs one flush a commit, which is little beside coding
  an article (and `Store.batch` makes one commit of many); ``NORMAL`` would survive ``kill -9``
  only.
- ``BEGIN IMMEDIATE`` for writers: they wait in line at the start. A transaction that begins to
  write in its middle may be refused there, for what it has read is out of date.
- ``busy_timeout``: how long they wait in line.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Select,
    Table,
    column,
    create_engine,
    event,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from ..errors import DiskFull, InputError, StoreBusy, StoreError
from .backend import Phrases, Searched
from .rows import Row

APPLICATION = int.from_bytes(b"Dtln")
"""The file's ``application_id``: so no other program's SQLite file is taken for a store."""

WAIT_SECONDS = 60.0
_CACHE_KB = 64_000
_LARGEST_LEFT_WAL = 64 * 2**20
_SNIPPET_WORDS = 24
_PRIVATE = 0o600
_INDEXES: dict[Searched, str] = {
    "article": "article_text",
    "report": "report_text",
    "incident": "incident_text",
    "actor": "actor_text",
}
"""The FTS5 tables of the migrations; their ``rowid`` is the number of the row."""

_MEANINGS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_FULL: (DiskFull, "no room left on the disk; nothing of this was kept"),
    sqlite3.SQLITE_IOERR_WRITE: (DiskFull, "cannot be written any further (disk full or a limit "
                                 "on file sizes); nothing of this was kept"),
    sqlite3.SQLITE_BUSY: (StoreBusy, "another process has held the store for too long"),
    sqlite3.SQLITE_LOCKED: (StoreBusy, "another process has held the store for too long"),
    sqlite3.SQLITE_READONLY: (StoreError, "cannot be written: it may only be read"),
    sqlite3.SQLITE_NOTADB: (StoreError, "not a Dateline store: it is no SQLite file"),
    sqlite3.SQLITE_CORRUPT: (StoreError, "damaged; restore it from a backup"),
    sqlite3.SQLITE_CANTOPEN: (StoreError, "cannot be opened"),
    sqlite3.SQLITE_IOERR: (StoreError, "cannot be read or written"),
    sqlite3.SQLITE_NOMEM: (StoreError, "not enough memory"),
}  # fmt: skip


class SqliteBackend:
    """A store in an SQLite file. ``read_only`` never writes, not even to upgrade it."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.place = str(path)
        self._locked = not _may_write(path)
        self.read_only = read_only or self._locked
        self._engine = create_engine(
            "sqlite://", creator=self._connect, poolclass=QueuePool, max_overflow=-1
        )
        event.listen(self._engine, "begin", _begin)

    def engine(self) -> Engine:
        return self._engine

    def prepare(self) -> None:
        """Make a store's file where there is none. Raises `StoreError` where it is some other."""
        if not self.read_only and not self.path.exists():
            _make(self.path)
        if _is_empty(self.path):
            raise StoreError(f"{self.place}: not a Dateline store: the file is empty")
        try:
            with closing(self._connect()) as connection:
                if _one(connection, "PRAGMA application_id") != APPLICATION:
                    raise StoreError(f"{self.place}: not a Dateline store")
                if not self.read_only:
                    connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.Error as error:
            raise self._meaning(error) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path.absolute().as_uri() + self._mode(),
            uri=True,
            timeout=WAIT_SECONDS,
            isolation_level=None,  # transactions begin where `_begin` says so
            check_same_thread=False,  # the pool gives a connection to one thread at a time
        )
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        connection.execute(f"PRAGMA journal_size_limit={_LARGEST_LEFT_WAL}")
        if self.read_only:
            connection.execute("PRAGMA query_only=ON")
        return connection

    def _mode(self) -> str:
        if not self._locked:
            return "?mode=rw"
        # Reading needs the two files beside it; where they can neither be found nor be made,
        # nobody is writing, and SQLite has to be told so.
        folder = self.path.absolute().parent
        alone = not _beside(self.path, "-wal").exists() and not os.access(folder, os.W_OK)
        return "?mode=ro&immutable=1" if alone else "?mode=ro"

    # -- what differs in SQL ---------------------------------------------------------------

    def passed_over(self, column: ColumnElement[int]) -> ColumnElement[int]:
        return column + 0

    def insert_new(self, table: Table) -> Insert:
        return insert(table).on_conflict_do_nothing()

    def found(self, what: Searched, words: Phrases) -> Select[int]:
        index, rowid = _index(what)
        return select(rowid).where(index.c[index.name].match(_query(words)))

    def insert(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        if rows:
            connection.execute(table.insert(), rows)

    def index(
        self,
        connection: Connection,
        what: Searched,
        texts: Sequence[tuple[int, Sequence[str]]],
        *,
        again: bool = False,
    ) -> None:
        """See `Backend`. Triggers do it."""

    def best(self, connection: Connection, words: Phrases, limit: int) -> Sequence[tuple[int, str]]:
        index, rowid = _index("article")
        whole: ColumnElement[str] = literal_column(index.name)
        snippet: ColumnElement[str] = func.snippet(whole, -1, "[", "]", "…", _SNIPPET_WORDS)
        asked: Select[int, str] = select(rowid, snippet).where(
            index.c[index.name].match(_query(words))
        )
        ordered = asked.order_by(literal_column("rank"), rowid).limit(limit)
        return [(number, words) for number, words in connection.execute(ordered)]

    @contextmanager
    def overwriting(self, connection: Connection) -> Iterator[None]:
        """See `Backend`. A text index keeps what is deleted until it is written anew."""
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        try:
            yield
            for name in _INDEXES.values():
                connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('optimize')")
        finally:
            connection.exec_driver_sql("PRAGMA secure_delete=OFF")

    def settle(self) -> None:
        """See `Backend`. Questions are put so that they need no such knowledge."""

    def copy(self, path: Path) -> None:
        """See `Backend`. The copy is whole or not there at all."""
        if path.exists():
            raise InputError(f"{path}: is there already")
        beside = path.with_name(f"{path.name}.part")
        try:
            _touch(beside)
            with closing(self._connect()) as connection, closing(sqlite3.connect(beside)) as copy:
                connection.backup(copy)
            beside.replace(path)
        except sqlite3.Error as error:
            raise self._meaning(error, place=str(path)) from error
        except OSError as error:
            raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error
        finally:
            beside.unlink(missing_ok=True)

    # -- errors ----------------------------------------------------------------------------

    def explained(self, error: DBAPIError) -> StoreError:
        original = error.orig
        if isinstance(original, sqlite3.Error):
            return self._meaning(original)
        return StoreError(f"{self.place}: {_one_line(original)}")

    def _meaning(self, error: sqlite3.Error, *, place: str = "") -> StoreError:
        code = getattr(error, "sqlite_errorcode", 0)
        kind, words = _MEANINGS.get(code) or _MEANINGS.get(code & 0xFF) or (StoreError, "")
        if words and kind is StoreError and code & 0xFF == sqlite3.SQLITE_IOERR:
            words = f"{words} ({_one_line(error)})"
        return kind(f"{place or self.place}: {words or _one_line(error)}")


# -- files ---------------------------------------------------------------------------------


def _make(path: Path) -> None:
    """Make a store's file, without tables as yet, where there is none.

    It is made under another name and put in its place as a whole: whoever finds a file there,
    in another process or after a power cut, finds a store's and never an empty one.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".dateline-", dir=path.absolute().parent)
        os.close(handle)
        beside = Path(name)
        try:
            with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
                connection.execute(f"PRAGMA application_id={APPLICATION}")
            _put(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: cannot be written: {_one_line(error)}") from error
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error


def _put(made: Path, path: Path) -> None:
    """Give a file its name, unless another process was quicker."""
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:  # a disk without hard links, as on memory sticks
        if not path.exists():
            made.rename(path)


def _is_empty(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except OSError:
        return False


def _touch(path: Path) -> None:
    """Make an empty file that only its owner can read, where there is none."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, _PRIVATE))
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error


def _may_write(path: Path) -> bool:
    """Whether the file, and those that SQLite puts beside it, can be written."""
    return os.access(path if path.exists() else path.absolute().parent, os.W_OK) and os.access(
        path.absolute().parent, os.W_OK
    )


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _one(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _one_line(error: object) -> str:
    return " ".join(str(error).split())


# -- text search ---------------------------------------------------------------------------


def _index(what: Searched) -> tuple[Table, ColumnElement[int]]:
    """An FTS5 table, which has a column of its own name to match against, and its row numbers."""
    name = _INDEXES[what]
    index = table(name, column(name), column("rowid"))
    return index, index.c.rowid  # type: ignore[return-value]


def _query(words: Phrases) -> str:
    """FTS5's query: each phrase a string, so that nothing in it is syntax; all must be found."""
    return " ".join('"' + " ".join(phrase).replace('"', "") + '"' for phrase in words)
