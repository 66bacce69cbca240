"""What cannot both hold in one article, and what only looks like it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import pytest

from dateline.assess.contradictions import find_contradictions
from dateline.lang.en.syntax import Syntax
from dateline.lang.lexicon import load_lexicon
from dateline.parse import Parser
from dateline.records.article import Article
from dateline.records.claim import Attribution, FactualityJudgement, Speaker
from dateline.records.coded import Coded, Reason
from dateline.records.entity import CountRange, EventDate, Place
from dateline.records.event import Codes, CountPhrase, Report
from dateline.records.text import Quote


@dataclass(frozen=True)
class Known:
    name: str
    country: str
    population: int


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    text: str
    container_start: int | None = None
    container_end: int | None = None


@dataclass(frozen=True)
class Conflict:
    mention: Mention
    stated: str
    known: tuple[str, ...]
    explanation: str
    other: Mention | None = None
    placed_by: tuple[int, int] | None = None


@dataclass(frozen=True)
class Phrase:
    start: int
    end: int


@dataclass(frozen=True)
class Places:
    mentions: tuple[Mention, ...] = ()
    coded: tuple[Coded[Place], ...] = ()


TOWNS = {
    "Nasiriyah": Known("Nasiriyah", "IRQ", 400_000),
    "Basra": Known("Basra", "IRQ", 1_300_000),
    "Halden": Known("Halden", "GBR", 13_000),
    "Ramadi": Known("Ramadi", "IRQ", 220_000),
    "Ramada": Known("Ramada", "TUN", 9_000),
}
COUNTRIES = {"Gambia": "GMB", "Zambia": "ZMB", "Slovakia": "SVK", "Slovenia": "SVN", "Iran": "IRN"}


class Gazetteer:
    def lookup(self, name):
        return [t for n, t in TOWNS.items() if n.lower() == name.lower()]

    def country(self, name):
        return next((c for n, c in COUNTRIES.items() if n.lower() == name.lower()), None)


@dataclass(frozen=True)
class Resolver:
    found: tuple[Conflict, ...] = ()
    gazetteer: Gazetteer = field(default_factory=Gazetteer)

    def conflicts(self, mentions, coded, *, text):
        return self.found


@cache
def parser() -> Parser:
    return Parser()


def syntax(text: str) -> Syntax:
    article = Article(text=text, hash="0" * 16, id="t", published=date(2020, 8, 24))
    return Syntax(parser().parse(article), load_lexicon())


def mention(text: str, name: str, container: str | None = None, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    if container is None:
        return Mention(start, start + len(name), name)
    at = text.index(container, start)
    return Mention(start, start + len(name), name, at, at + len(container))


def in_country(iso3: str) -> Coded[Place]:
    return Coded(Place(name="-", country=iso3))


def quotes_of(contradiction) -> list[str]:
    return [q.text for q in contradiction.evidence]


# -- places -------------------------------------------------------------------------------------


def test_a_town_in_the_wrong_country_with_the_words_of_both():
    text = (
        "Protesters in the city of Nasiriyan, southern Iran, stormed offices. "
        "Rallies in Nasiriyah, southern Iraq, went on."
    )
    wrong = mention(text, "Nasiriyan", "Iran")
    right = mention(text, "Nasiriyah", "Iraq")
    conflict = Conflict(
        wrong, "IRN", ("IRQ",), "The text puts Nasiriyan in Iran, but it is known only in Iraq."
    )
    places = Places((wrong, right), (Coded.missing(Reason.UNRESOLVED), in_country("IRQ")))
    found = find_contradictions(syntax(text), places, (), (), Resolver((conflict,)))
    place = next(c for c in found if c.kind == "place")
    assert quotes_of(place) == ["Nasiriyan", "southern Iran", "Nasiriyah", "southern Iraq"]
    assert all(text[q.start : q.end] == q.text for q in place.evidence)
    assert "Nasiriyah" in place.explanation
    assert place.explanation.endswith(".")


def test_a_town_known_elsewhere_where_the_text_speaks_of_that_country():
    text = "A rally in Nasiriyah, southern Iran, ended. Another was held in Basra."
    wrong, other = mention(text, "Nasiriyah", "Iran"), mention(text, "Basra")
    conflict = Conflict(wrong, "IRN", ("IRQ",), "It is known only in Iraq.")
    places = Places((wrong, other), (in_country("IRQ"), in_country("IRQ")))
    found = find_contradictions(syntax(text), places, (), (), Resolver((conflict,)))
    assert [c.kind for c in found] == ["place"]
    assert quotes_of(found[0]) == ["Nasiriyah", "southern Iran"]


def test_a_hamlet_the_gazetteer_may_lack_is_no_contradiction():
    text = "A fire broke out in Halden, Canada, on Monday. Halden has one street."
    first, second = mention(text, "Halden", "Canada"), mention(text, "Halden", nth=1)
    conflict = Conflict(first, "CAN", ("GBR",), "It is known only in the United Kingdom.")
    places = Places((first, second), (in_country("GBR"), in_country("GBR")))
    assert find_contradictions(syntax(text), places, (), (), Resolver((conflict,))) == ()


def test_a_town_placed_more_exactly_than_the_gazetteer_knows():
    text = "A fire broke out in Ramadi, Santa Cruz, Iran, on Monday. Envoys left Basra."
    first, second = mention(text, "Ramadi", "Iran"), mention(text, "Basra")
    conflict = Conflict(first, "IRN", ("IRQ",), "It is known only in Iraq.")
    places = Places((first, second), (in_country("IRQ"), in_country("IRQ")))
    assert find_contradictions(syntax(text), places, (), (), Resolver((conflict,))) == ()


def test_one_name_in_two_countries():
    text = "Troops left Safawi, Iraq. Refugees reached Safawi, Jordan."
    one, two = mention(text, "Safawi", "Iraq"), mention(text, "Safawi", "Jordan", nth=1)
    conflict = Conflict(two, "JOR", ("IRQ",), "The text puts Safawi in two countries.", other=one)
    places = Places((one, two), (in_country("IRQ"), in_country("JOR")))
    found = find_contradictions(syntax(text), places, (), (), Resolver((conflict,)))
    assert [quotes_of(c) for c in found] == [["Safawi", "Jordan", "Safawi", "Iraq"]]


def test_a_town_on_the_wrong_side_with_the_words_that_put_it_there():
    text = "Dockers walked out in Port Sudan, in western Sudan, over pay."
    town = mention(text, "Port Sudan", "Sudan")
    words = (text.index("western"), text.index(", over"))
    sentence = "The text puts Port Sudan in western Sudan, but it lies in the east of Sudan."
    conflict = Conflict(town, "SDN", ("SDN",), sentence, placed_by=words)
    places = Places((town,), (in_country("SDN"),))
    found = find_contradictions(syntax(text), places, (), (), Resolver((conflict,)))
    assert [(c.kind, quotes_of(c)) for c in found] == [("place", ["Port Sudan", "western Sudan"])]
    assert found[0].explanation == sentence


# -- dates --------------------------------------------------------------------------------------


def test_a_weekday_that_does_not_fit():
    text = "The raid took place on Saturday, August 23."
    phrase = Phrase(text.index("Saturday"), len(text) - 1)

    def check(phrases, *, published):
        assert published == date(2020, 8, 24)
        return [(p, "August 23 was a Sunday.") for p in phrases]

    found = find_contradictions(
        syntax(text), Places(), (), (phrase,), Resolver(), weekday_conflicts=check
    )
    assert [(c.kind, quotes_of(c)) for c in found] == [("date", ["Saturday, August 23"])]
    assert find_contradictions(syntax(text), Places(), (), (phrase,), Resolver()) == ()


# -- tolls --------------------------------------------------------------------------------------

_CODES = Codes(None, (), (), None, None, None, None, None)
_KABUL = Coded(Place(name="Kabul", country="AFG"))
_NOWHERE: Coded[Place] = Coded.missing(Reason.NOT_STATED)


def report(text: str, trigger: str, toll: str, value: CountRange, **changes) -> Report:
    at, number = text.index(trigger), text.index(toll)
    sentence = next(s for s in syntax(text).parsed.sentences if s.span.start <= at < s.span.end)
    made = Report(
        key=f"k{at}",
        event_type=Coded("bombing"),
        score=1.0,
        codes=_CODES,
        trigger=Quote.of(text, at, at + len(trigger)),
        sentence=Quote.of(text, sentence.span.start, sentence.span.end),
        actors=(),
        targets=(),
        place=_KABUL,
        date=Coded.missing(Reason.NOT_STATED),
        counts=(CountPhrase("killed", value, Quote.of(text, number, number + len(toll))),),
        weapon=None,
        attribution=(),
        factuality=FactualityJudgement("asserted"),
    )
    return replace(made, **changes)


def tolls(text: str, *reports: Report) -> list[list[str]]:
    found = find_contradictions(syntax(text), Places(), reports, (), Resolver())
    return [quotes_of(c) for c in found if c.kind == "count"]


def test_more_dead_below_than_at_the_top():
    text = "A bomb killed 12 people in Kabul on Monday.\n\nThe bombing in Kabul killed 15 people."
    one = report(text, "bomb", "12 people", CountRange(12, 12))
    two = report(text, "bombing", "15 people", CountRange(15, 15))
    assert tolls(text, one, two) == [["12 people", "15 people"]]


def test_headline_and_lead_differ():
    text = "Bomb kills 15 people in Kabul\n\nA blast killed 12 people in Kabul on Monday.\n"
    one = report(text, "Bomb", "15 people", CountRange(15, 15))
    two = report(text, "blast", "12 people", CountRange(12, 12), place=_NOWHERE)
    assert tolls(text, one, two) == [["15 people", "12 people"]]


SECOND_SENTENCES = [
    ("The bombing in Kabul killed 12 people.", "12 people", CountRange(12, 12), {}),
    ("The bombing in Kabul killed at least 10 people.", "10 people", CountRange(10, None), {}),
    ("Another bombing in Kabul killed 15 people.", "15 people", CountRange(15, 15), {}),
    ("An earlier bombing in Kabul killed 15 people.", "15 people", CountRange(15, 15), {}),
    ("A bombing in Herat killed 15 people.", "15 people", CountRange(15, 15),
     {"place": Coded(Place(name="Herat", country="AFG"))}),
    ("A bombing in Kabul in May killed 15 people.", "15 people", CountRange(15, 15),
     {"date": Coded(EventDate(date(2020, 5, 1), date(2020, 5, 31), "month"))}),
    ("The bombing in Kabul killed 15 soldiers.", "15 soldiers", CountRange(15, 15), {}),
    ("The bombing in Kabul killed 3 people at the gate.", "3 people", CountRange(3, 3), {}),
    ("The bombing in Kabul killed 15 people.", "15 people", CountRange(15, 15),
     {"event_type": Coded("armed_clash")}),
    ("The bombing in Kabul could kill 15 people.", "15 people", CountRange(15, 15),
     {"factuality": FactualityJudgement("hypothetical")}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "toll", "value", "changes"), SECOND_SENTENCES)
def test_tolls_that_can_both_hold(sentence, toll, value, changes):
    text = f"A bomb killed twelve people in Kabul on Monday.\n\n{sentence}"
    one = report(text, "bomb", "twelve people", CountRange(12, 12))
    trigger = "bombing"
    assert tolls(text, one, report(text, trigger, toll, value, **changes)) == []


def test_rival_tellers_are_no_contradiction_of_the_article():
    text = "Police said a bomb killed 12 people.\n\nDoctors said the bombing killed 15 people."
    speakers = [
        (Attribution(Speaker(Quote.of(text, text.index(w), text.index(w) + len(w)), w),
                     Quote.of(text, 0, 0), "states"),)
        for w in ("Police", "Doctors")
    ]  # fmt: skip
    one = report(text, "bomb", "12 people", CountRange(12, 12), attribution=speakers[0])
    two = report(text, "bombing", "15 people", CountRange(15, 15), attribution=speakers[1])
    assert tolls(text, one, two) == []


# -- names --------------------------------------------------------------------------------------


def names(text: str, *mentions: Mention) -> list[list[str]]:
    places = Places(mentions, tuple(Coded.missing(Reason.UNRESOLVED) for _ in mentions))
    found = find_contradictions(syntax(text), places, (), (), Resolver())
    return [quotes_of(c) for c in found if c.kind == "name"]


def test_a_town_spelled_two_ways():
    text = "Crowds filled Villanueba. Rallies in Villanueva went on."
    found = names(text, mention(text, "Villanueba"), mention(text, "Villanueva"))
    assert found == [["Villanueba", "Villanueva"]]


def test_a_person_spelled_two_ways():
    text = "Hassan Nasrallah spoke on Friday. Crowds cheered when Hassan Nasralah left the stage."
    assert names(text) == [["Hassan Nasrallah", "Hassan Nasralah"]]


TWO_NAMES = [
    ("Gambia", "Zambia"),
    ("Slovakia", "Slovenia"),
    ("Ramadi", "Ramada"),
    ("Nigeria", "Nigerian"),
    ("Houthi", "Houthis"),
    ("Ukraine", "Ukrainian"),
    ("Bogota", "Bogotá"),
    ("Gaza", "Gazi"),
]


@pytest.mark.parametrize(("one", "two"), TWO_NAMES)
def test_names_that_may_differ(one, two):
    text = f"Envoys from {one} arrived on Monday. They met people from {two} at noon."
    at = text.rindex(two)
    assert names(text, mention(text, one), Mention(at, at + len(two), two)) == []


def test_two_people_of_similar_surname():
    text = "Peter Johnson met Ann Johnston in Oslo. Later Johnson left."
    assert names(text) == []
