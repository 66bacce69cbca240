"""When an act took place, and which day of a sentence is its own."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.records.coded import Reason, Via
from tests.reading import PUBLISHED, days, only

OWN = [  # published on Wednesday 15 May 2024
    ("Gunmen killed a judge on Monday.", "assassination", "2024-05-13", "2024-05-13"),
    ("Gunmen killed a judge last week and police arrested two men on Tuesday.",
     "assassination", "2024-05-06", "2024-05-12"),
    ("Gunmen killed a judge last week and police arrested two men on Tuesday.",
     "arrest", "2024-05-14", "2024-05-14"),
    ("On Friday, police raided a newspaper and arrested its editor in Managua.",
     "arrest", "2024-05-10", "2024-05-10"),
    ("An activist killed last month was buried on Sunday.",
     "attack_on_civilians", "2024-04-01", "2024-04-30"),
    ("The minister said on Monday that rebels had killed six villagers on Saturday.",
     "attack_on_civilians", "2024-05-11", "2024-05-11"),
    ("The union will strike on Friday.", "labour_strike", "2024-05-17", "2024-05-17"),
    ("Soldiers will hold drills next week.", "military_exercise", "2024-05-20", "2024-05-26"),
    ("Police arrested three men between 3 and 5 May.", "arrest", "2024-05-03", "2024-05-05"),
    ("Rebels freed Maria Lopez, who was abducted in March, in Cali on Monday.",
     "abduction", "2024-03-01", "2024-03-31"),
    ("Rebels freed Maria Lopez, who was abducted in March, in Cali on Monday.",
     "release", "2024-05-13", "2024-05-13"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event_type", "start", "end"), OWN)
def test_own(coder: Coder, text: str, event_type: str, start: str, end: str) -> None:
    report = only(coder, text, event_type)
    assert days(report) == (start, end)
    assert report.date.via is None


@pytest.mark.parametrize(
    "text",
    [
        "Rebels had killed six villagers, the minister said on Monday.",
        "“Soldiers killed six villagers,” the governor said on Monday.",
    ],
)
def test_the_day_of_the_telling_is_not_the_day_of_the_act(coder: Coder, text: str) -> None:
    date = only(coder, text, "attack_on_civilians").date
    assert date.value is None
    assert date.reason is Reason.NOT_STATED


def test_the_publication_date_is_no_date_of_an_act(coder: Coder) -> None:
    assert only(coder, "Rebels attacked a village.").date.reason is Reason.NOT_STATED


def test_a_weekday_needs_a_publication_date(coder: Coder) -> None:
    report = coder.code("Gunmen killed a judge on Monday.").reports[0]
    assert report.date.reason is Reason.NO_PUBLICATION_DATE


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        (
            "Lawmakers boycotted the parliament earlier this year. "
            "At the time, deputies passed a law.",
            "2024-01-01",
            "the time",
        ),
        (
            "Protesters stormed a bank in Tyre on Saturday. The protesters set fire to a shop.",
            "2024-05-11",
            "The protesters",
        ),
        (
            "Protesters marched in Yerevan on Monday. They blocked a bridge.",
            "2024-05-13",
            "They",
        ),
    ],
)
def test_from_the_sentence_before(coder: Coder, text: str, start: str, words: str) -> None:
    date = coder.code(text, published=PUBLISHED).reports[-1].date
    assert date.value is not None
    assert date.value.start.isoformat() == start
    assert date.via is Via.PREVIOUS_SENTENCE
    assert date.via_quote is not None
    assert date.via_quote.text == words


def test_another_actor_does_not_take_the_date_over(coder: Coder) -> None:
    text = "Protesters stormed a bank in Tyre on Saturday. Police arrested two men in Oslo."
    assert coder.code(text, published=PUBLISHED).reports[-1].date.value is None
