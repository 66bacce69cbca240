"""Resolve the phrases of frames: who, where and when they name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..lang.en.syntax import Syntax
from ..records.coded import Coded, Reason, Via
from ..records.entity import EventDate, Place
from ..records.event import Frame, Participant, Phrase, ResolvedFrame
from ..records.text import Quote
from .actors import ActorResolver
from .dates import DatePhrase, resolve_date
from .place_reading import halfway
from .places import PlaceMention
from .states_in_time import country_on
from .tense import Tense, tense_at

_NEIGHBOURS = 6
"""How many place names before one may hold it in their wider phrase."""
_BETWEEN_STATES = frozenset({"visit", "deploy", "withdraw", "aid", "sanction"})
_SPOKEN = frozenset({"verbal_conflict", "verbal_cooperation", "governance"})
_CAUSE = frozenset({"for", "over", "after"})


@dataclass(frozen=True, slots=True)
class ArticlePlaces:
    """An article's place mentions and what each resolves to, in the same order."""

    mentions: tuple[PlaceMention, ...]
    coded: tuple[Coded[Place], ...]

    def holders(self) -> dict[int, int]:
        """Index of a mention inside another's wider phrase -> the other's index."""
        found: dict[int, int] = {}
        for i, inner in enumerate(self.mentions):
            if i + 1 < len(self.mentions) and _within(inner, self.mentions[i + 1]):
                found[i] = i + 1  # "Afghanistan's Mazar-i-Sharif"
                continue
            for j in range(max(0, i - _NEIGHBOURS), i):
                if _within(inner, self.mentions[j]):
                    found[i] = j
                    break
        return found

    def between(self, mention: PlaceMention) -> tuple[PlaceMention, Coded[Place]] | None:
        """The point half-way, where the text puts something between this place and another."""
        i = self.mentions.index(mention)
        if mention.modifier != "between" and i and self.mentions[i - 1].modifier == "between":
            i -= 1
        if self.mentions[i].modifier != "between" or i + 1 >= len(self.mentions):
            return None
        a, b = self.coded[i], self.coded[i + 1]
        if a.value is None or b.value is None:
            return None
        middle = halfway(a.value, b.value)
        if middle is None:
            return None
        evidence = (*a.evidence, *b.evidence)
        return self.mentions[i], Coded(middle, evidence=evidence, by="rule: between two places")

    def countries(self, quote: Quote) -> tuple[tuple[str, str], ...]:
        """The names of places within a quote, each with the country that it lies in."""
        first = bisect_right(self.mentions, quote.start, key=lambda m: m.end)
        found: list[tuple[str, str]] = []
        for mention, coded in zip(self.mentions[first:], self.coded[first:], strict=True):
            if mention.start >= quote.end:
                break
            if coded.value is not None and coded.value.country:
                found.append((mention.text, coded.value.country))
        return tuple(found)

    def at(self, quote: Quote) -> tuple[PlaceMention, Coded[Place]] | None:
        """The mention that a quote covers or overlaps."""
        i = bisect_right(self.mentions, quote.start, key=lambda m: m.end)
        if i < len(self.mentions) and self.mentions[i].start < quote.end:
            return self.mentions[i], self.coded[i]
        return None


@dataclass(frozen=True, slots=True)
class Scene:
    """What the whole article says of when and where its acts are set.

    ``home`` is the ISO 3166-1 alpha-3 code of the country most of its places lie in;
    ``acronyms`` maps short names to the long ones the text gives them; ``families`` event
    types to codebook families. ``day_called`` says where ``published`` comes from.
    """

    published: date | None
    dateline_place: tuple[Quote, Coded[Place]] | None
    home: str | None
    acronyms: Mapping[str, str]
    families: Mapping[str, str]
    day_called: str = "the publication date"


class FrameResolver:
    """Resolves the frames of one article."""

    def __init__(
        self,
        syntax: Syntax,
        actors: ActorResolver,
        places: ArticlePlaces,
        dates: tuple[DatePhrase, ...],
        *,
        scene: Scene,
    ) -> None:
        self.syntax = syntax
        self.actors = actors
        self.places = places
        self.dates = dates
        self.scene = scene
        self._anchor: date | None = None
        self._towns: dict[int, bool] = {}

    def resolve(self, frame: Frame) -> tuple[ResolvedFrame, ...]:
        """One resolved frame a place: an act told of two towns is two reports (ACLED codebook)."""
        when = self._date(frame)
        if when.value is not None and when.value.precision == "day":
            self._anchor = when.value.end
        on = when.value.end if when.value else self.scene.published
        kind = frame.mention.event_type
        actors = tuple(self._participant(p, on, kind, target=False) for p in frame.actors)
        targets = tuple(self._participant(p, on, kind, target=True) for p in frame.targets)
        targets = self._without_towns(frame, targets) or self._countries_dealt_with(
            frame, on, actors
        )
        places = tuple(_on_the_day(place, when.value) for place in self._places(frame))
        return tuple(ResolvedFrame(frame, actors, targets, place, when) for place in places)

    # -- who -------------------------------------------------------------------------------

    def _participant(
        self, phrase: Phrase, on: date | None, event_type: str, *, target: bool
    ) -> Participant:
        words = phrase.referent or phrase.quote
        head = self._head(phrase)
        coded = self.actors.resolve(
            words.text,
            head=head,
            on=on,
            country_hint=None if head in self.syntax.cue("foreign_role") else self.scene.home,
            acronyms=self.scene.acronyms,
            event_type=event_type,
            target=target,
            places=self.places.countries(words),
        )
        evidence = (phrase.quote,) if phrase.referent is None else (phrase.quote, phrase.referent)
        return Participant(phrase, replace(coded, evidence=evidence, via=phrase.via))

    def _head(self, phrase: Phrase) -> str:
        if phrase.referent is not None:
            return ""
        return self.syntax.parsed.lemmas[self.syntax.meaning_head(phrase.head)]

    def _without_towns(
        self, frame: Frame, targets: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        """A town or region that is only where the act took place is no target of it."""
        kept = []
        for target in targets:
            hit = self.places.at(target.phrase.quote)
            value = hit[1].value if hit else None
            same_words = hit is not None and hit[0].text in target.phrase.quote.text
            going = frame.mention.event_type in ("visit", "deploy", "withdraw", "displacement")
            acting = ("PCLI",) if going else ("PCLI", "PPLC")
            town = value is not None and value.feature not in acting
            if (
                hit
                and town
                and same_words
                and len(target.phrase.quote.text) <= len(hit[0].text) + 5
            ):
                continue
            kept.append(target)
        return tuple(kept)

    def _countries_dealt_with(
        self, frame: Frame, on: date | None, actors: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        """The country that an act between states goes to, where nobody else is its target.

        "Troops withdrew from Iraq", "a visit to Russia": PLOVER's recipient is the country, which
        is where the act takes place as well. The actor's own country is only where it acts.
        """
        kind = frame.mention.event_type
        if kind not in _BETWEEN_STATES:
            return ()
        own = {a.actor.value.country for a in actors if a.actor.value is not None}
        for phrase in frame.places:
            hit = self.places.at(phrase.quote)
            place = hit[1].value if hit is not None else None
            if place is None or place.feature != "PCLI" or place.country in (None, *own):
                continue
            if phrase.via is not None and phrase.via is not Via.SAME_SENTENCE:
                continue
            return (self._participant(phrase, on, kind, target=True),)
        return ()

    # -- where -----------------------------------------------------------------------------

    def _places(self, frame: Frame) -> tuple[Coded[Place], ...]:
        found: list[Coded[Place]] = []
        for phrase in frame.places:
            hit = self.places.at(phrase.quote)
            if hit is None:
                continue
            mention, coded = self.places.between(hit[0]) or hit
            quote = Quote.of(self.syntax.parsed.article.text, mention.start, mention.end)
            evidence = coded.evidence if mention.modifier == "between" else (quote,)
            coded = replace(coded, evidence=evidence, via=phrase.via, via_quote=phrase.via_quote)
            found.append(coded if coded.value else self._by_container(mention, coded))
        values = [f for f in found if f.value is not None]
        if values:
            return tuple(_distinct(values))
        if found:
            return (found[0],)
        return (self._by_dateline(frame),)

    def _by_container(self, mention: PlaceMention, coded: Coded[Place]) -> Coded[Place]:
        """A town that no gazetteer knows lies at least in the region the text puts it in."""
        if mention.container_start is None or mention.container_end is None:
            return _by_name(mention, coded)
        text = self.syntax.parsed.article.text
        words = Quote.of(text, mention.container_start, mention.container_end)
        holder = self.places.at(words)
        if holder is None or holder[1].value is None:
            return _by_name(mention, coded)
        region = holder[1].value
        return Coded(
            region,
            evidence=(*coded.evidence, words),
            candidates=coded.candidates,
            by="rule: the region named with it",
            via=Via.SAME_SENTENCE,
            via_quote=words,
        )

    def _by_dateline(self, frame: Frame) -> Coded[Place]:
        """In the lead paragraph an act without a place is where the dateline says."""
        missing: Coded[Place] = Coded.missing(Reason.NOT_STATED, by="resolve.frames@1")
        if self.scene.dateline_place is None:
            return missing
        quote, coded = self.scene.dateline_place
        candidates = coded.candidates[:1]
        family = self.scene.families.get(frame.mention.event_type, "")
        parsed = self.syntax.parsed
        body = next((s.block for s in parsed.sentences if s.kind == "body"), -1)
        lead = parsed.sentences[frame.mention.sentence].block == body
        town = coded.value is not None and coded.value.feature.startswith("PPL")
        named = lead and self._other_town(frame.mention.sentence)
        if not lead or not town or named or family in _SPOKEN:
            return replace(missing, candidates=candidates)
        return replace(coded, evidence=(quote,), via=Via.DATELINE, via_quote=quote)

    def _other_town(self, sentence: int) -> bool:
        """Whether the paragraph has named a place of its own: then the dateline says nothing."""
        if sentence in self._towns:
            return self._towns[sentence]
        here = self.syntax.parsed.sentences[sentence]
        start = self.syntax.parsed.blocks[here.block].span.start
        self._towns[sentence] = any(
            start <= m.start < here.span.end and (c.value is None or c.value.precision != "country")
            for m, c in zip(self.places.mentions, self.places.coded, strict=True)
        )
        return self._towns[sentence]

    # -- when ------------------------------------------------------------------------------

    def _date(self, frame: Frame) -> Coded[EventDate]:
        for phrase in frame.dates:
            i = bisect_right(self.dates, phrase.quote.start, key=lambda d: d.end)
            here = i < len(self.dates) and self.dates[i].start < phrase.quote.end
            match = self.dates[i] if here else None
            if match is None:
                continue
            coded = resolve_date(
                match,
                published=self.scene.published,
                called=self.scene.day_called,
                tense=self._tense(frame, phrase.head),
                anchor=self._anchor,
            )
            quote = Quote(match.start, match.end, match.text)
            return replace(coded, evidence=(quote,), via=phrase.via, via_quote=phrase.via_quote)
        return Coded.missing(Reason.NOT_STATED, by="resolve.frames@1", candidates=())

    def _tense(self, frame: Frame, date: int) -> Tense:
        """The tense of the act, or the past that its date is told in.

        "Gathered in the city on Wednesday to protest" was on a Wednesday that is over, whatever
        the infinitive says; ``date`` is the head of the date phrase.
        """
        mention = frame.mention
        verb: int | None = mention.trigger
        if mention.is_noun:
            verb = mention.support or self.syntax.governing_verb(mention.trigger)
        tense = tense_at(self.syntax, verb, trigger=mention.trigger)
        if tense == "past" or (mention.is_noun and self._is_cause(mention.trigger)):
            return "past"
        told = tense_at(self.syntax, self.syntax.governing_verb(date), trigger=mention.trigger)
        return "past" if told == "past" else tense

    def _is_cause(self, noun: int) -> bool:
        """ "Threatened revenge for the killing": what is avenged or mourned has happened."""
        p = self.syntax.parsed
        link = p.heads[noun]
        return p.lower[link] in _CAUSE and self.syntax.is_noun(p.heads[link])


def _within(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether a name stands in the wider phrase of another."""
    return outer.phrase_start <= inner.start and inner.end <= outer.phrase_end


def _by_name(mention: PlaceMention, coded: Coded[Place]) -> Coded[Place]:
    """A place the text names and no gazetteer knows: its name, with nothing made up beside it."""
    if coded.reason is not Reason.UNRESOLVED:
        return coded
    place = Place(mention.text, None, feature="", precision="exact")
    return Coded(
        place, evidence=coded.evidence, candidates=coded.candidates, by="rule: named in the text"
    )


def _on_the_day(coded: Coded[Place], when: EventDate | None) -> Coded[Place]:
    """The place in the state that it lay in on the last day of the act."""
    place = coded.value
    if place is None or place.country is None or when is None:
        return coded
    then = country_on(place.country, when.end, place.admin1)
    if then is None:
        return coded
    by = f"{coded.by}: in {then.name} until {then.until}"
    return replace(coded, value=replace(place, country=then.iso3), by=by)


def _distinct(values: list[Coded[Place]]) -> list[Coded[Place]]:
    """Each place once; a region that holds another place named with it is no second place."""
    kept: list[Coded[Place]] = []
    for coded in values:
        place = coded.value
        assert place is not None
        if any(
            k.value is not None and (k.value.name, k.value.country) == (place.name, place.country)
            for k in kept
        ):
            continue
        kept.append(coded)
    towns = [k for k in kept if k.value is not None and k.value.precision in ("exact", "near")]
    if towns:
        return towns
    inner = [k for k in kept if not any(_holds(k.value, other.value) for other in kept)]
    return inner or kept[:1]


def _holds(outer: Place | None, inner: Place | None) -> bool:
    """Whether one place is the country or unit around the other."""
    if outer is None or inner is None or outer is inner or outer.country != inner.country:
        return False
    if outer.precision == "country":
        return inner.precision != "country"
    return outer.admin1 == inner.admin1 and inner.admin2 is not None and outer.admin2 is None
