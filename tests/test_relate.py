"""Ties that sentences state, and sentences that look as if they did."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.errors import CodebookError
from dateline.lang.en.syntax import Syntax
from dateline.lang.lexicon import load_lexicon
from dateline.parse import Parser
from dateline.records.article import Article
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Actor
from dateline.records.event import Relation
from dateline.relate import find_relations, load_tie_words, read_tie_words


class Names:
    """An actor resolver that knows two names of one actor and leaves pronouns open."""

    def resolve(self, phrase, *, head, on=None, country_hint=None, acronyms=None, event_type=None):
        if phrase in ("Hezbollah", "the Party of God"):
            return Coded(Actor("Hezbollah", id="HEZ"))
        if phrase in ("Rwanda", "Rwanda government"):
            return Coded(
                Actor("Rwanda", id="RWA" if phrase == "Rwanda" else "RWA_GOV", country="RWA")
            )
        if phrase in ("Turkish", "Afghan"):
            country = "TUR" if phrase == "Turkish" else "AFG"
            return Coded(Actor(phrase, country=country, sectors=("CVL",)))
        if phrase in ("Turkish government", "Afghan government"):
            country = "TUR" if phrase.startswith("Turkish") else "AFG"
            return Coded(Actor(phrase, id=f"{country}_GOV", country=country, sectors=("GOV",)))
        if phrase.startswith("their "):
            return Coded.missing(Reason.UNRESOLVED)
        return Coded(Actor(phrase))


@cache
def parser() -> Parser:
    return Parser()


def relations(text: str) -> tuple[Relation, ...]:
    parsed = parser().parse(Article(text=text, hash="0" * 16, id="t"))
    return find_relations(Syntax(parsed, load_lexicon()), Names())


def ties(text: str) -> set[tuple[str, str, str]]:
    return {
        (r.subject.phrase.quote.text, r.relation, r.object.phrase.quote.text)
        for r in relations(text)
    }


STATED = [
    ("Rwanda-backed rebels shelled Sake.", {("Rwanda-backed rebels", "backed_by", "Rwanda")}),
    (
        "Three fighters of an al-Qaeda-linked group were held.",
        {("an al-Qaeda-linked group", "affiliated_with", "al-Qaeda")},
    ),
    (
        "Islamic State-affiliated fighters entered Palma.",
        {("Islamic State-affiliated fighters", "affiliated_with", "Islamic State")},
    ),
    (
        "The Saudi-led coalition bombed Hodeidah.",
        {("The Saudi-led coalition", "led_by", "Saudi")},
    ),
    (
        "Cuba's state-owned Granma newspaper praised the deal.",
        {("Cuba's state-owned Granma newspaper", "owned_by", "Cuba")},
    ),
    (
        "Rebels backed by Rwanda and Uganda seized Goma.",
        {("Rebels", "backed_by", "Rwanda"), ("Rebels", "backed_by", "Uganda")},
    ),
    (
        "The Houthis, who are supported by Iran, fired a missile.",
        {("The Houthis", "backed_by", "Iran")},
    ),
    ("Iran, which backs the Houthis, sent envoys.", {("the Houthis", "backed_by", "Iran")}),
    (
        "Gunmen loyal to General Khalifa Haftar left Sebha.",
        {("Gunmen", "allied_with", "General Khalifa Haftar")},
    ),
    (
        "Villagers fled as the groups and militias linked directly to the Quds Force advanced.",
        {
            ("the groups", "affiliated_with", "the Quds Force"),
            ("militias", "affiliated_with", "the Quds Force"),
        },
    ),
    (
        "Envoys met the Nahr Brigade, the Sahel Union and the Justice Party that is tied closely "
        "to Omar Benali.",
        {("the Justice Party", "affiliated_with", "Omar Benali")},
    ),
    (
        "The Qassam Brigades, the armed wing of Hamas, claimed the shooting.",
        {("The Qassam Brigades", "part_of", "Hamas")},
    ),
    (
        "ISWAP, a breakaway faction of Boko Haram, raided Geidam.",
        {("ISWAP", "splinter_of", "Boko Haram")},
    ),
    (
        "Jabhat al-Nusra, an affiliate of al-Qaeda, held the town.",
        {("Jabhat al-Nusra", "affiliated_with", "al-Qaeda")},
    ),
    ("Hezbollah's proxies shelled the post.", {("Hezbollah's proxies", "backed_by", "Hezbollah")}),
    (
        "Farmers blame the Syrian regime and their proxies for the fires.",
        {("their proxies", "backed_by", "the Syrian regime")},
    ),
    (
        "The mayor was killed by troops led by General Mladen Kovac.",
        {("troops", "led_by", "General Mladen Kovac")},
    ),
    (
        "Hassan Nasrallah, who leads Hezbollah, spoke on Friday.",
        {("Hezbollah", "led_by", "Hassan Nasrallah")},
    ),
    (
        "Hadi al-Amiri, the head of the Badr Organisation, resigned.",
        {("the Badr Organisation", "led_by", "Hadi al-Amiri")},
    ),
    (
        "Hezbollah leader Hassan Nasrallah condemned the raid.",
        {("Hezbollah", "led_by", "Hassan Nasrallah")},
    ),
    (
        "Abdel Fattah, a spokesman for the Rapid Support Forces, denied it.",
        {("Abdel Fattah", "member_of", "the Rapid Support Forces")},
    ),
    (
        "Ahmed Khan, a member of the Awami League, was shot dead.",
        {("Ahmed Khan", "member_of", "the Awami League")},
    ),
    (
        "Xinhua, the mouthpiece of the Communist Party, criticised the visit.",
        {("Xinhua", "mouthpiece_of", "the Communist Party")},
    ),
    (
        "Al-Manar television, which is owned by Hezbollah, aired the speech.",
        {("Al-Manar television", "owned_by", "Hezbollah")},
    ),
    (
        "The Alliance Fleuve Congo, allied with the M23, took Bukavu.",
        {("The Alliance Fleuve Congo", "allied_with", "the M23")},
    ),
    (
        "The PKK, designated as a terrorist organisation by Turkey, laid down its arms.",
        {("The PKK", "designated_by", "Turkey")},
    ),
    (
        "The United States designated the Houthis as a terrorist group.",
        {("the Houthis", "designated_by", "The United States")},
    ),
    (
        "Lebanese MPs with known affiliations to Damascus boycotted the vote.",
        {("Lebanese MPs", "affiliated_with", "Damascus")},
    ),
    (
        "The party has close ties to the Muslim Brotherhood.",
        {("The party", "affiliated_with", "the Muslim Brotherhood")},
    ),
]

NONE = [
    "The motion was backed by France.",
    "UN-backed talks resumed in Geneva.",
    "Police backed by soldiers cleared the square.",
    "The US-led war in Iraq ended.",
    "The attack, led by three gunmen, lasted an hour.",
    "A protest led by students turned violent.",
    "The blast was linked to the Islamic State.",
    "Kidal is linked to Gao by a road.",
    "The militia is not affiliated with the government.",
    "The businessman denied being linked to the FARC.",
    "The militia allegedly backed by Sudan withdrew.",
    "The mayor, accused of ties to the Gulf Cartel, was arrested.",
    "The Fano militia, no longer allied with Abiy Ahmed's government, attacked.",
    "If the group were backed by Russia, it would win.",
    "Former Hezbollah leader Abbas Musawi was killed in 1992.",
    "The committee designated Mr Khan as chairman.",
    "Soldiers armed with rifles patrolled Juba.",
    "Israeli troops close to Lebanon were hit.",
    "Shops and sites associated to the Badr Corps were burned.",
    "France has close ties with Germany.",
    "The team led by 2-0 at half time.",
]


@pytest.mark.parametrize(("sentence", "expected"), STATED)
def test_stated(sentence, expected):
    assert ties(sentence) == expected


@pytest.mark.parametrize("sentence", NONE)
def test_no_tie(sentence):
    assert ties(sentence) == set()


def test_quotes_stand_in_the_text():
    text = "Rebels backed by Rwanda seized Goma. Hezbollah leader Hassan Nasrallah spoke."
    found = relations(text)
    assert len(found) == 2
    for relation in found:
        quotes = [relation.evidence, relation.subject.phrase.quote, relation.object.phrase.quote]
        for quote in quotes:
            assert text[quote.start : quote.end] == quote.text
        assert relation.subject.actor.evidence == (relation.subject.phrase.quote,)
    assert found[0].evidence.text == "Rebels backed by Rwanda"
    assert found[0].attribution == ()


def test_a_tie_stated_twice_is_one():
    assert len(relations("Iran-backed militias left. The Iran-backed militias came back.")) <= 2
    assert len(relations("Iran-backed militias left. Iran-backed militias came back.")) == 1


def test_nobody_is_tied_to_himself():
    assert relations("Hezbollah, an ally of the Party of God, left.") == ()


def test_a_country_that_backs_is_its_government():
    (relation,) = relations("Rebels backed by Rwanda seized Goma.")
    assert relation.object.actor.value.id == "RWA_GOV"
    assert relation.object.phrase.quote.text == "Rwanda"


def test_a_nationality_that_backs_is_a_government_but_owners_are_people():
    (backed,) = relations("Turkish-backed rebels entered Afrin.")
    assert backed.object.actor.value.id == "TUR_GOV"
    (owned,) = relations("An Afghan-owned company closed.")
    assert owned.object.actor.value.id is None


def test_an_unresolved_actor_is_kept_with_its_reason():
    (relation,) = relations("Farmers blame the Syrian regime and their proxies for the fires.")
    assert relation.subject.actor.reason is Reason.UNRESOLVED


def test_cue_file_says_where_it_is_wrong():
    with pytest.raises(CodebookError, match=r"ties\.txt:2"):
        read_tie_words("[backed_by]\nsideways: backed\n")
    assert load_tie_words().forms["hyphen"]["backed"][0].relation == "backed_by"
