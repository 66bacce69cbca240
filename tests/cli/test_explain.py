"""``dateline explain``: the reasons behind each value, on a coded article built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.cli.explain import explanations
from dateline.records.event import CodedArticle, Unreported

from ..export.conftest import build, quote


@pytest.fixture
def coded() -> CodedArticle:
    passed_over = Unreported(quote("march"), "peaceful_protest", "protest.txt:1", "only announced")
    return replace(build(), unreported=(passed_over,))


def said(coded: CodedArticle, at: str | None) -> list[str]:
    return [" ".join(piece.split()) for piece in explanations(coded, at)]


def test_a_trigger_finds_its_report(coded: CodedArticle) -> None:
    (piece,) = said(coded, "STORMED")
    for words in (
        "Report 1 of 2: violent demonstration",
        "by the pattern riots.txt:3 v A:crowd storm P:site",
        "lost: attack_on_civilians (0.200), assault.txt:9: no armed actor",
        "protesters ← “Several hundred protesters” [54–80] (subject)",
        "who that is: unresolved",
        "won: stands in the same clause (0.900)",
        "lost: Miran, MIR, PPLC, 35.5000, 44.0000, GeoNames 1 (0.200): only the dateline",
        "2020-08-22 to 2020-08-22, to the day: Saturday before publication, by dates@1",
        "100–999 participants ← “Several hundred protesters”",
        "told by the outlet",
        "flags partisan_source",
    ):
        assert words in piece


def test_a_chain_and_a_denial(coded: CodedArticle) -> None:
    (piece,) = said(coded, "killed")
    for words in (
        "officers” [", "via coreference", "standing for “police”", "date ambiguous",
        "Dara Venn denies ← “Interior Minister Dara Venn”", "weapon rifles ← “rifles”",
        "denied [negation] ← “denied”", ": a denial", "linked by “MIRAN”",
    ):  # fmt: skip
        assert words in piece


def test_other_words_of_the_sentence_find_its_reports(coded: CodedArticle) -> None:
    assert [piece.split(":")[0] for piece in said(coded, "hospital doctor")] == [
        "Report 1 of 2",
        "Report 2 of 2",
    ]
    assert said(coded, "no such words") == []
    assert len(said(coded, None)) == 2


def test_a_trigger_that_was_passed_over(coded: CodedArticle) -> None:
    (piece,) = said(coded, "march")
    assert piece.startswith("Not reported: “march”")
    assert piece.endswith("why not only announced")


def test_lines_are_short(coded: CodedArticle) -> None:
    text = "\n".join(explanations(coded, None))
    assert max(map(len, text.splitlines())) <= 100
