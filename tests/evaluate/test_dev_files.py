"""Every public development set is read by its reader; figures are for people, not for a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.config import Settings
from dateline.errors import InputError
from dateline.evaluate import read_gold
from dateline.pipeline import Coder

DEV = Path(__file__).parents[3] / "shared" / "dev"
SCORED = {
    "acled_subtypes_dev": "acled sub-event types",
    "plover_pairs_dev": "plover pairs",
    "police_actions_dev": "police actions",
    "templates_dev": "muc-4 templates",
    "places_dev": "place names",
    "places_train": "place names",
    "dates_dev": "dates",
    "actors_dev": "actors",
    "attribution_dev": "attribution",
    "factuality_dev": "factuality",
    "story_clusters_dev": "stories",
    "event_coreference_dev": "event coreference",
}
WAITING = ("entities_relations_dev",)


def dev_file(name: str) -> Path:
    path = DEV / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"the development set {path} is not here (see docs/evaluation.md)")
    return path


@pytest.fixture(scope="module")
def real() -> Coder:
    return Coder(Settings(strict=True, detector="rules"))


@pytest.mark.parametrize(("name", "form"), list(SCORED.items()))
def test_a_few_records_are_scored(name: str, form: str, real: Coder) -> None:
    gold = read_gold(dev_file(name), limit=3)
    assert gold.form == form
    found = gold.evaluate(real, lambda: None)
    assert found.texts
    assert found.figures


@pytest.mark.parametrize("name", WAITING)
def test_sets_that_nothing_scores_yet(name: str) -> None:
    with pytest.raises(InputError, match="not scored yet"):
        read_gold(dev_file(name))
