"""`make pictures`: the pictures of docs/images, as SVG: model, learning curve, places.

Reads what ``dateline evaluate corpus --part test --format json`` wrote, and of ``docs/data``
``learning-curve.json`` and ``places-distance.json`` (`training.place_distances`). Without
arguments it draws what ``docs/data`` holds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt

from dateline.evaluate.place_truth import NEAR_KM

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs/images"
INK, RULES = "#1f4e79", "#b3541e"
matplotlib.rcParams.update({"svg.hashsalt": "dateline", "font.size": 9, "svg.fonttype": "none"})


def main(argv: list[str]) -> int:
    """``argv``: nothing, or the JSON of the model's evaluation and that of the rules alone."""
    if argv:
        with_model, rules = (json.loads(Path(name).read_text()) for name in argv[:2])
        precision_recall(with_model, rules)
        reliability(with_model)
    for name, draw in (("learning-curve", learning_curve), ("places-distance", places_distance)):
        points = ROOT / f"docs/data/{name}.json"
        if points.exists():
            draw(json.loads(points.read_text()))
    return 0


def _table(result: dict[str, Any], name: str) -> list[list[Any]]:
    rows: list[list[Any]] = result["tables"][name]["rows"]
    return rows


def precision_recall(with_model: dict[str, Any], rules: dict[str, Any]) -> None:
    """Precision over recall as the score threshold falls, on the corpus's test part."""
    figure, axes = plt.subplots(figsize=(5, 3.4))
    for result, colour, label in ((rules, RULES, "rules alone"), (with_model, INK, "with model")):
        rows = [r for r in _table(result, "curve") if r[2] and r[2] > 0.02]
        axes.plot([r[2] for r in rows], [r[1] for r in rows], color=colour, label=label)
    axes.set(xlabel="recall", ylabel="precision", xlim=(0, 1), ylim=(0, 1))
    axes.legend(frameon=False, loc="lower left")
    _save(figure, "precision-recall")


def reliability(with_model: dict[str, Any]) -> None:
    """Share of right reports over their mean score, in ten bins of equally many."""
    figure, axes = plt.subplots(figsize=(3.6, 3.4))
    rows = _table(with_model, "calibration")
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=0.8)
    axes.plot([r[3] for r in rows], [r[4] for r in rows], "o-", color=INK)
    axes.set(xlabel="mean score", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    _save(figure, "reliability")


def learning_curve(points: list[dict[str, float]]) -> None:
    """Figures on real text over corpus lines."""
    figure, axes = plt.subplots(figsize=(5, 3.4))
    for name, colour, label in (
        ("acled", INK, "ACLED sub-events, weighted F1"),
        ("plover", RULES, "PLOVER pairs, accuracy"),
    ):
        axes.plot([p["lines"] for p in points], [p[name] for p in points], "o-",
                  color=colour, label=label)  # fmt: skip
    axes.set(xlabel="snippets of the corpus", ylabel="figure on real text", ylim=(0.3, 0.9))
    axes.legend(frameon=False, loc="lower right")
    _save(figure, "learning-curve")


def places_distance(sets: dict[str, dict[str, Any]]) -> None:
    """Share of gold names put within so many km, spans given; a ring where all right count."""
    figure, axes = plt.subplots(figsize=(5, 3.4))
    axes.axvline(NEAR_KM, color="#999999", linewidth=0.8)
    axes.text(NEAR_KM * 1.1, 0.03, f"{NEAR_KM:.0f} km", color="#666666")
    for name, colour, label, beside in (
        ("places_dev", INK, "GeoVirus", (12, 0.35)),
        ("places_train", RULES, "LGL (weights fitted on it)", (1.2, 0.53)),
    ):
        shares = [(km, n / sets[name]["names"]) for km, n in sets[name]["within"]]
        axes.plot(*zip(*shares, strict=True), color=colour)
        axes.text(*beside, label, color=colour, va="center")
        right = sets[name]["right"] / sets[name]["names"]
        axes.plot([NEAR_KM], [right], "o", color=colour, markerfacecolor="white", zorder=3)
        axes.text(NEAR_KM * 0.8, right, f"{right:.2f}".lstrip("0"), color=colour,
                  ha="right", va="center")  # fmt: skip
    axes.text(NEAR_KM * 0.4, 0.92, "counting countries and units\nthat hold the gold point:",
              color="#666666", ha="right", va="center")  # fmt: skip
    axes.set(xlabel="km from the gold point", ylabel="share of the names given",
             xscale="log", xlim=(1, 5000), ylim=(0, 1))  # fmt: skip
    axes.set_xticks([1, 10, 100, 1000, 5000], ["1", "10", "100", "1,000", "5,000"])
    axes.minorticks_off()
    _save(figure, "places-distance")


def _save(figure: Any, name: str) -> None:
    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(color="#dddddd", linewidth=0.5)
    figure.tight_layout()
    IMAGES.mkdir(parents=True, exist_ok=True)
    figure.savefig(IMAGES / f"{name}.svg", metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
