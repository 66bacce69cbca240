"""From what a phrase says to the days it means, given publication, tense and anchor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dateline.records.coded import Reason

from . import date_readings_calendar as calendar
from . import date_readings_parts as parts
from . import date_readings_relative as relative
from . import date_readings_spans as spans
from . import date_readings_turned as turned
from .date_context import Context, Read, Reading, Unresolvable
from .date_expressions import (
    Ago,
    Amount,
    Anaphor,
    Beside,
    Between,
    Bound,
    Clock,
    Days,
    DayWord,
    Edge,
    Expression,
    Feast,
    FeastWeekend,
    Fixed,
    ForeignDay,
    InYear,
    Lasting,
    Month,
    NightOf,
    Nth,
    OfWeek,
    OnWeekday,
    Overnight,
    Part,
    Recurring,
    Run,
    Season,
    Several,
    Shift,
    Since,
    Turned,
    Unit,
    Until,
    Weekday,
    Weekend,
    WeekLater,
    WeekNumber,
    WeekOf,
    Window,
    Year,
    YearShare,
)


def read(expression: Expression, context: Context) -> Reading:
    """The days that ``expression`` means.

    Raises:
        Unresolvable: where it means none, or what it is counted from is not known.
        ValueError: for a day that does not exist ("31 June").
    """
    kind = type(expression)
    if kind in SPAN_READERS:
        return SPAN_READERS[kind](expression, context, read)
    return READERS[kind](expression, context)


def _no_day(expression: Expression, context: Context) -> Reading:
    raise Unresolvable(Reason.NOT_STATED if isinstance(expression, Clock) else Reason.UNRESOLVED)


READERS: Mapping[type, Callable[[Any, Context], Reading]] = {
    Days: calendar.read_days,
    Fixed: calendar.read_fixed,
    Month: calendar.read_month,
    Year: calendar.read_year,
    YearShare: calendar.read_year_share,
    WeekNumber: calendar.read_week_number,
    ForeignDay: calendar.read_foreign,
    FeastWeekend: calendar.read_feast_weekend,
    WeekLater: turned.read_week_later,
    Season: calendar.read_season,
    Feast: calendar.read_feast,
    Weekday: turned.read_weekday,
    Turned: turned.read_turned,
    DayWord: relative.read_dayword,
    Overnight: relative.read_overnight,
    Weekend: relative.read_weekend,
    OfWeek: relative.read_of_week,
    Unit: relative.read_unit,
    Window: relative.read_window,
    Ago: relative.read_ago,
    Anaphor: relative.read_anaphor,
    Run: relative.read_run,
    Recurring: _no_day,
    Clock: _no_day,
    Amount: _no_day,
}
"""What reads each plain expression."""

SPAN_READERS: Mapping[type, Callable[[Any, Context, Read], Reading]] = {
    NightOf: spans.read_night_of,
    Part: parts.read_part,
    Edge: parts.read_edge,
    InYear: spans.read_in_year,
    Nth: parts.read_nth,
    OnWeekday: spans.read_on_weekday,
    Shift: spans.read_shift,
    Beside: spans.read_beside,
    WeekOf: spans.read_week_of,
    Between: spans.read_between,
    Several: spans.read_several,
    Lasting: spans.read_lasting,
    Since: spans.read_since,
    Until: spans.read_until,
    Bound: spans.read_bound,
}
"""What reads each expression that has others inside."""
