"""Places that the text puts where they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction
from ...records.text import Quote
from .asked import Conflict, M, PlaceNames, Places, PlaceWords, Resolver
from .spelling import fold

_METROPOLIS = 1_000_000
_CITY = 80_000
_TOWN = 50_000
_NEW_WORLD = frozenset(
    "USA CAN AUS NZL GBR IRL ZAF PHL JAM MEX GTM HND SLV NIC CRI PAN CUB DOM HTI COL VEN GUY "
    "SUR ECU PER BOL CHL ARG URY PRY BRA BLZ TTO BHS BRB PRI".split()
)
"""Lands whose hamlets are called after the old world's cities, or after one another's."""


def place_contradictions(
    syntax: Syntax, places: Places[M], resolver: Resolver[M]
) -> Iterator[Contradiction]:
    """Names that the resolver finds in the wrong place, where the text leaves no other reading."""
    text = syntax.parsed.article.text
    said: set[tuple[str, str]] = set()
    for conflict in resolver.conflicts(places.mentions, places.coded, text=text):
        mention = conflict.mention
        if conflict.placed_by is not None:
            yield _misplaced(text, conflict, conflict.placed_by)
            continue
        key = (fold(mention.text), conflict.stated)
        if key in said:
            continue
        said.add(key)
        evidence = _where(text, mention)
        sentence = conflict.explanation
        if conflict.other is not None:
            evidence += _where(text, conflict.other)
        else:
            elsewhere = _elsewhere(places, conflict)
            if elsewhere is None and not _surely_elsewhere(
                text, places, conflict, resolver.gazetteer
            ):
                continue
            if elsewhere is not None:
                evidence += _where(text, elsewhere)
                if fold(elsewhere.text) != fold(mention.text):
                    sentence = f"{sentence.rstrip('.')}; elsewhere it writes {elsewhere.text}."
        yield Contradiction("place", sentence, tuple(dict.fromkeys(evidence)))


def _misplaced(text: str, conflict: Conflict, words: tuple[int, int]) -> Contradiction:
    mention = conflict.mention
    evidence = (Quote.of(text, mention.start, mention.end), Quote.of(text, *words))
    return Contradiction("place", conflict.explanation, evidence)


def _where(text: str, mention: PlaceWords) -> list[Quote]:
    """The name, and the words that say where it lies with their direction: "southern Iran"."""
    quotes = [Quote.of(text, mention.start, mention.end)]
    start, end = mention.container_start, mention.container_end
    if start is not None and end is not None:
        if mention.end <= start:
            between = text[mention.end : start]
            if len(between) <= 30 and not re.search(r"[.;\n]", between):
                skipped = re.match(r"(?:[\s,(]|\b(?:in|of|the)\b)*", between)
                start = mention.end + (skipped.end() if skipped else 0)
        quotes.append(Quote.of(text, start, end))
    return quotes


def _elsewhere(places: Places[M], conflict: Conflict) -> PlaceWords | None:
    """Where the text has nearly the same name, or says where it lies, in the right country."""
    name = fold(conflict.mention.text)
    best: PlaceWords | None = None
    for mention, coded in zip(places.mentions, places.coded, strict=True):
        if mention.start == conflict.mention.start or coded.value is None:
            continue
        if coded.value.country not in conflict.known or coded.value.country == conflict.stated:
            continue
        other = fold(mention.text)
        if other == name and mention.container_start is None:
            continue
        if other != name and (min(len(other), len(name)) < 5 or OSA.distance(other, name) > 1):
            continue
        if best is None or (best.container_start is None and mention.container_start is not None):
            best = mention
    return best


def _surely_elsewhere(
    text: str, places: Places[M], conflict: Conflict, gazetteer: PlaceNames
) -> bool:
    """Whether the name can hardly be one that the gazetteer lacks: a county, a hamlet.

    It is a metropolis, or a town of a country that the text speaks of by another name.
    """
    name = fold(conflict.mention.text)
    size = max(
        (
            e.population
            for e in gazetteer.lookup(conflict.mention.text)
            if e.country in conflict.known
        ),
        default=0,
    )
    spoken_of = any(
        coded.value is not None
        and coded.value.country in conflict.known
        and fold(mention.text) != name
        for mention, coded in zip(places.mentions, places.coded, strict=True)
    )
    start = conflict.mention.container_start
    between = text[conflict.mention.end : start] if start is not None else ""
    if any(c.isupper() for c in between):
        return False  # "Halden, Manitoba, Canada": who is so exact knows of another place
    least = _METROPOLIS if conflict.stated in _NEW_WORLD else _CITY
    return size >= least or (spoken_of and size >= _TOWN)
