"""Measure the cases again and write ``tests/floors.json``, a little under what was measured.

``python -m tests.cases.floors`` refuses to lower a floor; ``--lower`` allows it, and the change of
the file is then for a reviewer to see.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from dateline.api import Coder
from tests.cases import scoring
from tests.cases.test_cases import DETECTORS, EVENTS, NOTHING, TWINS, digest

PATH = Path(__file__).parents[1] / "floors.json"
SLACK = 0.02
FIELDS = ("type", "actors", "targets", "place", "country", "date", "factuality", "counts")


def measured() -> dict[str, Any]:
    """Floors of both detectors from today's figures."""
    return {detector: _measured(Coder(strict=True, detector=detector)) for detector in DETECTORS}


def _measured(coder: Coder) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in (*EVENTS, "twins"):
        files = TWINS if name == "twins" else (name,)
        score = scoring.score_cases((c for f in files for c in scoring.load(f)), coder)
        fields = [f for f in FIELDS if score.expected[f]]
        found[name] = {
            "hash": digest(*files),
            "precision": {f: _floor(score.precision(f)) for f in fields},
            "recall": {f: _floor(score.recall(f)) for f in fields},
        }
    for name in NOTHING:
        cases = scoring.load(name)
        share = len(scoring.false_reports(cases, coder)) / len(cases)
        found[name] = {"hash": digest(name), "false_share": math.ceil((share + SLACK) * 100) / 100}
    return found


def _floor(value: float) -> float:
    return max(0.0, math.floor((value - SLACK) * 100) / 100)


def lowered(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The floors that the new figures would lower."""
    return [
        f"{detector}: {fall}"
        for detector in DETECTORS
        for fall in _lowered(old.get(detector, {}), new[detector])
    ]


def _lowered(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    found = []
    for name, floors in old.items():
        for kind in ("precision", "recall"):
            for field, value in floors.get(kind, {}).items():
                if new[name][kind].get(field, 0.0) < value:
                    found.append(f"{name} {kind} of {field}")
        if new[name].get("false_share", 0.0) > floors.get("false_share", 1.0):
            found.append(f"{name} false reports")
    return found


def main() -> int:
    """Write the floors; 1 where that would lower one and ``--lower`` is not given."""
    old = json.loads(PATH.read_text(encoding="utf-8")) if PATH.exists() else {}
    new = old | measured()
    falls = lowered(old, new)
    if falls and "--lower" not in sys.argv:
        sys.stderr.write("these floors would fall (--lower allows it): " + "; ".join(falls) + "\n")
        return 1
    PATH.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
