"""The page: the text unharmed under its highlights, all values on cards, nothing from outside."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dateline.export.evidence import Mark, marks, paragraphs
from dateline.export.html_page import page
from dateline.export.options import ExportOptions
from dateline.records.event import CodedArticle
from dateline.records.text import Quote

from .conftest import TEXT


def rendered(*coded: CodedArticle, **options: bool) -> str:
    return "".join(page(coded, ExportOptions(**options)))


class Marks(HTMLParser):
    """The words of each ``mark`` (without its label) by card, and all ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self._cards: list[str] = []
        self._label = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append(tag)
        if known.get("id"):
            self.ids.append(known["id"])
        if tag == "a":
            self.links.append(known["href"])
        if tag == "mark":
            self._cards = known["data-k"].split()
        elif tag == "span" and self._cards:
            self._label += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._cards = []
        elif tag == "span" and self._label:
            self._label -= 1

    def handle_data(self, data: str) -> None:
        if self._cards and not self._label:
            for card in self._cards:
                self.words[card] = self.words.get(card, "") + data


def read(html: str) -> Marks:
    parser = Marks()
    parser.feed(html)
    return parser


def test_each_card_lights_its_words(coded: CodedArticle) -> None:
    found = read(rendered(coded))
    storming = found.words["a1r1"]
    for words in ("Several hundred protesters", "stormed", "a government food depot", "Saturday"):
        assert words in storming
    assert "Venn" not in storming
    assert "rifles" in found.words["a1r2"]
    assert "northern district" in found.words["a1c1"]
    assert found.words["a1l1"] == "The Harvest Front, known as the farming arm of the Unity Party"


def test_ids_are_unique_and_links_lead_somewhere(coded: CodedArticle) -> None:
    found = read(rendered(coded, coded))
    assert len(found.ids) == len(set(found.ids))
    inner = {link[1:] for link in found.links if link.startswith("#")}
    assert inner <= set(found.ids)
    assert {"a1r1-t", "a1r2-t", "a2r1", "a2"} <= inner


def test_cards_say_everything(coded: CodedArticle) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", rendered(coded)))
    for words in ("Violent demonstration", "Riots / Violent demonstration", "2020-08-22",
                  "CAMEO 145", "Arvale, South, MIR", "via same sentence", "100–999 participants",
                  "rifles", "hospital doctor states › Dara Venn denies › unnamed claims",
                  "partisan source", "ambiguous", "weapon: not stated",
                  "a government food depot: unresolved",
                  "report 1, violent demonstration", "denied", "negation", "via coreference",
                  "Contradictions 1", "Relations 1", "Newsline (state)"):  # fmt: skip
        assert words in text, words


def test_nothing_comes_from_outside(coded: CodedArticle) -> None:
    html = rendered(coded)
    assert not re.search(
        r"""(?:src|srcset|data|action|poster)\s*=\s*["']?\s*(?:https?:)?//""", html
    )
    assert "@import" not in html
    assert "url(" not in html
    assert "<link" not in html
    assert " style=" not in html
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        inner = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy.replace("&#39;", "'")


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script> stormed </script><img src=x onerror=alert(1)>", "a\"b'c&d &lt;"],
)
def test_text_is_only_ever_text(coded: CodedArticle, text: str) -> None:
    article = replace(coded.article, text=text, title=text, url="javascript:alert(1)")
    nasty = replace(coded, article=article, reports=(), relations=(), contradictions=())
    html = rendered(nasty)
    assert html.count("<script>") == 1
    assert "<img" not in html
    assert "javascript:" not in html
    assert "original" not in html


def test_text_can_be_left_out(coded: CodedArticle) -> None:
    html = rendered(coded, with_text=False)
    assert "a march for next week" not in html
    assert "a1r1-t" not in html
    assert "Riots / Violent demonstration" in html


def test_the_same_page_every_time(coded: CodedArticle) -> None:
    assert rendered(coded) == rendered(coded)


def test_an_article_without_reports(empty: CodedArticle) -> None:
    assert "No event is reported in this text." in rendered(empty)
    assert "0 articles" in rendered()


def test_segments_put_together_are_the_text(coded: CodedArticle) -> None:
    cut = paragraphs(TEXT, marks(coded, "a1"))
    assert "\n\n".join("".join(s.text for s in paragraph) for paragraph in cut) == TEXT


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [("abcdef", "", ())]),
        ([(0, 6, "actor")], [("abcdef", "actor", ("actor",))]),
        (
            [(0, 4, "actor"), (2, 6, "place")],
            [("ab", "actor", ()), ("cd", "actor", ("actor",)), ("ef", "place", ("place",))],
        ),
        (
            [(0, 6, "target"), (2, 4, "count")],
            [("ab", "target", ()), ("cd", "count", ("count",)), ("ef", "target", ("target",))],
        ),
        ([(1, 3, "actor"), (1, 3, "count")], [
            ("a", "", ()), ("bc", "actor", ("actor", "count")), ("def", "", ()),
        ]),
        ([(3, 60, "actor")], [("abcdef", "", ())]),
    ],
)  # fmt: skip
def test_overlapping_spans_are_split(
    spans: list[tuple[int, int, str]], expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    found = [Mark(Quote(a, b, "abcdef"[a:b]), role, "a1r1") for a, b, role in spans]
    (paragraph,) = paragraphs("abcdef", found)
    assert [(s.text, s.role, s.labels) for s in paragraph] == expected
