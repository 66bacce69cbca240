"""Killed, interrupted and terminated in the middle: the same command goes on, nothing is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.batch.checkpoints import state_path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals"),
]

ROOT = Path(__file__).parents[2]
MANY = 150
COMMAND = """
from dateline.batch import checkpoints
from dateline.cli import request, run
from tests.batch.fake_coder import FakeCoder
checkpoints._SECONDS = 0.02
request.Coder = FakeCoder
run()
"""


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    file = tmp_path / "in.jsonl"
    rows = [json.dumps({"id": f"a{n}", "text": "slow", "title": str(n)}) for n in range(MANY)]
    rows.insert(70, "broken")
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


@pytest.fixture
def undisturbed(lines: Path, tmp_path: Path) -> bytes:
    out = tmp_path / "undisturbed.jsonl"
    assert started(lines, out).wait() == 2
    return out.read_bytes()


def started(lines: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    """``dateline code`` with the fake coder, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "code", str(lines), "-o", str(out), *options],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def wait_for(out: Path, articles: int) -> None:
    """Until so many lines are written."""
    deadline = time.monotonic() + 60
    while not out.exists() or out.read_bytes().count(b"\n") < articles:
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("options", [(), ("--workers", "2")])
@pytest.mark.parametrize("seed", range(2))
def test_killed_again_and_again(
    lines: Path, tmp_path: Path, undisturbed: bytes, options: tuple[str, ...], seed: int
) -> None:
    out, dice = tmp_path / "out.jsonl", random.Random(seed)
    for number in range(1, 4):
        process = started(lines, out, *options)
        wait_for(out, number * 30)
        time.sleep(dice.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        _, err = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
        assert undisturbed.startswith(out.read_bytes().rpartition(b"\n")[0])
        assert "Traceback" not in err
    process = started(lines, out, *options)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"{out}: going on after " in err
    assert out.read_bytes() == undisturbed
    assert not state_path(out).exists()


@pytest.mark.parametrize("options", [(), ("--workers", "2")])
@pytest.mark.parametrize(
    ("number", "to_all", "status"),
    [(signal.SIGINT, True, 130), (signal.SIGINT, False, 130), (signal.SIGTERM, False, 143)],
)
def test_stopped(
    lines: Path,
    tmp_path: Path,
    undisturbed: bytes,
    options: tuple[str, ...],
    number: signal.Signals,
    to_all: bool,
    status: int,
) -> None:
    """Ctrl-C goes to the workers, too; a scheduler's SIGTERM to the command alone."""
    out = tmp_path / "out.jsonl"
    process = started(lines, out, *options)
    wait_for(out, 40)
    if to_all:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    said, err = process.communicate(timeout=60)
    assert (process.returncode, said) == (status, "")
    (line,) = err.splitlines()
    written = out.read_bytes()
    assert line == (
        f"interrupted: {out} holds the {written.count(chr(10).encode())} articles coded so far; "
        "the same command goes on from there"
    )
    assert undisturbed.startswith(written)
    assert 40 <= written.count(b"\n") < MANY
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nobody of the group is left
    again = started(lines, out, *options)
    assert again.wait(timeout=60) == 2
    assert out.read_bytes() == undisturbed


def test_two_at_once(lines: Path, tmp_path: Path, undisturbed: bytes) -> None:
    out = tmp_path / "out.jsonl"
    first = started(lines, out)
    wait_for(out, 20)
    first.send_signal(signal.SIGSTOP)
    second = started(lines, out)
    _, err = second.communicate(timeout=60)
    assert second.returncode == 2
    assert err.endswith(f"dateline: {out}: is being written by another process\n")
    first.send_signal(signal.SIGCONT)
    assert first.wait(timeout=60) == 2
    assert out.read_bytes() == undisturbed
