"""How far from its gold point each place name is put: writes docs/data/places-distance.json.

    python -m training.place_distances

The gold names are resolved as ``dateline evaluate`` does ("given the span"), and what is kept is
numbers alone: of each set how many names there are, how many were put within so many km, and
how many are right (`dateline.evaluate.place_truth`). `training.pictures` draws them. A set that
is not beside the project keeps the numbers it had.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.config import Settings
from dateline.evaluate.coding import article_of
from dateline.evaluate.place_truth import is_near, is_same
from dateline.records.coded import Coded
from dateline.records.entity import Place
from dateline.resolve.gazetteer_entry import kilometres
from dateline.resolve.nationalities import nationality_words
from dateline.resolve.place_mentions import find_place_mentions
from dateline.resolve.place_phrases import PlaceMention
from dateline.resources import Resources

ROOT = Path(__file__).parent.parent
POINTS = ROOT / "docs/data/places-distance.json"
SETS = ("places_dev", "places_train")
STEPS = [round(10 ** (i / 20), 1) for i in range(75)]
"""1 km to about 5,000 km, twenty steps a power of ten."""


def placed(
    path: Path, resources: Resources
) -> Iterator[tuple[str, Coded[Place], tuple[float, float]]]:
    """Each gold name that has a point, what it is resolved to, and that point."""
    for line in filter(None, path.read_text("utf-8").split("\n")):
        row = json.loads(line)
        text = row["text"]
        parsed = resources.parser.parse(article_of(text, id=row["id"]))
        found = {(m.start, m.end): m for m in find_place_mentions(parsed, resources.gazetteer)}
        spans = sorted({(t["start"], t["end"]) for t in row["toponyms"]})
        named = [found.get(s) or PlaceMention(*s, text[slice(*s)], *s) for s in spans]
        others = nationality_words(parsed, resources.gazetteer)
        coded = resources.place_resolver.resolve_all(named, other_names=others)
        by_span = dict(zip(spans, coded, strict=True))
        for one in row["toponyms"]:
            if one.get("lat") is not None and one.get("lon") is not None:
                at = (float(one["lat"]), float(one["lon"]))
                span = one["start"], one["end"]
                yield text[slice(*span)], by_span[span], at


def curve(path: Path, resources: Resources) -> dict[str, Any]:
    """The numbers of one set; a name without a point given is within no distance."""
    pairs = list(placed(path, resources))
    away = sorted(
        kilometres((place.lat, place.lon), at)
        for _, coded, at in pairs
        for place in [coded.value]
        if place is not None and place.lat is not None and place.lon is not None
    )
    near = sum(is_near(coded.value, at) for _, coded, at in pairs)
    held = [
        coded
        for name, coded, at in pairs
        if is_same(coded.value, at, name, resources.gazetteer) and not is_near(coded.value, at)
    ]
    return {
        "names": len(pairs),
        "placed": len(away),
        "near": near,
        "right": near + len(held),
        "held": dict(Counter(c.value.feature for c in held if c.value).most_common()),
        "within": [[km, bisect_right(away, km)] for km in STEPS],
    }


def main() -> int:
    """Write the numbers of the sets that are there."""
    points = json.loads(POINTS.read_text("utf-8")) if POINTS.exists() else {}
    resources = Resources(Settings())
    for name in SETS:
        path = ROOT.parent / "shared/dev" / f"{name}.jsonl"
        if path.exists():
            points[name] = curve(path, resources)
            near, right, names = (points[name][key] for key in ("near", "right", "names"))
            sys.stdout.write(f"{name}: {near} near, {right} right of {names} names\n")
        else:
            sys.stderr.write(f"{path} is missing; its old numbers stay\n")
    POINTS.write_text(json.dumps(points) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
