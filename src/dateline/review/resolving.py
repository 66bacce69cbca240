"""The pipeline's resolvers, asked for words that a reviewer chose or typed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cached_property

from ..extract.numbers import read_number
from ..records.article import Article
from ..records.coded import Coded, Reason
from ..records.entity import Actor, CountRange, EventDate, Place
from ..records.event import Report
from ..records.text import Quote
from ..resolve.actor_loading import load_actor_file
from ..resolve.actor_records import Scene, entry_actor
from ..resolve.actor_search import ActorSearch, state_entry, state_named
from ..resolve.dates import find_dates, resolve_date
from ..resolve.gazetteer_entry import priors
from ..resolve.place_phrases import PlaceMention, with_stated
from ..resolve.place_reading import place_of
from ..resolve.roles import load_crowds
from ..resources import Resources

_MOST = 12
_AFTER_HEAD = re.compile(r"\s(?:of|in|from|at|for|with|who|that|near|on)\s")


class PipelineResolvers:
    """`dateline.review.spans.Resolvers` by the resolvers of a coder; no parse is needed."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources

    def actor(self, words: str, *, report: Report, target: bool) -> Coded[Actor]:
        """Who a phrase names on the day, and in the country, of a report."""
        place, when = report.place.value, report.date.value
        return self.resources.actors.resolve(
            words,
            head=_head(words),
            on=when.end if when else None,
            country_hint=place.country if place else None,
            event_type=report.event_type.value,
            target=target,
        )

    def place(self, quote: Quote, article: Article, *, report: Report) -> Coded[Place]:
        """Where a phrase is; the report's other places say which country is likely."""
        if quote.field != "text":
            mentions = [PlaceMention(0, len(quote.text), quote.text, 0, len(quote.text))]
        else:
            span = [(quote.start, quote.end)]
            mentions = with_stated([], span, article.text, self.resources.gazetteer)
        source = article.source
        coded = self.resources.place_resolver.resolve_all(
            mentions,
            dateline_country=_country(report),
            outlet_country=source.country if source else None,
        )
        return coded[0] if coded else Coded.missing(Reason.UNRESOLVED)

    def date(self, words: str, *, published: date | None) -> Coded[EventDate]:
        """When a phrase means, read as of the past."""
        phrases = find_dates(words)
        if not phrases:
            return Coded.missing(Reason.UNRESOLVED)
        longest = max(phrases, key=lambda phrase: phrase.end - phrase.start)
        return resolve_date(longest, published=published, tense="past")

    def count(self, words: str) -> CountRange | None:
        """How many a phrase says."""
        return read_number(words)

    def places_named(self, name: str) -> tuple[Place, ...]:
        """The gazetteer's places of a name, the likeliest first."""
        entries = self.resources.gazetteer.lookup(name)
        ranked = sorted(
            zip(priors(entries), entries, strict=True),
            key=lambda one: (-one[0], one[1].country or "", one[1].geonames_id or 0),
        )
        mention = PlaceMention(0, len(name), name, 0, len(name))
        return tuple(place_of(entry, mention) for _, entry in ranked[:_MOST])

    def actors_named(self, words: str) -> tuple[Actor, ...]:
        """The actor file's entries with these words in a name, the likeliest first."""
        gazetteer = self.resources.gazetteer
        found = [match.entry for match in self.actor_names.named(words)[:_MOST]]
        state = state_named(words, gazetteer) or gazetteer.country(words)
        entry = state_entry(state, gazetteer) if state else None
        if entry is not None:
            found = [entry, *(one for one in found if one.id != entry.id)]
        crowds = load_crowds()
        return tuple(entry_actor(one, Scene(), crowds) for one in found[:_MOST])

    @cached_property
    def actor_names(self) -> ActorSearch:
        """The names of the actor file, laid out for searching on first need (a second)."""
        return ActorSearch(load_actor_file(self.resources.settings.actors).entries.values())


def _head(words: str) -> str:
    """The head noun, near enough as a lemma: "police officers in Basra" -> "officer"."""
    before = _AFTER_HEAD.split(f" {words} ", maxsplit=1)[0].split()
    last = before[-1].lower() if before else ""
    return last[:-1] if len(last) > 3 and last.endswith("s") and not last.endswith("ss") else last


def _country(report: Report) -> str | None:
    """The country that the report's place, candidates and actors speak of most."""
    told = [c.value.country for c in report.place.candidates]
    told += [p.actor.value.country for p in (*report.actors, *report.targets) if p.actor.value]
    if report.place.value is not None:
        told += [report.place.value.country] * 2
    known = Counter(sorted(country for country in told if country))
    return known.most_common(1)[0][0] if known else None
