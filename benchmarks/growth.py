"""Whether an article costs the same after 1,000 and after 20,000: one coder, one process.

    python benchmarks/growth.py [--articles 20000] [--save FILE.json] [--picture FILE.png]

The articles are put together from two lines of the open corpus each, under a headline of their
own, so that 20,000 of them are coded in some ten minutes; they are synthetic, and show how time
and memory grow. Each thousand's processor time an article is given, and the memory after it. The
picture needs matplotlib (extra ``train``).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import machine

from dateline.api import make_article
from dateline.corpus import read_corpus
from dateline.pipeline import Coder
from dateline.records.article import Article

ROOT = Path(__file__).parents[1]
STEP = 1000
LINES = 2


def main() -> int:
    """Measure, print, keep."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--save", type=Path)
    options.add_argument("--picture", type=Path)
    given = options.parse_args()
    coder = Coder()
    waiting = articles(given.articles)
    for _ in coder.code_many(islice(waiting, 100)):
        pass
    rows = list(measured(coder, waiting))
    first, last = rows[0]["ms"], rows[-1]["ms"]
    print(f"the last {STEP:,} cost {last / first:.2f} times the first {STEP:,}")
    print(f"kept in {machine.keep('growth', {'rows': rows}, given.save)}")
    if given.picture:
        draw(rows, given.picture)
    return 0


def measured(coder: Coder, waiting: Iterator[Article]) -> Iterator[dict[str, float]]:
    """Of each thousand articles: milliseconds of the processor an article, and megabytes after."""
    done = 0
    while batch := list(islice(waiting, STEP)):
        started = time.process_time()
        reports = sum(len(coded.reports) for coded in coder.code_many(batch))
        spent = (time.process_time() - started) / len(batch) * 1000
        done += len(batch)
        row = {"articles": done, "ms": round(spent, 2), "reports": reports, "mb": memory()}
        print(f"{done:>7,}  {spent:6.2f} ms an article  {row['mb']:,.0f} MB", flush=True)
        yield row


def articles(count: int) -> Iterator[Article]:
    """Synthetic articles, the same at each call."""
    draw_from = random.Random(20240101)
    lines = [text.text for text in read_corpus(ROOT / "corpus") if "\n" not in text.text]
    for number in range(count):
        parts = [f"Day in brief, number {number}", *draw_from.sample(lines, LINES)]
        yield make_article("\n\n".join(parts), published="2024-05-01", id=f"a{number}")


def memory() -> float:
    """What this process has in memory now, in megabytes (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def draw(rows: list[dict[str, float]], path: Path) -> None:
    """Cost and memory over the number of articles coded before."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, (cost, room) = pyplot.subplots(2, 1, figsize=(7, 4.6), sharex=True)
    done: list[Any] = [row["articles"] for row in rows]
    for axes, name, label in ((cost, "ms", "ms an article"), (room, "mb", "MB in memory")):
        axes.plot(done, [row[name] for row in rows], color="#17536b", marker="o", markersize=3)
        axes.set_ylim(0, 1.15 * max(row[name] for row in rows))
        axes.set_ylabel(label)
        axes.grid(axis="y", color="#dddddd")
        axes.spines[["top", "right"]].set_visible(False)
    room.set_xlabel("articles coded")
    figure.tight_layout()
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    raise SystemExit(main())
