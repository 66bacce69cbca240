"""The page of an incident: the matrix, tellers, texts, history, judgements, neighbours, twins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dateline.errors import InputError, StoreConflict
from dateline.export.tellers import tellers
from dateline.merge.updating import Merger
from dateline.records.article import Source, Tie
from dateline.records.coded import Coded
from dateline.records.decision import Correction, Judgement, Review
from dateline.records.entity import EventDate, Place
from dateline.records.incident import Incident, Rival
from dateline.resolve import lands as lands_module
from dateline.store import Store, open_store
from dateline.web.context import Workbench
from dateline.web.pages import incident as incident_page
from dateline.web.pages import incident_judging, incident_map
from dateline.web.pages.incident_judging import Merging, pairs_between, pairs_of
from dateline.web.pages.incident_matrix import matrix
from dateline.web.pages.incident_near import near
from dateline.web.pages.incident_told import whole

from ..store import building
from .conftest import Client, check_axe, fits
from .test_article import anchors_hold, words_of

NOW = datetime(2024, 4, 2, 12, tzinfo=UTC)


def kirkuk(store: Store) -> Incident:
    """The bombing that three outlets tell."""
    return max(store.incidents(limit=200).items, key=lambda one: one.independent_sources)


def shown(client: Client, incident: Incident | None = None, query: str = "") -> str:
    found = incident or kirkuk(client.store)
    answer = client.get(f"/incidents/{found.id}{query}")
    assert answer.status_code == 200
    return answer.text


def bench_of(client: Client) -> Workbench:
    found: Workbench = client.app.state.workbench  # type: ignore[attr-defined]
    return found


# -- agreed and not ----------------------------------------------------------------------------


def test_rivals_stand_side_by_side_and_lead_to_their_words(client: Client) -> None:
    html = shown(client)
    anchors_hold(html)
    table = html[html.index("<table") : html.index("</table>")]
    for words in ("Reuters", "Al Jazeera", "Kayhan", "5 killed", "7+ killed", "6 killed", "Kirkuk"):
        assert words in words_of(table), words
    assert re.search(r'class="differs"[^>]*>.*?href="#r1-count1"', table, re.DOTALL)
    assert re.search(r'class="agrees"[^>]*>.*?href="#r1-place"', table, re.DOTALL)
    assert "disputed" in words_of(table)


def test_what_stands_in_each_cell(client: Client) -> None:
    found = whole(client.store, kirkuk(client.store))
    rows = {row.field: row for row in matrix(found)}
    assert list(rows) == [
        "event_type", "actors", "targets", "place", "date", "counts", "factuality", "codes",
    ]  # fmt: skip
    assert rows["place"].agreed.startswith("Kirkuk")
    assert {cell.standing for cell in rows["place"].cells} == {"agrees"}
    assert rows["counts"].is_disputed
    assert {cell.standing for cell in rows["counts"].cells} == {"differs"}
    assert all(cell.quote is not None and cell.anchor for cell in rows["counts"].cells)
    silent = [cell for cell in rows["actors"].cells if cell.standing == "silent"]
    assert silent
    assert all(cell.why == "nobody named" and not cell.anchor for cell in silent)
    assert not rows["place"].is_silent


def test_a_region_or_a_week_is_no_disagreement(client: Client) -> None:
    basra = Place("Basra", "IRQ", "Basra", lat=30.5, lon=47.8, geonames_id=1)
    province = Place("Basra", "IRQ", "Basra", precision="admin1", geonames_id=2)
    country = Place("Iraq", "IRQ", precision="country", geonames_id=3)
    elsewhere = Place("Mosul", "IRQ", "Nineveh", geonames_id=4)
    monday, tuesday = date(2021, 3, 1), date(2021, 3, 2)
    days = [EventDate(monday, monday, "day"), EventDate(monday, date(2021, 3, 7), "week"),
            EventDate(date(2021, 3, 1), date(2021, 3, 31), "month"),
            EventDate(tuesday, tuesday, "day")]  # fmt: skip
    reports = []
    for number, (place, day) in enumerate(
        zip((basra, province, country, elsewhere), days, strict=True)
    ):
        article = building.an_article(number)
        reports += building.keep(client.store, article, {"place": Coded(place), "date": Coded(day)})
    run = client.store.runs()[-1].number
    told = building.an_incident("i1", *reports)
    from_rest = {
        "place": replace(told.place, reports=(reports[0].key,), rivals=_rivals(reports, "place")),
        "date": replace(told.date, reports=(reports[0].key,), rivals=_rivals(reports, "date")),
    }
    client.store.save_incidents(run, [replace(told, **from_rest)])
    found = client.store.incident("i1")
    assert found is not None
    rows = {row.field: row for row in matrix(whole(client.store, found))}
    by_number = [rows["place"], rows["date"]]
    for row in by_number:
        standing = {cell.report.key: cell.standing for cell in row.cells}
        assert [standing[one.key] for one in reports] == ["agrees", "wider", "wider", "differs"]
    assert "less close" in shown(client, found)


def _rivals(reports: list[Any], field: str) -> tuple[Any, ...]:
    return tuple(Rival(getattr(one, field).value, (one.key,)) for one in reports[1:])


def test_many_reports_are_rows(client: Client) -> None:
    reports = [
        building.keep(client.store, building.an_article(n), {"counts": building.killed(n)})[0]
        for n in range(1, 46)
    ]
    run = client.store.runs()[-1].number
    client.store.save_incidents(run, [building.an_incident("i1", *reports)])
    found = client.store.incident("i1")
    assert found is not None
    html = shown(client, found)
    anchors_hold(html)
    assert 'class="matrix cards many"' in html
    assert "5 more reports are not shown" in html
    assert html.count('<article class="card told-card"') == 20
    every = shown(client, found, "?all=1")
    anchors_hold(every)
    assert every.count('<article class="card told-card"') == 45
    assert len(client.get("/incidents/i1.json").json()["told"]) == 45
    # the incident names no report of its values here: what a report says is shown all the same
    everything = whole(client.store, found, most=None)
    counts = next(row for row in matrix(everything) if row.field == "counts")
    standing = {cell.text: cell.standing for cell in counts.cells}
    assert standing["1+ killed"] == "agrees"
    assert standing["2+ killed"] == "differs"


def test_what_reviewers_say_stands_beside(client: Client) -> None:
    store = client.store
    incident = kirkuk(store)
    key = incident.reports[0]
    store.add_correction(Correction(key, "killed", None, '{"low":6,"high":6}', "ann", NOW))
    store.add_review(Review(key, "corrected", "ann", NOW, "direct"))
    found = whole(store, incident)
    told = next(one for one in found.reports if one.key == key)
    assert told.state == "corrected"
    row = next(row for row in matrix(found) if row.field == "counts")
    assert [cell.corrected for cell in row.cells if cell.report.key == key] == [("6 (ann)",)]
    assert "corrected: 6 (ann)" in words_of(shown(client))


# -- tellers, contradictions, map, history -----------------------------------------------------


def test_tellers_with_their_ties_and_what_counts(client: Client) -> None:
    html = words_of(shown(client))
    for words in ("mouthpiece of ALI_KHAMENEI", "owned by Thomson Reuters", "3 independent"):
        assert words in html, words
    store = client.store
    owner = Source("Echo One", "private", owner="Echo Group", ties=(Tie("supports", "IRQ_GOV"),))
    one = building.an_article(1, source=owner)
    other = building.an_article(2, source=replace(owner, name="Echo Two"))
    copy = building.an_article(3, source=Source("Copyist"))
    reports = [building.keep(store, article, {"flags": ("partisan_source",)})[0]
               for article in (one, other, copy)]  # fmt: skip
    store.mark_copy(copy.hash, one.hash)
    store.save_incidents(store.runs()[-1].number, [building.an_incident("i1", *reports)])
    stored = [found for key in reports if (found := store.report(key.key)) is not None]
    assert {teller.name: teller.standing for teller in tellers(stored)}["Copyist"] == "copy"
    page = words_of(shown(client, store.incident("i1")))
    for words in ("same owner, not counted", "copy, not counted", "partisan", "supports IRQ_GOV"):
        assert words in page, words


def test_contradictions_with_both_quotes(client: Client) -> None:
    incident = kirkuk(client.store)
    html = words_of(shown(client))
    for found in incident.contradictions:
        assert found.explanation in html
        for one in found.evidence:
            assert one.quote.text in html


def test_the_map_is_drawn_on_the_server(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    html = shown(client)
    drawn = html[html.index('class="little-map"') :]
    assert 'class="m-land' in drawn
    assert 'href="#r1" aria-label="Kirkuk' in drawn
    placeless = next(one for one in client.store.incidents().items if one.place.leading is None)
    assert "little-map" not in shown(client, placeless)

    def missing() -> Any:
        raise lands_module.DataError("gone")

    monkeypatch.setattr(incident_map, "read_lands", missing)
    bare = incident_map.Lands(bench_of(client))
    assert bare.near([(44.4, 35.5)]) == []


def test_outlines_near_the_antimeridian_are_found(client: Client) -> None:
    lands = bench_of(client).part(incident_map.Lands)
    for lon in (179.9, -179.9):
        assert "FJI" in {land.iso3 for land in lands.near([(lon, -17.0)])}
    assert "FJI" not in {land.iso3 for land in lands.near([(44.4, 35.5)])}


def test_an_old_id_leads_to_what_took_it_over(client: Client) -> None:
    store = client.store
    alone = [one for one in store.incidents(limit=200).items if len(one.reports) == 1]
    first, second = alone[:2]
    store.add_judgement(
        Judgement.of(first.reports[0], second.reports[0], "same", reviewer="ann", at=NOW)
    )
    Merger(store, 1).update()
    kept = store.incident(second.id)
    assert kept is not None
    gone = first.id if kept.id == second.id else second.id
    for ending in ("", ".json", ".csv"):
        answer = client.get(f"/incidents/{gone}{ending}", follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/incidents/{kept.id}{ending}"
    html = client.get(f"/incidents/{gone}").text
    assert f"Incident {gone} is part of this one now." in html
    assert "took over another incident" in html
    assert "judged one event: report 1 and report 2" in html
    record = client.get(f"/incidents/{kept.id}.json").json()
    assert [one["id"] for one in record["took_over"]] == [gone]
    assert record["judgements"][0]["by"] == "ann"


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_what_is_not_there(client: Client, ending: str) -> None:
    assert client.get(f"/incidents/i000000000000{ending}").status_code == 404


def test_the_twins(client: Client) -> None:
    incident = kirkuk(client.store)
    record = client.get(f"/incidents/{incident.id}.json").json()
    assert record["id"] == incident.id
    assert len(record["told"]) == len(incident.reports)
    assert {one["standing"] for one in record["tellers"]} == {"independent"}
    assert record["counts"]["rivals"]
    answer = client.get(f"/incidents/{incident.id}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 8 * len(incident.reports)
    for row in rows:
        article = client.store.article(row["article"])
        assert article is not None
        if row["start"]:
            source = article.text if row["words"] in article.text else article.title or ""
            assert source[int(row["start"]) : int(row["end"])] == row["words"]


def test_only_who_may_see_sees(crowd: Callable[[str | None], Client]) -> None:
    incident = kirkuk(crowd("reader").store)
    assert crowd(None).get(f"/incidents/{incident.id}").status_code == 303
    assert crowd(None).get(f"/incidents/{incident.id}.csv").status_code == 401
    html = crowd("reader").get(f"/incidents/{incident.id}").text
    assert "Kirkuk" in html
    assert "One event" not in html
    assert "One event" in crowd("reviewer").get(f"/incidents/{incident.id}").text


# -- judging -----------------------------------------------------------------------------------


def judge(client: Client, id: str, **fields: str) -> Any:
    return client.submit(f"/incidents/{id}/judge", **fields)


def test_two_events_of_one_and_one_again(client: Client) -> None:
    store = client.store
    incident = kirkuk(store)
    kayhan = next(key for key in incident.reports if _outlet(store, key) == "Kayhan")
    reuters = next(key for key in incident.reports if _outlet(store, key) == "Reuters")
    answer = judge(client, incident.id, one=kayhan, other="", verdict="different", reason="later")
    assert answer.status_code == 303
    first, second = (store.incident_of(key) for key in (kayhan, reuters))
    assert first is not None
    assert second is not None
    assert first.id != second.id
    html = client.get(answer.headers["location"]).text
    assert f"They are two incidents now: {first.id} and {second.id}." in html
    assert len(store.judgements()) == len(incident.reports) - 1
    assert {one.reviewer for one in store.judgements()} == {store.acts()[0][1].who}
    assert {act.what for _, act in store.acts()} == {"judged different", "merged"}
    # the neighbour is found, and said to be another; then taken back
    likely = near(store, second)
    assert first.id in [one.incident.id for one in likely]
    assert [one.verdict for one in likely if one.incident.id == first.id] == ["different"]
    answer = judge(client, second.id, incident=first.id, verdict="same", reason="no, one")
    assert f"They are one incident now: {second.id}." in client.get(answer.headers["location"]).text
    now = store.incident_of(kayhan)
    assert now is not None
    assert set(now.reports) >= {kayhan, reuters}
    history = words_of(client.get(f"/incidents/{now.id}").text)
    assert "judged two events" in history
    assert "judged one event" in history
    assert ": later" in history


def _outlet(store: Store, key: str) -> str:
    stored = store.report(key)
    assert stored is not None
    assert stored.article.source is not None
    return stored.article.source.name


def test_another_incident_is_the_same(client: Client) -> None:
    store = client.store
    incident = kirkuk(store)
    other = next(one for one in store.incidents(limit=200).items if one.id != incident.id)
    answer = judge(client, incident.id, incident=other.id, verdict="same")
    now = store.incident_of(other.reports[0])
    assert now is not None
    assert set(now.reports) == {*incident.reports, *other.reports}
    assert f"They are one incident now: {now.id}." in client.get(answer.headers["location"]).text
    again = judge(client, now.id, one=incident.reports[0], other=other.reports[0], verdict="same")
    assert "They were in one incident already" in client.get(again.headers["location"]).text
    assert judge(client, now.id, incident=now.id, verdict="same").status_code == 400
    assert judge(client, now.id, incident="i000000000000", verdict="same").status_code == 404


@pytest.mark.parametrize(
    ("verdict", "was", "now", "says"),
    [
        ("same", "aa", "aa", "They were in one incident already, and stay there: a."),
        ("same", "ab", "aa", "They are one incident now: a."),
        ("same", "ab", "ab", "Another judgement keeps the two reports in two incidents."),
        ("different", "aa", "ab", "They are two incidents now: a and b."),
        ("different", "ab", "ab", "They were in two incidents already, and stay there."),
        ("different", "aa", "aa", "Another judgement keeps the two reports in one incident."),
    ],
)
def test_what_a_judgement_comes_to(verdict: Any, was: str, now: str, says: str) -> None:
    keys = ("one", "other")
    before, after = (dict(zip(keys, ids, strict=True)) for ids in (was, now))
    assert incident_page._outcome(verdict, before, after) == says


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"one": "KEY", "other": "KEY", "verdict": "same"}, 400),
        ({"one": "KEY", "other": "nothing:1-2", "verdict": "same"}, 400),
        ({"one": "nothing:1-2", "other": "", "verdict": "different"}, 400),
        ({"one": "KEY", "verdict": "perhaps"}, 422),
        ({"verdict": "same"}, 400),
        ({"one": "KEY", "other": "KEY"}, 422),
        ({"one": "KEY", "verdict": "same", "reason": "x" * 501}, 422),
        ({"one": "K" * 201, "verdict": "same"}, 422),
    ],
)
def test_what_cannot_be_judged(client: Client, fields: dict[str, str], status: int) -> None:
    incident = kirkuk(client.store)
    sent = {
        name: incident.reports[0] if value == "KEY" else value for name, value in fields.items()
    }
    answer = judge(client, incident.id, **sent)
    assert answer.status_code == status
    assert client.store.judgements() == ()
    assert client.store.incident(incident.id) == incident


def test_who_may_judge(crowd: Callable[[str | None], Client]) -> None:
    reader, reviewer = crowd("reader"), crowd("reviewer")
    store = reader.store
    incident = kirkuk(store)
    sent = {"one": incident.reports[0], "other": incident.reports[1], "verdict": "same"}
    assert judge(reader, incident.id, **sent).status_code == 403
    assert reviewer.post(f"/incidents/{incident.id}/judge", data=sent).status_code == 403
    assert store.judgements() == ()
    assert judge(reviewer, incident.id, **sent).status_code == 303
    assert store.judgements()[0].reviewer == "reviewer"
    assert ("reviewer", "judged same") in {(act.who, act.what) for _, act in store.acts()}
    assert judge(reviewer, "i000000000000", **sent).status_code == 404


def test_pairs() -> None:
    assert pairs_of(("a", "b"), "a", "c") == [("a", "c")]
    assert pairs_of(("a", "b", "c"), "b", "") == [("b", "a"), ("b", "c")]
    with pytest.raises(InputError, match="no other report"):
        pairs_of(("a",), "a", "")
    with pytest.raises(InputError, match="two different"):
        pairs_of(("a",), "a", "a")
    assert pairs_between(("a", "b"), ("c", "d")) == [("a", "c"), ("a", "d"), ("b", "c")]
    with pytest.raises(InputError, match="this very incident"):
        pairs_between(("a", "b"), ("b",))
    with pytest.raises(InputError, match="more than"):
        pairs_of(tuple(str(n) for n in range(1002)), "0", "")


def test_merging_that_takes_long_or_fails_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = kirkuk(client.store)
    sent = {"one": incident.reports[0], "other": incident.reports[1], "verdict": "same"}
    bench = bench_of(client)
    held: Future[None] = Future()
    bench.worker.submit(held.result)
    monkeypatch.setattr(incident_judging, "WAIT", 0.05)
    html = client.get(judge(client, incident.id, **sent).headers["location"]).text
    assert "that takes a while" in html
    assert "The incidents are being merged anew." in html
    merging = bench.part(Merging)
    assert merging.start("ann") is merging.start("ann")
    held.set_result(None)
    merging.start("ann").result(30)

    def busy(merger: Merger) -> int:
        raise StoreConflict("somebody was quicker")

    monkeypatch.setattr(incident_judging, "WAIT", 30.0)
    monkeypatch.setattr(Merger, "update", busy)
    html = client.get(judge(client, incident.id, **sent).headers["location"]).text
    assert "could not be merged anew: somebody was quicker" in html
    assert len(client.store.judgements()) == 2


# -- a browser ---------------------------------------------------------------------------------


def address_of(live: str, place: Any) -> str:
    with open_store(place) as store:
        return f"{live}/incidents/{kirkuk(store).id}"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(live: str, place: Any, open_tab: Callable[..., Any], scheme: str) -> None:
    tab = open_tab(scheme=scheme)
    tab.goto(address_of(live, place))
    check_axe(tab)


@pytest.mark.browser
def test_a_phone(live: str, place: Any, open_tab: Callable[..., Any]) -> None:
    tab = open_tab(width=360, height=740)
    tab.goto(address_of(live, place))
    fits(tab)
    check_axe(tab)


@pytest.mark.browser
def test_a_cell_lights_its_words(live: str, place: Any, tab: Any) -> None:
    tab.goto(address_of(live, place))
    tab.hover('table.matrix a[data-lights="r1-count1"]')
    keys = tab.eval_on_selector_all("mark.lit", "marks => marks.map((one) => one.dataset.k)")
    assert keys
    assert all("r1-count1" in one.split() for one in keys)
    tab.hover("h1")
    assert tab.locator("mark.lit").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_judging_and_the_back_button(
    live: str, place: Any, open_tab: Callable[..., Any], scripts: bool
) -> None:
    tab = open_tab(scripts=scripts)
    start = address_of(live, place)
    tab.goto(start)
    tab.click('table.matrix a[href="#r1-count1"]')
    assert tab.url.endswith("#r1-count1")
    tab.go_back()
    assert tab.url == start
    tab.select_option("select[name=one]", index=2)
    tab.select_option("select[name=other]", "")
    tab.fill("input[name=reason]", "another bomb")
    tab.click("form.judge button[value=different]")
    assert "They are two incidents now" in tab.locator(".notice").inner_text()
    assert "another bomb" in tab.locator(".history").inner_text()
    likely = tab.locator(".near").first
    likely.locator("a").first.click()
    assert "/incidents/" in tab.url
    tab.go_back()
    tab.reload()
    assert tab.locator(".notice").count() == 0
