"""Speed and memory of the whole way against bare spaCy parsing of the same texts.

    python benchmarks/bench.py [--texts FILE] [--rounds 3] [--price 0.05] [--save FILE] [--check]

Three ways are measured, each in a process of its own, in turns; the best of the rounds counts:

- *bare*: spaCy with the same parser as it comes, its texts in batches of the same size;
- *rules*: the whole way without the event model (``--detector rules``);
- *whole*: the whole way as it is shipped.

A ratio is given by the clock and by processor time, and the worse of the two is held against the
limit: on a busy machine the clock alone can say anything, even that the whole way is faster than
the parse that it contains. The bare parse is measured once more with our matrix products in it
(``bare+``), for a good part of what we save is saved in there. Then the share of each stage, peak
memory, the first article from a cold start, and what 1,000 articles cost at a price of a
core-hour. The texts are distinct news reports: those of ``../shared/dev/places_dev.jsonl`` where
that lies beside the project, else ``examples/``, else what ``--texts`` names (any input of
``dateline code``). All figures are kept as JSON in ``build/bench`` with the facts of the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import machine
import stages

ROOT = Path(__file__).parents[1]
NEWS = ROOT.parent / "shared" / "dev" / "places_dev.jsonl"
EXAMPLES = ROOT / "examples"
BATCH = 16
"""As in `dateline.parse`."""
WAYS = ("bare", "bare+", "rules", "whole")
LIMITS = {"whole": 2.0, "rules": 1.4, "memory": 700.0, "help": 0.4, "first": 4.0}
HOUR = 3600


def main() -> int:
    """Run the rounds and print the table; with --check, exit 1 where a limit is passed."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--texts", default=str(NEWS if NEWS.exists() else EXAMPLES))
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--price", type=float, default=0.05, help="US dollars a core-hour")
    options.add_argument("--save", type=Path, help="the JSON file (default: a new one)")
    options.add_argument("--check", action="store_true", help="exit 1 where a limit is passed")
    options.add_argument("--child", choices=[*WAYS, "stages"], help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.child:
        print(json.dumps(measure(given.child, given.texts)))
        return 0
    return table(given)


def table(given: argparse.Namespace) -> int:
    """Measure and print."""
    runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(given.rounds):
        for way, found in runs.items():
            found.append(child(way, given.texts))
    failed = sum(int(run["failures"]) for run in runs["whole"])
    if failed:
        print(f"{failed} articles could not be coded: no figures, for failing is quick")
        return 1
    best = {way: min(found, key=lambda run: run["seconds"]) for way, found in runs.items()}
    shares = child("stages", given.texts)
    memory = max(run["memory"] for run in runs["whole"])
    first = min(cold_start() for _ in range(given.rounds))
    help_ = min(timed("--help") for _ in range(given.rounds))
    print(f"texts                {given.texts}")
    print(
        f"                     {best['bare']['articles']} articles, "
        f"{best['bare']['characters']:,} characters; {best['whole']['reports']} reports"
    )
    for line in speeds(best, given.price):
        print(line)
    ratios = {way: worse_ratio(runs, way) for way in ("bare+", "rules", "whole")}
    if any(run["seconds"] > 1.15 * run["processor"] for run in best.values()):
        print("                     (other programs took processor time: measure again when idle)")
    rows = [
        ("whole / bare", ratios["whole"], LIMITS["whole"], ""),
        ("rules / bare", ratios["rules"], LIMITS["rules"], ""),
        ("peak memory", memory, LIMITS["memory"], " MB"),
        ("first article, cold", first, LIMITS["first"], " s"),
        ("dateline --help", help_, LIMITS["help"], " s"),
    ]
    print(f"{'bare+ / bare':<21}{ratios['bare+']:.2f}")
    for name, value, limit, unit in rows:
        verdict = "ok" if value <= limit else "PAST THE LIMIT"
        print(f"{name:<21}{value:.2f}{unit} (limit {limit:g}{unit}): {verdict}")
    for name, share in sorted(shares.items(), key=lambda item: -item[1]):
        print(f"  {name:<19}{100 * share:5.1f}% of the whole way")
    figures = {"texts": given.texts, "runs": runs, "ratios": ratios, "stages": shares,
               "memory_mb": memory, "first_article_s": first, "help_s": help_,
               "price_core_hour": given.price}  # fmt: skip
    print(f"kept in {machine.keep('bench', figures, given.save)}")
    return int(given.check and any(value > limit for _, value, limit, _ in rows))


def speeds(best: dict[str, dict[str, float]], price: float) -> Iterator[str]:
    """A line for each way: articles and sentences a second, and what 1,000 articles cost."""
    sentences = best["whole"]["sentences"]
    for way, run in best.items():
        rate = run["articles"] / run["seconds"]
        cost = 1000 / rate / HOUR * price
        yield (
            f"{way:<21}{rate:.1f} articles/s, {sentences / run['seconds']:.0f} sentences/s, "
            f"${cost:.4f} for 1,000 articles at ${price:g} a core-hour"
        )


def worse_ratio(runs: dict[str, list[dict[str, float]]], way: str) -> float:
    """Of a way to the bare parse, by the clock or by processor time: the worse of the two."""
    return max(
        min(run[measured] for run in runs[way]) / min(run[measured] for run in runs["bare"])
        for measured in ("seconds", "processor")
    )


def child(way: str, texts: str) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, "--child", way, "--texts", texts]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(way: str, texts: str) -> dict[str, float]:
    """Time one way over all texts, after it has been warmed up on one other text."""
    from dateline.config import MAX_TEXT_CHARS
    from dateline.ingest import Given, make_article, read
    from dateline.records.article import Article

    found = read([texts], Given(), max_chars=MAX_TEXT_CHARS)
    articles = [one for one in found if isinstance(one, Article)]
    warm = "Police arrested two men in Nairobi on Monday, a spokesman said."
    warmed = make_article(warm, Given(), max_chars=MAX_TEXT_CHARS)
    if way == "stages":
        return stages.shares(articles, warmed)
    run = bare(way, warm) if way.startswith("bare") else whole(way, warmed)
    start, work = time.perf_counter(), time.process_time()
    told = run(articles)
    seconds, processor = time.perf_counter() - start, time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "articles": len(articles),
        "characters": sum(len(article.text) for article in articles),
        "seconds": seconds,
        "processor": processor,
        "memory": peak / (1024 * 1024 if sys.platform == "darwin" else 1024),
    } | told


Way = Callable[[list[Any]], dict[str, float]]


def bare(way: str, warm: str) -> Way:
    """spaCy by itself; with "+", with the matrix products that Dateline gives it."""
    import spacy

    from dateline.config import Settings
    from dateline.parse_matrices import use_rowwise
    from dateline.threads import one_thread

    parser = spacy.load(Settings().parser)
    if way.endswith("+"):
        for _, component in parser.pipeline:
            if (network := getattr(component, "model", None)) is not None:
                use_rowwise(network)
    parser(warm)

    def run(articles: list[Any]) -> dict[str, float]:
        with one_thread():
            for _ in parser.pipe((article.text for article in articles), batch_size=BATCH):
                pass
        return {}

    return run


def whole(way: str, warmed: Any) -> Way:
    """Coding, with the event model or by the rules alone."""
    from dateline.config import Settings
    from dateline.pipeline import Coder

    coder = Coder(Settings(detector="rules" if way == "rules" else "model"))
    coder.code(warmed)

    def run(articles: list[Any]) -> dict[str, float]:
        told = {"reports": 0, "failures": 0, "sentences": 0}
        count_sentences(coder, told)
        for coded in coder.code_many(articles):
            told["reports"] += len(coded.reports)
            told["failures"] += len(coded.failures)
        return told

    return run


def count_sentences(coder: Any, told: dict[str, float]) -> None:
    """Let ``told`` count the sentences as they are coded, which costs nothing."""
    code = coder.code_parsed

    def counting(parsed: Any) -> Any:
        told["sentences"] += len(parsed.sentences)
        return code(parsed)

    coder.code_parsed = counting


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
