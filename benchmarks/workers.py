"""How coding scales over processes, beside how the bare parse does, and what a process takes.

    python benchmarks/workers.py [--texts FILE] [--workers 1,2] [--limit 480] [--rounds 3]
                                 [--save FILE.json] [--check]

Two ways are measured at each number of processes, each in a program of its own, in turns:

- *bare*: plain forked processes in which spaCy parses the texts, one n-th each. The rates of the
  processes are added up, so that an uneven split costs nothing: the most that a parse can scale.
- *whole*: articles to JSON lines, as `dateline code` does it: in one process without workers, else
  by `dateline.batch.pool.code_in_processes`, all that the parent does included.

The clock runs from where all processes are at work and warm to the last text. Scaling is the rate
at n processes over the rate at the first number of ``--workers``; at least 95% of the bare parse's
must be left of it. A rate is the best of the rounds. Memory (Linux) is taken before the last text:
what one process has, and by how much each worker raises the sum of the proportional sizes (PSS) of
all processes; a worker's own pages (USS) stand beside it. The texts should take a minute or more.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import islice
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NEWS = ROOT.parent / "shared" / "dev" / "places_train.jsonl"
EXAMPLES = ROOT / "examples"
BATCH = 16
"""As in `dateline.parse`."""
LEAD_IN = 24
"""Articles for each process before the clock starts; they come again after that."""
LEAST_SCALING = 0.95
MOST_MEMORY = 350.0
"""MB for each added worker."""
MB = 1024 * 1024


@dataclass(frozen=True)
class Memory:
    """A process's memory in MB: its own pages, and those with its part of the shared ones."""

    uss: float
    pss: float
    rss: float


def main() -> int:
    """Measure and print; with --check, exit 1 where a limit is passed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", default=str(NEWS if NEWS.exists() else EXAMPLES))
    options.add_argument("--workers", default="1,2", help="numbers of processes, such as 1,2,4")
    options.add_argument("--limit", type=int, default=480, help="so many articles at most")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--save", help="write the figures and machine facts here as JSON")
    options.add_argument("--check", action="store_true", help="exit 1 where a limit is passed")
    options.add_argument("--child", choices=sorted(CHILDREN), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.child:
        articles = read_articles(given.texts, given.limit)
        print(json.dumps(CHILDREN[given.child](articles, int(given.workers))))
        return 0
    numbers = [int(number) for number in given.workers.split(",")]
    found = measure(given, numbers)
    table(found, numbers)
    if given.save:
        Path(given.save).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return int(given.check and not found["ok"])


def measure(given: argparse.Namespace, numbers: list[int]) -> dict[str, Any]:
    """All figures of one run."""
    facts = machine()
    articles = read_articles(given.texts, given.limit)
    rounds: dict[str, dict[int, list[dict[str, float]]]] = {
        way: {number: [] for number in numbers} for way in ("bare", "whole")
    }
    for _ in range(given.rounds):
        for number in numbers:
            for way, found in rounds.items():
                found[number].append(child(given, way, number))
    best = {
        way: {number: max(some, key=lambda one: one["articles"]) for number, some in found.items()}
        for way, found in rounds.items()
    }
    sentences = best["bare"][numbers[0]]["sentences"] / best["bare"][numbers[0]]["articles"]
    for one in best["whole"].values():
        one["sentences"] = one["articles"] * sentences
    scaling = {
        way: {number: one["articles"] / found[numbers[0]]["articles"]
              for number, one in found.items()}
        for way, found in best.items()
    }  # fmt: skip
    kept = {number: scaling["whole"][number] / scaling["bare"][number] for number in numbers}
    sizes = memory_table(given, max(2, *numbers)) if sys.platform == "linux" else []
    return {
        "machine": facts | {"load after": os.getloadavg()},
        "texts": {
            "file": given.texts,
            "articles": len(articles),
            "characters": sum(len(one.text) for one in articles),
        },
        "rounds": rounds,
        "best": best,
        "scaling": scaling,
        "kept": kept,
        "memory": sizes,
        "ok": min(kept.values()) >= LEAST_SCALING
        and all(one["added"] <= MOST_MEMORY for one in sizes[1:]),
    }


def memory_table(given: argparse.Namespace, most: int) -> list[dict[str, Any]]:
    """For one process without workers, then for 1, 2 ... workers: all sizes, and what was added."""
    found: list[dict[str, Any]] = []
    for number in range(most + 1):
        processes = child(given, "memory", number)["processes"]
        whole = sum(process["pss"] for process in processes)
        added = whole - found[-1]["sum"] if found else whole
        found.append({"workers": number, "sum": whole, "added": added, "processes": processes})
    return found


def table(found: dict[str, Any], numbers: list[int]) -> None:
    """Print the figures for people."""
    facts, texts = found["machine"], found["texts"]
    print(f"machine    {facts['processor']}, {facts['cores']} cores, {facts['memory']:,.0f} MB")
    print(f"load       {facts['load before'][0]:.2f} before, {facts['load after'][0]:.2f} after")
    print(f"texts      {texts['articles']} articles, {texts['characters']:,} characters")
    print("\n          processes  articles/s  sentences/s  cores  scaling")
    for way, by_number in found["best"].items():
        for number in numbers:
            one, scaling = by_number[number], found["scaling"][way][number]
            print(
                f"{way:<10}{number:>9}{one['articles']:>12.2f}{one['sentences']:>13.1f}"
                f"{one['processor']:>7.2f}{scaling:>9.3f}"
            )
    print()
    for number in numbers[1:]:
        kept = found["kept"][number]
        print(f"at {number} processes {kept:.1%} of the parse's scaling is kept, "
              f"at least {LEAST_SCALING:.0%}: {verdict(kept >= LEAST_SCALING)}")  # fmt: skip
    if any(one["processor"] < 0.85 * n for n, one in found["best"]["bare"].items()):
        print("(other programs took processor time: measure again when idle)")
    for one in found["memory"]:
        if one["workers"] == 0:
            print(f"\none process, no workers: {one['sum']:.0f} MB")
            continue
        own = max(process["uss"] for process in one["processes"][1:])
        print(f"worker {one['workers']}: {one['added']:.0f} MB more (PSS of all), "
              f"at most {MOST_MEMORY:g}: {verdict(one['added'] <= MOST_MEMORY)}; "
              f"its own pages (USS) {own:.0f} MB")  # fmt: skip


def verdict(is_met: bool) -> str:
    """How a limit was kept."""
    return "ok" if is_met else "PAST THE LIMIT"


def child(given: argparse.Namespace, way: str, number: int) -> Any:
    """One measurement in a program of its own."""
    command = [sys.executable, __file__, "--child", way, "--workers", str(number)]
    command += ["--texts", given.texts, "--limit", str(given.limit)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def machine() -> dict[str, Any]:
    """What the figures depend on beside the program."""
    names = Path("/proc/cpuinfo")
    lines = names.read_text().splitlines() if names.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": model or platform.processor(),
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count(),
        "memory": pages / MB,
        "system": platform.platform(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("dateline", "spacy", "onnxruntime", "numpy")},
        "load before": os.getloadavg(),
    }


def read_articles(texts: str, limit: int) -> list[Any]:
    """The articles to be coded."""
    from dateline.config import MAX_TEXT_CHARS
    from dateline.ingest import Given, read
    from dateline.records.article import Article

    found = read([texts], Given(), max_chars=MAX_TEXT_CHARS)
    return list(islice((one for one in found if isinstance(one, Article)), limit))


# -- the bare parse --------------------------------------------------------------------------


def bare(articles: list[Any], number: int) -> dict[str, float]:
    """spaCy alone, loaded once and forked; each process parses every n-th text."""
    import spacy

    from dateline.config import Settings

    parser = spacy.load(Settings().parser)
    parser("Police arrested two men in Nairobi on Monday, a spokesman said.")
    context = multiprocessing.get_context("fork")
    together = context.Barrier(number)
    results = context.SimpleQueue()
    texts = [article.text for article in articles]
    parts = [texts[n::number] for n in range(number)]
    processes = [
        context.Process(target=parse, args=(parser, part, together, results)) for part in parts
    ]
    for process in processes:
        process.start()
    found = [results.get() for _ in processes]
    for process in processes:
        process.join()
    longest = max(seconds for _, _, seconds, _ in found)
    return {
        "articles": sum(texts / seconds for texts, _, seconds, _ in found),
        "sentences": sum(sentences / seconds for _, sentences, seconds, _ in found),
        "processor": sum(work for *_, work in found) / longest,
    }


def parse(parser: Any, texts: list[str], together: Barrier, results: Any) -> None:
    """What one of the processes does; the first texts are the lead-in, and come again."""
    for _ in parser.pipe(texts[:LEAD_IN], batch_size=BATCH):
        pass
    together.wait()
    start, work = time.perf_counter(), time.process_time()
    sentences = sum(1 for doc in parser.pipe(texts, batch_size=BATCH) for _ in doc.sents)
    results.put((len(texts), sentences, time.perf_counter() - start, time.process_time() - work))


# -- the whole way ---------------------------------------------------------------------------


def whole(articles: list[Any], number: int) -> dict[str, float]:
    """Articles to JSON lines, as `dateline code` writes them."""
    from dateline.export.json_records import lines
    from dateline.export.options import ExportOptions

    failures = 0

    def checked(coded: Iterable[Any]) -> Iterator[Any]:
        nonlocal failures
        for one in coded:
            failures += len(one.failures)
            yield one

    with coding(number) as code:
        for _ in code(articles[: LEAD_IN * number]):
            pass
        start, before = time.perf_counter(), processor_time()
        size = sum(len(line) for line in lines(checked(code(articles)), ExportOptions()))
        seconds, work = time.perf_counter() - start, processor_time() - before
    if failures or not size:
        raise SystemExit(f"{failures} articles could not be coded: no figures, failing is quick")
    return {"articles": len(articles) / seconds, "processor": work / seconds}


@contextmanager
def coding(number: int) -> Iterator[Callable[[Iterable[Any]], Iterator[Any]]]:
    """What codes in so many processes; one needs no workers."""
    from dateline.batch.one_by_one import code_each
    from dateline.batch.pool import Workers
    from dateline.pipeline import Coder

    coder = Coder()
    if number == 1:
        yield lambda articles: code_each(coder, articles)
    else:
        with Workers(coder, number) as workers:
            yield workers.code


def children() -> list[int]:
    """The processes that this one has started (Linux)."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(number) for number in listed.read_text().split()] if listed.exists() else []


def processor_time() -> float:
    """Processor seconds of this process and of those it has started, so far."""
    spent = time.process_time()
    ticks = os.sysconf("SC_CLK_TCK")
    for process in children():
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / ticks
    return spent


# -- memory ----------------------------------------------------------------------------------


def memory(articles: list[Any], number: int) -> dict[str, Any]:
    """What the processes take when all but the last article is coded; 0 workers: one process."""
    from dateline.batch.one_by_one import code_each
    from dateline.batch.pool import code_in_processes
    from dateline.pipeline import Coder

    coder = Coder()
    coded = code_in_processes(coder, articles, workers=number) if number else code_each(
        coder, articles
    )  # fmt: skip
    with closing(coded):
        for _ in islice(coded, len(articles) - 1):
            pass
        processes = [os.getpid(), *children()]
        return {"processes": [asdict(memory_of(process)) for process in processes]}


def memory_of(process: int) -> Memory:
    """What a process takes, by /proc/PID/smaps_rollup (Linux)."""
    kilobytes: dict[str, int] = {}
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
        name, number, *_ = line.replace(":", " ").split()
        kilobytes[name] = int(number)
    own = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return Memory(own / 1024, kilobytes["Pss"] / 1024, kilobytes["Rss"] / 1024)


CHILDREN: dict[str, Callable[[list[Any], int], dict[str, Any]]] = {
    "bare": bare,
    "whole": whole,
    "memory": memory,
}


if __name__ == "__main__":
    raise SystemExit(main())
