"""Each rule of `dateline.detect.filters`: a sentence it drops, and a near one it keeps."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.config import Settings
from dateline.parse import Parser
from dateline.resources import Resources
from tests.reading import PUBLISHED, dropped, only, syntax_of, types

DROPPED = [
    # (text, trigger, words of the reason)
    pytest.param(
        "The men talked about killing.", "killing", "a noun with no participant",
        id="without_participants: noun",
    ),
    pytest.param(
        "Hungarian officials resisted the plan.", "resisted the plan", "a word with many senses",
        id="weak_without_anchor",
    ),
    pytest.param(
        "The militia, known for attacks on convoys, moved its camp to Sebha.",
        "attacks", "background: 'known'",
        id="bare_background: known",
    ),
    pytest.param(
        "Guerrillas, notorious for kidnappings of tourists, attacked a bridge in Arauca.",
        "kidnappings", "background: 'notorious'",
        id="bare_background: notorious",
    ),
    pytest.param(
        "Workers strike when bosses cut their pay.", "strike", "told of no certain time",
        id="told_as_general: habit",
    ),
    pytest.param(
        "A strike is a refusal to work.", "strike", "told of no certain time",
        id="told_as_general: definition",
    ),
    pytest.param(
        "Call the office and demand a refund.", "demand", "an instruction",
        id="told_as_general: instruction",
    ),
    pytest.param(
        "Fans attacked a referee during a football match in Lagos, killing him.",
        "killing", "the language of another trade",
        id="another_domain",
    ),
    pytest.param(
        "In 1994 militias killed thousands of people in Kigali.",
        "killed", "history: the sentence is of 1994",
        id="long_past",
    ),
    pytest.param(
        "A faction allied with Ethiopia attacked a town in Somalia on Monday.",
        "allied", "a tie between actors",
        id="standing_tie",
    ),
    pytest.param(
        "Students rallied in Seoul on Monday, condemning the government.",
        "condemning", "the topic of 'rallied'",
        id="topic_of_gathering: participle",
    ),
    pytest.param(
        "Students rallied in Seoul on Monday to condemn President Yoon.",
        "condemn", "the topic of 'rallied'",
        id="topic_of_gathering: purpose",
    ),
    pytest.param(
        "Marchers in Tunis denounced the killing of fishermen.",
        "killing", "the topic of 'denounced'",
        id="named_only_as_topic",
    ),
]  # fmt: skip

KEPT = [
    # (text, type, trigger)
    pytest.param(
        "The killing of two monks in Taiz shocked Yemen.", "attack_on_civilians", "killing",
        id="without_participants: a noun with a victim",
    ),
    pytest.param(
        "Talks were held in Geneva.", "meet", "held",
        id="without_participants: a verb of happening",
    ),
    pytest.param(
        "Hungarian officials resisted the plan on Monday.", "reject", "resisted the plan",
        id="weak_without_anchor",
    ),
    pytest.param(
        "The rebels launched attacks on convoys in Ituri on Monday.",
        "attack_on_civilians", "attacks",
        id="bare_background",
    ),
    pytest.param(
        "Hackers stole data from a hospital in Dublin on Sunday.", "cyber_attack", "stole data",
        id="told_as_general: told of a day",
    ),
    pytest.param(
        "Companies clash with Kenya's government.", None, "clash",
        id="told_as_general: names somebody",
    ),
    pytest.param(
        "Soldiers killed a teacher in Lagos.", "attack_on_civilians", "killed",
        id="another_domain: no other trade",
    ),
    pytest.param(
        "Police attacked students in Nairobi during a football match riot.",
        "attack_on_civilians", "attacked",
        id="another_domain: news of harm",
    ),
    pytest.param(
        "In 2022 the army killed hundreds of students in Dhaka.", "attack_on_civilians", "killed",
        id="long_past: two years ago",
    ),
    pytest.param(
        "The United States backed Ukraine on Monday.", "support", "backed",
        id="standing_tie: an act",
    ),
    pytest.param(
        "Students rallied in Seoul on Monday and the minister condemned President Yoon.",
        "accuse", "condemned",
        id="topic_of_gathering: somebody else speaks",
    ),
    pytest.param(
        "Marchers in Tunis denounced the killing of Ali Saleh by police on Friday.",
        "attack_on_civilians", "killing",
        id="named_only_as_topic: names who and when",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "why"), DROPPED)
def test_dropped(coder: Coder, text: str, trigger: str, why: str) -> None:
    coded = coder.code(text, published=PUBLISHED)
    assert trigger in dropped(coded), f"{dropped(coded)}; {types(coded.reports)}"
    assert why in dropped(coded)[trigger]
    assert trigger not in [r.trigger.text for r in coded.reports]


@pytest.mark.parametrize(("text", "event_type", "trigger"), KEPT)
def test_kept(coder: Coder, text: str, event_type: str | None, trigger: str) -> None:
    coded = coder.code(text, published=PUBLISHED)
    found = {r.trigger.text: r.event_type.value for r in coded.reports}
    assert trigger in found, f"{found}; {dropped(coded)}"
    assert event_type in (None, found[trigger])


def test_the_mark_of_weak_patterns_leaves_no_trace(parser: Parser) -> None:
    detector = Resources(Settings(detector="rules")).detector
    found = detector.detect(syntax_of(parser, "Hungarian officials resisted the plan on Monday."))
    assert [m.event_type for m in found.mentions] == ["reject"]
    assert "weak" not in dict(found.mentions[0].scheme)


def test_without_a_publication_date_only_the_last_century_is_history(coder: Coder) -> None:
    text = "In {} militias killed thousands of people in Kigali."
    assert coder.code(text.format(1994)).reports == ()
    assert types(coder.code(text.format(2015)).reports) == ["attack_on_civilians"]


def test_sport_alone_gives_nothing(coder: Coder) -> None:
    text = "The team attacked the goal in the second half of the match in Lagos."
    assert coder.code(text, published=PUBLISHED).reports == ()


def test_what_is_dropped_says_type_rule_and_words(coder: Coder) -> None:
    text = "The militia, known for attacks on convoys, moved its camp to Sebha."
    lost = coder.code(text, published=PUBLISHED).unreported
    assert [u.quote.text for u in lost if u.why.startswith("background")] == ["attacks"]
    for item in lost:
        assert text[item.quote.start : item.quote.end] == item.quote.text
        assert item.rule
        assert item.event_type


def test_one_act_gives_one_report(coder: Coder) -> None:
    assert only(coder, "Police detained an editor in Minsk on Friday.", "arrest")
