"""The store in PostgreSQL: where it is, who else is there, what is said where it cannot be."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from dateline.errors import DatelineError, InputError, StoreBusy, StoreError
from dateline.records.article import Source
from dateline.store import Filter, Store, migrating, open_store, schema

from . import postgres_server
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
from .postgres_server import PASSWORD, Server
from .test_crashes import contents

pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Server:
    return postgres_server.server()


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with postgres_server.a_database(postgres_server.name_of(tmp_path)) as url:
        yield url


@pytest.fixture
def database(tmp_path: Path, url: str) -> str:
    """The name of the test's database."""
    return postgres_server.name_of(tmp_path)


def fill(url: str) -> None:
    with open_store(url) as store:
        (report,) = keep(store, an_article(), {"actors": (an_actor("Army"),)})
        store.save_incidents(store.open_run(RUN), [an_incident("one", report)])


def refused(url: str, **options: bool) -> str:
    """The one line that opening says."""
    with pytest.raises(DatelineError) as caught:
        open_store(url, **options)
    line = str(caught.value)
    assert len(line.splitlines()) == 1
    assert PASSWORD not in line
    return line


# -- where it is ---------------------------------------------------------------------------


class TestThePlace:
    def test_shows_no_password(self, url: str, database: str, server: Server) -> None:
        with open_store(f"{url}?application_name=x") as store:
            plain = f"postgresql://tester@127.0.0.1:{server.port}/{database}"
            assert store.place == f"{plain}?application_name=x"
        for same in (url.replace("postgresql:", "postgres:"),
                     url.replace("postgresql:", "postgresql+psycopg:")):  # fmt: skip
            with open_store(same) as store:
                assert store.place == plain

    def test_the_password_from_elsewhere(
        self, database: str, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        plain = server.url(database, password=None)
        monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
        assert "password" in refused(plain)
        (tmp_path / "pgpass").write_text(f"127.0.0.1:*:*:tester:{PASSWORD}\n")
        (tmp_path / "pgpass").chmod(0o600)
        open_store(plain).close()
        monkeypatch.setenv("PGPASSFILE", "/dev/null")
        monkeypatch.setenv("PGPASSWORD", PASSWORD)
        open_store(plain).close()

    def test_nobody_there(self, server: Server) -> None:
        assert "password authentication failed" in refused(server.url("x", password="wrong"))
        assert 'database "nothing" does not exist' in refused(server.url("nothing"))
        line = refused(f"postgresql://me:{PASSWORD}@127.0.0.1:1/x?connect_timeout=3")
        assert line.startswith("postgresql://me@127.0.0.1:1/x?connect_timeout=3: ")
        assert "refused" in line

    def test_none_yet(self, server: Server, tmp_path: Path) -> None:
        name = postgres_server.name_of(tmp_path)
        try:
            url = server.empty(name)
            for options in ({"create": False}, {"read_only": True}):
                assert refused(url, **options).endswith("there is no store yet")
            assert server.execute("SELECT * FROM pg_tables WHERE schemaname = 'public'",
                                  database=name) == []  # fmt: skip
            open_store(url).close()
            open_store(url, create=False).close()
        finally:
            server.drop(name)

    def test_of_something_else(self, server: Server, tmp_path: Path) -> None:
        name = postgres_server.name_of(tmp_path)
        try:
            url = server.empty(name)
            server.execute("CREATE TABLE alembic_version (version_num text)", database=name)
            line = refused(url)
            assert "not a Dateline store: schema public has a table alembic_version" in line
        finally:
            server.drop(name)

    def test_of_another_encoding(self, server: Server, tmp_path: Path) -> None:
        name = postgres_server.name_of(tmp_path)
        try:
            line = refused(server.empty(name, "ENCODING 'SQL_ASCII' LOCALE 'C'"))
            assert "encoding is SQL_ASCII" in line
        finally:
            server.drop(name)

    def test_two_stores_in_two_schemas(self, server: Server, database: str) -> None:
        for name in ("one", "other"):
            server.execute(f"CREATE SCHEMA {name}", database=database)
        one, other = (
            server.url(database, query=f"?options=-csearch_path%3D{name}")
            for name in ("one", "other")
        )
        fill(one)
        with open_store(one) as first, open_store(other) as second:
            assert (first.count(), second.count()) == (1, 0)
            with first.batch():
                first.add_article(an_article(2))
                assert second.add_article(an_article(3)), "neither waits for the other"
        assert "names no schema" in refused(
            server.url(database, query="?options=-csearch_path%3Dnone")
        )

    def test_of_a_newer_version(self, url: str, server: Server, database: str) -> None:
        server.execute("UPDATE alembic_version SET version_num = 'r9999'", database=database)
        for options in ({}, {"read_only": True}):
            assert "made by a newer version of Dateline" in refused(url, **options)

    @pytest.mark.parametrize("locale", ["C", "C.UTF-8", "en_US.UTF-8"])
    def test_the_order_is_not_the_databases(
        self, server: Server, tmp_path: Path, locale: str
    ) -> None:
        name = postgres_server.name_of(tmp_path)
        known = {row[0] for row in server.execute("SELECT collname FROM pg_collation")}
        if locale not in known and locale.replace("UTF-8", "utf8") not in known:
            pytest.skip(f"the machine has no {locale}")
        try:
            with open_store(server.empty(name, f"LOCALE '{locale}'")) as store:
                ids = ["a", "B", "é", "z", "Z", "_", "10", "9", "\U0001f600", "\uffff", "\0", "\1"]
                run = store.open_run(RUN)
                (report,) = keep(store, an_article(), {})
                store.save_incidents(run, [an_incident(id, report) for id in ids])
                found, after = [], None
                for _ in ids:
                    page = store.incidents(order="oldest", limit=1, after=after)
                    found += [one.id for one in page.items]
                    after = page.next
                assert found == sorted(ids)
        finally:
            server.drop(name)


# -- its tables ----------------------------------------------------------------------------


def test_migrations_make_the_tables_of_the_schema(url: str) -> None:
    with open_store(url) as store, store._sessions.reading() as connection:  # type: ignore[attr-defined]
        context = MigrationContext.configure(connection, opts={"include_object": _is_compared})
        assert compare_metadata(context, schema.metadata) == []
        assert migrating.revision_of(connection) == schema.REVISIONS[-1]


_OTHERWISE = frozenset(
    "uq_outlet_record uq_failure_at_source_reason ix_incident_days ix_incident_box "
    "ix_incident_unit".split()
)
"""Indexes that take texts of any length here, and those that a file has no need of."""


def _is_compared(thing: object, name: str, kind: str, *rest: object) -> bool:
    return not (kind == "table" and name.endswith("_text")) and name not in _OTHERWISE


def test_names_of_any_length(url: str) -> None:
    long = "x" * 50_000
    with open_store(url) as store:
        article = an_article(text=f"{long} says something", source=Source(long))
        (report,) = keep(store, article, {"actors": (an_actor(long),)})
        store.save_incidents(store.open_run(RUN), [an_incident("one", report)])
        store.log_failure(NOON, long, long)
        store.log_failure(NOON, long, long)
        assert len(store.failures()) == 1
        assert store.count(Filter(outlets=(long,))) == 1
        found = store.report(report.key)
        assert found is not None
        assert found.report == report
        assert [name for _, _, name in store.actor_names()] == ["x" * 500]
        with pytest.raises(InputError, match="a name is too long to be kept"):
            store.save_feed_state("".join(map(chr, range(0x4E00, 0x9E00))), b"state")


# -- readers and writers -------------------------------------------------------------------


def test_a_reader_sees_one_state(url: str) -> None:
    with open_store(url) as store:
        for number in range(3):
            keep(store, an_article(number), {}, run=RUN)
            keep(store, an_article(number), run=NEXT_RUN)
        old, new = (run.number for run in store.runs())
        walking = store.diff(old, new)
        next(walking)
        assert store.erase_article(an_article(2).hash)
        assert len(list(walking)) == 2


def test_one_writer_at_a_time(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_settings(), "lock_timeout", "300ms")
    began, done = threading.Event(), threading.Event()

    def hold() -> None:
        with open_store(url) as other, other.batch():
            other.add_article(an_article(1))
            began.set()
            done.wait(20)

    holding = threading.Thread(target=hold)
    holding.start()
    assert began.wait(20)
    with open_store(url) as store:
        with pytest.raises(StoreBusy, match="held the store for too long"):
            store.add_article(an_article(2))
        assert store.articles() == (), "readers do not wait"
        done.set()
        holding.join()
        assert store.add_article(an_article(2))
        assert len(store.articles()) == 2


def _settings() -> dict[str, str]:
    from dateline.store import postgres_driver  # needs the driver

    return postgres_driver._SETTINGS


def test_what_failed_inside_a_batch_is_not_passed_over(url: str) -> None:
    """PostgreSQL takes back all of a transaction in which a question failed."""
    with open_store(url) as store:
        store.open_run(RUN)
        batch = store.batch()
        batch.__enter__()
        store.add_article(an_article())
        with pytest.raises(InputError, match="a number is too large"):
            store.reports(Filter(run=2**70))
        with pytest.raises(StoreError, match="nothing of the batch was kept"):
            batch.__exit__(None, None, None)
        assert store.articles() == ()


def test_read_only(url: str, server: Server, database: str) -> None:
    fill(url)
    with open_store(url, read_only=True) as store:
        assert store.count() == 1
        store.settle()
        for write in (lambda: store.add_article(an_article(2)), lambda: store.batch().__enter__()):
            with pytest.raises(StoreError, match="it may only be read"):
                write()
    server.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    with open_store(url) as store:
        assert store.search("something")
        with pytest.raises(StoreError, match="it may only be read"):
            store.add_article(an_article(2))


def test_a_user_who_may_only_read(url: str, server: Server, database: str) -> None:
    fill(url)
    role = f"reader_{database}"
    server.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}", database=database)
    try:
        with open_store(url.replace("tester", role)) as store:
            assert store.count() == 1
            with pytest.raises(StoreError, match="this user may not do that"):
                store.add_article(an_article(2))
    finally:
        server.execute(f"DROP OWNED BY {role}", database=database)
        server.execute(f"DROP ROLE {role}")


def cut(server: Server, database: str) -> None:
    """End all connections to a database."""
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                   f"WHERE datname = '{database}' AND pid <> pg_backend_pid()")  # fmt: skip


def cut_between(store: Store, server: Server, database: str) -> None:
    """Two batches of articles in one transaction, and the connection is lost between them."""
    run = store.open_run(RUN)
    with store.batch():
        store.add_coded(run, [a_coding(an_article(n)) for n in range(50)])
        cut(server, database)
        store.add_coded(run, [a_coding(an_article(n)) for n in range(50, 99)])


def test_the_connection_is_lost(url: str, server: Server, database: str) -> None:
    with open_store(url) as store:
        store.add_article(an_article(1))
        cut(server, database)
        assert store.add_article(an_article(2)), "between two calls nobody notices"
        with pytest.raises(StoreError, match="connection to the server was lost"):
            cut_between(store, server, database)
        assert len(store.articles()) == 2
        assert store.add_article(an_article(3))


def test_it_is_lost_before_many_rows_are_sent(
    url: str, server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """COPY goes past SQLAlchemy, which knows nothing of the connection's end then."""
    from dateline.store import postgres_driver  # needs the driver

    copy = postgres_driver.copy_in

    def cut_first(*some: Any) -> None:
        monkeypatch.undo()
        cut(server, database)
        copy(*some)

    with open_store(url) as store:
        run = store.open_run(RUN)
        monkeypatch.setattr(postgres_driver, "copy_in", cut_first)
        codings = [a_coding(an_article(n)) for n in range(99)]
        with pytest.raises(StoreError, match="connection to the server was lost"):
            store.add_coded(run, codings)
        assert store.articles() == ()
        assert store.add_coded(run, codings) == 99


def test_the_server_is_started_anew(tmp_path: Path) -> None:
    folder = postgres_server.programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed")
    server = Server(folder, {"fsync": "on", "synchronous_commit": "on"})
    try:
        with open_store(server.database("x")) as store:
            fill(server.url("x"))
            server.restart()
            assert store.count() == 1
            assert store.add_article(an_article(2))
    finally:
        server.stop()


# -- backups -------------------------------------------------------------------------------


def test_a_backup_can_be_restored(
    url: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(url)
    copy = tmp_path / "copy.dump"
    with open_store(url) as store:
        store.backup(copy)
        assert copy.stat().st_mode & 0o777 == 0o600
        store.add_article(an_article(2))
    programs = postgres_server.programs()
    assert programs is not None
    name = f"{postgres_server.name_of(tmp_path)}_again"
    try:
        again = server.empty(name)
        subprocess.run([programs / "pg_restore", f"--dbname={again}", copy], check=True)
        with open_store(again) as store:
            assert store.article(an_article().hash) == an_article()
            assert store.article(an_article(2).hash) is None
            assert [hit.article.hash for hit in store.search("something")] == [an_article().hash]
            assert store.add_article(an_article(3))
    finally:
        server.drop(name)
    with open_store(url) as store:
        with pytest.raises(StoreError, match="cannot be written"):
            store.backup(tmp_path / "no" / "copy.dump")
        monkeypatch.setenv("PATH", "")
        monkeypatch.setattr("dateline.store.postgres_backup._DEBIAN", tmp_path)
        with pytest.raises(StoreError, match="pg_dump is not installed"):
            store.backup(tmp_path / "other.dump")
    assert [path.name for path in tmp_path.iterdir()] == ["copy.dump"]


# -- the same on both ----------------------------------------------------------------------


def test_the_same_as_in_a_file(url: str, tmp_path: Path) -> None:
    """What the crash tests add ends as the same store in both."""
    from .test_crashes import add_all

    for place in (url, str(tmp_path / "store.sqlite")):
        with open_store(place) as store:
            add_all(store)
    assert contents(url) == contents(str(tmp_path / "store.sqlite"))


def test_many_at_once_are_as_one_by_one(store: Store) -> None:
    """Of both backends (`conftest.store`)."""
    run = store.open_run(RUN)
    articles = [an_article(n, text=f"Story {n}. \0 \1 {'x' * n}") for n in range(12)]
    codings = [
        a_coding(one, *(a_report(one, k, actors=(an_actor(f"A{k}"),)) for k in range(3)))
        for one in articles
    ]
    store.add_article(articles[3])
    store.save_coded(run, codings[4]) if store.add_article(articles[4]) else None
    store.mark_copy(articles[3].hash, articles[4].hash)
    assert store.add_coded(run, [*codings, codings[0]]) == 11
    assert store.add_coded(run, codings) == 0
    assert store.count_reports() == 3 * 11
    assert store.count_reports(Filter(with_copies=True)) == 3 * 12
    for coding in codings:
        kept = store.coded(coding.article.hash)
        assert kept is not None
        assert kept.reports == coding.reports
        assert kept.article.text == coding.article.text
    assert len(store.search("story")) == 12
    assert store.count_reports(Filter(actors=("a1",))) == 11
    with pytest.raises(StoreError, match="another run"):
        store.add_coded(run, [a_coding(an_article(50)), a_coding(an_article(51), run=NEXT_RUN)])
    assert store.article(an_article(50).hash) is None
