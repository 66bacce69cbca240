"""Open a store: where it is, whether it is one, and whether its tables are of this version."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL

from ..errors import InputError, StoreError
from ..user_folders import user_file
from . import migrating
from .backend import Backend
from .contract import Store
from .postgres_url import is_postgres, parsed, shown_words
from .sessions import Sessions
from .sql_store import Clock, SqlStore, utc_now
from .sqlite import SqliteBackend

FILE = "store.sqlite"


def open_store(
    place: str | Path | None = None,
    *,
    create: bool = True,
    read_only: bool = False,
    clock: Clock = utc_now,
) -> Store:
    """Open the store of a file or URL, the user's own where none is given.

    URLs are ``sqlite:///path`` and ``postgresql://user:password@host/database``.

    Where there is none it is made, unless not to ``create``; one of an older version is brought
    up to date, unless ``read_only`` or where the file cannot be written. ``clock`` says when
    things happen. Raises `InputError` for a place that can be none, and `StoreError` where there
    is no store, where it is of a newer version, damaged or not to be read.
    """
    if place is None:
        backend = _file(default_path(), create=create, read_only=read_only, ours=True)
    elif isinstance(place, Path) or "://" not in place:
        backend = _file(_named(place), create=create, read_only=read_only)
    else:
        backend = _of_url(parsed(place), create=create, read_only=read_only)
    _bring_up_to_date(backend)
    return SqlStore(backend, clock=clock)


def default_path() -> Path:
    """Where the user's own store is. Raises `StoreError` for a user without a home."""
    path = user_file("data", FILE)
    if path is None:
        raise StoreError("there is no home folder to keep a store in; name a file")
    return path


def _named(place: str | Path) -> Path:
    if not str(place) or "\0" in str(place):
        raise InputError(f"{str(place)!r} is not the name of a file")
    return Path(place)


def _file(path: Path, *, create: bool, read_only: bool, ours: bool = False) -> Backend:
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a store's file")
    if not path.exists():
        if read_only or not create:
            raise StoreError(f"{path}: there is no store yet")
        _make_folder(path, ours=ours)
    backend = SqliteBackend(path, read_only=read_only)
    backend.prepare()
    return backend


def _of_url(url: URL, *, create: bool, read_only: bool) -> Backend:
    words = shown_words(url.render_as_string(hide_password=False))
    if is_postgres(url):
        return _postgres(url, create=create, read_only=read_only)
    if url.get_backend_name() != "sqlite":
        raise InputError(f"{words}: neither an SQLite file (sqlite:///FILE) nor a PostgreSQL "
                         "database (postgresql://USER@HOST/DATABASE)")  # fmt: skip
    if not url.database or url.database == ":memory:":
        raise InputError(f"{words}: names no file")
    return _file(Path(url.database), create=create, read_only=read_only)


def _postgres(url: URL, *, create: bool, read_only: bool) -> Backend:
    try:
        from .postgres import PostgresBackend  # noqa: PLC0415 - an optional dependency
    except ImportError:
        raise InputError(
            "the driver of PostgreSQL is not installed: pip install 'dateline[postgres]'"
        ) from None
    backend = PostgresBackend(url, read_only=read_only)
    try:
        if not backend.prepare() and (backend.read_only or not create):
            raise StoreError(f"{backend.place}: there is no store yet")
    except BaseException:
        backend.engine().dispose()
        raise
    return backend


def _make_folder(path: Path, *, ours: bool) -> None:
    folder = path.absolute().parent
    if ours:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be made: {error.strerror or error}") from error
    elif not folder.is_dir():
        raise StoreError(f"{path}: there is no folder {folder}")


def _bring_up_to_date(backend: Backend) -> None:
    sessions = Sessions(backend)
    try:
        with sessions.reading() as connection:
            if migrating.check(migrating.revision_of(connection), backend.place):
                return
        if backend.read_only:
            raise StoreError(f"{backend.place}: made by an older version of Dateline, and cannot "
                             "be brought up to date where it may only be read")  # fmt: skip
        with sessions.writing() as connection:
            # another process may have done it meanwhile
            if not migrating.check(migrating.revision_of(connection), backend.place):
                migrating.upgrade(connection)
    except BaseException:
        backend.engine().dispose()
        raise
