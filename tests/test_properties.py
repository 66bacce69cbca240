"""For any text: no crash, offsets that match their quotes, and the same bytes every time."""

from __future__ import annotations

import io
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.export.json_records import encode, to_dict
from dateline.export.options import ExportOptions
from dateline.export.tables import EXPORTERS
from dateline.ingest import Given, make_article, read
from dateline.records.article import Article
from dateline.records.event import CodedArticle

LIMIT = 2_000_000
SLOW = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

WORDS = (
    "police protesters killed stormed the of in on by at least nine dozens Nasiriyah Iraq Basra "
    "Monday August 22 2020 yesterday last week said denied accused Iran's government rallied "
    "clashed with and, who was were demanded \"We 'will he their group attack bombing near . ; : "
    "— - ( ) … ? ! \n \n\n \t BAGHDAD (Reuters) -"
).split(" ")
news = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
anything = st.text(max_size=300)
texts = st.one_of(news, anything, st.tuples(news, anything).map("".join))
days = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 12, 31)))


@cache
def coder() -> Any:
    pipeline = pytest.importorskip("dateline.pipeline", exc_type=ImportError)
    return pipeline.Coder(pipeline.Settings(strict=True))


def article_of(text: str, published: date | None = None, title: str | None = None) -> Article:
    known = Given(published=published, title=title, source="A paper")
    if not text.strip():
        text = "Nothing."
    return make_article(text, known, max_chars=LIMIT)


def spans(value: Any) -> Any:
    """Every span of a record."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield value["start"], value["end"], value["text"], value.get("in", "text")
        if isinstance(value.get("text_start"), int):
            yield value["text_start"], value["text_end"], value["text"], value.get("in", "text")
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@SLOW
@given(texts, days)
@example("\r\n\x0b\x0c\x1c\u2028\x85 Police killed nine\x00 protesters.\u200b", None)
@example("ﷺ" * 200 + " stormed the 🏢🏢 building on Monday 👩‍👩‍👧‍👦.", date(2020, 2, 29))
@example("No no no " * 500, None)
@example('"' * 300 + "He said: '" * 50, date(1900, 1, 1))
@example("(" * 200 + "killed" + ")" * 200, date(2100, 12, 31))
def test_any_text_can_be_coded(text: str, published: date | None) -> None:
    article = article_of(text, published)
    coded = coder().code(article)
    assert coded.failures == ()
    record = to_dict(coded, explain=True)
    for start, end, words, where in spans(record):
        assert record["article"][where][start:end] == words
    for report in record["reports"]:
        for field in ("place", "date", "event_type"):
            assert (report[field] is None) == (field in report["reasons"])
    assert json.loads(encode(record)) == record


@SLOW
@given(st.lists(texts, min_size=1, max_size=5), days)
def test_the_same_input_gives_the_same_bytes(batch: list[str], published: date | None) -> None:
    articles = [article_of(text, published) for text in batch]
    together = [encode(to_dict(coded)) for coded in coder().code_many(articles)]
    alone = [encode(to_dict(coder().code(article))) for article in reversed(articles)]
    assert together == alone[::-1]


@SLOW
@given(st.lists(texts, min_size=1, max_size=3), st.one_of(st.none(), st.text(max_size=40)))
def test_every_exporter_takes_every_text(batch: list[str], title: str | None) -> None:
    coded: list[CodedArticle] = list(
        coder().code_many([article_of(text, title=title) for text in batch])
    )
    for name, fmt in EXPORTERS.items():
        written = "".join(fmt.write(coded, ExportOptions(width=100)))
        assert written.encode("utf-8"), name


@given(st.binary(max_size=400))
@settings(deadline=None)
@pytest.mark.parametrize("suffix", [".txt", ".jsonl"])
def test_any_bytes_are_an_article_or_one_line_of_complaint(
    suffix: str, tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = Path(tmp_path_factory.getbasetemp()) / f"any{suffix}"
    file.write_bytes(data)
    for found in (
        *read([str(file)], Given(), max_chars=100),
        *read(["-"], Given(), max_chars=100, stdin=io.BytesIO(data)),
    ):
        assert isinstance(found, Article | InputError)
        if isinstance(found, InputError):
            assert len(str(found).splitlines()) == 1
