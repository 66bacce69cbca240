"""``dateline load``: folders of coded articles, one line a mistake, and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.batch.coded_files import write_coded
from dateline.store import open_store
from tests.batch.test_loading import codings

from .conftest import Result

Dateline = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "coded"
    folder.mkdir()
    some = codings(5)
    write_coded(folder / "part-0.parquet", some[:3])
    write_coded(folder / "part-1.parquet", some[3:])
    return folder


def test_a_folder(dateline: Dateline, folder: Path) -> None:
    store = folder.parent / "s.sqlite"
    result = dateline("load", folder, "--store", store)
    assert (result.status, result.out) == (0, "")
    assert result.complaints == [
        f"5 articles added, 5 codings added; 5 incidents added or changed ({store})"]  # fmt: skip
    again = dateline("load", folder, "--store", store)
    assert again.complaints == [f"5 known already; 0 incidents added or changed ({store})"]


def test_not_merged_yet(dateline: Dateline, folder: Path) -> None:
    store = folder.parent / "s.sqlite"
    result = dateline("load", folder / "part-0.parquet", "--store", store, "--no-merge")
    assert result.complaints == [f"3 articles added, 3 codings added ({store})"]
    with open_store(store) as opened:
        assert (opened.count(), opened.count_reports()) == (0, 3)
    dateline("load", folder, "--store", store)
    with open_store(store) as opened:
        assert opened.count() == 5


def test_a_damaged_file_costs_one_line(dateline: Dateline, folder: Path) -> None:
    store = folder.parent / "s.sqlite"
    (folder / "part-0.parquet").write_bytes(b"PAR1 no")
    result = dateline("load", folder, "--store", store)
    assert result.status == 2
    first, last = result.complaints
    assert str(folder / "part-0.parquet") in first
    assert last.startswith("2 articles added, 2 codings added, 1 could not be read")


def test_nothing_there(dateline: Dateline, tmp_path: Path) -> None:
    result = dateline("load", tmp_path, "--store", tmp_path / "s.sqlite")
    assert result.status == 2
    assert "no coded articles there" in result.err
    assert not (tmp_path / "s.sqlite").exists()


def test_no_password_is_shown(dateline: Dateline, folder: Path) -> None:
    pytest.importorskip("psycopg")
    url = "postgresql://me:secret@127.0.0.1:1/db?connect_timeout=2"
    result = dateline("load", folder, "--store", url)
    assert result.status == 2
    assert result.err.startswith("dateline: postgresql://me@127.0.0.1:1/db")
    assert len(result.complaints) == 1
    assert "secret" not in result.err
