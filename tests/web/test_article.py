"""The page of an article: its text with the evidence, cards, chains, twins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import msgspec
import pytest

from dateline.adding import PageInfo
from dateline.blocks import find_blocks
from dateline.ingest.article import Given, make_article
from dateline.records.article import Article, Source, Tie
from dateline.records.claim import Attribution, Speaker
from dateline.records.event import CodedArticle
from dateline.records.page import Evidence, PageMap
from dateline.records.text import Quote
from dateline.store import open_store
from dateline.web.pages.article_chain import telling
from dateline.web.pages.article_marks import Mark
from dateline.web.pages.article_text import legend, lit, paragraphs, stretches, title_segments

from ..store import building
from .conftest import Client, check_axe, fits

TEXT = "Police in the port of Basra killed nine men.\n\nNobody else said so.\n\nThe end came."


def the(client: Client, title: str) -> Article:
    return next(one for one in client.store.articles() if (one.title or "").startswith(title))


def page(client: Client, title: str, query: str = "") -> str:
    answer = client.get(f"/articles/{the(client, title).hash}{query}")
    assert answer.status_code == 200
    return answer.text


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def anchors_hold(html: str) -> None:
    """Every link within the page leads to something, and no id stands twice."""
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


# -- the page ----------------------------------------------------------------------------------


def test_the_text_stands_there_whole_with_its_reports(client: Client) -> None:
    article = the(client, "Bomb wounds")
    coded = client.store.coded(article.hash)
    assert coded is not None
    html = page(client, "Bomb wounds")
    anchors_hold(html)
    text = html[html.index('id="text"') : html.index('aria-label="On this page"')]
    bare = re.sub(r'<span class="ev-label">.*?</span>', "", text)
    said = "".join(words_of(bare).split())
    for block in find_blocks(article.text):
        assert "".join(article.text[block.span.start : block.span.end].split()) in said
    assert html.count('<article class="report"') == len(coded.reports)
    for number, one in enumerate(coded.reports, start=1):
        assert f'id="r{number}-trigger"' in html
        assert f"/reports/{one.key.replace(':', '%3A')}/incident" in html


def test_contradictions_ties_and_what_was_left_out(client: Client) -> None:
    for article in client.store.articles():
        coded = client.store.coded(article.hash)
        assert coded is not None
        html = words_of(client.get(f"/articles/{article.hash}").text)
        for found in coded.contradictions:
            assert found.explanation[:80] in html
        for one in coded.unreported:
            assert one.why[:60] in html
        anchors_hold(client.get(f"/articles/{article.hash}").text)


def test_a_report_leads_to_its_words_lit(client: Client) -> None:
    article = the(client, "Bomb wounds")
    coded = client.store.coded(article.hash)
    assert coded is not None
    key = coded.reports[1].key
    answer = client.get(f"/reports/{key}", follow_redirects=False)
    assert answer.headers["location"] == f"/articles/{article.hash}?report=2#r2"
    html = page(client, "Bomb wounds", "?report=2")
    lit_keys = re.findall(r'<mark class="[^"]* lit" data-k="([^"]+)"', html)
    assert lit_keys
    assert all(re.search(r"(^| )r2-", keys) for keys in lit_keys)
    assert 'class="text dimmed"' in html
    assert "dimmed" not in page(client, "Bomb wounds", "?report=999")
    assert client.get("/reports/nothing:1-2").status_code == 404
    there = client.get(f"/reports/{key}/incident", follow_redirects=False).headers["location"]
    incident = client.store.incident_of(key)
    assert incident is not None
    assert there == f"/incidents/{incident.id}"
    assert client.get("/reports/nothing:1-2/incident").status_code == 404


def test_the_twins(client: Client) -> None:
    article = the(client, "Teachers held")
    coded = client.store.coded(article.hash)
    assert coded is not None
    record = client.get(f"/articles/{article.hash}.json").json()
    assert record["article"]["text"] == article.text
    assert [one["key"] for one in record["reports"]] == [one.key for one in coded.reports]
    assert len(record["unreported"]) == len(coded.unreported)
    assert record["coded"] is True
    assert record["page"] is None
    rows = list(csv.DictReader(io.StringIO(client.get(f"/articles/{article.hash}.csv").text)))
    assert [row["report_key"] for row in rows] == [one.key for one in coded.reports]


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_what_is_not_there(client: Client, ending: str) -> None:
    assert client.get(f"/articles/0123456789abcdef{ending}").status_code == 404
    known = the(client, "Teachers").hash
    assert client.get(f"/articles/{known}{ending}?run=7").status_code == 404
    assert client.get(f"/articles/{known}{ending}?run=x").status_code == 422
    assert client.get(f"/articles/{known}{ending}?run=1").status_code == 200


def test_an_article_that_was_not_coded(client: Client) -> None:
    article = building.an_article(1, title="Not coded")
    client.store.add_article(article)
    html = client.get(f"/articles/{article.hash}").text
    assert "Run 1 has not coded this article." in html
    assert "Something happened in town 1." in html
    record = client.get(f"/articles/{article.hash}.json").json()
    assert (record["coded"], record["run"], record["reports"]) == (False, None, [])


def test_source_facts_and_what_the_page_says(client: Client) -> None:
    ties = (Tie("mouthpiece_of", "ALI_KHAMENEI", "its own masthead"),)
    source = Source("Kayhan", "state", "Office of the Supreme Leader", "IRN", ties)
    article = replace(building.an_article(1), source=source, published=date(2024, 5, 1))
    found = (
        Evidence("published", "2024-05-01", "meta article:published_time", "2024-05-01T10:00Z"),
        Evidence("published", "2024-05-02", "time element", "2 May"),
        Evidence("title", "One", "h1", "One"),
        Evidence("title", "Two", "title", "Two"),
    )
    info = PageInfo(
        "page", None, datetime(2024, 5, 3, tzinfo=UTC), found, ("noted",), "", PageMap()
    )
    client.store.add_article(article, page_info=msgspec.json.encode(info))
    html = client.get(f"/articles/{article.hash}").text
    for words in ("mouthpiece of ALI_KHAMENEI", "its own masthead", "Office of the Supreme Leader",
                  "meta article:published_time", "2024-05-02", "noted", "2024-05-03"):  # fmt: skip
        assert words in html, words
    assert "Two" not in html
    assert 'href="https://example.org/1" rel="noopener noreferrer"' in html
    assert client.get(f"/articles/{article.hash}.json").json()["page"]["evidence"]


def test_copies_name_each_other(client: Client) -> None:
    store = client.store
    first = the(client, "Teachers")
    coded = store.coded(first.hash)
    assert coded is not None
    given = Given(source="Echo", title=first.title, published=first.published)
    copy = make_article(first.text, given, max_chars=10**6)
    store.add_article(copy)
    store.mark_copy(copy.hash, first.hash)
    reports = tuple(
        replace(one, key=f"{copy.hash}:{one.key.partition(':')[2]}") for one in coded.reports
    )
    store.save_coded(1, replace(coded, article=copy, reports=reports))
    incidents = {one.id: one for key in coded.reports if (one := store.incident_of(key.key))}
    store.save_incidents(1, [
        replace(one, revision=one.revision + 1, reports=tuple(sorted(
            (*one.reports, *(f"{copy.hash}:{key.partition(':')[2]}" for key in one.reports))
        ))) for one in incidents.values()
    ])  # fmt: skip
    assert f'<a href="/articles/{copy.hash}">Echo</a>' in client.get(f"/articles/{first.hash}").text
    assert f'of <a href="/articles/{first.hash}">' in client.get(f"/articles/{copy.hash}").text
    assert client.get(f"/articles/{first.hash}.json").json()["copies"] == [copy.hash]


def test_only_who_may_see_sees(crowd: Callable[[str | None], Client]) -> None:
    hash = next(iter(crowd("reader").store.articles())).hash
    assert crowd(None).get(f"/articles/{hash}").status_code == 303
    assert crowd(None).get(f"/articles/{hash}.json").status_code == 401
    assert crowd("reader").get(f"/articles/{hash}").status_code == 200


# -- segments ----------------------------------------------------------------------------------


def mark(words: str, role: Any, key: str, *, text: str = TEXT, **known: Any) -> Mark:
    start = text.index(words)
    return Mark(Quote(start, start + len(words), words), role, key, **known)


def test_the_smallest_mark_gives_the_colour_and_all_give_their_keys() -> None:
    marks = [
        mark("Police in the port of Basra", "actor", "r1-actor1"),
        mark("Basra", "place", "r1-place"),
        mark("Basra", "place", "r2-place"),
        mark("killed", "trigger", "r1-trigger", number=1),
        mark("Basra killed", "link", "r2-date", anchor=False),
    ]
    first = paragraphs(TEXT, marks)[0].segments
    assert [(s.text, s.classes) for s in first] == [
        ("Police in the port of ", "actor"),
        ("Basra", "place also-link also-actor"),
        (" ", "link"),
        ("killed", "trigger also-link"),
        (" nine men.", ""),
    ]
    assert first[1].keys == ("r1-place", "r2-place", "r2-date", "r1-actor1")
    assert first[1].ids == ("r1-place", "r2-place")
    assert first[1].labels == ("actor", "place")
    assert first[3].triggers == (1,)


def test_marks_over_several_paragraphs_and_past_the_end() -> None:
    marks = [
        Mark(Quote(38, 60, TEXT[38:60]), "conflict", "c1-words"),
        Mark(Quote(len(TEXT) - 5, len(TEXT) + 9, "x"), "cue", "r1-cue1"),
        Mark(Quote(3, 3, ""), "place", "r1-place"),
    ]
    found = paragraphs(TEXT, marks)
    assert [s.text for p in found for s in p.segments if s.keys] == [
        "e men.",
        "Nobody else sa",
        "came.",
    ]
    assert [s.ids for p in found for s in p.segments if s.keys] == [("c1-words",), (), ("r1-cue1",)]
    assert lit(found) == {"conflict", "cue"}
    assert legend(lit(found)) == [("cue", "cue"), ("conflict", "conflict")]


def test_what_bears_no_evidence_may_be_folded() -> None:
    found = paragraphs(TEXT, [mark("Nobody", "actor", "r1-actor1")])
    folded = stretches(found, fold=True)
    assert [(len(one.paragraphs), one.is_folded) for one in folded] == [
        (1, True), (1, False), (1, True),
    ]  # fmt: skip
    assert len(stretches(found, fold=False)) == 1


def test_a_dateline_goes_before_the_words_on_its_line() -> None:
    text = "BAGHDAD (Reuters) - Police fired.\n\nThey left."
    first = paragraphs(text, [])[0]
    assert first.kind == "body"
    assert "".join(s.text for s in first.dateline).startswith("BAGHDAD")
    assert "".join(s.text for s in first.segments) == "Police fired."


def test_a_title_is_shown_only_where_something_rests_on_it() -> None:
    quote = Quote(0, 6, "Police", "title")
    assert title_segments("Police fire", [mark("Police", "actor", "r1-actor1")]) == ()
    found = title_segments("Police fire", [Mark(quote, "actor", "r1-actor1")])
    assert [s.text for s in found] == ["Police", " fire"]


def test_many_marks_cost_no_square() -> None:
    text = "\n\n".join(f"Line {n} says that somebody did something there." for n in range(2000))
    at = [m.start() for m in re.finditer("somebody", text)]
    marks = [Mark(Quote(p, p + 8, "somebody"), "actor", f"r{n}-actor1") for n, p in enumerate(at)]
    assert sum(one.is_marked for one in paragraphs(text, marks)) == 2000


# -- who tells what ----------------------------------------------------------------------------


def test_the_tree_of_telling() -> None:
    article = building.an_article(1, text=TEXT)
    said = Quote.of(TEXT, 0, 6)

    def link(name: str | None, stance: Any = "states") -> Attribution:
        return Attribution(None if name is None else Speaker(said, name), said, stance)

    chains = [(), (link("Police"),), (link("Police"), link(None, "denies")), (link("police"),)]
    values: list[dict[str, Any]] = [{"attribution": chain} for chain in chains]
    reports = [building.a_report(article, n, **one) for n, one in enumerate(values)]
    root = telling(CodedArticle(article, building.RUN, tuple(reports)))
    assert (root.name, [one.number for one in root.reports]) == ("The Paper", [1])
    assert [(one.name, one.stance) for one in root.tellers] == [
        ("Police", "states"), ("police", "states"),
    ]  # fmt: skip
    police = root.tellers[0]
    assert [one.number for one in police.reports] == [2]
    assert [(one.name, one.stance, one.reports[0].number) for one in police.tellers] == [
        ("unnamed", "denies", 3)
    ]
    assert police.cues[0].key == "r2-cue1"


# -- a browser ---------------------------------------------------------------------------------


def address_of(live: str, place: Any) -> str:
    with open_store(place) as store:
        article = next(one for one in store.articles() if (one.title or "").startswith("Bomb"))
    return f"{live}/articles/{article.hash}"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(live: str, place: Any, open_tab: Callable[..., Any], scheme: str) -> None:
    tab = open_tab(scheme=scheme)
    for query in ("", "?report=2"):
        tab.goto(address_of(live, place) + query)
        check_axe(tab)


@pytest.mark.browser
def test_a_phone(live: str, place: Any, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(width=360, height=740)
    tab.goto(address_of(live, place))
    fits(tab)
    check_axe(tab)


@pytest.mark.browser
def test_pointing_and_tabbing_light_the_words(live: str, place: Any, tab: Any) -> None:
    tab.goto(address_of(live, place))
    lit = "mark.lit"
    assert tab.locator(lit).count() == 0
    tab.hover("#r2 .sides")
    keys = tab.eval_on_selector_all(lit, "marks => marks.map((one) => one.dataset.k)")
    assert keys
    assert all(re.search(r"(^| )r2-", one) for one in keys)
    tab.hover("h1")
    assert tab.locator(lit).count() == 0
    tab.focus("#r1 a.n")
    assert tab.locator("mark.lit.trigger").inner_text().split()[0]
    tab.locator("#r1-trigger mark").hover()
    assert "on" in (tab.locator("#r1").get_attribute("class") or "")


@pytest.mark.browser
def test_the_words_come_into_view(live: str, place: Any, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(width=1100, height=420)
    tab.goto(address_of(live, place))
    last = tab.locator(".report").last
    last.locator("h3").hover()
    tab.wait_for_timeout(100)
    inside = tab.evaluate(
        "[...document.querySelectorAll('mark.lit')].some((one) => { const place = "
        "one.getBoundingClientRect(); return place.top >= 0 && place.bottom <= innerHeight; })"
    )
    assert inside


@pytest.mark.browser
def test_without_scripts_links_lead_to_the_words_and_back(
    live: str, place: Any, open_tab: Callable[..., Any]
) -> None:
    tab = open_tab(scripts=False)
    tab.goto(address_of(live, place))
    tab.click("#r2 a.said >> nth=0")
    assert "#r2-" in tab.url
    tab.go_back()
    assert "#" not in tab.url
    tab.click("#r2 summary")
    tab.click("#r2 details a:has-text('Light its words')")
    assert "?report=2" in tab.url
    assert tab.locator("mark.lit").count() > 0
    tab.go_back()
    assert tab.locator("mark.lit").count() == 0
