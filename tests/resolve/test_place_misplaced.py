"""Towns that a text puts on the wrong side of a land, and many that it does not."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.parse import Parser
from dateline.records.article import Article
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.place_misplaced import find_misplaced
from dateline.resolve.place_stated import load_compass, sides_of
from dateline.resolve.places import PlaceResolver, find_place_mentions


@cache
def parser() -> Parser:
    return Parser()


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def misplaced(text: str) -> list[tuple[str, str, str]]:
    """Each town with the words that put it there and the sentence that says so."""
    parsed = parser().parse(Article(text=text, hash="0" * 16, id="t"))
    mentions = find_place_mentions(parsed, gazetteer())
    coded = PlaceResolver(gazetteer()).resolve_all(mentions)
    return [
        (m.town.text, text[slice(*m.words)], m.explanation)
        for m in find_misplaced(gazetteer(), mentions, coded, text)
    ]


WRONG_SIDE = [
    (
        "Shops stayed shut in Maracaibo, eastern Venezuela, on Sunday.",
        "Maracaibo",
        "eastern Venezuela",
        "west of Venezuela",
    ),
    (
        "Dockers walked out in Port Sudan, in western Sudan, over pay.",
        "Port Sudan",
        "western Sudan",
        "east of Sudan",
    ),
    (
        "A grenade went off in Kosovska Mitrovica, southern Kosovo, at dawn.",
        "Kosovska Mitrovica",
        "southern Kosovo",
        "north of Kosovo",
    ),
    ("Teachers rallied in Basra, northern Iraq.", "Basra", "northern Iraq", "south of Iraq"),
    (
        "Teachers rallied in Basra, in the far north of Iraq, and later went home.",
        "Basra",
        "the far north of Iraq",
        "south of Iraq",
    ),
    (
        "Two officers were shot in Tijuana (southern Mexico) on Friday.",
        "Tijuana",
        "southern Mexico",
        "north of Mexico",
    ),
    (
        "A mosque was attacked in the southern Nigerian city of Kano.",
        "Kano",
        "southern Nigerian city",
        "north of Nigeria",
    ),
    (
        "Crowds gathered in Lviv, in Ukraine's east, on Monday.",
        "Lviv",
        "Ukraine's east",
        "west of Ukraine",
    ),
    (
        "Farmers blocked roads near the court in Cusco in northern Peru.",
        "Cusco",
        "northern Peru",
        "south of Peru",
    ),
    (
        "A bus burned in Izmir, a port city in eastern Turkey, police said.",
        "Izmir",
        "eastern Turkey",
        "west of Turkey",
    ),
    (
        "Herat, which lies in eastern Afghanistan, was quiet.",
        "Herat",
        "eastern Afghanistan",
        "west of Afghanistan",
    ),
    (
        "Striking miners marched in Antofagasta, in the south of the country.",
        "Antofagasta",
        "the south of the country",
        "north of Chile",
    ),
    (
        "Police broke up a sit-in in Mombasa, in the country's northwest, on Friday.",
        "Mombasa",
        "the country's northwest",
        "",
    ),
    ("Rebels entered Goma in western Congo.", "Goma", "western Congo", "east of"),
    (
        "Strikers met in Italy's northern city of Palermo.",
        "Palermo",
        "Italy's northern city",
        "south of Italy",
    ),
    ("The march began in northern Italy's Palermo.", "Palermo", "northern Italy", "south of Italy"),
    (
        "Soldiers fired on a crowd in the southern city of Mosul.",
        "Mosul",
        "southern city",
        "north of Iraq",
    ),
    (
        "A blast was heard in Chittagong, northwestern Bangladesh, at noon.",
        "Chittagong",
        "northwestern Bangladesh",
        "",
    ),
    (
        "Monks marched through Sittwe, in eastern Myanmar.",
        "Sittwe",
        "eastern Myanmar",
        "west of Myanmar",
    ),
    (
        "Tribes clashed in Kassala, in western Sudan, officials said.",
        "Kassala",
        "western Sudan",
        "east of Sudan",
    ),
    (
        "Lawyers walked out in San Diego, northern California, on Tuesday.",
        "San Diego",
        "northern California",
        "south of California",
    ),
    (
        "A depot burned in Arkhangelsk, in southern Russia.",
        "Arkhangelsk",
        "southern Russia",
        "north of Russia",
    ),
    (
        "Students clashed with police in Thessaloniki, in the south of Greece.",
        "Thessaloniki",
        "the south of Greece",
        "north of Greece",
    ),
    (
        "Vendors were evicted in Davao, northern Philippines, the mayor said.",
        "Davao",
        "northern Philippines",
        "south of",
    ),
]


@pytest.mark.parametrize(("text", "town", "words", "side"), WRONG_SIDE)
def test_a_town_on_the_wrong_side(text, town, words, side):
    found = misplaced(text)
    assert [(f[0], f[1]) for f in found] == [(town, words)]
    assert side in found[0][2]
    assert found[0][2].startswith(f"The text puts {town} in ")


WRONG_DIVISION = [
    (
        "A convoy was hit in Chaman, in the north of Khyber Pakhtunkhwa, on Monday.",
        "Chaman",
        "Balochistan",
    ),
    ("A convoy was hit in Chaman, Khyber Pakhtunkhwa, on Monday.", "Chaman", "Balochistan"),
    ("Mourners gathered in Mysore, Punjab, on Monday.", "Mysore", "Karnataka"),
    ("A rally was held in Seattle, California, on Monday.", "Seattle", "Washington"),
    ("Police raided homes in Maiduguri, in Lagos state, on Monday.", "Maiduguri", "Borno"),
    ("Police raided homes in Guangzhou in Shandong province.", "Guangzhou", "Guangdong"),
    ("Police raided homes in Maracaibo, in the state of Bolivar.", "Maracaibo", "Zulia"),
]


@pytest.mark.parametrize(("text", "town", "division"), WRONG_DIVISION)
def test_a_town_in_the_wrong_division(text, town, division):
    found = misplaced(text)
    assert [f[0] for f in found] == [town]
    assert f"the gazetteer has it in {division}" in found[0][2]


FITTING = [
    # where they do lie
    "Shops stayed shut in Maracaibo, western Venezuela, on Sunday.",
    "Dockers walked out in Port Sudan, in eastern Sudan, over pay.",
    "Teachers rallied in Basra, in the south of Iraq.",
    "A mosque was attacked in the northern Nigerian city of Kano.",
    "A bus burned in Izmir, a port city in western Turkey, police said.",
    "A raid took place in Chaman, southwestern Pakistan, on Monday.",
    "A raid took place in Chaman, in the north of Balochistan, on Monday.",
    "Migrants waited in El Paso, southwestern Texas, on Monday.",
    "A factory burned in Oslo, eastern Norway, on Monday.",
    "A factory burned in Kongsberg, eastern Norway, on Monday.",
    "Police fired on a march in Minya, southern Egypt, on Monday.",
    "Police fired on a march in Monterrey, northeastern Mexico, on Monday.",
    "Herders fought in Jalingo, northeastern Nigeria, on Monday.",
    "Oil workers struck in Laghouat, southern Algeria, on Monday.",
    # the middle, and words that leave it open
    "Crowds filled squares in Baghdad, northern Iraq, on Monday.",
    "Crowds filled squares in Basra, central Iraq, on Monday.",
    "Crowds filled squares in Basra, south-central Iraq, on Monday.",
    "Crowds filled squares in Ankara, northern Turkey, on Monday.",
    # the compass word is a part of a name
    "Envoys met in Juba, South Sudan, on Monday.",
    "Envoys met in Belfast, Northern Ireland, on Monday.",
    "Envoys met in Dili, East Timor, on Monday.",
    "Envoys met in Busan, South Korea, on Monday.",
    "Envoys met in Polokwane, South Africa, on Monday.",
    "Envoys met in Charleston, West Virginia, on Monday.",
    "Envoys met in the South African capital of Pretoria on Monday.",
    "Envoys met in the South Korean port of Busan on Monday.",
    "Envoys met in Juba, southern Sudan, on Monday.",
    "Envoys met in Tartus, northwest of Damascus, on Monday.",
    "Envoys met in Basra, north of Kuwait, on Monday.",
    # it says where the province lies, not the town
    "A school was hit in Imam Sahib in northern Kunduz province on Monday.",
    "A school was hit in Lashkar Gah, in southern Helmand province, on Monday.",
    "A school was hit in Multan, in eastern Punjab province, on Monday.",
    # another phrase begins
    "Unlike Basra, northern Iraq has seen few rallies.",
    "Unlike in Basra, northern Iraq was calm.",
    "Trucks go from Basra to northern Iraq every day.",
    "Strikes hit Basra, northern Iraq and parts of Syria.",
    "Rallies were held in Baghdad, Basra, northern Iraq, and Anbar.",
    "Police from Basra in northern Iraq's hills found nothing.",
    "In Basra, northern Iraqi leaders met the governor.",
    "In Basra, northern Iraq's Kurds are a small group.",
    "Between Basra and northern Iraq lie eight checkpoints.",
    "Officers from Port Sudan in western Sudan arrested a smuggler.",
    "He left Basra. Northern Iraq was his next stop.",
    "Basra is not in northern Iraq.",
    "Supplies for Maracaibo come from eastern Venezuela.",
    # only near it
    "A tanker sank north of Basra, northern Iraq.",
    # one name, several places
    "A fair opened in San José, northern Costa Rica, on Monday.",
    "A fair opened in Santa Cruz, northern Chile, on Monday.",
    "A fair opened in Springfield, southern Illinois, on Monday.",
    "A fair opened in Georgetown, southern Texas, on Monday.",
    # divisions: true ones, lists, new borders, hamlets of a famous name
    "A rally was held in Seattle, Washington, on Monday.",
    "A rally was held in Hyderabad, Andhra Pradesh, on Monday.",
    "A rally was held in Karachi, Punjab and Quetta.",
    "Rallies were held in Mosul, Basra, and Erbil.",
    "A rally was held in Paris, Texas, on Monday.",
    "A rally was held in Boston, Kentucky, on Monday.",
    "A rally was held in Karaj, Tehran province, on Monday.",
    "A rally was held in Timika, Papua, on Monday.",
    "Karachi beat Quetta in Punjab on Sunday.",
    "In Quetta, Punjab police arrested two men.",
    "A team from Karachi in Punjab won the cup.",
]


@pytest.mark.parametrize("text", FITTING)
def test_what_only_looks_misplaced(text):
    assert misplaced(text) == []


def test_a_word_between_two_sides_names_both():
    words = load_compass()
    assert sides_of("South-Western", words) == ("south", "west")
    assert sides_of("north", words) == ("north",)
    assert sides_of("central", words) == ()


def test_nothing_without_the_text():
    assert list(find_misplaced(gazetteer(), (), (), "")) == []
