"""Which reports are rows, and tab-separated lines."""

from __future__ import annotations

import pytest

from dateline.export.csv_rows import Cell
from dateline.export.told_rows import first_day, happened, stories, tsv_line
from dateline.records.coded import Coded
from dateline.records.entity import EventDate

from .told_building import days, told_report


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("one\ttwo\r\nthree", "one two three"),
        ('a "quoted" name', "a 'quoted' name"),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("-12.3", "'-12.3"),
        (-12.3, "-12.3"),
        ("---", "---"),
        ("evil\u202ename\x1b[1m", "evil�name�[1m"),
        (0, "0"),
        (None, ""),
        ("Świętokrzyskie", "Świętokrzyskie"),
    ],
)
def test_a_cell_of_a_line(cell: Cell, written: str) -> None:
    assert tsv_line(["x", cell]) == f"x\t{written}\n"


def test_one_report_a_story() -> None:
    original = told_report(1)
    headline = told_report(1, score=0.2)
    copy = told_report(2, copy_of=original.article.hash, score=1.0)
    other = told_report(3)
    assert stories([copy, headline, original, other]) == (original, other)
    assert stories([copy, other]) == (copy, other)
    assert stories([]) == ()


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (days("2020-08-22"), "2020-08-22"),
        (days("2020-08-01", "2020-08-31", "month"), None),
        (days("2020-08-01", "2020-08-10", "range"), None),
        (days("2020-08-22", "2020-08-22", "week"), "2020-08-22"),
        (days(None), None),
    ],
)
def test_a_day_that_is_known(when: Coded[EventDate], day: str | None) -> None:
    found = first_day(when.value)
    assert (None if found is None else found.isoformat()) == day


def test_days_that_the_words_name() -> None:
    first, second = "2020-08-22", "2020-08-24"
    value = days(first, second).value
    assert value is not None
    named = EventDate(
        value.start, value.end, "range", f"from {first} (Saturday) to {second} (Monday)"
    )
    assert first_day(named) == value.start


def test_what_happened() -> None:
    assert [happened(value) for value in ("asserted", "alleged", "denied", "planned", None)] == [
        True,
        True,
        False,
        False,
        False,
    ]
