"""What a list is to show: one record, and the one place where words become it.

Python, the command line and the web all go through `parse_filter`, so that a filter means the
same in each; docs/store.md has the table.
"""

from __future__ import annotations

import difflib
import math
import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple, get_args

from ..codebook import load_codebook, load_schemes
from ..codebook.place_codes import country_iso2
from ..errors import InputError
from ..records.claim import Factuality
from ..records.entity import Place
from .words import MOST_PHRASES, phrases

PARAMETERS = (
    "type", "plover", "acled", "country", "admin1", "bbox", "since", "until",
    "published_since", "published_until", "actor", "outlet", "factuality", "flag", "text", "run",
    "copies",
)  # fmt: skip

_STATES_NO_MORE = frozenset("ANT CSK DDR PCI SCG SKM SUN YUG ZAN".split())
"""Codes that a place may carry for an event of the past (docs/records.md)."""
_ALPHA3 = re.compile(r"[A-Za-z]{3}", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off", ""})
_DEGREES = (90.0, 180.0)
_LONGEST_SHOWN = 60


class Box(NamedTuple):
    """Degrees; where ``west`` is greater than ``east`` the box lies across the antimeridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Which reports or incidents. Fields are joined by "and", the values of one field by "or".

    Days are inclusive. Raises `InputError` for a box or a range that cannot be.
    """

    types: tuple[str, ...] = ()
    """Ids of the codebook's event types."""
    plover: tuple[str, ...] = ()
    """PLOVER categories."""
    acled: tuple[str, ...] = ()
    """ACLED event types or sub-event types, by their names."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-3, of the event's place."""
    admin1: tuple[str, ...] = ()
    """First-level units by their names, whatever the capitals."""
    bbox: Box | None = None
    since: date | None = None
    """The event's dates reach to this day or beyond; an event without a date does not match."""
    until: date | None = None
    published_since: date | None = None
    published_until: date | None = None
    actors: tuple[str, ...] = ()
    """Ids of the actor file, or words that all stand in the name of an actor or a target."""
    outlets: tuple[str, ...] = ()
    """Who published, by name, whatever the capitals."""
    factuality: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    text: str = ""
    """Words and "phrases" that all stand in the title, the sentence or the names of a report."""
    run: int | None = None
    """The number of a run; None for the one opened last."""
    with_copies: bool = False
    """Whether reports by copies of other articles are listed too (of incidents it says nothing)."""

    def __post_init__(self) -> None:
        if self.bbox is not None:
            _check_box(self.bbox)
        for name, first, last in (
            ("since", self.since, self.until),
            ("published_since", self.published_since, self.published_until),
        ):
            if first is not None and last is not None and first > last:
                raise InputError(f"{name}: {first} is after {last}")
        if len(phrases(self.text)) > MOST_PHRASES:
            raise InputError(f"text: more than {MOST_PHRASES} words to look for")


EVERYTHING = Filter()


def parse_filter(
    words: Mapping[str, str | Sequence[str]],
    *,
    types: Collection[str] | None = None,
    country: Callable[[str], str | None] | None = None,
) -> Filter:
    """A filter from named words: options of a command, a query string, a dict.

    ``words`` has names of `PARAMETERS` (``-`` counts as ``_``), each with one word or several;
    blank ones say nothing. ``types`` are the ids of event types (those of the shipped codebook
    where it is left out); ``country`` gives the alpha-3 code of a country's name, where names are
    to be understood too. Raises `InputError`, one line that begins with the parameter's name.
    """
    given = _given(words)
    known_types = _shipped_types() if types is None else types

    def each(name: str, read: Callable[[str, str], str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(read(name, word) for word in given.get(name, ())))

    def one(name: str) -> str:
        found = given.get(name, ())
        if len(found) > 1:
            raise InputError(f"{name}: give it once, not {len(found)} times")
        return found[0] if found else ""

    return Filter(
        types=each("type", lambda name, word: _type(name, word, known_types)),
        plover=each("plover", lambda name, word: _among(name, word, _plover())),
        acled=each("acled", lambda name, word: _among(name, word, _acled())),
        countries=each("country", lambda name, word: _country(name, word, country)),
        admin1=each("admin1", _as_is),
        bbox=_box(one("bbox")),
        since=_day("since", one("since")),
        until=_day("until", one("until"), last=True),
        published_since=_day("published_since", one("published_since")),
        published_until=_day("published_until", one("published_until"), last=True),
        actors=each("actor", _as_is),
        outlets=each("outlet", _as_is),
        factuality=each("factuality", lambda name, word: _among(name, word, get_args(Factuality))),
        flags=each("flag", _as_is),
        text=" ".join(given.get("text", ())),
        run=_number("run", one("run")),
        with_copies=_yes_or_no("copies", one("copies")),
    )


def _given(words: Mapping[str, str | Sequence[str]]) -> dict[str, tuple[str, ...]]:
    given: dict[str, tuple[str, ...]] = {}
    for name, value in words.items():
        known = name.replace("-", "_")
        if known not in PARAMETERS:
            raise InputError(f"{_shown(name)} is no filter{_instead(known, PARAMETERS)}")
        values = (value,) if isinstance(value, str) else tuple(value)
        kept = tuple(word.strip() for word in values if word.strip())
        given[known] = (*given.get(known, ()), *kept)
    return given


# -- one word at a time --------------------------------------------------------------------


def _as_is(name: str, word: str) -> str:
    return word


def _type(name: str, word: str, types: Collection[str]) -> str:
    found = word.lower().replace(" ", "_").replace("-", "_")
    if found not in types:
        raise InputError(f"{name}: no event type {_shown(word)}{_instead(found, types)}")
    return found


def _among(name: str, word: str, known: Iterable[str]) -> str:
    """The known name that ``word`` is, whatever the capitals, and ``_`` for blanks."""
    by_folded = {one.casefold(): one for one in known}
    folded = word.replace("_", " ").casefold()
    found = by_folded.get(folded) or by_folded.get(word.casefold())
    if found is None:
        raise InputError(f"{name}: {_shown(word)} is unknown{_instead(folded, by_folded.values())}")
    return found


def _country(name: str, word: str, other: Callable[[str], str | None] | None) -> str:
    code = word.upper()
    if _ALPHA3.fullmatch(word) and (code in _STATES_NO_MORE or country_iso2(Place("", code))):
        return code
    found = other(word) if other is not None else None
    if found is None:
        raise InputError(f"{name}: no country {_shown(word)}; give its three letters, such as IRQ")
    return found


def _day(name: str, words: str, *, last: bool = False) -> date | None:
    """A day; of a month or a year the first, or the ``last``."""
    if not words:
        return None
    written = _DAY.fullmatch(words)
    if written is None:
        raise InputError(f"{name}: {_shown(words)} is not a date written as 2020-08-24")
    year, month, day = (int(part) if part else None for part in written.groups())
    try:
        month = month or (12 if last else 1)
        return date(year or 0, month, day or (monthrange(year or 0, month)[1] if last else 1))
    except ValueError:  # which monthrange's error for a month 13 is too
        raise InputError(f"{name}: {_shown(words)} is not a date of the calendar") from None


def _box(words: str) -> Box | None:
    if not words:
        return None
    parts = words.split(",")
    try:
        south, west, north, east = (float(part) for part in parts)
    except ValueError:
        raise InputError(f"bbox: {_shown(words)} is not SOUTH,WEST,NORTH,EAST in degrees") from None
    return Box(south, west, north, east)


def _check_box(box: Box) -> None:
    south, west, north, east = box
    if not all(math.isfinite(edge) for edge in box):
        raise InputError("bbox: an edge is not a number")
    for name, edge, most in (
        ("south", south, _DEGREES[0]),
        ("north", north, _DEGREES[0]),
        ("west", west, _DEGREES[1]),
        ("east", east, _DEGREES[1]),
    ):
        if abs(edge) > most:
            raise InputError(f"bbox: {name} {edge:g} is not between -{most:g} and {most:g}")
    if south > north:
        raise InputError(f"bbox: south {south:g} is north of {north:g}")


def _number(name: str, words: str) -> int | None:
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and len(words) < 10 and int(words)):
        raise InputError(f"{name}: {_shown(words)} is not the number of a run")
    return int(words)


def _yes_or_no(name: str, words: str) -> bool:
    if words.lower() in _YES:
        return True
    if words.lower() in _NO:
        return False
    raise InputError(f"{name}: {_shown(words)} is neither yes nor no")


# -- what is known -------------------------------------------------------------------------


@cache
def _shipped_types() -> Collection[str]:
    return frozenset(load_codebook().types)


def _plover() -> Iterable[str]:
    return load_schemes().categories


def _acled() -> Iterable[str]:
    subs = load_schemes().acled
    return (*subs.values(), *subs)


def _instead(word: str, known: Iterable[str]) -> str:
    """A word that may be meant."""
    by_folded = {one.casefold(): one for one in sorted(known)}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"; do you mean {by_folded[close[0]]}?" if close else ""


def _shown(word: str) -> str:
    """For a message: on one line, and not at any length."""
    return repr(word if len(word) <= _LONGEST_SHOWN else word[: _LONGEST_SHOWN - 1] + "…")
