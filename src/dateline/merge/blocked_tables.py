"""All blocks taken together: every article and every main report gets a number, in time order.

The tables lie in the work folder, where each step looks at what it needs of them; the process that
drives keeps what `Tables` has. An article that several blocks have counts once, where it comes
first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from .blocked_reading import COPIES, MAINS, SHEETS, STORIES, BlockIndex, MainIndex
from .blocked_work import Work
from .copies import Printed
from .pairs import day_number, numbered

_LEFT_OUT = -1


@dataclass(frozen=True, slots=True)
class Tables:
    """What the process that drives keeps while a merge by blocks goes on."""

    blocks: int
    printed: tuple[Printed, ...]
    """The articles by their numbers; their ``order`` is that of the blocks."""
    keys: tuple[str, ...]
    """The keys of the main reports by their numbers."""


def make_tables(work: Work, blocks: Sequence[BlockIndex]) -> Tables:
    """Number what the blocks have, and keep the tables.

    They are: ``sheets.at`` (block, begin and end of the sheet), ``articles.day``,
    ``articles.telling``, ``stories.rank`` (place by hash); ``mains.article``, ``mains.place``,
    ``mains.kind``, ``mains.published``, ``mains.when``, ``mains.week``, ``mains.rank`` (place by
    key); and for each join and block the numbers of what its keys speak of.
    """
    firsts = _firsts(blocks)
    found = [(blocks[b].printed[p], b, p) for b, p in firsts]
    found.sort(key=lambda one: (day_number(one[0].published), one[0].hash))
    number_of = {(block, place): number for number, (_, block, place) in enumerate(found)}
    printed = tuple(replace(one, order=firsts[block, place]) for one, block, place in found)
    at = [(b, *blocks[b].sheets[p : p + 2].tolist()) for _, b, p in found]
    work.save(f"{SHEETS}.at", np.array(at, np.int64).reshape(-1, 3))
    work.save("articles.day", _numbers(day_number(one.published) for one in printed))
    work.save("stories.rank", ranks([one.hash for one in printed]))
    work.save("articles.telling", np.array([blocks[b].telling[p] for _, b, p in found], np.bool_))
    mains = _mains(blocks, number_of)
    _save_mains(work, mains)
    _save_places(work, blocks, number_of, mains)
    return Tables(len(blocks), printed, tuple(main.key for _, main, _ in mains))


def _firsts(blocks: Sequence[BlockIndex]) -> Mapping[tuple[int, int], int]:
    """Block and place of every article where it comes first -> its place among all."""
    seen: dict[str, tuple[int, int]] = {}
    for number, block in enumerate(blocks):
        for place, one in enumerate(block.printed):
            seen.setdefault(one.hash, (number, place))
    return {at: order for order, at in enumerate(seen.values())}


_Main = tuple[int, MainIndex, tuple[int, int]]
"""The number of its article, what is known of it, its block and place in that."""


def _mains(blocks: Sequence[BlockIndex], number_of: Mapping[tuple[int, int], int]) -> list[_Main]:
    """The main reports by article, those of one article in order of their keys."""
    found = [
        (number_of[number, main.article], main, (number, place))
        for number, block in enumerate(blocks)
        for place, main in enumerate(block.mains)
        if (number, main.article) in number_of
    ]
    return sorted(found, key=lambda one: (one[0], one[1].key))


def _save_mains(work: Work, mains: Sequence[_Main]) -> None:
    work.save("mains.article", _numbers(article for article, _, _ in mains))
    work.save("mains.place", _numbers(main.place for _, main, _ in mains))
    work.save("mains.kind", _numbers(main.kind for _, main, _ in mains))
    work.save("mains.published", _numbers(main.published for _, main, _ in mains))
    work.save("mains.when", numbered(main.when for _, main, _ in mains))
    work.save("mains.week", _numbers(main.week for _, main, _ in mains))
    work.save("mains.rank", ranks([main.key for _, main, _ in mains]))


def _save_places(
    work: Work,
    blocks: Sequence[BlockIndex],
    number_of: Mapping[tuple[int, int], int],
    mains: Sequence[_Main],
) -> None:
    main_number = {at: number for number, (_, _, at) in enumerate(mains)}
    for number, block in enumerate(blocks):
        articles = _numbers(
            number_of.get((number, place), _LEFT_OUT) for place in range(len(block.printed))
        )
        work.save(f"{STORIES}-numbers-{number}", articles)
        work.save(f"{COPIES}-numbers-{number}", articles)
        own = (main_number.get((number, place), _LEFT_OUT) for place in range(len(block.mains)))
        work.save(f"{MAINS}-numbers-{number}", _numbers(own))


def ranks(texts: Sequence[str]) -> npt.NDArray[np.int32]:
    """The place of each text among all of them in order."""
    found = np.empty(len(texts), np.int32)
    found[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts), dtype=np.int32)
    return found


def _numbers(values: Iterable[int]) -> npt.NDArray[np.int32]:
    return np.fromiter(values, np.int32)
