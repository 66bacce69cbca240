"""Words chosen in the text, or typed, and the values that they may mean."""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol, get_args

from ..codebook import Codebook
from ..errors import InputError
from ..records.article import Article
from ..records.claim import Factuality
from ..records.coded import Coded
from ..records.entity import Actor, CountRange, EventDate, Place
from ..records.event import Report
from ..records.text import Quote
from ..store.filters import parse_filter
from .fields import Choice, choice, with_party
from .values import Party, Teller, Value, field_named, plain_date, plain_place, value_of

_MOST = 12
_DAYS = re.compile(r"\s*(?:\.\.|/|–|\bto\b)\s*")
_COUNT = re.compile(r"(\d{1,10})(?:\s*[-–]\s*(\d{1,10})|\s*(\+|or more))?", re.ASCII)


class Resolvers(Protocol):
    """What is asked of the pipeline: `dateline.review.resolving` answers with its resolvers."""

    def actor(self, words: str, *, report: Report, target: bool) -> Coded[Actor]:
        """Who a phrase names on the day, and in the country, of a report."""

    def place(self, quote: Quote, article: Article, *, report: Report) -> Coded[Place]:
        """Where a phrase of an article is."""

    def date(self, words: str, *, published: date | None) -> Coded[EventDate]:
        """When a phrase means, as of a day of publication."""

    def count(self, words: str) -> CountRange | None:
        """How many a phrase says."""

    def places_named(self, name: str) -> tuple[Place, ...]:
        """The gazetteer's places of a name, the likeliest first."""

    def actors_named(self, words: str) -> tuple[Actor, ...]:
        """The actor file's entries with these words in a name, the likeliest first."""


def span_choices(
    report: Report, name: str, quote: Quote, *, article: Article, resolvers: Resolvers
) -> tuple[Choice, ...]:
    """What words of the article may mean for a field, as the pipeline reads phrases; best first.

    Actors and targets are given as the field's list with one more in it, and as a list of that
    one alone. A field that words cannot fill (event type, factuality) gives none; there the quote
    only goes with the value that is chosen.
    """
    shape = field_named(name).shape
    words = quote.text.strip()
    if not words:
        return ()
    if shape == "actors":
        coded = resolvers.actor(words, report=report, target=name != "actors")
        return _parties(report, name, coded, quote)
    if shape == "place":
        return _coded(resolvers.place(quote, article, report=report), quote)
    if shape == "date":
        return _coded(resolvers.date(words, published=article.published), quote)
    if shape == "count":
        found = resolvers.count(words)
        return () if found is None else (choice(found, "read from the words", quote=quote),)
    if shape == "attribution":
        actor = resolvers.actor(words, report=report, target=False).value
        teller = Teller(
            actor.name if actor else words, "states", actor.id if actor else None, quote
        )
        return (choice((teller,), "says so", quote=quote),)
    return (choice(quote, "these words", quote=quote),) if shape == "words" else ()


def typed_choices(
    report: Report, name: str, words: str, *, codebook: Codebook, resolvers: Resolvers
) -> tuple[Choice, ...]:
    """What somebody may mean who types words for a field, the likeliest first.

    An event type's id or words of its label; a place of the gazetteer; an entry of the actor file
    or a free name; a day, month, year or two of them with "to" between; "9", "3-5", "9+". Raises
    `InputError` for words that a date, count or factuality cannot be read from.
    """
    shape = field_named(name).shape
    words = " ".join(words.split())
    if not words:
        return ()
    if shape == "type":
        return _types(words, codebook)
    if shape == "place":
        return tuple(choice(plain_place(p), "gazetteer") for p in resolvers.places_named(words))[
            :_MOST
        ]
    if shape == "actors":
        return _typed_parties(report, name, words, resolvers)
    if shape == "attribution":
        known = [Teller(a.name, "states", a.id) for a in resolvers.actors_named(words)[:_MOST]]
        return tuple(choice((one,), "says so") for one in (*known, Teller(words)))
    return (choice(_typed(name, shape, words), "as typed"),)


def _typed(name: str, shape: str, words: str) -> Value:
    if shape == "date":
        return typed_date(words)
    if shape == "count":
        return typed_count(name, words)
    if shape == "factuality" and words in get_args(Factuality):
        return words
    raise InputError(f"{name}: {words[:60]!r}: choose the words in the text, or one of the values")


def typed_date(words: str) -> EventDate:
    """ "2020-08-24", "2020-08", "2020" or two of them with "to", ".." or "/" between.

    Raises `InputError` for anything else.
    """
    parts = _DAYS.split(words.strip())
    if len(parts) > 2:
        raise InputError(f"date: {words[:60]!r} is not one day or two")
    # The words of dates are the filters': one reading of "2020-08" in all of Dateline.
    start = parse_filter({"since": parts[0]}).since
    end = parse_filter({"until": parts[-1]}).until
    if start is None or end is None or start > end:
        raise InputError(f"date: {words[:60]!r} is not a date written as 2020-08-24")
    if len(parts) == 2:
        return EventDate(start, end, "range")
    return EventDate(start, end, ("year", "month", "day")[parts[0].count("-")])


def typed_count(name: str, words: str) -> CountRange:
    """ "9", "3-5", "9+" or "9 or more". Raises `InputError` for anything else."""
    written = _COUNT.fullmatch(words.strip())
    if written is None:
        raise InputError(f"{name}: {words[:60]!r} is not a number written as 9, 3-5 or 9+")
    low = int(written[1])
    if written[3]:
        return CountRange(low, None)
    return CountRange(low, int(written[2]) if written[2] else low)


def _coded(coded: Coded[Place] | Coded[EventDate], quote: Quote) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    values = [(coded.value, coded.by, 1.0)] if coded.value is not None else []
    values += [(one.value, one.why, one.score) for one in coded.candidates]
    for value, why, score in values:
        plain = plain_place(value) if isinstance(value, Place) else plain_date(value)
        one = choice(plain, why, score=score, quote=quote)
        found.setdefault(one.value, one)
    return tuple(found.values())[:_MOST]


def _parties(report: Report, name: str, coded: Coded[Actor], quote: Quote) -> tuple[Choice, ...]:
    own = _own(report, name)
    actors = [coded.value] if coded.value is not None else []
    actors += [one.value for one in coded.candidates]
    parties = [Party.of(actor, quote) for actor in actors] or [Party(quote.text, quote=quote)]
    return _added(own, parties, quote)


def _typed_parties(
    report: Report, name: str, words: str, resolvers: Resolvers
) -> tuple[Choice, ...]:
    known = [Party.of(actor) for actor in resolvers.actors_named(words)[:_MOST]]
    return _added(_own(report, name), [*known, Party(words)], None)


def _added(
    own: tuple[Party, ...], parties: list[Party], quote: Quote | None
) -> tuple[Choice, ...]:  # fmt: skip
    """Each alone, then each beside those who are there already."""
    found: dict[str, Choice] = {}
    for party in parties:
        one = choice((party,), "alone", quote=quote)
        found.setdefault(one.value, one)
    for party in parties if own else ():
        one = choice(with_party(own, party), "beside the others", quote=quote)
        found.setdefault(one.value, one)
    return tuple(found.values())[: 2 * _MOST]


def _own(report: Report, name: str) -> tuple[Party, ...]:
    own = value_of(report, name)
    return tuple(one for one in own if isinstance(one, Party)) if isinstance(own, tuple) else ()


def _types(words: str, codebook: Codebook) -> tuple[Choice, ...]:
    wanted = words.casefold().replace(" ", "_")
    if wanted in codebook.types:
        return (choice(wanted, codebook.types[wanted].label),)
    parts = words.casefold().replace("_", " ").split()
    return tuple(
        choice(one.id, one.label)
        for one in codebook.types.values()
        if all(part in f"{one.id.replace('_', ' ')} {one.label}".casefold() for part in parts)
    )[:_MOST]
