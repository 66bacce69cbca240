"""`make pictures` also writes docs/model-card.md: what the model is, its data, its figures.

Reads the shipped ``card.json`` and what ``dateline evaluate corpus --part test --format json``
wrote with the model and with the rules alone.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src/dateline/model/data"
PAGE = ROOT / "docs/model-card.md"
SHOWN = (
    "trigger", "detection", "false report, trap", "false report, no event", "actor", "target",
    "place", "date", "killed", "injured", "other count", "speaker", "factuality",
    "calibration error",
)  # fmt: skip


def main(argv: list[str]) -> int:
    """``argv``: the JSON of the model's evaluation and that of the rules alone."""
    with_model, rules = (json.loads(Path(name).read_text(encoding="utf-8")) for name in argv[:2])
    card = json.loads((DATA / "card.json").read_text(encoding="utf-8"))
    PAGE.write_text(page(card, with_model, rules), encoding="utf-8")
    return 0


def page(card: dict[str, Any], with_model: dict[str, Any], rules: dict[str, Any]) -> str:
    """The page as Markdown."""
    text = (Path(__file__).parent / "model-card.template.md").read_text(encoding="utf-8")
    size = sum(path.stat().st_size for path in DATA.iterdir()) / 2**20
    values = {
        "version": card["version"],
        "layers": card["layers"],
        "size": f"{size:.1f}",
        "texts": f"{card['texts']:,}",
        "sentences": f"{card['sentences']:,}",
        "epochs": " + ".join(map(str, card["epochs"])),
        "figures": _figures(with_model, rules),
        "types": _types(with_model),
        "curve": _curve(),
    }
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", str(value))
    return text


def _curve() -> str:
    points = ROOT / "docs/data/learning-curve.json"
    if not points.exists():
        return "The learning curve over corpus lines (`make curve`) has not been run yet."
    rows = ["texts | ACLED weighted F1 | PLOVER accuracy", "--- | --- | ---"]
    rows += [
        f"{point['lines']:,} | {point['acled']:.2f} | {point['plover']:.2f}"
        for point in json.loads(points.read_text(encoding="utf-8"))
    ]
    title = "Figures on real text by the number of corpus texts fitted on:\n\n"
    return title + "\n".join(rows) + "\n\n![The same as a picture](images/learning-curve.svg)"


def _figures(with_model: dict[str, Any], rules: dict[str, Any]) -> str:
    rows = ["figure | rules alone | with the model | 95% interval", "--- | --- | --- | ---"]
    for name in SHOWN:
        old, new = rules["figures"].get(name, {}), with_model["figures"].get(name, {})
        low, high = new.get("interval") or (0.0, 0.0)
        rows.append(
            f"{name} | {_number(old.get('value'))} | {_number(new.get('value'))} | "
            f"{low:.2f} to {high:.2f}"
        )
    return "\n".join(rows)


def _types(result: dict[str, Any]) -> str:
    rows = ["type | precision | recall | F1 | events", "--- | --- | --- | --- | ---"]
    for name, precision, recall, f1, _, _, expected in result["tables"]["by_type"]["rows"]:
        numbers = " | ".join(_number(x) for x in (precision, recall, f1))
        rows.append(f"{name} | {numbers} | {expected}")
    return "\n".join(rows)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
