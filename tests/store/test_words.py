"""What somebody looks for, read from any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.store.words import fold, phrases

TEXTS = [
    ("", ()),
    ("  \t\n", ()),
    ("tear gas", (("tear",), ("gas",))),
    ('"tear gas"', (("tear", "gas"),)),
    ('police "tear gas" crowd', (("police",), ("tear", "gas"), ("crowd",))),
    ('"tear gas', (("tear", "gas"),)),
    ('tear" gas', (("tear",), ("gas",))),
    ('""', ()),
    ('"""', ()),
    ("“tear gas” «in Basra»", (("tear", "gas"), ("in", "Basra"))),
    ("Al-Kadhimi's", (("Al", "Kadhimi", "s"),)),
    ("a AND (b OR c*) NEAR/2 d:e ^f {g}", (("a",), ("AND",), ("b",), ("OR",), ("c",), ("NEAR", "2"),
                                           ("d", "e"), ("f",), ("g",))),
    ("gas gas", (("gas",),)),
    ("São 2020 नमस्ते", (("São",), ("2020",), ("नमस्ते",))),
    ("\0 a\0b", (("a", "b"),)),
    ("\u0301 — …", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_phrases(text: str, found: tuple[tuple[str, ...], ...]) -> None:
    assert phrases(text) == found


@given(st.text())
def test_nothing_but_words_is_left(text: str) -> None:
    for phrase in phrases(text):
        assert phrase
        for word in phrase:
            assert word in text.replace("“", '"').replace("”", '"')
            assert not set(word) & set('"*:^-+(){} \0')


def test_fold() -> None:
    assert fold("  The\tNew YORK \n Times ") == "the new york times"
