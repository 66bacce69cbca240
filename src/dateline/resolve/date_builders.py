"""The table of builders: every rule of ``lang/en/dates.toml`` and what makes its expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import date_builders_amounts as amounts
from . import date_builders_anaphors as anaphors
from . import date_builders_calendar as calendar
from . import date_builders_numeric as numeric
from . import date_builders_relative as relative
from . import date_builders_spans as spans
from . import date_builders_weekdays as weekdays
from .date_expressions import Expression
from .date_match import Found

Builder = Callable[[Found], Expression | None]

BUILDERS: Mapping[str, Builder] = {
    "iso": numeric.build_iso,
    "slash": numeric.build_slash,
    "compact": numeric.build_compact,
    "spaced": numeric.build_spaced,
    "iso_week": numeric.build_iso_week,
    "pair": numeric.build_pair,
    "month_number": numeric.build_month_number,
    "other_day_of_month": numeric.build_foreign,
    "year_share": numeric.build_year_share,
    "week_number": numeric.build_week_number,
    "named_day": calendar.build_named_day,
    "days": calendar.build_days,
    "day_of_month": calendar.build_day_of_month,
    "month": calendar.build_month,
    "year": calendar.build_year,
    "decade": calendar.build_decade,
    "century": calendar.build_century,
    "turn_of_century": calendar.build_turn_of_century,
    "midseason": calendar.build_midseason,
    "season": calendar.build_season,
    "feast": calendar.build_feast,
    "weekdays_ago": weekdays.build_weekdays_ago,
    "weekday": weekdays.build_weekday,
    "dayword": weekdays.build_dayword,
    "overnight": weekdays.build_overnight,
    "dated_weekday": relative.build_dated_weekday,
    "of_week_then": anaphors.build_of_week_then,
    "week_later": relative.build_week_later,
    "in_month": relative.build_in_month,
    "days_in_month": relative.build_days_in_month,
    "of_week": relative.build_of_week,
    "in_year": relative.build_in_year,
    "turned": relative.build_turned,
    "amount": amounts.build_amount,
    "amount_half": amounts.build_amount_half,
    "amount_quarter": amounts.build_amount_quarter,
    "weekend_far": relative.build_weekend_far,
    "season_far": relative.build_season_far,
    "amount_sum": amounts.build_amount_sum,
    "unit_rest": relative.build_unit_rest,
    "unit_over": relative.build_unit_over,
    "other_day": relative.build_other_day,
    "held_for": relative.build_held_for,
    "unit_to_date": relative.build_unit_to_date,
    "unit_all": relative.build_unit_all,
    "anaphor_weekday": anaphors.build_anaphor_weekday,
    "anaphor_on": anaphors.build_anaphor_on,
    "unit": relative.build_unit,
    "unit_far": relative.build_unit_far,
    "unit_part": relative.build_unit_part,
    "unit_share": relative.build_unit_share,
    "weekend": relative.build_weekend,
    "window": relative.build_window,
    "anaphor_window": anaphors.build_anaphor_window,
    "ago": relative.build_ago,
    "ahead": relative.build_ahead,
    "vague_ago": relative.build_vague_ago,
    "run": relative.build_run,
    "recurring": weekdays.build_recurring,
    "clock": relative.build_clock,
    "anaphor": anaphors.build_anaphor,
    "anaphor_shift": anaphors.build_anaphor_shift,
    "lasting": spans.build_lasting,
    "feast_weekend": spans.build_feast_weekend,
    "unit_edge": spans.build_unit_edge,
    "past_midnight": spans.build_past_midnight,
    "through_night": spans.build_through_night,
    "from_now": spans.build_from_now,
    "beside_day": spans.build_beside_day,
    "part": spans.build_part,
    "timed": spans.build_timed,
    "edge": spans.build_edge,
    "edge_unit": spans.build_edge_unit,
    "nth": spans.build_nth,
    "shift": spans.build_shift,
    "weekday_beside": spans.build_weekday_beside,
    "ago_weekday": spans.build_ago_weekday,
    "weekday_on": spans.build_weekday_on,
    "week_of": spans.build_week_of,
    "week_commencing": spans.build_week_commencing,
    "night_of": spans.build_night_of,
    "between": spans.build_between,
    "several": spans.build_several,
    "since": spans.build_since,
    "until": spans.build_until,
    "bound": spans.build_bound,
}
"""A builder returns None where the words are no date after all."""
