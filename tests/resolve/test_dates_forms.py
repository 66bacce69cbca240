"""Forms of dates: numbers, words, halves, centuries, weeks, windows, nights, lists.

The rows are as in `test_dates`; WED is Wednesday, 16 October 2019.
"""

from __future__ import annotations

from datetime import date

import pytest

from dateline.resolve.date_calendar import islamic_day, iso_week, move, persian_day, year_share
from dateline.resolve.dates import find_dates, resolve_date
from tests.resolve.test_dates import Row, only, written

WED = date(2019, 10, 16)
ANCHOR = date(2019, 9, 27)

NUMBERS: list[Row] = [
    ("Log 4417, [20190914]: shots at the mill.", WED, "past", "2019-09-14"),
    ("Sheet 3 [2019-5-3] names two drivers.", WED, "past", "2019-05-03"),
    ("Sheet 3 [2019.05.03] names two drivers.", WED, "past", "2019-05-03"),
    ("The order of [17.IX.2018] was burnt.", WED, "past", "2018-09-17"),
    ("The order of [17/ix/2018] was burnt.", WED, "past", "2018-09-17"),
    ("Arrests of [03/18/52] are on file.", WED, "past", "1952-03-18"),
    ("Pickets stood there on [9/28], the sheriff wrote.", WED, "past", "2019-09-28"),
    ("Lyon, [22/9]: two trams burned.", WED, "past", "2019-09-22"),
    ("They rallied on [10/1] again.", WED, "past", "2019-10-01"),
    ("They rallied [from 9/28 to 10/2].", WED, "past", "2019-09-28..2019-10-02 range"),
    ("They rallied [between 9/28-10/2].", WED, "past", "2019-09-28..2019-10-02 range"),
    ("Patrols ran [from 9/28/2018-10/2/2018].", WED, "past", "2018-09-28..2018-10-02 range"),
    ("They rallied on [Friday 11/10] in Rome.", WED, "past", "2019-10-11"),
    ("Clashes of [3/4 September] cost six lives.", WED, "past", "2019-09-03..2019-09-04 range"),
    ("Clashes of [Sept 3/4] cost six lives.", WED, "past", "2019-09-03..2019-09-04 range"),
    ("Summary ([2019-08]): herders and millers.", WED, "past", "2019-08-01..2019-08-31 month"),
    ("He was held [03/2018], then released.", WED, "past", "2018-03-01..2018-03-31 month"),
    ("Rations fell in [2009-10].", WED, "past", "2009-01-01..2010-12-31 range"),
    ("Posted [14/Aug/2018] by the desk.", WED, "past", "2018-08-14"),
    ("Posted [2018/aug/14] by the desk.", WED, "past", "2018-08-14"),
    ("Posted [14-Aug-18] by the desk.", WED, "past", "2018-08-14"),
    ("Posted [Aug14], said the desk.", WED, "past", "2019-08-14"),
    ("Posted [Aug/14] by the desk.", WED, "past", "2019-08-14"),
    ("On [July, 4th] they struck.", WED, "past", "2019-07-04"),
    ("The guards left, [2019-W36].", WED, "past", "2019-09-02..2019-09-08 week"),
    ("Output fell in [week 36 of 2018].", WED, "past", "2018-09-03..2018-09-09 week"),
    ("Output fell in [week 36 of last year].", WED, "past", "2018-09-03..2018-09-09 week"),
    ("Output fell in [week 36].", WED, "past", "2019-09-02..2019-09-08 week"),
    ("Output fell in [Q2 2018].", WED, "past", "2018-04-01..2018-06-30 range"),
    ("Output fell in [2018-H1].", WED, "past", "2018-01-01..2018-06-30 range"),
    ("Output fell in [Q2].", WED, "past", "2019-04-01..2019-06-30 range"),
    ("Mourners came on [7/7].", WED, "past", "2005-07-07"),
    ("They jailed him in [May '87].", WED, "past", "1987-05-01..1987-05-31 month"),
    ("They jailed him in [May of 87].", WED, "past", "1987-05-01..1987-05-31 month"),
    ("They jailed him in ['87].", WED, "past", "1987-01-01..1987-12-31 year"),
    ("Guns opened fire on [18 Dey 1388].", WED, "past", "2010-01-08"),
    ("Crowds filled the square on [22 Bahman].", WED, "past", "2019-02-11"),
    ("He was buried on [3 Ramadan 1440].", WED, "past", "2019-05-08"),
    ("He was buried on [15 Shaban].", WED, "past", "2019-04-21"),
]

WORDS: list[Row] = [
    ("It fell in [nineteen eighty-six].", WED, "past", "1986-01-01..1986-12-31 year"),
    ("It fell in [eighteen hundred and seventy].", WED, "past", "1870-01-01..1870-12-31 year"),
    ("It fell in [nineteen oh five].", WED, "past", "1905-01-01..1905-12-31 year"),
    ("It fell in [two thousand and fifteen].", WED, "past", "2015-01-01..2015-12-31 year"),
    ("It fell in [March two thousand].", WED, "past", "2000-03-01..2000-03-31 month"),
    ("Born [January twenty-five nineteen forty], he led it.", WED, "past", "1940-01-25"),
    ("They left on [twenty five August], says the diary.", WED, "past", "2019-08-25"),
    ("They left on [the eighth], he said.", WED, "past", "2019-10-08"),
    ("They met on [the 3rd, 4th and 5th].", WED, "past", "2019-10-03..2019-10-05 range"),
    ("They met [from the 12th to the 14th].", WED, "past", "2019-10-12..2019-10-14 range"),
    (
        "They met [from August 27 to the 3rd], in Kyiv.",
        WED,
        "past",
        "2019-08-27..2019-09-03 range",
    ),
    ("They met [from the 28th to the 2nd of May].", WED, "past", "2019-04-28..2019-05-02 range"),
    ("They met on [the 3rd of last month].", WED, "past", "2019-09-03"),
    ("They met on [the 9th of this month].", WED, "past", "2019-10-09"),
    ("They met on [Friday 11], in the fort.", WED, "past", "2019-10-11"),
    (
        "They met on [Saturday 12 and Sunday 13 October].",
        WED,
        "past",
        "2019-10-12..2019-10-13 range",
    ),
    ("The raid of [this Friday, October 11], failed.", WED, "past", "2019-10-11"),
    ("[2014] saw two coups.", WED, "past", "2014-01-01..2014-12-31 year"),
    ("They fought as late as [2015].", WED, "past", "2015-01-01..2015-12-31 year"),
    ("Wards closed in [last May]'s strike.", WED, "past", "2019-05-01..2019-05-31 month"),
]

DECADES: list[Row] = [
    ("Squads roamed in the [late 1970s].", WED, "past", "1977-01-01..1979-12-31 range"),
    ("Squads roamed in the [mid-1990s].", WED, "past", "1994-01-01..1996-12-31 range"),
    ("Squads roamed in the [late ’90s].", WED, "past", "1997-01-01..1999-12-31 range"),
    ("Squads roamed in the [mid-80s].", WED, "past", "1984-01-01..1986-12-31 range"),
    ("Squads roamed in the [early nineties].", WED, "past", "1990-01-01..1993-12-31 range"),
    ("Squads roamed in the [mid-to-late 1990s].", WED, "past", "1994-01-01..1999-12-31 range"),
    ("Squads roamed in [the eighties and nineties].", WED, "past", "1980-01-01..1999-12-31 range"),
    ("Squads roamed in [the nineteen-eighties].", WED, "past", "1980-01-01..1989-12-31 range"),
    ("Squads roamed in [the 1990's].", WED, "past", "1990-01-01..1999-12-31 range"),
    ("Squads roamed in [the 1800s].", WED, "past", "1800-01-01..1899-12-31 range"),
    (
        "Squads roamed [between the late 1960s and 1985].",
        WED,
        "past",
        "1967-01-01..1985-12-31 range",
    ),
    ("Squads roamed [since the early 2000s].", WED, "past", "2000-01-01..2019-10-16 range"),
    (
        "Squads roamed in [the last years of the 1970s].",
        WED,
        "past",
        "1977-01-01..1979-12-31 range",
    ),
    ("Squads roamed in [the seventeenth century].", WED, "past", "1600-01-01..1699-12-31 range"),
    ("Squads roamed in the [late 19th century].", WED, "past", "1870-01-01..1899-12-31 range"),
    (
        "Squads roamed in [the 18th and 19th centuries].",
        WED,
        "past",
        "1700-01-01..1899-12-31 range",
    ),
    (
        "Squads roamed in [the first decade of the last century].",
        WED,
        "past",
        "1900-01-01..1909-12-31 range",
    ),
    (
        "Squads roamed in [the first quarter of the 20th century].",
        WED,
        "past",
        "1900-01-01..1924-12-31 range",
    ),
    ("Squads roamed at [the turn of the century].", WED, "past", "1999-01-01..2001-12-31 range"),
    (
        "Squads roamed at [the turn of the 20th century].",
        WED,
        "past",
        "1899-01-01..1901-12-31 range",
    ),
    ("Squads roamed [two decades ago].", WED, "past", "1997-01-01..2001-12-31 range"),
    ("Squads roamed [half a century ago].", WED, "past", "1967-01-01..1971-12-31 range"),
    ("Squads roamed [a quarter of a century ago].", WED, "past", "1994-01-01..1994-12-31 year"),
    ("Squads roamed in [the decade after 2001].", WED, "past", "2002-01-01..2011-12-31 range"),
    ("Squads roamed in [the decade to 2015].", WED, "past", "2006-01-01..2015-12-31 range"),
]

PARTS: list[Row] = [
    ("Shelling grew [late last week].", WED, "past", "2019-10-10..2019-10-13 range"),
    ("Shelling grew [early this week].", WED, "past", "2019-10-14..2019-10-15 range"),
    ("Shelling grew [midweek].", WED, "past", "2019-10-15..2019-10-17 range"),
    ("Shelling grew in [the closing weeks of 2018].", WED, "past", "2018-12-01..2018-12-31 range"),
    ("Shelling grew in [the first months of 2018].", WED, "past", "2018-01-01..2018-04-30 range"),
    ("Shelling grew in [mid- to late August].", WED, "past", "2019-08-11..2019-08-31 range"),
    ("Shelling grew in [the latter half of 2018].", WED, "past", "2018-07-01..2018-12-31 range"),
    ("Shelling will grow by [year-end].", WED, "future", "2019-09-01..2019-12-31 range"),
    ("Shelling grew at [the month's end].", WED, "past", "2019-10-21..2019-10-31 range"),
    ("They will vote [the rest of the week].", WED, "future", "2019-10-16..2019-10-20 range"),
    ("They were held in [the month just ended].", WED, "past", "2019-09-01..2019-09-30 month"),
    ("They were held [the week just past].", WED, "past", "2019-10-07..2019-10-13 week"),
    ("They were held [all week].", WED, "past", "2019-10-14..2019-10-20 week"),
    ("Villages burned in [midwinter].", WED, "past", "2019-01-01..2019-01-31 range"),
    ("Villages burned [this winter].", date(2021, 1, 20), "past", "2020-12-01..2021-02-28 season"),
    ("Villages burned [two summers ago].", WED, "past", "2018-06-01..2018-08-31 season"),
    ("Villages burned [the summer before last].", WED, "past", "2018-06-01..2018-08-31 season"),
    ("Villages burned in [spring of last year].", WED, "past", "2018-03-01..2018-05-31 season"),
    ("Villages burned in the [2015 summer].", WED, "past", "2015-06-01..2015-08-31 season"),
    ("Villages burned in [early fall].", WED, "past", "2019-09-01..2019-09-30 range"),
]

AMOUNTS: list[Row] = [
    ("He vanished [two and a half years ago].", WED, "past", "2017-04-01..2017-04-30 month"),
    ("He vanished [a year and a half ago].", WED, "past", "2018-04-01..2018-04-30 month"),
    ("He vanished [half a year ago].", WED, "past", "2019-04-01..2019-04-30 month"),
    ("He vanished [three and a half weeks ago].", WED, "past", "2019-09-16..2019-09-22 week"),
    ("He vanished [two weeks and three days ago].", WED, "past", "2019-09-29"),
    ("He vanished [two weeks or so ago].", WED, "past", "2019-09-30..2019-10-06 week"),
    ("He vanished [ten or so days ago].", WED, "past", "2019-10-06"),
    ("He vanished [eighty-two days ago].", WED, "past", "2019-07-26"),
    ("He vanished [the other day].", WED, "past", "2019-10-09..2019-10-15 range"),
    ("He vanished [two Fridays ago].", WED, "past", "2019-10-04"),
    ("He vanished [a week last Tuesday].", WED, "past", "2019-10-08"),
    ("He vanished [two weeks before May 13, 1999].", WED, "past", "1999-04-29"),
    ("He vanished [the Friday before last].", WED, "past", "2019-10-04"),
    ("He vanished [the weekend before last].", WED, "past", "2019-10-05..2019-10-06 range"),
    ("He vanished on [the first Sunday of the month].", WED, "past", "2019-10-06"),
    ("The trial opens on [Tuesday week].", WED, "future", "2019-10-29"),
    ("The trial opens [tomorrow week].", WED, "future", "2019-10-24"),
    ("The trial opens [a week on Friday].", WED, "future", "2019-10-25"),
    ("The trial opens [three weeks from tomorrow].", WED, "future", "2019-11-07"),
    ("The trial opens [three days from Tuesday].", WED, "future", "2019-10-25"),
    ("The trial opens [Thursday next].", WED, "future", "2019-10-24"),
    ("It will close [within three months].", WED, "future", "2019-10-16..2020-01-16 range"),
    ("Shops shut [for three days from Monday].", WED, "future", "2019-10-21..2019-10-23 range"),
    ("Shops shut [a week starting tomorrow].", WED, "future", "2019-10-17..2019-10-23 range"),
    ("Bama held in [the two weeks to 9 September].", WED, "past", "2019-08-27..2019-09-09 range"),
    ("Miners have held the pit [for five days].", WED, "past", "2019-10-11..2019-10-16 range"),
    ("Police met [a third night] of rioting.", WED, "past", "2019-10-14..2019-10-16 range"),
    ("Sales fell in [the last two quarters].", WED, "past", "2019-04-01..2019-09-30 range"),
    ("Sales fell from [previous quarter].", WED, "past", "2019-07-01..2019-09-30 range"),
    ("Talks go on [the next four working days].", WED, "future", "2019-10-17..2019-10-22 range"),
    ("Talks go on [the 3 next weeks].", WED, "future", "2019-10-16..2019-11-06 range"),
    ("Talks go on [between now and 5 May].", WED, "future", "2019-10-16..2020-05-05 range"),
    ("He will be freed [before the end of May].", WED, "future", "2019-10-16..2020-05-31 range"),
    ("He will be freed [before Friday].", WED, "future", "2019-10-16..2019-10-17 range"),
    ("They will not vote before [2027].", WED, "future", "2027-01-01..2027-12-31 year"),
    ("It began just after [Sunday].", WED, "past", "2019-10-13"),
    ("They shut it from [Dec. 30] again.", date(2009, 1, 8), "future", "2008-12-30"),
]

NIGHTS: list[Row] = [
    ("Shells fell [through the night].", WED, "past", "2019-10-15..2019-10-16 range"),
    ("Shells fell [all night].", WED, "past", "2019-10-15..2019-10-16 range"),
    ("A guard died [shortly after midnight].", WED, "past", "2019-10-16"),
    ("A guard died [past midnight].", WED, "past", "2019-10-16"),
    ("They fought [Tuesday night into Wednesday].", WED, "past", "2019-10-15..2019-10-16 range"),
    ("They fought [Tuesday overnight].", WED, "past", "2019-10-15..2019-10-16 range"),
    (
        "They fought [in the night from Tuesday to Wednesday].",
        WED,
        "past",
        "2019-10-15..2019-10-16 range",
    ),
    ("They fought on [Weds. night] near the pier.", WED, "past", "2019-10-16"),
    ("TWO SHOT [TUES] AT THE PIER", WED, "past", "2019-10-15"),
    ("They fought on [Wed morning] near the pier.", WED, "past", "2019-10-16"),
]

LISTS: list[Row] = [
    ("Shops burned [yesterday and the day before].", WED, "past", "2019-10-14..2019-10-15 range"),
    (
        "Shops burned on [12 October and the following day].",
        WED,
        "past",
        "2019-10-12..2019-10-13 range",
    ),
    ("Shops burned [yesterday and on Sunday].", WED, "past", "2019-10-13..2019-10-15 range"),
    ("Shops burned on [Monday and then on Tuesday].", WED, "past", "2019-10-14..2019-10-15 range"),
    ("Shops burned in [Jan-Feb 2018].", WED, "past", "2018-01-01..2018-02-28 range"),
    ("Shops burned in [2014 through 2 May 2018].", WED, "past", "2014-01-01..2018-05-02 range"),
]

TABLE = NUMBERS + WORDS + DECADES + PARTS + AMOUNTS + NIGHTS + LISTS

ANCHORED: list[tuple[str, str]] = [
    ("He fled [three nights after that].", "2019-09-30"),
    ("[Four days on], crowds gathered.", "2019-10-01"),
    ("They held it [twenty-four hours on].", "2019-09-28"),
    ("[The evening before], leaflets fell.", "2019-09-26"),
    ("[The day following], he resigned.", "2019-09-28"),
    ("[The day after that], he resigned.", "2019-09-28"),
    ("[The Monday after], he resigned.", "2019-09-30"),
    ("[The weekend after], he resigned.", "2019-10-05..2019-10-06 range"),
    ("He resigned on [Tuesday of the following week].", "2019-10-01"),
    ("In [the days that followed] he fell ill.", "2019-09-27..2019-10-04 range"),
    ("In [the ensuing days] he fell ill.", "2019-09-27..2019-10-04 range"),
    ("[That spring] he had fallen ill.", "2019-03-01..2019-05-31 season"),
    ("Over [the next two days] he fell ill.", "2019-09-27..2019-09-29 range"),
]


@pytest.mark.parametrize(("row", "published", "tense", "expected"), TABLE)
def test_phrase_and_days(row: str, published: date, tense: str, expected: str) -> None:
    assert written(only(row), published=published, tense=tense) == expected


@pytest.mark.parametrize(("row", "expected"), ANCHORED)
def test_anchored(row: str, expected: str) -> None:
    assert written(only(row), published=WED, tense="past", anchor=ANCHOR) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Drivers asked for 2/3 of the fare and a 24/7 clinic.",
        "Law 3/2015 and Decree 10/2011 forbid it.",
        "His list won seats 12/30 in the hall.",
        "Week 3 of the trial opened.",
        "He paid $12 for it and $400 more.",
        "Two thousand and twenty people came.",
        "He was among the two thousand who came.",
        "It was built two hundred and ten days on.",
        "It was half a day's walk.",
        "He was jailed for two years and six months.",
        "They have been jailed for two weeks.",
        "A man in his late 20s was held.",
        "Autumn-coloured flags flew; the spring of water dried.",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("row", "rivals"),
    [
        ("on [10/11]", ["2019-10-11..2019-10-11", "2020-10-11..2020-10-11"]),
        ("in [the first week of 2015]", ["2014-12-29..2015-01-04", "2015-01-01..2015-01-07"]),
        ("[three weeks ago]", ["2019-09-23..2019-09-29", "2019-09-25..2019-09-25"]),
        ("on [the weekend]", ["2019-10-12..2019-10-13", "2019-10-19..2019-10-20"]),
        ("[Monday or Tuesday]", ["2019-10-14..2019-10-15", "2019-10-14..2019-10-14"]),
        ("in [the past decade]", ["2009-10-16..2019-10-16", "2000-01-01..2009-12-31"]),
    ],
)
def test_rivals_are_kept(row: str, rivals: list[str]) -> None:
    coded = resolve_date(only(row), published=WED)
    spans = [f"{c.value.start}..{c.value.end}" for c in coded.candidates]
    assert spans[: len(rivals)] == rivals


def test_what_leans_on_a_date_that_is_missing_is_only_a_labelled_candidate() -> None:
    coded = resolve_date(only("[The following week] he fled."), published=WED, tense="past")
    assert coded.value is None
    (candidate,) = coded.candidates
    assert candidate.value.start == date(2019, 10, 21)
    assert candidate.why.startswith("counted from the publication date")


def test_a_time_of_day_is_left_out_with_a_note() -> None:
    value = resolve_date(only("at 3 pm GMT on [Tuesday]"), published=WED, tense="past").value
    assert value is not None
    assert value.derivation.endswith("; the time of day is left out")


def test_the_ends_of_a_stretch_are_read_against_each_other() -> None:
    value = resolve_date(only("[from Monday to Tuesday]"), published=WED, tense="past").value
    assert value is not None
    assert "the date beside it, 2019-10-15 (Tuesday)" in value.derivation


def test_calendars() -> None:
    assert persian_day(1399, 1, 1) == date(2020, 3, 20)
    assert persian_day(1357, 11, 22) == date(1979, 2, 11)
    assert islamic_day(1440, 9, 1) == date(2019, 5, 6)
    assert iso_week(2020, 53) == (date(2020, 12, 28), date(2021, 1, 3))
    assert year_share(2020, 1, 4) == (date(2020, 1, 1), date(2020, 3, 31))
    assert move(date(2019, 10, 18), 1, "workday") == date(2019, 10, 21)
    with pytest.raises(ValueError, match="29 days"):
        persian_day(1398, 12, 30)
    with pytest.raises(ValueError, match="29 days"):
        islamic_day(1440, 2, 30)
