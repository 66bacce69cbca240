"""Did it happen: all eight values, and cues that reach less far than they seem."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from tests.reading import only

VALUES = [
    # (text, type, factuality, the cue, PLOVER's flags)
    ("Police arrested the editor in Minsk.", "arrest", "asserted", None, ()),
    ("Soldiers reportedly killed six villagers in Gao.", "attack_on_civilians", "alleged",
     "reportedly", ()),
    ("The mayor alleged that police beat a student in Lima.", "attack_on_civilians", "alleged",
     "alleged", ()),
    ("The army denied shelling a camp in Gao.", "shelling_missile", "denied", "denied",
     ("negation",)),
    ("Soldiers did not attack the camp in Gao.", "armed_clash", "negated", "not", ("negation",)),
    ("Police never arrested the editor.", "arrest", "negated", "never", ("negation",)),
    ("Nobody was arrested in Lyon on Monday.", "arrest", "negated", "Nobody", ("negation",)),
    ("Police foiled an attack on a church in Colombo.", "attack_on_civilians", "negated", "foiled",
     ("negation",)),
    ("Rebels failed to capture the airport in Bria.", "nonstate_overtakes_territory", "negated",
     "failed", ("negation",)),
    ("The union will strike on Friday.", "labour_strike", "planned", "will", ("future",)),
    ("The army plans to withdraw its troops from Gao next month.", "withdraw", "planned", "plans",
     ("future",)),
    ("Teachers agreed to strike on Friday.", "labour_strike", "planned", "agreed", ("future",)),
    ("Amnesty demanded that Egypt release the editor.", "release", "demanded", "demanded",
     ("future",)),
    ("The president ordered the army to attack the rebels.", "armed_clash", "demanded", "ordered",
     ("future",)),
    ("Police should release Imran Khan, the UN said.", "release", "demanded", "should",
     ("future",)),
    ("Teachers have threatened to go on strike in Accra on Friday.", "labour_strike", "threatened",
     "threatened", ("future",)),
    ("The rebels' threat to attack Bangui was ignored.", "attack_on_civilians", "threatened",
     "threat", ("future",)),
    ("The court may jail Imran Khan in Lahore.", "trial_sentence", "hypothetical", "may",
     ("future", "hypothetical")),
    ("If Kenya deploys troops to Haiti, gangs will respond.", "deploy", "hypothetical", "If",
     ("future", "hypothetical")),
    ("Analysts believe rebels attacked Bangui.", "attack_on_civilians", "hypothetical", "believe",
     ("hypothetical",)),
]  # fmt: skip

SCOPE = [  # the cue belongs to another clause: the act took place
    ("Police managed to arrest the editor in Minsk.", "arrest"),
    ("Police arrested the editor in Minsk after he refused to leave.", "arrest"),
    ("The army, which denied any role, shelled the camp in Gao.", "shelling_missile"),
    ("Police arrested a man who threatened to attack a mosque in Oslo.", "arrest"),
    ("The minister said that he would not resign after police killed a student in Dhaka.",
     "attack_on_civilians"),
    ("Police arrested three men but did not charge them.", "arrest"),
    ("Police did not charge the men but beat them in Lima.", "attack_on_civilians"),
    ("Without firing a shot, rebels captured Bria on Monday.", "nonstate_overtakes_territory"),
    ("Police prevented protesters from storming the parliament in Skopje.",
     "protest_with_intervention"),
    ("The opposition urged the army to release Imran Khan.", "demand"),
    ("The governor confirmed that soldiers killed six villagers.", "attack_on_civilians"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event_type", "value", "cue", "flags"), VALUES)
def test_values(
    coder: Coder,
    text: str,
    event_type: str,
    value: str,
    cue: str | None,
    flags: tuple[str, ...],
) -> None:
    found = only(coder, text, event_type).factuality
    assert found.value == value, found.why
    assert [q.text for q in found.cues] == ([cue] if cue else [])
    assert found.auxiliary == flags
    assert all(text[q.start : q.end] == q.text for q in found.cues)


def test_every_value_is_met() -> None:
    assert {v[2] for v in VALUES} == {
        "asserted", "alleged", "denied", "negated",
        "planned", "demanded", "threatened", "hypothetical",
    }  # fmt: skip


@pytest.mark.parametrize(("text", "event_type"), SCOPE)
def test_a_cue_of_another_clause(coder: Coder, text: str, event_type: str) -> None:
    found = only(coder, text, event_type).factuality
    assert found.value == "asserted", found.why


def test_the_prevented_act_itself_did_not_take_place(coder: Coder) -> None:
    text = "Police prevented protesters from storming the parliament in Skopje."
    assert only(coder, text, "violent_demonstration").factuality.value == "negated"


@pytest.mark.parametrize(("year", "flags"), [(2022, ("historical",)), (2024, ())])
def test_what_lies_more_than_a_year_back_is_historical(
    coder: Coder, year: int, flags: tuple[str, ...]
) -> None:
    found = only(coder, f"Police killed a boy in {year}.").factuality
    assert (found.value, found.auxiliary) == ("asserted", flags)


def test_a_denial_told_by_another_still_denies(coder: Coder) -> None:
    text = "The AU said that Kenya denied that soldiers had killed six villagers."
    assert only(coder, text, "attack_on_civilians").factuality.value == "denied"
