"""Builders of amounts of time: "three days", "two and a half years", "two weeks and three days".

An amount is a length; other builders place it in time ("three days ago", "two weeks later").
"""

from __future__ import annotations

from .date_expressions import Amount, Expression
from .date_match import Found
from .date_tokens import Item

SHORT = ("hour", "minute")
"""Units that do not reach another day."""
BARE_PLURAL = (2, 6)
"""How many "weeks ago" and "days later" are taken to be."""
_SIZES = ("century", "decade", "year", "month", "week", "day", "hour", "minute")
_HALVES = {
    "century": Amount(5, 5, "decade"),
    "decade": Amount(5, 5, "year"),
    "year": Amount(6, 6, "month"),
    "month": Amount(14, 16, "day"),
    "week": Amount(3, 4, "day"),
    "day": Amount(12, 12, "hour"),
    "hour": Amount(30, 30, "minute"),
}
"""What half a unit is; of a month or week that is no whole number of days."""


def build_amount(found: Found) -> Expression | None:
    """ "three days", "a couple of weeks": a length, which later levels place in time."""
    low, high = numbers_of(found.all("n"))
    before = found.word_before(2) if found.word_before() == "and" else found.word_before()
    if before in ("hundred", "thousand"):
        return None  # "two hundred and ten days"
    return Amount(low, high, found.unit()) if high else None


def build_amount_half(found: Found) -> Expression | None:
    """ "two and a half years", "a year and a half", "half a century"."""
    unit = found.unit()
    half = _HALVES.get(unit)
    if half is None or not found.all("n"):
        return half
    low, high = numbers_of(found.all("n"))
    return Amount(low, high, unit, (half,))


def build_amount_quarter(found: Found) -> Expression | None:
    """ "a quarter of a century"."""
    return Amount(25, 25, "year")


def build_amount_sum(found: Found) -> Expression | None:
    """ "two weeks and three days": from the longer unit to the shorter."""
    parts = [found.typed(n, Amount) for n in ("a", "b", "c") if found.all(n)]
    sizes = [_SIZES.index(part.unit) if part.unit in _SIZES else -1 for part in parts]
    plain = all(part.low == part.high and not part.more for part in parts)
    before = found.before()
    if before is not None and "TURN" in before.values and found.word_after() in ("ago", "back"):
        return None  # "for the last three months, and two days ago ..."
    if not plain or -1 in sizes or sizes != sorted(set(sizes)):
        return None
    return Amount(parts[0].low, parts[0].high, parts[0].unit, tuple(parts[1:]))


def numbers_of(items: list[Item]) -> tuple[int, int]:
    """The number that items name, as (low, high); "a" is one, nothing (0, 0)."""
    for item in items:
        rough = item.value("ROUGH")
        if rough is not None:
            low, high = rough.split("-")
            return int(low), int(high)
        plain = item.value("CARD", "NUM")
        if plain is not None:
            return int(plain), int(plain)
    return (1, 1) if items else (0, 0)
