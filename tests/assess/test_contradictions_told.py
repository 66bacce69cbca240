"""Contradictions that the words of one article make, and what only looks like one."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.assess.contradictions.counted import find_counted
from dateline.lang.en.syntax import Syntax
from dateline.lang.lexicon import load_lexicon
from dateline.parse import Parser
from dateline.records.article import Article


def found(coder: Coder, text: str) -> list[tuple[str, list[str]]]:
    coded = coder.code(text, published="2022-03-10")
    assert all(c.explanation.endswith(".") for c in coded.contradictions)
    assert all(text[q.start : q.end] == q.text for c in coded.contradictions for q in c.evidence)
    return [(c.kind, [q.text for q in c.evidence]) for c in coded.contradictions]


CONTRADICTIONS = [
    ("count", "Six dead in Mosul blast\n\nA bomb killed nine people in Mosul on Monday.",
     ("Six", "nine people")),
    ("count", "Gunmen shot at a bus near Herat, killing four. Schools closed. The funeral of the "
     "seven passengers killed on the road was held at noon.", ("four", "the seven passengers")),
    ("source", "Police said that 16 people had been killed in the unrest. The opposition put the "
     "number killed at 45.", ("16 people", "45")),
    ("source", "Fans of the home side threw the first stones, the league said. The club answered "
     "that the visitors had thrown the first stones.", ("Fans", "the visitors")),
    ("source", "Villagers say that the army killed the two shepherds. The general said the two "
     "shepherds were killed by the guerrillas.", ("the army", "the guerrillas")),
    ("date", "The accord was signed in Juba on 6 February 2019. Under the accord signed on 9 "
     "February 2019, rebels keep their arms.", ("6 February 2019", "9 February 2019")),
    ("actor", "The mayor of Tumaco, Emilsen Cuero, was shot at. Then the mayor of Tumaco, Gladys "
     "Preciado, thanked her bodyguards.", ("Emilsen Cuero", "Gladys Preciado")),
    ("source", "Hashd al-Qasr is a wing of the Badr Organization. Badr's office answered that "
     "Hashd al-Qasr is not part of the Badr Organization.", ("a wing", "not part")),
    ("place", "The mayor of Ventspils, in the west of Estonia, was held. Shops in Ventspils, the "
     "Latvian port, shut.", ("Ventspils", "Estonia", "Latvian")),
    ("place", "Two nurses were abducted near Hodeidah, Oman, their union said.",
     ("Hodeidah", "Oman")),
    ("name", "A helicopter went down near Varzaqan. There is no sign of life, the Red Crescent "
     "said from Varzeqan.", ("Varzaqan", "Varzeqan")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "words"), CONTRADICTIONS)
def test_what_cannot_both_hold(coder: Coder, kind: str, text: str, words: tuple[str, ...]) -> None:
    given = found(coder, text)
    assert [k for k, _ in given] == [kind]
    assert all(any(word in quote for quote in given[0][1]) for word in words)


LOOK_ALIKES = [
    "Six dead in Mosul blast\n\nA bomb killed six people in Mosul. The toll rose to nine.",
    "Eleven killed at Omsk synagogue\n\nA man shot worshippers, killing eight men and three women.",
    "Nine killed in Munich\n\nA gunman killed nine people before he shot himself. Ten people died.",
    "Guards killed four men in Herat. The three soldiers killed in Kabul were buried.",
    "Police said 16 people had been killed in Kampala. In Gulu, the mayor said 45 were killed.",
    "At least 40 people were killed. The 52 people killed had come from Basra.",
    "The army said it fired first in Jenin. In Nablus the gunmen fired first, it said.",
    "He was arrested on 14 August. The man was arrested again on the 24th of August.",
    "He ordered on Sunday to launch the satellite. The satellite was launched on Monday.",
    "The mayor of Oslo, Ann Berg, left. The former mayor of Oslo, Kai Lund, stayed.",
    "Badi leads the Front in Tripoli. Badi does not lead the Misrata council any more.",
    "Jets bombed the Afghan province of Khost, not Khost in Iran's north.",
    "They will walk to Tapachula, Mexico. In Tapachula, Honduras has one consul.",
    "Gdańsk is a port. It was Germany's Danzig until 1945.",
    "Missiles fell in the North Korean capital of Pyongyang, the South Korean military said.",
    "Medicare grew. Medicaid did not.",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_can_both_hold(coder: Coder, text: str) -> None:
    assert found(coder, text) == []


COUNTED = [
    ("Five dead", ("killed", 5, 5, "")),
    ("At least 134 herders were killed.", ("killed", 134, 10**9, "herder")),
    ("Gunmen killed two hundred and six villagers near Jos.", ("killed", 206, 206, "villager")),
    ("Police arrested about 50 students.", ("arrested", 40, 60, "student")),
    ("They counted fifteen bodies.", ("killed", 15, 15, "")),
    ("A shell killed 1,200 sheep.", ("killed", 1200, 1200, "sheep")),
    ("The police freed all six policewomen.", ("freed", 6, 6, "policewoman")),
    ("It killed 3.5 percent.", None),
    ("Fifteen-year-olds were hurt.", None),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_what_a_number_counts(text: str, expected: tuple[str, int, int, str] | None) -> None:
    parsed = Parser().parse(Article(text=text, hash="0" * 16, id="t"))
    given = [(c.kind, c.low, c.high, c.whom) for c in find_counted(Syntax(parsed, load_lexicon()))]
    assert given == ([] if expected is None else [expected])
