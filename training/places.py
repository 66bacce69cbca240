"""Fit the weights of the place ranker.

    python -m training.places gather   read the texts anew: writes training/data/places.npz
    python -m training.places          fit from that matrix: rewrites data/place_weights.toml

The matrix holds, for every name that has a right place among its candidates, their features and
which of them are right: numbers only, so that the weights can be rebuilt without the texts.
Texts: LGL (shared/dev/places_train.jsonl: weights only) and our own, training/data/places.jsonl.
The model is a conditional logit: the chance of a place is the softmax of its features times the
weights; what is maximised is the log of the chance of any right place, less a ridge.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from dateline.config import Settings
from dateline.evaluate.coding import article_of
from dateline.evaluate.place_truth import is_same
from dateline.resolve.gazetteer_entry import kilometres
from dateline.resolve.nationalities import nationality_words
from dateline.resolve.place_features import FEATURES
from dateline.resolve.place_mentions import find_place_mentions
from dateline.resolve.place_phrases import PlaceMention
from dateline.resolve.place_reading import place_of
from dateline.resolve.place_weights import PATH, load_place_weights
from dateline.resolve.places import PlaceResolver, Weighed
from dateline.resources import Resources

HERE = Path(__file__).parent / "data"
OWN = HERE / "places.jsonl"
LGL = Path(__file__).parents[2] / "shared" / "dev" / "places_train.jsonl"
MATRIX = HERE / "places.npz"
RIDGE = 0.003
ROUNDS = 2
_RIGHT_KM = 60.0
_NEARLY_KM = 161.0
_LGL_WORTH, _OWN_WORTH, _OWN_LIKELIEST = 1.0, 2.0, 6.0
"""LGL is local papers of one country: a name of our own texts, which are of the whole world,
counts for more, and most where the likeliest place of the name is meant, which is rarer there
than in the news by design."""


def gather() -> None:
    """Write the matrix; the other names' first readings come from the weights as they are."""
    resources = Resources(Settings())
    resolver = PlaceResolver(resources.gazetteer)
    tables, groups, right, worth = [], [], [], []
    likeliest = FEATURES.index("likeliest")
    for path in (LGL, OWN):
        for weighed, gold in _names(path, resources, resolver):
            hits = _right(weighed, gold, resources)
            if any(hits):
                tables.append(weighed.table.astype(np.float16))
                groups.append(len(hits))
                right.append(np.array(hits))
                plain = any(weighed.table[np.array(hits), likeliest])
                own = _OWN_LIKELIEST if plain else _OWN_WORTH
                worth.append(own if path == OWN else _LGL_WORTH)
    MATRIX.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        MATRIX,
        features=np.concatenate(tables),
        sizes=np.array(groups, dtype=np.int16),
        right=np.concatenate(right),
        worth=np.array(worth, dtype=np.float32),
    )
    sys.stdout.write(f"{len(groups)} names, {sum(groups)} places\n")


def _names(
    path: Path, resources: Resources, resolver: PlaceResolver
) -> Iterator[tuple[Weighed, tuple[float, float]]]:
    """Each gold name with its candidates; a name is taken once a text and place."""
    for line in filter(None, path.read_text("utf-8").split("\n")):
        row = json.loads(line)
        parsed = resources.parser.parse(article_of(row["text"], id=row["id"]))
        found = find_place_mentions(parsed, resources.gazetteer)
        by_span = {(m.start, m.end): m for m in found}
        gold = [
            (s, e, t)
            for t in row["toponyms"]
            if t.get("lat") is not None
            for s, e in [_span(row, t)]
        ]
        spans = sorted({(s, e) for s, e, _ in gold} | set(by_span))
        kept = [
            by_span.get(span) or PlaceMention(*span, row["text"][slice(*span)], *span)
            for span in spans
            if span in by_span or not any(_overlap(span, other) for other in by_span)
        ]
        weighed = resolver.weigh(kept, other_names=nationality_words(parsed, resources.gazetteer))
        of_span = {(m.start, m.end): w for m, w in zip(kept, weighed, strict=True)}
        seen = set()
        for start, end, one in gold:
            at = (float(one["lat"]), float(one["lon"]))
            key = (row["text"][start:end], at)
            if key not in seen and (start, end) in of_span:
                seen.add(key)
                yield of_span[start, end], at


def _span(row: dict[str, object], toponym: dict[str, object]) -> tuple[int, int]:
    if "start" in toponym:
        return int(str(toponym["start"])), int(str(toponym["end"]))
    text, name = str(row["text"]), str(toponym["text"])
    at = -1
    for _ in range(int(str(toponym.get("nth", 1)))):
        at = text.index(name, at + 1)
    return at, at + len(name)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _right(weighed: Weighed, at: tuple[float, float], resources: Resources) -> list[bool]:
    """The places within 60 km, else units that hold the point, else the nearest within 161 km."""
    away = [kilometres((e.lat, e.lon), at) for e in weighed.entries]
    near = [km <= _RIGHT_KM for km in away]
    if any(near):
        return near
    bare = PlaceMention(0, 0, "", 0, 0)
    places = [place_of(e, bare) for e in weighed.entries]
    same = [
        not e.is_town and is_same(place, at, e.name, resources.gazetteer)
        for e, place in zip(weighed.entries, places, strict=True)
    ]
    if any(same):
        return same
    best = min(away, default=np.inf)
    return [km == best and km <= _NEARLY_KM for km in away]


def fit() -> None:
    """Fit on the committed matrix and write the weights."""
    data = np.load(MATRIX)
    features = torch.tensor(data["features"].astype(np.float64))
    sizes = torch.tensor(data["sizes"].astype(np.int64))
    right = torch.tensor(data["right"])
    worth = torch.tensor(data["worth"].astype(np.float64))
    group = torch.repeat_interleave(torch.arange(len(sizes)), sizes)
    scale = features.std(0).clamp(min=0.05)
    known = load_place_weights()
    fixed = torch.tensor(known.fixed)
    given = features @ torch.tensor(np.where(known.fixed, known.values, 0.0))
    scaled = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS(
        [scaled], max_iter=400, line_search_fn="strong_wolfe", tolerance_grad=1e-9
    )

    def loss() -> torch.Tensor:
        search.zero_grad()
        scores = given + (features / scale) @ scaled.masked_fill(fixed, 0.0)
        every = _logsumexp(scores, group, len(sizes))
        good = _logsumexp(scores.masked_fill(~right, -1e9), group, len(sizes))
        value = ((every - good) * worth).sum() / worth.sum() + RIDGE * (scaled**2).sum()
        value.backward()
        return value

    final = search.step(loss).item()
    weights = np.where(known.fixed, known.values, (scaled / scale).detach().numpy())
    scores = (features.numpy() @ weights).tolist()
    _write(weights)
    share = _share_right(scores, data["sizes"].tolist(), data["right"].tolist())
    sys.stdout.write(f"loss {final:.4f}; right at the first place {share:.3f}\n")


def _logsumexp(scores: torch.Tensor, group: torch.Tensor, groups: int) -> torch.Tensor:
    top = torch.full((groups,), -1e18, dtype=scores.dtype).scatter_reduce(
        0, group, scores.detach(), "amax"
    )
    summed = torch.zeros(groups, dtype=scores.dtype).index_add(
        0, group, (scores - top[group]).exp()
    )
    return top + summed.clamp(min=1e-300).log()


def _share_right(scores: list[float], sizes: list[int], right: list[bool]) -> float:
    hits = at = 0
    for size in sizes:
        best = max(range(at, at + size), key=scores.__getitem__)
        hits += right[best]
        at += size
    return hits / len(sizes)


def _write(weights: np.ndarray) -> None:
    text = PATH.read_text("utf-8")
    for name, weight in zip(FEATURES, weights, strict=True):
        text, found = re.subn(
            rf"(?m)^\[{name}\]\nweight = .*$", f"[{name}]\nweight = {weight:.3f}", text
        )
        if found != 1:
            raise ValueError(f"{PATH.name} has no feature {name}")
    PATH.write_text(text, "utf-8")
    load_place_weights.cache_clear()


def main() -> None:
    """Gather, or fit; "all" does both, thrice, as the readings of other names change."""
    what = sys.argv[1] if len(sys.argv) > 1 else "fit"
    for _ in range(ROUNDS if what == "all" else 1):
        if what in ("gather", "all"):
            gather()
        if what in ("fit", "all"):
            fit()


if __name__ == "__main__":
    main()
