"""Fit and measure merging on the project's own clusters (``tests/cases/clusters.jsonl``).

    python -m training.merging code          code the articles (minutes); kept in build/merging
    python -m training.merging fit           fit the weights, write data/merge_weights.toml
    python -m training.merging measure [-v]  two halves, each scored with weights of the other

Stories are halved by number, a near miss with the story that it misses, so that no story is in
both. A pair of main reports of one story is an example for, every other pair that is compared one
against.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from dateline.evaluate.clusters_gold import (
    GoldStory,
    bcubed,
    incident_labels,
    with_copies,
    wrong_merges,
)
from dateline.evaluate.coding import article_of
from dateline.merge.features import FEATURES
from dateline.merge.likeness import Weights, compared
from dateline.merge.pairs import pairs
from dateline.merge.tellings import tellings_of
from dateline.pipeline import Coder
from dateline.records.event import CodedArticle

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "clusters.jsonl"
KEPT = ROOT / "build" / "merging" / "coded.jsonl"
WEIGHTS = ROOT / "src" / "dateline" / "data" / "merge_weights.toml"
RIDGE = 3.0
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def main() -> int:
    """Do what is asked."""
    act = sys.argv[1] if len(sys.argv) > 1 else ""
    if act == "code":
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_bytes(msgspec.json.Encoder().encode_lines(list(code())))
    elif act == "fit":
        write(fitted(read(), range(2)))
    elif act == "measure":
        measure(read())
    else:
        print(__doc__)
        return 2
    return 0


def rows() -> list[dict[str, Any]]:
    """The cases."""
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line]


def code() -> Iterator[CodedArticle]:
    """Every article of the cases, coded."""
    articles = [
        article_of(
            row["text"], id=row["id"], published=row["published"], outlet=row["outlet"],
            title=row["title"],
        )
        for row in rows()
    ]  # fmt: skip
    return Coder().code_many(articles)


def read() -> list[GoldStory]:
    """The coded articles with their stories; copies are found, not read from the gold."""
    decoder = msgspec.json.Decoder(CodedArticle)
    coded = with_copies(decoder.decode_lines(KEPT.read_bytes()))
    return [GoldStory.of(row, one) for row, one in zip(rows(), coded, strict=True)]


def half(gold: GoldStory) -> int:
    """0 or 1; stories that come in pairs (odd and even number) stay together."""
    number = int((gold.near_miss_of or gold.story).split("-")[1])
    return (number - 1) // 2 % 2


def examples(golds: Sequence[GoldStory]) -> tuple[np.ndarray, np.ndarray]:
    """Features of the pairs of main reports that are compared, and whether they are one event."""
    listed = [
        (gold.story, telling)
        for gold in golds
        for telling in tellings_of(gold.coded)
        if telling.main
    ]
    rows, same = [], []
    for one, other in pairs([telling for _, telling in listed]):
        (story, telling), (story2, telling2) = listed[one], listed[other]
        rows.append((1.0, *compared(telling, telling2)))
        same.append(float(story == story2))
    return np.array(rows), np.array(same)


def fitted(golds: Sequence[GoldStory], halves: Iterable[int], *, threshold: float = 0.6) -> Weights:
    """Weights of a ridge-penalised logistic regression on the stories of some halves."""
    chosen = set(halves)
    rows, same = examples([gold for gold in golds if half(gold) in chosen])
    weights = np.zeros(rows.shape[1])
    penalty = np.eye(rows.shape[1]) * RIDGE
    penalty[0, 0] = 1e-3
    for _ in range(50):
        chance = 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (same - chance) - penalty @ weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    rounded = [round(float(weight), 3) for weight in weights]
    return Weights(rounded[0], tuple(rounded[1:]), threshold)


def measure(golds: Sequence[GoldStory]) -> None:
    """Print B-cubed and wrong merges at several thresholds, each half by the other's weights."""
    by_half = {part: fitted(golds, [1 - part]) for part in (0, 1)}
    for threshold in THRESHOLDS:
        cells = []
        for part, weights in by_half.items():
            tested = [gold for gold in golds if half(gold) == part]
            found = incident_labels(tested, Weights(weights.constant, weights.features, threshold))
            precision, recall, f1 = bcubed([gold.story for gold in tested], found)
            wrong, together = wrong_merges([gold.story for gold in tested], found)
            cells.append(f"P {precision:.3f} R {recall:.3f} F {f1:.3f} wrong {wrong}/{together}")
        print(f"{threshold:.2f}  " + "   ".join(cells))


def write(weights: Weights) -> None:
    """Write the weights file, keeping the threshold that stands in it."""
    old = WEIGHTS.read_text("utf-8") if WEIGHTS.exists() else ""
    threshold = next(
        (line.split("=")[1].strip() for line in old.splitlines() if line.startswith("threshold")),
        str(weights.threshold),
    )
    lines = [
        "# How much each feature of a pair of reports speaks for one event (merge/features.py).",
        "# Fitted by training/merging.py on tests/cases/clusters.jsonl (docs/merging.md).",
        'version = "1"',
        f"constant = {weights.constant}",
        f"threshold = {threshold}",
        "",
        "[weights]",
        *(f"{name} = {value}" for name, value in zip(FEATURES, weights.features, strict=True)),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
