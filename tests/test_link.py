"""What pronouns, short names and "the group" stand for, and where nothing is chosen."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.lang.en.syntax import Syntax
from dateline.lang.lexicon import load_lexicon
from dateline.link import Linker, acronyms_of
from dateline.parse import Parser
from dateline.records.article import Article
from dateline.records.coded import Via
from dateline.records.event import Participant
from tests.reading import PUBLISHED, only

LINKED = [
    # (text, type of the report, the words, what they stand for)
    pytest.param(
        "Chancellor Olaf Scholz visited Kigali on Monday. He met President Paul Kagame.",
        "meet", "He", "Chancellor Olaf Scholz",
        id="he",
    ),
    pytest.param(
        "Police arrested Maria Lopez in Quito on Monday. Police beat her.",
        "attack_on_civilians", "her", "Maria Lopez",
        id="her",
    ),
    pytest.param(
        "Protesters marched in Yerevan on Monday. They threw stones at police.",
        "violent_demonstration", "They", "Protesters",
        id="they",
    ),
    pytest.param(
        "Residents of Basra launched rallies on Monday. Many held the government responsible.",
        "accuse", "Many", "Residents of Basra",
        id="many",
    ),
    pytest.param(
        "“I condemn the army,” Bishop Paul Okello said in Gulu.",
        "accuse", "I", "Bishop Paul Okello",
        id="I in a quotation",
    ),
    pytest.param(
        "“We reject the deal,” union leader Ana Torres said on Monday.",
        "reject", "We", "union leader Ana Torres",
        id="we in a quotation",
    ),
    pytest.param(
        "President Joao Silva met rebels in Luena on Monday. Silva visited Huambo on Tuesday.",
        "visit", "Silva", "President Joao Silva",
        id="surname",
    ),
    pytest.param(
        "A judge, Ana Torres, was shot in Quito on Monday.",
        "assassination", "A judge", "Ana Torres",
        id="apposition, the name after",
    ),
    pytest.param(
        "Police officers detained the journalist Ana Diaz in Caracas on Friday.",
        "arrest", "the journalist", "Ana Diaz",
        id="apposition without a comma",
    ),
    pytest.param(
        "Rwandan troops entered Goma on Monday. These troops killed four traders.",
        "attack_on_civilians", "These troops", "Rwandan troops",
        id="these troops",
    ),
    pytest.param(
        "Hezbollah attacked a village in Galilee on Monday. The group abducted six soldiers.",
        "abduction", "The group", "Hezbollah",
        id="the group",
    ),
    pytest.param(
        "The Red Crescent opened a camp in Gaza. The organisation accused Israel of theft.",
        "accuse", "The organisation", "The Red Crescent",
        id="the organisation",
    ),
]  # fmt: skip


def all_of(text: str, event_type: str, coder: Coder) -> dict[str, Participant]:
    report = only(coder, text, event_type)
    return {p.phrase.quote.text: p for p in (*report.actors, *report.targets)}


@pytest.mark.parametrize(("text", "event_type", "short", "full"), LINKED)
def test_linked(coder: Coder, text: str, event_type: str, short: str, full: str) -> None:
    phrase = all_of(text, event_type, coder)[short].phrase
    assert phrase.referent is not None
    assert phrase.referent.text == full
    assert phrase.via is Via.COREFERENCE
    assert phrase.via_quote is not None
    assert phrase.via_quote.text == short


@pytest.mark.parametrize(
    ("text", "event_type", "words"),
    [
        pytest.param(
            "Police arrested him in Oslo.", "arrest", "him",
            id="nobody is named before",
        ),
        pytest.param(
            "The group abducted six girls in Borno on Monday.", "abduction", "The group",
            id="no organisation is named before",
        ),
        pytest.param(
            "Many were arrested in Minsk on Monday.", "arrest", "Many",
            id="no group is named before",
        ),
        pytest.param(
            "Protests in Nasiriyah grew. Many attacked police.", "attack_on_civilians", "Many",
            id="an act is no group",
        ),
        pytest.param(
            "Ana Torres visited Cusco. Rain fell. Snow fell. Ice fell. Police arrested her.",
            "arrest", "her",
            id="named too far back",
        ),
    ],
)  # fmt: skip
def test_not_linked(coder: Coder, text: str, event_type: str, words: str) -> None:
    phrase = all_of(text, event_type, coder)[words].phrase
    assert phrase.referent is None
    assert phrase.via is None


def test_the_link_gives_the_actor(coder: Coder) -> None:
    text = "Chancellor Olaf Scholz visited Kigali on Monday. He met President Paul Kagame."
    he = all_of(text, "meet", coder)["He"]
    assert he.actor.value is not None
    assert (he.actor.value.name, he.actor.value.country) == ("Olaf Scholz", "DEU")


def test_acronyms_that_a_text_introduces() -> None:
    text = "The Popular Mobilization Forces (PMF) and Save the Children (STC) met (see page 3)."
    assert acronyms_of(text)["PMF"].endswith("Popular Mobilization Forces")
    assert set(acronyms_of(text)) == {"PMF", "STC"}
    assert acronyms_of("The governor (61) left (NATO was told).") == {}


def test_an_acronym_is_resolved_by_its_long_form(coder: Coder) -> None:
    text = "The Kuku Defence Union (KDU) met in Juba. The KDU attacked a convoy near Yei on Monday."
    report = coder.code(text, published=PUBLISHED).reports[-1]
    assert report.actors[0].actor.value is not None
    assert "Kuku Defence Union" in report.actors[0].actor.value.name


@pytest.mark.parametrize(
    ("text", "referent"),
    [
        ("The Iraqi military says it has seized two villages near Kirkuk.", "The Iraqi military"),
        ("The army said it shot two men in Lagos.", "The army"),
    ],
)
def test_it_takes_up_the_body_that_says_so(text: str, referent: str) -> None:
    parsed = Parser().parse(Article(text=text, hash="0" * 16, id="t"))
    syntax = Syntax(parsed, load_lexicon())
    link = Linker(syntax, ()).antecedent(parsed.lower.index("it"))
    assert link is not None
    assert parsed.quote(*syntax.phrase(link.token)).text == referent
