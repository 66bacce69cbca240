"""The other reports put beside the main ones: article by article, in what is told together.

Articles of one story, or of which main reports tell one event, are connected, and nothing reaches
beyond what is connected (`engine.with_beside`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat

import msgspec
import numpy as np

from .blocked_closing import bundled
from .blocked_joining import Forest
from .blocked_reading import SHEETS
from .blocked_sheets import TellingSheet
from .blocked_work import Offsets, RecordReader, Work
from .engine import Group, with_beside

GROUPS = "groups"
_ARTICLES_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class ToldAt:
    """A report of a group: where the report itself stands, and the number of its article."""

    key: str
    article: int
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GroupFile:
    """The groups of a bundle, in a file: the first key of each and where it stands."""

    number: int
    firsts: tuple[str, ...]
    offsets: Offsets


def connect_articles(work: Work) -> int:
    """Find which articles are connected, and in which bundle they are; how many there are.

    Reads ``stories.cluster`` and ``mains.cluster``; keeps ``articles.bundle`` (-1 for an article
    that tells nothing).
    """
    story = work.load("stories.cluster", mapped=False)
    article = work.load("mains.article", mapped=False)
    event = work.load("mains.cluster", mapped=False)
    telling = work.load("articles.telling", mapped=False)
    forest = Forest(enumerate(story.tolist()))
    for own, first in zip(article.tolist(), article[event].tolist(), strict=True):
        forest.join(own, first)
    part = forest.roots(len(story))
    bundle = np.full(len(part), -1, np.int32)
    tellers = np.flatnonzero(telling)
    _, dense = np.unique(part[tellers], return_inverse=True)
    found, bundles = bundled(dense.astype(np.int32), at_once=_ARTICLES_AT_ONCE, alone=True)
    bundle[tellers] = found
    work.save("articles.bundle", bundle)
    return bundles


def put_beside(bundle: int, *, work: Work) -> GroupFile:
    """The groups of a bundle of articles, written as lists of `ToldAt` in order of their keys."""
    at = work.load(f"{SHEETS}.at")
    reader = RecordReader(work, SHEETS, TellingSheet, _as_is, kept=1)
    articles = np.flatnonzero(work.load("articles.bundle") == bundle).tolist()
    sheets = {article: reader[article] for article in articles}
    where = {
        telling.key: ToldAt(telling.key, article, int(at[article][0]), *span)
        for article, sheet in sheets.items()
        for telling, span in zip(sheet.tellings, sheet.told or repeat((0, 0)), strict=False)
    }
    groups = _grouped(sheets, work)
    records = (msgspec.msgpack.encode([where[key] for key in group]) for group in groups)
    offsets = work.write(f"{GROUPS}-{bundle}", records)
    return GroupFile(bundle, tuple(group[0] for group in groups), offsets)


def _as_is(sheet: TellingSheet) -> TellingSheet:
    return sheet


def _grouped(sheets: Mapping[int, TellingSheet], work: Work) -> list[Group]:
    """The groups of all reports of some articles."""
    story = work.load("stories.cluster")
    story_of = {
        sheet.tellings[0].setting.article: int(story[article]) for article, sheet in sheets.items()
    }
    ordered = sorted(
        (telling for sheet in sheets.values() for telling in sheet.tellings),
        key=lambda telling: telling.key,
    )
    mains = _main_groups(sheets, work)
    taken = {key for group in mains for key in group}
    beside = [telling for telling in ordered if telling.key not in taken]
    return sorted(with_beside(mains, beside, ordered, story_of))


def _main_groups(sheets: Mapping[int, TellingSheet], work: Work) -> list[Group]:
    """The groups of the main reports of some articles, in order of their first keys."""
    owner = work.load("mains.article")
    place = work.load("mains.place")
    cluster = work.load("mains.cluster")
    events: defaultdict[int, list[str]] = defaultdict(list)
    for article, sheet in sheets.items():
        first, last = np.searchsorted(owner, (article, article + 1)).tolist()
        for main in range(first, last):
            events[int(cluster[main])].append(sheet.tellings[place[main]].key)
    return sorted(tuple(sorted(keys)) for keys in events.values())
