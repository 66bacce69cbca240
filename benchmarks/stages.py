"""Each stage's share of the time that coding an article takes.

    python benchmarks/stages.py [--texts FILE] [--limit 40]

The stages are timed where `dateline.pipeline` calls them, by the processor time of this process;
what no stage has is the rest. Dates count where they are found and where
they are resolved.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from dateline import pipeline, reporting
from dateline.config import MAX_TEXT_CHARS
from dateline.detect.mentions import Detector
from dateline.extract.frames import Extractor
from dateline.ingest import Given, read
from dateline.model import EventModel
from dateline.parse import Parser
from dateline.records.article import Article
from dateline.resolve import frames
from dateline.resolve.actors import ActorResolver
from dateline.resolve.places import PlaceResolver

ROOT = Path(__file__).parents[1]
NEWS = ROOT.parent / "shared" / "dev" / "places_dev.jsonl"
SAYING = ("dates", "attribution", "factuality", "contradictions")
"""What the issue of dates, attribution and factuality allows a tenth of the time together."""
STAGES: tuple[tuple[str, Any, str], ...] = (
    ("dates", pipeline, "find_dates"),
    ("dates", frames, "resolve_date"),
    ("dates", pipeline, "_named_dates"),
    ("attribution", pipeline, "find_speeches"),
    ("attribution", reporting, "chain_of"),
    ("factuality", reporting, "judge"),
    ("contradictions", pipeline, "find_contradictions"),
    ("parse", Parser, "_parse_short"),
    ("parse", Parser, "_parse_long"),
    ("event model", EventModel, "weigh"),
    ("detection", Detector, "detect"),
    ("actors", ActorResolver, "resolve"),
    ("places resolved", PlaceResolver, "resolve_all"),
    ("places found", pipeline, "find_place_mentions"),
    ("extraction", Extractor, "frames"),
    ("relations", pipeline, "find_relations"),
)


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", default=str(NEWS if NEWS.exists() else ROOT / "examples"))
    options.add_argument("--limit", type=int, default=40)
    given = options.parse_args()
    found = read([given.texts], Given(), max_chars=MAX_TEXT_CHARS)
    articles = list(islice((one for one in found if isinstance(one, Article)), given.limit))
    spent = shares(articles, articles[0])
    for name, share in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{name:<18}{100 * share:5.1f}%")
    saying = sum(spent[name] for name in SAYING)
    print(f"{' + '.join(SAYING)}: {100 * saying:.1f}%, {len(articles)} articles")
    return 0


def shares(articles: list[Article], warmed: Article) -> dict[str, float]:
    """Each stage's share of the processor time of coding, by name; ``rest`` is what none has."""
    coder = pipeline.Coder()
    coder.code(warmed)
    spent: defaultdict[str, float] = defaultdict(float)
    for name, owner, attribute in STAGES:
        setattr(owner, attribute, timed(getattr(owner, attribute), name, spent))
    started = time.process_time()
    for _ in coder.code_many(articles):
        pass
    whole = time.process_time() - started
    found = {name: seconds / whole for name, seconds in spent.items()}
    return found | {"rest": 1 - sum(found.values())}


def timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """The function, its time added to the stage's, less that of stages inside it.

    What it yields is made at once.
    """

    def measured(*args: Any, **kwargs: Any) -> Any:
        started, before = time.process_time(), sum(spent.values())
        try:
            found = function(*args, **kwargs)
            return list(found) if hasattr(found, "__next__") else found
        finally:
            inside = sum(spent.values()) - before
            spent[name] += time.process_time() - started - inside

    return measured


if __name__ == "__main__":
    raise SystemExit(main())
