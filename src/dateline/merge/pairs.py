"""Which pairs of reports are worth comparing: those close in time that share a place or words.

Every report gets some keys; only reports that share one are compared, so that the work grows about
as the number of reports does. A key that too many reports share says nothing and is not used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from .main_report import kind_of
from .tellings import Telling
from .words import rarity

DAYS_APART = 21
"""Reports published further apart tell one event only where both date it alike."""
_CROWDED = 400
"""More reports than this under one key are not compared because of it."""
_RARE = 5.0
_RARE_NAME = 4.0
_WORDS = 12
_GRID = 1.0
"""Degrees of latitude and longitude of a cell of the map."""


def pairs(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of reports of different articles, each once, in order."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for key in sorted(set(_keys(telling))):
            blocks[key].append(number)
    found: set[tuple[int, int]] = set()
    for _, numbers in sorted(blocks.items()):
        if len(numbers) > _CROWDED:
            continue
        for place, one in enumerate(numbers):
            for other in numbers[place + 1 :]:
                if _comparable(tellings[one], tellings[other]):
                    found.add((one, other))
    yield from sorted(found)


def _comparable(a: Telling, b: Telling) -> bool:
    """Whether two reports can tell one event at all: an attack is not the arrest for it."""
    if a.setting.article == b.setting.article or kind_of(a.family) != kind_of(b.family):
        return False
    first, second = a.setting.published, b.setting.published
    if first is None or second is None or abs((first - second).days) <= DAYS_APART:
        return True
    return a.when is not None and b.when is not None and a.when == b.when


def _keys(telling: Telling) -> Iterator[str]:
    """Week by week: cells of the map, the heaviest words, and the names of title and lead."""
    weeks = _weeks(telling)
    heavy = sorted(telling.setting.text.items(), key=lambda item: (-item[1], item[0]))
    rare = [word for word, _ in heavy if rarity(word) >= _RARE][:_WORDS]
    opening = telling.setting.opening
    names = {name for name in opening.title | opening.lead if rarity(name) >= _RARE_NAME}
    rare = sorted({*rare, *names})
    for week in weeks:
        yield from (f"{week}:{word}" for word in rare)
        yield from (f"{week}:{cell}" for cell in _cells(telling))


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


def _weeks(telling: Telling) -> tuple[str, ...]:
    """The weeks, and those next to them, in which the act is dated or was published."""
    published = telling.setting.published
    when = telling.when
    day = when.start if when is not None and (when.end - when.start).days < 8 else published
    if day is None:
        return ("-",)
    return tuple(_week(day + timedelta(days=shift)) for shift in (-7, 0, 7))


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-{week:02}"
