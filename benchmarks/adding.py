"""Add, code and merge many articles: seconds by step, articles a second and peak memory.

    python benchmarks/adding.py [--articles 10000] [--store FILE]

The articles are put together from lines of the open corpus, four to seven each, under a headline
of their own, with outlets and days that differ; one in twenty is a light edit of an earlier one.
They are synthetic: they show how time and memory grow, and say nothing of quality. With
``--store`` an interrupted run is gone on with.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dateline.corpus import read_corpus

ROOT = Path(__file__).parents[1]
FIRST_DAY = date(2024, 1, 1)
OUTLETS = tuple(f"Gazette {number}" for number in range(120))


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=10_000)
    options.add_argument("--store", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder) / "store.sqlite"
        source = Path(folder) / "articles.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for article in articles(given.articles):
                file.write(json.dumps(article) + "\n")
        print(f"{given.articles:,} articles, {source.stat().st_size / 1e6:.1f} MB of JSON lines")
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "dateline", "add", str(source), "--store", str(store)],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(done.stdout.strip() or done.stderr.strip()[-2000:])
    print(f"exit code {done.returncode}")
    print(f"{took:,.0f} s, {given.articles / took:.1f} articles a second, peak {peak:,.0f} MB")
    return done.returncode


def articles(count: int) -> Iterator[dict[str, str]]:
    """Synthetic articles, the same at each call."""
    draw = random.Random(20240101)
    lines = [text.text for text in read_corpus(ROOT / "corpus") if "\n" not in text.text]
    kept: list[dict[str, str]] = []
    for number in range(count):
        day = FIRST_DAY + timedelta(days=draw.randrange(365))
        if kept and draw.random() < 0.05:
            old = draw.choice(kept)
            text = old["text"] + "\n\nThe editors cut this report."
            article = {**old, "text": text, "id": f"a{number}", "source": draw.choice(OUTLETS)}
        else:
            parts = draw.sample(lines, draw.randrange(4, 8))
            article = {
                "id": f"a{number}",
                "title": f"Day in brief, number {number}",
                "published": day.isoformat(),
                "source": draw.choice(OUTLETS),
                "text": "\n\n".join(parts),
            }
        if len(kept) < 2000:
            kept.append(article)
        yield article


if __name__ == "__main__":
    sys.exit(main())
