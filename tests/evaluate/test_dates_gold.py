"""How the evaluation reads the development set's ranges, windows and lists of dates."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.config import Settings
from dateline.evaluate.dates_gold import evaluate_dates
from dateline.evaluate.figures import Tally
from dateline.pipeline import Coder

CODER = Coder(Settings(detector="rules"))


def scored(text: str, *golds: tuple[str, dict[str, Any]]) -> dict[str, Tally]:
    expected = [
        {
            "text": phrase,
            "begin": text.index(phrase),
            "end_incl": text.index(phrase) + len(phrase) - 1,
            "type": "datetimeV2.daterange" if "start" in value else "datetimeV2.date",
            "values": [value],
        }
        for phrase, value in golds
    ]
    row = {"text": text, "ref": "2024-05-15T00:00:00", "expected": expected}
    found = evaluate_dates([row], CODER, lambda: None)
    return dict(found.texts[0].tallies)


def span(start: str, end: str, timex: str = "") -> dict[str, Any]:
    return {"start": start, "end": end, "timex": timex}


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        # both ends named: the news ends with the end named
        (
            "The siege went on from March to April.",
            "from March to April",
            span("2024-03-01", "2024-04-01", "(XXXX-03-01,XXXX-04-01,P1M)"),
        ),
        (
            "He ruled from 2014 to 2018.",
            "from 2014 to 2018",
            span("2014-01-01", "2018-01-01", "(2014-01-01,2018-01-01,P4Y)"),
        ),
        (
            "They met from 3 to 5 May 2023.",
            "from 3 to 5 May 2023",
            span("2023-05-03", "2023-05-05", "(2023-05-03,2023-05-05,P2D)"),
        ),
        # a window may count the reference day
        (
            "Rain is due in the next three days.",
            "next three days",
            span("2024-05-16", "2024-05-19", "(2024-05-16,2024-05-19,P3D)"),
        ),
        (
            "It rained in the past two weeks.",
            "past two weeks",
            span("2024-05-01", "2024-05-15", "(2024-05-01,2024-05-15,P2W)"),
        ),
    ],
)
def test_the_same_days_otherwise_counted(text: str, phrase: str, value: dict[str, Any]) -> None:
    tallies = scored(text, (phrase, value))
    assert tallies["exact value"] == Tally(1, 1, 1)
    assert tallies["days or longer: by the set's own ends"] == Tally(0, 1, 1)


def test_other_days_are_wrong() -> None:
    value = span("2014-01-01", "2017-01-01", "(2014-01-01,2017-01-01,P3Y)")
    tallies = scored("He ruled from 2014 to 2018.", ("from 2014 to 2018", value))
    assert tallies["exact value"] == Tally(0, 1, 1)


def test_a_list_read_as_one() -> None:
    text = "They met on 3 and 5 May 2023."
    right = [("3", {"value": "2023-05-03"}), ("5 May 2023", {"value": "2023-05-05"})]
    assert scored(text, *right)["exact value"] == Tally(2, 2, 2)
    wrong = [("3", {"value": "2023-05-03"}), ("5 May 2023", {"value": "2023-05-06"})]
    assert scored(text, *wrong)["exact value"] == Tally(0, 2, 2)


def test_rivals_are_scored_apart() -> None:
    tallies = scored("He left two weeks ago.", ("two weeks ago", {"value": "2024-05-01"}))
    assert tallies["exact value"] == Tally(0, 1, 1)
    assert tallies["days or longer: value or rival"] == Tally(1, 1, 1)


def test_a_time_of_day_is_no_rival_for_a_date() -> None:
    tallies = scored("On 3/5/24 at 17:49:19 he left.", ("3/5/24", {"value": "2024-03-05"}))
    assert tallies["exact value"] == Tally(1, 1, 1)
