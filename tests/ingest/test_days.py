"""Days as pages, feeds and tables write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import BadDate
from dateline.ingest.days import EARLIEST, read_day

TODAY = date(2024, 5, 2)


@pytest.mark.parametrize(
    "words",
    [
        "2020-08-24",
        "2020-8-24",
        " 2020-08-24\n",
        "2020-08-24T17:30:00Z",
        "2020-08-24T17:30:00.123Z",
        "2020-08-24T17:30:00.1234567+02:00",
        "2020-08-24T17:30+0200",
        "2020-08-24 17:30:00",
        "2020-08-24 17:30:00 UTC",
        "2020-08-24 17:30:00 +0200",
        "20200824T173000Z",
        "2020/08/24",
        "2020/8/24 17:30",
        "Mon, 24 Aug 2020 17:30:00 GMT",
        "Mon, 24 Aug 2020 23:30:00 -0700",
        "24 Aug 2020 01:30:00 +0900",
        "Mon, 24 Aug 2020",
        "24 August 2020",
        "24th August, 2020",
        "August 24, 2020",
        "Aug. 24, 2020, 5:30 p.m. EDT",
        "Monday, August 24th, 2020",
        "24-Aug-2020 17:30",
    ],
)
def test_one_day(words: str) -> None:
    assert read_day(words, today=TODAY) == date(2020, 8, 24)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "is not a date that can be read"),
        ("yesterday", "is not a date that can be read"),
        ("2020", "is not a date that can be read"),
        ("08/24/2020", "is not a date that can be read"),
        ("03/04/2020", "is not a date that can be read"),
        ("24.08.2020", "is not a date that can be read"),
        ("2020-02-31", "is not a date that can be read"),
        ("31 February 2020", "is not a date that can be read"),
        ("٢٠٢٠-٠٨-٢٤", "is not a date that can be read"),
        ("2020-08-24" * 50, "is not a date that can be read"),
        ("1899-12-31", "is before 1900"),
        ("0001-01-01T00:00:00+14:00", "is before 1900"),
        ("2024-05-03", "is in the future"),
        ("2099-01-01T00:00:00Z", "is in the future"),
        ("Fri, 03 May 2024 10:00:00 GMT", "is in the future"),
        ("9999-12-31T23:59:59-10:00", "is in the future"),
    ],
)
def test_no_day(words: str, reason: str) -> None:
    with pytest.raises(BadDate) as caught:
        read_day(words, today=TODAY)
    assert str(caught.value).endswith(reason)
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize(
    ("words", "day"),
    [
        # written in Auckland, where it is tomorrow already: the day in UTC
        ("2024-05-03T08:00:00+12:00", date(2024, 5, 2)),
        # past days keep the name they have where they were written
        ("2024-05-01T23:00:00-10:00", date(2024, 5, 1)),
        ("2024-04-30T01:00:00+14:00", date(2024, 4, 30)),
        ("1900-01-01", EARLIEST),
        ("2024-05-02", TODAY),
    ],
)
def test_edges(words: str, day: date) -> None:
    assert read_day(words, today=TODAY) == day


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=40) | st.datetimes().map(str) | st.from_regex(r"[0-9T:+ -]{8,30}"))
def test_never_in_the_future_and_nothing_but_bad_date(words: str) -> None:
    try:
        day = read_day(words, today=TODAY)
    except BadDate:
        return
    assert EARLIEST <= day <= TODAY
