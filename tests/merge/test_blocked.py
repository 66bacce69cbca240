"""Merged by blocks: the very groups, ids and incidents of a merge in one go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import api
from dateline.adding import Adder
from dateline.errors import InputError
from dateline.evaluate.clusters_gold import with_copies
from dateline.merge.blocked import BlockedMerge
from dateline.merge.blocked_copies import load_originals
from dateline.merge.blocked_sheets import ArticleRead, of_coded
from dateline.merge.blocked_tasks import in_processes
from dateline.merge.blocked_work import Work
from dateline.merge.engine import Group, merged
from dateline.merge.likeness import Weights, load_weights
from dateline.merge.updating import Merger
from dateline.records.decision import Judgement
from dateline.records.event import CodedArticle
from dateline.records.incident import Incident
from dateline.store import open_store

from .made_tellings import articles, crowd, judged

T = TypeVar("T")
CASES = Path(__file__).parents[1] / "cases" / "clusters.jsonl"
SOME = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def cut(listed: Sequence[T], sizes: Iterable[int]) -> list[list[T]]:
    """The list in pieces of these sizes, the rest in one; some may be empty."""
    pieces, start = [], 0
    for size in sizes:
        pieces.append(list(listed[start : start + size]))
        start += size
    return [*pieces, list(listed[start:])]


def in_blocks(
    blocks: Sequence[Sequence[ArticleRead]], weights: Weights, judgements: Sequence[Judgement] = ()
) -> tuple[Group, ...]:
    with TemporaryDirectory() as folder:
        merge = BlockedMerge(Work(Path(folder)), weights=weights, judgements=tuple(judgements))
        return merge.groups(blocks, iter)


@SOME
@given(st.data(), st.sampled_from((0.05, 0.3, 0.7)), st.lists(st.integers(0, 5), max_size=4))
def test_any_reports_in_any_blocks_make_the_same_groups(
    data: st.DataObject, threshold: float, sizes: list[int]
) -> None:
    made = data.draw(articles())
    judgements = data.draw(judged(made))
    weights = replace(load_weights(), threshold=threshold)
    tellings = [telling for article in made for telling in article.tellings]
    expected = merged(tellings, weights, judgements)
    assert in_blocks(cut(made, sizes), weights, judgements) == expected


@pytest.mark.parametrize("many", [400, 401])
def test_a_key_is_crowded_for_the_same_number_of_reports(many: int) -> None:
    """All 400 are compared with all others, and are one event; of 401 none is."""
    made = crowd(many)
    weights = replace(load_weights(), threshold=0.05)
    expected = merged([t for article in made for t in article.tellings], weights)
    assert in_blocks(cut(made, (150, 100)), weights) == expected
    assert len(expected) == (1 if many == 400 else many)


def test_no_blocks_and_empty_ones() -> None:
    assert in_blocks([], load_weights()) == ()
    assert in_blocks([[], []], load_weights()) == ()


# -- from coded articles ---------------------------------------------------------------------


def read(block: Sequence[CodedArticle]) -> Iterable[ArticleRead]:
    return map(of_coded, block)


@cache
def coded_cases(coder: api.Coder, many: int | None) -> tuple[CodedArticle, ...]:
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()[:many]]
    given = [
        api.make_article(
            row["text"], title=row["title"], published=row["published"], source=row["outlet"]
        )
        for row in rows
    ]
    return tuple(coder.code_many(given))


def from_a_store(coded: Sequence[CodedArticle], place: Path) -> list[Incident]:
    """What adding the same articles to a fresh store leaves in it."""
    with open_store(place) as store:
        adder = Adder(store, log=print, now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
        for one in coded:
            adder.keep_one(one.article)
        run = store.open_run(coded[0].run)
        for one in coded:
            store.save_coded(run, one)
        Merger(store, run).update()
        page = store.incidents(limit=10_000)
        return sorted(page.items, key=lambda incident: incident.id)


@pytest.fixture(scope="module")
def some(coder: api.Coder) -> tuple[CodedArticle, ...]:
    return coded_cases(coder, 48)


def incidents(coded: Sequence[CodedArticle], sizes: Iterable[int], folder: Path) -> list[Incident]:
    folder.mkdir()
    return list(BlockedMerge(Work(folder)).incidents(cut(coded, sizes), read))


def test_the_incidents_are_those_of_a_fresh_store(
    some: tuple[CodedArticle, ...], tmp_path: Path
) -> None:
    expected = from_a_store(some, tmp_path / "store.sqlite")
    assert any(len(incident.reports) > 1 for incident in expected)
    assert incidents(some, (5, 0, 20), tmp_path / "one") == expected
    assert incidents(some, (), tmp_path / "two") == expected


def test_an_article_of_two_blocks_counts_once(
    some: tuple[CodedArticle, ...], tmp_path: Path
) -> None:
    expected = incidents(some, (), tmp_path / "one")
    assert incidents((*some, *some[10:20]), (30, 20), tmp_path / "two") == expected


def test_blocks_of_two_runs_are_refused(some: tuple[CodedArticle, ...], tmp_path: Path) -> None:
    other = replace(some[3], run=replace(some[3].run, codebook="another"))
    with pytest.raises(InputError, match=r"^block 2: coded by another run than block 1 "):
        incidents((*some[:3], other), (3,), tmp_path / "work")


def test_half_of_a_surrogate_pair_is_one_line(
    some: tuple[CodedArticle, ...], tmp_path: Path
) -> None:
    spoilt = replace(some[0], article=replace(some[0].article, title="half \ud800"))
    with pytest.raises(InputError, match="half of a surrogate pair"):
        incidents([spoilt], (), tmp_path / "work")


def test_a_folder_that_is_not_there_is_one_line(some: tuple[CodedArticle, ...]) -> None:
    with pytest.raises(InputError, match=r"^/nowhere: the merge cannot use this folder: "):
        list(BlockedMerge(Work(Path("/nowhere"))).incidents([some], read))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.permutations(range(18)))
def test_copies_are_found_in_whatever_order(
    some: tuple[CodedArticle, ...], order: list[int]
) -> None:
    """Edited and cut copies of some texts, on the same day or later, in any order."""
    made = []
    for number, one in enumerate(some[:6]):
        words = one.article.text.split()
        texts = (words, [*words[:20], "indeed", *words[20:]], words[: len(words) // 2])
        for copy, text in enumerate(texts):
            published = one.article.published
            article = replace(
                one.article, hash=f"{7 * number + copy:016x}", text=" ".join(text),
                published=published and published.replace(day=1 + (number + copy // 2) % 3),
            )  # fmt: skip
            made.append(replace(one, article=article, reports=()))
    made = [made[place] for place in order]
    expected = {one.article.hash: one.article.copy_of for one in with_copies(made)}
    with TemporaryDirectory() as folder:
        work = Work(Path(folder))
        list(BlockedMerge(work).incidents(cut(made, (4, 7)), read))
        found = load_originals(work)
    assert found == {hash: original for hash, original in expected.items() if original}
    assert len(found) >= 6


@pytest.mark.slow
def test_all_cases_merge_the_same_in_one_go_in_blocks_and_in_processes(
    full_coder: api.Coder, tmp_path: Path
) -> None:
    coded = coded_cases(full_coder, None)
    expected = from_a_store(coded, tmp_path / "store.sqlite")
    assert incidents(coded, [37] * 11, tmp_path / "blocks") == expected
    folder = tmp_path / "processes"
    folder.mkdir()
    with in_processes(2) as run_all:
        merge = BlockedMerge(Work(folder), run_all)
        assert list(merge.incidents(cut(coded, [100] * 4), read)) == expected
