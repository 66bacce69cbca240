"""Each rule of `dateline.detect.same_act`: one act told twice, and two acts that look like one."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from tests.reading import PUBLISHED, counts, dropped, only, town, types, words

HEADLINE = "Rebels raid village in Gao\n\n"
BODY = "Rebels raided a village in Gao on Thursday, residents said."

ONE_ACT = [
    # (text, trigger dropped, words of the reason, triggers kept)
    pytest.param(
        "Nurses staged a sit-in outside the ministry in Harare on Monday.",
        "sit-in", "part of the trigger 'staged a sit-in'", ["staged a sit-in"],
        id="part_of_another_trigger",
    ),
    pytest.param(
        "Talks were held in Geneva.", "Talks", "the same act as 'held'", ["held"],
        id="part_of_another_trigger: support verb",
    ),
    pytest.param(
        "Gunmen ambushed an army patrol in Jos on Monday, killing three soldiers.",
        "killing", "what 'ambushed' did", ["ambushed"],
        id="result_of_another_act: participle",
    ),
    pytest.param(
        "Police shot and killed a man in Cali on Friday.", "killed", "what 'shot' did", ["shot"],
        id="result_of_another_act: two verbs",
    ),
    pytest.param(
        "Three policemen were wounded when rebels attacked a post in Arauca.",
        "wounded", "what 'attacked' did", ["attacked"],
        id="result_of_another_act: when",
    ),
    pytest.param(
        "A bomb blast killed five shoppers in Quetta on Sunday.",
        "bomb blast", "the same act as 'killed'", ["killed"],
        id="same_act_twice: the blast killed",
    ),
    pytest.param(
        "Gunmen killed two nuns and kidnapped a priest in an attack near Jos on Monday.",
        "attack", "the occasion of 'killed'", ["killed", "kidnapped"],
        id="same_act_twice: the occasion",
    ),
    pytest.param(
        "Militants attacked a village in Tillaberi on Monday. The attack left ten people dead.",
        "attack", "takes up 'attacked'", ["attacked"],
        id="told_before",
    ),
    pytest.param(
        "Turkish President Recep Tayyip Erdogan visited Baku on Monday. "
        "Erdogan's visit ended on Tuesday.",
        "visit", "takes up the same person's act", ["visited"],
        id="told_before: the same person's",
    ),
    pytest.param(
        "A bomb exploded in Kabul on Sunday. The device exploded near a school.",
        "exploded", "takes up 'exploded'", ["exploded"],
        id="takes_up_its_means",
    ),
]  # fmt: skip

TWO_ACTS = [
    pytest.param(
        "Nurses staged a sit-in in Harare on Monday. Soldiers shelled a village near Sumy.",
        ["peaceful_protest", "shelling_missile"],
        id="part_of_another_trigger",
    ),
    pytest.param(
        "Gunmen ambushed an army patrol in Jos on Monday. Police killed a thief in Kano on Friday.",
        ["armed_clash", "attack_on_civilians"],
        id="result_of_another_act: another sentence",
    ),
    pytest.param(
        "Police killed a man in Cali on Friday and killed a woman in Pasto on Saturday.",
        ["attack_on_civilians", "attack_on_civilians"],
        id="same_act_twice: two victims",
    ),
    pytest.param(
        "Nuns marched in Warsaw on Monday and students marched in Krakow on Tuesday.",
        ["peaceful_protest", "peaceful_protest"],
        id="same_act_twice: two gatherings",
    ),
    pytest.param(
        "Gunmen killed three traders in Jos on Monday. "
        "The killing of two monks in Taiz followed.",
        ["attack_on_civilians", "attack_on_civilians"],
        id="told_before: other victims",
    ),
    pytest.param(
        "Soldiers shelled a village near Sumy on Sunday. "
        "The army shelled a town near Kharkiv on Monday.",
        ["shelling_missile", "shelling_missile"],
        id="takes_up_its_means: with an actor",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "why", "kept"), ONE_ACT)
def test_one_act(coder: Coder, text: str, trigger: str, why: str, kept: list[str]) -> None:
    coded = coder.code(text, published=PUBLISHED)
    assert [r.trigger.text for r in coded.reports] == kept
    assert why in dropped(coded)[trigger]


@pytest.mark.parametrize(("text", "expected"), TWO_ACTS)
def test_two_acts(coder: Coder, text: str, expected: list[str]) -> None:
    coded = coder.code(text, published=PUBLISHED)
    assert types(coded.reports) == expected, dropped(coded)


def test_with_results_the_victims_are_targets(coder: Coder) -> None:
    text = "A drone hit a minibus near Kherson, wounding eleven traders."
    report = only(coder, text)
    assert words(report.targets) == ["a minibus", "eleven traders"]
    assert counts(report) == {"injured": (11, 11)}


def test_with_results_only_harm_has_victims(coder: Coder) -> None:
    report = only(coder, "Teachers marched in Lima. A bus hit a dog.", "peaceful_protest")
    assert report.targets == ()


@pytest.mark.parametrize("heading", [HEADLINE, "Rebels raid village\nDeck: a second raid\n\n"])
def test_a_headline_announces_what_the_body_tells(coder: Coder, heading: str) -> None:
    coded = coder.code(heading + BODY, published=PUBLISHED)
    assert [r.trigger.text for r in coded.reports] == ["raided"]
    assert coded.reports[0].trigger.start > len(heading)


def test_a_headline_of_another_act_is_reported(coder: Coder) -> None:
    coded = coder.code("Court jails editor\n\n" + BODY, published=PUBLISHED)
    assert types(coded.reports)[0] == "trial_sentence"
    assert len(coded.reports) == 2


def test_a_deck_under_its_headline(coder: Coder) -> None:
    text = (
        "Rebels kill six traders in Gao\nGunmen killed traders, residents say\n\nRain fell in Oslo."
    )
    coded = coder.code(text, published=PUBLISHED)
    assert [r.trigger.text for r in coded.reports] == ["kill"]
    assert dropped(coded) == {"killed": "the deck under the headline's 'kill'"}


def test_two_towns_of_one_verb_are_kept_apart(coder: Coder) -> None:
    reports = coder.code("Farmers protested in Nantes and Rennes on Monday.").reports
    assert [town(r) for r in reports] == ["Nantes", "Rennes"]
