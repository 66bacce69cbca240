"""Ways to write the rows; names that are formulas."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest

from dateline.aggregates.text import MOST_SHOWN, text

from .made import Held, an_article, an_incident, counted

ODD = ['=cmd()|"x"', "+1", "@x", "-2", "a,b\nc", "＝x", "\t=1", "x\x1b[31my", "z\u202ey"]


@pytest.fixture
def held() -> Held:
    some = [an_incident(n, admin1=name, event_type=name) for n, name in enumerate(ODD)]
    return Held(some, [an_article(1)])


def test_csv_is_no_formula(held: Held) -> None:
    rows = list(csv.DictReader(io.StringIO(counted(held, "admin1", zeros=False).csv(), newline="")))
    assert {row["admin1"].removeprefix("'") for row in rows} == set(ODD)
    assert not any(row["admin1"].startswith(("=", "+", "-", "@", "\t", "＝")) for row in rows)
    by_outlet = counted(Held([an_incident(1, reports=((2, 1),))]), "outlet").csv()
    assert "'=cmd()|Post," in by_outlet


def test_json(held: Held) -> None:
    table = counted(held, "admin1,month")
    found = json.loads(table.json())
    assert found["by"] == ["country", "admin1", "month"]
    assert (found["incidents"], found["left_over"]) == (len(ODD), 0)
    assert found["rows"] == json.loads(json.dumps(list(table.rows()), default=str))
    assert "per_1000" in found["columns"]


def test_files(held: Held, tmp_path: Path) -> None:
    table = counted(held, "admin1,day")
    for suffix in ("csv", "json", "parquet"):
        table.write(tmp_path / f"t.{suffix}")
    assert (tmp_path / "t.csv").read_bytes().decode() == table.csv()
    assert pl.read_parquet(tmp_path / "t.parquet").equals(table.to_polars())
    assert pl.read_parquet(io.BytesIO(table.parquet())).equals(table.to_polars())
    with pytest.raises(ValueError, match="none of csv, json, parquet"):
        table.write(tmp_path / "t.xlsx")
    table.write(tmp_path / "t.xlsx", format="csv")
    assert len(table) == len(list(table.rows()))


def test_a_terminal_obeys_nothing(held: Held) -> None:
    shown = "".join(text(counted(held, "admin1,year")))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown.splitlines()) == len(ODD) + 1
    assert "1,000 (25.3–5,572)" in shown


def test_a_terminal_has_not_all(held: Held) -> None:
    shown = "".join(text(counted(held, "admin1,event_type")))
    assert shown.count("\n") == len(ODD) ** 2 + 1 <= MOST_SHOWN
    many = Held([an_incident(n, admin1=f"u{n}") for n in range(MOST_SHOWN + 7)])
    assert "".join(text(counted(many, "admin1"))).endswith("7 rows more: write them to a file "
                                                           "with -o FILE.csv\n")  # fmt: skip
