"""Arrests that nobody is said to have made: the police named nearest, where any are."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.records.coded import Via
from tests.reading import only, words


@pytest.mark.parametrize(
    ("text", "actor", "via"),
    [
        ("Fifty people were arrested in Surat, police said.", "police", Via.SAME_SENTENCE),
        (
            "Police raided the hall in Kano. Ten students were arrested.",
            "Police",
            Via.PREVIOUS_SENTENCE,
        ),
    ],
)
def test_police_told_of_nearby_make_the_arrest(
    coder: Coder, text: str, actor: str, via: Via
) -> None:
    report = only(coder, text, "arrest")
    assert words(report.actors) == [actor]
    phrase = report.actors[0].phrase
    assert phrase.via is via
    assert phrase.via_quote is not None
    assert phrase.via_quote.text == "arrested"


@pytest.mark.parametrize(
    "text",
    [
        "Fifty people were arrested in Surat on Monday.",
        "Three policemen were arrested in Lima on Monday.",
    ],
)
def test_nobody_is_made_up(coder: Coder, text: str) -> None:
    assert only(coder, text, "arrest").actors == ()


def test_a_doer_that_is_told_stays(coder: Coder) -> None:
    report = only(coder, "Soldiers arrested ten men in Mopti, police said.", "arrest")
    assert words(report.actors) == ["Soldiers"]
