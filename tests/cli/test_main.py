"""The command itself: quick help, the version, the codebook, and a page of documentation."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline import __version__

from .conftest import Result

Dateline = Callable[..., Result]
ROOT = Path(__file__).parents[2]
HEAVY = ("spacy", "numpy", "jinja2", "msgspec", "rapidfuzz", "dateline.pipeline")


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, check=False)


def test_help_is_quick() -> None:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        done = run("-m", "dateline", "--help")
        took.append(time.perf_counter() - start)
        assert done.returncode == 0
        assert "code" in done.stdout
    assert min(took) < 0.4


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom dateline.cli import run\nsys.argv = ['dateline', '--help']\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    assert run("-c", code).stderr.strip() == "[]"


def test_version(dateline: Dateline) -> None:
    result = dateline("--version")
    assert (result.status, result.out) == (0, f"dateline {__version__}\n")


def test_codebook_lists_and_shows(dateline: Dateline) -> None:
    listed = dateline("codebook")
    assert listed.status == 0
    assert "armed_clash" in listed.out
    shown = dateline("codebook", "Armed clash")
    assert shown.status == 0
    for words in ("definition", "examples", "PLOVER", "CAMEO", "ACLED", "triggers"):
        assert words in shown.out
    assert max(map(len, listed.out.splitlines())) <= 100


def test_an_unknown_type_gets_a_hint(dateline: Dateline) -> None:
    result = dateline("codebook", "armed_clsh")
    assert (result.status, result.out) == (2, "")
    assert "did you mean armed_clash" in result.err


def test_the_reference_is_not_stale() -> None:
    script = ROOT / "docs" / "generate_cli.py"
    if not script.exists():
        pytest.skip("docs/ is not beside the tests")
    assert run(str(script), "--check").returncode == 0


def test_a_closed_pipe_is_no_traceback() -> None:
    shell = f"{sys.executable} -m dateline codebook | head -n 1"
    done = subprocess.run(shell, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""
