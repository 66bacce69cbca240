"""The page of trends: its table, charts, form and twins; what cannot be."""

from __future__ import annotations

import csv
import io
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dateline.aggregates import DIMENSIONS
from dateline.records.article import Source
from dateline.records.coded import Coded
from dateline.records.decision import Review
from dateline.records.entity import EventDate
from dateline.store import open_store
from dateline.web.app import create_app
from dateline.web.pages.trends_chart import Point, charts
from dateline.web.settings import WebSettings

from ..aggregates.coverage import filled
from ..store.building import a_place, an_article, an_incident, keep
from .conftest import Client, copy_of
from .hostile import check_page


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("covered") / "store.sqlite", months=15)


@pytest.fixture
def trends(covered: Path, tmp_path: Path) -> Iterator[Client]:
    place = copy_of(covered, tmp_path / "store.sqlite")
    with Client(create_app(WebSettings(store=place))) as opened:
        yield opened


def svgs(page: str) -> dict[str, ET.Element]:
    """The charts by their ids; each is well-formed."""
    found = [ET.fromstring(one) for one in re.findall(r"<svg.*?</svg>", page, re.S)]
    return {str(one.get("id")): one for one in found if one.get("id")}


def rows(client: Client, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/trends.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_the_page(trends: Client) -> None:
    page = trends.get("/trends").text
    assert "What the rate is by." in page
    assert '<a href="/trends" aria-current' in page
    drawn = svgs(page)
    assert {"trend-counts", "trend-rates", "trend-articles", "trend-rates-phone"} <= set(drawn)
    description = "".join(drawn["trend-rates"].itertext())
    assert "From 2023-01 to 2024-03" in description
    assert page.count('class="dim nowrap"') == 15
    assert "by articles on the country" not in page  # there is no country that they could be on


def test_rates_are_by_articles_on_the_country(trends: Client) -> None:
    page = trends.get("/trends?country=PER").text
    assert "name some place in the filter&#39;s country" in page
    assert "15 of 15 months have fewer than 20 articles" in page
    by_all = trends.get("/trends?country=PER&per=all").text
    assert "Or <a" not in by_all
    assert "by articles on the country</a>" in by_all
    first = rows(trends, "country=PER")[0]
    counts = (first["incidents"], first["articles"], first["articles_on_country"])
    assert counts == ("1", "35", "15")


def test_twins_have_all_rows(trends: Client) -> None:
    query = "by=admin1&by=month&by=acled_event_type"
    found = trends.get(f"/trends.json?{query}").json()
    assert found["by"] == ["country", "admin1", "month", "acled_event_type"]
    assert len(found["rows"]) == 5 * 15 * 3
    assert sum(one["incidents"] for one in found["rows"]) == found["incidents"]
    assert len(rows(trends, query)) == len(found["rows"])
    assert trends.get("/trends.json?by=month,country").json()["by"] == ["month", "country"]
    less = trends.get(f"/trends.json?{query}&zeros=no").json()["rows"]
    assert all(one["incidents"] for one in less)
    many = trends.get("/trends.json?by=admin1&places=all&country=IRQ").json()["rows"]
    assert len(many) > 15


def test_pages_of_the_table(trends: Client) -> None:
    seen, address = [], "/trends?by=admin1&by=month&limit=40"
    while address:
        page = trends.get(address).text
        seen += re.findall(r'<td class="dim nowrap">([^<]+)', page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == 5 * 15
    for after in ("x", "-1", "9" * 20, "1.5"):
        assert trends.get(f"/trends?after={after}").status_code == 400
    assert trends.get("/trends?after=999").status_code == 200


def test_without_a_period(trends: Client) -> None:
    page = trends.get("/trends?by=country&by=acled_event_type").text
    drawn = svgs(page)
    assert "Iraq · Protests" in "".join(drawn["trend-rates"].itertext())
    assert "trend-articles" not in drawn


def test_links_lead_to_the_incidents(trends: Client) -> None:
    page = trends.get("/trends?by=country&by=month&by=acled_event_type&outlet=Daily").text
    links = [
        one.replace("&amp;", "&")
        for one in re.findall(r'<td class="num many"><a href="([^"]+)">', page)
    ]
    counts = re.findall(r'<td class="num many"><a href="[^"]+">([\d,]+)', page)
    assert links
    for address, count in zip(links, counts, strict=True):
        path, query = address.split("?")
        assert path == "/explore"
        assert "outlet=Daily" in query
        assert trends.get(f"/explore.json?{query}").json()["totals"]["incidents"] == int(count)


def test_filters_as_on_the_explore_page(trends: Client) -> None:
    for query in ("acled=Riots", "text=something", "actor=nobody", "since=2024-01&until=2024-02",
                  "outlet=Andes+Wire&country=Peru", "flag=x", "run=1",
                  "bbox=0,0,50,50"):  # fmt: skip
        there = trends.get(f"/explore.json?{query}").json()["totals"]["incidents"]
        assert trends.get(f"/trends.json?{query}").json()["incidents"] == there
    trends.store.add_review(Review("x", "accepted", "ann", datetime.now(UTC), "direct"))
    assert trends.get("/trends.json?review=accepted").json()["incidents"] == 0
    assert trends.get("/trends.json?review=unreviewed").json()["incidents"] > 0


@pytest.mark.parametrize(("query", "says"), [
    ("by=moon", "is no dimension"), ("zeros=maybe", "zeros"), ("places=some", "places"),
    ("types=none", "types"), ("per=head", "per"), ("colour=red", "is no filter"),
    ("by=plover,acled_event_type&types=all", "of one scheme"), ("country=Nowhere", "no country"),
])  # fmt: skip
def test_what_cannot_be(trends: Client, query: str, says: str) -> None:
    for path in ("/trends", "/trends.json", "/trends.csv"):
        answer = trends.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert says in answer.text


def test_too_many_rows(trends: Client) -> None:
    query = "since=0001&until=9999&by=day&by=acled_event_type"
    assert "rows with zeros" in trends.get(f"/trends.json?{query}").json()["error"]
    page = trends.get(f"/trends?{query}")
    assert page.status_code == 200
    assert "Without rows of zeros:" in page.text
    long = trends.get("/trends?since=2000&until=2024&by=day")
    assert "too many to draw" in long.text
    assert trends.get("/trends?run=7").status_code == 404


def test_what_is_added_is_counted(trends: Client) -> None:
    before = trends.get("/trends.json?by=outlet").json()
    (report,) = keep(trends.store, an_article(99_999, source=Source("New Post")),
                     {"place": a_place("Lima", "PER")})  # fmt: skip
    trends.store.save_incidents(1, [an_incident("inew", report)])
    trends.get("/explore.json")
    for _ in range(50):
        after = trends.get("/trends.json?by=outlet").json()
        if after["incidents"] > before["incidents"]:
            break
        time.sleep(0.1)  # the index looks for changes twice a second
    names = {one["outlet"]: one for one in after["rows"]}
    assert names["New Post"]["incidents"] == names["New Post"]["articles"] == 1
    assert after["incidents"] == before["incidents"] + 1
    again = trends.get("/trends.json?by=country,month").json()
    assert sum(one["incidents"] for one in again["rows"]) == after["incidents"]


def test_hostile_names(tmp_path: Path) -> None:
    odd = ["<script>alert(1)</script>", '=cmd()|"x"', "a/b?c=d&e#f", "x\u202ey\x1b[1m", "{{ 7*7 }}"]
    with open_store(tmp_path / "s.sqlite") as store:
        for number, name in enumerate(odd):
            when = Coded(EventDate(date(2020, 1, 1), date(2020, 1, 1), "day"))
            (report,) = keep(store, an_article(number, source=Source(name)),
                             {"place": a_place(name, "IRQ", admin1=name), "date": when,
                              "event_type": Coded("x")})  # fmt: skip
            store.save_incidents(1, [replace(an_incident(f"i{number}", report))])
    with Client(create_app(WebSettings(store=tmp_path / "s.sqlite"))) as client:
        for query in ("by=outlet", "by=admin1&by=outlet", "by=day&by=admin1", "by=outlet&limit=2"):
            answer = client.get(f"/trends?{query}")
            check_page(answer.text)
            svgs(answer.text)
        assert "\r\n'=cmd()" in client.get("/trends.csv?by=outlet").text.replace('"', "")
        assert "<script>alert" not in client.get("/trends?by=outlet").text


def test_an_empty_store(tmp_path: Path) -> None:
    with Client(create_app(WebSettings(store=tmp_path / "s.sqlite"))) as client:
        assert "Nothing is coded yet" in client.get("/trends").text
        assert client.get("/trends.json").json()["incidents"] == 0
        assert client.get("/trends.csv").status_code == 200


def test_nothing_matches(trends: Client) -> None:
    page = trends.get("/trends?text=zebra").text
    assert "Nothing to count" in page
    assert "trend-pair" not in page


def test_readers_may(crowd: object) -> None:
    assert crowd("reader").get("/trends").status_code == 200  # type: ignore[operator]
    assert crowd(None).get("/trends.json").status_code == 401  # type: ignore[operator]


def test_every_dimension_is_offered(trends: Client) -> None:
    page = trends.get("/trends").text
    assert all(f'<option value="{name}"' in page for name in DIMENSIONS)


@pytest.mark.parametrize("points", [
    [Point("2020", 0, 0, unit="year", first=date(2020, 1, 1), last=date(2020, 12, 31))],
    [Point(str(y), y % 3, y % 2, None if y % 2 else 5.5, 0.1, 1e9, date(y, 1, 1), date(y, 12, 31),
           "/explore", "year") for y in range(1000, 1700)],
    [Point(f"2020-0{m}", 10**12, 1, 1e-4, 0.0, 1e-3, date(2020, m, 1), date(2020, m, 28), "/",
           "month") for m in range(1, 9)],
])  # fmt: skip
def test_charts_of_anything(points: list[Point]) -> None:
    for drawn in charts(points, per="articles", unit="year").values():
        both = svgs(str(drawn))
        assert len(both) == 2
        assert "nan" not in str(drawn)
        assert "inf" not in str(drawn).replace("incidents", "")
