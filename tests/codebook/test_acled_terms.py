"""ACLED's words: every type of the codebook has a disorder type and every actor type a name."""

from __future__ import annotations

import pytest

from dateline.codebook import load_schemes
from dateline.codebook.acled_terms import acled_terms


def test_every_sub_event_type_has_a_disorder_type() -> None:
    terms, types = acled_terms(), load_schemes().acled
    found = {sub: terms.disorder_type(event, sub) for sub, event in types.items()}
    assert len(found) == 25
    assert set(found.values()) == {
        "Political violence",
        "Demonstrations",
        "Political violence; Demonstrations",
        "Strategic developments",
    }
    assert found["Violent demonstration"] == "Demonstrations"
    assert set(terms.disorder) <= {*types, *types.values()}


def test_every_actor_type_has_a_name() -> None:
    actors, schemes = acled_terms().actors, load_schemes()
    assert len(actors) == 8
    # the schemes' list is ours, with blanks as _; "External/other_forces" is one of it
    assert {one.replace(" ", "_") for one in actors} <= schemes.actors
    assert set(acled_terms().groups) <= schemes.actors


@pytest.mark.parametrize(
    ("one", "other", "interaction"),
    [
        ("Rebel groups", "State forces", "State forces-Rebel group"),
        ("Civilians", "Political militias", "Political militia-Civilians"),
        ("Civilians", "External/other forces", "External/Other forces-Civilians"),
        ("Rioters", "Rioters", "Rioters-Rioters"),
        ("Protesters", None, "Protesters only"),
    ],
)
def test_interactions(one: str, other: str | None, interaction: str) -> None:
    assert acled_terms().interaction(one, other) == interaction
