"""Offsets of an extracted text in its page point at the same characters, for any page."""

from __future__ import annotations

import re
import time
from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ingest.alignment import align
from dateline.records.page import PageMap, Stretch
from dateline.records.text import Span


def told(source: str) -> str:
    """What a stretch of a page says, without its white space and tags."""
    bare = re.sub(r"<[^>]*>", "", source)
    return re.sub(r"[\s\xad\u200b]+", "", unescape(bare))


def check(text: str, source: str) -> PageMap:
    """That every stretch says in the page what it says in the text; and that none is missing."""
    found = align(text, source)
    at = 0
    covered = [False] * len(text)
    for stretch in found.stretches:
        start, end, page_start, page_end = stretch
        assert at <= start < end <= len(text)
        assert 0 <= page_start < page_end <= len(source)
        if end - start == page_end - page_start:
            for one, other in zip(text[start:end], source[page_start:page_end], strict=True):
                assert one == other or one.isspace() and other.isspace()
        else:
            assert text[start:end] == unescape(source[page_start:page_end])
        covered[start:end] = [True] * (end - start)
        at = end
    for span in found.unaligned:
        assert not any(covered[span.start : span.end])
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert all(c or not re.sub(r"[\s\xad]", "", text[n]) for n, c in enumerate(covered))
    return found


def where(text: str, source: str, words: str) -> str | None:
    """What the page has where the text has ``words``."""
    start = text.index(words)
    span = check(text, source).locate(Span(start, start + len(words)))
    return None if span is None else source[span.start : span.end]


PAGE = """<title>Four dead in Basra</title><nav>Four dead in Basra</nav><h1>Four dead in Basra</h1>
<p>Police &amp; soldiers&nbsp;shot <b>four\n  men</b> on Mon&shy;day, the &ldquo;army&rdquo;
said.</p><script>"Police & soldiers shot four men"</script><p>They fled.</p>"""
TEXT = """Four dead in Basra

Police & soldiers shot four men on Monday, the “army” said.

They fled."""


@pytest.mark.parametrize(
    ("words", "in_page"),
    [
        ("They fled.", "They fled."),
        ("Police & soldiers", "Police &amp; soldiers"),
        ("&", "&amp;"),
        ("soldiers shot", "soldiers&nbsp;shot"),
        ("shot four men on", "shot <b>four\n  men</b> on"),
        ("Monday", "Mon&shy;day"),
        ("“army”", "&ldquo;army&rdquo;"),
        ("lice", "lice"),
    ],
)
def test_words_of_a_page(words: str, in_page: str) -> None:
    assert where(TEXT, PAGE, words) == in_page


def test_a_headline_is_found_next_to_the_text() -> None:
    span = check(TEXT, PAGE).locate(Span(0, len("Four dead in Basra")))
    assert span is not None
    assert PAGE[span.start - 4 : span.start] == "<h1>"


def test_what_is_not_in_the_page() -> None:
    text = "Police shot four men on Monday near the old market.\n\nThis was never there at all."
    found = check(text, "<p>Police shot four men on Monday near the old market.</p>")
    assert [text[s.start : s.end] for s in found.unaligned] == ["This was never there at all."]
    assert found.locate(Span(60, 64)) is None
    assert found.locate(Span(0, 60)) is None
    assert align("", "<p>x</p>") == PageMap()
    assert align("x", "") == PageMap(unaligned=(Span(0, 1),))


def test_a_paragraph_that_lost_its_middle() -> None:
    source = "<p>Police shot four men on Monday <em>(click here)</em> near the market in Basra.</p>"
    text = "Police shot four men on Monday near the market in Basra."
    found = check(text, source)
    assert found.unaligned == ()
    assert where(text, source, "Monday near") == "Monday <em>(click here)</em> near"


def test_paragraphs_in_another_order() -> None:
    one = "The first paragraph is about what the police did on Monday."
    two = "The second paragraph is about what the army said on Tuesday."
    found = check(f"{one}\n\n{two}", f"<p>{two}</p><p>{one}</p>")
    assert found.unaligned == ()


def test_many_short_paragraphs_that_are_not_there() -> None:
    text = "\n".join(f"no {number} here" for number in range(2_000))
    started = time.perf_counter()
    check(text, "<p>" + "yes " * 50_000)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("span", "expected"),
    [((0, 3), (10, 13)), ((1, 2), (11, 12)), ((3, 4), (20, 25)), ((0, 4), (10, 25)),
     ((4, 5), None), ((5, 7), (5, 7)), ((2, 6), None), ((6, 6), None)],
)  # fmt: skip
def test_locate(span: tuple[int, int], expected: tuple[int, int] | None) -> None:
    found = PageMap((Stretch(0, 3, 10, 13), Stretch(3, 4, 20, 25), Stretch(5, 7, 5, 7)))
    at = found.locate(Span(*span))
    assert (None if at is None else (at.start, at.end)) == expected


def test_identity() -> None:
    assert PageMap.identity("text").locate(Span(1, 3)) == Span(1, 3)
    assert PageMap.identity("") == PageMap()


WORD = st.text("abcdé&<>\"'“—中\xad", min_size=1, max_size=8).filter(
    lambda w: bool(told(escape(w)))
)
PARAGRAPHS = st.lists(st.lists(WORD, min_size=1, max_size=12), min_size=1, max_size=5)
WRITTEN = st.sampled_from(["plain", "numbers", "hex"])
BETWEEN = st.sampled_from([" ", "\n", "  \t", "&nbsp;", " <b>", "</b> ", "<!-- x --> ", "&#32;"])
NOISE = st.sampled_from(["", "<nav>abc</nav>", "<script>abcd</script>", "<br>", "<p>ab & cd</p>"])


def written(words: str, how: str) -> str:
    if how == "plain":
        return escape(words)
    form = "&#{};" if how == "numbers" else "&#x{:x};"
    return "".join(form.format(ord(c)) if c in "éa—&<中" else escape(c) for c in words)


@settings(deadline=None, derandomize=True, max_examples=80)
@given(PARAGRAPHS, st.data())
def test_every_character_of_a_page_is_found(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    source = ""
    for paragraph in paragraphs:
        source += data.draw(NOISE) + "<p>"
        for number, word in enumerate(paragraph):
            source += (data.draw(BETWEEN) if number else "") + written(word, data.draw(WRITTEN))
        source += "</p>\n"
    text = "\n\n".join(" ".join(p).replace("\xad", "") for p in paragraphs)
    assert check(text, source).unaligned == ()


@settings(deadline=None, derandomize=True, max_examples=200)
@given(
    st.text("ab é&;<>/p!-\n\xa0#x3", max_size=200),
    st.text("ab é&;<>/p!-\n\xa0#x3", max_size=200),
)
def test_any_text_and_any_page(text: str, source: str) -> None:
    check(text, source)
    check(text, f"<p>{source}{escape(text)}</p>")
