"""Run the commands that docs/own-types.md shows and put what they print into the page."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).with_name("own-types.md")
FILES = PAGE.with_suffix("")
_BLOCK = re.compile(r"^```\n\$ (dateline .*)\n(?:.*\n)*?```$", re.MULTILINE)


def main() -> int:
    """Write the page anew; 1 where a command fails."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for path in FILES.iterdir():
            shutil.copy(path, folder)
        failed: list[str] = []

        def block(found: re.Match[str]) -> str:
            done = _run(found[1], folder)
            if done.returncode:
                failed.append(f"{found[1]}: {done.stderr.strip()}")
            printed = (done.stderr + done.stdout).strip("\n").split("\n")
            return "\n".join(["```", f"$ {found[1]}", *(x.rstrip() for x in printed), "```"])

        text = _BLOCK.sub(block, PAGE.read_text(encoding="utf-8"))
    if failed:
        print("\n".join(failed), file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", *shlex.split(command)]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    raise SystemExit(main())
