"""Builders of dates that lean on one the text has given: "the next day", "two days later"."""

from __future__ import annotations

from typing import Literal, cast

from .date_builders_amounts import BARE_PLURAL, SHORT
from .date_expressions import (
    Amount,
    Anaphor,
    Clock,
    Expression,
    OfWeek,
    UnitName,
    Weekday,
    Weekend,
    Window,
)
from .date_match import Found

_LASTING = frozenset(("for", "lasted", "spent", "to", "served", "took", "waited", "of", "lasting"))
"""Before these "two years" is how long, not when: "jailed for two years after ..."."""
_BEFORE_AMOUNT = _LASTING | {"in", "the", "a", "than", "every", "least", "about", "over"}
_EVENT_ENDS = frozenset(("in", "at", "near", "on", "and", "but", "outside", "inside"))
"""After these "a day after" has named no event to count from."""


def build_of_week_then(found: Found) -> Expression | None:
    """ "Tuesday of the following week"; "previous week Tuesday" is the publication's."""
    then = int(found.value("then", "THEN") or 0)
    if "THEN" in found.first.values:
        previous = found.first.lower in ("previous", "preceding")
        return OfWeek(found.typed("wd", Weekday).weekday, then) if previous else None
    return OfWeek(found.typed("wd", Weekday).weekday, then, anaphoric=True)


def build_anaphor(found: Found) -> Expression | None:
    """ "the same day", "that evening", "the following Wednesday", "the next morning"."""
    word = found.words("then")
    if found.word_after() == "-" or found.first.lower in ("following", "subsequent"):
        return None  # "Following Monday's attack ..."
    if word == "following" and found.last.lower == "following" and _names_event(found):
        return Anaphor(Amount(1, 1, "day"), 1, event=True)  # "the day following the coup"
    then = 1 if word == "next" else 0 if word == "that" else int(found.value("then", "THEN") or 0)
    item = found.one("u")
    if item is None:
        return Anaphor(found.expression("of"), then)
    if word == "that" and found.word_before() in found.sets["SAYVERB"]:
        return None  # "said that night raids ..."
    if item.lower == "weekend":
        return Anaphor("weekend", then)
    unit = cast(UnitName, item.value("UNIT") or "day")
    if unit in SHORT:
        return None
    return Anaphor("day" if unit == "night" else unit, then)


def build_anaphor_window(found: Found) -> Expression | None:
    """ "the following two days"."""
    then = int(found.value("then", "THEN") or (found.last.lower == "followed"))
    if not then or found.word_after() == "of":
        return None
    if found.one("u") is not None:
        return Window(None, found.unit(), -1 if then < 0 else 1, anaphoric=True)
    amount = found.typed("a", Amount)
    return Window(amount, amount.unit, -1 if then < 0 else 1, anaphoric=True)


def build_anaphor_shift(found: Found) -> Expression | None:
    """ "two days later", "a week earlier", "the day before", "a day after the attack"."""
    way, that = found.words("way"), found.last.lower == "that"
    then: Literal[-1, 1] = -1 if way in ("earlier", "before", "previously") else 1
    beside = way in ("before", "after") and not (that and not found.noun_after())
    if found.one("a") is not None:
        amount = found.typed("a", Amount)
        if way in ("before", "after") and found.word_before() in _LASTING:
            return None
    elif found.first.lower == "the":
        amount = Amount(1, 1, "day" if "DAYPART" in found.all("u")[0].values else found.unit())
    else:
        amount = Amount(*BARE_PLURAL, found.unit())
    event = beside and (that or _names_event(found))
    if event and amount.unit in SHORT:
        return Clock()
    return Anaphor(amount, then, event)


def build_anaphor_weekday(found: Found) -> Expression | None:
    """ "the Monday after", and "the Monday after the vote", which names an event."""
    then = -1 if found.words("way") == "before" else 1
    of = found.expression("of")
    weekend = isinstance(of, Weekend)
    if (weekend and of != Weekend()) or (not weekend and found.first.lower != "the"):
        return None
    event = _names_event(found)
    return Anaphor("weekend" if isinstance(of, Weekend) else of, then, event)


def build_anaphor_on(found: Found) -> Expression | None:
    """ "four days on, crowds gathered": after the date the text has given."""
    after = found.after()
    closed = after is None or (after.expression is None and after.lower in ("", ",", "."))
    if not closed or found.word_before() in _BEFORE_AMOUNT:
        return None
    return Anaphor(found.typed("a", Amount), 1)


def _names_event(found: Found) -> bool:
    """Whether "a day after" goes on to name what it is counted from."""
    word = found.word_after()
    return word[:1].isalpha() and word not in _EVENT_ENDS
