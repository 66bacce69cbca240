"""Pages of actors: the list, one actor, the network, and their twins."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.records.event import CodedArticle, Relation
from dateline.store import open_store
from dateline.web.app import create_app
from dateline.web.pages.actors_paths import actor_path
from dateline.web.settings import WebSettings

from ..store.building import (
    RUN,
    a_place,
    a_report,
    an_actor,
    an_article,
    an_incident,
    codes,
    days,
    somebody,
)
from .conftest import Client
from .hostile import check_page, check_shown

NOW = datetime(2024, 4, 1, tzinfo=UTC)
ODD = ("a/b", 'say "so"', "<b>bold</b>", "..", "two\nlines", "x.json", "y.csv", "network",
       "50% & more?#", "name/them", "IRQ_COP x", "Ärzte ohne Grenzen")  # fmt: skip


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# -- the list ----------------------------------------------------------------------------------


def test_list_counts_parts(client: Client) -> None:
    found = client.get("/actors.json?limit=1000").json()
    assert found["total"] == len(found["actors"]) > 50
    assert found["next"] is None
    by_id = {one["id"]: one for one in found["actors"] if one["id"]}
    military = by_id["COD_MIL"]
    assert (military["incidents"], military["acting"], military["suffering"]) == (4, 3, 1)
    assert military["last"] == "2023-07-03"
    assert by_id["PER_COP"]["countries"] == {"PER": 2}
    page = client.get("/actors").text
    assert 'href="/actors/COD_MIL"' in page
    assert 'href="/actors/name/miners"' in page
    assert rows_of(client.get("/actors.csv").text)[0]["incidents"] == "4"


@pytest.mark.parametrize("by", ["incidents", "acting", "suffering", "latest", "name"])
def test_pages_of_the_list_join(client: Client, by: str) -> None:
    whole = client.get(f"/actors.json?by={by}&limit=1000").json()["actors"]
    joined: list[Any] = []
    after = ""
    while True:
        page = client.get(f"/actors.json?by={by}&limit=9{after}").json()
        joined += page["actors"]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert joined == whole


def test_search_by_any_name(client: Client) -> None:
    def names(query: str) -> list[str]:
        return [one["name"] for one in client.get(f"/actors.json?{query}").json()["actors"]]

    assert names("name=fardc") == ["Military of Democratic Republic of the Congo"]
    assert "Police of Peru" in names("name=PERU+pol")
    assert names("name=%22%25") == []
    assert all(name.islower() or " " in name for name in names("known=names&name=miners"))
    beside = client.get("/actors?name=hezbollah").text
    assert "in none of these incidents" in beside
    assert "/actors/HEZBOLLAH" in beside


def test_filters_as_in_explore(client: Client) -> None:
    every = client.get("/actors.json?limit=1000").json()["total"]
    peru = client.get("/actors.json?country=peru&limit=1000").json()
    assert 0 < peru["total"] < every
    assert all(set(one["countries"]) == {"PER"} for one in peru["actors"])
    page = client.get("/actors?country=peru").text
    assert "/actors/network?country=peru" in page
    assert "Clear all" in page


@pytest.mark.parametrize("query", ["by=size", "known=maybe", "after=!", "colour=red", "limit=0"])
def test_what_cannot_be_is_said(client: Client, query: str) -> None:
    answer = client.get(f"/actors.json?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["error"]
    assert client.get("/actors.json?run=7").status_code == 404


# -- one actor ---------------------------------------------------------------------------------


def test_actor_of_the_file(client: Client) -> None:
    page = client.get("/actors/COD_MIL").text
    for words in ("FARDC", "part of a state", "army chief", "On whom it acts", "rights group",
                  'id="as-actor"', "Its network", "/explore?actor=COD_MIL"):  # fmt: skip
        assert words in page
    found = client.get("/actors/COD_MIL.json").json()
    assert found["actor_file"]["sectors"] == ["military"]
    assert {one["name"] for one in found["acts_on"]} == {"fighters", "four hostages"}
    assert found["suffers_from"] == [{"id": None, "name": "rights group", "incidents": 1}]
    rows = rows_of(client.get("/actors/COD_MIL.csv").text)
    assert sorted(row["part"] for row in rows) == ["actor", "actor", "actor", "target"]


def test_ties_in_texts_with_their_tellers(client: Client) -> None:
    """The tie is found from both ends, also by one that no incident names."""
    for id in ("ADF", "ISLAMIC_STATE"):
        found = client.get(f"/actors/{_id_of(client, id)}.json").json()
        ties = [
            (tie["subject"]["name"], tie["relation"], tie["object"]["name"])
            for tie in found["ties_in_texts"]
        ]
        assert ("Allied Democratic Forces", "allied_with", "Islamic State") in ties
        telling = found["ties_in_texts"][0]["tellings"][0]
        assert telling["where"]["outlet"] == "Lakes News Agency"
        assert telling["words"] in client.store.article(telling["where"]["article"]).text  # type: ignore[union-attr]


def _id_of(client: Client, wanted: str) -> str:
    names = {"ADF": "Allied Democratic Forces", "ISLAMIC_STATE": "Islamic State"}
    for run in client.store.articles():
        coded = client.store.coded(run.hash)
        for relation in coded.relations if coded else ():
            for end in (relation.subject, relation.object):
                if end.actor.value and end.actor.value.name == names[wanted]:
                    return end.actor.value.id or ""
    raise AssertionError(wanted)


def test_name_only_and_its_address(client: Client) -> None:
    answer = client.get("/actors/miners", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/actors/name/miners")
    page = client.get("/actors/name/Miners").text
    assert "name only" in page
    assert client.get("/actors/name/miners.json").json()["id"] is None
    for path in ("/actors/nobody_at_all", "/actors/name/nobody", "/actors/name/nobody.csv"):
        assert client.get(path).status_code == 404


def test_known_without_incidents(client: Client) -> None:
    page = client.get("/actors/HEZBOLLAH").text
    assert "In no incident" in page
    assert "Ties in the actor file" in page
    assert client.get("/actors/HEZBOLLAH.json").json()["incidents"] == []


def test_an_empty_store(tmp_path: Path) -> None:
    open_store(tmp_path / "new.sqlite").close()
    with Client(create_app(WebSettings(store=tmp_path / "new.sqlite"))) as fresh:
        for path in ("/actors", "/actors/network", "/actors/HEZBOLLAH", "/sources"):
            assert fresh.get(path).status_code == 200, path
        assert fresh.get("/actors.json").json()["actors"] == []
        assert fresh.get("/actors/network.json").json()["nodes"] == []
        assert fresh.get("/sources.csv").text.count("\n") == 1


# -- made by hand: odd names, a tie, a map --------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Odd names act on the police of Iraq; one article states a tie between two of them."""
    place = tmp_path_factory.mktemp("made") / "made.sqlite"
    with open_store(place) as store:
        run = store.open_run(RUN)
        incidents = []
        for number, name in enumerate(ODD):
            article = an_article(number, published=date(2020, 1, 1 + number))
            report = a_report(
                article,
                actors=(somebody(name), an_actor("Badr Organisation", "BADR")),
                targets=(an_actor("Police of Iraq", "IRQ_COP"),),
                place=a_place("Basra", "IRQ", lat=30.5 + number, lon=47.8),
                date=days(f"2020-01-{1 + number:02}"),
                codes=codes("ASSAULT", "Battles", "Armed clash"),
            )
            tie = Relation(report.actors[0], "backed_by", report.actors[1], report.trigger)
            store.add_article(article)
            store.save_coded(run, CodedArticle(article, RUN, (report,), relations=(tie,)))
            incidents.append(an_incident(f"i{number}", report))
        store.save_incidents(run, incidents)
    with Client(create_app(WebSettings(store=place))) as opened:
        yield opened


@pytest.mark.parametrize("name", ODD)
def test_odd_names_have_pages(made: Client, name: str) -> None:
    path = actor_path(name, None)
    answer = made.get(path)
    assert answer.status_code == 200
    check_page(answer.text)
    if name == "..":
        return  # browsers take it for a step: it is only found in the list
    check_shown(answer.text, name)
    assert made.get(path + ".json").json()["name"] == name
    assert len(rows_of(made.get(path + ".csv").text)) == 1


def test_page_by_hand(made: Client) -> None:
    found = made.get("/actors/BADR.json").json()
    assert len(found["ties_in_texts"]) == len(ODD)
    assert found["acting"] == len(ODD)
    page = made.get("/actors/BADR").text
    assert 'id="map-wide"' in page
    assert f'aria-label="{len(ODD)} incidents' not in page  # they lie apart
    assert "bbox=" in page


def test_network_by_hand(made: Client) -> None:
    net = made.get("/actors/network.json").json()
    names = [one["name"] for one in net["nodes"]]
    assert names[:2] == ["Badr Organisation", "Police of Iraq"]
    kinds = [(edge["kind"], edge["origin"]) for edge in net["edges"]]
    assert kinds.count(("tie", "text")) == len(ODD)
    assert kinds.count(("act", "incidents")) == len(ODD) + 1
    heaviest = max(net["edges"], key=lambda edge: edge["incidents"])
    assert (heaviest["source"], heaviest["target"]) == (0, 1)
    assert heaviest["incidents"] == len(ODD)
    only = made.get("/actors/network.json?known=file&show=acts").json()
    assert [one["id"] for one in only["nodes"]] == ["BADR", "IRQ_COP"]
    rows = rows_of(made.get("/actors/network.csv").text)
    assert len(rows) == len(net["edges"])
    assert {row["source"] for row in rows} <= {*ODD, "Badr Organisation"}
    few = made.get("/actors/network.json?most=3").json()
    assert len(few["nodes"]) == 3
    assert made.get("/actors/network?most=61").status_code == 400
    assert made.get("/actors/network.json?most=1").status_code == 400


def test_graphml_is_xml(made: Client) -> None:
    answer = made.get("/actors/network.graphml")
    assert "attachment" in answer.headers["content-disposition"]
    tree = ElementTree.fromstring(answer.content)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    net = made.get("/actors/network.json").json()
    assert len(list(tree.iter(f"{space}node"))) == len(net["nodes"])
    assert len(list(tree.iter(f"{space}edge"))) == len(net["edges"])
    keys = {key.get("id") for key in tree.iter(f"{space}key")}
    assert {data.get("key") for data in tree.iter(f"{space}data")} <= keys


def test_network_filters(client: Client) -> None:
    whole = client.get("/actors/network.json").json()
    part = client.get("/actors/network.json?country=PER").json()
    assert 0 < len(part["nodes"]) < len(whole["nodes"])
    page = client.get("/actors/network?country=PER").text
    assert "/actors/network.graphml?country=PER" in page
    assert 'class="chart network"' in page
    assert "Nobody acts on anybody here" in client.get("/actors/network?country=FJI").text


def test_nobody_unknown_sees_them(crowd: Callable[[str | None], Client]) -> None:
    for path in ("/actors.json", "/actors/network.graphml", "/actors/COD_MIL.csv", "/sources.json"):
        assert crowd(None).get(path).status_code in (303, 401)
        assert crowd("reader").get(path).status_code == 200
