"""Speed of actor resolution on one core: loading the actor file, and phrases a second.

    python benchmarks/actors.py [--check]

The phrases are those of ``tests/cases/actor_cases.jsonl``, each asked on its own day and on three
others (dates before and after change who holds an office), so that no answer comes from the cache.
The tables for near spellings are built at the first name that needs them; that is counted apart.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from dateline.resolve.actor_loading import load_actor_file
from dateline.resolve.actors import ActorResolver
from dateline.resolve.gazetteer import Gazetteer

CASES = Path(__file__).parents[1] / "tests" / "cases" / "actor_cases.jsonl"
SHIFTS = (timedelta(days=400), timedelta(days=1300), timedelta(days=-900))
LIMITS = {"loading, ms": 300.0, "phrases a second": 5_000.0}

Question = tuple[str, str, date, str | None]


def main() -> int:
    """Measure and print; with --check, exit 1 where a limit is not met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    started = time.perf_counter()
    file = load_actor_file()
    loading = time.perf_counter() - started
    resolver = ActorResolver(Gazetteer.open())
    asked = questions()
    tables = seconds(resolver, asked[:1000])
    rate = len(asked[1000:]) / seconds(resolver, asked[1000:])
    found = {
        "entries": float(len(file.entries)),
        "loading, ms": 1000 * loading,
        "first 1,000, ms": 1000 * tables,
        "phrases a second": rate,
    }
    failed = False
    for name, value in found.items():
        limit = LIMITS.get(name)
        met = limit is None or (value <= limit if "loading" in name else value >= limit)
        failed = failed or not met
        bound = "" if limit is None else f"   (limit {limit:,.0f}: {'met' if met else 'NOT met'})"
        print(f"{name:20}{value:12,.0f}{bound}")
    return int(failed and given.check)


def questions() -> list[Question]:
    """Every case on its own day (or one in 2015), then on the others."""
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line]
    own = [
        (row["phrase"], _head(row["phrase"]), date.fromisoformat(row["date"] or "2015-06-01"),
         row["context"])
        for row in rows
    ]  # fmt: skip
    return own + [(p, head, on + shift, c) for shift in SHIFTS for p, head, on, c in own]


def seconds(resolver: ActorResolver, asked: list[Question]) -> float:
    """How long it takes to answer."""
    started = time.perf_counter()
    for phrase, head, on, country in asked:
        resolver.resolve(phrase, head=head, on=on, country_hint=country)
    return time.perf_counter() - started


def _head(phrase: str) -> str:
    return phrase.split(" of ")[0].split()[-1].lower()


if __name__ == "__main__":
    sys.exit(main())
