"""The three joins of a merge by blocks: main reports, articles of one story, and copies."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

import numpy as np

from .blocked_joining import STRETCH, Join, Score
from .blocked_reading import COPIES, MAINS, SHEETS, STORIES
from .blocked_sheets import RunSheet, Sheet, TextSheet
from .blocked_work import RecordReader, Work
from .blocking import Mask, Numbers, Worth
from .copies import DAYS, SAME, Runs
from .copies import shared as runs_shared
from .engine import LEAST
from .likeness import Weights, likeness
from .pairs import CROWDED, Comparable
from .stories import CROWDED as STORIES_CROWDED
from .stories import LEAST as STORIES_LEAST
from .stories import alike

_SHEETS_AT_ONCE, _TEXTS_AT_ONCE = 2_000, 16_000
"""So many articles are in memory, beside those of the stretch, while its pairs are scored."""
_NONE = -1


def copies_join() -> Join:
    """Articles that share most of their runs of words, published near each other."""
    return Join(COPIES, None, False, _in_time, _TEXTS_AT_ONCE, _runs_shared, SAME)


def stories_join() -> Join:
    """Articles alike in their rare words."""
    return Join(STORIES, STORIES_CROWDED, False, None, _TEXTS_AT_ONCE, _texts_alike, STORIES_LEAST)


def mains_join(weights: Weights) -> Join:
    """Main reports that may tell one event."""
    scorer = partial(_mains_alike, weights=weights)
    return Join(MAINS, CROWDED, True, _comparable, _SHEETS_AT_ONCE, scorer, LEAST)


# -- copies --------------------------------------------------------------------------------


def _in_time(work: Work) -> Worth:
    days = work.load("articles.day", mapped=False)

    def worth(first: Numbers, second: Numbers) -> Mask:
        one, other = days[first], days[second]
        found: Mask = (one == _NONE) | (other == _NONE) | (abs(one - other) <= DAYS)
        return found

    return worth


def _runs_shared(work: Work) -> Score:
    kept = _TEXTS_AT_ONCE + STRETCH
    runs = RecordReader(work, SHEETS, RunSheet, _runs, kept=kept)
    return lambda one, other: runs_shared(runs[one], runs[other])


def _runs(sheet: RunSheet) -> Runs:
    return np.frombuffer(sheet.runs, np.uint64)


# -- stories -------------------------------------------------------------------------------


def _texts_alike(work: Work) -> Score:
    kept = _TEXTS_AT_ONCE + STRETCH
    texts = RecordReader(work, SHEETS, TextSheet, attrgetter("setting"), kept=kept)
    return lambda one, other: alike(texts[one], texts[other])


# -- main reports --------------------------------------------------------------------------


def _comparable(work: Work) -> Worth:
    columns = ("article", "kind", "published", "when")
    return Comparable(*(work.load(f"mains.{name}", mapped=False) for name in columns)).worth


def _mains_alike(work: Work, *, weights: Weights) -> Score:
    kept = _SHEETS_AT_ONCE + STRETCH
    tellings = RecordReader(work, SHEETS, Sheet, Sheet.whole, kept=kept)
    article = work.load("mains.article", mapped=False).tolist()
    place = work.load("mains.place", mapped=False).tolist()
    rank = work.load("mains.rank", mapped=False).tolist()
    original = work.load("articles.original", mapped=False).tolist()

    def score(one: int, other: int) -> float:
        first, second = article[one], article[other]
        if original[first] == original[second]:
            return 1.0
        told, other_told = tellings[first][place[one]], tellings[second][place[other]]
        if rank[one] > rank[other]:
            return likeness(other_told, told, weights)
        return likeness(told, other_told, weights)

    return score
