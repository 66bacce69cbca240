"""A Ray cluster of two machines, started on this one: equal results, a lost machine, going on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.batch.coded_files import read_coded
from dateline.batch.ray_blocks import Block, Sizes, cut
from dateline.batch.ray_coding import LOG, Cluster, cluster
from dateline.batch.ray_folder import BlockFolder
from dateline.batch.ray_reading import Reading
from dateline.batch.ray_worker import Done, Work
from dateline.config import Settings
from dateline.ingest import Given, read_jsonl
from dateline.pipeline import Coder
from dateline.records.article import Article
from dateline.records.event import CodedArticle

from .fake_coder import RUN, FakeCoder

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ray")]
SETTINGS = Settings(detector="rules")
READING = Reading(Given(published=date(2020, 8, 24)), date(2024, 5, 2))
_OBJECTS = 80_000_000
# A machine that is gone is missed after two seconds, not after fifteen.
_IMPATIENT = {
    "health_check_initial_delay_ms": 0,
    "health_check_period_ms": 500,
    "health_check_failure_threshold": 4,
}


class Machines:
    """Two Ray nodes with one processor each; the second can be lost."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        from ray.cluster_utils import Cluster as Nodes

        head = {"num_cpus": 1, "object_store_memory": _OBJECTS, "include_dashboard": False}
        self._nodes = Nodes(
            initialize_head=True, head_node_args=head | {"_system_config": _IMPATIENT}
        )
        self._second: Any = self._nodes.add_node(num_cpus=1, object_store_memory=_OBJECTS)
        self.address: str = self._nodes.address

    def lose_one(self) -> None:
        self._nodes.remove_node(self._second, allow_graceful=False)

    def stop(self) -> None:
        self._nodes.shutdown()


@pytest.fixture(scope="module")
def machines() -> Iterator[Machines]:
    pytest.importorskip("ray.data")
    with pytest.MonkeyPatch.context() as monkeypatch:
        found = Machines(monkeypatch)
        yield found
        found.stop()


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred short articles, and a line that is none."""
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    towns = ("Goma", "Kigali", "Basra", "Kabul", "Aleppo")
    with path.open("w") as stream:
        for number in range(300):
            town = towns[number % len(towns)]
            text = f"Police in {town} arrested {number + 2} protesters on Monday, officials said."
            stream.write(json.dumps({"text": text, "source": "Reuters"}) + "\n")
            if number == 140:
                stream.write("{broken\n")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> BlockFolder:
    return BlockFolder(tmp_path_factory.mktemp("coded"))


def done_of(there: Cluster, blocks: list[Block], folder: BlockFolder) -> Iterator[Done]:
    run = Coder(SETTINGS).resources.run
    yield from there.code(blocks, Work(SETTINGS, run, folder.path, READING))


def by_hash(coded: Iterator[CodedArticle]) -> list[CodedArticle]:
    return sorted(coded, key=lambda one: one.article.hash)


def test_a_lost_machine_costs_nothing_and_the_result_is_the_local_one(
    machines: Machines, news: Path, folder: BlockFolder
) -> None:
    workers: set[int] = set()
    finished: list[Done] = []
    with cluster(machines.address, workers=2, log=folder.path / LOG) as there:
        (file,) = there.cut([news], Sizes(jsonl=600))
        assert len(file.blocks) > 40
        for done in done_of(there, list(file.blocks), folder):
            assert done.error is None
            finished.append(done)
            both = len(workers) < 2 and len(workers | {done.process}) == 2
            workers.add(done.process)
            if both:
                machines.lose_one()
                missing = folder.missing(file.blocks)
                assert missing, "the machine was lost after all was done"
    assert {one.block for one in finished} == {block.id for block in file.blocks}
    assert sum(one.unreadable for one in finished) == 1
    assert not folder.missing(file.blocks)

    with news.open("rb") as stream:
        found = list(read_jsonl(stream, str(news), READING.given, max_chars=10_000))
    articles = [one for one in found if isinstance(one, Article)]
    here = by_hash(Coder(SETTINGS).code_many(articles))
    there_coded = by_hash(read_coded(folder.path.glob("coded-*.parquet")))
    assert there_coded == here
    assert sum(len(one.reports) for one in here) >= 300
    failures = [json.loads(one.read_text()) for one in folder.path.glob("failures-*.jsonl")]
    assert [one["error"] for one in failures] == [str(one) for one in found if one not in articles]


def test_only_what_is_missing_is_coded_again(
    machines: Machines, news: Path, tmp_path: Path
) -> None:
    folder = BlockFolder(tmp_path / "out")
    folder.path.mkdir()
    blocks = cut(news, Sizes(jsonl=600)).blocks
    with cluster(machines.address, workers=2, log=folder.path / LOG) as there:
        list(done_of(there, folder.missing(blocks), folder))
    lost = [folder.coded(block) for block in (blocks[3], blocks[20])]
    before = {path: path.read_bytes() for path in lost}
    for path in lost:
        path.unlink()
    times = {path: path.stat().st_mtime_ns for path in folder.path.glob("coded-*.parquet")}
    with cluster(machines.address, workers=2, log=folder.path / LOG) as there:
        done = list(done_of(there, folder.missing(blocks), folder))
    assert {one.block for one in done} == {blocks[3].id, blocks[20].id}
    assert {path: path.read_bytes() for path in lost} == before
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_an_article_that_kills_workers_stops_nobody(machines: Machines, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    texts = ["One.", "killed", "Two.", "spin", "raise", "Three."]
    path.write_text("".join(f"{json.dumps({'text': text})}\n" for text in texts))
    folder = BlockFolder(tmp_path / "out")
    folder.path.mkdir()
    work = replace(Work(SETTINGS, RUN, folder.path, READING), seconds=2.0, load=FakeCoder)
    with cluster(machines.address, workers=1, log=folder.path / LOG) as there:
        (done,) = there.code(cut(path).blocks, work)
    assert (done.articles, done.failed) == (6, 3)
    coded = list(read_coded(folder.path.glob("*.parquet")))
    assert [one.article.text for one in coded] == texts
    assert [bool(one.failures) for one in coded] == [False, True, False, True, True, False]
