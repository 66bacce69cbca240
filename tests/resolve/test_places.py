"""Place names in sentences: found, with what the words around them say, and resolved."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.parse import Parser
from dateline.records.article import Article, ParsedArticle
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Place
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.places import (
    PlaceConflict,
    PlaceMention,
    PlaceResolver,
    find_place_mentions,
)

SHARED = Path(__file__).parents[3] / "shared"


@dataclass(frozen=True)
class Read:
    """A text read and resolved."""

    text: str
    mentions: tuple[PlaceMention, ...]
    coded: tuple[Coded[Place], ...]
    conflicts: tuple[PlaceConflict, ...]

    def of(self, name: str) -> tuple[PlaceMention, Coded[Place]]:
        """The last mention of the name."""
        hits = [(m, c) for m, c in zip(self.mentions, self.coded, strict=True) if m.text == name]
        assert hits, f"{name!r} not among {[m.text for m in self.mentions]}"
        return hits[-1]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def parse() -> Callable[[str], ParsedArticle]:
    parser = Parser()
    return lambda text: parser.parse(Article(text=text, hash="0" * 16, id="test"))


@pytest.fixture(scope="module")
def read(gazetteer: Gazetteer, parse: Callable[[str], ParsedArticle]) -> Callable[..., Read]:
    resolver = PlaceResolver(gazetteer)

    def read(text: str, **context: str | None) -> Read:
        parsed = parse(text)
        mentions = find_place_mentions(parsed, gazetteer)
        norps = [
            text[parsed.starts[a] : parsed.ends[b - 1]] for a, b, x in parsed.ents if x == "NORP"
        ]
        coded = resolver.resolve_all(
            mentions,
            dateline_country=context.get("dateline"),
            outlet_country=context.get("outlet"),
            other_names=norps,
        )
        return Read(text, mentions, coded, resolver.conflicts(mentions, coded))

    return read


# -- what the words around a name say -----------------------------------------------------

PHRASES = [
    # sentence, name, phrase, container, modifier, kind
    (
        "Gunmen stormed the town of Baquba on Friday.",
        "Baquba",
        "the town of Baquba",
        None,
        "",
        "town",
    ),
    (
        "Protesters marched in the city of Basra, southern Iraq near Kuwait, on Sunday.",
        "Basra",
        "the city of Basra, southern Iraq near Kuwait",
        "Iraq",
        "",
        "town",
    ),
    (
        "The southern Iraqi city of Basra saw rallies.",
        "Basra",
        "The southern Iraqi city of Basra",
        "Iraqi",
        "",
        "town",
    ),
    (
        "Shells hit Iraq's Anbar province overnight.",
        "Anbar",
        "Iraq's Anbar province",
        "Iraq",
        "",
        "division",
    ),
    ("Police in Austin, Texas, made nine arrests.", "Austin", "Austin, Texas", "Texas", "", ""),
    ("Police in Austin, Tex., made nine arrests.", "Austin", "Austin, Tex.", "Tex.", "", ""),
    (
        "A drone struck Donetsk, eastern Ukraine, killing two.",
        "Donetsk",
        "Donetsk, eastern Ukraine",
        "Ukraine",
        "",
        "",
    ),
    (
        "Troops clashed with rebels near Maiduguri on Monday.",
        "Maiduguri",
        "Maiduguri",
        None,
        "near",
        "",
    ),
    (
        "Troops clashed with rebels on the outskirts of Tripoli.",
        "Tripoli",
        "the outskirts of Tripoli",
        None,
        "outskirts",
        "",
    ),
    ("A convoy was ambushed about 20 km north of Kirkuk.", "Kirkuk", "Kirkuk", None, "near", ""),
    ("Fighting spread across southern Lebanon.", "Lebanon", "southern Lebanon", None, "part", ""),
    (
        "Fighting spread across the south of Lebanon.",
        "Lebanon",
        "the south of Lebanon",
        None,
        "part",
        "",
    ),
    (
        "A blast hit Karachi's outskirts on Tuesday.",
        "Karachi",
        "Karachi's outskirts",
        None,
        "outskirts",
        "",
    ),
    (
        "Clashes broke out in Goma in North Kivu province.",
        "Goma",
        "Goma in North Kivu province",
        "North Kivu",
        "",
        "",
    ),
    (
        "Farmers rallied in the province of Helmand.",
        "Helmand",
        "the province of Helmand",
        None,
        "",
        "division",
    ),
    (
        "Soldiers entered Mogadishu, Somalia, at dawn.",
        "Mogadishu",
        "Mogadishu, Somalia",
        "Somalia",
        "",
        "",
    ),
    (
        "Militants attacked the Nigerian town of Bama.",
        "Bama",
        "the Nigerian town of Bama",
        "Nigerian",
        "",
        "town",
    ),
    ("Workers struck in downtown Beirut.", "Beirut", "downtown Beirut", None, "part", ""),
    (
        "Rebels seized El Fasher, North Darfur, in October.",
        "El Fasher",
        "El Fasher, North Darfur",
        "North Darfur",
        "",
        "",
    ),
    ("They met in Paris, London and Berlin.", "Paris", "Paris", None, "", ""),
    ("Envoys visited Egypt, Jordan and Syria.", "Egypt", "Egypt", None, "", ""),
    ("Envoys visited Cairo, Jordan and Syria.", "Cairo", "Cairo", None, "", ""),
]


@pytest.mark.parametrize(("text", "name", "phrase", "container", "modifier", "kind"), PHRASES)
def test_the_words_around_a_name(
    read: Callable[..., Read],
    text: str,
    name: str,
    phrase: str,
    container: str | None,
    modifier: str,
    kind: str,
) -> None:
    mention, _ = read(text).of(name)
    assert text[mention.phrase_start : mention.phrase_end] == phrase
    assert (mention.container, mention.modifier, mention.kind) == (container, modifier, kind)
    if container is not None:
        assert text[mention.container_start : mention.container_end] == container


# -- which place --------------------------------------------------------------------------

PLACES = [
    # sentence, name, name of the place, country, admin1, precision
    ("Gunmen killed three people in Baghdad.", "Baghdad", "Baghdad", "IRQ", "Baghdad", "exact"),
    ("Protesters gathered in Basra.", "Basra", "Basra", "IRQ", "Basra", "exact"),
    (
        "Protesters gathered in Nasiriyah, Iraq.",
        "Nasiriyah",
        "Nasiriyah",
        "IRQ",
        "Dhi Qar",
        "exact",
    ),
    (
        "Students rallied in Tripoli, Lebanon.",
        "Tripoli",
        "Tripoli",
        "LBN",
        "North Lebanon",
        "exact",
    ),
    ("Students rallied in Tripoli, Libya.", "Tripoli", "Tripoli", "LBY", "Tripoli", "exact"),
    (
        "Students rallied in the Lebanese city of Tripoli.",
        "Tripoli",
        "Tripoli",
        "LBN",
        "North Lebanon",
        "exact",
    ),
    (
        "A bus overturned near Hyderabad in Pakistan's Sindh province.",
        "Hyderabad",
        "Hyderabad",
        "PAK",
        "Sindh",
        "near",
    ),
    (
        "A bus overturned in Hyderabad, the capital of the Indian state of Telangana.",
        "Hyderabad",
        "Hyderabad",
        "IND",
        "Telangana",
        "exact",
    ),
    ("Police in Paris, Texas, arrested two men.", "Paris", "Paris", "USA", "Texas", "exact"),
    ("Police in Paris arrested two men.", "Paris", "Paris", "FRA", "Ile-de-France", "exact"),
    (
        "Two died in Birmingham, Ala., on Sunday.",
        "Birmingham",
        "Birmingham",
        "USA",
        "Alabama",
        "exact",
    ),
    (
        "Two died in Birmingham, England, on Sunday.",
        "Birmingham",
        "Birmingham",
        "GBR",
        "England",
        "exact",
    ),
    (
        "The army shelled Donetsk in eastern Ukraine.",
        "Donetsk",
        "Donetsk",
        "UKR",
        "Donetsk",
        "exact",
    ),
    ("The army moved into Anbar province.", "Anbar", "Anbar", "IRQ", "Anbar", "admin1"),
    ("Helmand province saw heavy fighting.", "Helmand", "Helmand", "AFG", "Helmand", "admin1"),
    ("Villagers fled Borno state.", "Borno", "Borno", "NGA", "Borno", "admin1"),
    (
        "Rebels attacked villages in North Kivu.",
        "North Kivu",
        "North Kivu",
        "COD",
        "North Kivu",
        "admin1",
    ),
    ("Militias clashed in Darfur.", "Darfur", "Darfur", "SDN", None, "admin1"),
    ("Shelling continued in the Donbas.", "Donbas", "Donbas", "UKR", None, "admin1"),
    ("Jihadists are active across the Sahel.", "Sahel", "Sahel", None, None, "admin1"),
    ("Rallies were held across Iraq.", "Iraq", "Iraq", "IRQ", None, "country"),
    ("Rallies were held in southern Iraq.", "Iraq", "Iraq", "IRQ", None, "admin1"),
    ("Rallies were held near Mosul.", "Mosul", "Mosul", "IRQ", "Nineveh", "near"),
    ("Fighting raged on the outskirts of Aleppo.", "Aleppo", "Aleppo", "SYR", "Aleppo", "near"),
    (
        "Clashes erupted in Deir al-Zor on Monday.",
        "Deir al-Zor",
        "Deir ez-Zor",
        "SYR",
        "Deir ez-Zor",
        "exact",
    ),
    ("Farmers marched on Mumbai.", "Mumbai", "Mumbai", "IND", "Maharashtra", "exact"),
    (
        "Two soldiers were shot dead in Maiduguri.",
        "Maiduguri",
        "Maiduguri",
        "NGA",
        "Borno",
        "exact",
    ),
    ("A mine exploded in Kidal, northern Mali.", "Kidal", "Kidal", "MLI", "Kidal", "exact"),
    ("Students protested in Dhaka.", "Dhaka", "Dhaka", "BGD", "Dhaka", "exact"),
    (
        "The cartel burned buses in Culiacán, Sinaloa.",
        "Culiacán",
        "Culiacán",
        "MEX",
        "Sinaloa",
        "exact",
    ),
    (
        "The junta bombed Myitkyina in Kachin State.",
        "Myitkyina",
        "Myitkyina",
        "MMR",
        "Kachin",
        "exact",
    ),
    (
        "Police fired tear gas in Port-au-Prince, Haiti.",
        "Port-au-Prince",
        "Port-au-Prince",
        "HTI",
        "Ouest",
        "exact",
    ),
    (
        "Police fired tear gas in Georgia's capital, Tbilisi.",
        "Georgia",
        "Georgia",
        "GEO",
        None,
        "country",
    ),
    (
        "Police fired tear gas in Atlanta, Georgia.",
        "Georgia",
        "Georgia",
        "USA",
        "Georgia",
        "admin1",
    ),
    ("Police fired tear gas in Atlanta, Georgia.", "Atlanta", "Atlanta", "USA", "Georgia", "exact"),
    (
        "An attack in Ouagadougou, Burkina Faso, left five dead.",
        "Ouagadougou",
        "Ouagadougou",
        "BFA",
        "Centre",
        "exact",
    ),
    ("Teachers struck in Lagos.", "Lagos", "Lagos", "NGA", "Lagos", "exact"),
    (
        "Israeli forces raided Jenin in the West Bank.",
        "Jenin",
        "Jenin",
        "PSE",
        "West Bank",
        "exact",
    ),
    (
        "Strikes hit Khan Younis in the southern Gaza Strip.",
        "Khan Younis",
        "Khan Younis",
        "PSE",
        "Gaza Strip",
        "exact",
    ),
    ("Bombs fell on Sanaa, Yemen.", "Sanaa", "Sanaa", "YEM", "Sanaa", "exact"),
    ("A bomb hit a market in Kabul, Afghanistan.", "Kabul", "Kabul", "AFG", "Kabul", "exact"),
    (
        "Looters ransacked shops in Durban, South Africa.",
        "Durban",
        "Durban",
        "ZAF",
        "KwaZulu-Natal",
        "exact",
    ),
    ("Miners blocked a road in Potosí, Bolivia.", "Potosí", "Potosí", "BOL", "Potosi", "exact"),
    (
        "Rebels attacked Mocímboa da Praia in Cabo Delgado, Mozambique.",
        "Mocímboa da Praia",
        "Mocímboa da Praia",
        "MOZ",
        "Cabo Delgado",
        "exact",
    ),
]


@pytest.mark.parametrize(("text", "name", "place", "country", "admin1", "precision"), PLACES)
def test_the_place_a_name_means(
    read: Callable[..., Read],
    text: str,
    name: str,
    place: str,
    country: str | None,
    admin1: str | None,
    precision: str,
) -> None:
    _, coded = read(text).of(name)
    assert coded.value is not None, coded
    assert (coded.value.name, coded.value.country) == (place, country)
    assert coded.value.admin1 == admin1
    assert coded.value.precision == precision


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "Pakistani police said the men were held in Hyderabad, and Pakistan's army agreed.",
            "Hyderabad",
            "PAK",
        ),
        (
            "Indian police said the men were held in Hyderabad, and India's army agreed.",
            "Hyderabad",
            "IND",
        ),
        (
            "Lebanon's army deployed in Tripoli. Lebanese officials said Lebanon was calm.",
            "Tripoli",
            "LBN",
        ),
        ("Paris, Texas, is a small town. The mayor of Paris spoke in Dallas.", "Paris", "USA"),
    ],
)
def test_the_rest_of_the_text_decides(
    read: Callable[..., Read], text: str, name: str, country: str
) -> None:
    _, coded = read(text).of(name)
    assert coded.value is not None
    assert coded.value.country == country


@pytest.mark.parametrize("given", ["dateline_country", "outlet_country"])
def test_dateline_and_outlet_speak_for_their_country(
    gazetteer: Gazetteer, read: Callable[..., Read], given: str
) -> None:
    mention, _ = read("Two men were shot in San Cristóbal.").of("San Cristóbal")
    resolver = PlaceResolver(gazetteer)

    def chance(**context: str) -> float:
        (weighed,) = resolver.weigh([mention], **context)
        return sum(
            c for e, c in zip(weighed.entries, weighed.chances, strict=True) if e.country == "DOM"
        )

    assert chance(**{given: "DOM"}) > chance() > 0.0
    coded = resolver.resolve_all([mention], **{given: "DOM"})[0]
    why = f"the {given.removesuffix('_country')}'s country"
    assert why in next(c.why for c in coded.candidates if c.value.country == "DOM")


# -- names that are no places -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Jordan Smith met Chelsea Clinton on Monday.", ["Jordan", "Chelsea"]),
        ("President Washington signed the bill.", ["Washington"]),
        ("Iraqi protesters marched.", ["Iraqi"]),
        ("Prime Minister Mustafa Al-Kadhimi spoke on Monday.", ["Mustafa", "Al-Kadhimi"]),
        ("She told us that the police had left.", ["us"]),
        ("The University of Basra was closed.", ["University of Basra"]),
        ("M23 rebels and the SPLA-IO agreed to a truce.", ["M23", "SPLA-IO"]),
        ("Storms hit the west coast on Monday.", ["west coast"]),
        ("In March and May the workers struck.", ["March", "May"]),
        ("They blocked the road of the Las Bambas mine in Peru.", ["Las"]),
        ("Troops left the Forward Operating Base in Somalia.", ["Base"]),
        ("A shell landed in Street 12 on Monday.", ["Street"]),
    ],
)
def test_no_places(read: Callable[..., Read], text: str, absent: list[str]) -> None:
    assert not {m.text for m in read(text).mentions} & set(absent)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Unrest spread to Hyderabad and Sukkur in Sindh.", ["Hyderabad", "Sukkur", "Sindh"]),
        ("Shots were heard in Mazar-i-Sharif and in El-Fasher.", ["Mazar-i-Sharif", "El-Fasher"]),
        ("BAGHDAD (Reuters) - Five people died.", ["BAGHDAD"]),
        ("guerrillas attacked san salvador and fled to honduras.", ["san salvador", "honduras"]),
        ("Clashes were reported in the village of Qwertabad.", ["Qwertabad"]),
        ("Sri Lanka's army entered Jaffna.", ["Sri Lanka", "Jaffna"]),
        ("", []),
        ("Nothing of note happened.", []),
    ],
)
def test_names_found(read: Callable[..., Read], text: str, names: list[str]) -> None:
    found = [m.text for m in read(text).mentions]
    assert [name for name in names if name not in found] == []
    assert names or not found


def test_mentions_quote_the_text_and_do_not_overlap(read: Callable[..., Read]) -> None:
    for text, *_ in (*PHRASES, *PLACES):
        end = 0
        for mention in read(text).mentions:
            assert text[mention.start : mention.end] == mention.text
            assert mention.phrase_start <= mention.start < mention.end <= mention.phrase_end
            assert mention.start >= end
            end = mention.end


# -- reasons and candidates ---------------------------------------------------------------


def test_unknown_names_are_unresolved(read: Callable[..., Read]) -> None:
    _, coded = read("Clashes were reported in the village of Qwertabad.").of("Qwertabad")
    assert coded.value is None
    assert coded.reason is Reason.UNRESOLVED


def test_an_unknown_name_lies_near_what_the_text_puts_it_in(read: Callable[..., Read]) -> None:
    _, coded = read("Rebels took the town of Qwertabad in North Kivu province, Congo.").of(
        "Qwertabad"
    )
    place = coded.value
    assert place is not None
    assert (place.name, place.country, place.admin1) == ("Qwertabad", "COD", "North Kivu")
    assert (place.precision, place.geonames_id, place.feature) == ("near", None, "")
    (around,) = coded.candidates
    assert around.why == "the gazetteer has no Qwertabad; the text puts it in North Kivu"


def test_a_foreign_towns_further_name_is_no_guess(read: Callable[..., Read]) -> None:
    """Kuchi is also what Xincheng in China is called; a Nigerian hamlet is likelier."""
    text = "Gunmen abducted pupils at Kuchi in Kebbe, Sokoto, Nigeria."
    _, coded = read(text).of("Kuchi")
    assert coded.value is None or coded.value.country == "NGA"
    _, famous = read("Officials of Nigeria went to Peking.").of("Peking")
    assert famous.value is not None
    assert famous.value.country == "CHN"


def test_a_country_is_near_nothing(read: Callable[..., Read]) -> None:
    _, coded = read("Rebels took the town of Qwertabad in Kenya.").of("Qwertabad")
    assert coded.value is not None
    assert (coded.value.country, coded.value.precision) == ("KEN", "country")


def test_no_likely_place_is_no_guess(read: Callable[..., Read]) -> None:
    _, coded = read("Two men were held in San Isidro.").of("San Isidro")
    assert coded.value is None
    assert coded.reason is Reason.AMBIGUOUS
    assert len(coded.candidates) == 5


def test_the_unit_around_is_given_where_the_place_is_not_sure(read: Callable[..., Read]) -> None:
    _, coded = read("Two men were held in Springfield.").of("Springfield")
    assert coded.value is not None
    assert (coded.value.country, coded.value.precision) == ("USA", "country")
    assert coded.by.endswith("several places of the name lie in it")


def test_a_countrys_name_is_no_towns_further_name(gazetteer: Gazetteer) -> None:
    mentions = [PlaceMention(0, 4, "Iraq", 0, 4), PlaceMention(9, 12, "Qom", 9, 12)]
    coded = PlaceResolver(gazetteer).resolve_all(mentions, outlet_country="IRN")[0]
    assert coded.value is not None
    assert (coded.value.name, coded.value.country) == ("Iraq", "IRQ")


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("A bus was attacked 20 km north of Basra on Monday.", "Basra", 30.69, 47.81),
        ("A bus was attacked 20 km north-east of Basra.", "Basra", 30.64, 47.96),
        ("A tanker was hit 60 nautical miles south of Aden.", "Aden", 11.78, 45.04),
        ("Troops dug in ten miles west of Kharkiv.", "Kharkiv", 49.98, 36.03),
    ],
)
def test_an_offset_moves_the_point(
    read: Callable[..., Read], text: str, name: str, lat: float, lon: float
) -> None:
    _, coded = read(text).of(name)
    assert coded.value is not None
    assert coded.value.precision == "near"
    assert coded.value.lat == pytest.approx(lat, abs=0.05)
    assert coded.value.lon == pytest.approx(lon, abs=0.05)


def test_candidates_are_ranked_with_reasons(read: Callable[..., Read]) -> None:
    mention, coded = read("Students rallied in Tripoli, Lebanon.").of("Tripoli")
    assert 2 <= len(coded.candidates) <= 5
    scores = [c.score for c in coded.candidates]
    assert scores == sorted(scores, reverse=True)
    assert coded.candidates[0].value == coded.value
    assert "the text puts it in Lebanon" in coded.candidates[0].why
    assert "not in Lebanon" in coded.candidates[1].why
    assert [q.text for q in coded.evidence] == ["Tripoli", "Lebanon"]
    assert mention.container == "Lebanon"
    assert coded.by.startswith("resolve.places@")


def test_a_misspelt_name_wins_with_its_reason(read: Callable[..., Read]) -> None:
    text = "Iraqi protesters stormed offices in Nasiriyan. Iraq sent troops to Nasiriyah."
    _, coded = read(text).of("Nasiriyan")
    assert coded.value is not None
    assert coded.value.name == "Nasiriyah"
    assert "one letter from Nasiriyah" in coded.candidates[0].why


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            "the of near in , . ' ’s 's - ( ) and southern Basra Iraq Iraqi city Texas U.S. Mazar "
            "outskirts province north Tex. al El Paris 2020 \u0410\u0444 \U0001f600 \n".split(" ")
        )
        | st.text(max_size=6),
        max_size=25,
    )
)
def test_any_text_is_read(read: Callable[..., Read], words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    assert len(found.mentions) == len(found.coded)
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.text
        if mention.container is not None:
            assert text[mention.container_start : mention.container_end] == mention.container


def test_resolving_nothing(gazetteer: Gazetteer) -> None:
    assert PlaceResolver(gazetteer).resolve_all([]) == ()


# -- contradictions -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "stated", "known"),
    [
        (
            "Iraqi officials condemned the attack. Crowds stormed offices in Nasiriyah, southern "
            "Iran, on Sunday. Iraq sent troops.",
            "Nasiriyah",
            "IRN",
            "IRQ",
        ),
        (
            "Iraq sent troops. Iraqi protesters stormed offices in the city of Nasiriyan, southern "
            "Iran.",
            "Nasiriyan",
            "IRN",
            "IRQ",
        ),
        ("A bomb went off in Maiduguri, northern Niger.", "Maiduguri", "NER", "NGA"),
        ("A drone hit Kharkiv, western Russia.", "Kharkiv", "RUS", "UKR"),
    ],
)
def test_a_place_where_it_is_not(
    read: Callable[..., Read], text: str, name: str, stated: str, known: str
) -> None:
    conflicts = read(text).conflicts
    assert [(c.mention.text, c.stated, c.known[0]) for c in conflicts] == [(name, stated, known)]
    assert conflicts[0].explanation.startswith(f"The text puts {name}")
    assert conflicts[0].explanation.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "Students rallied in Tripoli, Lebanon, and in Tripoli, Libya.",
        "Police in Paris, Texas, and Paris, France, met.",
        "Clashes were reported in the village of Qwertabad, Iraq.",
        "Basra, southern Iraq, was calm.",
        "Envoys visited Baghdad, Iran and Syria.",
        "The Nigerian town of Bama was attacked.",
        "Residents of Turi in southern Ecuador marched.",
    ],
)
def test_no_contradiction(read: Callable[..., Read], text: str) -> None:
    assert read(text).conflicts == ()


def test_one_name_in_two_countries(read: Callable[..., Read]) -> None:
    text = (
        "Shots were fired in the village of Qwertabad, northern Iraq. "
        "Later the village of Qwertabad, western Syria, was quiet."
    )
    (conflict,) = read(text).conflicts
    assert conflict.explanation == "The text puts Qwertabad in Iraq and Qwertabad in Syria."
    assert conflict.other is not None
    assert conflict.other.start < conflict.mention.start


# -- whole texts --------------------------------------------------------------------------


def test_the_example_article(read: Callable[..., Read]) -> None:
    path = SHARED / "articles" / "iraqi-protesters-2020-08-24.txt"
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    found = read(path.read_text("utf-8"))
    for name in ("Nasiriyan", "Nasiriyah", "Basra"):
        _, coded = found.of(name)
        assert coded.value is not None
        assert coded.value.country == "IRQ"
    assert [(c.mention.text, c.stated, c.known) for c in found.conflicts] == [
        ("Nasiriyan", "IRN", ("IRQ",))
    ]


def test_the_same_text_gives_the_same_places(read: Callable[..., Read]) -> None:
    text = "Clashes in Tripoli and Springfield spread to Santiago, Victoria and San José."
    assert read(text).coded == read(text).coded


def test_development_set(gazetteer: Gazetteer, parse: Callable[[str], ParsedArticle]) -> None:
    """Names found in news about the world: a floor under recognition, without tuning to it."""
    path = SHARED / "dev" / "places_dev.jsonl"
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()[:60]]
    hit = found = gold = 0
    for row in rows:
        spans = [(t["start"], t["end"]) for t in row["toponyms"]]
        mentions = find_place_mentions(parse(row["text"]), gazetteer)
        hit += sum(any(m.start < e and s < m.end for m in mentions) for s, e in spans)
        found += len(mentions)
        gold += len(spans)
    assert hit / gold > 0.85
    assert hit / found > 0.85
