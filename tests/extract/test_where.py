"""Where an act took place: beside it, taken up, or from the dateline; and what is no place."""

from __future__ import annotations

import pytest

from dateline.api import Coder
from dateline.records.coded import Reason, Via
from tests.reading import PUBLISHED, only, town

BESIDE = [
    ("Police in Basra arrested two men.", "arrest", "Basra", "IRQ"),
    ("Students marched through the city of Puebla on Monday.", "peaceful_protest", "Puebla", "MEX"),
    ("The killing of two monks in Taiz followed.", "attack_on_civilians", "Taiz", "YEM"),
    ("A drone hit a minibus near Kherson.", "air_drone_strike", "Kherson", "UKR"),
    ("On Friday, police raided a newspaper and arrested its editor in Managua.", "raid_seizure",
     "Managua", "NIC"),
    ("Prime Minister Narendra Modi visited Nairobi on Friday.", "visit", "Nairobi", "KEN"),
    ("Prime Minister Narendra Modi met traders in Kampala following his return from Washington.",
     "meet", "Kampala", "UGA"),
    ("Police dispersed a rally in Ankara on Monday.", "protest_with_intervention", "Ankara", "TUR"),
    ("Police detained three men from Albania in Bari on Monday.", "arrest", "Bari", "ITA"),
]  # fmt: skip
NOWHERE = [
    ("Lawmakers with ties to Beirut boycotted the parliament on Monday.", "boycott"),
    ("Many are holding the regime in Damascus responsible.", "accuse"),
    ("Hungary rejected the plan on Monday.", "reject"),
    ("Opposition lawmakers condemned raids on Jenin.", "accuse"),
    ("Gunmen killed a judge on Monday.", "assassination"),
]


@pytest.mark.parametrize(("text", "event_type", "name", "country"), BESIDE)
def test_beside(coder: Coder, text: str, event_type: str, name: str, country: str) -> None:
    place = only(coder, text, event_type).place
    assert place.value is not None
    assert (place.value.name, place.value.country) == (name, country)
    assert place.via is None


@pytest.mark.parametrize(("text", "event_type"), NOWHERE)
def test_names_that_are_no_place_of_the_act(coder: Coder, text: str, event_type: str) -> None:
    place = only(coder, text, event_type).place
    assert place.value is None
    assert place.reason is Reason.NOT_STATED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Protesters gathered in Tunis on Monday. They burned tyres in the city.", "city"),
        ("Farmers marched in Tunis on Monday. Police arrested a man there.", "there"),
    ],
)
def test_the_city_takes_up_the_town_told_before(coder: Coder, text: str, words: str) -> None:
    place = coder.code(text, published=PUBLISHED).reports[-1].place
    assert place.value is not None
    assert place.value.name == "Tunis"
    assert place.via is Via.COREFERENCE
    assert place.via_quote is not None
    assert place.via_quote.text == words


def test_the_city_without_a_town_before_is_nowhere(coder: Coder) -> None:
    assert only(coder, "Protesters burned tyres in the city.").place.value is None


def test_from_the_dateline_with_a_flag(coder: Coder) -> None:
    report = only(coder, "BAGHDAD (Reuters) - Gunmen killed a judge on Monday.")
    assert town(report) == "Baghdad"
    assert report.place.via is Via.DATELINE
    assert report.flags == ("place_from_dateline",)
    assert report.place.evidence[0].text == "BAGHDAD"


def test_the_text_goes_before_the_dateline(coder: Coder) -> None:
    report = only(coder, "BAGHDAD (Reuters) - Gunmen killed a judge in Mosul on Monday.")
    assert town(report) == "Mosul"
    assert report.flags == ()


def test_goes_on_from_the_sentence_before(coder: Coder) -> None:
    text = "Protesters stormed a bank in Tyre on Saturday. The protesters set fire to a shop."
    place = coder.code(text, published=PUBLISHED).reports[-1].place
    assert place.value is not None
    assert place.value.name == "Tyre"
    assert place.via is Via.PREVIOUS_SENTENCE


def test_two_towns_are_two_reports(coder: Coder) -> None:
    reports = coder.code("Farmers protested in Nantes and Rennes on Monday.").reports
    assert [town(r) for r in reports] == ["Nantes", "Rennes"]
    assert len({r.key for r in reports}) == 2
    assert {r.trigger for r in reports} == {reports[0].trigger}


def test_a_town_and_its_country_are_one_place(coder: Coder) -> None:
    reports = coder.code("Farmers protested in Nantes, western France, on Monday.").reports
    assert [town(r) for r in reports] == ["Nantes"]


@pytest.mark.parametrize(
    ("text", "event_type", "places"),
    [
        (
            "Police arrested five men in Lyon, two in Marseille and one in Lille.",
            "arrest",
            ["Lyon", "Marseille", "Lille"],
        ),
        (
            "Thousands of teachers rallied in Porto, Braga and Lisbon on Monday.",
            "peaceful_protest",
            ["Porto", "Braga", "Lisbon"],
        ),
        (
            "Gunmen killed six herders in Gwoza and abducted a headmaster in Bama.",
            "abduction",
            ["Bama"],
        ),
        (
            "Gunmen killed six herders in Gwoza and abducted a headmaster in Bama.",
            "attack_on_civilians",
            ["Gwoza"],
        ),
        (
            "The foreign minister of Norway will visit Kenya and Uganda next week.",
            "visit",
            ["Kenya", "Uganda"],
        ),
    ],
)
def test_places_of_one_act_and_of_the_next(
    coder: Coder, text: str, event_type: str, places: list[str]
) -> None:
    reports = [r for r in coder.code(text).reports if r.event_type.value == event_type]
    assert [town(r) for r in reports] == places


def test_between_two_towns_is_half_way(coder: Coder) -> None:
    report = only(coder, "Gunmen attacked a bus between Kaduna and Zaria on Monday.")
    place = report.place.value
    assert place is not None
    assert (place.name, place.country, place.precision) == (
        "between Kaduna and Zaria",
        "NGA",
        "near",
    )
    assert place.lat == pytest.approx((10.52 + 11.11) / 2, abs=0.05)
    assert [q.text for q in report.place.evidence] == ["Kaduna", "Zaria"]


def test_so_many_kilometres_from_a_town_is_off_it(coder: Coder) -> None:
    report = only(coder, "Gunmen attacked a convoy 40 km south of Kirkuk on Monday.")
    place = report.place.value
    assert place is not None
    assert (place.name, place.precision) == ("Kirkuk", "near")
    assert place.lat == pytest.approx(35.47 - 0.36, abs=0.05)


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        ("Speaking in Geneva, the envoy accused the army of shelling Homs.", "accuse", "Geneva"),
        ("The envoy accused the army of shelling Homs.", "accuse", None),
        ("Ankara accused Athens of arming the islands.", "accuse", None),
    ],
)
def test_words_are_spoken_where_the_speaker_is(
    coder: Coder, text: str, event_type: str, place: str | None
) -> None:
    (report,) = [r for r in coder.code(text).reports if r.event_type.value == event_type]
    found = report.place.value
    assert (found and found.name) == place


def test_those_it_is_done_to_say_where(coder: Coder) -> None:
    text = "The demonstrators in Asunción were on their way home when police attacked them."
    (report,) = [r for r in coder.code(text).reports if r.trigger.text == "attacked"]
    assert town(report) == "Asunción"
    assert report.place.via is Via.COREFERENCE


def test_after_another_town_the_dateline_says_nothing(coder: Coder) -> None:
    text = "SUVA, Fiji (Agency) - Gunmen stormed parliament on Friday. Farther west, in Lautoka, "
    reports = coder.code(text + "dockers went on strike.").reports
    assert [town(r) for r in reports] == ["Suva", "Lautoka"]
