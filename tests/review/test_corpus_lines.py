"""Reviewed sentences as marked lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.corpus.markup import parse_own_line
from dateline.records.claim import FactualityJudgement
from dateline.records.coded import Coded
from dateline.records.decision import MissedEvent
from dateline.records.event import CodedArticle, Report
from dateline.review import corpus_lines, corpus_text
from dateline.review.corpus_lines import article_lines
from dateline.store import Store

from ..store.building import RUN
from .building import corrected, news, reviewed, somebody, told, words

ARTICLE = news()
REPORT = told(ARTICLE)
WHOLE = (
    "[S1 Police] in [L1 Basra] said [A1 gunmen] [T1:attack_on_civilians killed] "
    "[P1,K1 at least nine protesters] with [W1 rifles] on [D1 Saturday]."
)
BARE = {"actors": (), "targets": (), "counts": (), "weapon": None, "attribution": ()}


def _lines(*reports: Report, states: dict[str, str] | None = None, missed=()):  # type: ignore[no-untyped-def]
    known = states or dict.fromkeys((one.key for one in reports), "accepted")
    return list(article_lines(ARTICLE, reports, known, missed))  # type: ignore[arg-type]


def test_an_accepted_report() -> None:
    (found,) = _lines(REPORT)
    assert (found.line, found.problem) == (WHOLE, "")
    assert found.reports == (REPORT.key,)
    marked = parse_own_line(found.line)
    assert marked.text == REPORT.sentence.text
    (event,) = marked.events
    assert event.type == "attack_on_civilians"
    assert [marked.words(span) for span in event.roles["K"]] == ["at least nine protesters"]


def test_a_rejected_one_is_a_sentence_of_no_event() -> None:
    (found,) = _lines(REPORT, states={REPORT.key: "rejected"})
    assert found.line == REPORT.sentence.text


@pytest.mark.parametrize("state", ["unreviewed", "conflict"])
def test_a_sentence_that_is_not_settled_is_passed_over(state: str) -> None:
    other = replace(REPORT, key="other", trigger=words(ARTICLE, "said"))
    assert _lines(REPORT, other, states={REPORT.key: "accepted", "other": state}) == []


def test_factuality_and_a_second_event() -> None:
    said = replace(
        REPORT, **BARE, key="other", trigger=words(ARTICLE, "said"), event_type=Coded("accuse"),
        factuality=FactualityJudgement("asserted", auxiliary=("historical",)),
    )  # fmt: skip
    alleged = replace(REPORT, factuality=FactualityJudgement("alleged"))
    (found,) = _lines(alleged, said)
    assert "[T1:accuse~historical said]" in found.line
    assert "[T2:attack_on_civilians~alleged killed]" in found.line
    assert "[L2,L1 Basra]" in found.line or "[L1,L2 Basra]" in found.line


def test_a_role_that_holds_the_trigger_is_cut() -> None:
    around = somebody(ARTICLE, "killed at least nine protesters")
    (found,) = _lines(replace(REPORT, targets=(around,)))
    assert "[T1:attack_on_civilians killed] [P1,K1 at least nine protesters]" in found.line


def test_missed_events() -> None:
    typed = MissedEvent(words(ARTICLE, "said"), "accuse")
    (found,) = _lines(REPORT, missed=[typed])
    assert "[T2:accuse said]" in found.line
    (none,) = _lines(REPORT, missed=[replace(typed, event_type=None)])
    assert (none.line, none.problem) == ("", "a missed event of no type lies in the sentence")


HOSTILE = [
    ("Police [sic] in Basra said gunmen killed at least nine protesters with rifles on Saturday.",
     "the sentence has brackets of its own"),
    ("# Police in Basra said gunmen killed at least nine protesters with rifles on Saturday.",
     "the sentence begins like a comment"),
    ("wire wire | Police in Basra said gunmen killed at least nine protesters with rifles on "
     "Saturday.", "unknown tag 'wire'"),
    ("Police in Basra said gunmen\nkilled at least nine protesters with rifles\u2028on Saturday.",
     ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problem"), HOSTILE)
def test_sentences_that_could_be_taken_for_markup(text: str, problem: str) -> None:
    article = news(text)
    report = replace(told(article), sentence=words(article, text))
    (found,) = article_lines(article, [report], {report.key: "accepted"})
    assert found.problem == problem
    assert len(found.line.splitlines()) <= 1
    if not problem:
        assert parse_own_line(found.line).text.split() == text.split()


def test_lines_of_a_store(store: Store) -> None:
    run = store.open_run(RUN)
    store.add_article(ARTICLE)
    store.save_coded(run, CodedArticle(ARTICLE, RUN, (REPORT,)))
    assert list(corpus_lines(store)) == []
    store.add_review(reviewed(REPORT, "corrected", when=2))
    store.add_correction(corrected(REPORT, "event_type", "assassination", when=1))
    found = list(corpus_lines(store))
    text = corpus_text(found)
    assert text == WHOLE.replace("attack_on_civilians", "assassination") + "\n"
    assert corpus_text([*found, *found]) == text
