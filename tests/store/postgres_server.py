"""A real PostgreSQL for the tests, from Debian's packages: one for each process that runs tests.

It lives in a temporary folder and loses everything: nothing is flushed to the disk. A test gets a
database of its own, copied from one that has the tables already. PostgreSQL refuses to run as
root: where the tests do, it runs as another user.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dateline.store import open_store

PASSWORD = secrets.token_hex(8)
TEMPLATE = "dateline_template"
_USERS = ("postgres", "nobody")
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}


class Server:
    """A server that runs until it is stopped. Raises `OSError` where it cannot be started."""

    def __init__(self, programs: Path, settings: dict[str, str] | None = None) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
        self._settings = _SETTINGS | (settings or {})
        self._user = _other_user()
        self.port = _free_port()
        self._known: set[str] = set()
        try:
            self._make()
            self._process = self._start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def url(self, database: str, *, password: str | None = PASSWORD, query: str = "") -> str:
        """The URL of a database, over TCP."""
        secret = "" if password is None else f":{password}"
        return f"postgresql://tester{secret}@127.0.0.1:{self.port}/{database}{query}"

    def database(self, name: str) -> str:
        """The URL of a database of this name, which has an empty store."""
        if name not in self._known:
            if TEMPLATE not in self._known:
                self.execute(f"CREATE DATABASE {TEMPLATE}")
                self._known.add(TEMPLATE)
                open_store(self.url(TEMPLATE)).close()
            self.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
            self._known.add(name)
        return self.url(name)

    def empty(self, name: str, options: str = "") -> str:
        """The URL of a database of this name without any table."""
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        self._known.add(name)
        return self.url(name)

    def drop(self, name: str) -> None:
        """Take a database out, if there is one."""
        if name in self._known:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")
            self._known.discard(name)

    def execute(self, statement: str, *, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Have the server do something; what it answers."""
        psycopg = pytest.importorskip("psycopg")
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            asked = connection.execute(statement)
            return list(asked.fetchall()) if asked.description else []

    def restart(self) -> None:
        """Stop at once, as in a power cut without a loss, and start again."""
        self._end(signal.SIGINT)
        self._process = self._start()

    def stop(self) -> None:
        """Stop, and leave nothing behind."""
        self._end(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self) -> None:
        secret = self._folder / "password"
        secret.write_text(PASSWORD)
        for path in (secret, self._folder):
            if self._user is not None:
                os.chown(path, self._user.pw_uid, self._user.pw_gid)
        made = self._run(
            "initdb", f"--pgdata={self._data}", "--username=tester", f"--pwfile={secret}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        out, _ = made.communicate()
        if made.returncode:
            raise OSError(f"initdb: {out.decode(errors='replace')}")

    def _start(self) -> subprocess.Popen[bytes]:
        given = [f"-c{name}={value}" for name, value in self._settings.items()]
        where = [f"-D{self._data}", f"-p{self.port}", f"-k{self._folder}", "-h127.0.0.1"]
        with (self._folder / "log").open("ab") as log:
            process = self._run("postgres", *where, *given, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while not self._answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise OSError((self._folder / "log").read_text(errors="replace"))
            time.sleep(0.05)
        return process

    def _answers(self) -> bool:
        psycopg = pytest.importorskip("psycopg")
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, name: str, *options: str, **more: Any) -> subprocess.Popen[bytes]:
        if self._user is not None:
            more |= {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        # A session of its own: Ctrl-C is for the tests, which then stop the server themselves.
        return subprocess.Popen(
            [self._programs / name, *options], cwd=self._folder, start_new_session=True, **more
        )

    def _end(self, how: int) -> None:
        self._process.send_signal(how)
        self._process.wait(timeout=60)

    @property
    def _data(self) -> Path:
        return self._folder / "data"


def programs() -> Path | None:
    """The folder of the newest PostgreSQL that is installed."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found += [Path(path).parent for path in [shutil.which("initdb")] if path]
    return max(found, key=_version, default=None)


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _other_user() -> pwd.struct_passwd | None:
    """Who runs the server: oneself (None) unless one is root."""
    if os.geteuid() != 0:
        return None
    for name in _USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise OSError("there is no user but root to run PostgreSQL")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@cache
def server() -> Server:
    """The server of this process. Skips the test where PostgreSQL is not installed."""
    pytest.importorskip("psycopg")
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    started = Server(folder)
    atexit.register(started.stop)
    return started


def stop() -> None:
    """Stop the server of this process, if it has one."""
    if server.cache_info().currsize:
        atexit.unregister(server().stop)
        server().stop()
        server.cache_clear()


def name_of(folder: Path) -> str:
    """The name of the database that a test has for a folder."""
    return f"d{hashlib.sha256(str(folder).encode()).hexdigest()[:20]}"


@contextlib.contextmanager
def a_database(name: str) -> Iterator[str]:
    """The URL of a database with an empty store, which is gone afterwards."""
    try:
        yield server().database(name)
    finally:
        server().drop(name)
