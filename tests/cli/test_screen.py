"""The progress bar: on a terminal only, and never in the output."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from dateline.cli.screen import Screen
with Screen(3) as screen:
    screen.complain("a.txt: bad\\x1b[2J")
    for n in range(3):
        with screen.aside():
            print("row", n)
        screen.step("coding")
"""


def test_no_bar_where_nobody_looks() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert done.stdout == "row 0\nrow 1\nrow 2\n"
    assert done.stderr == "a.txt: bad�[2J\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    out = tmp_path / "out"
    with out.open("wb") as stdout:
        env = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
        done = subprocess.Popen(
            [sys.executable, "-c", SCRIPT], stdout=stdout, stderr=theirs, env=env
        )
        os.close(theirs)
        shown = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:
                break
            if not more:
                break
            shown += more
        assert done.wait() == 0
    assert b"3/3" in shown
    assert out.read_text() == "row 0\nrow 1\nrow 2\n"
