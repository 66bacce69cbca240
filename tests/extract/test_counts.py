"""How many were killed, hurt, arrested, abducted or took part."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from tests.reading import counts, only

Expected = dict[str, tuple[int, int | None]]

COUNTED: list[tuple[str, str, Expected]] = [
    ("At least nine miners were killed by gunmen in Kolwezi.", "attack_on_civilians",
     {"killed": (9, None)}),
    ("Soldiers shot dead a woman and her two sons in Tigray on Monday.", "attack_on_civilians",
     {"killed": (3, 3)}),
    ("Gunmen killed dozens of herders in Plateau state on Sunday.", "attack_on_civilians",
     {"killed": (20, 99)}),
    ("Police arrested up to 20 students in Dakar on Friday.", "arrest", {"arrested": (0, 20)}),
    ("Gunmen kidnapped several pupils in Zamfara on Friday.", "abduction", {"abducted": (3, 9)}),
    ("Rebels abducted three nuns and two drivers near Bamenda on Tuesday.", "abduction",
     {"abducted": (5, 5)}),
    ("Thousands of farmers marched in Delhi on Monday.", "peaceful_protest",
     {"participants": (1_000, 9_999)}),
    ("Hundreds of teachers rallied in Sofia and police detained 12 of them.", "peaceful_protest",
     {"participants": (100, 999)}),
    ("Hundreds of teachers rallied in Sofia and police detained 12 of them.", "arrest",
     {"arrested": (12, 12)}),
    ("Gunmen attacked a church in Jos on Monday, killing two nuns and wounding six worshippers.",
     "attack_on_civilians", {"killed": (2, 2), "injured": (6, 6)}),
    ("A 14-year-old boy was stabbed to death in Leeds on Monday.", "attack_on_civilians",
     {"killed": (1, 1)}),
    ("Three policemen were wounded when rebels attacked a post in Arauca.", "armed_clash",
     {"injured": (3, 3)}),
    ("No one was killed in the explosion in Minsk.", "remote_explosive", {"killed": (0, 0)}),
    ("Police detained 15 activists in Minsk in 2023.", "arrest", {"arrested": (15, 15)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event_type", "expected"), COUNTED)
def test_counted(coder: Coder, text: str, event_type: str, expected: Expected) -> None:
    assert counts(only(coder, text, event_type)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed villagers in Gao on Monday.",
        "Gunmen attacked a village in Gao on 3 May 2024.",
        "Demonstrators marched in Lima on Monday.",
        "Soldiers shelled a school in Sumy for 40 minutes on Monday.",
    ],
)
def test_no_number_no_count(coder: Coder, text: str) -> None:
    assert counts(only(coder, text)) == {}


def test_the_words_of_a_count_are_kept(coder: Coder) -> None:
    text = "Soldiers shot dead a woman and her two sons in Tigray on Monday."
    count = only(coder, text).counts[0]
    assert count.quote.text == "a woman and her two sons"
    assert text[count.quote.start : count.quote.end] == count.quote.text


def test_an_arrest_has_no_abducted(coder: Coder) -> None:
    assert set(counts(only(coder, "Police arrested three men in Oslo on Monday."))) == {"arrested"}
