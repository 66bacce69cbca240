"""docs/records.md names every value that a field can have, and every column of the CSV."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from dateline.codebook import load_schemes
from dateline.export.csv_rows import COLUMNS
from dateline.records import article, claim, coded, entity, event

PAGE = Path(__file__).parents[2] / "docs" / "records.md"
VALUES = {
    "reason": list(coded.Reason),
    "via": list(coded.Via),
    "stance": get_args(claim.Stance),
    "factuality": get_args(claim.Factuality),
    "auxiliary": get_args(claim.Auxiliary),
    "contradiction": get_args(claim.ContradictionKind),
    "place precision": get_args(entity.PlacePrecision),
    "date precision": get_args(entity.DatePrecision),
    "count": get_args(event.CountKind),
    "relation": get_args(event.RelationKind),
    "outlet": get_args(article.OutletKind),
    "sector or ACLED actor type": sorted(a.replace("_", " ") for a in load_schemes().actors),
    "column": list(COLUMNS),
}


@pytest.mark.parametrize("kind", VALUES)
def test_every_value_is_documented(kind: str) -> None:
    if not PAGE.exists():
        pytest.skip("docs/ is not beside the tests")
    page = PAGE.read_text(encoding="utf-8")
    assert not [value for value in VALUES[kind] if f"`{value}`" not in page]
