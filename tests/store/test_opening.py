"""Places that are no file: URLs of databases, and what is said of those that cannot be."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dateline.errors import StoreError
from dateline.store import open_store
from dateline.store.postgres_url import parsed, shown, shown_words

WITHOUT = """
import sys
sys.modules["psycopg"] = None
from dateline.store import open_store
try:
    open_store("postgresql://me:secret@localhost/db")
except Exception as error:
    print(type(error).__name__, error)
"""


def test_without_the_driver() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    assert done.stdout == ("InputError the driver of PostgreSQL is not installed: "
                           "pip install 'dateline[postgres]'\n")  # fmt: skip


@pytest.mark.parametrize(
    ("place", "plain"),
    [("postgresql://me:secret@host:5433/db", "postgresql://me@host:5433/db"),
     ("postgres://host/db", "postgresql://host/db"),
     ("postgresql+psycopg://me:se%40cret@/db?host=/run/x", "postgresql://me@/db?host=%2Frun%2Fx"),
     ("postgresql://h/db?password=secret&sslpassword=secret&sslmode=require",
      "postgresql://h/db?sslmode=require")],
)  # fmt: skip
def test_shown_without_what_is_secret(place: str, plain: str) -> None:
    assert shown(parsed(place)) == plain


@pytest.mark.parametrize(
    ("place", "plain"),
    [("postgresql://me:se:c@ret@host:x/db", "postgresql://***@host:x/db"),
     ("x://h/db?a=1&Password=secret&b=2", "x://h/db?a=1&Password=***&b=2"),
     ("://", "://")],
)  # fmt: skip
def test_nor_where_it_is_no_url(place: str, plain: str) -> None:
    assert shown_words(place) == plain


def test_nobody_there() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(
        StoreError, match=r"^postgresql://me@127\.0\.0\.1:1/db: .*refused"
    ) as caught:
        open_store("postgresql://me:secret@127.0.0.1:1/db")
    assert len(str(caught.value).splitlines()) == 1
