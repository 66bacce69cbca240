"""Actors in PLOVER's codes."""

from __future__ import annotations

import pytest

from dateline.codebook.actor_codes import plover_country, plover_sector
from dateline.records.article import Tie
from dateline.records.entity import Actor

PART_OF_UN = (Tie("part_of", "UN"),)


@pytest.mark.parametrize(
    ("actor", "country", "sector"),
    [
        (Actor("Police of Nepal", "NPL_COP", "NPL", ("COP",)), "NPL", "COP"),
        (Actor("United Nations", "UN", None, ("IGO",)), "UNO", "IGO"),
        (Actor("a court of the UN", "X", None, ("IGO", "JUD"), ties=PART_OF_UN), "UNO", "JUD"),
        (Actor("European Union", "EU", None, ("IGO", "GOV")), "EUR", "GOV"),
        (Actor("a bank of states", "B", None, ("IGO", "BUS")), "IGO", "BUS"),
        (Actor("people near it", None, None, ("CVL",), ties=PART_OF_UN), None, "CVL"),
        (Actor("somebody", None, None, ("UNK",)), None, None),
        (Actor("nobody"), None, None),
    ],
)
def test_country_and_sector(actor: Actor, country: str | None, sector: str | None) -> None:
    assert (plover_country(actor), plover_sector(actor)) == (country, sector)
