"""HTML pages to articles: the report alone, its offsets, and what the page says of it."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from html import unescape

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from dateline.errors import InputError, TextTooLarge
from dateline.ingest.article import Given
from dateline.ingest.charset import Decoded
from dateline.ingest.evidence import Findings, find_evidence
from dateline.ingest.markup import plain_text
from dateline.ingest.pages import MAX_PAGE_CHARS, Visit, extract_text, read_page
from dateline.records.page import Page
from dateline.records.text import Span

from .site import article

TODAY = date(2024, 5, 2)
URL = "https://news.example/world/market"


def read(
    source: str, *, given: Given | None = None, visit: Visit | None = None, limit: int = 100_000
) -> Page:
    page = Decoded(source, "utf-8", ("a note",))
    return read_page(page, given or Given(), visit or Visit(TODAY, URL), max_chars=limit)


def findings(head: str = "", body: str = "", url: str | None = URL) -> Findings:
    source = f"<html><head>{head}</head><body>{body}</body></html>"
    found = find_evidence(source, url, today=TODAY)
    for one in found.evidence:
        if one.span is not None:  # the words stand where they are said to stand
            written = plain_text(source[one.span.start : one.span.end])
            assert " ".join(written.split()) == one.words
    return found


def ld(**node: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | node)}</script>'
    )


def test_an_article() -> None:
    page = read(article())
    found = page.article
    assert found.text.startswith(
        "Gunmen kill 11 in market\n\nBUNIA, Congo — Gunmen killed at least 11"
    )
    assert found.text.count("\n\n") == 4
    assert found.text.endswith("sold vegetables at the roadside every morning.")
    for words in ("Hidden", "script", "color", "Home", "Copyright", "Example"):
        assert words not in found.text
    assert (found.title, found.url) == ("Gunmen kill 11 in market", URL)
    assert (found.language, page.language) == ("en", "en")
    assert found.source is not None
    assert found.source.name == "news.example"
    assert found.published is None, "a missing day stays missing"
    assert page.notes == ("a note",)
    assert page.kind == "page"


@pytest.mark.parametrize(
    ("words", "in_page"),
    [
        ("at least 11 people", "at least 11&nbsp;people"),
        ("BUNIA, Congo — Gunmen", "BUNIA, Congo &mdash; Gunmen"),
        ("on Monday, the army", "on\n   Monday, the army"),
        ("in Ituri province", "in <b>Ituri</b> province"),
        ("“came at dawn”", "&ldquo;came at dawn&rdquo;"),
    ],
)
def test_offsets_back_to_the_page(words: str, in_page: str) -> None:
    page = read(article())
    start = page.article.text.index(words)
    span = page.page_map.locate(Span(start, start + len(words)))
    assert span is not None
    assert page.source[span.start : span.end] == in_page
    assert page.page_map.unaligned == ()


PIECES = "police|&amp;|&eacute;|met\n the|<b>army</b>|&#8220;now&#8221; in|&nbsp;|<i>x</i>"


@settings(deadline=None, derandomize=True, max_examples=25)
@drawn(st.lists(st.sampled_from(PIECES.split("|")), min_size=30, max_size=60))
def test_offsets_of_drawn_pages(words: list[str]) -> None:
    page = read(article().replace("BUNIA", " ".join(words)))
    for start, end, page_start, page_end in page.page_map.stretches:
        text, source = page.article.text[start:end], unescape(page.source[page_start:page_end])
        assert text.split() == source.split()
    assert page.page_map.unaligned == ()


def meta(content: str, **key: str) -> str:
    ((name, value),) = key.items()
    return f'<meta {name}="{value}" content="{content}">'


def moment(marks: str, words: str = "x") -> str:
    return f"<time {marks}>{words}</time>"


META = '<meta property="article:published_time" content="{}">'


@pytest.mark.parametrize(
    ("head", "body", "where", "day"),
    [
        (META.format("2024-05-01T10:00:00Z"), "", "meta article:published_time", "2024-05-01"),
        (meta("2024-05-01", name="DC.date.issued"), "", "meta DC.date.issued", "2024-05-01"),
        (meta("May 1, 2024", itemprop="datePublished"), "", "meta datePublished", "2024-05-01"),
        (meta("2024-05-01", name="pubdate"), "", "meta pubdate", "2024-05-01"),
        (ld(datePublished="2024-05-01T23:00:00-04:00"), "", "JSON-LD datePublished", "2024-05-01"),
        (
            ld(datePublished="2024-04-30") + META.format("2024-05-01"),
            "",
            "JSON-LD datePublished",
            "2024-04-30",
        ),
        (
            "",
            moment('itemprop="datePublished" datetime="2024-05-01T10:00"'),
            "time element",
            "2024-05-01",
        ),
        ("", moment("class=entry-date", "1 May 2024"), "time element", "2024-05-01"),
        ("", moment("pubdate datetime=2024-05-01"), "time element", "2024-05-01"),
        ("", moment("datetime=2024-05-01"), "the page's only time element", "2024-05-01"),
    ],
)  # fmt: skip
def test_the_day_of_publication(head: str, body: str, where: str, day: str) -> None:
    found = findings(head, body)
    assert found.published == date.fromisoformat(day)
    (first, *_) = found.evidence
    assert (first.field, first.where, first.value) == ("published", where, day)


def test_the_day_in_the_address() -> None:
    for url in ("https://a.example/2024/05/01/market", "https://a.example/news/2024-05-01-market"):
        found = findings(url=url)
        assert found.published == date(2024, 5, 1)
        assert found.evidence[0].where == "the page's address"
        assert found.evidence[0].span is None
    assert findings(url="https://a.example/2024/05/market").published is None
    assert findings(url="https://a.example/12024/05/011").published is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        ('<meta property="article:modified_time" content="2024-05-01">', ""),
        ("", moment("class='updated publish' datetime=2024-05-01") + moment("datetime=2024-04-01")),
        ("", '<time datetime="2024-05-01">x</time><time datetime="2024-04-30">y</time>'),
        ("", "<p>Published 1 May 2024</p>"),
        (ld(dateModified="2024-05-01"), ""),
        (ld(datePublished="2024-05-01").replace("NewsArticle", "Person"), ""),
    ],
)  # fmt: skip
def test_days_that_are_not_of_publication(head: str, body: str) -> None:
    assert findings(head, body).published is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2024-05-03", "'2024-05-03' is in the future"),
        ("2099-01-01T00:00:00Z", "'2099-01-01T00:00:00Z' is in the future"),
        ("1850-01-01", "'1850-01-01' is before 1900"),
        ("03/04/2024", "'03/04/2024' is not a date that can be read"),
        ("today", "'today' is not a date that can be read"),
    ],
)
def test_days_that_cannot_be(written: str, reason: str) -> None:
    found = findings(META.format(written))
    assert found.published is None
    assert found.notes == (f"publication date in meta article:published_time not taken: {reason}",)
    # another place that says it well is asked next
    both = findings(META.format(written) + '<meta name="date" content="2024-04-30">')
    assert both.published == date(2024, 4, 30)


def test_a_page_was_not_published_after_it_was_fetched() -> None:
    visit = Visit(TODAY, URL, datetime(2020, 8, 24, 10, 0, tzinfo=UTC))
    source = article(head=META.format("2020-08-25"))
    assert read(source, visit=visit).article.published is None
    source = article(head=META.format("2020-08-24"))
    assert read(source, visit=visit).article.published == date(2020, 8, 24)


@pytest.mark.parametrize(
    ("head", "value", "where"),
    [
        (meta("A &amp; B", property="og:site_name"), "A & B", "meta og:site_name"),
        (ld(publisher={"name": "Agency"}), "Agency", "JSON-LD publisher"),
        (ld(publisher=[{"name": "One"}, {"name": "Two"}]), "One", "JSON-LD publisher"),
        (ld(publisher="Agency"), "Agency", "JSON-LD publisher"),
        ("", "news.example", "the page's address"),
    ],
)  # fmt: skip
def test_the_outlet(head: str, value: str, where: str) -> None:
    first = next(one for one in findings(head).evidence if one.field == "source")
    assert (first.value, first.where) == (value, where)


@pytest.mark.parametrize(
    ("head", "body", "value", "where"),
    [
        ("<title>T | Site</title>", "", "T | Site", "title element"),
        ("<title>T | Site</title>", "<h1>The <b>h</b>\n one</h1>", "The h one", "h1 element"),
        ('<meta property="og:title" content="O">', "<h1>H</h1>", "O", "meta og:title"),
        (ld(headline="L &amp; M"), "<h1>H</h1>", "L & M", "JSON-LD headline"),
        (ld(headline=""), "<h1>H</h1>", "H", "h1 element"),
        (ld(headline=["L"]), "", "L", "JSON-LD headline"),
    ],
)
def test_the_title(head: str, body: str, value: str, where: str) -> None:
    first = next(one for one in findings(head, body).evidence if one.field == "title")
    assert (first.value, first.where) == (value, where)


def test_author_language_and_address() -> None:
    found = findings(
        '<link rel="canonical" href="https://news.example/a"><meta name="author" content="A. B.">'
        '<meta property="og:locale" content="en_GB"><link rel=canonical href="/relative">'
    )
    assert found.value("author") == "A. B."
    assert found.value("language") == "en_GB"
    assert found.value("url") == "https://news.example/a"
    assert read(article(), visit=Visit(TODAY)).url is None
    linked = '<link rel="canonical" href="https://news.example/a">'
    assert read(article(head=linked), visit=Visit(TODAY)).url == "https://news.example/a"
    assert read(article(head=linked)).url == URL


def test_of_several_articles_the_page_s_own_is_taken() -> None:
    other = {
        "@type": "NewsArticle",
        "url": "https://news.example/other",
        "datePublished": "2020-01-01",
    }
    own = {
        "@type": ["NewsArticle"],
        "mainEntityOfPage": {"@id": URL + "/"},
        "datePublished": "2024-05-01",
    }
    blocks = f'<script type="application/ld+json">{json.dumps({"@graph": [other, own]})}</script>'
    assert findings(blocks).published == date(2024, 5, 1)
    assert findings(blocks, url=None).published == date(2020, 1, 1)


@pytest.mark.parametrize(
    "block",
    ["{", "[" * 100_000, '{"@type": "NewsArticle", "headline": "\\ud800"}', "null", "1e999", "[]",
     '{"@type": 5}', '{"@type": "NewsArticle", "headline": {"a": 1}, "publisher": 7}',
     '{"@type": "NewsArticle", "datePublished": 20240501}', "\x00",
     '{"a":"' + "x" * 1_100_000 + '"}'],
)  # fmt: skip
def test_json_that_is_none(block: str) -> None:
    found = findings(f'<script type="application/ld+json">{block}</script><title>T</title>')
    assert found.value("title") == "T"
    assert found.published is None


def test_what_is_given_goes_before_what_the_page_says() -> None:
    given = Given(published=date(2024, 1, 1), source="Mine", title="My title", language="en-GB")
    page = read(article(head=META.format("2024-05-01")), given=given)
    assert page.article.published == date(2024, 1, 1)
    assert page.article.source is not None
    assert (page.article.source.name, page.article.title) == ("Mine", "My title")
    assert page.article.language == "en-GB"
    evidence = page.evidence_for("published")
    assert evidence is not None
    assert evidence.value == "2024-05-01", "what the page says is kept"


def test_what_a_feed_told_fills_in_what_the_page_does_not_say() -> None:
    told = Given(published=date(2024, 4, 1), title="Feed title")
    page = read(article(), visit=Visit(TODAY, URL, told=told))
    assert page.article.published == date(2024, 4, 1)
    assert page.article.title == "Gunmen kill 11 in market"
    evidence = page.evidence_for("published")
    assert evidence is not None
    assert evidence.where == "the feed"


@pytest.mark.parametrize(
    "source",
    ["", "<html></html>", "<html><body><nav>Home</nav></body></html>", "<script>x</script>",
     "<!--", "\0\0\0", "<p hidden></p>"],
)  # fmt: skip
def test_pages_without_an_article(source: str) -> None:
    with pytest.raises(InputError, match="no article was found in the page"):
        read(source)


def test_limits() -> None:
    with pytest.raises(TextTooLarge, match="more than 3,000,000 characters"):
        read("x" * (MAX_PAGE_CHARS + 1))
    with pytest.raises(TextTooLarge, match="the limit is 100 an article"):
        read(article(), limit=100)
    with pytest.raises(InputError, match="a tag has 50,000 attributes"):
        read(article() + "<p " + "a=1 " * 50_000 + ">")


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "BOOM"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = read(bomb + article().replace("BUNIA", "&a; &x;")).article.text
    assert "BOOM" not in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<p>word", "<b>x", "<span>a</span>", "<ul><li>a", "<table><tr><td>x", "&amp;", "<",
     '<a href="x">abc</a>', "word<br>", "<!--", "<title>", "<p a='"],
)  # fmt: skip
def test_pages_made_to_take_time(piece: str) -> None:
    started = time.perf_counter()
    with suppress(InputError):
        read(f"<html><body><p>{piece * (40_000 // len(piece))}")
    assert time.perf_counter() - started < 5


def test_paragraphs_and_lines() -> None:
    body = "<p>One paragraph of the report that is long enough.<br>A line of it.</p>" * 1 + (
        "<blockquote><p>A quotation that somebody said at some length.</p></blockquote>"
        "<ul><li>First of all there is this.</li><li>Then there is that.</li></ul>"
        "<h2>A heading</h2><p>And the last paragraph, which is long enough as well.</p>"
    )
    assert extract_text(f"<html><body><article>{body}</article></body></html>") == (
        "One paragraph of the report that is long enough.\nA line of it.\n\n"
        "A quotation that somebody said at some length.\n\n"
        "First of all there is this.\n\nThen there is that.\n\n"
        "A heading\n\nAnd the last paragraph, which is long enough as well."
    )
