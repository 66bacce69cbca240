"""``dateline releases``: whole or not at all, the same bytes each time, and no words too many."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dateline.export import csv_rows
from dateline.export.release import writing
from dateline.records.text import Quote
from dateline.store import open_store

from ..store.building import RUN, a_coding, a_report, an_actor, an_incident
from . import stored
from .conftest import Result

Release = Callable[..., Result]
FILES = [
    "README.md", "SHA256SUMS", "articles.parquet", "codebook.json", "incidents.csv",
    "incidents.parquet", "reports.csv", "reports.parquet",
]  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return stored.filled(tmp_path / "store.sqlite")


@pytest.fixture
def release(dateline: Callable[..., Result], kept: Path, tmp_path: Path) -> Release:
    def run(folder: str, *args: object) -> Result:
        return dateline("releases", "Iraq 2020", "-o", tmp_path / folder, "--date", "2026-01-02",
                        "--store", kept, *args)  # fmt: skip

    return run


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def rows(path: Path) -> list[dict[str, Any]]:
    return pl.read_parquet(path).to_dicts()


def flat(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_files(release: Release, tmp_path: Path) -> None:
    result = release("out")
    assert (result.status, result.err) == (0, "")
    folder = tmp_path / "out"
    assert names(folder) == FILES
    assert f"{folder / 'incidents.csv'}: 2 rows\n" in result.out
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert list(sums) == [name for name in FILES if name != "SHA256SUMS"]
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_the_same_bytes_each_time(release: Release, tmp_path: Path) -> None:
    release("one")
    release("two")
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_same_bytes_whatever_the_order_they_came_in(
    release: Release, dateline: Callable[..., Result], tmp_path: Path
) -> None:
    release("one")
    path = tmp_path / "other.sqlite"
    with open_store(path) as store:
        run = store.open_run(RUN)
        for one, reports in reversed(stored.CODED):
            store.add_article(one)
            store.save_coded(run, a_coding(one, *reports))
        store.mark_copy(stored.COPY.hash, stored.WIRE.hash)
        store.save_incidents(run, [stored.STORMING, stored.ROADBLOCK])
    folder = tmp_path / "two"
    dateline("releases", "Iraq 2020", "-o", folder, "--date", "2026-01-02", "--store", path)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (folder / name).read_bytes()


def test_parquet_has_types(release: Release, tmp_path: Path) -> None:
    release("out")
    storm = {one["id"]: one for one in rows(tmp_path / "out" / "incidents.parquet")}[
        stored.STORMING.id
    ]
    assert storm["date_start"] == date(2020, 8, 22)
    assert (storm["killed_low"], storm["killed_high"], storm["independent_sources"]) == (9, None, 2)
    assert storm["report_keys"] == list(stored.STORMING.reports)
    assert (storm["disputed"], storm["target_ids"]) == (["date"], ["BADR"])
    reports = {one["report_key"]: one for one in rows(tmp_path / "out" / "reports.parquet")}
    assert set(reports) == {*stored.ALL, stored.BLOCKADE.key}
    wire = reports[stored.BY_WIRE.key]
    assert (wire["incident"], wire["source"]) == (stored.STORMING.id, "Reuters")
    assert (wire["published"], wire["lat"]) == (date(2020, 8, 23), 31.05)
    assert wire["actors"] == ["Protesters"]


def test_csv_is_the_same_flat(release: Release, tmp_path: Path) -> None:
    release("out")
    folder = tmp_path / "out"
    for table in ("incidents", "reports"):
        typed, written = rows(folder / f"{table}.parquet"), flat(folder / f"{table}.csv")
        assert list(typed[0]) == list(written[0])
        assert len(typed) == len(written)
    road = next(one for one in flat(folder / "reports.csv") if one["event_type"] == "blockade")
    assert road["actors"] == "'=Miners"
    assert (folder / "reports.csv").read_bytes().count(b"\r\n") == 5


def test_columns_of_code_mean_the_same(release: Release, tmp_path: Path) -> None:
    """A column that ``dateline code --format csv`` has, too, has the same cells."""
    release("out")
    written = {one["report_key"]: one for one in flat(tmp_path / "out" / "reports.csv")}
    for article, reports in stored.CODED:
        coded = a_coding(article, *reports)
        for report in reports:
            row = written[report.key]
            for name, column in csv_rows.COLUMNS.items():
                if name in row and not name.endswith("alleged"):
                    cell = csv_rows.neutral(column(coded, report))
                    assert row[name] == ("" if cell is None else str(cell)), name


def test_words_stand_where_the_offsets_say(release: Release, tmp_path: Path) -> None:
    release("out")
    texts = {one["hash"]: one["text"] for one in rows(tmp_path / "out" / "articles.parquet")}
    for row in rows(tmp_path / "out" / "reports.parquet"):
        text = texts[row["article_hash"]]
        for name in ("trigger", "sentence", "place_text", "date_text"):
            if row[name] is not None:
                assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[name]


def test_articles(release: Release, tmp_path: Path) -> None:
    release("out")
    found = {one["hash"]: one for one in rows(tmp_path / "out" / "articles.parquet")}
    assert list(found) == sorted(found)
    state, copy = found[stored.STATE.hash], found[stored.COPY.hash]
    assert (state["text"], state["source_owner"]) == (stored.STATE.text, "Supreme Leader's office")
    assert state["source_ties"] == ["mouthpiece_of ALI_KHAMENEI"]
    assert (copy["copy_of"], copy["reports"]) == (stored.WIRE.hash, 1)


def test_without_text(release: Release, tmp_path: Path) -> None:
    release("out", "--no-text")
    folder = tmp_path / "out"
    articles = rows(folder / "articles.parquet")
    assert "text" not in articles[0]
    digest = hashlib.sha256(stored.WIRE.text.encode()).hexdigest()
    assert digest in {one["text_sha256"] for one in articles}
    wire = next(
        one for one in rows(folder / "reports.parquet") if one["report_key"] == stored.BY_WIRE.key
    )
    assert not {"trigger", "sentence", "actor_texts", "weapon", "cues"} & set(wire)
    assert (wire["trigger_start"], wire["trigger_end"]) == (11, 18)
    assert wire["trigger_sha256"] == hashlib.sha256(b"stormed").hexdigest()
    assert wire["actor_texts_sha256"] == [hashlib.sha256(b"Protesters").hexdigest()]
    for path in folder.iterdir():
        content = path.read_text() if path.suffix != ".parquet" else str(rows(path))
        assert "the headquarters of" not in content
        assert "stormed" not in content or path.name == "codebook.json"


def test_a_selection(release: Release, tmp_path: Path) -> None:
    release("out", "--country", "Peru", "--type", "blockade")
    assert [one["id"] for one in flat(tmp_path / "out" / "incidents.csv")] == ["i0000roadside"]
    assert len(rows(tmp_path / "out" / "articles.parquet")) == 1
    card = (tmp_path / "out" / "README.md").read_text()
    assert "Selection: type: blockade; country: Peru." in card


def test_the_card(release: Release, tmp_path: Path) -> None:
    release("out", "--licence", "CC BY 4.0 <b>")
    card = (tmp_path / "out" / "README.md").read_text()
    for part in (
        "# Iraq 2020\n", "released on 2026-01-02: 2 incidents, told by 4 reports in 4 articles",
        "| `incidents.csv` | 2 |", "| gazetteer | places |", "| actors | actors |",
        "| blockade | 1 |", "| IRQ | 1 |", "| 2020 | 1 |", "| Reuters | 1 |", "| not known | 1 |",
        "| Kayhan | 1 | state | Supreme Leader's office | IRN | mouthpiece of ALI\\_KHAMENEI |",
        "## Known limits", "> Iraq 2020 (2026-01-02). Political event data coded with Dateline",
        "CC BY 4.0 \\<b\\>", "Names of persons stand as the articles have them",
    ):  # fmt: skip
        assert part in card, part


def test_no_licence_is_said(release: Release, tmp_path: Path) -> None:
    release("out")
    assert "LICENCE NOT STATED" in (tmp_path / "out" / "README.md").read_text()


def test_the_codebook(release: Release, tmp_path: Path) -> None:
    release("out")
    found = json.loads((tmp_path / "out" / "codebook.json").read_text())
    types = {one["id"]: one for one in found["types"]}
    assert types["blockade"]["definition"]
    assert found["types_defined_elsewhere"] == ["attack"]
    for table in ("incidents", "reports", "articles"):
        named = [one["name"] for one in found["columns"][table]]
        assert named == list(rows(tmp_path / "out" / f"{table}.parquet")[0])


def test_persons(release: Release, kept: Path, tmp_path: Path) -> None:
    text = ("Police arrested Otieno Wafula, 23, in Nasiriyah on Saturday. "
            "Mr Wafula was beaten, said Prime Minister Mustafa al-Kadhimi.")  # fmt: skip
    told = stored.article(text, None, "2020-08-25", "Otieno Wafula arrested")
    told = replace(told, url="https://example.org/wafula-held")
    trigger = stored.quote("arrested", text)
    report = a_report(
        told, trigger=trigger, sentence=Quote.of(text, 0, 60),
        targets=(an_actor("Otieno Wafula", sectors=("CVL",)),),
    )  # fmt: skip
    with open_store(kept) as store:
        store.add_article(told)
        store.save_coded(1, a_coding(told, report))
        store.save_incidents(1, [an_incident("i0000arrested", report)])
    folder = tmp_path / "out"
    assert release("out", "--redact-persons").status == 0
    for path in folder.iterdir():
        content = path.read_text() if path.suffix != ".parquet" else str(rows(path))
        assert "wafula" not in content.casefold(), path
        assert "otieno" not in content.casefold(), path
    article = next(one for one in rows(folder / "articles.parquet") if one["hash"] == told.hash)
    assert article["text"].startswith("Police arrested [civilian], 23, in Nasiriyah")
    assert "Mr [civilian] was beaten, said Prime Minister Mustafa al-Kadhimi" in article["text"]
    assert (article["title"], article["url"]) == ("[civilian] arrested", "https://example.org/")
    arrested = next(
        one for one in flat(folder / "reports.csv") if one["incident"] == "i0000arrested"
    )
    assert arrested["targets"] == "[civilian]"
    start, end = int(arrested["sentence_start"]), int(arrested["sentence_end"])
    assert article["text"][start:end] == arrested["sentence"]
    card = (folder / "README.md").read_text()
    assert "heuristic" in card
    assert "replaced by roles in brackets" in card
    release("bare", "--redact-persons", "--no-text")
    bare = next(
        one for one in rows(tmp_path / "bare" / "reports.parquet")
        if one["incident"] == "i0000arrested"
    )  # fmt: skip
    assert (bare["sentence_sha256"], bare["sentence_start"]) == (None, 0)
    assert bare["trigger_sha256"] == hashlib.sha256(b"arrested").hexdigest()


@pytest.mark.parametrize(("folder", "options", "said"), [
    ("store.sqlite", [], "is there already"),
    ("no/where", [], "there is no folder"),
    ("out", ["--country", "CHN"], "no incident of run 1 matches"),
    ("out", ["--date", "soon"], "--date: "),
    ("out", ["--run", "9"], "there is no run 9"),
])  # fmt: skip
def test_what_cannot_be_released(
    release: Release, tmp_path: Path, folder: str, options: list[str], said: str
) -> None:
    before = names(tmp_path)
    result = release(folder, *options)
    assert (result.status, result.out, len(result.complaints)) == (2, "", 1)
    assert said in result.err
    assert names(tmp_path) == before


def test_nothing_is_left_where_writing_fails(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "card", fail)
    before = names(tmp_path)
    result = release("out")
    assert (result.status, result.out) == (2, "")
    assert "out: cannot be written: No space left on device" in result.err
    assert names(tmp_path) == before
