"""Words chosen in the text or typed, and what they may mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.codebook import load_codebook
from dateline.config import Settings
from dateline.errors import InputError
from dateline.resources import Resources
from dateline.review import span_choices, typed_choices
from dateline.review.resolving import PipelineResolvers
from dateline.review.spans import typed_count, typed_date

from .building import NOON, news, told, words

TEXT = (
    "Police in Basra said gunmen killed at least nine protesters with rifles on Saturday. "
    "Iraqi police officers arrested a dozen men in Amara on 28 April, the governor said."
)
ARTICLE = replace(news(TEXT), published=NOON.date())
REPORT = told(ARTICLE)


@pytest.fixture(scope="module")
def resolvers() -> PipelineResolvers:
    return PipelineResolvers(Resources(Settings()))


SPANS = [
    ("place", "Amara", "Al Amarah, Maysan, IRQ"),
    ("date", "on 28 April", "2024-04-28"),
    ("killed", "a dozen", "12"),
    ("actors", "Iraqi police officers", "Police of Iraq (IRQ_COP)"),
    ("weapon", "rifles", "rifles"),
    ("attribution", "the governor", "governor states"),
]


@pytest.mark.parametrize(("field", "some", "label"), SPANS)
def test_words_are_read_as_the_pipeline_reads_them(
    resolvers: PipelineResolvers, field: str, some: str, label: str
) -> None:
    quote = words(ARTICLE, some)
    found = span_choices(REPORT, field, quote, article=ARTICLE, resolvers=resolvers)
    assert found[0].quote == quote
    if field == "place":  # names and units are the gazetteer's
        assert found[0].label.endswith("IRQ")
        assert "mara" in found[0].label
    else:
        assert found[0].label == label
    if field == "actors":
        assert any(one.label == f"gunmen; {label}" for one in found)


def test_words_that_fill_no_field(resolvers: PipelineResolvers) -> None:
    said = words(ARTICLE, "said")
    for field in ("event_type", "date", "killed"):
        assert span_choices(REPORT, field, said, article=ARTICLE, resolvers=resolvers) == ()
    blank = words(ARTICLE, " in")
    blank = replace(blank, end=blank.start + 1, text=" ")
    assert span_choices(REPORT, "place", blank, article=ARTICLE, resolvers=resolvers) == ()


TYPED = [
    ("event_type", "Peaceful protest", "peaceful protest"),
    ("event_type", "assassin", "assassination"),
    ("actors", "IRQ_COP", "Police of Iraq (IRQ_COP)"),
    ("actors", "the Basra Sewing Circle", "the Basra Sewing Circle"),
    ("date", "2024-04", "2024-04-01 to 2024-04-30 (month)"),
    ("killed", "3-5", "3-5"),
    ("factuality", "denied", "denied"),
]


@pytest.mark.parametrize(("field", "typed", "label"), TYPED)
def test_typed(resolvers: PipelineResolvers, field: str, typed: str, label: str) -> None:
    found = typed_choices(REPORT, field, typed, codebook=load_codebook(), resolvers=resolvers)
    assert found[0].label == label


def test_typed_places(resolvers: PipelineResolvers) -> None:
    book = load_codebook()
    found = typed_choices(REPORT, "place", "Tripoli", codebook=book, resolvers=resolvers)
    assert {one.label.rsplit(", ")[-1] for one in found} >= {"LBY", "LBN"}
    assert typed_choices(REPORT, "place", "  ", codebook=book, resolvers=resolvers) == ()
    with pytest.raises(InputError, match="choose the words in the text"):
        typed_choices(REPORT, "weapon", "rifles", codebook=book, resolvers=resolvers)


DATES = [
    ("2024-04-27", "2024-04-27", "2024-04-27", "day"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2024", "2024-01-01", "2024-12-31", "year"),
    ("2024-04-27 to 2024-05", "2024-04-27", "2024-05-31", "range"),
    ("2024-04-27..2024-04-29", "2024-04-27", "2024-04-29", "range"),
]


@pytest.mark.parametrize(("typed", "start", "end", "precision"), DATES)
def test_typed_dates(typed: str, start: str, end: str, precision: str) -> None:
    found = typed_date(typed)
    assert (str(found.start), str(found.end), found.precision) == (start, end, precision)


@pytest.mark.parametrize("typed", ["yesterday", "2024-13", "2024-05 to 2024-04", "a to b to c", ""])
def test_no_dates(typed: str) -> None:
    with pytest.raises(InputError, match=r"^(date|since|until): "):
        typed_date(typed)


def test_typed_counts() -> None:
    for typed, low, high in (("9", 9, 9), ("3-5", 3, 5), ("9+", 9, None), ("9 or more", 9, None)):
        found = typed_count("killed", typed)
        assert (found.low, found.high) == (low, high)
    for typed in ("many", "-3", "3-", "٣"):
        with pytest.raises(InputError, match=r"^killed: "):
            typed_count("killed", typed)
