"""The days of an event: which days its words name, as against a stretch that it lies somewhere in.

"Friday and Saturday" and "from Monday to Wednesday" name days; "early May", "last week", "the
weekend", "since January" say within what. A record has an interval for both, and how it came about.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..records.entity import EventDate

_LIST = "all of: "
_ITEM = re.compile(r"(?:^all of: |; )(\d{4}-\d{2}-\d{2}) \(")
_ENDS = re.compile(r"^from (\d{4}-\d{2}-\d{2}) \(.*\) to (\d{4}-\d{2}-\d{2}) \(")
_MONTH = 31


def days_named(when: EventDate) -> tuple[date, ...]:
    """The days that the words name one by one; none where they only say within what it was.

    How a date came about tells lists and stretches from windows (docs/dates.md). A range that a
    person typed says nothing of it: it is a window.
    """
    if when.start == when.end:
        return (when.start,)
    if when.precision != "range" or length(when) > _MONTH:
        return ()
    if when.derivation.startswith(_LIST):
        listed = [date.fromisoformat(day) for day in _ITEM.findall(when.derivation)]
        ends = (min(listed, default=None), max(listed, default=None))
        return tuple(sorted(set(listed))) if ends == (when.start, when.end) else ()
    ends_named = _ENDS.match(when.derivation)
    if ends_named is None or ends_named[2] != when.end.isoformat():
        return ()
    return tuple(when.start + timedelta(day) for day in range(length(when)))


def length(when: EventDate) -> int:
    """How many days it may lie in."""
    return (when.end - when.start).days + 1


def middle(when: EventDate) -> date:
    """The day in the middle; of an even number of days the last of the first half."""
    return when.start + timedelta((length(when) - 1) // 2)
