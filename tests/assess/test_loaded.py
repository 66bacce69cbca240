"""Words that carry a side, and the same letters in a name."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.assess.loaded import load_loaded_words, loaded_words, read_loaded_words
from dateline.errors import DataError
from dateline.parse import Parser
from dateline.records.article import Article


@cache
def parser() -> Parser:
    return Parser()


def found(text: str) -> list[tuple[str, str]]:
    parsed = parser().parse(Article(text=text, hash="0" * 16, id="t"))
    words = load_loaded_words()
    return [
        (w.quote.text, w.side) for s in parsed.sentences for w in loaded_words(parsed, s, words)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The regime arrested forty students in Shiraz.", [("regime", "against")]),
        ("Two martyrs were buried on Friday.", [("martyrs", "for")]),
        (
            "Soldiers mopped up the last terrorists.",
            [("mopped up", "for"), ("terrorists", "against")],
        ),
        ("The so-called government met.", [("so-called", "against")]),
        ("Crowds met in Martyrs' Square on Friday.", []),
        ("The government arrested forty students.", []),
        ("He lives in Heroic Street, Minsk Region.", []),
    ],
)
def test_words_that_carry_a_side(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", ["regime\n", "[neither]\nregime\n"])
def test_a_list_without_a_side_is_refused_by_line(text: str) -> None:
    with pytest.raises(DataError, match=r"loaded\.txt:1"):
        read_loaded_words(text)
