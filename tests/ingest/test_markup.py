"""HTML in tags and words, with their places in the source."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.ingest.markup import (
    Tag,
    Words,
    attributes,
    pieces,
    plain_text,
    refuse_hostile_tags,
    tokens,
    visible_words,
)  # fmt: skip


def cut(source: str) -> list[str]:
    return [source[one.start : one.end] for one in tokens(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("words", ["words"]),
        ("a<b>c</b>d", ["a", "<b>", "c", "</b>", "d"]),
        ("<p class=x>one<p>two", ["<p class=x>", "one", "<p>", "two"]),
        ("3 < 4 <5> and <", ["3 < 4 <5> and <"]),
        ("a<!-- <p> -->b<!-->c<!--->d", ["a", "b", "c", "d"]),
        ("a<!doctype html>b<?php x ?>c<![CDATA[d]]>e", ["a", "b", "c", "e"]),
        ("a</ x>b", ["a", "b"]),
        ("<a title=\"1>2\" b='3>4'>x", ["<a title=\"1>2\" b='3>4'>", "x"]),
        ("<a href=x/y>z", ["<a href=x/y>", "z"]),
        ('<p class="a"">x', ['<p class="a"">', "x"]),
        ("<script>if (a<b) '</p>'</script>x", ["<script>", "if (a<b) '</p>'", "</script>", "x"]),
        ("<SCRIPT>x</Script >y", ["<SCRIPT>", "x", "</Script >", "y"]),
        ("<title>a<b></title>", ["<title>", "a<b>", "</title>"]),
        ("<script>never closed <p>", ["<script>", "never closed <p>"]),
        ("before <!-- never closed <p>", ["before "]),
        ("before <a never closed", ["before "]),
    ],
)
def test_tokens(source: str, expected: list[str]) -> None:
    assert cut(source) == expected


def test_attributes() -> None:
    source = """<A HREF="x?a=1&amp;b=2" title='it''s' checked data-n = 5 href=y empty="">"""
    (tag,) = tokens(source)
    assert isinstance(tag, Tag)
    found = attributes(source, tag)
    assert {name: value.text for name, value in found.items()} == {
        "href": "x?a=1&b=2", "title": "it", "'s'": "", "checked": "", "data-n": "5", "empty": "",
    }  # fmt: skip
    for value in found.values():
        assert source[value.start : value.end].replace("&amp;", "&") == value.text


def test_entities() -> None:
    source = "a &amp; b&nbsp;c &#233;&#xe9;&eacute &nosuch; & &; &copy2"
    (words,) = tokens(source)
    assert isinstance(words, Words)
    said = list(pieces(source, words))
    assert "".join(one.text for one in said) == "a & b\xa0c ééé &nosuch; & &; ©2"
    assert [one.text for one in said if one.is_entity] == ["&", "\xa0", "é", "é", "é", "©2"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Four <b>dead</b></p>", "Four dead"),
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One.<br/>Two.", "One.\n\nTwo."),
        ("A &amp; B <script>x</script><style>y</style>", "A & B"),
        ("  many \n\n\n\n lines \t here ", "many\n\nlines here"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("no markup, 3 < 4", "no markup, 3 < 4"),
        ("", ""),
    ],
)
def test_plain_text(source: str, expected: str) -> None:
    assert plain_text(source) == expected


MARKUP = st.lists(
    st.sampled_from(
        ["<", ">", "</", "<p>", "</p>", "<a x=", '"', "'", "=", "/", "<!--", "-->", "<!",
         "<script>", "</script>", "&amp;", "&", "é", " ", "\n", "word", "<title>", "<?"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=300)
@given(MARKUP)
def test_tokens_stand_in_order_and_lose_no_words(source: str) -> None:
    at = 0
    for one in tokens(source):
        assert at <= one.start < one.end <= len(source)
        at = one.end
        if isinstance(one, Tag):
            for value in attributes(source, one).values():
                assert one.start < value.start <= value.end <= one.end
        else:
            said = list(pieces(source, one))
            assert [p.start for p in said[1:]] == [p.end for p in said[:-1]]
    for words in visible_words(source):
        assert not words.element


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", '<a x="', "<a x='", "<!--", "<!", "</", "&", "&amp", "<script>", "<p a=b>", "=",
     '"', "<a b", "<title>", "<?"],
)  # fmt: skip
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        source = "<a " * (piece == "=") + piece * (length // len(piece))
        started = time.perf_counter()
        for one in tokens(source):
            if isinstance(one, Words):
                sum(1 for _ in pieces(source, one))
        return time.perf_counter() - started

    assert seconds(200_000) < 3


@pytest.mark.parametrize(
    ("source", "is_hostile"),
    [
        ("<p " + "a=1 " * 900 + ">", False),
        ("<p " + "a=1 " * 2000 + ">", True),
        ("<title><p " + "a=1 " * 2000 + "></title>", True),
        ("<script>a<b " + "c " * 9000 + "></script>", False),
        ("<p style='" + "x:y; " * 9000 + "'>", False),
    ],
)
def test_hostile_tags(source: str, is_hostile: bool) -> None:
    if is_hostile:
        with pytest.raises(InputError, match="a tag has 2,000 attributes"):
            refuse_hostile_tags(source)
    else:
        refuse_hostile_tags(source)
