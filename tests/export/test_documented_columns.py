"""docs/exports: a page's table has every column of its format, in order, as the code says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.export import cameo, hxl, plover, polecat

PAGES = Path(__file__).parents[2] / "docs" / "exports"
COLUMNS: dict[str, list[tuple[str, str]]] = {
    "polecat": [(column.name, column.says) for column in polecat.COLUMNS],
    "cameo": [(column.name, column.says) for column in cameo.COLUMNS],
    "hxl": [(one.column.name, one.column.says) for one in hxl.COLUMNS],
    "plover": [(one.name, one.says) for fields in plover.OBJECTS.values() for one in fields],
}
SAYS = {"hxl": 2}
"""Which cell of a row says what the column is, where it is not the second."""


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_is_documented(name: str) -> None:
    if not PAGES.exists():
        pytest.skip("docs/ is not beside the tests")
    rows = _rows((PAGES / f"{name}.md").read_text(encoding="utf-8"))
    assert [(row[0], row[SAYS.get(name, 1)]) for row in rows] == COLUMNS[name]


def test_hashtags_are_documented() -> None:
    rows = _rows((PAGES / "hxl.md").read_text(encoding="utf-8"))
    assert [row[1].strip("`") for row in rows] == [one.tag for one in hxl.COLUMNS]


@pytest.mark.parametrize("name", COLUMNS)
def test_what_the_format_cannot_hold_is_told(name: str) -> None:
    assert "\n## What the format cannot hold" in (PAGES / f"{name}.md").read_text(encoding="utf-8")


def _rows(page: str) -> list[list[str]]:
    """The tables' rows whose first cell is a name in backticks."""
    lines = (line for line in page.splitlines() if line.startswith("| `"))
    cells = (line.replace(r"\|", "\0").strip("| ").split(" | ") for line in lines)
    return [
        [row[0].strip("`"), *(cell.strip().replace("\0", "|") for cell in row[1:])] for row in cells
    ]
