"""Files cut into blocks: together the blocks read as the whole file does."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.batch.coded_files import write_coded
from dateline.batch.ray_blocks import Block, Sizes, cut, find_files
from dateline.batch.ray_reading import Reading, read_block
from dateline.config import MAX_TEXT_CHARS
from dateline.errors import DatelineError, InputError
from dateline.ingest import Given, make_article, read_jsonl
from dateline.ingest.warc import read_warc
from dateline.records.article import Article

from ..ingest.test_warc import record
from ..store.building import a_coding, an_article

TODAY = date(2024, 5, 2)
READING = Reading(Given(source="The Paper"), TODAY)
SMALL = Sizes(jsonl=40, rows=10, warc=3_000)


def read_all(path: Path, sizes: Sizes) -> list[object]:
    """What the blocks hold, errors as their words."""
    return [_plain(one) for block in cut(path, sizes).blocks for one in read_block(block, READING)]


def _plain(one: Article | DatelineError) -> object:
    return one if isinstance(one, Article) else str(one)


def check_cover(blocks: Sequence[Block], size: int) -> None:
    assert [block.start for block in blocks[1:]] == [block.stop for block in blocks[:-1]]
    assert (blocks[0].start, blocks[-1].stop) == (0, size)


# -- JSON lines --------------------------------------------------------------------------------

texts = st.text(st.sampled_from("ab é\U0001f600"), max_size=30)
lines = st.one_of(
    texts.map(lambda text: json.dumps({"text": text}, ensure_ascii=False).encode()),
    st.sampled_from([b"", b" ", b"\xef\xbb\xbf", b"{", b"\xff", b'{"text": "\r\r"}', b"[1]\r"]),
    texts.map(lambda text: b"\xef\xbb\xbf" + json.dumps({"text": text}).encode()),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(lines, max_size=12), ends=st.booleans(), size=st.integers(1, 60))
@example(found=[b"{}", b'{"text": "' + b"x" * 200 + b'"}', b"{"], ends=False, size=7)
def test_blocks_of_lines_are_the_file(
    tmp_path_factory: pytest.TempPathFactory, found: list[bytes], ends: bool, size: int
) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    content = b"\n".join(found) + (b"\n" if ends else b"")
    path.write_bytes(content)
    whole = [
        _plain(one)
        for one in read_jsonl(
            io.BytesIO(content), str(path.resolve()), READING.given, max_chars=MAX_TEXT_CHARS
        )
    ]
    if whole == [f"{path}: the file is empty"]:
        whole = [] if len(content) > size else whole  # blank lines, and several blocks of them
        assert read_all(path, Sizes(jsonl=size)) in ([], [f"{path}: the file is empty"])
        return
    said = read_all(path, Sizes(jsonl=size))
    assert [one for one in said if one != f"{path}: the file is empty"] == whole
    check_cover(cut(path, Sizes(jsonl=size)).blocks, len(content))


def test_a_packed_file_is_one_block(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "One."}\n{\n{"text": "Two."}\n'))
    found = read_all(path, SMALL)
    assert [getattr(one, "text", one) for one in found] == [
        "One.",
        f"{path}:2: not valid JSON: Expecting property name enclosed in double quotes at column 2",
        "Two.",
    ]
    path.write_bytes(path.read_bytes()[:30])
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: the compressed file is dam"):
        read_all(path, SMALL)


# -- Parquet -----------------------------------------------------------------------------------


@pytest.mark.parametrize("group", [1, 3, 7, 10, 25, 100])
def test_blocks_of_rows_are_the_file(tmp_path: Path, group: int) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    said = [f"Story {number}." if number % 9 else " " for number in range(58)]
    frame = pl.DataFrame({"Body": said, "Headline": ["x"] * 58, "id": range(58)})
    frame.write_parquet(path, row_group_size=group)
    blocks = cut(path, SMALL).blocks
    check_cover(blocks, 58)
    assert all(0 < block.stop - block.start <= SMALL.rows for block in blocks)
    assert read_all(path, SMALL) == [
        make_article(text, Given(source="The Paper", title="x", id=str(number)), max_chars=99)
        if text.strip()
        else f"{path}: row {number + 1}: there is no text in it"
        for number, text in enumerate(said)
    ]


def test_days_are_read_as_they_are_kept(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    day = date(2020, 8, 24)
    for values in (
        [day, None],
        [datetime(2020, 8, 24, 23, 5), None],  # noqa: DTZ001 - as files have them
        ["2020-08-24", ""],
        ["2020-08-24T10:00:00Z", None],
    ):
        pl.DataFrame({"text": ["One.", "Two."], "published": values}).write_parquet(path)
        assert [getattr(one, "published", one) for one in read_all(path, SMALL)] == [day, None]
    pl.DataFrame({"text": ["One.", "Two."], "published": ["2020-13-01", "now"]}).write_parquet(path)
    assert read_all(path, SMALL) == [
        f"{path}: row 1: '2020-13-01' is not a date of the calendar",
        f"{path}: row 2: 'now' is not a date written as YYYY-MM-DD",
    ]


def test_coded_articles_are_read_again_as_they_were(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    articles = [an_article(number) for number in range(25)]
    write_coded(path, map(a_coding, articles))
    assert read_all(path, SMALL) == articles


def test_a_file_that_is_no_table_of_articles_is_told(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and no more")
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: [^\n]+$"):
        cut(path)
    pl.DataFrame({"words": ["One."], "n": [1]}).write_parquet(path)
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: no column holds the text; "):
        read_all(path, SMALL)
    pl.DataFrame({"text": []}, schema={"text": pl.String}).write_parquet(path)
    assert read_all(path, SMALL) == [f"{path}: there is no row in the file"]
    pl.DataFrame({"text": [1, 2]}).write_parquet(path)
    assert read_all(path, SMALL)[0] == f"{path}: row 1: 'text' is not a string"


# -- WARC --------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_blocks_of_records_are_the_file(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.warc"
    held = b"x\nWARC/1.0\r\nWARC-Type: response\r\n" + gzip.compress(record(99), 0)
    pages = [record(number, held if number % 5 == 0 else b"") for number in range(30)]
    data = b"".join(map(pack, pages))
    path.write_bytes(data)
    blocks = cut(path, Sizes(warc=len(data) // 6)).blocks
    check_cover(blocks, len(data))
    assert len(blocks) >= 5
    given, limit = READING.given, MAX_TEXT_CHARS
    whole = read_warc(io.BytesIO(data), "a", given, today=TODAY, max_chars=limit)
    read = [one for block in blocks for one in read_block(block, READING)]
    assert [one for one in read if isinstance(one, Article)] == [
        one.article for one in whole if not isinstance(one, InputError)
    ]


def test_a_broken_record_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    packed = [gzip.compress(record(number)) for number in range(30)]
    packed[12] = packed[12][:100] + b"\0" * 50 + packed[12][150:]
    path.write_bytes(b"".join(packed))
    found = read_all(path, Sizes(warc=sum(map(len, packed)) // 6))
    assert len([one for one in found if isinstance(one, Article)]) == 29
    assert next(one for one in found if isinstance(one, str)).startswith(f"{path} from byte ")


# -- finding files -----------------------------------------------------------------------------


def test_files_are_found_once_and_in_order(tmp_path: Path) -> None:
    names = ["b.jsonl", "a.ndjson", "x/c.warc.gz", "x/y/d.parquet", "x/e.jsonl.gz", "out/f.parquet"]
    for name in [*names, "x/note.txt", "x/.g.jsonl"]:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    (tmp_path / "[z].jsonl").touch()

    def found(*patterns: str) -> list[str]:
        files = find_files([f"{tmp_path}/{one}" for one in patterns], but=tmp_path / "out")
        return [str(file.relative_to(tmp_path)) for file in files]

    assert found("b.jsonl", "*.*json*") == ["b.jsonl", "[z].jsonl", "a.ndjson"]
    assert found("x") == ["x/c.warc.gz", "x/e.jsonl.gz", "x/y/d.parquet"]
    assert found("**/*.parquet") == ["x/y/d.parquet"]
    assert found("[z].jsonl") == ["[z].jsonl"]
    with pytest.raises(InputError, match=r"none\*: no file that can be read"):
        found("none*")
    with pytest.raises(InputError, match=r"note.txt: many machines read only files named \.jsonl"):
        found("x/note.txt")


def test_a_block_is_known_by_its_file_and_place() -> None:
    one = Block("/a.jsonl", "jsonl", 0, 10)
    others = [Block("/b.jsonl", "jsonl", 0, 10), Block("/a.jsonl", "jsonl", 0, 11)]
    assert one.id == Block("/a.jsonl", "jsonl", 0, 10).id == "948443ce1e3fd91b"
    assert len({one.id, *(other.id for other in others)}) == 3
