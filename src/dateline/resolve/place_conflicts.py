"""Places that a text puts where they are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from ..records.coded import Coded
from ..records.entity import Place
from .gazetteer import Gazetteer, GazetteerEntry
from .gazetteer_build import MIN_SPELLING, fold
from .place_beside import with_words_behind
from .place_misplaced import find_misplaced
from .place_phrases import PlaceMention

_WELL_KNOWN = 100_000
_DENIED = re.compile(
    r"\b(?:not|nor|never)(?: in| at)? $|\bnot to be confused with $", re.IGNORECASE
)
_BEGINS = re.compile(r"(?:^|[.!?\n”\"] ?)(?:In|At|From|Near) $")


@dataclass(frozen=True, slots=True)
class PlaceConflict:
    """The text puts ``mention`` in ``stated``; the gazetteer knows it only in ``known``.

    Countries are ISO-3. ``other`` is a second mention of the same name where the text
    itself puts it in another country; ``known`` is () where the gazetteer has no say.
    ``placed_by`` are the words that put a town on the wrong side of its country, or in the
    wrong division of it; then ``stated`` and ``known`` are the country it does lie in.
    """

    mention: PlaceMention
    stated: str
    known: tuple[str, ...]
    explanation: str
    other: PlaceMention | None = None
    placed_by: tuple[int, int] | None = None


def find_conflicts(
    gazetteer: Gazetteer,
    mentions: Sequence[PlaceMention],
    coded: Sequence[Coded[Place]],
    *,
    text: str = "",
) -> tuple[PlaceConflict, ...]:
    """Conflicts with the gazetteer, then those of the text with itself, in text order.

    After them come towns on the wrong side of their land, where ``text`` is given.

    The gazetteer's word counts where it knows the name in a country of the text's other
    places, or as a large town: it does not have every village.
    """
    named = with_words_behind(mentions, text, gazetteer)
    stated = [(m, _stated(gazetteer, m, text)) for m in named]
    found: list[PlaceConflict] = []
    for mention, country in stated:
        if country is not None:
            own = fold(mention.text)
            elsewhere = {
                c.value.country
                for m, c in zip(mentions, coded, strict=True)
                if c.value is not None and c.value.country and fold(m.text) != own
            }
            conflict = _with_gazetteer(gazetteer, mention, country, elsewhere)
            if conflict is not None:
                found.append(conflict)
    put = [(m, c) for m, c in stated if c is not None]
    found = [_and_elsewhere(gazetteer, conflict, put) for conflict in found]
    found += _with_itself(gazetteer, put, found)
    found += [
        PlaceConflict(m.town, m.country, (m.country,), m.explanation, placed_by=m.words)
        for m in find_misplaced(gazetteer, mentions, coded, text)
    ]
    return tuple(found)


def _stated(gazetteer: Gazetteer, mention: PlaceMention, text: str) -> str | None:
    """The country the text puts a name in; None where it says none or several could be meant."""
    if mention.container is None or (text and _only_beside(gazetteer, mention, text)):
        return None
    before = re.search(r"(\w+) $", text[: mention.container_start or 0][-30:])
    whole = f"{before[1]} {mention.container}" if before else ""
    if whole and (wider := gazetteer.demonym(whole) or gazetteer.country(whole)):
        return wider  # "North Korean", read as "Korean"
    holders = gazetteer.holders(mention.container)
    named = [h for h in holders if h.is_country or (h.feature == "ADM1" and h.match == "name")]
    countries = {h.country for h in named}
    if holders and holders[0].is_country and len(countries) == 1:
        return holders[0].country
    return gazetteer.demonym(mention.container)


def _only_beside(gazetteer: Gazetteer, mention: PlaceMention, text: str) -> bool:
    """Whether the country beside a name does not say where it lies.

    "not Khost in Iran", "In Tapachula, Honduras has a consul", "Germany's Danzig", as it was.
    """
    start, end = mention.container_start, mention.container_end
    if start is None or end is None:
        return False
    before = text[max(0, mention.start - 30) : mention.start]
    if _DENIED.search(before):
        return True
    if end <= mention.start:
        possessive = text[end : end + 2] in ("'s", "’s")
        names = {fold(e.name) for e in gazetteer.lookup(mention.text)}
        return possessive and fold(mention.text) not in names
    bare = text[mention.end : start] == ", "
    return bare and bool(_BEGINS.search(before)) and text[end : end + 1] == " "


def _and_elsewhere(
    gazetteer: Gazetteer, conflict: PlaceConflict, put: Sequence[tuple[PlaceMention, str]]
) -> PlaceConflict:
    """The conflict with the place where the text itself puts the name where it is known."""
    for mention, country in put:
        if country in conflict.known and fold(mention.text) == fold(conflict.mention.text):
            here = gazetteer.country_name(conflict.stated)
            there = gazetteer.country_name(country)
            sentence = f"The text puts {mention.text} in {here} and in {there}."
            return replace(conflict, other=mention, explanation=sentence)
    return conflict


def _with_gazetteer(
    gazetteer: Gazetteer, mention: PlaceMention, stated: str, elsewhere: set[str]
) -> PlaceConflict | None:
    entries = gazetteer.lookup(mention.text)
    if any(e.country in (stated, None) or e.is_country for e in entries):
        return None
    if not entries and gazetteer.similar(mention.text, [stated]):
        return None
    entries += gazetteer.similar(mention.text, elsewhere - {stated})
    known = tuple(
        dict.fromkeys(
            e.country
            for e in entries
            if e.country and e.match == "name" and (e.country in elsewhere or _is_known(e))
        )
    )
    if not known:
        return None
    best = next(e for e in entries if e.country == known[0] and e.match == "name")
    here, there = gazetteer.country_name(stated), gazetteer.country_name(known[0])
    same = fold(best.name) == fold(mention.text)
    meant = mention.text if same else f"{mention.text} ({best.name})"
    return PlaceConflict(
        mention,
        stated,
        known,
        f"The text puts {meant} in {here}, but the gazetteer knows it only in {there}.",
    )


def _is_known(entry: GazetteerEntry) -> bool:
    return entry.population >= _WELL_KNOWN


def _with_itself(
    gazetteer: Gazetteer,
    stated: Sequence[tuple[PlaceMention, str]],
    found: Sequence[PlaceConflict],
) -> list[PlaceConflict]:
    """One name in two countries, unless the gazetteer has such a place in both."""
    own: list[PlaceConflict] = []
    reported = {conflict.mention.start for conflict in found}
    seen: list[tuple[PlaceMention, str]] = []
    for mention, country in stated:
        for earlier, before in seen:
            if before == country or not _same_name(earlier.text, mention.text):
                continue
            known = {e.country for e in gazetteer.lookup(mention.text)}
            if {before, country} <= known or {earlier.start, mention.start} & reported:
                continue
            first, second = gazetteer.country_name(before), gazetteer.country_name(country)
            sentence = f"The text puts {earlier.text} in {first} and {mention.text} in {second}."
            own.append(PlaceConflict(mention, country, (before,), sentence, other=earlier))
            break
        seen.append((mention, country))
    return own


def _same_name(a: str, b: str) -> bool:
    left, right = fold(a), fold(b)
    return left == right or (
        min(len(left), len(right)) >= MIN_SPELLING and OSA.distance(left, right) <= 1
    )
