"""Feasts: first days and whole feasts, weekends of feasts, national days by country."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from dateline.resolve import date_feasts, date_national
from dateline.resolve.date_lands import lands_at, names_around
from dateline.resolve.dates import resolve_date
from tests.resolve.test_dates import Row, only, written

WED = date(2019, 10, 16)

FEASTS: list[Row] = [
    ("A bus was shot at on [Eid al-Adha].", WED, "past", "2019-08-11"),
    ("Guns fell silent during [Eid al-Adha].", WED, "past", "2019-08-11..2019-08-14 range"),
    ("Mourners were hit on [Arbaeen].", WED, "past", "2018-10-29"),
    ("Hawkers fought on [the first night of the Lunar New Year].", WED, "past", "2019-02-05"),
    ("Hawkers fought on [Chinese New Year's Eve].", WED, "past", "2019-02-04"),
    ("Shops were looted over [Labor Day weekend].", WED, "past", "2019-08-31..2019-09-02 range"),
    (
        "Shops were looted on [the weekend of Thanksgiving 2023].",
        WED,
        "future",
        "2023-11-23..2023-11-26 range",
    ),
    ("Shops were looted on [Black Friday].", WED, "past", "2018-11-23"),
    ("Shops were looted on [Presidents' Day].", WED, "past", "2019-02-18"),
    ("The hall was shut on [Remembrance Sunday].", WED, "past", "2018-11-11"),
    ("He fled [two days before New Year].", WED, "past", "2018-12-30"),
    ("The square was shut on [Jamhuri Day].", WED, "past", "2018-12-12"),
    ("The square was shut on [Labour Day].", WED, "past", "2019-05-01"),
    ("The square was shut on [Victory Day].", WED, "past", "2019-05-09"),
]

NATIONAL: list[Row] = [
    ("A bomb went off on India's [Independence Day].", WED, "past", "2019-08-15"),
    ("A halt was hit on Ukraine's [Independence Day].", date(2022, 8, 26), "past", "2022-08-24"),
    ("A car bomb marred Nigeria's [Independence Day].", WED, "past", "2019-10-01"),
    ("Pickets met on Mexican [Independence Day].", WED, "past", "2019-09-16"),
    ("Pickets met on [Republic Day] in Turkey.", WED, "past", "2018-10-29"),
    ("Kenyan police broke a march on [Independence Day].", WED, "past", "2018-12-12"),
    ("They will march on [National Day] in China.", WED, "future", "2020-10-01"),
    ("Shops shut on Bangladesh's [Victory Day].", WED, "past", "2018-12-16"),
    ("Shops shut on Canadian [Labour Day].", WED, "past", "2019-09-02"),
    ("Shops shut on [Dussehra].", WED, "past", "2019-10-08"),
    ("Shops shut on [Chuseok].", WED, "past", "2019-09-13"),
    ("Pakistani guns met Indian ones on [Independence Day].", WED, "past", "unresolved"),
    ("They marched on [Independence Day].", WED, "past", "unresolved"),
]


@pytest.mark.parametrize(("row", "published", "tense", "expected"), FEASTS + NATIONAL)
def test_feasts(row: str, published: date, tense: str, expected: str) -> None:
    assert written(only(row), published=published, tense=tense) == expected


def test_the_first_day_has_the_whole_feast_as_a_rival() -> None:
    coded = resolve_date(only("He was shot on [Eid al-Fitr]."), published=WED, tense="past")
    assert [(c.value.start.day, c.value.end.day) for c in coded.candidates] == [(4, 4), (4, 6)]


def test_the_country_stands_in_the_derivation() -> None:
    row = "A bomb went off on India's [Independence Day]."
    value = resolve_date(only(row), published=WED, tense="past").value
    assert value is not None
    assert value.derivation.startswith("Independence Day of IND")


def test_words_that_may_name_the_country() -> None:
    text = "Officers in Abuja met. On Sri Lanka's Independence Day in Colombo, Tamil men rallied."
    start = text.index("Independence")
    end = start + len("Independence Day")
    assert lands_at(text, start, end) == ("On Sri Lanka", "Colombo")
    assert "Abuja" not in " ".join(names_around(text, start, end))


def test_days_of_countries() -> None:
    assert date_national.lands_named(("On Sri Lanka", "Colombo")) == ("LKA",)
    assert date_national.national_day("Independence Day", "LKA", 2019) == date(2019, 2, 4)
    # suspended since 2022, and on one day of the year before
    assert date_national.national_day("Independence Day", "UKR", 2023) == date(2023, 8, 24)
    assert date_national.national_day("Jamhuri Day", "IND", 2019) is None


def test_without_the_library_national_days_are_unresolved(monkeypatch: pytest.MonkeyPatch) -> None:
    date_feasts._national.cache_clear()

    def missing(name: str) -> None:
        raise ModuleNotFoundError("No module named 'holidays'", name="holidays")

    monkeypatch.setattr(date_feasts.importlib, "import_module", missing)
    try:
        phrase = only("A bomb went off on India's [Independence Day].")
        assert written(phrase, published=WED, tense="past") == "unresolved"
        assert written(only("on [Labour Day]"), published=WED, tense="past") == "2019-05-01"
    finally:
        date_feasts._national.cache_clear()


def test_the_library_is_loaded_only_for_a_national_day() -> None:
    code = (
        "import sys; from datetime import date;"
        "from dateline.resolve.dates import find_dates, resolve_date;"
        "resolve_date(find_dates('on Easter Sunday')[0], published=date(2020, 5, 1));"
        "sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
