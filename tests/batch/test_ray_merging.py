"""Merging on a Ray cluster of one machine: the same bytes as in one process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.batch.coded_files import write_coded
from dateline.batch.merging import coded_files_of, read_file
from dateline.batch.ray_merging import on_ray
from dateline.errors import InputError
from dateline.merge.blocked import BlockedMerge
from dateline.merge.blocked_tasks import RunAll, one_by_one
from dateline.merge.blocked_work import Work
from dateline.records.incident import Incident

from ..store.building import a_coding, a_place, a_report, an_article, days, killed

pytest.importorskip("ray")
pytestmark = pytest.mark.slow

ARTICLES, FILES = 60, 5


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Coded articles of twenty towns and years, three of each that tell the same."""
    folder = tmp_path_factory.mktemp("coded")
    coded = []
    for number in range(ARTICLES):
        town = a_place(f"Town {number // 3}", geonames_id=number // 3)
        when = days(f"20{10 + number // 3}-08-24")
        article = an_article(number, published=when.value.start)
        told = {"place": town, "date": when, "counts": killed(number // 3)}
        coded.append(a_coding(article, a_report(article, **told)))
    size = ARTICLES // FILES
    for number in range(FILES):
        part = coded[number * size : (number + 1) * size]
        write_coded(folder / f"part-{number}.parquet", part)
    return coded_files_of([str(folder)])


@pytest.fixture(scope="module")
def on_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunAll]:
    log = tmp_path_factory.mktemp("log") / "ray.log"
    with on_ray("local", workers=2, log=log) as run_all:
        yield run_all


def merge(run_all: RunAll, files: list[Path], folder: Path) -> list[Incident]:
    folder.mkdir()
    return list(BlockedMerge(Work(folder), run_all).incidents(files, read_file))


def test_the_same_as_in_one_process(on_cluster: RunAll, files: list[Path], tmp_path: Path) -> None:
    expected = merge(one_by_one, files, tmp_path / "plain")
    assert len(expected) == ARTICLES // 3
    assert merge(on_cluster, files, tmp_path / "ray") == expected


def test_results_come_in_order(on_cluster: RunAll) -> None:
    assert list(on_cluster(abs, range(-50, 0))) == list(range(50, 0, -1))


def test_what_a_task_raises_is_raised_here(on_cluster: RunAll, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.parquet"
    with pytest.raises(InputError, match=r"nothing\.parquet: no such file"):
        merge(on_cluster, [nothing], tmp_path / "work")
