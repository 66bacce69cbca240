"""The rules of factuality on any word: scope, nesting, mood, modifiers, history, the table."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.assess.factuality.outcomes import load_outcomes, read_outcomes
from dateline.errors import DataError
from dateline.evaluate.coding import article_of
from dateline.pipeline import Coder as Pipeline
from tests.cases.factuality import asked
from tests.reading import only

RULES = [
    # (value, text, the act's words)
    ("asserted", "A man wanted over the killing of a priest was seen in Lyon.", "killing"),
    ("asserted", "No fewer than thirty students were arrested.", "arrested"),
    ("asserted", "Not for the first time, soldiers looted the market.", "looted"),
    ("asserted", "The general regretted that his men had burned the village.", "burned"),
    ("asserted", "He was the first to visit the town since the army shelled it.", "shelled"),
    ("asserted", "The minister, who denies corruption, met farmers on Monday.", "met"),
    ("asserted", "Nothing could stop the crowd from storming the palace.", "storming"),
    ("asserted", "Police did nothing to prevent the lynching.", "lynching"),
    ("asserted", "The talks failed after rebels attacked a convoy.", "attacked"),
    ("asserted", "It remains unclear who fired the rocket.", "fired"),
    ("asserted", "He would later kill two more.", "kill"),
    ("asserted", "Thousands gathered to protest against the law.", "protest"),
    ("asserted", "Volunteers marched to demand clean water.", "demand"),
    ("asserted", "The mayor was forced to resign.", "resign"),
    ("asserted", "Rebels have not left the town since the army shelled it.", "shelled"),
    ("alleged", "According to unconfirmed reports, three villages were burned.", "burned"),
    ("alleged", "Rebels say they shot six men, but there was no confirmation.", "shot"),
    ("alleged", "Social media posts claimed that police had shot a boy.", "shot"),
    ("alleged", "Two men stand accused of plotting an attack.", "plotting"),
    ("denied", "Officials rejected as baseless claims that police tortured him.", "tortured"),
    ("denied", "A spokesman dismissed allegations of torture.", "torture"),
    ("denied", "The party brushed aside rumours that its leader had fled.", "fled"),
    ("denied", "Investigators do not think the fire was arson.", "arson"),
    ("denied", "The ministry said none of its vehicles had crossed the border.", "crossed"),
    ("denied", '"We did not bomb the hospital," a general said.', "bomb"),
    ("denied", "The firm insists it never paid a bribe.", "paid"),
    ("denied", "The court cleared him of the murder of a nun.", "murder"),
    ("negated", "The suspect escaped arrest by an hour.", "arrest"),
    ("negated", "The two sides avoided a clash at the bridge.", "clash"),
    ("negated", "A truce was never reached.", "reached"),
    ("negated", "The rebels gave up plans to march on the capital.", "march"),
    ("negated", "The minister ruled out any talks with the rebels.", "talks"),
    ("negated", "The rally did not go ahead.", "rally"),
    ("negated", "No shots were fired.", "fired"),
    ("negated", "The hostages are not free; the gang has not released them.", "released"),
    ("negated", "The rebels refused to take part in the talks.", "take part"),
    ("negated", "The men were prevented from boarding.", "boarding"),
    ("planned", "The vote was postponed until June.", "vote"),
    ("planned", "Parliament to vote on Thursday", "vote"),
    ("planned", "The summit has been pushed back to autumn.", "summit"),
    ("planned", "He gave his word that he would step down.", "step down"),
    ("planned", "The president promised voters a referendum.", "referendum"),
    ("planned", "Troops are expected to leave by Friday.", "leave"),
    ("planned", "The trial is due to begin on Monday.", "trial"),
    ("planned", "The army is preparing an offensive on the town.", "offensive"),
    ("demanded", "Calls grew in Dakar for the minister's resignation.", "resignation"),
    ("demanded", "The union called on the company to reinstate the drivers.", "reinstate"),
    ("demanded", "Protesters held signs demanding the release of two poets.", "release"),
    ("demanded", "The council has called repeatedly for an independent inquiry.", "inquiry"),
    ("demanded", "Students want the rector to resign.", "resign"),
    ("demanded", "She issued an appeal to the kidnappers to free her husband.", "free"),
    ("demanded", "The guards were given 48 hours to leave the mine.", "leave"),
    ("demanded", "Opposition leaders are demanding that the vote be annulled.", "annulled"),
    ("threatened", "We will strike their ships unless it ends, he said.", "strike"),
    ("threatened", "The union threatened a strike over pay.", "strike"),
    ("threatened", "Teachers said they would walk out unless they were paid.", "walk out"),
    ("threatened", "The group has threatened more bombings.", "bombings"),
    ("threatened", "Iran threatened retaliation after the raid.", "retaliation"),
    ("hypothetical", "The town looked as though it had been shelled.", "shelled"),
    ("hypothetical", "Police practised storming a hijacked plane.", "storming"),
    ("hypothetical", "Residents fear renewed clashes.", "clashes"),
    ("hypothetical", "Shopkeepers boarded up windows for fear of riots.", "riots"),
    ("hypothetical", "The city is bracing for unrest.", "unrest"),
    ("hypothetical", "In the film, rebels kidnap a priest.", "kidnap"),
    ("hypothetical", "Had the guard not woken, the prisoners would have escaped.", "escaped"),
    ("hypothetical", "The king could have abdicated, but he stayed.", "abdicated"),
    ("hypothetical", "If elected, she will pardon the rioters.", "pardon"),
    ("hypothetical", "The bank may be nationalised.", "nationalised"),

    # nested cues: the outermost that bears on it
    ("denied", "The army denied that it had planned to storm the school.", "storm"),
    ("asserted", "Guards failed to prevent the escape of six men.", "escape"),
    ("hypothetical", "Extra guards were sent to prevent an escape.", "escape"),
    ("hypothetical", "The police cannot rule out that the boat was sunk.", "sunk"),
    ("denied", "The report of a mutiny is a fabrication, the palace said.", "mutiny"),
    # conjuncts
    ("asserted", "Soldiers burned the huts and threatened to return.", "burned"),
    ("threatened", "They threatened to burn the huts and kill the elders.", "kill"),
    ("negated", "Police did not arrest or beat the men.", "beat"),
    # modifiers and stories
    ("negated", "The cancelled rally was to start at the cathedral.", "rally"),
    ("alleged", "The alleged massacre is under investigation.", "massacre"),
    ("hypothetical", "Firemen rehearsed for a mock attack on the metro.", "attack"),
]  # fmt: skip

FLAGS = [
    ("In 1911, rebels burned the mill.", "burned", ("historical",)),
    ("The city marked the anniversary of the massacre.", "massacre", ("historical",)),
    ("In 1902 three navies threatened to shell the port.", "shell", ("historical",)),
    ("The union will not strike on Friday.", "strike", ("future", "negation")),
    ("\"Do not attack the convoy,\" the bishop begged.", "attack", ("future", "negation")),
    ("The gang will burn the mill unless it is paid.", "burn", ("future", "hypothetical")),
    ("Rebels may have burned the mill.", "burned", ("hypothetical",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize(("value", "text", "words"), RULES)
def test_rules(pipeline: Pipeline, value: str, text: str, words: str) -> None:
    at = text.index(words)
    found = asked(text, at, at + len(words), pipeline)
    assert found.value == value, found.why
    assert all(text[q.start : q.end] == q.text for q in found.cues)
    assert found.cues or value == "asserted"


@pytest.mark.parametrize(("text", "words", "flags"), FLAGS)
def test_flags(pipeline: Pipeline, text: str, words: str, flags: tuple[str, ...]) -> None:
    at = text.index(words)
    found = asked(text, at, at + len(words), pipeline)
    assert set(found.auxiliary) == set(flags), found


def test_the_reason_shows_what_the_cue_governs(pipeline: Pipeline) -> None:
    text = "The militia threatened to bomb the airport on Friday."
    found = asked(text, 26, 30, pipeline)
    assert found.why == "governed by 'threatened', over 'to bomb the airport on Friday'"


def test_a_bombing_that_is_only_threatened_is_no_asserted_bombing(pipeline: Pipeline) -> None:
    text = "The militia threatened to bomb any airline that flies to Benghazi."
    coded = pipeline.code(article_of(text, id="threat", published="2025-06-15"))
    bombings = [r for r in coded.reports if r.event_type.value == "remote_explosive"]
    assert all(r.factuality.value == "threatened" for r in bombings)


def test_a_demand_is_about_what_it_demands(coder: Coder) -> None:
    text = "Amnesty demanded that Egypt release the editor."
    demand, release = only(coder, text, "demand"), only(coder, text, "release")
    assert demand.factuality.value == "asserted"
    assert demand.about == release.key
    assert release.factuality.value == "demanded"


def test_no_word_says_two_things_of_one_link() -> None:
    assert load_outcomes()["threaten", "to"] == "threatened"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[broken]", "outcomes.txt:1"),
        ("to: fail", "outcomes.txt:1"),
        ("[undone]\nfail", "outcomes.txt:2"),
        ("[undone]\nto: fail\n[done]\nto: fail", "outcomes.txt:4"),
    ],
)
def test_a_bad_table_names_its_line(text: str, line: str) -> None:
    with pytest.raises(DataError, match=line):
        read_outcomes(text)
