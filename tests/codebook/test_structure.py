"""What the participants settle about a type."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.codebook import load_codebook
from dateline.codebook.structure import Parties, settle, structure_rules
from tests.reading import only

STATE, REBELS, PROTESTERS = "State forces", "Rebel groups", "Protesters"


@pytest.mark.parametrize(
    ("event_type", "parties", "becomes"),
    [
        ("government_regains_territory", Parties(REBELS), "nonstate_overtakes_territory"),
        ("nonstate_overtakes_territory", Parties(STATE, home=True), "government_regains_territory"),
        ("nonstate_overtakes_territory", Parties(STATE), "government_regains_territory"),
        ("nonstate_overtakes_territory", Parties(STATE, home=False), None),
        ("arrest", Parties(REBELS), "abduction"),
        ("arrest", Parties(STATE), None),
        ("arrest", Parties(), None),
        ("mob_violence", Parties(STATE), "attack_on_civilians"),
        (
            "attack_on_civilians",
            Parties(STATE, PROTESTERS),
            "excessive_force_against_protesters",
        ),
        ("attack_on_civilians", Parties(STATE, "Civilians"), None),
        ("protest_with_intervention", Parties(PROTESTERS, STATE), "violent_demonstration"),
        ("protest_with_intervention", Parties(STATE, PROTESTERS), None),
    ],
)
def test_the_first_rule_that_fits_renames(
    event_type: str, parties: Parties, becomes: str | None
) -> None:
    rule = settle(event_type, parties)
    assert (rule.to if rule else None) == becomes


def test_every_rule_speaks_of_known_types() -> None:
    types = load_codebook().types
    for rule in structure_rules():
        assert rule.types <= set(types)
        assert rule.to in types
        assert rule.why


def test_the_reason_is_in_the_evidence(coder: Coder) -> None:
    report = only(coder, "Boko Haram fighters arrested three traders in Baga on Monday.")
    assert report.event_type.value == "abduction"
    assert "structure (who holds people is no authority)" in report.event_type.by
    assert report.codes.acled_sub_event_type == "Abduction/forced disappearance"
