"""Which place a name means: candidates from the gazetteer, weighed by what the text says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..records.coded import Candidate, Coded, Reason
from ..records.entity import Place
from ..records.text import Quote
from .gazetteer import Gazetteer, GazetteerEntry
from .gazetteer_build import MIN_SPELLING, fold
from .place_conflicts import PlaceConflict, find_conflicts
from .place_features import (
    NameFacts,
    Others,
    Table,
    TextFacts,
    lies_inside,
    of_entries,
    of_others,
    of_text,
)
from .place_mentions import find_place_mentions
from .place_phrases import PlaceMention
from .place_reading import about_one_place, place_of, reasons, unit_around, unlisted
from .place_weights import PlaceWeights, load_place_weights

__all__ = ["PlaceConflict", "PlaceMention", "PlaceResolver", "find_place_mentions"]

BY = "resolve.places@2"
MOST_CANDIDATES = 5
SURE = 0.5
"""Less likely than that a place is not given: what holds it is, or it is ambiguous."""
_WEIGHED = 24
_SMALL = 300_000
"""Of a name's many places so many are weighed, and those in the units the text names."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The places of one name with their features and chances, the likeliest first.

    ``table`` is (places, features) in the order of `place_features.FEATURES`; ``around`` are
    the places the text puts it in.
    """

    entries: tuple[GazetteerEntry, ...]
    table: Table
    chances: tuple[float, ...]
    around: tuple[GazetteerEntry, ...] = ()
    far_fetched: bool = False
    """Whether only a further name of a small place, in a country foreign to the text, is left."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A name's places on their way: what speaks for them but for the text's other names."""

    name: NameFacts
    entries: tuple[GazetteerEntry, ...]
    table: Table
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the gazetteer has under a name, and what it says of each place."""

    entries: tuple[GazetteerEntry, ...]
    table: Table
    scores: NDArray[np.float64]


class PlaceResolver:
    """Resolves the place names of one article at a time; keeps nothing of it."""

    def __init__(self, gazetteer: Gazetteer, *, weights: PlaceWeights | None = None) -> None:
        self.gazetteer = gazetteer
        self.weights = weights or load_place_weights()
        self._known = lru_cache(maxsize=4096)(self._find)

    def resolve_all(
        self,
        mentions: Sequence[PlaceMention],
        *,
        dateline_country: str | None = None,
        outlet_country: str | None = None,
        other_names: Sequence[str] = (),
    ) -> tuple[Coded[Place], ...]:
        """One coded place a mention, in order; at most five candidates are kept.

        ``other_names`` are the text's nationality words and other names; those that name
        a country say where the text is. A name that no place has is ``unresolved``; where no
        place is likely enough (`SURE`) the unit that surely holds it is given, or the name is
        ``ambiguous``.
        """
        weighed = self.weigh(
            mentions,
            dateline_country=dateline_country,
            outlet_country=outlet_country,
            other_names=other_names,
        )
        return tuple(self._coded(m, w) for m, w in zip(mentions, weighed, strict=True))

    def weigh(
        self,
        mentions: Sequence[PlaceMention],
        *,
        dateline_country: str | None = None,
        outlet_country: str | None = None,
        other_names: Sequence[str] = (),
    ) -> list[Weighed]:
        """The places that each mention can mean, the likeliest first."""
        text = self._facts(mentions, dateline_country, outlet_country, other_names)
        looks = {key: self._look(m, text) for m in mentions for key in [_key(m)]}
        first = self._first(looks)
        weighed: dict[tuple[object, ...], Weighed] = {}
        found = []
        for mention in mentions:
            held = self._held(mention, mentions, looks)
            key = (*_key(mention), held)
            if key not in weighed:
                weighed[key] = self._again(looks[_key(mention)], first, held)
            found.append(weighed[key])
        return found

    def conflicts(
        self, mentions: Sequence[PlaceMention], coded: Sequence[Coded[Place]], *, text: str = ""
    ) -> tuple[PlaceConflict, ...]:
        """Names that ``text`` puts where the gazetteer knows no such place (`PlaceConflict`)."""
        return find_conflicts(self.gazetteer, mentions, coded, text=text)

    # -- what the text says as a whole -----------------------------------------------------

    def _facts(
        self,
        mentions: Sequence[PlaceMention],
        dateline: str | None,
        outlet: str | None,
        other_names: Sequence[str],
    ) -> TextFacts:
        gazetteer = self.gazetteer
        countries: defaultdict[str, float] = defaultdict(float)
        divisions: defaultdict[tuple[str, str], float] = defaultdict(float)
        containers: dict[str, tuple[GazetteerEntry, ...]] = {}
        for mention in mentions:
            if mention.container is not None:
                holders = gazetteer.holders(mention.container)
                if holders:
                    containers.setdefault(fold(mention.text), holders)
                    _count(holders[:1], countries, divisions)
            _count(gazetteer.lookup(mention.text), countries, divisions)
        named = {e.country for m in mentions for e in gazetteer.lookup(m.text)[:1] if e.is_country}
        peoples = Counter(c for c in map(gazetteer.country, other_names) if c is not None)
        return TextFacts(
            countries=countries,
            divisions=divisions,
            dateline=dateline,
            outlet=outlet,
            names=frozenset(fold(mention.text) for mention in mentions),
            named=frozenset(country for country in named if country),
            containers=containers,
            nationalities={c: n / peoples.total() for c, n in peoples.items()},
        )

    # -- the first look --------------------------------------------------------------------

    def _look(self, mention: PlaceMention, text: TextFacts) -> _Look:
        stated = self._holders(mention)
        name = NameFacts(
            text=mention.text,
            kind=mention.kind,
            stated=stated,
            elsewhere=text.containers.get(fold(mention.text), ()),
        )
        known = self._known(mention.text)
        kept = self._kept(known, name, text)
        entries = tuple(known.entries[i] for i in kept)
        table, scores = known.table[kept], known.scores[kept]
        similar = self._similar(name, entries, text)
        if similar:
            more = of_entries(similar, mention.text)
            table = np.concatenate([table, more])
            scores = np.concatenate([scores, more @ self.weights.of_entries])
        near = (False,) * len(entries) + (True,) * len(similar)
        entries += similar
        said = of_text(entries, near, name, text)
        return _Look(name, entries, np.hstack([table, said]), scores + said @ self.weights.of_text)

    def _find(self, text: str) -> _Known:
        found = self.gazetteer.lookup(text)
        if not found or text in self.gazetteer.names.states:
            found = self.gazetteer.holders(text) or found
        if any(e.is_country and e.match == "name" for e in found):
            # a country's name is no town's further one: "Iraq" is not Arak, nor Mexico its capital
            found = tuple(e for e in found if e.match == "name")
        table = of_entries(found, text)
        return _Known(found, table, table @ self.weights.of_entries)

    def _holders(self, mention: PlaceMention) -> tuple[GazetteerEntry, ...]:
        return self.gazetteer.holders(mention.container) if mention.container else ()

    def _kept(self, known: _Known, name: NameFacts, text: TextFacts) -> list[int]:
        """The likeliest by themselves, and those in what the text names."""
        if len(known.entries) <= _WEIGHED:
            return list(range(len(known.entries)))
        best = set(np.argsort(-known.scores, kind="stable")[:_WEIGHED].tolist())
        return [i for i, e in enumerate(known.entries) if i in best or _is_likely(e, name, text)]

    def _similar(
        self, name: NameFacts, found: Sequence[GazetteerEntry], text: TextFacts
    ) -> tuple[GazetteerEntry, ...]:
        """Places one letter off in the text's countries, where none there has the very name."""
        if len(fold(name.text)) < MIN_SPELLING:
            return ()
        named = {*text.countries, *text.nationalities}
        named |= {text.dateline} if text.dateline else set()
        named |= {holder.country for holder in name.stated if holder.country}
        if any(entry.country in named for entry in found):
            return ()
        known = set(found)
        return tuple(e for e in self.gazetteer.similar(name.text, named) if e not in known)

    # -- the second look -------------------------------------------------------------------

    def _first(self, looks: Mapping[_Key, _Look]) -> dict[str, tuple[GazetteerEntry, float]]:
        """Folded name -> its likeliest place at first sight, and how likely it is."""
        first: dict[str, tuple[GazetteerEntry, float]] = {}
        for look in looks.values():
            if look.entries:
                chances = _softmax(look.scores)
                best = int(chances.argmax())
                folded = fold(look.name.text)
                if folded not in first or chances[best] > first[folded][1]:
                    first[folded] = look.entries[best], float(chances[best])
        return first

    def _held(
        self, mention: PlaceMention, mentions: Sequence[PlaceMention], looks: Mapping[_Key, _Look]
    ) -> GazetteerEntry | None:
        """The likeliest place of the name that the text puts inside this one."""
        for inner in mentions:
            if inner.container_start == mention.start and inner is not mention:
                look = looks[_key(inner)]
                if look.entries:
                    return look.entries[int(look.scores.argmax())]
        return None

    def _again(
        self,
        look: _Look,
        first: Mapping[str, tuple[GazetteerEntry, float]],
        held: GazetteerEntry | None,
    ) -> Weighed:
        own = fold(look.name.text)
        rest = [pair for name, pair in first.items() if name != own]
        countries = {e.country for e, _ in rest if e.country}
        others = Others(
            entries=tuple(e for e, _ in rest),
            chances=tuple(c for _, c in rest),
            neighbours=frozenset().union(*(self.gazetteer.neighbours(c) for c in countries)),
        )
        more = of_others(look.entries, replace(look.name, held=held), others)
        chances = _softmax(look.scores + more @ self.weights.of_others)
        order = sorted(range(len(look.entries)), key=lambda i: (-chances[i], _code(look, i)))
        return Weighed(
            tuple(look.entries[i] for i in order),
            np.hstack([look.table, more])[order],
            tuple(round(float(chances[i]), 3) for i in order),
            look.name.stated or look.name.elsewhere,
            bool(order) and _is_far_fetched(look.entries[order[0]], countries, others.neighbours),
        )

    # -- the decision ----------------------------------------------------------------------

    def _coded(self, mention: PlaceMention, weighed: Weighed) -> Coded[Place]:
        evidence = tuple(_quotes(mention))
        if not weighed.entries or weighed.far_fetched:
            return self._around(mention, weighed, evidence)
        candidates = tuple(
            Candidate(place_of(entry, mention), why, chance, evidence)
            for entry, chance, why in zip(
                weighed.entries[:MOST_CANDIDATES],
                weighed.chances,
                (self._why(mention, weighed, i) for i in range(MOST_CANDIDATES)),
                strict=False,
            )
        )
        if about_one_place(weighed.entries, weighed.chances) >= SURE:
            return Coded(candidates[0].value, evidence=evidence, candidates=candidates, by=BY)
        unit = unit_around(self.gazetteer, weighed.entries, weighed.chances, SURE)
        if unit is None:
            return Coded.missing(Reason.AMBIGUOUS, by=BY, evidence=evidence, candidates=candidates)
        return Coded(
            place_of(unit, mention),
            evidence=evidence,
            candidates=candidates,
            by=f"{BY}: several places of the name lie in it",
        )

    def _why(self, mention: PlaceMention, weighed: Weighed, i: int) -> str:
        entry = weighed.entries[i]
        holders = self._holders(mention)
        words = {
            "people": f"{entry.population:,}",
            "text": mention.text,
            "name": entry.name,
            "kind": mention.kind,
            "container": mention.container or (holders[0].name if holders else "its region"),
            "country": self.gazetteer.country_name(entry.country) if entry.country else "",
            "admin1": entry.admin1 or "",
            "admin2": entry.admin2 or "",
            "held": "a place of the text",
        }
        return reasons(weighed.table[i], self.weights, words)

    def _around(
        self, mention: PlaceMention, weighed: Weighed, evidence: tuple[Quote, ...]
    ) -> Coded[Place]:
        """A name no place has lies at least in what the text puts it in."""
        if not weighed.around:
            return Coded.missing(Reason.UNRESOLVED, by=BY, evidence=evidence)
        holder = weighed.around[0]
        why = f"the gazetteer has no {mention.text}; the text puts it in {holder.name}"
        place = unlisted(holder, mention)
        return Coded(
            place,
            evidence=evidence,
            candidates=(Candidate(place, why, evidence=evidence),),
            by=f"{BY}: in the gazetteer only what holds it",
        )


_Key = tuple[str, str | None, str]


def _key(m: PlaceMention) -> _Key:
    """What a name's candidates and their first weights depend on."""
    return m.text, m.container, m.kind


def _count(
    entries: tuple[GazetteerEntry, ...],
    countries: defaultdict[str, float],
    divisions: defaultdict[tuple[str, str], float],
) -> None:
    """Count a name whose country is beyond doubt."""
    if not entries:
        return
    best = entries[0]
    if best.country is None:
        return
    if best.is_country:
        countries[best.country] += 1.0
    elif best.feature == "ADM1" and all(_yields(e, best) for e in entries):
        countries[best.country] += 1.0
        divisions[best.country, best.admin1 or ""] += 1.0
    elif len({e.country for e in entries}) == 1:
        countries[best.country] += 0.5


def _yields(entry: GazetteerEntry, division: GazetteerEntry) -> bool:
    """Whether a name that means a division is not likely to mean this place."""
    return entry is division or entry.is_town or entry.feature == "ADM2"


def _is_likely(entry: GazetteerEntry, name: NameFacts, text: TextFacts) -> bool:
    if text.divisions and (entry.country or "", entry.admin1 or "") in text.divisions:
        return True
    return any(lies_inside(entry, holder) for holder in name.stated)


def _is_far_fetched(entry: GazetteerEntry, countries: Set[str], neighbours: Set[str]) -> bool:
    """Whether a place is a guess: small, not called so but also so, and out of the text's way.

    A village that the gazetteer lacks is likelier than a foreign town's further name.
    """
    if entry.match == "name" or entry.population >= _SMALL or not countries or entry.is_country:
        return False
    return entry.country not in countries and entry.country not in neighbours


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(scores):
        return scores
    raised: NDArray[np.float64] = np.exp(scores - scores.max())
    chances: NDArray[np.float64] = raised / raised.sum()
    return chances


def _code(look: _Look, i: int) -> tuple[str, int]:
    entry = look.entries[i]
    return entry.country or "", entry.geonames_id or 0


def _quotes(mention: PlaceMention) -> Iterable[Quote]:
    yield Quote(mention.start, mention.end, mention.text)
    if mention.container and mention.container_start is not None and mention.container_end:
        yield Quote(mention.container_start, mention.container_end, mention.container)
