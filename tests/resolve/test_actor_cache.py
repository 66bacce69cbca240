"""The actor file kept in the cache folder: the same as read, and no worse where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.resolve.actor_cache import digest_of, keep, kept
from dateline.resolve.actor_file import read_actor_texts

TEXT = "A_BODY | A Body | KEN | GOV | body 1990..\n  aka Another Name\n  part_of KEN_GOV -- a law\n"
TEXTS = [("a.txt", TEXT)]


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / "dateline"


def test_what_is_kept_comes_back_as_it_was_read() -> None:
    file = read_actor_texts(TEXTS)
    keep(digest_of(TEXTS), file)
    assert kept(digest_of(TEXTS)) == file


def test_another_text_is_not_what_was_kept() -> None:
    keep(digest_of(TEXTS), read_actor_texts(TEXTS))
    assert kept(digest_of([("a.txt", TEXT + "# more\n")])) is None
    assert digest_of([("a", "b"), ("c", "d")]) != digest_of([("a", "bc"), ("", "d")])


def test_a_damaged_file_is_as_none(folder: Path) -> None:
    keep(digest_of(TEXTS), read_actor_texts(TEXTS))
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:50])
    assert kept(digest_of(TEXTS)) is None


def test_a_folder_that_cannot_be_written_costs_nothing(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    keep(digest_of(TEXTS), read_actor_texts(TEXTS))
    assert kept(digest_of(TEXTS)) is None


def test_old_files_are_forgotten(folder: Path) -> None:
    for number in range(9):
        keep(f"{number:032}", read_actor_texts(TEXTS))
    assert len(list(folder.iterdir())) == 4
