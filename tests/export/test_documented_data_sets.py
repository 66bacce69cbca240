"""docs/exports: the tables of the ACLED, UCDP and GDELT pages are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.export import acled, gdelt, ucdp
from dateline.export.acled_texts import QUOTED

PAGES = Path(__file__).parents[2] / "docs" / "exports"
COLUMNS = {
    "acled": [(column.name, column.says) for column in acled.COLUMNS],
    "ucdp": [(column.name, column.says) for column in ucdp.COLUMNS],
    "gdelt": [(column.name, column.says) for column in gdelt.COLUMNS],
}


def page(name: str) -> str:
    if not PAGES.exists():
        pytest.skip("docs/ is not beside the tests")
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_is_documented_in_order(name: str) -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in page(name).split("| how it is filled |")[1].splitlines()
        if line.startswith("| `")
    ]
    assert [(row[0].strip("`"), row[1]) for row in rows] == COLUMNS[name]
    assert all(len(row) == 3 and row[2] for row in rows)


@pytest.mark.parametrize("name", COLUMNS)
def test_what_the_format_cannot_hold_is_told(name: str) -> None:
    assert "\n## What the format cannot hold\n" in page(name)


def test_every_tag_of_acled_rows_is_documented() -> None:
    source = Path(acled.__file__).with_name("acled_texts.py").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `dateline:([a-z ]+)", page("acled"), re.MULTILINE))
    written = {"alleged", "actor alleged", "disputed", "date", "place", "sources",
               "partisan sources", "fatalities"}  # fmt: skip
    assert documented == written
    assert all(f'"{tag}' in source or f"{tag}=" in source for tag in written)
    assert f"at most {QUOTED} characters" in page("acled")
