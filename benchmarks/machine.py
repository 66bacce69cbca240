"""Facts of the machine and the state of the program, kept beside figures so that runs compare."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "bench"
_PACKAGES = ("dateline", "spacy", "numpy", "onnxruntime", "thinc")


def facts() -> dict[str, Any]:
    """Processor, cores, memory, load, versions, commit and time."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "system": platform.platform(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "python": sys.version.split()[0],
        "packages": {name: version(name) for name in _PACKAGES},
        "commit": _commit(),
    }  # fmt: skip


def keep(name: str, figures: dict[str, Any], file: Path | None = None) -> Path:
    """Write figures and facts as JSON: into ``file``, else under a new name in build/bench."""
    known = facts()
    if file is None:
        KEPT.mkdir(parents=True, exist_ok=True)
        file = KEPT / f"{name}-{known['at'].replace(':', '')}.json"
    file.write_text(json.dumps({"benchmark": name, "machine": known} | figures, indent=1) + "\n")
    return file


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _commit() -> str | None:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout.strip() or None
