"""docs/exports.md names every format, its pages every column, and its Python examples run."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import export
from dateline.export import told_columns
from dateline.export.columns import Column
from dateline.export.event_formats import EVENT_FORMATS
from dateline.export.told import ToldIncident
from dateline.records.coded import Coded
from dateline.records.text import Quote
from dateline.store import open_store

from .stored_told import keep_told
from .test_told_tables import written
from .told_building import BASRA, TEXT, counts, told_incident, told_report

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "exports.md"
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TYPES = {
    "text": "text",
    "number": "whole number",
    "decimal": "number",
    "day": "day",
    "texts": "texts",
    "numbers": "whole numbers",
}

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="docs/ is not beside the tests")


@pytest.fixture
def told() -> list[ToldIncident]:
    deadly = told_incident(told_report(1, counts=counts(killed=9)), told_report(2, outlet="Other"))
    return [deadly, told_incident(told_report(3), id="iother")]


@pytest.mark.parametrize("name", sorted(EVENT_FORMATS))
def test_every_format_has_its_page(name: str) -> None:
    assert name in _page(name)


def _page(name: str) -> str:
    link = re.search(rf"\[`{name}`\]\((exports/[a-z]+\.md)", PAGE.read_text(encoding="utf-8"))
    assert link is not None
    return (DOCS / link[1]).read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [told_columns.INCIDENTS, told_columns.REPORTS])
def test_every_column_is_documented(columns: Sequence[Column[Any]]) -> None:
    page = (DOCS / "exports" / "tables.md").read_text(encoding="utf-8").splitlines()
    rows = [f"| `{one.name}` | {TYPES[one.kind]} | {one.says} |" for one in columns]
    assert [row for row in rows if row not in page] == []


def test_the_suffixes_of_the_tables() -> None:
    page = (DOCS / "exports" / "tables.md").read_text(encoding="utf-8")
    for name in ("csv", "parquet", "arrow", "reports-csv", "reports-parquet", "reports-arrow"):
        table = "reports" if name.startswith("reports-") else "incidents"
        assert f"| `{name}` | {table} | `{EVENT_FORMATS[name].suffix}` |" in page


@pytest.mark.parametrize("name", sorted(EVENT_FORMATS))
def test_the_suffix_tells_the_format(name: str) -> None:
    suffix = EVENT_FORMATS[name].suffix
    assert export.format_of(None, f"a{suffix}") is EVENT_FORMATS[name]


def test_the_python_examples_run(
    told: list[ToldIncident], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in ("pandas", "pyarrow", "geopandas"):
        pytest.importorskip(package)
    monkeypatch.chdir(tmp_path)
    with open_store("store.sqlite") as store:
        keep_told(store, told)
    Path("iraq.parquet").write_bytes(written("parquet", told))
    Path("iraq.reports.parquet").write_bytes(written("reports-parquet", told))
    names: dict[str, Any] = {}
    for example in PYTHON.findall(PAGE.read_text(encoding="utf-8")):
        exec(example, names)
    assert names["incidents"].height == 2
    assert names["by_place"]["len"].to_list() == [2]
    assert len(names["deadly"]) == 1
    assert len(names["exact"]) == 2
    assert names["rows"]["event_type"].to_list() == ["arrest"]
    assert len(names["both"]) == 3


def test_the_example_of_geojson_runs(
    told: list[ToldIncident], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("geopandas")
    monkeypatch.chdir(tmp_path)
    Path("events.geojson").write_bytes(written("geojson", told))
    names: dict[str, Any] = {}
    for example in PYTHON.findall((DOCS / "exports" / "geojson.md").read_text(encoding="utf-8")):
        exec(example, names)
    assert len(names["located"]) == 2


def test_the_example_of_an_annotation() -> None:
    words = Quote.of(TEXT, TEXT.index("Basra"), TEXT.index("Basra") + 5)
    told = told_incident(place=Coded(BASRA, evidence=(words,)))
    found = json.loads(written("webannotation", [told]))["items"]
    page = (DOCS / "exports" / "webannotation.md").read_text(encoding="utf-8")
    shown = re.search(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert shown is not None
    assert json.loads(shown[1]) in found
