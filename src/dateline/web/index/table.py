"""A row of columns as the record that the table shows."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from .answers import Named, TableRow
from .columns import ACTOR, OPEN_ENDED, TARGET, Words
from .derived import Derived


def table_row(derived: Derived, row: int, review: str) -> TableRow:
    """All that the columns have of one row."""
    columns = derived.columns

    def word(column: Words) -> str | None:
        found: str | None = column.values[column.codes[row]]
        return found

    start, end = columns.actors.starts[row : row + 2]
    actors = [derived.actors[code] for code in columns.actors.codes[start:end]]
    roles = columns.roles.of(row)
    high = int(columns.killed_high[row])
    return TableRow(
        id=columns.ids[row],
        event_type=word(columns.event_type),
        plover=word(columns.plover),
        acled_type=word(columns.acled_type),
        acled_sub=word(columns.acled_sub),
        country=word(columns.country),
        admin1=word(columns.admin1),
        place_name=word(columns.place_name),
        lat=_degrees(columns.lat[row]),
        lon=_degrees(columns.lon[row]),
        region_only=bool(columns.region_only[row]),
        first_day=_day(columns.first_day[row]),
        last_day=_day(columns.last_day[row]),
        first_published=_day(columns.first_published[row]),
        last_published=_day(columns.last_published[row]),
        killed_low=int(columns.killed_low[row]),
        killed_high=None if high == OPEN_ENDED else high,
        sources=int(columns.sources[row]),
        revision=int(columns.revision[row]),
        actors=_in_role(actors, roles, ACTOR),
        targets=_in_role(actors, roles, TARGET),
        outlets=tuple(derived.outlets[code] for code in _codes(columns.outlets, row)),
        factualities=columns.factualities.of(row),
        flags=columns.flags.of(row),
        review=review,
    )


def _in_role(actors: list[Named], roles: tuple[int, ...], role: int) -> tuple[Named, ...]:
    return tuple(one for one, bits in zip(actors, roles, strict=True) if bits & role)


def _codes(lists: Any, row: int) -> list[int]:
    found: list[int] = lists.codes[lists.starts[row] : lists.starts[row + 1]].tolist()
    return found


def _day(number: int) -> date | None:
    return date.fromordinal(int(number)) if number else None


def _degrees(number: float) -> float | None:
    return None if math.isnan(number) else float(number)
