"""What can be chosen for a field, and whether a value may stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, get_args

from ..codebook import Codebook, load_schemes
from ..codebook.place_codes import is_country_code
from ..errors import InputError
from ..records.article import Article
from ..records.claim import Factuality
from ..records.coded import Candidate
from ..records.entity import CountRange, EventDate, Place
from ..records.event import Participant, Report
from ..records.text import Quote
from .values import (
    Party,
    Teller,
    Value,
    field_named,
    in_words,
    plain_date,
    plain_place,
    same_value,
    to_json,
    value_of,
)

_MOST = 20
_LONGEST_NAME = 200
_MOST_PEOPLE = 10**9
_OLD_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be chosen for a field: the JSON that a correction keeps, and its words.

    ``quote`` are the words of the article it rests on, ``score`` what the pipeline gave it.
    """

    value: str
    label: str
    why: str
    score: float = 0.0
    quote: Quote | None = None


def choice(value: Value, why: str, *, score: float = 0.0, quote: Quote | None = None) -> Choice:
    """A value as a choice."""
    return Choice(to_json(value), in_words(value), why, round(score, 3), quote)


# -- what the report itself offers -----------------------------------------------------------


def choices(report: Report, name: str) -> tuple[Choice, ...]:
    """The values that the pipeline weighed for a field, the best first, without the one it has.

    At most 20. Raises `InputError` for a field that cannot be corrected.
    """
    field = field_named(name)
    own = value_of(report, name)
    offered: dict[str, Callable[[], Iterator[Choice]]] = {
        "type": lambda: _types(report),
        "place": lambda: _candidates(report.place.candidates, plain_place),
        "date": lambda: _candidates(report.date.candidates, plain_date),
        "actors": lambda: _parties(report.actors if name == "actors" else report.targets),
        "count": lambda: _counts(report, name),
        "factuality": lambda: (choice(one, "") for one in get_args(Factuality)),
    }
    found: dict[str, Choice] = {}
    own_json = to_json(own)
    for one in offered.get(field.shape, lambda: iter(()))():
        if one.value != own_json:
            found.setdefault(one.value, one)
    return tuple(found.values())[:_MOST]


def _types(report: Report) -> Iterator[Choice]:
    for one in sorted(report.type_candidates, key=lambda c: -c.score):
        yield choice(one.event_type, one.why, score=one.score)
    yield from _candidates(report.event_type.candidates, lambda value: value)


def _candidates(
    candidates: tuple[Candidate[Any], ...], plain: Callable[[Any], Value]
) -> Iterator[Choice]:
    for one in candidates:
        quote = one.evidence[0] if one.evidence else None
        yield choice(plain(one.value), one.why, score=one.score, quote=quote)


def _parties(participants: tuple[Participant, ...]) -> Iterator[Choice]:
    """The list with one of its members as somebody else, or without him."""
    own = tuple(_party(one) for one in participants)
    for at, participant in enumerate(participants):
        for one in participant.actor.candidates:
            other = Party.of(one.value, own[at].quote)
            yield choice((*own[:at], other, *own[at + 1 :]), one.why, score=one.score)
    for at, party in enumerate(own):
        yield choice((*own[:at], *own[at + 1 :]), f"without {party.name}")


def _party(participant: Participant) -> Party:
    quote = participant.phrase.quote
    actor = participant.actor.value
    return Party(quote.text, quote=quote) if actor is None else Party.of(actor, quote)


def _counts(report: Report, name: str) -> Iterator[Choice]:
    """Other counts of the kind that the article gives, then those it gives of another kind."""
    for own in (True, False):
        for one in report.counts:
            if (one.kind == name) is own:
                why = "also told" if own else f"told as {one.kind}"
                yield choice(one.value, why, quote=one.quote)


# -- what may stand in a field ---------------------------------------------------------------


def check_value(name: str, value: Value, *, article: Article, codebook: Codebook) -> None:
    """That a value may be kept for a field, whoever sent it.

    Raises `InputError`, one line that begins with the field's name: an event type that the codebook
    has not, an unknown country or sector, a range that is none, words that do not stand in the
    article where the value says.
    """
    shape = field_named(name).shape
    for quote in _quotes(value):
        check_quote(name, quote, article)
    if shape == "type" and value not in codebook.types:
        raise InputError(f"{name}: no event type {str(value)[:60]!r}")
    if shape == "factuality" and value not in get_args(Factuality):
        raise InputError(f"{name}: {str(value)[:60]!r} is not one of {_listed(Factuality)}")
    if isinstance(value, Place):
        _check_place(name, value)
    elif isinstance(value, EventDate) and value.start > value.end:
        raise InputError(f"{name}: {value.start} is after {value.end}")
    elif isinstance(value, CountRange):
        _check_count(name, value)
    elif isinstance(value, tuple):
        if len(value) > _MOST:
            raise InputError(f"{name}: {len(value)} are too many; {_MOST} at most")
        for one in value:
            _check_somebody(name, one)


def check_quote(name: str, quote: Quote, article: Article) -> None:
    """That the words stand in the article just there. Raises `InputError` where they do not."""
    source = article.text if quote.field == "text" else article.title or ""
    if not quote.text.strip() and quote.text:
        raise InputError(f"{name}: the words chosen are blank")
    if not 0 <= quote.start <= quote.end or source[quote.start : quote.end] != quote.text:
        raise InputError(f"{name}: the words {quote.text[:40]!r} do not stand at {quote.start}")


def _quotes(value: Value) -> Iterator[Quote]:
    if isinstance(value, Quote):
        yield value
    if isinstance(value, tuple):
        yield from (one.quote for one in value if one.quote is not None)


def _check_place(name: str, place: Place) -> None:
    _check_name(name, place.name)
    _check_country(name, place.country)
    for degrees, most in ((place.lat, 90), (place.lon, 180)):
        if degrees is not None and not (isfinite(degrees) and abs(degrees) <= most):
            raise InputError(f"{name}: {degrees} is not between -{most} and {most} degrees")
    if (place.lat is None) != (place.lon is None):
        raise InputError(f"{name}: a point needs a latitude and a longitude")


def _check_count(name: str, count: CountRange) -> None:
    if not 0 <= count.low <= _MOST_PEOPLE:
        raise InputError(f"{name}: {count.low} is not a number of people")
    if count.high is not None and not count.low <= count.high <= _MOST_PEOPLE:
        raise InputError(f"{name}: {count.low}-{count.high} is not a range")


def _check_somebody(name: str, one: Party | Teller) -> None:
    if isinstance(one, Teller):
        if one.name is not None:
            _check_name(name, one.name)
        return
    _check_name(name, one.name)
    _check_country(name, one.country)
    known = load_schemes().actors
    for code in one.sectors:
        if code not in known or "_" in code:
            raise InputError(f"{name}: no sector {code[:20]!r}")
    if one.acled_type is not None and one.acled_type.replace(" ", "_") not in known:
        raise InputError(f"{name}: no ACLED actor type {one.acled_type[:40]!r}")


def _check_name(name: str, words: str) -> None:
    if not words.strip() or len(words) > _LONGEST_NAME or not words.isprintable():
        raise InputError(f"{name}: a name is 1 to {_LONGEST_NAME} characters on one line")


def _check_country(name: str, code: str | None) -> None:
    """Three letters: a country of today, or in form one of a state that is no more (SUN, YUG)."""
    if code is not None and not is_country_code(code) and not _OLD_STATE.fullmatch(code):
        raise InputError(f"{name}: no country {code[:20]!r}; give its three letters, such as IRQ")


def _listed(kind: Any) -> str:
    return ", ".join(get_args(kind))


# -- several at once -------------------------------------------------------------------------


def with_party(parties: tuple[Party, ...], party: Party) -> tuple[Party, ...]:
    """The list with somebody added, unless he is in it."""
    known = any(same_value((one,), (party,)) for one in parties)
    return parties if known else (*parties, party)
