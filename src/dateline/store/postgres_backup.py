"""A copy of a store in PostgreSQL: made by PostgreSQL's own ``pg_dump``."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import URL

from ..errors import InputError, StoreError
from .postgres_errors import one_line
from .postgres_url import for_driver, shown

_DEBIAN = Path("/usr/lib/postgresql")
_PRIVATE = 0o600


def dump(url: URL, schema: str, path: Path) -> None:
    """Write the store of a schema into a file that ``pg_restore`` reads.

    Raises `InputError` where the file is there already, `StoreError` where there is no
    ``pg_dump``, or none that the server's version gets on with.
    """
    if path.exists():
        raise InputError(f"{path}: is there already")
    beside = path.with_name(f"{path.name}.part")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _PRIVATE))
        _run(url, schema, beside)
        beside.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _run(url: URL, schema: str, path: Path) -> None:
    command = [_program(), "--format=custom", "--no-password", f"--file={path}"]
    if schema != "public":
        command.append(f'--schema="{schema}"')
    plain = for_driver(url).set(drivername="postgresql", password=None)
    command.append(f"--dbname={plain.render_as_string(hide_password=False)}")
    # The password is not to stand on a command line, which all users of the machine can read.
    known = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(
        command, env={**os.environ, **known}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StoreError(f"{shown(url)}: no backup: {one_line(done.stderr)}")


def _program() -> str:
    found = shutil.which("pg_dump") or next(_installed(), None)
    if found is None:
        raise StoreError("no backup: PostgreSQL's pg_dump is not installed here (Debian: "
                         "postgresql-client); install it, or run it on the server")  # fmt: skip
    return found


def _installed() -> Iterator[str]:
    """Debian's, which stand in no PATH; the newest first."""
    versions = (one for one in _DEBIAN.glob("*/bin/pg_dump") if one.parts[-3].isdigit())
    for one in sorted(versions, key=lambda one: int(one.parts[-3]), reverse=True):
        yield str(one)
