"""The table of builders: every rule of ``lang/en/dates.toml`` and what makes its expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import date_builders_calendar as calendar
from . import date_builders_relative as relative
from . import date_builders_spans as spans
from .date_expressions import Expression
from .date_match import Found

Builder = Callable[[Found], Expression | None]

BUILDERS: Mapping[str, Builder] = {
    "iso": calendar.build_iso,
    "slash": calendar.build_slash,
    "named_day": calendar.build_named_day,
    "days": calendar.build_days,
    "day_of_month": calendar.build_day_of_month,
    "month": calendar.build_month,
    "year": calendar.build_year,
    "decade": calendar.build_decade,
    "century": calendar.build_century,
    "season": calendar.build_season,
    "feast": calendar.build_feast,
    "weekday": calendar.build_weekday,
    "dayword": calendar.build_dayword,
    "overnight": calendar.build_overnight,
    "dated_weekday": relative.build_dated_weekday,
    "of_week": relative.build_of_week,
    "in_year": relative.build_in_year,
    "turned": relative.build_turned,
    "amount": relative.build_amount,
    "unit": relative.build_unit,
    "unit_far": relative.build_unit_far,
    "unit_part": relative.build_unit_part,
    "unit_share": relative.build_unit_share,
    "weekend": relative.build_weekend,
    "window": relative.build_window,
    "anaphor_window": relative.build_anaphor_window,
    "ago": relative.build_ago,
    "ahead": relative.build_ahead,
    "vague_ago": relative.build_vague_ago,
    "run": relative.build_run,
    "recurring": calendar.build_recurring,
    "clock": relative.build_clock,
    "anaphor": relative.build_anaphor,
    "anaphor_shift": relative.build_anaphor_shift,
    "part": spans.build_part,
    "timed": spans.build_timed,
    "edge": spans.build_edge,
    "edge_unit": spans.build_edge_unit,
    "nth": spans.build_nth,
    "shift": spans.build_shift,
    "weekday_beside": spans.build_weekday_beside,
    "ago_weekday": spans.build_ago_weekday,
    "week_of": spans.build_week_of,
    "night_of": spans.build_night_of,
    "between": spans.build_between,
    "several": spans.build_several,
    "since": spans.build_since,
    "until": spans.build_until,
    "bound": spans.build_bound,
}
"""A builder returns None where the words are no date after all."""
