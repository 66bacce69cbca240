"""Ties of the actor file beside those of the text, and where the two disagree."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dateline.records.coded import Coded
from dateline.records.entity import Actor
from dateline.records.event import Participant, Phrase, Relation, RelationKind
from dateline.records.text import Quote
from dateline.resolve.actor_file import read_actor_texts
from dateline.resolve.actors import ActorResolver
from dateline.resolve.known_ties import KnownTies

from .fake_countries import FakeCountries

FILE = read_actor_texts(
    [
        (
            "t",
            """
OLD_FRONT | Old Front | NPL | REB | group 1990..
  backed_by CHN_GOV 1995..1999 -- its own statements
  opposes NPL_GOV
NEW_FRONT | New Front | NPL | REB | group 2000..
  splinter_of OLD_FRONT
  designated_by IND_GOV 2005.. -- Indian gazette
  led_by ONE 2001..2004
  led_by TWO 2005..
ONE | Hari One | NPL | REB | person
TWO | Ram Two | NPL | REB | person
""",
        )
    ]
)
TIES = KnownTies(FILE.entries, FakeCountries())


def participant(identity: str, at: int) -> Participant:
    entry = FILE.entries.get(identity)
    name = entry.name if entry else identity
    actor = Actor(name, id=identity)
    return Participant(Phrase(Quote(at, at + len(name), name), 0), Coded(actor))


def stated(subject: str, relation: RelationKind, other: str) -> Relation:
    words = Quote(0, 9, "the words")
    return Relation(participant(subject, 0), relation, participant(other, 40), words)


def test_ties_of_the_file_stand_between_actors_that_the_article_names() -> None:
    named = [
        participant("NEW_FRONT", 50),
        participant("OLD_FRONT", 10),
        participant("NEW_FRONT", 90),
    ]
    (tie,) = TIES.between(named, date(2006, 1, 1))
    assert (tie.relation, tie.origin, tie.evidence.start) == ("splinter_of", "actor file", 50)
    assert TIES.between(named[:1], date(2006, 1, 1)) == ()


def test_a_tie_that_is_over_is_none() -> None:
    named = [participant("OLD_FRONT", 10), participant("CHN_GOV", 60)]
    assert [t.relation for t in TIES.between(named, date(1996, 1, 1))] == ["backed_by"]
    assert TIES.between(named, date(2006, 1, 1)) == ()


@pytest.mark.parametrize(
    ("relation", "why"),
    [
        (stated("OLD_FRONT", "backed_by", "NPL_GOV"), "opposed to Government of Nepal"),
        (stated("NPL_GOV", "allied_with", "OLD_FRONT"), "Old Front as opposed to"),
        (
            stated("NEW_FRONT", "backed_by", "IND_GOV"),
            "designated as terrorist by .* \\(Indian gazette\\)",
        ),
        (stated("NEW_FRONT", "led_by", "ONE"), "Ram Two as its leader then"),
        (stated("OLD_FRONT", "backed_by", "IND_GOV"), None),
        (stated("NEW_FRONT", "led_by", "TWO"), None),
        (stated("NEW_FRONT", "splinter_of", "OLD_FRONT"), None),
    ],
)
def test_what_the_file_has_otherwise_is_a_contradiction(
    relation: Relation, why: str | None
) -> None:
    found = TIES.denied([relation], date(2006, 1, 1))
    if why is None:
        assert found == ()
        return
    (one,) = found
    assert one.kind == "actor"
    assert one.evidence == (relation.evidence,)
    assert re.search(why, one.explanation)


RESOLVER = ActorResolver(FakeCountries())


@pytest.mark.parametrize(
    ("phrase", "on", "holder"),
    [
        ("Iraqi Prime Minister Nouri al-Maliki", date(2020, 8, 24), "Mustafa al-Kadhimi"),
        ("Iraqi Prime Minister Nouri al-Maliki", date(2010, 8, 24), None),
        ("former Iraqi Prime Minister Nouri al-Maliki", date(2020, 8, 24), None),
        ("Iraqi Prime Minister Mustafa al-Kadhimi", date(2020, 8, 24), None),
        ("Prime Minister Nouri al-Maliki", date(2020, 8, 24), None),  # whose, it does not say
        ("Iraqi politician Nouri al-Maliki", date(2020, 8, 24), None),
        ("Iraqi Prime Minister Nobody Atall", date(2020, 8, 24), None),
    ],
)
def test_an_office_that_another_held(phrase: str, on: date, holder: str | None) -> None:
    sentence = RESOLVER.disputed_office(phrase, head=phrase.split()[-1], on=on)
    assert (sentence is None) == (holder is None)
    if holder is not None:
        assert sentence is not None
        assert holder in sentence
