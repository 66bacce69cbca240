"""Which place a name means: candidates from the gazetteer, weighed by what the text says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..records.coded import Candidate, Coded, Reason
from ..records.entity import Place, PlacePrecision
from ..records.text import Quote
from .gazetteer import Gazetteer, GazetteerEntry, distance_km, prior, priors
from .gazetteer_build import MIN_SPELLING, fold
from .place_conflicts import PlaceConflict, find_conflicts
from .place_mentions import find_place_mentions
from .place_phrases import PlaceMention

__all__ = ["PlaceConflict", "PlaceMention", "PlaceResolver", "Weights", "find_place_mentions"]

BY = "resolve.places@1"
MOST_CANDIDATES = 5
_AROUND: dict[bool, PlacePrecision] = {True: "country", False: "admin1"}
_WEIGHED = 40
"""Of a name's many places so many are weighed, and those in the divisions the text names."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each reason is worth, in units of a tenfold population.

    ``prior``, ``country``, ``close`` and ``kind`` were fitted by coordinate ascent on the LGL
    set (shared/dev/places_train.jsonl, gold spans given); the rest kept their first values.
    """

    prior: float = 0.6
    container: float = 4.0
    not_container: float = -2.0
    inherited: float = 3.0
    country: float = 1.0
    named: float = 0.8
    dateline: float = 1.0
    outlet: float = 0.6
    admin1: float = 2.0
    close: float = 2.0
    close_km: float = 200.0
    kind: float = 2.0
    spelling: float = -2.0
    same_text: float = 1.5
    tie: float = 0.05


@dataclass(frozen=True, slots=True)
class _Option:
    """A candidate on its way: the entry, whether only a near spelling found it, its score."""

    entry: GazetteerEntry
    prior: float
    near_spelling: str = ""
    score: float = 0.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Context:
    """What the whole text says of where it is."""

    countries: Mapping[str, float]
    divisions: Mapping[tuple[str, str], float]
    dateline: str | None
    outlet: str | None
    names: frozenset[str]
    named: frozenset[str]
    containers: Mapping[str, tuple[GazetteerEntry, ...]]

    def share(self, country: str | None) -> float:
        total = sum(self.countries.values())
        return self.countries.get(country or "", 0.0) / (total + 1.0)

    def division_share(self, entry: GazetteerEntry) -> float:
        total = sum(self.divisions.values())
        key = (entry.country or "", entry.admin1 or "")
        return self.divisions.get(key, 0.0) / (total + 1.0)


class PlaceResolver:
    """Resolves the place names of one article at a time; keeps nothing between articles."""

    def __init__(self, gazetteer: Gazetteer, *, weights: Weights | None = None) -> None:
        self.gazetteer = gazetteer
        self.weights = weights or Weights()

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
        a country say where the text is. A name that no place has is ``unresolved``; one
        whose best two places weigh the same is ``ambiguous``.
        """
        context = self._context(mentions, dateline_country, outlet_country, other_names)
        ranked: dict[tuple[str, str | None, str], list[_Option]] = {}
        for m in mentions:
            if _key(m) not in ranked:
                ranked[_key(m)] = self._ranked(m, context)
        first = [ranked[_key(m)] for m in mentions]
        held = {
            m.container_start: options[0].entry
            for m, options in zip(mentions, first, strict=True)
            if m.container_start is not None and options
        }
        anchors = {
            (fold(name), options[0].entry): None
            for (name, _, _), options in ranked.items()
            if options and options[0].entry.is_town
        }
        coded = []
        for mention, options in zip(mentions, first, strict=True):
            if len(options) > 1:
                own = fold(mention.text)
                others = tuple(entry for name, entry in anchors if name != own)
                options = self._settled(options, others, held.get(mention.start))
            coded.append(self._coded(mention, options))
        return tuple(coded)

    def conflicts(
        self, mentions: Sequence[PlaceMention], coded: Sequence[Coded[Place]], *, text: str = ""
    ) -> tuple[PlaceConflict, ...]:
        """Names that ``text`` puts where the gazetteer knows no such place (`PlaceConflict`)."""
        return find_conflicts(self.gazetteer, mentions, coded, text=text)

    # -- what the text says as a whole -----------------------------------------------------

    def _context(
        self,
        mentions: Sequence[PlaceMention],
        dateline: str | None,
        outlet: str | None,
        other_names: Sequence[str],
    ) -> _Context:
        gazetteer = self.gazetteer
        countries: defaultdict[str, float] = defaultdict(float)
        divisions: defaultdict[tuple[str, str], float] = defaultdict(float)
        containers: dict[str, tuple[GazetteerEntry, ...]] = {}
        for mention in mentions:
            if mention.container is not None:
                holders = gazetteer.holders(mention.container)
                if holders:
                    containers.setdefault(fold(mention.text), holders)
                    self._count(holders[:1], countries, divisions)
            self._count(gazetteer.lookup(mention.text), countries, divisions)
        named = {e.country for m in mentions for e in gazetteer.lookup(m.text)[:1] if e.is_country}
        for name in other_names:
            country = gazetteer.country(name)
            if country is not None:
                countries[country] += 1.0
                named.add(country)
        names = frozenset(fold(mention.text) for mention in mentions)
        return _Context(
            countries=countries,
            divisions=divisions,
            dateline=dateline,
            outlet=outlet,
            names=names,
            named=frozenset(country for country in named if country),
            containers=containers,
        )

    def _count(
        self,
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
        elif best.feature == "ADM1" and all(e.is_town or e is best for e in entries):
            countries[best.country] += 1.0
            divisions[best.country, best.admin1 or ""] += 1.0
        elif len({e.country for e in entries}) == 1:
            countries[best.country] += 0.5

    # -- candidates ------------------------------------------------------------------------

    def _ranked(self, mention: PlaceMention, context: _Context) -> list[_Option]:
        options = [self._weighed(o, mention, context) for o in self._options(mention, context)]
        return sorted(options, key=_order)

    def _settled(
        self,
        options: list[_Option],
        others: Sequence[GazetteerEntry],
        held: GazetteerEntry | None,
    ) -> list[_Option]:
        """Weighed once more by the towns the text names besides, and by the one it puts inside."""
        w = self.weights
        settled = []
        for option in options:
            near = next((o for o in others if _close(o, option.entry, w.close_km)), None)
            if near is not None:
                option = _credit(option, w.close, f"near {near.name}, which the text names")
            if held is not None and not option.entry.is_town and _inside(held, option.entry):
                option = _credit(option, w.container, f"the text puts {held.name} in it")
            settled.append(option)
        return sorted(settled, key=_order)

    def _options(self, mention: PlaceMention, context: _Context) -> list[_Option]:
        found = self.gazetteer.lookup(mention.text)
        if not found or mention.text in self.gazetteer.names.states:
            found = self.gazetteer.holders(mention.text) or found
        if len(found) > _WEIGHED:
            found = found[:_WEIGHED] + tuple(
                entry for entry in found[_WEIGHED:] if self._likely(entry, mention, context)
            )
        options = [_Option(entry, p) for entry, p in zip(found, priors(found), strict=True)]
        if len(fold(mention.text)) < MIN_SPELLING:
            return options
        named = set(context.countries) | ({context.dateline} if context.dateline else set())
        holders = self._holders(mention)
        named |= {holder.country for holder in holders if holder.country}
        if any(entry.country in named for entry in found):
            return options
        similar = self.gazetteer.similar(mention.text, named)
        return options + [_Option(e, prior(e), near_spelling=e.name) for e in similar]

    def _likely(self, entry: GazetteerEntry, mention: PlaceMention, context: _Context) -> bool:
        if context.divisions:
            return (entry.country or "", entry.admin1 or "") in context.divisions
        return any(_inside(entry, holder) for holder in self._holders(mention))

    def _holders(self, mention: PlaceMention) -> tuple[GazetteerEntry, ...]:
        return self.gazetteer.holders(mention.container) if mention.container else ()

    def _weighed(self, option: _Option, mention: PlaceMention, context: _Context) -> _Option:
        w, entry = self.weights, option.entry
        score = w.prior * option.prior
        why = [f"population {entry.population:,}" if entry.population else entry.feature]
        if entry.match == "alternate":
            why.append("as a further name")

        def add(value: float, reason: str) -> None:
            nonlocal score
            score += value
            why.append(reason)

        stated = self._holders(mention)
        holders = stated or context.containers.get(fold(mention.text), ())
        if any(_inside(entry, holder) for holder in holders):
            where = mention.container or holders[0].name
            add(w.container if stated else w.inherited, f"the text puts it in {where}")
        elif stated and not entry.is_country:
            add(w.not_container, f"not in {mention.container}")
        if share := context.share(entry.country):
            add(w.country * share, f"{share:.0%} of the text's places are in {self._name(entry)}")
        if entry.country in context.named and not entry.is_country:
            add(w.named, f"the text names {self._name(entry)}")
        if entry.country and entry.country == context.dateline:
            add(w.dateline, "the dateline's country")
        if entry.country and entry.country == context.outlet:
            add(w.outlet, "the outlet's country")
        if share := context.division_share(entry):
            add(w.admin1 * share, f"{entry.admin1} is named in the text")
        if entry.feature == "PPLC":
            why.append("a capital")
        if mention.kind:
            fits = entry.is_town if mention.kind == "town" else not entry.is_town
            if fits and not entry.is_country:
                add(w.kind, f"the text calls it a {mention.kind}")
        if option.near_spelling:
            add(w.spelling, f"{mention.text} is one letter from {option.near_spelling}")
            if fold(entry.name) in context.names:
                add(w.same_text, f"the text also names {entry.name}")
        return replace(option, score=score, why=tuple(why))

    def _name(self, entry: GazetteerEntry) -> str:
        return self.gazetteer.country_name(entry.country) if entry.country else entry.name

    # -- the decision ----------------------------------------------------------------------

    def _coded(self, mention: PlaceMention, options: Sequence[_Option]) -> Coded[Place]:
        evidence = tuple(_quotes(mention))
        if not options:
            around = self._around(mention, evidence)
            return Coded.missing(Reason.UNRESOLVED, by=BY, evidence=evidence, candidates=around)
        candidates = tuple(
            Candidate(_place(o.entry, mention), "; ".join(o.why), round(o.score, 3), evidence)
            for o in options[:MOST_CANDIDATES]
        )
        best, *rest = options
        if rest and best.score - rest[0].score < self.weights.tie and _apart(best, rest[0]):
            return Coded.missing(Reason.AMBIGUOUS, by=BY, evidence=evidence, candidates=candidates)
        return Coded(candidates[0].value, evidence=evidence, candidates=candidates, by=BY)

    def _around(
        self, mention: PlaceMention, evidence: tuple[Quote, ...]
    ) -> tuple[Candidate[Place], ...]:
        """For a name no place has: what the text says it lies in, as a candidate only."""
        holders = self._holders(mention)
        if not holders:
            return ()
        why = f"the gazetteer has no {mention.text}; the text puts it in {mention.container}"
        place = replace(_place(holders[0], mention), precision=_AROUND[holders[0].is_country])
        return (Candidate(place, why, evidence=evidence),)


def _key(mention: PlaceMention) -> tuple[str, str | None, str]:
    """What a name's candidates and their first weights depend on."""
    return mention.text, mention.container, mention.kind


def _order(option: _Option) -> tuple[float, str, int]:
    return -option.score, option.entry.country or "", option.entry.geonames_id or 0


def _credit(option: _Option, value: float, reason: str) -> _Option:
    return replace(option, score=option.score + value, why=(*option.why, reason))


def _close(a: GazetteerEntry, b: GazetteerEntry, km: float) -> bool:
    """Whether ``b``, no country, lies within ``km`` of ``a``; far ones are told by latitude."""
    return not b.is_country and abs(a.lat - b.lat) * 111.0 <= km and distance_km(a, b) <= km


def _quotes(mention: PlaceMention) -> Iterable[Quote]:
    yield Quote(mention.start, mention.end, mention.text)
    if mention.container and mention.container_start is not None and mention.container_end:
        yield Quote(mention.container_start, mention.container_end, mention.container)


def _apart(a: _Option, b: _Option) -> bool:
    """Whether two places are really two, not a town and the division around it."""
    if a.entry.country != b.entry.country:
        return True
    nested = a.entry.admin1 == b.entry.admin1 and a.entry.is_town != b.entry.is_town
    return not nested and distance_km(a.entry, b.entry) > 100.0


def _inside(entry: GazetteerEntry, holder: GazetteerEntry) -> bool:
    """Whether a place lies in a country, division or region (by distance, for a region)."""
    if holder.country is not None and entry.country != holder.country:
        return False
    if holder.is_country:
        return True
    if holder.feature == "ADM1":
        return entry.admin1 == holder.admin1 and not entry.is_country
    return distance_km(entry, holder) < (400.0 if holder.country else 1500.0)


def _place(entry: GazetteerEntry, mention: PlaceMention) -> Place:
    return Place(
        name=entry.name,
        country=entry.country,
        admin1=entry.admin1,
        lat=entry.lat,
        lon=entry.lon,
        geonames_id=entry.geonames_id,
        feature=entry.feature,
        precision=_precision(entry, mention),
        population=entry.population,
    )


def _precision(entry: GazetteerEntry, mention: PlaceMention) -> PlacePrecision:
    if entry.is_country:
        return "admin1" if mention.modifier == "part" else "country"
    if entry.feature == "ADM2":
        return "admin2"
    if not entry.is_town:
        return "admin1"
    return "near" if mention.modifier in ("near", "outskirts") else "exact"
