"""Whose a role is by the place beside it, names that many countries have, and names half known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.records.entity import Actor
from dateline.resolve.actor_file import read_actor_texts
from dateline.resolve.actor_names import Context, NameIndex
from dateline.resolve.actors import ActorResolver
from dateline.resolve.names import bones, fold, sound

from .fake_countries import FakeCountries

RESOLVER = ActorResolver(FakeCountries())


def who(phrase: str, *, head: str = "", hint: str | None = None, **places: str) -> Actor:
    coded = RESOLVER.resolve(
        phrase, head=head, country_hint=hint, on=date(2012, 6, 1), places=tuple(places.items())
    )
    assert coded.value is not None
    return coded.value


@pytest.mark.parametrize(
    ("phrase", "country", "sector", "identity"),
    [
        ("Shanghai police", "CHN", "COP", "CHN_COP"),
        ("the Kano State government", "NGA", "GOV", None),
        ("the governor of Kano", "NGA", "GOV", None),
        ("students in Shanghai", "CHN", "EDU", None),
        ("troops in Kano", None, "MIL", None),  # whose troops, the town does not say
        ("Kano supporters", None, "CVL", None),
        ("Seven soldiers", None, "MIL", None),  # Seven is a village in France, too
        ("Young policemen", None, "COP", None),
        ("an army accountant", None, "MIL", None),
        ("a police driver", None, "COP", None),
        ("a congressional group", None, "LEG", None),
        ("an army widow", None, "CVL", None),
    ],
)
def test_a_role_has_the_country_of_the_place_beside_it(
    phrase: str, country: str | None, sector: str, identity: str | None
) -> None:
    actor = who(phrase)
    assert (actor.country, actor.sectors[:1], actor.id) == (country, (sector,), identity)


def test_the_places_of_the_article_outrank_what_a_name_means_by_itself() -> None:
    assert who("Kano police", Kano="GHA").country == "GHA"
    assert who("Georgia lawmakers", Georgia="USA").country == "USA"
    assert who("Georgia lawmakers").country == "GEO"


@pytest.mark.parametrize(("hint", "country"), [("COG", "COG"), ("COD", "COD"), (None, "COD")])
def test_a_shared_nationality_word_is_the_contexts(hint: str | None, country: str) -> None:
    assert who("Congolese villagers", hint=hint).country == country


def test_a_capital_inside_a_persons_name_is_not_where_they_are_from() -> None:
    assert who("Paris Milton").country is None
    assert who("Kyiv's Andriy Nobody").country == "UKR"


@pytest.mark.parametrize(
    ("phrase", "identity"),
    [
        ("Moktada al-Sadr", "MUQTADA_AL_SADR"),
        ("the Mehdi Army", "MAHDI_ARMY"),
        ("Beitullah Mehsud", "BAITULLAH_MEHSUD"),
        ("rebel general Bosco Ntaganda", "BOSCO_NTAGANDA"),
    ],
)
def test_other_spellings_and_titles(phrase: str, identity: str) -> None:
    home = {"MAHDI_ARMY": "IRQ"}.get(identity)  # no longer in being: the context must speak for it
    assert who(phrase, hint=home).id == identity


def test_vowels_are_the_transliterators_choice() -> None:
    assert bones(sound(fold("Baitullah"))) == bones(sound(fold("Beitulleh")))
    assert bones(sound(fold("Karim"))) != bones(sound(fold("Kasim")))


FILE = read_actor_texts(
    [
        (
            "t",
            """
A_LABOUR | Labour Party | GBR | PTY | party
B_UNREST | Unrest Front | GBR | REB | group
C_ABC | Association of Bakers of Cork | GBR | LAB | union
  aka ABC
""",
        )
    ]
)
NAMES = NameIndex(FILE, {}, generic=("party",), plain=("the", "labour", "party", "front"))


@pytest.mark.parametrize(
    ("name", "hint", "known"),
    [
        ("labour party", "GBR", True),
        ("labour party", None, True),
        ("labour party", "NZL", False),
        ("unrest front", "NZL", True),
        ("abc", "GBR", True),
        ("abc", "NZL", False),
    ],
)
def test_a_plain_name_is_no_other_countrys(name: str, hint: str | None, known: bool) -> None:
    assert bool(NAMES.exact(name, Context(hint=hint))) == known


def test_a_users_roles_are_read_and_do_not_spoil_known_ones(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("@role MIL | glenfighter; glen warden\n@role COP | policeman\n", "utf-8")
    resolver = ActorResolver(FakeCountries(), extra=own)

    def told(phrase: str) -> Actor | None:
        return resolver.resolve(phrase, head=phrase.split()[-1]).value

    warden, police = told("two Nepalese glen wardens"), told("Nepalese policemen")
    assert warden is not None
    assert (warden.country, warden.sectors, warden.acled_type) == ("NPL", ("MIL",), "State forces")
    assert police is not None
    assert police.id == "NPL_COP"
