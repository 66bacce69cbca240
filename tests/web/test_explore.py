"""The explore page without a browser: facets, links, twins, map data, saved searches, caching."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.store import Filter
from dateline.web.app import create_app
from dateline.web.basemap import countries, map_file
from dateline.web.index import ORDERS
from dateline.web.pages.explore_kept import Rendered
from dateline.web.settings import WebSettings

from .conftest import Client


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def total(page: str) -> int:
    found = re.search(r'id="total">([\d,]+)<', page)
    assert found is not None
    return int(found[1].replace(",", ""))


def test_the_page_shows_all_incidents_and_their_facets(client: Client) -> None:
    page = client.get("/explore").text
    assert total(page) == client.store.count()
    for title in ("Event type", "Country", "Region", "Actor or target", "Outlet", "Factuality"):
        assert title in page
    for found in client.store.facets(Filter(), "country", limit=3):
        assert f"country={found.value}" in page


@pytest.mark.parametrize(("field", "name"), [
    ("country", "country"), ("actor", "actor"), ("outlet", "outlet"), ("acled", "acled"),
    ("type", "type"), ("plover", "plover"), ("admin1", "admin1"), ("factuality", "factuality"),
])  # fmt: skip
def test_a_facet_filters_to_as_many_as_it_counts(client: Client, field: Any, name: str) -> None:
    for one in client.store.facets(Filter(), field, limit=3):
        answer = client.get("/explore.json", params={name: one.id or one.value}).json()
        assert answer["totals"]["incidents"] == one.count


def test_several_types_at_once_add_up(client: Client) -> None:
    counts = {one.value: one.count for one in client.store.facets(Filter(), "plover")}
    two = list(counts)[:2]
    found = client.get("/explore.json", params={"plover": two}).json()
    assert found["totals"]["incidents"] == counts[two[0]] + counts[two[1]]
    page = client.get("/explore", params={"plover": two, "terms": "plover"}).text
    assert page.count('class="option on"') == 2


@pytest.mark.parametrize("terms", ["acled", "plover", "dateline"])
def test_types_can_be_counted_in_other_terms(client: Client, terms: str) -> None:
    page = client.get("/explore", params={"terms": terms}).text
    name = {"dateline": "type"}.get(terms, terms)
    assert re.search(rf'class="option" id="{name}-', page)


@pytest.mark.parametrize("query", [
    "terms=latin", "sort=colour", "order=changed", "review=maybe", "countr=IRQ", "since=2024-13",
    "country=Nowhereland", "limit=x",
])  # fmt: skip
def test_what_is_unknown_is_said_in_one_line(client: Client, query: str) -> None:
    answer = client.get(f"/explore.json?{query}")
    assert answer.status_code == 400
    assert "\n" not in answer.json()["error"]


def test_words_are_understood_and_written_as_the_filter_means_them(client: Client) -> None:
    page = client.get("/explore?country=peru&since=2023").text
    assert 'value="2023-01-01"' in page
    assert 'aria-current="true"' in page
    assert "country=PER" in page
    assert "peru" not in page


def test_pages_of_the_table_are_all_rows_once(client: Client) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = client.get(
            "/explore.json", params={"limit": 9, **({"after": after} if after else {})}
        )
        seen += [row["id"] for row in page.json()["incidents"]]
        after = page.json()["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == client.store.count()


@pytest.mark.parametrize("sort", ORDERS)
def test_every_order_lists_the_same(client: Client, sort: str) -> None:
    rows = client.get("/explore.json", params={"limit": 200, "sort": sort}).json()["incidents"]
    assert len(rows) == client.store.count()


def test_the_csv_has_all_rows_and_no_formulas(client: Client) -> None:
    answer = client.get("/explore.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == client.store.count()
    assert answer.headers["content-type"].startswith("text/csv")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows
                   for name, cell in row.items() if name in {"place_name", "actors"})  # fmt: skip
    few = client.get("/explore.csv?limit=5")
    assert len(few.text.strip().splitlines()) == 6


def test_a_period_is_compared_with_the_one_before(client: Client) -> None:
    page = client.get("/explore?since=2023-07-01&until=2023-12-31").text
    assert "against 2022-12-29 to 2023-06-30" in page
    assert "in the period before" in page
    assert "in the period before" not in client.get("/explore").text
    assert "in the period before" in client.get("/explore?since=2023-07-01").text


def test_htmx_gets_the_part_and_its_address(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "explore", "HX-Boosted": "true"}
    part = client.get("/explore?country=peru&text=&since=", headers=headers)
    assert part.headers["HX-Push-Url"] == "/explore?country=PER"
    assert "<html" not in part.text
    assert "<noscript" not in part.text
    assert "HX-Request" in part.headers["vary"]
    restored = client.get("/explore", headers={**headers, "HX-History-Restore-Request": "true"})
    assert "<html" in restored.text


def test_answers_are_kept_until_the_store_changes_and_no_longer(client: Client) -> None:
    bench = client.app.state.workbench  # type: ignore[attr-defined]
    client.get("/explore?country=PER")
    kept = len(bench.part(Rendered))
    client.get("/explore?country=peru")
    assert len(bench.part(Rendered)) == kept  # the same, written in other words


def test_what_is_kept_is_bounded() -> None:
    kept = Rendered(None, most=100)  # type: ignore[arg-type]
    for number in range(50):
        assert kept.of((str(number),), lambda: "x" * 30) == "x" * 30
    assert len(kept) == 3
    assert kept.of(("49",), lambda: "new") == "x" * 30


def test_nothing_of_a_visitor_is_kept_for_others(crowd: Callable[[str | None], Client]) -> None:
    reader, admin = crowd("reader"), crowd("admin")
    admin.submit("/explore/searches", name="mine alone", query="country=PER")
    assert "mine alone" in admin.get("/explore").text
    assert "mine alone" not in reader.get("/explore").text
    assert admin.csrf() not in reader.get("/explore").text


# -- map ---------------------------------------------------------------------------------------


def test_the_circles_stand_for_all_incidents_with_a_place(client: Client) -> None:
    totals = client.get("/explore.json").json()["totals"]
    found = client.get("/explore/map.json?zoom=3").json()
    assert (
        sum(one["count"] for one in found["clusters"]) == totals["incidents"] - totals["unplaced"]
    )
    assert found["kinds"][0]["class"] == "t-battles"


def test_a_circle_leads_to_what_it_stands_for(client: Client) -> None:
    for one in client.get("/explore/map.json?zoom=4").json()["clusters"]:
        inside = client.get("/explore.json", params={"bbox": one["bbox"]}).json()
        assert inside["totals"]["incidents"] >= one["count"]
        if one["id"]:
            assert client.get(f"/incidents/{one['id']}").status_code == 200


def test_a_view_may_lie_beyond_the_antimeridian(client: Client) -> None:
    far = client.get("/explore/map.json?zoom=3&view=-60,100,80,300").json()
    same = client.get("/explore/map.json?zoom=3&view=-60,100,80,-60").json()
    assert far == same


@pytest.mark.parametrize("query", ["view=1,2,3", "view=a,b,c,d", "view=nan,0,1,2", "zoom=-1",
                                   "zoom=x", "zoom=99", "view=1e300,0,1,2"])  # fmt: skip
def test_a_view_that_cannot_be_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/explore/map.json?{query}").status_code == 400


def test_the_base_map_is_kept_for_ever_and_compressed(client: Client) -> None:
    file = map_file("countries")
    answer = client.get(f"/explore/basemap/countries-{file.digest}.json")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json() == countries()
    assert len(file.compressed) < 500_000
    plain = client.get(f"/explore/basemap/countries-{file.digest}.json",
                       headers={"Accept-Encoding": "identity"})  # fmt: skip
    assert "content-encoding" not in plain.headers
    assert plain.json() == countries()
    assert client.get("/explore/basemap/countries-0.json").status_code == 404
    drawn = client.get(f"/explore/basemap/countries-{file.digest}.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "<script" not in drawn.text


@pytest.mark.parametrize("name", ["countries", "regions"])
def test_the_base_map_lies_on_the_earth(name: Any) -> None:
    data = json.loads(gzip.decompress(map_file(name).compressed))
    scale = data.pop("scale")
    assert set(data) >= {"land", "lakes", "borders"}
    for lines in data.values():
        for line in lines:
            lon, lat = sum(line[::2]), sum(line[1::2])
            assert abs(lon) <= 180 * scale + 1
            assert abs(lat) <= 90 * scale + 1


def test_the_map_without_scripts_links_to_what_it_shows(client: Client) -> None:
    page = client.get("/explore").text
    drawn = page[page.index("<noscript>") : page.index("</noscript>")]
    links = re.findall(r'<a href="([^"]+)"', drawn)
    assert links
    assert all(one.startswith(("/incidents/", "/explore?")) for one in links)


# -- saved searches ----------------------------------------------------------------------------


def test_a_search_is_saved_shown_and_removed(client: Client) -> None:
    saved = client.submit(
        "/explore/searches", follow=True, name=" Peru  alone ", query="country=PER"
    )
    assert "Saved." in saved.text
    assert 'href="/explore?country=PER" aria-current="true"' in saved.text
    assert "Peru alone" in client.get("/explore").text
    client.submit("/explore/searches/remove", name="Peru alone", query="")
    assert "Peru alone" not in client.get("/explore").text
    assert client.submit("/explore/searches/remove", name="Peru alone").status_code == 404
    acts = [act.what for _, act in client.store.acts()]
    assert "saved a search" in acts
    assert "removed a search" in acts


def test_a_search_needs_a_name_and_a_form_of_ours(client: Client) -> None:
    assert client.submit("/explore/searches", name="  ", query="").status_code == 400
    assert client.submit("/explore/searches", name="x" * 100, query="").status_code == 422
    assert client.post("/explore/searches", data={"name": "a"}).status_code == 403


def test_nobody_unknown_sees_anything(crowd: Callable[[str | None], Client]) -> None:
    nobody = crowd(None)
    for path in ("/explore", "/explore.json", "/explore.csv", "/explore/map.json",
                 f"/explore/basemap/countries-{map_file('countries').digest}.json"):  # fmt: skip
        assert nobody.get(path).status_code in {303, 401}


def test_data_are_compressed_only_for_other_machines(place: Path) -> None:
    with TestClient(create_app(WebSettings(store=place)), base_url="http://127.0.0.1:8321") as near:
        assert "content-encoding" not in near.get("/explore.json").headers


def test_what_is_chosen_is_shown_where_there_is_none_of_it(client: Client) -> None:
    page = client.get("/explore?country=ISL&acled=Riots&acled=Armed+clash&text=nothingatall").text
    for id in ("country-ISL", "acled-Riots", "acled-Armed_clash"):
        assert page.count(f'id="{id}"') == 1
    assert "Nothing matches." in page


def test_hostile_words_stay_words(client: Client) -> None:
    words = '"><script>alert(1)</script><!-- saved searches -->'
    for name in ("text", "actor", "outlet", "admin1", "flag", "more"):
        page = client.get("/explore", params={name: words}).text
        assert "<script>alert" not in page
        assert page.count('<details class="menu saved"') == 1
