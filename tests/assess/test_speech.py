"""Who says so: quotations, reported and nested speech, and what is nobody's."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.assess.speech import find_speeches
from dateline.parse import Parser
from dateline.records.claim import Speech
from dateline.records.event import Report
from tests.reading import PUBLISHED, only, syntax_of, tellers

ACT = "attack_on_civilians"
BELLO = "Governor Musa Bello"


def told(coder: Coder, text: str) -> dict[str | None, Report]:
    """Reports by type."""
    return {r.event_type.value: r for r in coder.code(text, published=PUBLISHED).reports}


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        pytest.param(
            f"“Soldiers killed six villagers in Gao,” {BELLO} said.",
            [(BELLO, "said", "states")],
            id="direct",
        ),
        pytest.param(
            f'"Soldiers killed six villagers in Gao," {BELLO} said.',
            [(BELLO, "said", "states")],
            id="direct, straight quotes",
        ),
        pytest.param(
            "Witnesses said that soldiers killed six villagers in Gao.",
            [("Witnesses", "said", "states")],
            id="indirect",
        ),
        pytest.param(
            "Soldiers killed six villagers in Gao, residents said.",
            [("residents", "said", "states")],
            id="told after",
        ),
        pytest.param(
            "According to the governor, soldiers killed six villagers in Gao.",
            [("governor", "According to", "states")],
            id="according to, before",
        ),
        pytest.param(
            "Soldiers killed six villagers in Gao, according to the Red Cross.",
            [("International Committee of the Red Cross", "according to", "states")],
            id="according to, after",
        ),
        pytest.param(
            "Soldiers reportedly killed six villagers in Gao.",
            [(None, "reportedly", "claims")],
            id="reportedly",
        ),
        pytest.param(
            "Soldiers allegedly killed six villagers in Gao.",
            [(None, "allegedly", "alleges")],
            id="allegedly",
        ),
        pytest.param(
            "The army is said to have killed six villagers in Gao.",
            [(None, "said", "claims")],
            id="is said to",
        ),
        pytest.param(
            "The governor denied that soldiers killed six villagers.",
            [("governor", "denied", "denies")],
            id="denies",
        ),
        pytest.param(
            "The governor confirmed that soldiers killed six villagers.",
            [("governor", "confirmed", "confirms")],
            id="confirms",
        ),
        pytest.param(
            "The governor claimed that soldiers killed six villagers.",
            [("governor", "claimed", "claims")],
            id="claims",
        ),
        pytest.param(
            "The governor doubted that soldiers killed six villagers.",
            [("governor", "doubted", "doubts")],
            id="doubts",
        ),
        pytest.param(
            "The governor accused soldiers of killing six villagers.",
            [("governor", "accused", "alleges")],
            id="accuses",
        ),
        pytest.param(
            "The AU said that Kenya denied that soldiers had killed six villagers.",
            [("African Union", "said", "states"), ("Kenya", "denied", "denies")],
            id="nested, outermost first",
        ),
        pytest.param(
            "Witnesses told Reuters that the mayor said soldiers had killed six villagers.",
            [("Witnesses", "told", "states"), ("mayor", "said", "states")],
            id="nested, hearer left out",
        ),
        pytest.param("Soldiers killed six villagers in Gao.", [], id="the outlet itself"),
    ],
)
def test_chain(coder: Coder, text: str, chain: list[tuple[str | None, str, str]]) -> None:
    assert tellers(only(coder, text, ACT)) == chain


def test_a_split_quotation_is_of_one_speaker(coder: Coder) -> None:
    text = f"“Rebels burned a mosque in Gao,” {BELLO} said. “Soldiers killed six villagers.”"
    reports = told(coder, text)
    assert tellers(reports["looting_property_destruction"]) == [(BELLO, "said", "states")]
    assert tellers(reports[ACT]) == [(BELLO, "said", "states")]


def test_a_quotation_over_paragraphs(coder: Coder) -> None:
    text = (
        f"{BELLO} said: “Rebels burned a mosque in Gao.\n\n"
        "“Soldiers killed six villagers.”\n\n"
        "Police arrested a driver in Kano on Monday."
    )
    reports = told(coder, text)
    assert tellers(reports["looting_property_destruction"]) == [(BELLO, "said", "states")]
    assert tellers(reports[ACT]) == [(BELLO, "said", "states")]
    assert tellers(reports["arrest"]) == []


def test_what_follows_a_quotation_is_the_outlets(coder: Coder) -> None:
    text = "“They left Gao on Monday,” the governor said. Soldiers killed six villagers in Gao."
    assert tellers(only(coder, text, ACT)) == []


def test_a_published_piece_speaks_through_the_paper(coder: Coder) -> None:
    text = "The Kayhan daily published a piece on Monday.\n\n“The army killed six villagers.”"
    assert tellers(only(coder, text, ACT)) == [("Kayhan", "published", "states")]


def words(parser: Parser, text: str) -> list[tuple[str, Speech]]:
    syntax = syntax_of(parser, text)
    return [
        (" ".join(syntax.parsed.words[i] for i in sorted(s.content)), s)
        for s in find_speeches(syntax)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{BELLO} spoke on Monday. He said: “Parties fell. Gangs [read police] came to Gao.”",
        f"“Parties [read police] fell. Gangs came to Gao,” {BELLO} said.",
        f"{BELLO} published a letter on Monday.\n\n“Gangs [read police] came to Gao.”",
    ],
)
def test_an_editors_insertion_is_no_part_of_what_was_said(parser: Parser, text: str) -> None:
    found = [content for content, speech in words(parser, text) if speech.direct]
    assert len(found) == 1
    assert "Gangs came to Gao" in found[0]
    assert "police" not in found[0]


def test_direct_and_indirect_speech_are_told_apart(parser: Parser) -> None:
    direct = words(parser, f"“Soldiers left Gao,” {BELLO} said.")
    indirect = words(parser, f"{BELLO} said that soldiers left Gao.")
    assert [s.direct for _, s in direct] == [True]
    assert [s.direct for _, s in indirect] == [False]
    assert indirect[0][0] == "that soldiers left Gao"


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers left the town of “Gao”.",
        "The law says little.",
        "Rebels attacked a market.",
    ],
)
def test_no_speech(parser: Parser, text: str) -> None:
    assert words(parser, text) == []


def test_an_alleged_act_marks_its_actor(coder: Coder) -> None:
    alleged = only(coder, "The governor accused soldiers of killing six villagers.", ACT)
    told = only(coder, "Soldiers killed six villagers in Gao.", ACT)
    assert [a.alleged for a in alleged.actors] == [True]
    assert [a.alleged for a in told.actors] == [False]
