"""Merging by blocks: the very groups of `engine.merged`, never all of the reports in memory.

The steps stand here in their order; each is run block by block, part by part or bundle by bundle
by whoever runs the tasks (`blocked_tasks`), and hands on what it makes through a folder
(`blocked_work`). How it works, and what it takes: docs/merging_at_scale.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from ..errors import InputError
from ..records.decision import Judgement, Verdict
from ..records.event import CodingRun
from ..records.incident import Incident
from .blocked_beside import GroupFile, connect_articles, put_beside
from .blocked_closing import JUST_BELOW, Bundle, JudgedNumbers, close, connect, inner_edges
from .blocked_copies import keep_originals, originals
from .blocked_incidents import batches, in_order, keys_of_groups, make_incidents
from .blocked_joining import Join, find_pairs, score, stretches
from .blocked_joins import copies_join, mains_join, stories_join
from .blocked_reading import PARTS, Block, BlockIndex, Read, read_block
from .blocked_tables import Tables, make_tables
from .blocked_tasks import RunAll, one_by_one
from .blocked_work import Work
from .blocking import Numbers
from .copies import SAME
from .engine import Group
from .likeness import Weights, load_weights
from .stories import THRESHOLD

B = TypeVar("B")

_ARTICLES_A_TASK = 5_000
"""The keys of so many articles are looked through in one task."""
_EDGE_FILES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class BlockedMerge:
    """Merges blocks of articles through a folder that is empty at first.

    ``run_all`` runs the tasks; ``weights`` are the shipped ones by default. ``judgements`` hold as
    they do in `engine.merged`.
    """

    work: Work
    run_all: RunAll = one_by_one
    weights: Weights | None = None
    judgements: tuple[Judgement, ...] = ()

    def incidents(self, blocks: Iterable[B], read: Read[B]) -> Iterator[Incident]:
        """The incidents of the articles that ``read`` gives for each block, in order of their ids.

        They are those that `dateline add` makes of the same articles in a fresh store. Raises
        `InputError` where the blocks were coded by different runs.
        """
        groups = in_order(self._merged(blocks, read))
        make = partial(make_incidents, work=self.work)
        for made in self.run_all(make, batches(groups)):
            yield from made

    def groups(self, blocks: Iterable[B], read: Read[B]) -> tuple[Group, ...]:
        """The keys of the reports, event by event, as `engine.merged` gives them."""
        return keys_of_groups(self._merged(blocks, read), work=self.work)

    def _merged(self, blocks: Iterable[B], read: Read[B]) -> list[GroupFile]:
        tables = self._read(blocks, read)
        self._mark_copies(tables)
        self._cluster(stories_join(), tables, len(tables.printed), THRESHOLD, {})
        weights = self.weights or load_weights()
        judged = self._judged(tables)
        self._cluster(mains_join(weights), tables, len(tables.keys), weights.threshold, judged)
        bundles = connect_articles(self.work)
        return list(self.run_all(partial(put_beside, work=self.work), range(bundles)))

    # -- read ------------------------------------------------------------------------------

    def _read(self, blocks: Iterable[B], read: Read[B]) -> Tables:
        asked = frozenset(key for one in self.judgements for key in one.pair)
        listed = list(blocks)
        numbered = (Block(number, block) for number, block in enumerate(listed))
        step = partial(read_block, work=self.work, read=read, asked=asked)
        found = list(self.run_all(step, numbered))
        _check_runs(found, [Block(number, block).name for number, block in enumerate(listed)])
        return make_tables(self.work, found)

    def _judged(self, tables: Tables) -> JudgedNumbers:
        """The last judgement on each pair of reports that are there."""
        asked = {key for one in self.judgements for key in one.pair}
        number = {key: place for place, key in enumerate(tables.keys) if key in asked}
        return {
            (min(pair), max(pair)): one.verdict
            for one in self.judgements
            if all(key in number for key in one.pair)
            for pair in [(number[one.pair[0]], number[one.pair[1]])]
        }

    # -- compare ---------------------------------------------------------------------------

    def _mark_copies(self, tables: Tables) -> None:
        join = copies_join()
        files = sum(1 for _ in self._scored(join, tables, len(tables.printed), SAME))
        edges = (self.work.load(f"{join.name}-edges-{number}") for number in range(files))
        keep_originals(self.work, tables.printed, originals(tables.printed, edges))

    def _scored(self, join: Join, tables: Tables, count: int, strong: float) -> Iterator[Numbers]:
        """Find and score the pairs of a join; for each file of them what connects the strong."""
        find = partial(find_pairs, work=self.work, join=join, blocks=tables.blocks, count=count)
        at_once = max(1, min(PARTS // 4, PARTS * _ARTICLES_A_TASK // max(1, len(tables.printed))))
        files = list(self.run_all(find, _some(range(PARTS), at_once)))
        step = partial(score, work=self.work, join=join, strong=strong)
        return self.run_all(step, stretches(files))

    def _cluster(
        self, join: Join, tables: Tables, count: int, threshold: float, judged: JudgedNumbers
    ) -> None:
        """Cluster what a join compares; keeps ``NAME.cluster``, the cluster of every number."""
        strong = list(self._scored(join, tables, count, threshold - JUST_BELOW))
        bundles = connect(self.work, join.name, count, strong, judged)
        inner = partial(inner_edges, work=self.work, name=join.name, bundles=bundles)
        files = list(self.run_all(inner, _some(range(len(strong)), _EDGE_FILES_AT_ONCE)))
        step = partial(close, work=self.work, name=join.name, files=files, threshold=threshold)
        cluster = np.arange(count, dtype=np.int32)
        for rows in self.run_all(step, self._bundles(join.name, bundles, judged)):
            cluster[rows[:, 0]] = rows[:, 1]
        self.work.save(f"{join.name}.cluster", cluster)

    def _bundles(self, name: str, count: int, judged: JudgedNumbers) -> list[Bundle]:
        """Each bundle with the judgements on pairs inside it."""
        bundle = self.work.load(f"{name}.bundle")
        part = self.work.load(f"{name}.part")
        own: list[list[tuple[int, int, Verdict]]] = [[] for _ in range(count)]
        for (one, other), verdict in judged.items():
            if part[one] == part[other] and bundle[one] >= 0:
                own[bundle[one]].append((one, other, verdict))
        return [Bundle(number, tuple(found)) for number, found in enumerate(own)]


def _some(numbers: Sequence[int], at_once: int) -> Iterator[Sequence[int]]:
    return (numbers[start : start + at_once] for start in range(0, len(numbers), at_once))


def _check_runs(blocks: Sequence[BlockIndex], names: Sequence[str]) -> None:
    """One merge is of one run, as it is in a store."""
    runs: dict[CodingRun, int] = {}
    for number, block in enumerate(blocks):
        for run in block.runs:
            runs.setdefault(run, number)
    if len(runs) > 1:
        first, second = sorted(runs.values())[:2]
        raise InputError(
            f"{names[second]}: coded by another run than {names[first]} (another version, model, "
            "codebook, gazetteer or setting): merge them apart, or code them anew"
        )
