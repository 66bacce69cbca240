"""Speed and memory of the whole way against bare spaCy parsing of the same texts.

Each is measured in a process of its own, in turns; the best of the rounds counts. Bare spaCy
takes its texts in batches of the same size. The ratio is given by the clock and by processor
time, and the worse of the two is held against the limit: on a busy machine the clock alone can
say anything, even that the whole way is faster than the parse that it contains. The texts are
distinct news reports: those of ``../shared/dev/places_dev.jsonl`` where that lies beside the
project, else ``examples/``, else what ``--texts`` names (any input of ``dateline code``).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEWS = ROOT.parent / "shared" / "dev" / "places_dev.jsonl"
EXAMPLES = ROOT / "examples"
BATCH = 16
"""As in `dateline.parse`."""
LIMITS = {"ratio": 2.5, "memory": 700.0, "help": 0.4, "first": 4.0}


def main() -> int:
    """Run the rounds and print the table; with --check, exit 1 where a limit is passed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", default=str(NEWS if NEWS.exists() else EXAMPLES))
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--check", action="store_true", help="exit 1 where a limit is passed")
    options.add_argument("--child", choices=["bare", "whole"], help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.child:
        print(json.dumps(measure(given.child, given.texts)))
        return 0
    return table(given.texts, given.rounds, check=given.check)


def table(texts: str, rounds: int, *, check: bool) -> int:
    """Measure and print."""
    runs = {"bare": [], "whole": []}
    for _ in range(rounds):
        for kind, found in runs.items():
            found.append(child(kind, texts))
    failed = sum(int(run["failures"]) for run in runs["whole"])
    if failed:
        print(f"{failed} articles could not be coded: no figures, for failing is quick")
        return 1
    bare, whole = (min(found, key=lambda run: run["seconds"]) for found in runs.values())
    ratio = whole["seconds"] / bare["seconds"]
    least = {kind: min(run["processor"] for run in found) for kind, found in runs.items()}
    work = least["whole"] / least["bare"]
    memory = max(run["memory"] for run in runs["whole"])
    first = min(cold_start() for _ in range(rounds))
    help_ = min(timed("--help") for _ in range(rounds))
    print(f"texts               {texts}")
    print(f"articles            {bare['articles']}, {bare['characters']:,} characters")
    print(f"bare spaCy parse    {bare['articles'] / bare['seconds']:.1f} articles/s")
    print(f"whole way           {whole['articles'] / whole['seconds']:.1f} articles/s")
    print(f"reports             {whole['reports']}")
    print(f"whole / bare        {ratio:.2f} by the clock, {work:.2f} by processor time")
    if any(run["seconds"] > 1.15 * run["processor"] for run in (bare, whole)):
        print("                    (other programs took processor time: measure again when idle)")
    rows = [
        ("worse ratio", max(ratio, work), LIMITS["ratio"], ""),
        ("peak memory", memory, LIMITS["memory"], " MB"),
        ("first article, cold", first, LIMITS["first"], " s"),
        ("dateline --help", help_, LIMITS["help"], " s"),
    ]
    for name, value, limit, unit in rows:
        verdict = "ok" if value <= limit else "PAST THE LIMIT"
        print(f"{name:<20}{value:.2f}{unit} (limit {limit:g}{unit}): {verdict}")
    return int(check and any(value > limit for _, value, limit, _ in rows))


def child(kind: str, texts: str) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, "--child", kind, "--texts", texts]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def measure(kind: str, texts: str) -> dict[str, float]:
    """Time one way over all texts, after it has been warmed up on one other text."""
    from dateline.config import MAX_TEXT_CHARS, Settings
    from dateline.ingest import Given, make_article, read
    from dateline.records.article import Article

    found = read([texts], Given(), max_chars=MAX_TEXT_CHARS)
    articles = [one for one in found if isinstance(one, Article)]
    warm = "Police arrested two men in Nairobi on Monday, a spokesman said."
    reports = failures = 0
    if kind == "bare":
        import spacy

        parser = spacy.load(Settings().parser)
        parser(warm)
        start, work = time.perf_counter(), time.process_time()
        for _ in parser.pipe((article.text for article in articles), batch_size=BATCH):
            pass
    else:
        from dateline.pipeline import Coder

        coder = Coder()
        coder.code(make_article(warm, Given(), max_chars=MAX_TEXT_CHARS))
        start, work = time.perf_counter(), time.process_time()
        for coded in coder.code_many(articles):
            reports += len(coded.reports)
            failures += len(coded.failures)
    seconds, processor = time.perf_counter() - start, time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "articles": len(articles),
        "characters": sum(len(article.text) for article in articles),
        "seconds": seconds,
        "processor": processor,
        "memory": peak / (1024 * 1024 if sys.platform == "darwin" else 1024),
        "reports": reports,
        "failures": failures,
    }


def cold_start() -> float:
    """Seconds from the command to the reports of one article."""
    return timed("code", str(sorted(EXAMPLES.glob("*.txt"))[0]), "--format", "jsonl")


def timed(*args: str) -> float:
    """Seconds that a command takes."""
    command = [sys.executable, "-m", "dateline", *args]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
