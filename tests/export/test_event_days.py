"""Days that words name, and stretches that an event only lies in, as the resolver reads them."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.export.event_days import days_named, length, middle
from dateline.records.entity import EventDate
from dateline.resolve.dates import find_dates, resolve_date

THURSDAY = date(2021, 6, 10)


def read(words: str) -> EventDate:
    found = resolve_date(find_dates(words)[0], published=THURSDAY, tense="past").value
    assert found is not None, words
    return found


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("on Friday", [4]),
        ("on Friday and Saturday", [4, 5]),
        ("Monday and Wednesday", [7, 9]),
        ("from Monday to Wednesday", [7, 8, 9]),
        ("from 1 June to 5 June", [1, 2, 3, 4, 5]),
        ("last week", []),
        ("over the weekend", []),
        ("overnight", []),
        ("early June", []),
        ("since Monday", []),
        ("the past two weeks", []),
        ("in May", []),
        ("from January to March", []),
        ("in 2020", []),
    ],
)
def test_days_named(words: str, named: list[int]) -> None:
    assert [day.day for day in days_named(read(words))] == named


def test_a_range_that_a_person_typed_is_a_window() -> None:
    typed = EventDate(date(2021, 6, 1), date(2021, 6, 4), "range")
    assert days_named(typed) == ()
    assert (length(typed), middle(typed)) == (4, date(2021, 6, 2))
