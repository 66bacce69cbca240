"""``dateline train`` and ``dateline codebook new``: what they refuse, and what they write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.codebook import load_codebook

from .conftest import Result

Dateline = Callable[..., Result]

CODEBOOK = """
[type.land_grab]
label = "Land grab"
family = "coercion"
definition = "Land is taken from those who live on it."
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "my.toml").write_text(CODEBOOK)
    return tmp_path


def train(dateline: Dateline, folder: Path, lines: str, output: str = "my.npz") -> Result:
    (folder / "my.txt").write_text(lines)
    own = ("--codebook", folder / "my.toml", "-o", folder / output)
    return dateline("train", "--add", folder / "my.txt", *own)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("Soldiers [T1:land_grab seized farms.", "my.txt:1: stray or nested bracket"),
        ("\nSoldiers [T1:land_gram seized] farms.", "my.txt:2: unknown type 'land_gram'"),
        ("Police [T1:arrest arrested] a man.", "no line marks a type of your own"),
    ],
)
def test_bad_lines_cost_one_line_and_write_nothing(
    dateline: Dateline, files: Path, lines: str, says: str
) -> None:
    result = train(dateline, files, lines)
    assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
    assert says in result.err
    assert not (files / "my.npz").exists()


def test_what_is_read_is_not_written_over(dateline: Dateline, files: Path) -> None:
    result = train(dateline, files, "x", output="my.txt")
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "written over what is read" in result.err


def test_missing_files_are_named(dateline: Dateline, files: Path) -> None:
    lines = ("--add", files / "none.txt", "-o", files / "my.npz")
    result = dateline("train", *lines, "--codebook", files / "my.toml")
    assert (result.status, len(result.complaints)) == (2, 1)
    assert "none.txt: cannot be read" in result.err
    result = dateline("train", *lines, "--codebook", files / "none.toml")
    assert (result.status, result.err.count("no such file")) == (2, 1)
    result = train(dateline, files, "x", output="nowhere/my.npz")
    assert (result.status, result.err.count("no such folder")) == (2, 1)


def test_own_types_go_into_the_settings(dateline: Dateline, files: Path) -> None:
    own = files / "my.npz"
    own.write_bytes(b"")
    report = files / "report.txt"
    report.write_text("Soldiers seized farms.")
    result = dateline("code", report, "--own-types", own, "--codebook", files / "my.toml")
    assert result.status == 0
    assert getattr(result.coder.settings, "own_types", None) == own


def test_own_types_that_cannot_be_used_are_refused(dateline: Dateline, files: Path) -> None:
    report = files / "report.txt"
    report.write_text("Soldiers seized farms.")
    result = dateline("code", report, "--own-types", files / "none.npz")
    assert (result.status, len(result.complaints)) == (2, 1)
    (files / "my.npz").write_bytes(b"")
    result = dateline("code", report, "--own-types", files / "my.npz", "--detector", "rules")
    assert (result.status, len(result.complaints)) == (2, 1)


def test_new_writes_two_files_that_hold(dateline: Dateline, tmp_path: Path) -> None:
    result = dateline("codebook", "new", "port_closure", "-o", tmp_path / "mine")
    assert result.status == 0
    assert "port_closure" in load_codebook(tmp_path / "mine" / "port_closure.toml").types
    lines = (tmp_path / "mine" / "port_closure.txt").read_text()
    assert all(not line or line.startswith("#") for line in lines.splitlines())
    again = dateline("codebook", "new", "port_closure", "-o", tmp_path / "mine")
    assert (again.status, len(again.complaints)) == (2, 1)
    assert "not written over" in again.err


@pytest.mark.parametrize("name", ["arrest", "Port_Closure", "port closure", "_x", "../x"])
def test_new_refuses_ids_that_are_none_or_taken(
    dateline: Dateline, tmp_path: Path, name: str
) -> None:
    result = dateline("codebook", "new", name, "-o", tmp_path)
    assert (result.status, len(result.complaints)) == (2, 1)
    assert not list(tmp_path.iterdir())


def test_codebook_still_shows_a_type_without_a_command(dateline: Dateline, files: Path) -> None:
    own = ("--codebook", files / "my.toml")
    for words in (("land_grab", *own), (*own, "land_grab"), ("show", "land_grab", *own)):
        result = dateline("codebook", *words)
        assert (result.status, result.out.startswith("land_grab: Land grab")) == (0, True)
