"""The figures on the corpus's test part and on public gold stay above their floors."""

from __future__ import annotations

import json

import pytest

from dateline.config import Settings
from dateline.pipeline import Coder
from tests.evaluate import floors

KEPT = json.loads(floors.PATH.read_text(encoding="utf-8")).get(floors.KEY, {})


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(Settings(strict=True))


@pytest.mark.parametrize("name", floors.FIGURES)
def test_figures_stay_above_their_floors(name: str, coder: Coder) -> None:
    if not floors.path_of(name).exists():
        pytest.skip(f"shared/dev/{name} is not beside this checkout")
    kept = KEPT[name]
    assert kept["hash"] == floors.digest(name), "the gold changed: measure again (floors.py)"
    figures = floors.measured(name, coder)
    print(name, {k: round(v, 3) for k, v in figures.items()})
    for key, floor in kept["at least"].items():
        assert figures[key] >= floor, f"{name}: {key}"
    for key, ceiling in kept["at most"].items():
        assert figures[key] <= ceiling, f"{name}: {key}"


def test_a_lower_floor_is_seen() -> None:
    old = {"corpus": {"at least": {"trigger": 0.7}, "at most": {"false report, trap": 0.1}}}
    worse = {"corpus": {"at least": {"trigger": 0.6}, "at most": {"false report, trap": 0.2}}}
    better = {"corpus": {"at least": {"trigger": 0.8}, "at most": {"false report, trap": 0.05}}}
    assert floors.lowered(old, worse) == ["corpus: trigger", "corpus: false report, trap"]
    assert floors.lowered(old, better) == []
