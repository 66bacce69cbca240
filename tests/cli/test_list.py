"""``dateline list``: pages, orders, formats, counts and facets; the filters as options."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from dateline.cli import reading_verbs
from dateline.cli.filter_options import FILTERS
from dateline.export import csv_rows, facet_lists, list_formats
from dateline.export.csv_incidents import COLUMNS
from dateline.records.incident import Rivals
from dateline.store import PARAMETERS, FacetField, Order, open_store

from ..store.building import RUN, a_coding, an_incident, somebody
from . import stored
from .conftest import Result

List = Callable[..., Result]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return stored.filled(tmp_path / "store.sqlite")


@pytest.fixture
def listed(dateline: Callable[..., Result], kept: Path) -> List:
    return lambda *args: dateline("list", "--store", kept, *args)


def ids(result: Result) -> list[str]:
    return [json.loads(line)["id"] for line in result.out.splitlines()]


def test_the_options_are_the_filters() -> None:
    assert tuple(one.name for one in FILTERS) == PARAMETERS


def test_the_names_are_the_stores_and_the_exporters() -> None:
    assert list(reading_verbs.ListOrder) == list(get_args(Order))
    assert list(reading_verbs.Facet) == list(get_args(FacetField))
    names = list(reading_verbs.ListFormat)
    for formats in (list_formats.INCIDENTS, list_formats.ARTICLES, facet_lists.FORMATS,
                    list_formats.reports({})):  # fmt: skip
        assert names == list(formats)


def test_a_table(listed: List) -> None:
    result = listed()
    assert result.status == 0
    words = " ".join(result.out.split())
    for part in ("violent", "Protesters → Badr Organisation", "Nasiriyah, Dhi", "9+",
                 "2 sources", "1 partisan", "3 reports", "i0000storming", "or 2020-08-21",
                 "blockade", "no date", "2 of 2 incidents"):  # fmt: skip
        assert part in words
    assert max(map(len, result.out.splitlines())) <= 120
    assert "--after" not in result.out


def test_pages(listed: List) -> None:
    first = listed("--limit", 1)
    assert "i0000storming" in first.out
    assert "1 of 2 incidents; next page: --after " in first.out
    cursor = first.out.rsplit(maxsplit=1)[1]
    second = listed("--limit", 1, "--after", cursor, "-f", "jsonl")
    assert (ids(second), second.err) == (["i0000roadside"], "")
    third = listed("--limit", 1, "-f", "jsonl")
    assert third.err == f"dateline: 1 of 2 incidents; next page: --after {cursor}\n"


def test_a_cursor_of_another_order(listed: List) -> None:
    cursor = listed("--limit", 1).out.rsplit(maxsplit=1)[1]
    result = listed("--order", "oldest", "--after", cursor)
    assert (result.status, result.complaints) == (
        2, ["dateline: after: the cursor is of the order 'newest'"]
    )  # fmt: skip


@pytest.mark.parametrize(("order", "first"), [
    ("newest", "i0000storming"), ("oldest", "i0000roadside"), ("deadliest", "i0000storming"),
    ("sources", "i0000storming"), ("changed", "i0000storming"),
])  # fmt: skip
def test_orders(listed: List, order: str, first: str) -> None:
    assert ids(listed("--order", order, "-f", "jsonl"))[0] == first


@pytest.mark.parametrize(("options", "found"), [
    (["--type", "blockade"], "r"),
    (["--type", "blockade", "--type", "Violent demonstration"], "sr"),
    (["--plover", "protest"], "sr"),
    (["--acled", "Riots"], "s"),
    (["--country", "IRQ"], "s"),
    (["--country", "Peru", "--country", "IQ"], "sr"),
    (["--admin1", "dhi qar"], "s"),
    (["--bbox", "-5,40,35,50"], "s"),
    (["--since", "2020-08", "--until", "2020"], "s"),
    (["--published-since", "2020-08-24"], "s"),
    (["--published-until", "2020-08-22"], ""),
    (["--actor", "BADR"], "s"),
    (["--actor", "badr", "--outlet", "kayhan"], "s"),
    (["--outlet", "AFP"], ""),
    (["--factuality", "asserted"], "sr"),
    (["--flag", "partisan_source"], "s"),
    (["--text", "highway"], "r"),
    (["--text", "badr", "--text", "highway"], ""),
    (["--run", "1", "--copies"], "sr"),
])  # fmt: skip
def test_filters(listed: List, options: list[str], found: str) -> None:
    names = {"s": "i0000storming", "r": "i0000roadside"}
    result = listed("-f", "jsonl", *options)
    assert (result.status, ids(result)) == (0, [names[one] for one in found])


@pytest.mark.parametrize(("options", "said"), [
    (["--type", "blockaed"], "type: no event type 'blockaed'; do you mean blockade?"),
    (["--country", "Utopia"], "country: no country 'Utopia'"),
    (["--since", "2020", "--since", "2021"], "since: give it once, not 2 times"),
    (["--since", "last week"], "since: 'last week' is not a date"),
    (["--run", "7"], "there is no run 7"),
    (["--reports", "--order", "sources"], "order: reports have no number of sources"),
    (["--reports", "--facets", "type"], "--facets counts incidents"),
])  # fmt: skip
def test_what_cannot_be_meant(listed: List, options: list[str], said: str) -> None:
    result = listed(*options)
    assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
    assert said in result.err


def test_a_type_of_ones_own(dateline: Callable[..., Result], tmp_path: Path) -> None:
    path = stored.filled(tmp_path / "own.sqlite")
    with open_store(path) as store:
        incident = store.incident(stored.ROADBLOCK.id)
        assert incident is not None
        own = replace(incident, event_type=Rivals("land_grab"), revision=incident.revision + 1)
        store.save_incidents(1, [own])
    result = dateline("list", "--store", path, "--type", "land_grab", "--count")
    assert (result.status, result.out) == (0, "1\n")


def test_counts(listed: List) -> None:
    assert listed("--count").out == "2\n"
    assert listed("--count", "--reports").out == "3\n"
    assert listed("--count", "--reports", "--copies").out == "4\n"
    assert listed("--count", "--country", "CHN").out == "0\n"


def test_facets(listed: List) -> None:
    assert listed("--facets", "country").out == "1  IRQ\n1  PER\n"
    actors = json.loads(listed("--facets", "actor", "-f", "json").out)
    assert {"value": "Badr Organisation", "id": "BADR", "count": 1} in actors
    assert listed("--facets", "outlet", "-f", "csv", "--limit", 1).out == (
        "value,id,count\r\nKayhan,,1\r\n"
    )


def test_reports(listed: List) -> None:
    table = " ".join(listed("--reports", "--copies").out.split())
    for part in ("“stormed”", "Protesters → Badr", "9+ killed", "Kayhan", "a copy", "the outlet"):
        assert part in table
    assert "4 of 4 reports" in table
    lines = [json.loads(line) for line in listed("--reports", "-f", "jsonl").out.splitlines()]
    assert {line["key"] for line in lines} == {
        stored.BY_WIRE.key, stored.BY_STATE.key, stored.BLOCKADE.key
    }  # fmt: skip
    assert lines[0]["run"]["number"] == 1
    assert lines[0]["article"]["source"]["name"] in ("Reuters", "Kayhan")
    assert "text" not in lines[0]["article"]
    assert json.loads(listed("--reports", "-f", "json").out) == lines
    rows = list(csv.reader(io.StringIO(listed("--reports", "-f", "csv").out)))
    assert rows[0] == list(csv_rows.COLUMNS)
    assert len(rows) == 4


def test_csv_is_neutral(listed: List, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    result = listed("-o", target)
    assert (result.status, result.out) == (0, "")
    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode())))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    by_id = {row["id"]: row for row in rows}
    assert by_id["i0000roadside"]["actors"] == "'=Miners"
    storm = by_id["i0000storming"]
    assert storm["date_start"] == "2020-08-22"
    assert storm["disputed"] == "date"
    assert storm["rivals"].split("; ") == [
        "event_type: attack (1)", "date: 2020-08-21 (1)", "counts: 20 killed (1)"
    ]  # fmt: skip
    assert (storm["killed_low"], storm["killed_high"], storm["partisan_sources"]) == ("9", "", "1")


def test_json_is_an_array(listed: List) -> None:
    found = json.loads(listed("-f", "json").out)
    assert [one["id"] for one in found] == ["i0000storming", "i0000roadside"]
    assert json.loads(listed("-f", "json", "--country", "CHN").out) == []


def test_a_wrong_question_leaves_the_file_alone(listed: List, tmp_path: Path) -> None:
    target = tmp_path / "old.jsonl"
    target.write_text("kept")
    assert listed("--after", "nonsense", "-o", target).status == 2
    assert target.read_text() == "kept"


def test_the_store_is_not_written_over(
    listed: List, dateline: Callable[..., Result], kept: Path
) -> None:
    for result in (
        listed("-o", kept, "-f", "jsonl"),
        listed("-o", kept, "--facets", "type"),
        dateline("search", "x", "--articles", "--store", kept, "-o", kept),
    ):
        assert (result.status, len(result.complaints)) == (2, 1)
        assert "this is the store itself" in result.err
    assert listed("--count").out == "2\n"


def test_nothing_matches(listed: List, kept: Path) -> None:
    result = listed("--country", "CHN")
    assert (result.status, result.out) == (0, "")
    assert result.complaints == [f"dateline: {kept}: nothing in run 1 matches"]


def test_an_empty_store(dateline: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    open_store(path).close()
    result = dateline("list", "--store", path)
    assert (result.status, result.out) == (0, "")
    assert result.complaints == [f"dateline: {path}: nothing has been coded into this store yet"]


def test_reports_that_are_not_merged(dateline: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_store(path) as store:
        store.add_article(stored.WIRE)
        run = store.open_run(RUN)
        store.save_coded(run, a_coding(stored.WIRE, stored.BY_WIRE))
    assert "run 1 has 1 report, not merged into incidents" in dateline("list", "--store", path).err


@pytest.mark.parametrize("verb", [
    ["list"], ["list", "--count"], ["list", "--facets", "type"], ["search", "x"], ["show", "x"],
    ["runs"], ["diff", "1", "2"], ["changes", "--since", "2020-01-01"],
])  # fmt: skip
def test_a_missing_store_is_not_made(
    dateline: Callable[..., Result], tmp_path: Path, verb: list[str]
) -> None:
    path = tmp_path / "none.sqlite"
    result = dateline(*verb, "--store", path)
    assert (result.status, result.out) == (2, "")
    assert result.complaints == [f"dateline: {path}: there is no store yet"]
    assert not path.exists()


def test_the_users_own_store(
    dateline: Callable[..., Result], kept: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    assert str(home) in dateline("list").err
    monkeypatch.setenv("DATELINE_STORE", str(kept))
    assert dateline("list", "--count").out == "2\n"


def test_hostile_words_are_plain(dateline: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_store(path) as store:
        bad = stored.storming(stored.WIRE, actors=(somebody("\x1b[31mred\x07 [bold]crowd[/bold]"),))
        store.add_article(stored.WIRE)
        store.save_coded(store.open_run(RUN), a_coding(stored.WIRE, bad))
        store.save_incidents(1, [an_incident("i1", bad)])
    for words in (["list"], ["list", "--reports"], ["show", "i1"], ["show", bad.key]):
        out = dateline(*words, "--store", path).out
        assert "\x1b" not in out
        assert "\x07" not in out
        assert "[bold]crowd[/bold]" in "".join(out.split())
