"""Who did it to whom: lists, owners of buildings, doers of what is spoken of."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from tests.reading import only, words

LISTS = [
    (
        "Protesters stormed offices belonging to the Union Party, the Rural League, the Miners' "
        "Front and the Civic Alliance.",
        "violent_demonstration",
        ["Protesters"],
        ["the Union Party", "the Rural League", "the Miners' Front", "the Civic Alliance"],
    ),
    (
        "Residents ransacked depots owned by the Lake Guard, the Tres Ríos colectivo, the Sons of "
        "Mwanza and the Renewal Party, which denies any tie.",
        "violent_demonstration",
        ["Residents"],
        ["the Lake Guard", "the Tres Ríos colectivo", "the Sons of Mwanza", "the Renewal Party"],
    ),
    (
        "France and Germany signed a treaty with Poland in Warsaw on Monday.",
        "agreement",
        ["France", "Germany"],
        ["Poland"],
    ),
    (
        "Soldiers and policemen attacked the market in Bunia.",
        "attack_on_civilians",
        ["Soldiers", "policemen"],
        ["the market"],
    ),
    (
        "Rebels abducted three nuns and two drivers near Bamenda on Tuesday.",
        "abduction",
        ["Rebels"],
        ["three nuns", "two drivers"],
    ),
    (
        "Police clashed with farmers and students in La Paz on Monday.",
        "violent_demonstration",
        ["farmers", "students"],
        ["Police"],
    ),
    (
        "The army and rebels exchanged fire in Kutum on Sunday.",
        "armed_clash",
        ["The army"],
        ["rebels"],
    ),
]
OWNERS = [
    ("Masked men torched the offices of the Liberal Party in Tegucigalpa on Sunday.",
     ["the Liberal Party"]),
    ("Demonstrators torched vehicles owned by the Coca-Cola Company in Oaxaca on Sunday.",
     ["the Coca-Cola Company"]),
    ("Soldiers attacked the positions of the Karen National Union near Myawaddy on Friday.",
     ["the Karen National Union"]),
    # nobody's, or a person's: the building itself
    ("Looters ransacked a warehouse in Durban on Sunday.", ["a warehouse"]),
    ("Rebels burned the governor's house in Mopti on Sunday.", ["the governor's house"]),
]  # fmt: skip
SPOKEN = [
    ("The union condemned the police's raid on its office in Manila.", ["the police"]),
    ("The mayor welcomed the plan.", []),
    ("The minister criticized the mayor in Lima.", ["the mayor"]),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "targets"), LISTS)
def test_lists(
    coder: Coder, text: str, event_type: str, actors: list[str], targets: list[str]
) -> None:
    report = only(coder, text, event_type)
    assert (words(report.actors), words(report.targets)) == (actors, targets)


@pytest.mark.parametrize(("text", "targets"), OWNERS)
def test_owners_of_buildings(coder: Coder, text: str, targets: list[str]) -> None:
    report = only(coder, text)
    assert words(report.targets) == targets


def test_an_owner_says_of_what(coder: Coder) -> None:
    report = only(coder, OWNERS[0][0])
    assert report.targets[0].phrase.how == "owner of 'offices'"


@pytest.mark.parametrize(("text", "targets"), SPOKEN)
def test_who_is_spoken_of(coder: Coder, text: str, targets: list[str]) -> None:
    assert words(only(coder, text).targets) == targets


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("A mayor was shot in Cebu on Monday.", [], ["A mayor"]),
        ("Police in Basra arrested two men.", ["Police"], ["two men"]),
        ("The killing of two monks by rebels in Taiz shocked Yemen.", ["rebels"], ["two monks"]),
        ("Villagers buried a nurse killed by soldiers in Yei.", ["soldiers"], ["a nurse"]),
        ("Police are said to have arrested an editor in Minsk.", ["Police"], ["an editor"]),
    ],
)
def test_arguments(coder: Coder, text: str, actors: list[str], targets: list[str]) -> None:
    report = only(coder, text)
    assert (words(report.actors), words(report.targets)) == (actors, targets)


def test_a_collective_head_is_kept_whole(coder: Coder) -> None:
    text = "The president met with the family of Maria Lopez in Bogota on Monday."
    assert words(only(coder, text).targets) == ["the family of Maria Lopez"]


def test_nobody_stands_twice(coder: Coder) -> None:
    report = only(coder, "Gunmen attacked a church in Jos on Monday, killing two nuns.")
    assert len(words(report.targets)) == len(set(words(report.targets)))
