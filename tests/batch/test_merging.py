"""Which coded files are merged, and in what order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.batch.coded_files import write_coded
from dateline.batch.merging import coded_files_of, read_file
from dateline.batch.ray_blocks import Block, InputFile
from dateline.batch.ray_folder import BlockFolder, Manifest
from dateline.errors import InputError
from dateline.ingest import Given

from ..store.building import RUN, a_coding, a_report, an_article


def coded(path: Path, number: int = 1) -> Path:
    write_coded(path, [a_coding(an_article(number), a_report(an_article(number)))])
    return path


def test_files_and_folders_in_order_each_once(tmp_path: Path) -> None:
    first, second = coded(tmp_path / "a.parquet"), coded(tmp_path / "b.parquet")
    (tmp_path / ".c.parquet.part").touch()
    (tmp_path / "notes.txt").touch()
    assert coded_files_of([str(tmp_path)]) == [first, second]
    assert coded_files_of([str(second), str(tmp_path)]) == [second, first]


def a_block_folder(path: Path, stretches: int) -> tuple[BlockFolder, tuple[Block, ...]]:
    """A folder as `dateline code --ray` writes it, before any block is coded."""
    kept = BlockFolder(path)
    given = Given()
    kept.open(RUN, given, today=date(2026, 1, 1))
    news = InputFile("/news.jsonl", "jsonl", 100, tuple(range(stretches + 1)))
    kept.save(Manifest(RUN, given, date(2026, 1, 1), (news,)))
    return kept, news.blocks


def test_a_folder_of_blocks_is_read_in_the_order_of_its_input(tmp_path: Path) -> None:
    kept, blocks = a_block_folder(tmp_path, 6)
    for number, block in enumerate(blocks):
        coded(kept.coded(block), number)
    found = coded_files_of([str(tmp_path)])
    assert found == [kept.coded(block) for block in blocks]
    assert found != sorted(found)
    (article,) = read_file(found[3])
    assert article.setting.article == an_article(3).hash


def test_a_folder_that_is_not_finished_is_refused(tmp_path: Path) -> None:
    kept, blocks = a_block_folder(tmp_path, 3)
    coded(kept.coded(blocks[1]))
    with pytest.raises(InputError, match="2 of 3 blocks are not coded yet"):
        coded_files_of([str(tmp_path)])


@pytest.mark.parametrize("text", ["", "{", '{"run": 1}', "\0"])
def test_a_damaged_list_of_blocks_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(InputError, match=r"run\.json: it cannot be read") as caught:
        coded_files_of([str(tmp_path)])
    assert "\n" not in str(caught.value)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no coded articles there"):
        coded_files_of([str(tmp_path)])
