"""One worker of a cluster, without Ray: what it writes of a block, and what a death costs."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dateline.batch.coded_files import read_coded
from dateline.batch.ray_attempts import Attempt
from dateline.batch.ray_blocks import Block, cut
from dateline.batch.ray_folder import BlockFolder, split_known, with_inputs
from dateline.batch.ray_reading import Reading
from dateline.batch.ray_worker import BlockCoder, Done, Work
from dateline.config import Settings
from dateline.errors import InputError
from dateline.ingest import Given
from dateline.records.event import CodedArticle, Failure

from ..ingest.test_warc import record
from .fake_coder import RUN, FakeCoder

TODAY = date(2024, 5, 2)


def work(tmp_path: Path, **known: object) -> Work:
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    known = {"load": FakeCoder} | known
    return replace(Work(Settings(), RUN, out, Reading(Given(), TODAY)), **known)


def lines(tmp_path: Path, texts: Sequence[str]) -> Block:
    """A file of articles, as one block; a text that is a broken line stands as it is."""
    path = tmp_path / "a.jsonl"
    said = [text if text.startswith("{") else json.dumps({"text": text}) for text in texts]
    path.write_text("".join(f"{line}\n" for line in said))
    (block,) = cut(path).blocks
    return block


def coded(tmp_path: Path, block: Block) -> list[CodedArticle]:
    return list(read_coded([BlockFolder(tmp_path / "out").coded(block)]))


def names(tmp_path: Path) -> list[str]:
    return sorted(one.name for one in (tmp_path / "out").iterdir())


def test_a_block_is_written_with_its_failures(tmp_path: Path) -> None:
    block = lines(tmp_path, ["One.", "{", "fail", "raise", "Two."])
    done = BlockCoder(work(tmp_path)).code(block)
    host = os.uname().nodename
    broken = f"{block.path}:2: not valid JSON: "
    assert (done.articles, done.failed, done.unreadable, done.error) == (4, 2, 1, None)
    assert (done.block, done.host, len(done.said)) == (block.id, host, 3)
    found = coded(tmp_path, block)
    assert [one.article.text for one in found] == ["One.", "fail", "raise", "Two."]
    assert [one.failures for one in found] == [
        (),
        (Failure("code", "no"),),
        (Failure("code", "ValueError: no parse"),),
        (),
    ]
    assert names(tmp_path) == [f"coded-{block.id}.parquet", f"failures-{block.id}.jsonl"]
    failures = (tmp_path / "out" / f"failures-{block.id}.jsonl").read_text().splitlines()
    assert [json.loads(line)["file"] for line in failures] == [block.path]
    assert json.loads(failures[0])["error"].startswith(broken)


def test_what_is_finished_is_not_done_again(tmp_path: Path) -> None:
    block = lines(tmp_path, ["One."])
    worker = BlockCoder(work(tmp_path))
    worker.code(block)
    path = BlockFolder(tmp_path / "out").coded(block)
    os.utime(path, (1, 1))
    assert worker.code(block) == Done(block.id, host=os.uname().nodename, process=os.getpid())
    assert path.stat().st_mtime == 1


def test_pages_of_other_languages_are_kept_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    said = "Die Polizei hat am Montag in Berlin drei Männer festgenommen, sagte ihr Sprecher."
    german = f"<html><body><article><h1>Bericht</h1>{f'<p>{said}</p>' * 3}</article></body></html>"
    path.write_bytes(record(0) + record(1, german))
    (block,) = cut(path).blocks
    done = BlockCoder(work(tmp_path)).code(block)
    assert (done.articles, done.failed, done.unreadable) == (2, 0, 0)
    why = Failure("language", "unsupported language: de")
    assert [one.failures for one in coded(tmp_path, block)] == [(), (why,)]


def test_another_coder_on_a_machine_is_refused(tmp_path: Path) -> None:
    block = lines(tmp_path, ["One."])
    other = work(tmp_path, run=replace(RUN, model="other"))
    done = BlockCoder(other).code(block)
    host = os.uname().nodename
    assert done.error is not None
    assert done.error.startswith(f"{host} codes with model m, not other: every machine")


def test_a_file_or_folder_that_is_not_there_is_the_blocks_error(tmp_path: Path) -> None:
    block = lines(tmp_path, ["One."])
    Path(block.path).unlink()
    done = BlockCoder(work(tmp_path)).code(block)
    assert done.error == f"{block.path}: No such file or directory"
    lost = work(tmp_path, folder=tmp_path / "none")
    assert BlockCoder(lost).code(block).error == f"{tmp_path}/none: No such file or directory"


# -- deaths ------------------------------------------------------------------------------------


def tries(tmp_path: Path, block: Block, **known: object) -> Iterator[int]:
    """The exit codes of workers that are given the block until one of them finishes it."""
    ways = multiprocessing.get_context("forkserver")  # for Polars does not survive a plain fork
    ways.set_forkserver_preload(["dateline.batch.ray_worker"])
    status = None
    while status != 0:
        worker = ways.Process(target=BlockCoder(work(tmp_path, **known)).code, args=(block,))
        worker.start()
        worker.join(30)
        worker.kill()  # where it has no end
        assert worker.exitcode is not None
        yield (status := worker.exitcode)


@pytest.mark.slow
def test_an_article_that_kills_workers_is_left_out(tmp_path: Path) -> None:
    block = lines(tmp_path, ["One.", "killed", "{", "Two.", "leave", "Three."])
    assert list(tries(tmp_path, block)) == [-9, -9, -9, 3, 3, 0]
    found = coded(tmp_path, block)
    assert [one.article.text for one in found] == ["One.", "killed", "Two.", "leave", "Three."]
    assert [bool(one.failures) for one in found] == [False, True, False, True, False]
    assert found[1].failures[0].error.startswith("two workers died while they coded it")
    assert names(tmp_path) == [f"coded-{block.id}.parquet", f"failures-{block.id}.jsonl"]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "statuses"), [("sleep", [1, 1, 0]), ("spin", [1, 1, 1, 0])])
def test_an_article_without_end_is_left_out(tmp_path: Path, text: str, statuses: list[int]) -> None:
    block = lines(tmp_path, ["One.", text, "Two."])
    assert list(tries(tmp_path, block, seconds=0.5)) == statuses
    assert [bool(one.failures) for one in coded(tmp_path, block)] == [False, True, False]


def test_a_record_that_cannot_even_be_read_ends_its_block(tmp_path: Path) -> None:
    block = lines(tmp_path, ["One.", "Two.", "Three."])
    trying = BlockFolder(tmp_path / "out").trying(block)
    trying.parent.mkdir()
    trying.write_text("begun\nread 0\ncode 0\nread 1\n" * 2)
    done = BlockCoder(work(tmp_path)).code(block)
    assert [one.article.text for one in coded(tmp_path, block)] == ["One."]
    assert (done.articles, done.unreadable) == (1, 1)
    assert re.search("workers died while reading bytes .* what follows article 1 ", done.said[0])
    assert not trying.exists()


def test_workers_that_die_before_any_article_are_not_sent_for_ever(tmp_path: Path) -> None:
    block = lines(tmp_path, ["One."])
    trying = BlockFolder(tmp_path / "out").trying(block)
    trying.parent.mkdir()
    trying.write_text("begun\n" * 5)
    done = BlockCoder(work(tmp_path)).code(block)
    assert done.error is not None
    assert "workers died again and again before they came to an article" in done.error
    assert BlockCoder(work(tmp_path)).code(block).articles == 1


def test_one_death_of_an_article_may_be_chance(tmp_path: Path) -> None:
    path = tmp_path / "trying"
    path.write_text("begun\nread 3\ncode 3\n\xff???")
    attempt = Attempt(path)
    assert attempt.is_careful
    assert attempt.may_code(3)
    assert not attempt.is_vain


# -- the folder --------------------------------------------------------------------------------


def test_a_folder_is_of_one_run_and_its_files_stay_as_they_were(tmp_path: Path) -> None:
    folder = BlockFolder(tmp_path / "new" / "out")
    manifest = folder.open(RUN, Given(), today=TODAY)
    block = lines(tmp_path, ["One."])
    file = cut(Path(block.path))
    manifest = with_inputs(manifest, [file])
    folder.save(manifest)
    assert folder.open(RUN, Given(), today=date(2025, 1, 1)) == manifest
    assert folder.missing(file.blocks) == [block]
    other = tmp_path / "b.jsonl"
    assert split_known(manifest, [Path(block.path), other]) == ([file], [other])

    with pytest.raises(InputError, match=r"out: its blocks are of another coding run \(model m, n"):
        folder.open(replace(RUN, model="n"), Given(), today=TODAY)
    with pytest.raises(InputError, match=r"another description \(source none, not The Paper\)"):
        folder.open(RUN, Given(source="The Paper"), today=TODAY)
    lines(tmp_path, ["One.", "Two."])
    with pytest.raises(InputError, match=r"a.jsonl: it had 17 bytes when coding began and has 34"):
        split_known(manifest, [Path(block.path)])
    (folder.path / "run.json").write_text("{")
    with pytest.raises(InputError, match=r"run.json: it cannot be read: "):
        folder.open(RUN, Given(), today=TODAY)
    (folder.path / "run.json").rename(folder.path / "else")
    with pytest.raises(InputError, match=r"out: there are files in it but no run.json"):
        folder.open(RUN, Given(), today=TODAY)
