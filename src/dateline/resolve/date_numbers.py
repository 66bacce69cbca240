"""Numbers and years in words: "eighty-six", "nineteen eighty-six", "two thousand and fifteen"."""

from __future__ import annotations

from collections.abc import Sequence

from .date_tokens import Item

_TENS = range(20, 100, 10)
_CENTURIES = range(17, 21)
"""The first halves of years: "seventeen" to "twenty"."""


def spelled_year(items: Sequence[Item], at: int) -> tuple[int, int]:
    """The year in words that begins at item ``at`` and the item after it; (0, at) for none."""
    first = _card(items, at)
    if first == 2 and _word(items, at + 1) == "thousand":
        behind, end = spelled_number(items, _past(items, at + 2, "and"))
        return (2000 + behind, end) if behind else (2000, at + 2)
    if first not in _CENTURIES:
        return 0, at
    if _word(items, at + 1) == "hundred":
        behind, end = spelled_number(items, _past(items, at + 2, "and"))
        return (first * 100 + behind, end) if behind else (first * 100, at + 2)
    if _word(items, at + 1) in ("oh", "o"):
        behind = _card(items, at + 2)
        return (first * 100 + behind, at + 3) if 0 < behind < 10 else (0, at)
    behind, end = spelled_number(items, at + 1)
    return (first * 100 + behind, end) if behind > 9 else (0, at)


def spelled_number(items: Sequence[Item], at: int) -> tuple[int, int]:
    """The number from 1 to 99 that begins at ``at`` and the item after it; (0, at) for none."""
    number = _card(items, at)
    if not 0 < number < 100:
        return 0, at
    if number in _TENS:
        unit_at = _past(items, at + 1, "-")
        unit = _card(items, unit_at)
        if 0 < unit < 10:
            return number + unit, unit_at + 1
    return number, at + 1


def _card(items: Sequence[Item], at: int) -> int:
    """The number in words at ``at``, 0 for none ("a dozen" is no part of a year)."""
    word = _word(items, at)
    value = items[at].values.get("CARD") if word and not word.endswith("dozen") else None
    return int(value) if value else 0


def _word(items: Sequence[Item], at: int) -> str:
    return items[at].lower if at < len(items) else ""


def _past(items: Sequence[Item], at: int, word: str) -> int:
    return at + 1 if _word(items, at) == word else at
