"""The store in a file: what kind of file, who may read it, what is said where it cannot be."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from dateline.errors import DiskFull, InputError, StoreBusy, StoreError
from dateline.records.decision import Review
from dateline.records.people import User
from dateline.records.text import Quote
from dateline.store import Store, Withdrawal, default_path, migrating, open_store, schema, sqlite

from .building import (
    NEXT_RUN,
    NOON,
    RUN,
    a_coding,
    a_report,
    an_actor,
    an_article,
    an_incident,
    keep,
)
from .running import as_nobody, run_python

HASHES = f"h = {an_article().hash!r}\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def filled(path: Path) -> Path:
    """A store's file with one article and one incident of its report, closed."""
    with open_store(path) as store:
        (report,) = keep(store, an_article(), {})
        store.save_incidents(store.open_run(RUN), [an_incident("one", report)])
    return path


def asked(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


# -- the file ------------------------------------------------------------------------------


def test_settings(path: Path) -> None:
    with open_store(path) as store:
        keep(store, an_article(), {})
        assert asked(path, "PRAGMA journal_mode") == [("wal",)]
        assert asked(path, "PRAGMA application_id") == [(int.from_bytes(b"Dtln"),)]
        with store._sessions.reading() as connection:  # type: ignore[attr-defined]
            for pragma, value in (
                ("synchronous", 2),
                ("foreign_keys", 1),
                ("busy_timeout", 60_000),
            ):
                found = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
                assert (pragma, found) == (pragma, value)
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.skipif(sys.platform == "win32", reason="there files have no such modes")
def test_only_its_owner_may_read_it(path: Path) -> None:
    with open_store(path) as store:
        store.add_article(an_article())
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        store.backup(path.with_name("copy"))
    assert stat.S_IMODE(path.with_name("copy").stat().st_mode) == 0o600


def test_nothing_is_left_beside_it(filled: Path) -> None:
    assert [file.name for file in filled.parent.iterdir()] == [filled.name]


def test_a_backup_is_a_store(filled: Path) -> None:
    copy = filled.with_name("copy.sqlite")
    with open_store(filled) as store:
        store.backup(copy)
        store.add_article(an_article(2))
    with open_store(copy, read_only=True) as store:
        assert store.article(an_article().hash) == an_article()
        assert store.incident("one") is not None
        assert store.article(an_article(2).hash) is None


def test_a_backup_that_cannot_be_written(filled: Path) -> None:
    with open_store(filled) as store:
        with pytest.raises(StoreError, match="cannot be written"):
            store.backup(filled.parent / "nowhere" / "copy.sqlite")
        with pytest.raises(InputError, match="is there already"):
            store.backup(filled)


@pytest.mark.parametrize("name", ["a b?c#d%e", "ü—中", "-x", "mode=ro&"])
def test_any_name(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / name) as store:
        store.add_article(an_article())
    assert [file.name for file in tmp_path.iterdir()] == [name]
    with open_store(str(tmp_path / name), create=False) as store:
        assert store.article(an_article().hash) is not None


# -- where it is ---------------------------------------------------------------------------


def test_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_path() == tmp_path / "data" / "dateline" / "store.sqlite"
    with pytest.raises(StoreError, match="there is no store yet"):
        open_store(create=False)
    with open_store() as store:
        assert store.place == str(default_path())
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert default_path() == tmp_path / "home/.local/share/dateline/store.sqlite"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_path().parts[-4:-2] == ("Library", "Application Support")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path / "roaming"))
    assert default_path() == tmp_path / "roaming" / "dateline" / "store.sqlite"


def test_a_url(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        assert store.place == str(path)


@pytest.mark.parametrize(
    ("place", "message"),
    [("mongodb://me:secret@host", r"^mongodb://\*\*\*@host: neither an SQLite file"),
     ("sqlite://", "names no file"), ("postgresql+asyncpg://me@host/db", "neither an SQLite"),
     ("postgresql://me:secret@host:port/db", r"^postgresql://\*\*\*@host:port/db: not a URL"),
     ("sqlite:///:memory:", "names no file"), ("://", "not a URL"), ("", "not the name of a file"),
     ("a\0b", "not the name of a file")],
)  # fmt: skip
def test_no_place_of_a_store(place: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        open_store(place)


def test_no_store_there(tmp_path: Path) -> None:
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(StoreError, match="there is no store yet"):
            open_store(tmp_path / "x.sqlite", **options)
    with pytest.raises(StoreError, match="a folder"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="there is no folder"):
        open_store(tmp_path / "no" / "x.sqlite")
    assert list(tmp_path.iterdir()) == []


# -- what it is not ------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"no database", b"x" * 100_000, b"\x00" * 4096])
def test_not_a_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for options in ({}, {"read_only": True}):
        with pytest.raises(StoreError, match="not a Dateline store") as caught:
            open_store(path, **options)
        assert str(caught.value).startswith(f"{path}: ")
    assert path.read_bytes() == content


def test_another_programs_database(path: Path) -> None:
    change(path, "CREATE TABLE bookmark (url TEXT)")
    content = path.read_bytes()
    with pytest.raises(StoreError, match="not a Dateline store"):
        open_store(path)
    assert path.read_bytes() == content


def test_an_empty_file(path: Path) -> None:
    path.touch()
    for options in ({}, {"read_only": True}, {"create": False}):
        with pytest.raises(StoreError, match="not a Dateline store: the file is empty"):
            open_store(path, **options)
    assert [(file.name, file.stat().st_size) for file in path.parent.iterdir()] == [(path.name, 0)]


def test_never_an_empty_file_of_its_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off while the file is made, another process finds either nothing or a store."""

    def cut_off(made: Path, there: Path) -> None:
        assert made.stat().st_size > 0
        raise KeyboardInterrupt

    monkeypatch.setattr(sqlite, "_put", cut_off)
    with pytest.raises(KeyboardInterrupt):
        open_store(path)
    assert list(path.parent.iterdir()) == []


def test_another_process_was_quicker(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put = sqlite._put

    def beaten(made: Path, there: Path) -> None:
        monkeypatch.setattr(sqlite, "_put", put)
        with open_store(path) as store:
            store.add_article(an_article())
        put(made, there)

    monkeypatch.setattr(sqlite, "_put", beaten)
    with open_store(path) as store:
        assert store.article(an_article().hash) is not None


def test_a_disk_without_hard_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*files: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", refuse)
    with open_store(path) as store:
        assert store.add_article(an_article())
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_of_a_newer_version(filled: Path) -> None:
    change(filled, "UPDATE alembic_version SET version_num = 'r9999'")
    for options in ({}, {"read_only": True}):
        with pytest.raises(StoreError, match=r"newer version of Dateline.*'r9999'.*update"):
            open_store(filled, **options)


def test_a_start_that_was_cut_off(path: Path) -> None:
    """Killed between the making of the file and that of its tables."""
    sqlite.SqliteBackend(path).prepare()
    with pytest.raises(StoreError, match="older version"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        assert store.add_article(an_article())


def test_damaged(filled: Path) -> None:
    content = bytearray(filled.read_bytes())
    content[20_000:-20_000] = os.urandom(len(content) - 40_000)
    filled.write_bytes(content)
    with pytest.raises(StoreError, match=str(filled)) as caught:
        _read_all(filled)
    assert len(str(caught.value).splitlines()) == 1


def _read_all(path: Path) -> None:
    with open_store(path) as store:
        store.runs()
        store.incidents()
        store.coded(an_article().hash)
        store.search("something")


def test_a_damaged_record(filled: Path) -> None:
    change(filled, "UPDATE report_record SET record = x'00'",
           "UPDATE incident_record SET record = x'789c030000000001'")  # fmt: skip
    with open_store(filled) as store:
        with pytest.raises(StoreError, match=r"report .* is damaged"):
            store.reports()
        with pytest.raises(StoreError, match="incident one cannot be read"):
            store.incident("one")


# -- its tables ----------------------------------------------------------------------------


def test_migrations_make_the_tables_of_the_schema(filled: Path) -> None:
    with create_engine(f"sqlite:///{filled}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _is_ours})
        assert compare_metadata(context, schema.metadata) == []
        assert migrating.revision_of(connection) == schema.REVISIONS[-1]


def test_migrations_write_what_the_schema_would(filled: Path, tmp_path: Path) -> None:
    """To the letter: what `compare_metadata` does not see, such as WITHOUT ROWID, too."""
    other = tmp_path / "made.sqlite"
    schema.metadata.create_all(create_engine(f"sqlite:///{other}"))
    question = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    made = {name: _normal(sql) for name, sql in asked(other, question)}
    kept = {name: _normal(sql) for name, sql in asked(filled, question)}
    assert {name: kept.get(name) for name in made} == made


def _normal(sql: object) -> list[str]:
    """The parts of a statement, in any order; a column that was added stands behind a comma."""
    parts = re.split(r"\n|, (?=\w+ [A-Z])", str(sql).replace("\t", " "))
    return sorted(filter(None, (part.strip(" ,)") for part in parts)))


def _is_ours(thing: object, name: str, kind: str, *rest: object) -> bool:
    return not (kind == "table" and "_text" in name)


def test_the_tables_are_postgresqls_too() -> None:
    """Nothing in the schema or in a list's question is SQLite's alone."""
    dialect = postgresql.dialect()
    for table in schema.metadata.sorted_tables:
        assert "SERIAL" in str(CreateTable(table).compile(dialect=dialect)) or (
            "number" not in table.c)  # fmt: skip
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))


def test_all_revisions_are_known() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.SCRIPTS))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(reversed([script.revision for script in scripts])) == schema.REVISIONS


def test_text_indexes_are_in_step(filled: Path) -> None:
    with open_store(filled) as store:
        (report,) = keep(store, an_article(5, title="Flood"), {})
        run = store.open_run(RUN)
        store.save_incidents(run, [an_incident("one", report, revision=2)])
        store.mark_copy(an_article(5).hash, "x")
        store.save_incidents(run, [an_incident("two", report), Withdrawal("one", 3, "two")])
        store.erase_article(an_article().hash)
    for index in ("article_text", "report_text", "incident_text", "actor_text"):
        change(filled, f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")


def test_nothing_of_what_was_erased_is_in_the_file(filled: Path) -> None:
    word = "Xylophobia"
    article = an_article(7, text=f"The {word} of {word}ville.", title=f"{word}!")
    with open_store(filled) as store:
        told = {"actors": (an_actor(f"{word} Party"),), "sentence": Quote.of(article.text, 0, 14)}
        (report,) = keep(store, article, told)
        store.save_incidents(store.open_run(RUN), [an_incident("seven", report)])
    assert word.encode() in filled.read_bytes()
    with open_store(filled) as store:
        assert store.erase_article(article.hash)
    content = filled.read_bytes().lower()
    assert word.lower().encode() not in content
    assert b"ylophobia" not in content, "a text index keeps what differs from the word before"
    assert article.hash.encode() not in content


# -- reading only --------------------------------------------------------------------------


def test_opened_to_read(filled: Path) -> None:
    before = filled.read_bytes()
    with open_store(filled, read_only=True) as store:
        assert store.incident("one") is not None
        assert store.open_run(RUN) == 1
        for write in _writes(store):
            with pytest.raises(StoreError, match="may only be read"):
                write()
    assert filled.read_bytes() == before
    assert [file.name for file in filled.parent.iterdir()] == [filled.name]


def test_reading_beside_a_writer_that_was_killed(filled: Path) -> None:
    script = """
from tests.store.building import an_article
store = open_store(path)
store.add_article(an_article(7))
os.kill(os.getpid(), 9)
"""
    run_python(script, filled)
    assert filled.with_name(f"{filled.name}-wal").stat().st_size
    with open_store(filled, read_only=True) as store:
        assert store.article(an_article(7).hash) is not None


def _writes(store: Store) -> list[Callable[[], object]]:
    article = an_article(9)
    return [
        lambda: store.open_run(NEXT_RUN),
        lambda: store.add_article(article),
        lambda: store.save_coded(1, a_coding(article, a_report(article))),
        lambda: store.save_feed_state("x", b"y"),
        lambda: store.save_incidents(1, []),
        lambda: store.erase_article(article.hash),
        lambda: store.add_review(Review("a:0-1", "accepted", "Anna", NOON, "direct")),
        lambda: store.add_user(User("Anna", "admin", "x", NOON)),
        lambda: store.secret("sessions"),
    ]


READ_AND_WRITE = (
    HASHES
    + """
from dateline.errors import StoreError
with open_store(path) as store:
    assert store.article(h) is not None
    assert store.incidents().items
    try:
        store.save_feed_state("x", b"y")
    except StoreError as error:
        print(error)
"""
)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such user")
@pytest.mark.parametrize("writable_folder", [True, False])
def test_a_file_that_may_only_be_read(filled: Path, *, writable_folder: bool) -> None:
    with as_nobody(filled, writable_folder=writable_folder) as (path, user):
        found = run_python(READ_AND_WRITE, path, user=user)
    assert found.stderr == ""
    assert found.stdout == f"{path}: cannot be written: it may only be read\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such user")
def test_a_file_that_may_not_even_be_read(filled: Path) -> None:
    with as_nobody(filled, writable_folder=False, mode=0o600) as (path, user):
        found = run_python(READ_AND_WRITE, path, user=user)
    assert found.stderr.splitlines()[-1] == (
        f"dateline.errors.StoreError: {path}: cannot be opened"
    )


# -- no room left --------------------------------------------------------------------------


def test_no_room_left(path: Path) -> None:
    with open_store(path) as store:
        keep(store, an_article(1), {})
        before = _grow_by(store, 10)
        with pytest.raises(DiskFull, match="no room left on the disk") as caught:
            _add_long_ones(store, 2, 9)
        assert str(caught.value).startswith(f"{path}: ")
        with pytest.raises(DiskFull), store.batch():
            _add_long_ones(store, 10, 19)
        _grow_by(store, 10_000 + before)
        store.add_article(an_article(20))
    with open_store(path) as store:
        kept = {one.url for one in store.articles_without(store.open_run(RUN), 100)}
        assert an_article(20).url in kept
        assert not {an_article(n).url for n in range(10, 19)} & kept
        assert store.count_reports() == 1
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]


def test_no_room_left_inside_a_batch_is_not_passed_over(path: Path) -> None:
    with open_store(path) as store:
        _grow_by(store, 10)
        with pytest.raises(StoreError, match="nothing of the batch was kept"), store.batch():
            _batch_that_goes_on(store)
        assert store.feed_state("feed") is None
        assert store.feed_state("other") is None


def _batch_that_goes_on(store: Store) -> None:
    store.save_feed_state("feed", b"seen")
    with pytest.raises(DiskFull):
        _add_long_ones(store, 1, 9)
    store.save_feed_state("other", b"seen")


def _add_long_ones(store: Store, first: int, last: int) -> None:
    for number in range(first, last):
        store.add_article(an_article(number, text=f"{number} " * 40_000))


def _grow_by(store: Store, pages: int) -> int:
    """Let the store's file grow by so many pages at most; how many it has."""
    with store._sessions.reading() as connection:  # type: ignore[attr-defined]
        has = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        connection.exec_driver_sql(f"PRAGMA max_page_count={has + pages}")
        return has


LIMITED = """
import resource
from dateline.errors import DiskFull
from tests.store.building import an_article
with open_store(path) as store:
    store.add_article(an_article(0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
    number = 0
    try:
        while True:
            number += 1
            store.add_article(an_article(number, text=f"{number} " * 5_000))
            print(number)
    except DiskFull as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.add_article(an_article(number, text=f"{number} " * 5_000))
    print(number)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_disk_that_takes_no_more(path: Path) -> None:
    found = run_python(LIMITED, path)
    assert found.stderr == ""
    lines = found.stdout.splitlines()
    (said,) = (line for line in lines if not line.isdigit())
    assert said.startswith(f"{path}: cannot be written any further")
    numbers = [0, *(int(line) for line in lines if line.isdigit())]
    assert numbers == list(range(len(numbers)))
    with open_store(path) as store:
        kept = store.articles_without(store.open_run(RUN), 1000)
        assert [one.url for one in kept] == [an_article(n).url for n in numbers]


# -- others at the same time ---------------------------------------------------------------


def test_waiting_has_an_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "WAIT_SECONDS", 0.05)
    with open_store(path) as one, open_store(path) as other:
        with one.batch():
            one.add_article(an_article())
            assert other.article(an_article().hash) is None
            with pytest.raises(StoreBusy, match="another process has held the store for too long"):
                other.add_article(an_article())
        assert not other.add_article(an_article())
