"""English clauses: voice, control, sharing and relatives undone; phrases, lists, heads."""

from __future__ import annotations

import pytest

from dateline.lang.en.syntax import Syntax
from dateline.parse import Parser
from tests.reading import syntax_of

Args = list[tuple[str, str]]


def at(syntax: Syntax, word: str) -> int:
    return syntax.parsed.words.index(word)


def clause(parser: Parser, text: str, verb: str) -> tuple[Args, Args, bool]:
    """(word, how) of the subjects and of the objects of a verb, and whether it is passive."""
    syntax = syntax_of(parser, text)
    found = syntax.clause(at(syntax, verb))
    subjects, objects = (
        [(syntax.parsed.words[a.token], a.how) for a in args]
        for args in (found.subjects, found.objects)
    )
    return subjects, objects, found.passive


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects", "passive"),
    [
        pytest.param(
            "Soldiers beat a monk.", "beat", [("Soldiers", "subject")], [("monk", "object")], False,
            id="active",
        ),
        pytest.param(
            "The mayor was shot by a gunman.", "shot",
            [("gunman", "by")], [("mayor", "passive subject")], True,
            id="passive",
        ),
        pytest.param(
            "The mayor was shot.", "shot", [], [("mayor", "passive subject")], True,
            id="agentless",
        ),
        pytest.param(
            "The mayor was shot by Monday.", "shot", [], [("mayor", "passive subject")], True,
            id="a day is no agent",
        ),
        pytest.param(
            "Police detained a nurse who treated protesters.", "treated",
            [("nurse", "subject")], [("protesters", "object")], False,
            id="relative, subject",
        ),
        pytest.param(
            "Police detained a nurse whom soldiers beat.", "beat",
            [("soldiers", "subject")], [("nurse", "object")], False,
            id="relative, object",
        ),
        pytest.param(
            "Soldiers buried the villagers killed by rebels.", "killed",
            [("rebels", "by")], [("villagers", "participle")], True,
            id="reduced relative",
        ),
        pytest.param(
            "The village, attacked by rebels, is empty.", "attacked",
            [("rebels", "by")], [("village", "participle")], True,
            id="reduced relative after a comma",
        ),
        pytest.param(
            "Police ordered the crowd to leave the square.", "leave",
            [("crowd", "control: ordered")], [("square", "object")], False,
            id="object control",
        ),
        pytest.param(
            "The crowd refused to leave the square.", "leave",
            [("crowd", "shared with: refused")], [("square", "object")], False,
            id="subject control",
        ),
        pytest.param(
            "The rebels were accused of shelling Goma.", "shelling",
            [("rebels", "control: accused")], [("Goma", "object")], False,
            id="accused of, passive",
        ),
        pytest.param(
            "Police stopped farmers from reaching the port.", "reaching",
            [("farmers", "control: stopped")], [("port", "object")], False,
            id="stopped from",
        ),
        pytest.param(
            "After storming the bank, protesters fled.", "storming",
            [("protesters", "shared with: fled")], [("bank", "object")], False,
            id="gerund after a preposition",
        ),
        pytest.param(
            "Reporters saw soldiers beat a student.", "beat",
            [("soldiers", "subject")], [("student", "object")], False,
            id="perception verb",
        ),
        pytest.param(
            "He was arrested and jailed.", "jailed", [], [("He", "passive subject")], True,
            id="shared passive subject",
        ),
        pytest.param(
            "Soldiers shot dead a monk.", "shot",
            [("Soldiers", "subject")], [("monk", "object")], False,
            id="shot dead",
        ),
    ],
)  # fmt: skip
def test_clause(
    parser: Parser, text: str, verb: str, subjects: Args, objects: Args, passive: bool
) -> None:
    assert clause(parser, text, verb) == (subjects, objects, passive)


def test_the_second_verb_shares_the_subject(parser: Parser) -> None:
    subjects, objects, _ = clause(parser, "Students marched and burned tyres.", "burned")
    assert subjects == [("Students", "shared with: marched")]
    assert objects == [("tyres", "object")]


def test_the_first_verb_shares_the_object(parser: Parser) -> None:
    _, objects, _ = clause(parser, "Rebels attacked and burned the village.", "attacked")
    assert objects == [("village", "shared object")]


def test_clauses_do_not_take_objects_from_afar(parser: Parser) -> None:
    text = "Rebels advanced, the governor said in a letter, and burned the village."
    assert clause(parser, text, "advanced")[1] == []


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("Dozens of angry farmers blocked the road.", "Dozens", "Dozens of angry farmers"),
        ("At least nine miners from Zambia died.", "miners", "At least nine miners"),
        ("The mayor of Lviv, a lawyer, spoke.", "mayor", "The mayor of Lviv"),
        ("The Miners' Front met.", "Front", "The Miners' Front"),
        ("A man who fled was caught.", "man", "A man"),
    ],
)
def test_phrase(parser: Parser, text: str, head: str, phrase: str) -> None:
    syntax = syntax_of(parser, text)
    assert syntax.parsed.quote(*syntax.phrase(at(syntax, head))).text == phrase


@pytest.mark.parametrize(
    ("text", "first", "members"),
    [
        ("France and Germany met.", "France", ["France", "Germany"]),
        (
            "The Union Party, the Rural League and the Miners' Front met.",
            "Party",
            ["Party", "League", "Front"],
        ),
        ("A nurse came and went.", "nurse", ["nurse"]),
        ("The mayor, a lawyer, spoke.", "mayor", ["mayor"]),
    ],
)
def test_conjuncts(parser: Parser, text: str, first: str, members: list[str]) -> None:
    syntax = syntax_of(parser, text)
    assert [syntax.parsed.words[i] for i in syntax.conjuncts(at(syntax, first))] == members


@pytest.mark.parametrize(
    ("text", "head", "noun"),
    [
        ("Dozens of angry farmers blocked the road.", "Dozens", "farmers"),
        ("A group of masked men fled.", "group", "men"),
        ("Two of the men escaped.", "Two", "men"),
        ("The leader of the men escaped.", "leader", "leader"),
        ("Hundreds fled.", "Hundreds", "Hundreds"),
    ],
)
def test_meaning_head(parser: Parser, text: str, head: str, noun: str) -> None:
    syntax = syntax_of(parser, text)
    assert syntax.parsed.words[syntax.meaning_head(at(syntax, head))] == noun


def test_prepositions_reach_through_stacked_ones(parser: Parser) -> None:
    syntax = syntax_of(parser, "Troops pulled out of Kabul in May.")
    found = {(w, syntax.parsed.words[o]) for w, o in syntax.prepositions(at(syntax, "pulled"))}
    assert {("of", "Kabul"), ("in", "May")} <= found


def test_who_can_act(parser: Parser) -> None:
    syntax = syntax_of(parser, "Police, hundreds of nurses, the table and a letter came.")
    able = {w for i, w in enumerate(syntax.parsed.words) if syntax.is_noun(i) and syntax.can_act(i)}
    assert {"Police", "nurses"} <= able
    assert not able & {"table", "letter"}
