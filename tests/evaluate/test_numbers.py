"""Tallies, intervals, averages of labels, calibration."""

from __future__ import annotations

import pytest

from dateline.evaluate.bootstrap import figures_of, interval_of
from dateline.evaluate.curve import (
    Scored,
    calibration_error,
    calibration_table,
    curve_table,
)
from dateline.evaluate.figures import Tally, TextScore
from dateline.evaluate.labels import (
    Labelled,
    accuracy,
    confusion_table,
    macro_f1,
    weighted_f1,
)

PAIRS = [
    Labelled("a", "a"),
    Labelled("a", "b"),
    Labelled("b", "b"),
    Labelled("c", None),
]


def test_tally() -> None:
    tally = Tally(1, 2, 3) + Tally(1, 1, 1)
    assert (tally.precision, tally.recall) == (2 / 3, 0.5)
    assert tally.f1 == pytest.approx(4 / 7)
    assert tally.errors == 3
    assert Tally().f1 is None


def test_averages_of_labels() -> None:
    assert accuracy(PAIRS) == Tally(2, 4, 4)
    assert macro_f1(PAIRS) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert weighted_f1(PAIRS) == pytest.approx((2 * 2 / 3 + 2 / 3) / 4)
    assert macro_f1([]) is None


def test_confused_labels_come_before_missed_and_right_ones() -> None:
    table = confusion_table(PAIRS, name="n", title="t")
    assert [row[:2] for row in table.rows] == [
        ("a", "b"), ("c", "(none)"), ("a", "a"), ("b", "b"),
    ]  # fmt: skip


def test_intervals_hold_the_value_and_are_the_same_every_time() -> None:
    texts = [TextScore(str(n), {"x": Tally(n % 3 > 0, 1, 1)}) for n in range(60)]
    (figure,) = figures_of(texts, ["x"])
    assert figure.value == pytest.approx(2 / 3)
    assert figure.interval is not None
    low, high = figure.interval
    assert 0.5 < low < figure.value < high < 0.85
    assert figures_of(texts, ["x"])[0] == figure


def test_no_interval_of_one_text_or_of_nothing() -> None:
    assert figures_of([TextScore("1", {"x": Tally(1, 1, 1)})], ["x"])[0].interval is None
    assert interval_of([1], lambda items: 0.5) is None
    assert interval_of([1, 2], lambda items: None) is None


def test_calibration() -> None:
    scored = [Scored(0.25, False)] * 10 + [Scored(0.75, True)] * 10
    assert calibration_error(scored) == pytest.approx(0.25)
    assert len(calibration_table(scored).rows) == 10
    assert calibration_error([]) is None


def test_curve_has_a_point_for_every_score() -> None:
    scored = [Scored(0.9, True), Scored(0.8, False), Scored(0.8, True), Scored(0.1, False)]
    assert curve_table(scored, 4).rows == (
        (0.9, 1.0, 0.25), (0.8, 2 / 3, 0.5), (0.1, 0.5, 0.5),
    )  # fmt: skip
