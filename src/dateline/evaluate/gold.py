"""Gold events in one form, wherever they were marked: the corpus's markup or records as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..corpus import CorpusText, MarkedEvent
from ..extract.counts import other_count
from ..extract.numbers import read_number
from ..records.entity import CountRange
from ..records.text import Quote, Span

COUNT_LETTERS = {"K": ("killed",), "I": ("injured",), "N": ("arrested", "abducted", "participants")}
"""The letter of a count in the markup -> the kinds of count in records it stands for."""
_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class GoldPhrase:
    """Words that fill a role, and the number they state where they are a count."""

    quote: Quote
    value: CountRange | None = None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One marked event; ``phrases`` are by role letter (docs/annotation-guide.md).

    Numbers that no record keeps (of arms handed in, or of people freed) are left out of them.
    """

    type: str
    factuality: str
    triggers: tuple[Quote, ...]
    phrases: Mapping[str, tuple[GoldPhrase, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text to code, and what should come of it."""

    id: str
    """What the text is known by across runs."""
    text: str
    events: tuple[GoldEvent, ...]
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    region: str = ""
    register: str = ""
    trap: str = ""
    whole: bool = False
    """Whether it is a whole article, no snippet."""
    where: str = ""
    """``FILE:LINE``, for people."""


def gold_of(text: CorpusText) -> GoldText:
    """A corpus text as gold; its id is a hash of its words, which lines moving do not change."""
    return GoldText(
        id=hashlib.sha256(text.text.encode()).hexdigest()[:_ID_DIGITS],
        text=text.text,
        events=tuple(_event(text, event) for event in text.events),
        published=text.published,
        outlet=text.outlet,
        region=text.region,
        register=text.register,
        trap=text.trap,
        whole=text.whole,
        where=text.where,
    )


def _event(text: CorpusText, event: MarkedEvent) -> GoldEvent:
    return GoldEvent(
        type=event.type,
        factuality=event.factuality,
        triggers=tuple(_quote(text, span) for span in event.triggers),
        phrases={
            letter: tuple(_phrase(_quote(text, span), letter) for span in spans)
            for letter, spans in event.roles.items()
            if letter != "N" or other_count(event.type)
        },
    )


def _phrase(quote: Quote, letter: str) -> GoldPhrase:
    return GoldPhrase(quote, read_number(quote.text) if letter in COUNT_LETTERS else None)


def _quote(text: CorpusText, span: Span) -> Quote:
    return Quote.of(text.text, span.start, span.end)
