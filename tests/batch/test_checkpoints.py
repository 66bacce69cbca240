"""Output files that a broken-off run goes on with."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from dateline.batch import checkpoints
from dateline.batch.checkpoints import (
    State,
    Written,
    checkpointed,
    forget,
    read_state,
    refuse_other,
    state_path,
)
from dateline.batch.feed import Done
from dateline.errors import InputError

from .fake_coder import RUN

WRITTEN = Written(RUN, "1/1", with_text=True, explain=False)


class Stopped(Exception):
    pass


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a state after every article."""
    monkeypatch.setattr(checkpoints, "_SECONDS", 0.0)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def write(
    out: Path, first: int, last: int, *, stop: bool = False, state: State | None = None
) -> None:
    """Write lines; with ``stop``, break off after half a line more."""
    told: list[str] = []
    with checkpointed(out, state, WRITTEN, told.append) as file:
        for n in range(first, last):
            file.write(f"line {n}\n")
            file.commit(Done(items=n + 1, articles=n + 1))
        if stop:
            file.write("half a li")
            raise Stopped
    assert told == []


def broken_off(out: Path, last: int) -> State:
    with pytest.raises(Stopped):
        write(out, 0, last, stop=True)
    state = read_state(out)
    assert state is not None
    return state


def lines(many: int) -> str:
    return "".join(f"line {n}\n" for n in range(many))


def test_a_run_that_is_done_leaves_nothing_else(out: Path) -> None:
    out.write_text("an older file, longer than the new one\n" * 10)
    write(out, 0, 5)
    assert out.read_text() == lines(5)
    assert list(out.parent.iterdir()) == [out]


def test_a_short_run_writes_no_state(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "_SECONDS", 5.0)
    monkeypatch.setattr(checkpoints, "_put", None)
    write(out, 0, 5)
    assert out.read_text() == lines(5)


def test_what_is_whole_is_kept(out: Path) -> None:
    state = broken_off(out, 3)
    assert out.read_text() == lines(3)
    assert (state.done.articles, state.size) == (3, len(lines(3)))
    write(out, 3, 6, state=state)
    assert out.read_text() == lines(6)
    assert list(out.parent.iterdir()) == [out]


def test_a_run_that_did_nothing_leaves_no_state(out: Path) -> None:
    with pytest.raises(Stopped):
        write(out, 0, 0, stop=True)
    assert read_state(out) is None


def test_lines_past_the_state_are_cut_off(out: Path) -> None:
    """As after a kill: there are more lines than the state tells of."""
    state = broken_off(out, 3)
    out.write_text(lines(5) + "half")
    write(out, 3, 4, state=state)
    assert out.read_text() == lines(4)


@pytest.mark.parametrize("content", ["", "line 0\n", lines(3).replace("2", "9"), None])
def test_another_output_is_refused(out: Path, content: str | None) -> None:
    state = broken_off(out, 3)
    if content is None:
        out.unlink()
    else:
        out.write_text(content)
    with pytest.raises(InputError, match="was changed since its run broke off; --restart"):
        write(out, 3, 4, state=state)
    assert state_path(out).exists()
    if content is not None:
        assert out.read_text() == content


def test_a_broken_run_may_break_again(out: Path) -> None:
    state = broken_off(out, 3)
    with pytest.raises(Stopped):
        write(out, 3, 3, stop=True, state=state)
    assert read_state(out) == state
    with pytest.raises(Stopped):
        write(out, 3, 5, stop=True, state=state)
    again = read_state(out)
    assert again is not None
    assert again.done.articles == 5
    write(out, 5, 6, state=again)
    assert out.read_text() == lines(6)


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (
            msgspec.structs.replace(WRITTEN, run=replace(RUN, model="x", parser="y")),
            "parser, model",
        ),
        (msgspec.structs.replace(WRITTEN, shard="1/2"), "shard"),
        (msgspec.structs.replace(WRITTEN, with_text=False), "--no-text"),
        (msgspec.structs.replace(WRITTEN, explain=True), "--explain"),
    ],
)
def test_another_run_is_refused(out: Path, other: Written, named: str) -> None:
    state = broken_off(out, 3)
    refuse_other(out, state, WRITTEN)
    with pytest.raises(InputError, match=f"was begun with another {named}; --restart begins anew"):
        refuse_other(out, state, other)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff", b'{"form": 1, "size": "x"}', b"[" * 10_000]
)
def test_a_damaged_state_is_refused(out: Path, content: bytes) -> None:
    broken_off(out, 3)
    state_path(out).write_bytes(content)
    with pytest.raises(InputError, match="not the state of an output file, or damaged"):
        read_state(out)
    forget(out)
    assert read_state(out) is None
    forget(out)


def test_without_room_for_a_state_the_lines_are_written(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoints, "_put", full)
    told: list[str] = []
    with checkpointed(out, None, WRITTEN, told.append) as file:
        for n in range(3):
            file.write(f"line {n}\n")
            file.commit(Done(items=n + 1, articles=n + 1))
    assert out.read_text() == lines(3)
    assert len(told) == 1
    assert "No space left" in told[0]


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks")
def test_two_runs_do_not_write_the_same_file(out: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.batch.test_checkpoints import write\n"
        "write(Path(sys.argv[1]), 0, 1)"
    )
    with checkpointed(out, None, WRITTEN, print) as file:
        file.write("ours\n")
        root = Path(__file__).parents[2]
        done = subprocess.run(
            [sys.executable, "-c", code, str(out)], cwd=root, capture_output=True, text=True
        )
        assert "is being written by another process" in done.stderr
    assert out.read_text() == "ours\n"
