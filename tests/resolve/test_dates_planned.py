"""Dates of what is planned or asked for, and the tense that a sentence gives its dates."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.parse import Parser
from dateline.resolve.dates import find_dates, resolve_date
from dateline.resolve.tense import Tense, tense_of_date
from tests.reading import syntax_of
from tests.resolve.test_dates import only, written

THU = date(2022, 9, 8)

TENSES: list[tuple[str, Tense]] = [
    ("The two sides will meet on Friday.", "future"),
    ("Please send the envoys home on Friday.", "future"),
    ("Send the envoys home on Friday.", "future"),
    ("Can you receive the envoys on Friday?", "future"),
    ("Voters should choose a mayor on Sunday.", "future"),
    ("The clerk said the names would be read out on Friday.", "future"),
    ("The rebels may have fled on Friday.", "past"),
    ("The town could not be reached on Friday.", "past"),
    ("The herders gathered in the town on Friday to protest.", "past"),
    ("The envoys planned on Friday to leave.", "past"),
    ("The envoys plan to leave on Friday.", "future"),
    ("The mayor said the killing on Friday would not stop the vote.", "past"),
    ("What happened on Friday?", "past"),
    ("Do the envoys meet on Friday?", "present"),
    ("The envoys meet on Friday.", "present"),
    ("A quiet Friday in the port.", ""),
]


@pytest.mark.parametrize(("text", "tense"), TENSES)
def test_tense_of_a_date(parser: Parser, text: str, tense: Tense) -> None:
    syntax = syntax_of(parser, text)
    (phrase,) = find_dates(text)
    token = next(i for i, end in enumerate(syntax.parsed.ends) if end >= phrase.end)
    assert tense_of_date(syntax, token) == tense


TABLE = [  # read on Thursday 8 September 2022
    ("The court will rule [in two weeks].", "future", "2022-09-22"),
    ("The court will rule [in three months].", "future", "2022-12-08"),
    ("The bridge will be closed [from May to October].", "future", "2022-05-01..2022-10-31 range"),
    ("The bridge was closed [from May to October].", "past", "2021-05-01..2021-10-31 range"),
    ("The road will be shut [between 9/1-9/20].", "future", "2022-09-01..2022-09-20 range"),
    ("Seats will be cut [this June].", "future", "2022-06-01..2022-06-30 month"),
    ("Seats will be cut [this January].", "future", "2023-01-01..2023-01-31 month"),
    ("Talks will resume [the following week].", "future", "2022-09-12..2022-09-18 week"),
    ("Talks resumed [the following week].", "past", "unresolved"),
    ("Talks will resume [two days later].", "future", "unresolved"),
    ("Talks will resume [the same week].", "future", "unresolved"),
    ("Seats will be cut on [Monday of the following week].", "future", "2022-09-12"),
    ("He spoke [previous week Monday].", "past", "2022-08-29"),
    ("He was shot [last Wednesday].", "past", "2022-08-31"),
    ("He was shot [last Tuesday].", "past", "2022-09-06"),
    ("He was shot [this past Wednesday].", "past", "2022-09-07"),
    ("A crowd at [the weekend].", "", "2022-09-10..2022-09-11 range"),
    ("Meet us [next Monday or Tuesday].", "", "2022-09-12..2022-09-13 range"),
    ("It was shut [from the end of March to the middle of May].", "past",
     "2022-04-01..2022-05-15 range"),
    ("It was shut [between the end of March and the start of April].", "past",
     "2022-03-21..2022-04-10 range"),
    ("It was shut [from late March to mid-May].", "past", "2022-03-21..2022-05-20 range"),
    ("It opened in [the second week of 2021].", "past", "2021-01-11..2021-01-17 week"),
    ("It opened in [the first two weeks of 2021].", "past", "2021-01-04..2021-01-17 range"),
    ("It will open [three months after 3 May 2022].", "future", "2022-08-03"),
    ("It will open [two months from today on Friday].", "future", "2022-11-11"),
    ("It will open [3 weeks after 5 January 2023 on Friday].", "future", "2023-01-27"),
    ("It opened in [the first week of October 2021 on Friday].", "past", "2021-10-08"),
    ("It will open in [the week beginning 4 January 2023].", "future",
     "2023-01-02..2023-01-08 week"),
    ("It will open in [the week beginning 1 January 2023].", "future",
     "2023-01-01..2023-01-07 week"),
    ("It will open [w/c 7 November].", "future", "2022-11-07..2022-11-13 week"),
    ("Prices fell in [the year to date].", "past", "2022-01-01..2022-09-08 range"),
    ("Cases rose in [week 3].", "past", "2022-01-17..2022-01-23 week"),
    ("The sea will have risen in [2150].", "future", "2150-01-01..2150-12-31 year"),
    ("Seats will be cut [from 4 to 22 of next month].", "future", "2022-10-04..2022-10-22 range"),
    ("It opened on [the 5th of last month].", "past", "2022-08-05"),
    ("It will close [two Fridays from now].", "future", "2022-09-16"),
    ("It will close [this coming weekend].", "future", "2022-09-10..2022-09-11 range"),
    ("It will close [next weekend].", "future", "2022-09-17..2022-09-18 range"),
    ("It closed [the last weekend of June].", "past", "2022-06-25..2022-06-26 range"),
    ("It closed for [rest of the year].", "past", "2022-09-08..2022-12-31 range"),
    ("It will close [Mon-Wed] again.", "future", "2022-09-12..2022-09-14 range"),
    ("It closed in [1st half of 2012].", "past", "2012-01-01..2012-06-30 range"),
    ("It closed in [week 32 2019].", "past", "2019-08-05..2019-08-11 week"),
    ("It closed in [Q2 '20].", "past", "2020-04-01..2020-06-30 range"),
    ("Sales fell in [Q1 and Q2].", "past", "2022-01-01..2022-06-30 range"),
    ("It closed [week before Christmas].", "past", "2021-12-13..2021-12-19 week"),
    ("They marched on [Mother's Day].", "past", "2022-05-08"),
    ("It will close [3 days from tomorrow].", "future", "2022-09-12"),
    ("It opened on [2021 03 16].", "past", "2021-03-16"),
    ("It opened on [16-2021-March].", "past", "2021-03-16"),
    ("It opened on [March-2021-16].", "past", "2021-03-16"),
    ("It opened on [2021/16/March].", "past", "2021-03-16"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "tense", "expected"), TABLE)
def test_phrase_and_days(row: str, tense: Tense, expected: str) -> None:
    assert written(only(row), published=THU, tense=tense) == expected


def test_what_is_counted_from_the_publication_for_want_of_a_date_says_so() -> None:
    phrase = only("Talks will resume [the following week].")
    coded = resolve_date(phrase, published=THU, tense="future")
    assert coded.value is not None
    assert "publication" in coded.value.derivation
    earlier = resolve_date(phrase, published=THU, tense="future", anchor=date(2022, 8, 1))
    assert earlier.value is not None
    assert earlier.value.start == date(2022, 8, 8)


@pytest.mark.parametrize(
    ("row", "rivals"),
    [
        ("[in two weeks]", ["2022-09-22..2022-09-22", "2022-09-19..2022-09-25"]),
        ("[last Wednesday]", ["2022-08-31..2022-08-31", "2022-09-07..2022-09-07"]),
        ("[the weekend]", ["2022-09-10..2022-09-11", "2022-09-03..2022-09-04"]),
        ("in [the first week of 2021]", ["2021-01-04..2021-01-10", "2021-01-01..2021-01-07"]),
    ],
)
def test_the_other_reading_is_kept(row: str, rivals: list[str]) -> None:
    coded = resolve_date(only(f"They will meet {row}."), published=THU)
    assert [f"{c.value.start}..{c.value.end}" for c in coded.candidates] == rivals


@pytest.mark.parametrize(
    "text",
    [
        "She is the most senior envoy to visit the island in 25 years.",
        "The strike is in week 3 of its course.",
        "Some 2150 people came.",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()
