"""The one table of number words (RECORDS.md), and the bounds around it."""

from __future__ import annotations

import pytest

from dateline.extract.numbers import number_words, read_number

TABLE = {  # RECORDS.md, "How words become numbers"
    "a": (1, 1),
    "a couple": (2, 2),
    "several": (3, 9),
    "dozens": (20, 99),
    "scores": (40, 99),
    "hundreds": (100, 999),
    "at least 9": (9, None),
    "up to 20": (0, 20),
    "between 3 and 5": (3, 5),
}
MORE = {
    "one": (1, 1),
    "an": (1, 1),
    "both": (2, 2),
    "a few": (3, 5),
    "half a dozen": (6, 6),
    "a dozen": (12, 12),
    "three dozen": (36, 36),
    "seventeen": (17, 17),
    "twenty-two": (22, 22),
    "a hundred": (100, 100),
    "two hundred and fifty": (250, 250),
    "five thousand": (5_000, 5_000),
    "thousands": (1_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (100_000, 999_999),
    "several hundred": (300, 999),
    "1,250": (1_250, 1_250),
    "12\u00a0500": (12_500, 12_500),
    "2 million": (2_000_000, 2_000_000),
    "at least nine": (9, None),
    "no fewer than 12": (12, None),
    "as many as 30": (0, 30),
    "from 10 to 15": (10, 15),
    "3 to 5": (3, 5),
    "100 or 200": (100, 200),
    "Dozens of people": (20, 99),
    "some 300": (300, 300),
}


@pytest.mark.parametrize(("words", "expected"), [*TABLE.items(), *MORE.items()])
def test_words_become_numbers(words: str, expected: tuple[int, int | None]) -> None:
    value = read_number(words)
    assert value is not None
    assert (value.low, value.high) == expected


def test_more_than_leaves_the_end_open() -> None:
    value = read_number("more than 2,000")
    assert value is not None
    assert value.low >= 2_000
    assert value.high is None


@pytest.mark.parametrize("words", ["", "the", "many", "angry", "no", "of", "most", "st. 7th"])
def test_words_that_are_no_number(words: str) -> None:
    assert read_number(words) is None


def test_the_table_is_sound() -> None:
    table = number_words()
    assert len(table) > 40
    for words, value in table.items():
        assert words == words.lower().strip()
        assert value.low >= 0
        assert value.high is None or value.low <= value.high
