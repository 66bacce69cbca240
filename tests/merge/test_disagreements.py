"""What reports of one event say that cannot all hold, and what only looks like it."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.merge.disagreements import disagreements
from dateline.merge.incidents import Told


def between(coder: Coder, *texts: str) -> list[tuple[str, list[str]]]:
    """Contradictions between the first reports of the texts, told on one day."""
    told = []
    for number, text in enumerate(texts):
        coded = coder.code(text, published="2022-03-10", source=f"Outlet {number}")
        told.append(Told(coded.reports[0], coded.article))
    return [
        (c.kind, [words.quote.text for words in c.evidence])
        for c in disagreements(sorted(told, key=lambda one: one.report.key))
    ]


PAIRS = [
    ("count", "Gunmen killed five labourers in Kulgam on Tuesday.",
     "Gunmen killed six workers in Kulgam on Tuesday."),
    ("date", "Gunmen killed five labourers in Kulgam on Tuesday.",
     "Five labourers were killed by gunmen in Kulgam on Monday."),
    ("place", "A bomb killed five people in Mosul on Tuesday.",
     "A bomb killed five people in Basra on Tuesday."),
    ("actor", "Abu Sayyaf fighters killed nine villagers in Jolo on Monday.",
     "Fighters of the Maute group killed nine villagers in Jolo on Monday."),
    ("actor", "Israeli soldiers shot and killed a widow near Husan on Sunday.",
     "Settlers shot and killed a widow near Husan on Sunday."),
    ("actor", "Azerbaijani forces attacked Armenian forces near Jermuk on Tuesday.",
     "Armenian forces attacked Azerbaijani forces near Jermuk on Tuesday."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "one", "other"), PAIRS)
def test_what_cannot_both_hold(coder: Coder, kind: str, one: str, other: str) -> None:
    assert [k for k, _ in between(coder, one, other)] == [kind]


LOOK_ALIKES = [
    ("A bomb killed five people in Mosul on Tuesday.",
     "The number of people killed by the bomb in Mosul on Tuesday has risen to seven."),
    ("A bomb killed about 100 people in Peshawar on Monday.",
     "A bomb killed 101 people in Peshawar on Monday."),
    ("Soldiers killed three people in Umm Qasr on Sunday.",
     "Soldiers killed nine people in southern Iraq on Sunday, three of them in Umm Qasr."),
    ("Police killed 24 suspects in Lima on Tuesday.",
     "Police killed 25 people in Lima on Tuesday."),
    ("Gunmen killed five labourers in Kulgam late on Monday night.",
     "Gunmen killed five labourers in Kulgam early on Tuesday."),
    ("Gunmen killed a councillor in Lima on Monday.",
     "Police killed a councillor in Lima on Monday."),
    ("Police clashed with drivers in Lima on Monday.",
     "Drivers clashed with police in Lima on Monday."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), LOOK_ALIKES)
def test_what_can_both_hold(coder: Coder, one: str, other: str) -> None:
    assert between(coder, one, other) == []
