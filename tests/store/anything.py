"""Any records at all, for what must hold of all of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import Any, get_args

from hypothesis import strategies as st

from dateline.ingest import Given, make_article
from dateline.records.article import Article, DatelineLine, OutletKind, Source, Tie
from dateline.records.claim import (
    Attribution,
    Auxiliary,
    Contradiction,
    ContradictionKind,
    Factuality,
    FactualityJudgement,
    Speaker,
    Stance,
)
from dateline.records.coded import Candidate, Coded, Reason, Via
from dateline.records.decision import Correction, Judgement, Review, ReviewVerdict
from dateline.records.entity import (
    Actor,
    CountRange,
    DatePrecision,
    EventDate,
    Place,
    PlacePrecision,
)
from dateline.records.event import (
    CodedArticle,
    Codes,
    CountKind,
    CountPhrase,
    Failure,
    Participant,
    Phrase,
    Relation,
    RelationKind,
    Report,
    TypeCandidate,
    Unreported,
)
from dateline.records.incident import (
    Counts,
    Incident,
    ReportedWords,
    ReportsContradiction,
    Rival,
    Rivals,
)
from dateline.records.text import Quote

from .building import RUN


def some(values: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=most).map(tuple)


def either(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def among(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
finite = st.floats(allow_nan=False, allow_infinity=False)
whole = st.integers(0, 10**25)
quotes = st.builds(Quote, st.integers(0, 10**6), st.integers(0, 10**6), words)

ties = st.builds(Tie, words, words, words)
sources = st.builds(Source, words, among(OutletKind), either(words), either(words), some(ties))
actors = st.builds(Actor, words, either(words), either(words), some(words), either(words),
                   some(ties))  # fmt: skip
places = st.builds(Place, words, either(words), either(words), either(words), either(finite),
                   either(finite), either(whole), words, among(PlacePrecision), whole)  # fmt: skip
dates = st.builds(EventDate, st.dates(), st.dates(), among(DatePrecision), words)
ranges = st.builds(CountRange, whole, either(whole))
codes = st.builds(Codes, either(words), some(words), some(words), either(finite), either(words),
                  either(words), either(words), either(st.integers(1, 4)))  # fmt: skip


def coded(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Coded[Any]]:
    candidates = some(st.builds(Candidate, values, words, finite, some(quotes)))
    rest = {"evidence": some(quotes), "candidates": candidates, "by": words,
            "via": either(st.sampled_from(Via)), "via_quote": either(quotes)}  # fmt: skip
    return st.builds(Coded, value=values, **rest) | st.builds(
        Coded, reason=st.sampled_from(Reason), **rest
    )


phrases = st.builds(Phrase, quotes, whole, either(st.sampled_from(Via)), either(quotes),
                    either(quotes), words)  # fmt: skip
participants = st.builds(Participant, phrases, coded(actors), st.booleans())
attributions = st.builds(
    Attribution, either(st.builds(Speaker, quotes, words, either(words))), quotes, among(Stance)
)
factualities = st.builds(
    FactualityJudgement, among(Factuality), some(quotes), some(among(Auxiliary)), words
)
type_candidates = st.builds(TypeCandidate, words, finite, words, words)
reports = st.builds(
    Report,
    key=words,
    event_type=coded(words),
    score=finite,
    codes=codes,
    trigger=quotes,
    sentence=quotes,
    actors=some(participants),
    targets=some(participants),
    place=coded(places),
    date=coded(dates),
    counts=some(st.builds(CountPhrase, among(CountKind), ranges, quotes)),
    weapon=either(quotes),
    attribution=some(attributions),
    factuality=factualities,
    about=either(words),
    flags=some(words),
    salience=finite,
    rule=words,
    type_candidates=some(type_candidates),
)
relations = st.builds(
    Relation, participants, among(RelationKind), participants, quotes, some(attributions)
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any article that `ingest` could give: its hash is of its content."""
    text = draw(words.filter(lambda text: bool(text.strip())))
    article = make_article(
        text, Given(title=draw(either(words)), url=draw(either(words))), max_chars=len(text)
    )
    return replace(
        article,
        source=draw(either(sources)),
        id=draw(words),
        published=draw(either(st.dates())),
        language=draw(words),
    )


codings = st.builds(
    CodedArticle,
    article=articles(),
    run=st.just(RUN),
    reports=st.lists(reports, max_size=3, unique_by=lambda report: report.key).map(tuple),
    relations=some(relations),
    contradictions=some(st.builds(Contradiction, among(ContradictionKind), words, some(quotes))),
    failures=some(st.builds(Failure, words, words)),
    dateline=either(
        st.builds(DatelineLine, quotes, either(quotes), either(st.dates()), either(quotes))
    ),
    unreported=some(st.builds(Unreported, quotes, words, words, words)),
)


def rivals(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Rivals[Any]]:
    other = st.builds(Rival, values, some(words))
    return st.builds(Rivals, either(values), some(words), some(other))


incidents = st.builds(
    Incident,
    id=words,
    reports=some(words, 3),
    event_type=rivals(words),
    codes=rivals(codes),
    actors=rivals(some(actors)),
    targets=rivals(some(actors)),
    place=rivals(places),
    date=rivals(dates),
    counts=rivals(st.builds(Counts, *[either(ranges)] * 5)),
    factuality=rivals(among(Factuality)),
    independent_sources=st.integers(0, 10**6),
    partisan_sources=st.integers(0, 10**6),
    first_published=either(st.dates()),
    last_published=either(st.dates()),
    killed_low=either(whole),
    killed_high=either(whole),
    contradictions=some(
        st.builds(
            ReportsContradiction,
            among(ContradictionKind),
            words,
            some(st.builds(ReportedWords, words, quotes)),
        )
    ),
    revision=st.integers(1, 10**6),
)

moments = st.datetimes(timezones=st.just(UTC))
judgements = st.tuples(words, words).filter(lambda pair: pair[0] != pair[1]).flatmap(
    lambda pair: st.builds(
        lambda verdict, reviewer, at, reason: Judgement.of(
            *pair, verdict, reviewer=reviewer, at=at, reason=reason
        ),
        st.sampled_from(["same", "different"]), words, moments, either(words),
    )
)  # fmt: skip
named = words.filter(bool)
json_texts = st.recursive(
    st.none() | st.booleans() | st.integers() | words, lambda some: st.lists(some, max_size=2)
).map(json.dumps)
corrections = st.builds(
    Correction,
    report=named,
    field=named,
    old=either(json_texts),
    new=json_texts,
    reviewer=words,
    at=moments,
    quote=either(quotes),
    note=either(words),
    withdraws=either(moments),
)
reviews = st.builds(
    Review,
    report=named,
    verdict=among(ReviewVerdict),
    reviewer=words,
    at=moments,
    queue=st.sampled_from(["doubt", "flag", "search", "direct"]) | named.map("sample:{}".format),
    reason=either(words),
    seconds=either(st.floats(0, 1e9)),
    fields=some(st.tuples(words, words)),
)
