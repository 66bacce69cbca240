"""The shipped corpus keeps the rules of docs/annotation-guide.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.codebook import load_codebook
from dateline.corpus import CorpusText, parse_line, read_corpus
from dateline.corpus.check import DISTINCT_OPENINGS, NOTHING_SHARE, Findings, check

CORPUS = Path(__file__).parent.parent.parent / "corpus"
TYPES = frozenset(load_codebook().types)


@pytest.fixture(scope="module")
def found() -> Findings:
    return check(read_corpus(CORPUS), TYPES)


def test_no_line_breaks_a_rule(found: Findings) -> None:
    assert not found.errors, "\n".join(found.errors[:20])


def test_it_is_as_large_and_varied_as_promised(found: Findings) -> None:
    print(f"{found.texts} texts, {found.counts}")
    assert found.texts >= 4060
    assert found.distinct_openings >= DISTINCT_OPENINGS
    assert found.nothing >= NOTHING_SHARE
    assert len(found.counts["region"]) == 10
    assert sum(text.whole for text in read_corpus(CORPUS) if isinstance(text, CorpusText)) >= 60


def test_every_event_type_has_its_lines(found: Findings) -> None:
    sections: dict[str, int] = {}
    for text in read_corpus(CORPUS):
        assert isinstance(text, CorpusText)
        for kind in {event.type for event in text.events}:
            sections[kind] = sections.get(kind, 0) + 1
    few = {kind: sections.get(kind, 0) for kind in TYPES if sections.get(kind, 0) < 45}
    assert not few


def test_a_near_duplicate_is_found() -> None:
    one = "ssa wire | Soldiers burned nine houses in the village of Bali before dawn on Friday."
    two = "ssa local | Soldiers burned nine houses in the village of Bali before dawn on Sunday."
    findings = check([parse_line(one, where="a:1"), parse_line(two, where="a:2")], TYPES)
    assert findings.errors == ("a:2: nearly the same as a:1",)


def test_an_unknown_type_is_found() -> None:
    findings = check([parse_line("ssa wire | They [T1:dance danced].", where="a:1")], TYPES)
    assert findings.errors == ("a:1: unknown type 'dance'",)
