from __future__ import annotations

import pytest

from dateline.evaluate.fields import FIELDS, score_field
from dateline.evaluate.figures import Tally
from dateline.records.event import Report

from .building import gold

FIELD = {field.name: field for field in FIELDS}


def test_phrases_are_met_by_any_shared_character() -> None:
    text, words = gold("ssa wire | [A1 Riot police in Jos] [T1:arrest held] [P1 six traders].")
    report = words.report("arrest", "held", actors=("Riot police",), targets=("traders",))
    assert score_field(FIELD["actor"], text.events[0], [report]) == Tally(1, 1, 1)
    assert score_field(FIELD["target"], text.events[0], [report]) == Tally(1, 1, 1)


def test_a_pronoun_is_met_by_what_it_stands_for() -> None:
    text, words = gold("ssa wire | [P1 Obi] wept as police [T1:arrest held] him.")
    report = words.report("arrest", "held", targets=("him -> Obi",))
    assert score_field(FIELD["target"], text.events[0], [report]) == Tally(1, 1, 1)


def test_one_gold_phrase_may_be_met_by_two_given_ones() -> None:
    text, words = gold("ssa wire | [A1 Mali and Niger] [T1:agreement signed] a pact with Chad.")
    report = words.report("agreement", "signed", actors=("Mali", "Niger"))
    assert score_field(FIELD["actor"], text.events[0], [report]) == Tally(1, 1, 1)


def test_a_stray_and_a_missed_phrase() -> None:
    text, words = gold("ssa wire | [A1 Police] [T1:arrest held] traders near a church.")
    report = words.report("arrest", "held", actors=("church",))
    assert score_field(FIELD["actor"], text.events[0], [report]) == Tally(0, 1, 1)


def test_a_place_without_value_is_a_phrase_only() -> None:
    text, words = gold("ssa wire | Police [T1:arrest held] traders in [L1 Little Kuru].")
    report = words.report("arrest", "held", unresolved="Kuru")
    assert score_field(FIELD["place"], text.events[0], [report]) == Tally(0, 0, 1)
    assert score_field(FIELD["place phrase"], text.events[0], [report]) == Tally(1, 1, 1)


def test_date_weapon_and_speaker() -> None:
    line = (
        "ssa wire | [A1 Gunmen] [T1:attack_on_civilians shot] [P1 Obi] with [W1 rifles] on "
        "[D1 Monday], [S1 elders] said."
    )
    text, words = gold(line)
    right = words.report(
        "attack_on_civilians", "shot", day="Monday", weapon="rifles", speaker="elders"
    )
    wrong = words.report(
        "attack_on_civilians", "shot", day="Gunmen", weapon="Obi", speaker="Gunmen"
    )
    for name in ("date", "date phrase", "weapon", "speaker"):
        assert score_field(FIELD[name], text.events[0], [right]) == Tally(1, 1, 1)
        assert score_field(FIELD[name], text.events[0], [wrong]) == Tally(0, 1, 1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("nine people", 9, 9), Tally(1, 1, 1)),
        (("nine", 9, None), Tally(0, 1, 1)),
        (("eleven", 11, 11), Tally(0, 1, 1)),
    ],
)
def test_counts_are_compared_by_value(given: tuple[str, int, int | None], expected: Tally) -> None:
    line = "ssa wire | A bomb [T1:remote_explosive went off], killing [K1 nine people], not eleven."
    text, words = gold(line)
    report = words.report("remote_explosive", "went off", counts={"killed": given})
    assert score_field(FIELD["killed"], text.events[0], [report]) == expected


def test_a_count_without_a_number_is_compared_by_words() -> None:
    text, words = gold("ssa wire | A bomb [T1:remote_explosive went off]; [K1 his driver] died.")
    report = words.report("remote_explosive", "went off", counts={"killed": ("driver", 1, 1)})
    assert score_field(FIELD["killed"], text.events[0], [report]) == Tally(1, 1, 1)


def test_a_count_that_only_says_what_the_target_says_is_not_wrong() -> None:
    text, words = gold("ssa wire | [A1 Gunmen] [T1:execution executed] [P1 two hunters].")
    report = words.report("execution", "executed", counts={"killed": ("two hunters", 2, 2)})
    assert score_field(FIELD["killed"], text.events[0], [report]) == Tally(0, 0, 0)


def test_kinds_of_other_counts_share_a_letter() -> None:
    text, words = gold("ssa wire | [N1 Forty] were [T1:arrest held].")
    report = words.report("arrest", "held", counts={"arrested": ("Forty", 40, 40)})
    assert score_field(FIELD["other count"], text.events[0], [report]) == Tally(1, 1, 1)


TOLD_TWICE = (
    "ssa wire | [A1 Troops] [T1:arrest held] Obi. His [T1:arrest arrest] in [L1 Jos] drew anger."
)


def test_what_a_telling_that_has_no_report_says_is_not_asked() -> None:
    text, words = gold(TOLD_TWICE)
    first: Report = words.report("arrest", "held", actors=("Troops",))
    assert score_field(FIELD["place"], text.events[0], [first]) == Tally(0, 0, 0)
    assert score_field(FIELD["actor"], text.events[0], [first]) == Tally(1, 1, 1)


def test_duplicates_bring_their_phrases() -> None:
    text, words = gold(TOLD_TWICE)
    both = [words.report("arrest", "held"), words.report("arrest", "arrest", place="Jos")]
    assert score_field(FIELD["place"], text.events[0], both) == Tally(1, 1, 1)
    assert score_field(FIELD["actor"], text.events[0], both) == Tally(0, 0, 1)
