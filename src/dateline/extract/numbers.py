"""Number words to ranges, by the one table of `RECORDS.md`."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from itertools import pairwise

from ..records.entity import CountRange

_DIGITS = re.compile(r"^\d{1,3}(?:[,.\u00a0]\d{3})+$|^\d+$")


@cache
def number_words() -> dict[str, CountRange]:
    """``lang/en/numbers.txt``: words -> inclusive range (``high`` None: open)."""
    text = resources.files("dateline.lang.en").joinpath("numbers.txt").read_text(encoding="utf-8")
    table: dict[str, CountRange] = {}
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        words, _, value = line.partition("=")
        low, _, high = value.strip().partition("-")
        table[words.strip()] = CountRange(int(low), int(high) if high else None)
    return table


def read_number(text: str) -> CountRange | None:
    """The range a phrase states ("at least nine", "dozens", "more than 2,000"), or None.

    Lower bounds leave ``high`` open; upper bounds start at 0; "between 3 and 5" is 3-5.
    """
    words = re.findall(r"[\w.,\u00a0]*\w|\w", text.lower().replace("-", " "))
    joined = " ".join(words)
    between = re.search(r"\b(?:between|from) (\S+) (?:and|to) (\S+)", joined)
    if between or (between := re.match(r"^(\S+) (?:to|or) (\S+)\b", joined)):
        low, high = _single(between.group(1)), _single(between.group(2))
        if low and high and low.high is not None and high.high is not None:
            return CountRange(low.low, max(low.low, high.high))
    value = _value(words)
    return _bounded(joined, value) if value is not None else None


_LOWER = ("at least", "upwards of", "a minimum of", "minimum")
_ABOVE = ("more than", "over", "in excess of")
_UPPER = (
    "up to",
    "as many as",
    "at most",
    "no more than",
    "not more than",
    "a maximum of",
    "maximum",
)
_BELOW = ("fewer than", "less than", "under")


def _bounded(joined: str, value: CountRange) -> CountRange:
    if any(
        re.search(rf"\b{w}\b", joined) for w in ("no fewer than", "no less than", "not less than")
    ):
        return CountRange(value.low, None)
    if any(re.search(rf"\b{w}\b", joined) for w in _BELOW):
        return CountRange(0, max(0, (value.high if value.high is not None else value.low) - 1))
    if any(re.search(rf"\b{w}\b", joined) for w in _UPPER):
        return CountRange(0, value.high if value.high is not None else value.low)
    if any(re.search(rf"\b{w}\b", joined) for w in _ABOVE):
        return CountRange(value.low + (value.low == value.high), None)
    if any(re.search(rf"\b{w}\b", joined) for w in _LOWER):
        return CountRange(value.low, None)
    return value


def _single(word: str) -> CountRange | None:
    return _value([word])


def _value(words: list[str]) -> CountRange | None:
    table = number_words()
    whole = _decimal(words)
    if whole is not None:
        return CountRange(whole, whole)
    for size in (3, 2):
        for i in range(len(words) - size + 1):
            pair = table.get(" ".join(words[i : i + size]))
            if pair is not None and pair != table.get(words[i]):
                return pair
    total: int | None = None
    for word in words:
        if _DIGITS.match(word):
            number = int(re.sub(r"\D", "", word))
        elif word in table and table[word].high == table[word].low and word not in ("a", "an"):
            number = table[word].low
        elif word in table and word not in ("a", "an") and total is None:
            return table[word]
        else:
            if total is not None and word not in ("and",):
                break
            continue
        total = _combine(total, number)
    if total is not None:
        return CountRange(total, total)
    if words[:1] and words[0] in ("a", "an"):
        return CountRange(1, 1)
    return None


def _decimal(words: list[str]) -> int | None:
    """ "1.5 million" as a whole number, or None."""
    for word, unit in pairwise(words):
        if re.fullmatch(r"\d+\.\d+", word) and unit in ("million", "thousand", "lakh"):
            return round(float(word) * number_words()[unit].low)
    return None


def _combine(total: int | None, number: int) -> int:
    """ "two hundred", "three thousand five hundred", "twenty-two"."""
    if total is None:
        return number
    if number in (100, 1000, 1_000_000):
        return total * number
    if number < 100 and total % 10 == 0 or number < total and total % 100 == 0:
        return total + number
    return total
