from __future__ import annotations

from dateline.evaluate.matching import match, same_types

from .building import gold


def test_overlap_and_type_make_a_match() -> None:
    text, words = gold("ssa wire | Police [T1:arrest rounded up] traders and [T2:meet met] elders.")
    reports = (words.report("arrest", "rounded"), words.report("visit", "met"))
    found = match(text.events, reports)
    assert found.typed == ((0, 0),)
    assert found.overlapping == ((0, 0), (1, 1))
    assert not found.duplicates


def test_the_report_of_the_right_type_is_taken_before_another() -> None:
    text, words = gold("ssa wire | Police [T1:arrest rounded up] traders.")
    found = match(
        text.events, (words.report("raid_seizure", "up"), words.report("arrest", "rounded"))
    )
    assert found.typed == ((0, 1),)
    assert found.overlapping == ((0, 1),)
    assert not found.duplicates  # a second type for the same words is a wrong report


def test_an_event_told_twice_is_one_event_and_its_second_report_a_duplicate() -> None:
    line = "ssa wire | The army [T1:arrest held] Obi. His [T1:arrest arrest] drew anger."
    text, words = gold(line)
    found = match(text.events, (words.report("arrest", "held"), words.report("arrest", "arrest")))
    assert found.typed == ((0, 0),)
    assert found.duplicates == {1}


def test_an_act_in_two_towns_is_one_gold_event() -> None:
    text, words = gold("ssa wire | Crowds [T1:peaceful_protest marched] in Jos and Kano.")
    twice = (words.report("peaceful_protest", "marched"),) * 2
    assert match(text.events, twice).duplicates == {1}


def test_pairs_are_as_many_as_can_be() -> None:
    line = "ssa wire | They [T1:arrest seized and] then [T2:arrest held] two men."
    text, words = gold(line)
    wide = words.report("arrest", "seized and then held")
    found = match(text.events, (wide, words.report("arrest", "seized")))
    assert found.typed == ((0, 1), (1, 0))


def test_same_type_anywhere_counts_one_to_one() -> None:
    text, words = gold("ssa wire | He was [T1:arrest held] and she was [T2:arrest jailed] later.")
    reports = (words.report("arrest", "later"), words.report("meet", "held"))
    assert same_types(text.events, reports, frozenset()) == 1
    assert same_types(text.events, reports, frozenset({0})) == 0
