"""`make curve`: how figures on real text grow with the number of corpus lines.

Trains a model on 1,000, 2,000, 4,000, ... snippets (no whole reports) with the settings of
`make train` and evaluates each on the ACLED and PLOVER development sets, which it never saw.
Writes ``docs/data/learning-curve.json``. Takes hours on two cores.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from dateline.config import Settings
from dateline.evaluate import read_gold
from dateline.pipeline import Coder

from . import train

SETS = {"acled": "acled_subtypes_dev.jsonl", "plover": "plover_pairs_dev.jsonl"}
FIGURES = {"acled": "weighted F1", "plover": "category"}
OUT = train.ROOT / "docs/data/learning-curve.json"


def main(argv: list[str]) -> int:
    """Train and measure each size; keeps what is already in the file."""
    parser = argparse.ArgumentParser(prog="python -m training.curve", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 2000, 4000])
    parser.add_argument("--dev", type=Path, default=train.ROOT.parent / "shared/dev")
    options = parser.parse_args(argv)
    points = json.loads(OUT.read_text()) if OUT.exists() else []
    for size in options.sizes:
        folder = train.ROOT / f"build/training/curve-{size}"
        train.main(["--lines", str(size), "--out", str(folder)])
        points = [p for p in points if p["lines"] != size]
        points.append({"lines": size, **measured(folder, options.dev)})
        points.sort(key=lambda p: p["lines"])
        OUT.parent.mkdir(parents=True, exist_ok=True)
        OUT.write_text(json.dumps(points, indent=1) + "\n")
        print(points)
    return 0


def measured(folder: Path, dev: Path) -> dict[str, float]:
    """The headline figure of each set with the model in ``folder``."""
    found = {}
    for name, file in SETS.items():
        gold = read_gold(dev / file, part="all", limit=None)
        result = gold.evaluate(Coder(Settings(model=folder)), lambda: None)
        value = next(f.value for f in result.figures if f.name == FIGURES[name])
        found[name] = round(value or 0.0, 3)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
