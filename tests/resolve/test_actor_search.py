"""Looking for entries of the actor file, and what other entries say of one."""

from __future__ import annotations

import pytest

from dateline.resolve.actor_file import read_actor_texts
from dateline.resolve.actor_loading import load_actor_file
from dateline.resolve.actor_search import (
    incoming,
    near_ids,
    search,
    shown_entry,
    state_entry,
    state_named,
)

from .fake_countries import FakeCountries

FILE = """
RIVER_FRONT | River Liberation Front | PER | REB | group 1999..
  aka RLF; Frente del Rio
  backed_by HILL_STATE 2001..2005 -- an invented source
RIVER_PARTY | River Party | PER | PTY | party
  short River
HILL_STATE | Hill State | - | GOV | body
QASIM_HADDAD | Qasim al-Haddad | IRQ | ELI | person
  called Abu Nahr
  office PER | president | GOV | 2001..2003
@alias PER_COP | Guardia de la Ribera
"""
ENTRIES = read_actor_texts([("test", FILE)]).entries


def ids(words: str) -> list[str]:
    return [match.entry.id for match in search(ENTRIES.values(), words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("river party", ["RIVER_PARTY"]),
        ("river", ["RIVER_PARTY", "RIVER_FRONT"]),  # a short name, then a word
        ("front river", ["RIVER_FRONT"]),
        ("rlf", ["RIVER_FRONT"]),
        ("RIVER_FRONT", ["RIVER_FRONT"]),
        ("frente rio", ["RIVER_FRONT"]),
        ("kassem haddad", ["QASIM_HADDAD"]),
        ("Qassem al Haddad", ["QASIM_HADDAD"]),
        ("abu nahr", ["QASIM_HADDAD"]),
        ("river libration front", ["RIVER_FRONT"]),
        ("lib", ["RIVER_FRONT"]),
        ("li", []),
        ("qwertz", []),
        ("", []),
        ("---", []),
    ],
)
def test_search(words: str, found: list[str]) -> None:
    assert ids(words) == found


def test_badr_is_first_of_the_shipped_file() -> None:
    found = search(load_actor_file().entries.values(), "badr")
    assert found[0].entry.id == "BADR"
    assert found[0].entry.name == "Badr Organisation"
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)


def test_how_it_was_found() -> None:
    (match,) = search(ENTRIES.values(), "frente del rio")
    assert (match.name, match.how) == ("Frente del Rio", "other name")
    (match,) = search(ENTRIES.values(), "river libration front")
    assert (match.name, match.how) == ("River Liberation Front", "near spelling")


def test_near_ids() -> None:
    assert near_ids(ENTRIES, "RIVER_FRNT")[0] == "RIVER_FRONT"
    assert near_ids(ENTRIES, "Zzz") == []


@pytest.mark.parametrize(
    ("words", "identity"),
    [
        ("NPL_COP", "NPL_COP"),
        ("npl cop", "NPL_COP"),
        ("Police of Nepal", "NPL_COP"),
        ("nepal police", "NPL_COP"),
        ("government of iraq", "IRQ_GOV"),
        ("Iraqi intelligence services", "IRQ_SPY"),
        ("QQQ_GOV", None),
        ("police of nowhere", None),
        ("river front", None),
    ],
)
def test_states_by_their_words(words: str, identity: str | None) -> None:
    assert state_named(words, FakeCountries()) == identity


def test_states_have_entries() -> None:
    countries = FakeCountries()
    police = state_entry("NPL_COP", countries)
    assert police is not None
    assert (police.name, police.country, police.sectors) == ("Police of Nepal", "NPL", ("COP",))
    nepal = state_entry("NPL", countries)
    assert nepal is not None
    assert (nepal.name, nepal.kind) == ("Nepal", "state")
    assert state_entry("QQQ_COP", countries) is None
    assert state_entry("QQQ", countries) is None
    assert state_entry("BADR", countries) is None
    listed = shown_entry(ENTRIES["PER_COP"], countries)
    assert (listed.name, listed.aliases) == ("Police of Peru", ("Guardia de la Ribera",))
    assert shown_entry(ENTRIES["RIVER_FRONT"], countries) is ENTRIES["RIVER_FRONT"]


def test_what_others_say() -> None:
    (tie,) = incoming(ENTRIES.values(), "HILL_STATE")
    assert tie.entry.id == "RIVER_FRONT"
    (office,) = incoming(ENTRIES.values(), "PER_GOV")
    assert office.entry.id == "QASIM_HADDAD"
    assert incoming(ENTRIES.values(), "PER_COP") == []
    assert [one.entry.id for one in incoming(ENTRIES.values(), "PER")] == ["QASIM_HADDAD"]
