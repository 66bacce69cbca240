"""Which state a place lay in on the day of an event: the table, and what a report says."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from importlib import resources
from itertools import pairwise

import pytest

from dateline.api import Coder
from dateline.errors import DataError
from dateline.records.entity import Place
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.states_in_time import FILE, Spell, country_on, read_spells

TODAY = datetime.now(UTC).date()
NO_MORE = {"SUN", "YUG", "SCG", "CSK", "DDR", "ANT", "PCI", "SKM", "ZAN"}


@pytest.fixture(scope="module")
def spells() -> tuple[Spell, ...]:
    return read_spells(resources.files("dateline").joinpath("data", FILE).read_text("utf-8"))


def test_the_table_is_sound(spells: tuple[Spell, ...]) -> None:
    gazetteer = Gazetteer.open()
    for spell in spells:
        assert date(1945, 1, 1) <= spell.start < spell.state.until <= TODAY, spell
        assert gazetteer.country_code(spell.land) == spell.land, spell
        then = spell.state.iso3
        assert then in NO_MORE or gazetteer.country_code(then) == then, spell
        assert then != spell.land, spell
        assert spell.state.name, spell
        if spell.unit is not None:
            units = gazetteer.lookup(spell.unit)
            assert [e for e in units if (e.country, e.admin1) == (spell.land, spell.unit)], spell
    assert {s.state.iso3 for s in spells} >= NO_MORE


def test_no_two_lines_of_a_land_overlap(spells: tuple[Spell, ...]) -> None:
    by_land = defaultdict(list)
    for spell in spells:
        by_land[spell.land, spell.unit].append((spell.start, spell.state.until))
    for land, found in by_land.items():
        found.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(found)), land


@pytest.mark.parametrize(
    ("land", "day", "unit", "then"),
    [
        ("SSD", "2011-07-08", None, "SDN"),
        ("SSD", "2011-07-09", None, None),
        ("SSD", "1955-08-18", None, "GBR"),
        ("BIH", "1985-06-01", None, "YUG"),
        ("BIH", "1992-04-06", None, None),
        ("LVA", "1988-06-01", None, "SUN"),
        ("RUS", "1991-12-25", None, "SUN"),
        ("RUS", "1991-12-26", None, None),
        ("ERI", "1990-02-08", None, "ETH"),
        ("TLS", "1990-01-01", None, "IDN"),
        ("TLS", "1999-10-25", None, None),
        ("XKX", "1999-03-24", None, "YUG"),
        ("XKX", "2004-03-17", None, "SCG"),
        ("XKX", "2007-01-01", None, "SRB"),
        ("XKX", "2008-02-17", None, None),
        ("BGD", "1971-03-25", None, "PAK"),
        ("DEU", "1989-10-09", "Saxony", "DDR"),
        ("DEU", "1989-10-09", "Bavaria", None),
        ("DEU", "1989-11-09", "Berlin", None),
        ("DEU", "1990-10-03", "Saxony", None),
        ("PSE", "1966-11-13", "West Bank", "JOR"),
        ("PSE", "1956-11-03", "Gaza Strip", "EGY"),
        ("PSE", "1987-12-09", "Gaza Strip", None),
        ("JPN", "1970-12-20", "Okinawa", "USA"),
        ("MYS", "1962-12-08", "Sarawak", "GBR"),
        ("TZA", "1964-01-12", "Zanzibar West", "ZAN"),
        ("TZA", "1964-01-20", "Dar es Salaam", None),
        ("LVA", "1914-06-28", None, None),
        ("FRA", "1968-05-10", None, None),
        ("QQQ", "1968-05-10", None, None),
    ],
)
def test_the_state_on_a_day(land: str, day: str, unit: str | None, then: str | None) -> None:
    found = country_on(land, date.fromisoformat(day), unit)
    assert (found.iso3 if found else None) == then


def test_today_every_land_is_its_own(spells: tuple[Spell, ...]) -> None:
    assert not any(country_on(s.land, TODAY, s.unit) for s in spells)


@pytest.mark.parametrize("line", ["1945-01-01 | 1990-05-22 | YEM", "1945 | x | YEM | GBR | Aden"])
def test_an_unclear_line_is_refused(line: str) -> None:
    with pytest.raises(DataError, match=f"{FILE}:2: "):
        read_spells(f"# a comment\n{line}\n")


def place_of(coder: Coder, text: str, published: str) -> tuple[Place, str, str | None]:
    """The place of the one report, what decided it, and its first candidate's country."""
    (report,) = coder.code(text, published=published).reports
    assert report.place.value is not None
    return report.place.value, report.place.by, report.place.candidates[0].value.country


@pytest.mark.parametrize(
    ("text", "published", "country", "says"),
    [
        ("Gunmen killed four people in Juba on July 8, 2011.", "2011-07-10", "SDN",
         ": in Sudan until 2011-07-09"),
        ("Gunmen killed four people in Juba on July 9, 2011.", "2011-07-10", "SSD", ""),
        ("Police arrested nine protesters in Riga on Monday.", "1988-11-17", "SUN",
         ": in Soviet Union until 1991-08-21"),
        ("Police arrested nine protesters in Leipzig on Monday.", "1989-10-05", "DDR",
         ": in East Germany until 1990-10-03"),
        ("Police arrested nine protesters in Leipzig on Monday.", "2024-05-15", "DEU", ""),
        ("Police arrested nine protesters in Riga.", "1988-11-17", "LVA", ""),
    ],
)  # fmt: skip
def test_a_report_gives_the_country_of_its_day(
    coder: Coder, text: str, published: str, country: str, says: str
) -> None:
    place, by, first = place_of(coder, text, published)
    assert place.country == country
    assert first in ("SSD", "LVA", "DEU")
    assert by.endswith(says)
    assert ("until" in by) == bool(says)
