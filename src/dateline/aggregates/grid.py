"""Every combination of period, place and type that there could be, so that none is left out as 0.

Values of one family stand in pairs that are really there: a unit with its own country, a sub-event
type with its own event type. Families are multiplied.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import polars as pl

from ..codebook import load_codebook, load_schemes
from ..errors import InputError
from ..store.words import fold
from . import units
from .dimensions import Family
from .facts import acled_types
from .periods import bounds, every_period
from .question import Question

_FAMILIES: tuple[Family, ...] = ("time", "place", "type", "factuality", "outlet", "actor", "target")
_MULTIPLIED: frozenset[Family] = frozenset({"actor", "target"})
"""Families whose dimensions are of different incidents' parts, and are multiplied too."""


class TooManyRows(InputError):
    """Rows of zeros would be more than the question allows."""


def grid(keys: pl.DataFrame, outlets: pl.Series, question: Question) -> pl.DataFrame | None:
    """All rows of a table but its remainder, by their keys; None where there is none.

    ``keys`` are the incidents with their values, ``outlets`` the folded names of those that have
    published anything. Raises `TooManyRows` where they would be more than the question allows.
    """
    parts = list(_parts(keys, outlets, question))
    many = prod(len(part) for part in parts)
    if many > question.most:
        sizes = " x ".join(f"{len(part):,}" for part in parts)
        raise TooManyRows(
            f"by: {many:,} rows with zeros ({sizes}), more than {question.most:,}; leave zero rows "
            "out, count by less, or choose a shorter period"
        )
    if not many:
        return None
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.join(part, how="cross")
    return whole.select(question.names())


def _parts(keys: pl.DataFrame, outlets: pl.Series, question: Question) -> Iterator[pl.DataFrame]:
    for family in _FAMILIES:
        names = question.names(family)
        if not names:
            continue
        if family == "time":
            yield _periods(keys, question)
        elif family in _MULTIPLIED:
            yield from (_seen(keys, (name,)) for name in names)
        else:
            more = _more(keys, outlets, question, family)
            seen = _seen(keys, names)
            yield seen if more is None else pl.concat([seen, more.select(names)]).unique()


def _seen(keys: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    words = [pl.col(name).cast(pl.String) if name != "quad_class" else name for name in names]
    return keys.select(names).unique().drop_nulls().select(words)


def _periods(keys: pl.DataFrame, question: Question) -> pl.DataFrame:
    """From the filter's days where it has them, else from those that are seen."""
    times, where = question.of("time"), question.where
    seen = bounds(keys, times)
    first = where.since or (seen[0] if seen else None)
    last = where.until or (seen[1] if seen else None)
    if first is None or last is None or first > last:
        return _seen(keys.clear(), question.names("time")).cast(pl.Date)
    return every_period(times, first, last)


def _more(
    keys: pl.DataFrame, outlets: pl.Series, question: Question, family: Family
) -> pl.DataFrame | None:
    """What is known beside what is seen, where that is asked for."""
    if family == "outlet":  # one that has published and told of nothing is the very thing to see
        return outlets.alias("outlet").to_frame()
    if family == "place" and question.places == "all":
        return _all_places(keys, question)
    if family == "type" and question.types == "all":
        return _all_types(question.names("type"))
    return None


def _all_places(keys: pl.DataFrame, question: Question) -> pl.DataFrame:
    chosen = question.where.countries
    if not question.has("admin1"):
        return pl.DataFrame({"country": chosen}) if chosen else units.countries()
    seen = keys["country"].cast(pl.String).drop_nulls().unique().to_list()
    found = units.first_level(chosen or seen)
    if question.where.admin1:
        wanted = {fold(name) for name in question.where.admin1}
        is_wanted = [fold(name) in wanted for name in found["admin1"]]
        found = found.filter(pl.Series(is_wanted, dtype=pl.Boolean))
    return found


def _all_types(names: tuple[str, ...]) -> pl.DataFrame:
    if "event_type" in names:
        return pl.DataFrame({"event_type": sorted(load_codebook().types)})
    if "plover" in names or "quad_class" in names:
        categories = load_schemes().categories.values()
        rows = [(one.name, one.quad_class) for one in categories]
        return pl.DataFrame(rows, schema=["plover", "quad_class"], orient="row")
    return acled_types()
