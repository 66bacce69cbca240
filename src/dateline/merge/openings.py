"""What an article's title and lead say, as features of a pair: names, words, and the day meant.

News says in its first lines who did what where; a name there which the other article has nowhere
speaks against one event, and the near miss in the next town is told apart by little else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from math import fsum, log1p

from ..lang.en.layout import load_layout
from ..records.article import Article
from ..records.entity import EventDate, Place
from ..records.event import CodedArticle, NamedDate, NamedPlace, Report
from .language import load_merge_words
from .words import rarity, words

_LEAD = 280
"""Characters of the text, after its dateline, that count as lead."""
_NAME = re.compile(r"\b[A-Z][\w'’-]{2,}")
_SLACK = 2.0
"""What is taken off the rarity of a word: what half of all texts say tells none apart."""
_LONGEST_DAYS, _FRESH_DAYS, _MOST_DAYS = 3, 5, 3
_TOWNS = frozenset({"exact", "near"})
_NEAR = 40
"""Characters before a day in which a verb of saying makes it the day of the saying."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The names of title and lead, the words of both, and every word of the article."""

    title: frozenset[str]
    lead: frozenset[str]
    words: frozenset[str]
    everything: frozenset[str]
    names: frozenset[str]
    """Those of title and lead."""
    title_weight: float
    lead_weight: float
    words_weight: float
    """What the names of the title, those of the lead, and the words weigh."""

    @classmethod
    def of(cls, *, title: frozenset[str], lead: frozenset[str], words: frozenset[str],
           everything: frozenset[str]) -> Opening:  # fmt: skip
        """With what is asked of it in every comparison worked out once."""
        weights = (_weigh(some) for some in (title, lead, words))
        return cls(title, lead, words, everything, title | lead, *weights)


def opening_of(article: Article) -> Opening:
    """What title and lead of an article say."""
    title = article.title or ""
    lead = article.text[_dateline_end(article.text) :][:_LEAD]
    return Opening.of(
        title=_names(title),
        lead=_names(lead),
        words=frozenset(words(f"{title}\n{lead}")),
        everything=frozenset(map(_bare, words(f"{title}\n{article.text}"))),
    )


def day_meant(main: Report | None, coded: CodedArticle) -> EventDate | None:
    """The day of the main act: its own, else the first fresh day that the article names.

    A day on which something was said ("police said Monday") is the act's, or that of the day
    after it: the two days are meant.
    """
    when = None if main is None else main.date.value
    if when is not None and (when.end - when.start).days < _LONGEST_DAYS:
        return when
    published = coded.article.published
    if published is None:
        return None
    since = published - timedelta(days=_FRESH_DAYS)
    fresh = [
        named
        for named in coded.dates
        if since <= named.date.start <= published
        and (named.date.end - named.date.start).days < _LONGEST_DAYS
    ]
    told = [named.date for named in fresh if not _is_of_speech(named, coded.article.text)]
    if told:
        return told[0]
    return _or_day_before(fresh[0].date) if fresh else None


def _is_of_speech(named: NamedDate, text: str) -> bool:
    """Whether the day hangs on a verb of saying, or stands in the dateline."""
    before = text[max(0, named.quote.start - _NEAR) : named.quote.start]
    said = load_merge_words().said
    return said.search(before) is not None or _dateline_end(text) > named.quote.start


def _or_day_before(day: EventDate) -> EventDate:
    return replace(day, start=day.start - timedelta(days=1))


def town_meant(main: Report | None, coded: CodedArticle) -> Place | None:
    """The town of the main act: its own, else one that the title names, else the first named.

    The town of a dateline is where it was written, and counts only where no other is named.
    """
    place = None if main is None else main.place.value
    if place is not None and place.precision in _TOWNS:
        return place
    towns = [one for one in coded.places if is_town(one.place)]
    title = coded.article.title or ""
    end = _dateline_end(coded.article.text)
    ranked = sorted(
        towns,
        key=lambda one: (one.quote.text not in title, one.quote.start < end, one.quote.start),
    )
    return _in_country(ranked, place)


def _in_country(ranked: list[NamedPlace], region: Place | None) -> Place | None:
    """The first of the towns that lies in the region, where the act has one."""
    for one in ranked:
        if region is None or region.country is None or one.place.country == region.country:
            return one.place
    return None


def is_town(place: Place) -> bool:
    """Whether a place is known closely, and where it lies."""
    return place.precision in _TOWNS and place.lat is not None and place.lon is not None


def _dateline_end(text: str) -> int:
    match = load_layout().dateline.match(text)
    return match.end() if match else 0


def title_name_missing(one: Opening, other: Opening) -> tuple[float, float]:
    """Share, by weight, of the names of each title that the other article has nowhere."""
    return (
        _missing(one.title, one.title_weight, other),
        _missing(other.title, other.title_weight, one),
    )


def lead_name_missing(one: Opening, other: Opening) -> tuple[float, float]:
    """The same of the names of the leads."""
    return (
        _missing(one.lead, one.lead_weight, other),
        _missing(other.lead, other.lead_weight, one),
    )


def names_weight(one: Opening, other: Opening) -> float:
    """How much the names weigh that both have in title or lead."""
    return log1p(_weigh(one.names & other.names))


def words_alike(one: Opening, other: Opening) -> float:
    """The words of title and lead that both have, over all of theirs, by weight."""
    both = _weigh(one.words & other.words)
    every = one.words_weight + other.words_weight - both
    return both / every if every else 0.0


def days_between(one: EventDate | None, other: EventDate | None) -> int | None:
    """Days between the days meant, at most 3; None where one is not known."""
    if one is None or other is None:
        return None
    gap = max(0, (one.start - other.end).days, (other.start - one.end).days)
    return min(gap, _MOST_DAYS)


def _names(text: str) -> frozenset[str]:
    return frozenset(map(_bare, _NAME.findall(text))) - load_merge_words().no_names


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s").strip("'-")


def _missing(names: frozenset[str], weight: float, other: Opening) -> float:
    lost = names - other.everything
    return _weigh(lost) / weight if lost and weight else 0.0


def _weigh(words: frozenset[str]) -> float:
    """What words weigh together; summed exactly, whatever the order of the set (`words.shared`)."""
    return fsum(map(_weight, words))


def _weight(word: str) -> float:
    return max(0.0, rarity(word) - _SLACK)
