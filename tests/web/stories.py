"""The articles that the workbench's tests look at: the examples, and a bombing told three ways."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from dateline.adding import Adder
from dateline.ingest.article import Given, make_article
from dateline.pipeline import Coder
from dateline.records.article import Article
from dateline.store import open_store

EXAMPLES = Path(__file__).parents[2] / "examples"
NOW = datetime(2024, 4, 1, 12, tzinfo=UTC)

DAYS = {"balkan": date(2022, 4, 18), "karachi": date(2023, 9, 2), "kivu": date(2023, 7, 3),
        "peru": date(2024, 3, 14)}  # fmt: skip
OUTLETS = {"balkan": "Vardar Press", "karachi": "Dawn", "kivu": "Lakes News Agency",
           "peru": "Andes Wire"}  # fmt: skip

KIRKUK = {
    "Reuters": "A car bomb exploded outside a police station in Kirkuk on Monday, killing five "
    "officers, the provincial health office said.",
    "Al Jazeera": "At least seven policemen were killed on Monday when a car bomb exploded at a "
    "police station in the northern Iraqi city of Kirkuk, hospital sources told reporters.",
    "Kayhan": "Terrorists set off a car bomb at a police station in Kirkuk on Monday, and six "
    "policemen were killed, Iraqi officials said.",
}
ARRESTS = (
    "Soldiers arrested nine teachers in Lahore on Monday, their union said. Police denied that "
    "anybody was beaten."
)


def articles() -> list[Article]:
    """All of them, in a fixed order."""
    told = [_example(path) for path in sorted(EXAMPLES.glob("*.txt"))]
    monday = date(2021, 3, 8)
    told += [_made(text, outlet, monday, "Car bomb in Kirkuk") for outlet, text in KIRKUK.items()]
    told.append(_made(ARRESTS, "Dawn", monday, "Teachers held in Lahore"))
    return told


def keep(path: Path, coder: Coder, told: list[Article]) -> None:
    """Keep, code and merge articles in the store of a file."""
    with open_store(path) as store:
        adder = Adder(store, lambda line: None, lambda: NOW)
        for _ in adder.keep(told):
            pass
        for _ in adder.code(coder):
            pass
        adder.merge(coder)


def _example(path: Path) -> Article:
    name = path.name.partition("-")[0]
    text = path.read_text(encoding="utf-8")
    title = re.sub(r"\s+", " ", text.partition("\n")[0]).strip()
    return _made(text, OUTLETS[name], DAYS[name], title)


def _made(text: str, outlet: str, day: date, title: str) -> Article:
    slug = re.sub(r"[^a-z]+", "-", f"{outlet} {title}".lower()).strip("-")
    given = Given(source=outlet, published=day, title=title, language="en",
                  url=f"https://news.example/{slug}")  # fmt: skip
    return make_article(text, given, max_chars=100_000)
