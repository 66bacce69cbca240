"""Actors in CAMEO's codes, Goldstein's scale, Phoenix's classes, and lists of codes."""

from __future__ import annotations

import re

import pytest

from dateline.codebook import load_schemes
from dateline.codebook.cameo_codes import (
    cameo_actor_code,
    cameo_country,
    cameo_group,
    cameo_roles,
    goldstein,
    load_cameo_actors,
    pentaclass,
)
from dateline.codebook.code_lists import cow_number, read_numbers, read_sections
from dateline.codebook.place_codes import is_country_code
from dateline.codebook.schemes import load_cameo
from dateline.errors import CodebookError
from dateline.records.article import Tie
from dateline.records.entity import Actor
from dateline.resolve.actor_loading import load_actor_file

PART_OF_UN = (Tie("part_of", "UN"),)


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (Actor("Iraqi Army", "IRQ_MIL", "IRQ", ("MIL",)), "IRQMIL"),
        (Actor("reporters", None, "NGA", ("JRN",)), "NGAMED"),
        (Actor("nurses", None, "NGA", ("MED",)), "NGAHLH"),
        (Actor("a militia", None, "LBY", ("PRM", "UAF")), "LBYUAF"),
        (Actor("the French", None, "FRA"), "FRA"),
        (Actor("rebels", None, None, ("REB",)), "REB"),
        (Actor("gunmen", None, None, ("UNK", "UAF")), "UAF"),
        (Actor("Hamas", "HAMAS", "PSE", ("REB", "PTY")), "PSEREBHMS"),
        (Actor("United Nations", "UN", None, ("IGO",)), "IGOUNO"),
        (Actor("WHO", "WHO", None, ("IGO", "MED"), ties=PART_OF_UN), "IGOUNOHLHWHO"),
        (Actor("UNRWA", "UNRWA", None, ("IGO",), ties=PART_OF_UN), "IGOUNO"),
        (Actor("MONUSCO", "MONUSCO", "COD", ("IGO", "MIL"), ties=PART_OF_UN), "IGOUNO"),
        (Actor("a branch", "B", "KEN", ("NGO",), ties=(Tie("part_of", "ICRC"),)), "KENNGO"),
        (Actor("observers", None, None, ("IGO",)), "IGO"),
        (Actor("Islamic State", "ISLAMIC_STATE", None, ("REB",)), "IMG"),
        (Actor("Save the Children", "SAVE_THE_CHILDREN", None, ("NGO",)), "NGO"),
        (Actor("somebody", None, None, ("UNK",)), ""),
        (Actor("nobody"), ""),
    ],
)
def test_code(actor: Actor, code: str) -> None:
    assert cameo_actor_code(actor) == code


def test_countries_of_the_manual() -> None:
    romanian = Actor("police", "ROU_COP", "ROU", ("COP",))
    assert (cameo_actor_code(romanian), cameo_actor_code(romanian, old=True)) == (
        "ROUCOP",
        "ROMCOP",
    )
    assert cameo_country(romanian, old=True) == "ROM"
    assert cameo_country(Actor("nobody"), old=True) == ""


def test_parts() -> None:
    hezbollah = Actor("Hezbollah", "HEZBOLLAH", "LBN", ("REB", "PTY", "PRE"))
    assert cameo_roles(hezbollah) == ("REB", "PTY")
    assert (cameo_group(hezbollah), cameo_group(Actor("x", "UNRWA", ties=PART_OF_UN))) == (
        "HEZ",
        "UNO",
    )
    assert cameo_group(Actor("nobody")) == ""


def test_every_sector_has_a_role_or_none() -> None:
    sectors = {one for one in load_schemes().actors if one.isupper()} | {"IGO", "NGO"}
    assert set(read_sections("cameo_actors.txt")["roles"]) == sectors


def test_every_organisation_is_in_the_actor_file() -> None:
    table, known = load_cameo_actors(), load_actor_file().entries
    assert not {*table.organisations, *table.groups} - set(known)
    codes = (*table.organisations.values(), *table.groups.values(), *table.roles.values())
    assert all(re.fullmatch(r"(?:[A-Z]{3})+", code) for code in codes)


@pytest.mark.parametrize(
    ("code", "value"),
    [("190", -10.0), ("0874", 10.0), ("010", 0.0), ("1834", -10.0), ("176", -7.0), ("17", -7.0),
     ("", None), ("99", None), ("21", None)],
)  # fmt: skip
def test_goldstein(code: str, value: float | None) -> None:
    assert goldstein(code) == value


def test_every_code_in_use_has_a_value_and_a_class() -> None:
    assert all(goldstein(code) is not None for code in load_cameo())
    assert all(pentaclass(code) is not None for code in load_cameo())
    assert (pentaclass("010"), pentaclass("163"), pentaclass("x")) == (0, 3, None)


def test_correlates_of_war() -> None:
    numbers = read_numbers("cow.txt")
    assert (cow_number("IRQ"), cow_number("USA"), cow_number("PSE"), cow_number(None)) == (
        645,
        2,
        None,
        None,
    )
    assert all(is_country_code(country) for country in numbers)
    assert len(set(numbers.values())) == len(numbers) == 195


def test_a_list_of_another_form_is_refused() -> None:
    with pytest.raises(CodebookError, match=r"cameo_actors.txt:\d+: not a number: 'AGR'"):
        read_numbers("cameo_actors.txt")
