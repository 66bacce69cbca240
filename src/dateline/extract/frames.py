"""Put the phrases of each event mention together into a frame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..lang.en.syntax import Syntax
from ..records.coded import Via
from ..records.event import EventMention, Frame, Phrase
from ..records.text import Quote
from .attachment import anchors_of
from .counts import count_phrases
from .implied import implied_actor
from .linking import Antecedents
from .participants import participant_phrases
from .weapons import weapon_of
from .when import DateFinder, date_phrase
from .where import PlaceFinder, place_phrase

_GATHERINGS = frozenset({"protest", "riot"})
_SPOKEN = frozenset({"support", "pledge", "statement", "claim_responsibility", "concede", "reject"})
_MATERIAL = frozenset(
    {"battle", "explosion", "violence", "riot", "protest", "coercion", "strategic"}
)
_TALK = frozenset({"verbal_conflict", "verbal_cooperation", "governance"})
Continues = Callable[[EventMention, EventMention, bool], "int | None"]


@dataclass(frozen=True, slots=True)
class KnownPhrases:
    """Place and date phrases of an article as character spans, in text order.

    ``holders`` maps the index of a place phrase that only says where another lies to that
    other's index ("Basra, southern Iraq").
    """

    places: tuple[tuple[int, int], ...]
    holders: Mapping[int, int]
    dates: tuple[tuple[int, int], ...]


class Extractor:
    """Fills the frames of one article's mentions.

    ``families`` maps event types to codebook families; ``continues`` tells by which word one
    mention goes on telling of another (see `dateline.link.continues`).
    """

    version = "extract.rules@1"

    def __init__(
        self,
        syntax: Syntax,
        mentions: tuple[EventMention, ...],
        antecedents: Antecedents,
        *,
        phrases: KnownPhrases,
        families: Mapping[str, str],
        continues: Continues,
    ) -> None:
        triggers = frozenset(m.trigger for m in mentions)
        self.syntax = syntax
        self.mentions = mentions
        self._sentences: defaultdict[int, list[EventMention]] = defaultdict(list)
        for mention in mentions:
            self._sentences[mention.sentence].append(mention)
        self.antecedents = antecedents
        self.families = families
        self.continues = continues
        places = anchors_of(syntax, phrases.places)
        self.places = PlaceFinder(syntax, places, triggers, phrases.holders)
        spoken = frozenset(m.trigger for m in mentions if self._is_spoken(m))
        self.dates = DateFinder(syntax, anchors_of(syntax, phrases.dates), triggers, spoken)

    def frames(self) -> tuple[Frame, ...]:
        """One frame a mention, in order."""
        found: list[Frame] = []
        for mention in self.mentions:
            found.append(self._frame(mention, found))
        return tuple(found)

    def _frame(self, mention: EventMention, earlier: list[Frame]) -> Frame:
        rivals = tuple(m for m in self._sentences[mention.sentence] if m is not mention)
        places = self._places(mention)
        dates = self._dates(mention)
        source = self._continued(mention, earlier)
        if source is not None:
            frame, word = source
            quote = self.syntax.parsed.quote(*self.syntax.phrase(word))
            loose = not places or places[0].via is Via.SAME_SENTENCE
            places = _inherited(frame.places, quote) or places if loose else places
            dates = dates or _inherited(frame.dates, quote)
        dates = dates or self._date_taken_up(mention, earlier)
        places = places or self._place_shared(mention, earlier)
        family = self.families.get(mention.event_type, "")
        implied = implied_actor(self.syntax, mention)
        actors = participant_phrases(self.syntax, mention.actors, self.antecedents, target=False)
        targets = participant_phrases(
            self.syntax,
            mention.targets,
            self.antecedents,
            target=True,
            spoken=family in _TALK or family in _GATHERINGS,
        )
        if not places and family not in _TALK and not self._is_spoken(mention):
            places = self._place_of_people(mention, targets)
        return Frame(
            mention=mention,
            actors=actors or (() if implied is None else (implied,)),
            targets=targets,
            places=places,
            dates=dates,
            counts=count_phrases(self.syntax, mention, rivals, gathering=family in _GATHERINGS),
            weapon=None if family in _TALK else weapon_of(self.syntax, mention),
        )

    def _places(self, mention: EventMention) -> tuple[Phrase, ...]:
        spoken = self._is_spoken(mention)
        own = self.places.beside(mention) if spoken else self.places.own(mention)
        self.places.used.extend(a for a, _ in own[:1])
        if own and own[0][1] is None:
            return tuple(place_phrase(self.syntax, a, via, None) for a, via in own)
        linked = None if spoken else self.places.linked(mention)
        if linked is not None:
            anchor, via, word = linked
            return (place_phrase(self.syntax, anchor, via, word),)
        if own and self.families.get(mention.event_type, "") not in _TALK:
            return tuple(place_phrase(self.syntax, a, via, None) for a, via in own[:1])
        return ()

    def _is_spoken(self, mention: EventMention) -> bool:
        """A verbal act took place where it was spoken, not where its content lies."""
        family = self.families.get(mention.event_type, "")
        return family == "verbal_conflict" or mention.event_type in _SPOKEN

    def _dates(self, mention: EventMention) -> tuple[Phrase, ...]:
        own = self.dates.own(mention)
        return (date_phrase(self.syntax, *own),) if own else ()

    def _place_shared(self, mention: EventMention, earlier: list[Frame]) -> tuple[Phrase, ...]:
        """ "travelled to the town and met ...": the second act of one subject is there too."""
        p = self.syntax.parsed
        if p.deps[mention.trigger] != "conj" or self._is_spoken(mention):
            return ()
        if self.syntax.clause(mention.trigger).own_subject:
            return ()
        if self.syntax.modified_noun(mention.trigger) is not None:
            return ()  # "an activist assassinated last week" was no part of the visit
        for frame in reversed(earlier):
            if frame.mention.trigger == p.heads[mention.trigger]:
                quote = self.syntax.parsed.quote(frame.mention.trigger, frame.mention.trigger + 1)
                return tuple(
                    replace(ph, via=Via.SAME_SENTENCE, via_quote=quote, how="shares the clause")
                    for ph in frame.places
                )
        return ()

    def _place_of_people(
        self, mention: EventMention, targets: tuple[Phrase, ...]
    ) -> tuple[Phrase, ...]:
        """ "The demonstrators in Concepción ... when police attacked them": where those are."""
        for target in targets:
            if target.referent is None:
                continue
            anchor = self.places.inside(target.referent, mention.sentence)
            if anchor is not None:
                phrase = place_phrase(self.syntax, anchor, Via.COREFERENCE, target.head)
                return (replace(phrase, how="where those it is done to are"),)
        return ()

    def _date_taken_up(self, mention: EventMention, earlier: list[Frame]) -> tuple[Phrase, ...]:
        word = self.dates.takes_up(mention)
        if word is None:
            return ()
        for frame in reversed(earlier):
            if mention.sentence - frame.mention.sentence > 1:
                break
            if frame.dates:
                return _inherited(frame.dates, self.syntax.parsed.quote(word - 1, word + 1))
        return ()

    def _continued(self, mention: EventMention, earlier: list[Frame]) -> tuple[Frame, int] | None:
        family = self.families.get(mention.event_type)
        for frame in reversed(earlier):
            if mention.sentence - frame.mention.sentence > 1:
                break
            before = self.families.get(frame.mention.event_type)
            alike = family == before or {family, before} <= _MATERIAL
            same = alike and family not in _TALK
            word = self.continues(mention, frame.mention, same)
            if word is not None:
                return frame, word
        return None


def _inherited(phrases: tuple[Phrase, ...], quote: Quote) -> tuple[Phrase, ...]:
    return tuple(
        replace(
            p, via=Via.PREVIOUS_SENTENCE, via_quote=quote, how="goes on from the sentence before"
        )
        for p in phrases
    )
