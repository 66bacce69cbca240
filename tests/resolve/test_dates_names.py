"""What only looks like a date: persons, groups, things and documents named after days and years.

Beside each stands a like sentence in which the words are a date after all.
"""

from __future__ import annotations

import pytest

from dateline.resolve.dates import find_dates

NAMES = [
    "Sunday Okon, a tailor, was shot at a checkpoint.",
    "Sunday Okon was shot at a checkpoint.",
    "Mr Friday Eze and Judge Monday Bello were freed.",
    "The Saturday Mothers were dragged away.",
    "The Sunday Independent was raided.",
    "Members of the 14 February Youth Coalition were held.",
    "Guards at the 17 November prison beat him.",
    "The March 14 bloc walked out.",
    "The April 6 youth movement was banned.",
    "Visitors fled the August 4 Memorial Museum.",
    "The May 1st hospital was hit.",
    "The First of October hospital was hit.",
    "The May 68 generation wept.",
    "Fighters of the 1920 Revolution Brigades fled.",
    "Crowds burned the 2020 census results.",
    "They want the 2010 constitution back.",
    "It breaches the 1951 Refugee Convention.",
    "The 1988 massacre trial was halted.",
    "The 1994 genocide survivors' association was fined.",
    "The 1967 borders were redrawn.",
    "The class of 1968 met.",
    "A 2005 film tells of it.",
    "Resolution 1325 (2000) was read out.",
    "The March for Mothers was banned.",
    "The Winter Palace was stormed.",
    "The Good Friday deal held.",
    "Yesterday's men must go.",
]

DATES = [
    ("On Sunday Israeli jets struck.", ["Sunday"]),
    ("Officials said Sunday Kenya had agreed.", ["Sunday"]),
    ("On 17 November prison guards beat him.", ["17 November"]),
    ("The 15 March mosque attack shook them.", ["15 March"]),
    ("The 2019 protests brought him down.", ["2019"]),
    ("The 1994 genocide killed his kin.", ["1994"]),
    ("In 2019 Army men took over.", ["2019"]),
    ("In May 22 people died.", ["May"]),
    ("The March vote was annulled.", ["March"]),
    ("Funds last until the October vote.", ["October"]),
    ("He led it for the 21st century.", ["the 21st century"]),
    ("The January 6 assault was filmed.", ["January 6 assault"]),
    ("An uprising (2011) toppled him.", ["2011"]),
    ("They were shot on Thursday, and on Saturday others marched.", ["Thursday", "Saturday"]),
]


@pytest.mark.parametrize("text", NAMES)
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(("text", "phrases"), DATES)
def test_a_date(text: str, phrases: list[str]) -> None:
    assert [phrase.text for phrase in find_dates(text)] == phrases
