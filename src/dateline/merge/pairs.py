"""Which pairs of reports are worth comparing: those close in time that share a place or words.

Every report gets some keys, and a week; only reports that share a key in the same week, or in weeks
next to each other, are compared, so that the work grows about as the number of reports does. A key
that too many reports share in a week says nothing there and is not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from ..records.entity import EventDate
from .blocking import NO_WEEK, Mask, Numbers, PairFinder, by_key, pairs_in
from .main_report import kind_of
from .tellings import Telling
from .words import rarity

DAYS_APART = 21
"""Reports published further apart tell one event only where both date it alike."""
CROWDED = 400
"""More reports than this under one key in a week are not compared because of it."""
_RARE = 5.0
_RARE_NAME = 4.0
_WORDS = 12
_GRID = 1.0
"""Degrees of latitude and longitude of a cell of the map."""
_LONGEST_DAYS = 8
_NONE = -1


def pairs(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of reports of different articles, each once, in order."""
    finder = PairFinder(CROWDED, Comparable.of(tellings).worth)
    weeks = [week_of(telling) for telling in tellings]
    for numbers in by_key(map(keys_of, tellings)).values():
        finder.add_weekly(numbers, [weeks[number] for number in numbers])
    yield from pairs_in(finder.codes())


@dataclass(frozen=True, slots=True)
class Comparable:
    """What decides whether two reports can tell one event at all, a number for each report.

    ``article`` is the number of its article, ``kind`` its `kind_of`, ``published`` the day of its
    publication and ``when`` the number of the date that it gives the act; -1 where there is none.
    """

    article: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int32]
    published: npt.NDArray[np.int32]
    when: npt.NDArray[np.int32]

    @classmethod
    def of(cls, tellings: Sequence[Telling]) -> Comparable:
        """Of reports in one list."""
        return cls(
            numbered(telling.setting.article for telling in tellings),
            np.array([kind_number(telling) for telling in tellings], np.int32),
            np.array([day_number(telling.setting.published) for telling in tellings], np.int32),
            numbered(telling.when for telling in tellings),
        )

    def worth(self, first: Numbers, second: Numbers) -> Mask:
        """Whether two reports are compared: an attack is not the arrest for it."""
        days, other_days = self.published[first], self.published[second]
        near = (days == _NONE) | (other_days == _NONE) | (abs(days - other_days) <= DAYS_APART)
        when = self.when[first]
        near |= (when != _NONE) & (when == self.when[second])
        alike = self.kind[first] == self.kind[second]
        found: Mask = alike & near & (self.article[first] != self.article[second])
        return found


def numbered(values: Iterable[str | EventDate | None]) -> npt.NDArray[np.int32]:
    """A number for each value, the same for equal ones; -1 for None."""
    known: dict[object, int] = {None: _NONE}
    return np.array([known.setdefault(value, len(known) - 1) for value in values], np.int32)


def kind_number(telling: Telling) -> int:
    """The kind of the act (`kind_of`); -1 for a family of no kind."""
    kind = kind_of(telling.family)
    return _NONE if kind is None else kind


def day_number(day: date | None) -> int:
    """A day as the number of days since the year 1; -1 for None."""
    return _NONE if day is None else day.toordinal()


def keys_of(telling: Telling) -> frozenset[str]:
    """Cells of the map, the heaviest words, and the names of title and lead."""
    heavy = sorted(telling.setting.text.items(), key=lambda item: (-item[1], item[0]))
    rare = [word for word, _ in heavy if rarity(word) >= _RARE][:_WORDS]
    names = (name for name in telling.setting.opening.names if rarity(name) >= _RARE_NAME)
    return frozenset((*rare, *names, *_cells(telling)))


def week_of(telling: Telling) -> int:
    """The week in which the act is dated or, without a day, was published; else `NO_WEEK`."""
    published = telling.setting.published
    when = telling.when
    short = when is not None and (when.end - when.start).days < _LONGEST_DAYS
    day = when.start if when is not None and short else published
    return NO_WEEK if day is None else (day.toordinal() - 1) // 7


def _cells(telling: Telling) -> Iterator[str]:
    """The cells around the place of the act, else around the town that the article is about."""
    places = [telling.place, telling.setting.town, *telling.setting.towns[:1]]
    point = next((p for p in places if p is not None and p.lat is not None), None)
    if point is None or point.lat is None or point.lon is None:
        return
    row, column = int(point.lat // _GRID), int(point.lon // _GRID)
    for up in (-1, 0, 1):
        for right in (-1, 0, 1):
            yield f"{row + up}/{column + right}"
