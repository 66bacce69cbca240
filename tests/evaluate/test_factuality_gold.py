"""Which label of the factuality sets a judgement answers to."""

from __future__ import annotations

from typing import get_args

import pytest

from dateline.evaluate.factuality_gold import HAPPENED, NOT, UNCERTAIN, label_of
from dateline.records.claim import Auxiliary, Factuality, FactualityJudgement


@pytest.mark.parametrize(
    ("dataset", "value", "flags", "label"),
    [
        ("MEANTIME", "planned", ("future",), HAPPENED),
        ("MEANTIME", "hypothetical", ("future", "hypothetical"), UNCERTAIN),
        ("UDS_IH2", "planned", ("future",), NOT),
        ("UDS_IH2", "hypothetical", ("future", "hypothetical"), NOT),
        ("UDS_IH2", "hypothetical", ("hypothetical",), UNCERTAIN),
        ("another set", "planned", ("future",), UNCERTAIN),
        ("another set", "alleged", (), UNCERTAIN),
        ("another set", "negated", ("negation",), NOT),
    ],
)
def test_a_set_reads_values_by_its_own_table(
    dataset: str, value: Factuality, flags: tuple[Auxiliary, ...], label: str
) -> None:
    assert label_of(FactualityJudgement(value, auxiliary=flags), dataset) == label


@pytest.mark.parametrize("dataset", ["other", "MEANTIME", "UDS_IH2"])
def test_every_value_has_a_label(dataset: str) -> None:
    for value in get_args(Factuality):
        assert label_of(FactualityJudgement(value), dataset) in (HAPPENED, UNCERTAIN, NOT)
