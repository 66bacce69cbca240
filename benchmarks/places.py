"""Speed and memory of the place stage alone, on one core.

    python benchmarks/places.py [--check]

Look-ups: names of the gazetteer drawn evenly, each asked for the first time (no cache), on a
gazetteer opened anew. Articles: finding and resolving the names of parsed texts, the parse not
counted. Memory: what opening the gazetteer and resolving all the texts adds to the process, and
how much of that is its own (the file is mapped read-only, so its pages are shared by workers).
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import time
from pathlib import Path

from dateline.config import Settings
from dateline.evaluate.coding import article_of
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.gazetteer_build import PATH
from dateline.resolve.nationalities import nationality_words
from dateline.resolve.place_mentions import find_place_mentions
from dateline.resolve.places import PlaceResolver
from dateline.resources import Resources

NEWS = Path(__file__).parents[2] / "shared" / "dev" / "places_dev.jsonl"
NAMES = 60_000
LIMITS = {"look-ups a second": 20_000.0, "articles a second": 100.0, "own memory, MB": 60.0}


def main() -> int:
    """Measure and print; with --check, exit 1 where a limit is not met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    options.add_argument("--texts", default=str(NEWS))
    given = options.parse_args()
    rows = [json.loads(x) for x in Path(given.texts).read_text("utf-8").split("\n") if x]
    resources = Resources(Settings())
    parsed = [resources.parser.parse(article_of(r["text"], id=r["id"])) for r in rows]
    before = memory()
    gazetteer = Gazetteer.open()
    stage = articles_a_second(gazetteer, parsed)
    after = memory()
    found = {
        "look-ups a second": lookups_a_second(),
        "articles a second": stage,
        "own memory, MB": after[1] - before[1],
        "mapped memory, MB": after[0] - before[0],
    }
    failed = False
    for name, value in found.items():
        limit = LIMITS.get(name)
        met = limit is None or (value <= limit if "memory" in name else value >= limit)
        failed = failed or not met
        bound = "" if limit is None else f"   (limit {limit:,.0f}: {'met' if met else 'NOT met'})"
        print(f"{name:20}{value:12,.1f}{bound}")
    return int(given.check and failed)


def lookups_a_second() -> float:
    """First look-ups of names drawn from the file."""
    connection = sqlite3.connect(PATH)
    names = [row[0] for row in connection.execute("SELECT folded FROM name")]
    connection.close()
    names = random.Random(0).sample(names, NAMES)
    gazetteer = Gazetteer.open()
    start = time.perf_counter()
    for name in names:
        gazetteer.lookup(name)
    return NAMES / (time.perf_counter() - start)


def articles_a_second(gazetteer: Gazetteer, parsed: list) -> float:
    """Names found and resolved."""
    resolver = PlaceResolver(gazetteer)
    start = time.perf_counter()
    for one in parsed:
        mentions = find_place_mentions(one, gazetteer)
        resolver.resolve_all(mentions, other_names=nationality_words(one, gazetteer))
    return len(parsed) / (time.perf_counter() - start)


def memory() -> tuple[float, float]:
    """Resident and own (not shared, not mapped from a file) memory of this process in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    values = {line.split(":")[0]: line.split()[1] for line in lines[1:]}
    return int(values["Rss"]) / 1024, int(values["Anonymous"]) / 1024


if __name__ == "__main__":
    sys.exit(main())
