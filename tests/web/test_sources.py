"""Pages of outlets: the list, one outlet, and their twins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dateline.records.article import Source
from dateline.store import open_store
from dateline.web.app import create_app
from dateline.web.pages.actors_paths import outlet_path
from dateline.web.pages.sources_book import FEW, Share
from dateline.web.settings import WebSettings

from ..store.building import RUN, an_article, an_incident, keep
from .conftest import Client
from .hostile import check_page, check_shown

ODD = ("a/b", "x.json", "x.csv", "two\nlines", "<i>News</i>", "50% & more?#")


def test_list(client: Client) -> None:
    found = client.get("/sources.json").json()
    assert found["total"] == len(found["sources"]) == 7
    by_name = {one["name"]: one for one in found["sources"]}
    dawn, kayhan = by_name["Dawn"], by_name["Kayhan"]
    assert (dawn["articles"], dawn["alone"], dawn["incidents"]) == (2, 12, 12)
    assert (kayhan["alone"], kayhan["contradicted"]) == (0, 1)
    assert [tie["relation"] for tie in kayhan["ties"]] == ["mouthpiece_of", "part_of"]
    page = client.get("/sources").text
    for words in ("Government of Iran", 'href="/actors/IRN_GOV"', "mouthpiece of",
                  "Office of the Supreme Leader"):  # fmt: skip
        assert words in page
    rows = list(csv.DictReader(io.StringIO(client.get("/sources.csv").text)))
    assert [row["name"] for row in rows] == [one["name"] for one in found["sources"]]


def test_orders_and_filters(client: Client) -> None:
    def names(query: str) -> list[str]:
        return [one["name"] for one in client.get(f"/sources.json?{query}").json()["sources"]]

    assert names("by=name") == sorted(names(""), key=str.casefold)
    assert set(names("by=contradicted")[:3]) == {"Al Jazeera", "Kayhan", "Reuters"}
    assert names("kind=state") == ["Al Jazeera", "Kayhan"]
    assert names("tied=yes") == ["Al Jazeera", "Kayhan"]
    assert names("name=andes") == ["Andes Wire"]
    first = client.get("/sources.json?by=alone&limit=4").json()
    rest = client.get(f"/sources.json?by=alone&limit=4&after={first['next']}").json()
    together = [one["name"] for one in first["sources"] + rest["sources"]]
    assert together == names("by=alone")
    for query in ("by=size", "kind=odd", "tied=no", "after=x"):
        assert client.get(f"/sources.json?{query}").status_code == 400


def test_outlet(client: Client) -> None:
    page = client.get("/sources/kayhan").text
    for words in ("six policemen", "five officers", "Al Jazeera", 'id="volume"',
                  "editor appointed by the Supreme Leader", "Car bomb in Kirkuk",
                  "/explore?outlet=Kayhan"):  # fmt: skip
        assert words in page
    found = client.get("/sources/Kayhan.json").json()
    sides = [side["where"]["outlet"] for one in found["contradictions"] for side in one["sides"]]
    assert "Kayhan" in sides[:2]
    assert len(found["contradictions"]) == 2
    assert client.get("/sources/Nobody").status_code == 404
    assert client.get("/sources/Nobody.json").json() == {
        "error": "there is no such outlet in the store"
    }


def test_told_alone(client: Client) -> None:
    found = client.get("/sources/Dawn.json").json()
    assert len(found["told_alone"]) == 12
    assert all(row["outlets"] == ["Dawn"] for row in found["told_alone"])
    page = client.get("/sources/Dawn?show=alone&limit=5")
    assert "1–5 of 12" in page.text
    after = page.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "6–10 of 12" in client.get(after).text
    assert client.get("/sources/Dawn.csv").text.count("\n") == 13
    assert client.get("/sources/Dawn?show=odd").status_code == 400


def test_failures_of_its_own(client: Client) -> None:
    now = datetime(2024, 4, 1, 9, tzinfo=UTC)
    client.store.log_failure(now, "https://www.dawn.com/feed", "timed out")
    client.store.log_failure(now, "https://example.org/feed", "gone")
    client.store.log_failure(now, "notes.txt:3", "no date")
    dawn = client.get("/sources/Dawn.json").json()["failures"]
    assert [one["reason"] for one in dawn] == ["timed out"]
    assert "timed out" in client.get("/sources/Dawn").text


def test_shares() -> None:
    assert Share(0, 0).share is None
    assert Share(3, FEW - 1).interval is None
    interval = Share(5, FEW).interval
    assert interval is not None
    assert interval.low < 0.25 < interval.high


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    place = tmp_path_factory.mktemp("made") / "made.sqlite"
    with open_store(place) as store:
        run = store.open_run(RUN)
        for number, name in enumerate(ODD):
            (report,) = keep(store, an_article(number, source=Source(name)), {})
            store.save_incidents(run, [an_incident(f"i{number}", report)])
    with Client(create_app(WebSettings(store=place))) as opened:
        yield opened


@pytest.mark.parametrize("name", ODD)
def test_odd_names_have_pages(made: Client, name: str) -> None:
    answer = made.get(outlet_path(name))
    assert answer.status_code == 200
    check_page(answer.text)
    check_shown(answer.text, name)
    assert made.get(outlet_path(name) + ".json").json()["name"] == name
    assert made.get(outlet_path(name) + ".csv").text.count("\r\n") == 2


def test_new_counts_come_by_themselves(client: Client) -> None:
    """The first counting is waited for; later ones are under way while the old are shown."""
    before = client.get("/sources.json").json()["total"]
    run = client.store.runs()[-1]
    article = an_article(77, source=Source("New Outlet"))
    (report,) = keep(client.store, article, {}, run=run.run)
    client.store.save_incidents(run.number, [an_incident("inew", report)])
    for _ in range(50):
        if client.get("/sources.json").json()["total"] == before + 1:
            return
    raise AssertionError("the new outlet never came")
