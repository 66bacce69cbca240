"""Other processes: one that may do less, one that is killed, several at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOBODY = 65_534

_BEFORE = """
import os, sys, tempfile, time
from pathlib import Path
from dateline.store import open_store
def _warm_up():
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "x") as store:
        store.incidents()
def together(many):
    "Wait until so many processes have come so far."
    (path.parent / str(os.getpid())).touch()
    while len(list(path.parent.glob("[0-9]*"))) < many:
        time.sleep(0.001)
"""


def started(
    script: str, path: Path, *, place: str | None = None, user: int | None = None
) -> subprocess.Popen[str]:
    """A process that runs a script, which knows the store's ``place``, by default the ``path``.

    It becomes ``user`` only when it has imported what it needs, which that user may not read.
    """
    become = "" if user is None else f"_warm_up()\nos.setuid({user})\n"
    known = f"path = Path({str(path)!r})\nplace = {place or str(path)!r}\n"
    code = f"{_BEFORE}{known}{become}{script}"
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def run_python(
    script: str, path: Path, *, place: str | None = None, user: int | None = None
) -> subprocess.CompletedProcess[str]:
    """What such a process says."""
    process = started(script, path, place=place, user=user)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@contextmanager
def as_nobody(
    path: Path, *, writable_folder: bool, mode: int = 0o444
) -> Iterator[tuple[Path, int | None]]:
    """A copy of a file that may not be written, and a user (None: oneself) who is not root."""
    is_root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    try:
        copy = folder / path.name
        shutil.copyfile(path, copy)
        copy.chmod(mode if is_root else mode & 0o444 if mode != 0o600 else 0)
        folder.chmod(0o777 if writable_folder else 0o555)
        yield copy, NOBODY if is_root else None
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)
