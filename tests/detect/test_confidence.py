"""The score of a report: what the rules and the model say, weighed."""

from __future__ import annotations

import pytest

from dateline.detect.confidence import FEATURES, chance, features
from dateline.model import TriggerScores, load_model

FAMILIES = {"arrest": "coercion", "abduction": "coercion", "meet": "talks"}
SCORES = TriggerScores(0.9, (("arrest", 0.6), ("abduction", 0.25)), (), 0.5, {}, (("arrest", 0.7),))


def of(state: str, kind: str) -> dict[str, float]:
    return dict(zip(FEATURES, features(state, kind, SCORES, FAMILIES), strict=True))


def test_near_types_share_their_family_s_chance() -> None:
    assert of("arrest", "arrest")["family"] == of("arrest", "abduction")["family"]
    assert of("arrest", "arrest")["family"] > of("arrest", "arrest")["type"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("arrest", (1.0, 0.0, 1.0)),
        ("abduction", (1.0, 0.0, 0.0)),
        ("<dropped>arrest", (0.0, 1.0, 1.0)),
        ("<loose>", (0.0, 0.0, 0.0)),
    ],
)
def test_what_the_rules_say(state: str, expected: tuple[float, ...]) -> None:
    found = of(state, "arrest")
    assert (found["kept"], found["dropped"], found["agreed"]) == expected


def test_a_chance_of_none_or_all_stays_finite() -> None:
    sure = TriggerScores(1.0, (("arrest", 1.0),), (), 0.0, {})
    values = features("<loose>", "arrest", sure, FAMILIES)
    assert 0.0 < chance(values, dict.fromkeys(FEATURES, 0.5)) < 1.0


def test_the_shipped_weights_believe_a_pattern_the_model_agrees_with_most() -> None:
    weights = load_model().confidence
    assert set(weights) == set(FEATURES)
    kept, loose, other = (
        chance(features(state, "arrest", SCORES, FAMILIES), weights)
        for state in ("arrest", "<loose>", "meet")
    )
    assert kept > loose
    assert kept > other
