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


# published on Wednesday 15 May 2024, by rules and event model together
TOLD = [
    ("Gunmen killed four miners near Kita, authorities reported Monday.", None),
    ("A mine killed two soldiers in Kidal, officials said Sunday.", None),
    ("Three reporters were arrested in Brest, their union said on Monday.", None),
    ("Troops killed five fighters near Diffa, the army announced late Monday.", None),
    ("Seven people died in a suicide attack in Baidoa, according to a statement on Monday.", None),
    ("A drone hit a bus outside Axum, the regional broadcaster reported today.", None),
    ("The kidnapping of two nurses near Goma was confirmed by their employer on Sunday.", None),
    ("Nine captives were freed in Hasakah, the agency confirmed in a note issued on Sunday.", None),
    ("Rebels attacked a convoy on Saturday, the army said Monday.", "2024-05-11"),
    ("Two people were abducted near Jos on Friday, residents reported Monday.", "2024-05-10"),
    ("A spokesman told reporters on Monday that police arrested 40 men in Ica on Sunday.",
     "2024-05-12"),
    ("The president, who came home on Sunday, dismissed the army chief on Tuesday.", "2024-05-14"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), TOLD)
def test_which_day_is_that_of_the_telling(full_coder: Coder, text: str, day: str | None) -> None:
    (report, *_) = full_coder.code(text, published=PUBLISHED).reports
    assert days(report) == (None if day is None else (day, day))


PURPOSE = [
    ("Nurses gathered in the port of Tema on Thursday evening to protest against cuts.", "09"),
    ("Herders rallied outside the town hall on Monday to demand water.", "13"),
    ("Hundreds travelled to Oruro on Monday to protest against mining.", "13"),
    ("Dockers began to strike on Monday in Piraeus.", "13"),
    ("Nurses will march in Tema on Friday to demand pay.", "17"),
    ("The union called on its members to march on Friday.", "17"),
]


@pytest.mark.parametrize(("text", "day"), PURPOSE)
def test_an_infinitive_of_purpose_is_of_its_verbs_time(
    full_coder: Coder, text: str, day: str
) -> None:
    report = full_coder.code(text, published=PUBLISHED).reports[-1]
    assert days(report) == (f"2024-05-{day}", f"2024-05-{day}")


def test_a_headline_of_two_weekdays_tells_of_the_past(full_coder: Coder) -> None:
    text = "Soldiers kill five rebels on Monday, arrest two on Saturday\n\nThe town was quiet."
    found = [days(r) for r in full_coder.code(text, published=PUBLISHED).reports]
    assert found == [("2024-05-13", "2024-05-13"), ("2024-05-11", "2024-05-11")]


def test_the_day_in_a_dateline_is_the_day_of_writing(coder: Coder) -> None:
    report = only(coder, "TASHKENT, May 13. Police arrested two men yesterday.", "arrest")
    assert days(report) == ("2024-05-12", "2024-05-12")
    assert report.date.value is not None
    assert "the dateline's day" in report.date.value.derivation
    assert report.counts[0].value.low == 2


def test_an_old_dateline_is_not(coder: Coder) -> None:
    report = only(coder, "TASHKENT, Jan 2. Police arrested two men yesterday.", "arrest")
    assert days(report) == ("2024-05-14", "2024-05-14")


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
