"""Coded articles in Parquet files: what is written is what is read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.batch.coded_files import count_coded, read_coded, write_coded
from dateline.errors import DatelineError, InputError, StoreError
from dateline.records.event import CodedArticle, Failure
from dateline.store.payloads import RUNS

from ..store.anything import codings
from ..store.building import RUN, a_coding, a_report, an_article, coded_news


def some_codings(many: int) -> list[CodedArticle]:
    articles = [an_article(number) for number in range(many)]
    return [a_coding(one, a_report(one)) for one in articles]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(coded=st.lists(codings, max_size=3))
def test_any_records_come_back(tmp_path_factory: pytest.TempPathFactory, coded: list) -> None:
    path = tmp_path_factory.mktemp("any") / "coded.parquet"
    write_coded(path, coded)
    assert list(read_coded([path])) == coded


def test_real_codings_come_back_and_people_can_read_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "c[o]ded*.parquet"  # no pattern
    failed = replace(coded_news(), reports=(), failures=(Failure("code", "ValueError: no"),))
    write_coded(path, [coded_news(), failed])
    assert list(read_coded([path])) == [coded_news(), failed]
    first, second = pl.read_parquet(path, glob=False).drop("payload").to_dicts()
    assert first == {
        "hash": coded_news().article.hash,
        "id": coded_news().article.id,
        "title": "Protests: Iraq",
        "source": "Reuters",
        "url": None,
        "published": coded_news().article.published,
        "language": "en",
        "text": coded_news().article.text,
        "reports": len(coded_news().reports),
        "failures": [],
        "run": RUNS.text(coded_news().run),
    }
    assert second["failures"] == ["code: ValueError: no"]


def test_files_are_read_one_after_the_other_in_any_size(tmp_path: Path) -> None:
    coded = some_codings(1203)
    paths = [tmp_path / name for name in ("b.parquet", "a.parquet", "none.parquet")]
    write_coded(paths[0], iter(coded[:1100]))
    write_coded(paths[1], coded[1100:])
    write_coded(paths[2], [])
    assert list(read_coded(paths)) == coded
    assert [count_coded(path) for path in paths] == [1100, 103, 0]


def test_the_same_records_are_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / "one.parquet", tmp_path / "two.parquet"]
    for path in paths:
        write_coded(path, [coded_news(), *some_codings(1200)])
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_no_character_of_a_text_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "coded.parquet"
    texts = ["a\0b", "\ufeffa", "e\u0301 \U0001f600 \u2028", "\0", "\r\n\x1b[0m", "\uffff"]
    coded = [a_coding(an_article(text=text, title=text, id=text)) for text in texts]
    write_coded(path, coded)
    assert list(read_coded([path])) == coded
    assert pl.read_parquet(path)["text"].to_list() == texts


@pytest.mark.parametrize("field", ["text", "title", "id", "url"])
def test_half_of_a_surrogate_pair_is_refused_and_writes_nothing(tmp_path: Path, field: str) -> None:
    path = tmp_path / "coded.parquet"
    bad = a_coding(replace(an_article(), **{field: "a\ud800b"}))
    with pytest.raises(InputError, match=re.escape(f"{path}: ") + ".*surrogate"):
        write_coded(path, [a_coding(an_article()), bad])
    assert not list(tmp_path.iterdir())


def test_an_older_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "coded.parquet"
    write_coded(path, some_codings(3))
    with pytest.raises(ZeroDivisionError):
        write_coded(path, (a_coding(an_article(1 // one)) for one in (1, 0)))
    assert list(read_coded([path])) == some_codings(3)
    write_coded(path, some_codings(1))
    assert list(read_coded([path])) == some_codings(1)
    assert [one.name for one in tmp_path.iterdir()] == ["coded.parquet"]


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "none" / "coded.parquet"
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: cannot be written: .*$"):
        write_coded(path, [])


def test_a_file_that_is_missing_or_another_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "coded.parquet"
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: no such file$"):
        list(read_coded([path]))
    pl.DataFrame({"hash": ["a"], "text": ["b"]}).write_parquet(path)
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: not a file of coded art.*$"):
        list(read_coded([path]))
    pl.DataFrame({"hash": ["a", None], "payload": [None, b""]}).write_parquet(path)
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: a record without .*$"):
        list(read_coded([path]))


def test_a_damaged_payload_names_file_and_article(tmp_path: Path) -> None:
    path = tmp_path / "coded.parquet"
    pl.DataFrame({"hash": ["abc"], "payload": [b"damaged"]}).write_parquet(path)
    with pytest.raises(StoreError, match=f"^{re.escape(str(path))}: .* abc is damaged: [^\n]*$"):
        list(read_coded([path]))


def test_damage_anywhere_is_told_in_one_line_or_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "coded.parquet"
    write_coded(path, some_codings(5))
    whole = path.read_bytes()
    step = len(whole) // 40
    for at in range(0, len(whole), step):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            path.write_bytes(damaged)
            said = _said_of(path)
            assert said in ("read", f"{path}: told")


def _said_of(path: Path) -> str:
    """Whether all five are read, or else what is said of the file, if it is one line."""
    try:
        found = list(read_coded([path]))
    except DatelineError as error:
        name, told, rest = str(error).partition(": ")
        return f"{name}{told}{'told' if rest and chr(10) not in rest else rest}"
    return "read" if [one.run for one in found] == [RUN] * 5 else str(found)
