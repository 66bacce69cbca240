"""Measure the gold sets and write their floors into ``tests/floors.json``.

``python -m tests.evaluate.floors`` sets each floor a little under what is measured and refuses to
lower one; ``--lower`` allows it, and the change of the file is then for a reviewer to see.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Any

from dateline.config import Settings
from dateline.corpus import CorpusText, is_test, read_corpus
from dateline.evaluate import read_gold
from dateline.pipeline import Coder

ROOT = Path(__file__).parents[2]
PATH = ROOT / "tests/floors.json"
CORPUS = ROOT / "corpus"
DEV = ROOT.parent / "shared/dev"
SLACK = 0.02
KEY = "evaluate"
FIGURES = {
    "corpus": ("trigger", "detection", "actor", "target", "place", "date", "factuality"),
    "acled_subtypes_dev.jsonl": ("weighted F1",),
    "plover_pairs_dev.jsonl": ("category", "source phrase", "target phrase"),
    "places_dev.jsonl": ("right, given the span", "recognition", "end to end, right"),
    "event_places.jsonl": ("place right, of events found", "place, of events with one"),
}
OURS = ROOT / "tests/cases"
"""Where sets of the project's own lie; the others lie in ``DEV``."""
CEILINGS = {"corpus": ("false report, trap",)}
"""Figures that must not rise."""


def path_of(name: str) -> Path:
    """Where a set lies."""
    if name == "corpus":
        return CORPUS
    return OURS / name if (OURS / name).exists() else DEV / name


def digest(name: str) -> str:
    """Hash of what a set consists of: the marked test part, or the file."""
    if name != "corpus":
        return hashlib.sha256(path_of(name).read_bytes()).hexdigest()[:12]
    texts = [t for t in read_corpus(CORPUS) if isinstance(t, CorpusText) and is_test(t)]
    content = "".join(sorted(f"{t.text}{t.events}" for t in texts))
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def measured(name: str, coder: Coder) -> dict[str, float]:
    """The figures of one set."""
    gold = read_gold(path_of(name), part="test" if name == "corpus" else "all", limit=None)
    found = {f.name: f.value or 0.0 for f in gold.evaluate(coder, lambda: None).figures}
    wanted = (*FIGURES[name], *CEILINGS.get(name, ()))
    return {key: found[key] for key in wanted}


def floors_of(name: str, figures: dict[str, float]) -> dict[str, Any]:
    """What is kept of a set: its hash, floors and ceilings with a little slack."""
    up = CEILINGS.get(name, ())
    return {
        "hash": digest(name),
        "at least": {
            k: math.floor((v - SLACK) * 100) / 100 for k, v in figures.items() if k not in up
        },
        "at most": {k: math.ceil((v + SLACK) * 100) / 100 for k, v in figures.items() if k in up},
    }


def lowered(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The floors that the new figures would lower, and the ceilings they would raise."""
    found = []
    for name, kept in old.items():
        fresh = new.get(name, kept)
        found += [f"{name}: {k}" for k, v in kept["at least"].items() if fresh["at least"][k] < v]
        found += [f"{name}: {k}" for k, v in kept["at most"].items() if fresh["at most"][k] > v]
    return found


def main() -> int:
    """Write the floors; 1 where that would lower one and ``--lower`` is not given."""
    everything = json.loads(PATH.read_text(encoding="utf-8"))
    coder = Coder(Settings(strict=True))
    there = [n for n in FIGURES if path_of(n).exists()]
    new = {name: floors_of(name, measured(name, coder)) for name in there}
    falls = lowered(everything.get(KEY, {}), new)
    if falls and "--lower" not in sys.argv:
        sys.stderr.write("these floors would fall (--lower allows it): " + "; ".join(falls) + "\n")
        return 1
    everything[KEY] = everything.get(KEY, {}) | new
    PATH.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
