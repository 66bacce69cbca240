"""The terminal table: all that a person asks of a report, within the width, safe to print."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dateline.export import wording
from dateline.export.options import ExportOptions
from dateline.export.terminal import tables
from dateline.records.entity import CountRange
from dateline.records.event import CodedArticle

ANSI = re.compile(r"\x1b\[")


def shown(coded: CodedArticle, width: int = 120, *, colour: bool = False) -> str:
    return "".join(tables([coded], ExportOptions(width=width, colour=colour)))


@pytest.mark.parametrize("width", [60, 80])
def test_narrow_terminals(coded: CodedArticle, width: int) -> None:
    assert max(len(line) for line in shown(coded, width).splitlines()) <= width


@pytest.mark.parametrize("width", [100, 120, 140])
def test_it_says_everything_within_the_width(coded: CodedArticle, width: int) -> None:
    text = shown(coded, width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert not ANSI.search(text)
    squeezed = re.sub(r"\s+", " ", text)
    for words in ("2020-08-22", "“stormed”", "protesters", "100–999", "participants", "2+ killed",
                  "the outlet", "asserted", "denied", "ambiguous", "not stated",
                  "Contradiction (place)", "Harvest Front part of Unity Party"):  # fmt: skip
        assert words in squeezed


def test_colour_only_where_asked(coded: CodedArticle) -> None:
    assert ANSI.search(shown(coded, colour=True))


def test_an_article_without_reports(empty: CodedArticle) -> None:
    text = shown(empty)
    assert "Nothing of note happened." in text
    assert "no publication date · 0 reports" in text


def test_control_characters_never_reach_the_terminal(coded: CodedArticle) -> None:
    nasty = replace(coded.article, title="a\x1b[2Jb\x07c\u202ed\ne")
    assert "a�[2Jb�c�d e" in shown(replace(coded, article=nasty))


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("the family of the activist", 16, "the family of…"),
        ("Donaudampfschifffahrtsgesellschaft", 10, "Donaudamp…"),
        ("one\n two", 20, "one two"),
    ],
)
def test_clipping(text: str, limit: int, expected: str) -> None:
    assert wording.clip(text, limit) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(9, 9, "9"), (9, None, "9+"), (20, 99, "20–99"), (0, 20, "up to 20"), (0, 0, "0"),
     (2000, None, "2,000+")],
)  # fmt: skip
def test_numbers(low: int, high: int | None, expected: str) -> None:
    assert wording.number(CountRange(low, high)) == expected
