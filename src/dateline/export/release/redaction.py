"""Roles in place of names: in texts, in the spans that count in them, in coded names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from ...records.entity import Actor, Place
from ...records.event import Participant, Report
from ...records.incident import Incident, Rival, Rivals
from ...records.text import Quote
from ...store.contract import ArticleHead

_NAME_WORD = re.compile(r"[^\W\d_]{3,}")
_SITE = re.compile(r"\w[\w+.-]*://[^/?#]*")


@dataclass(frozen=True, slots=True)
class _Cut:
    """``text[start:end]`` was replaced by what stands at ``new_start`` to ``new_end`` now."""

    start: int
    end: int
    new_start: int
    new_end: int


class Redacted:
    """A text with names replaced, and where its characters have gone."""

    def __init__(self, text: str, redaction: Redaction) -> None:
        pieces: list[str] = []
        self._cuts: list[_Cut] = []
        at = shift = 0
        for start, end, role in redaction.found(text):
            pieces += text[at:start], role
            new_start = start + shift
            shift += len(role) - (end - start)
            self._cuts.append(_Cut(start, end, new_start, end + shift))
            at = end
        self.text = "".join([*pieces, text[at:]])
        self._starts = [cut.start for cut in self._cuts]

    def quote(self, quote: Quote) -> Quote:
        """The same words in the new text; a name that was cut into is taken whole."""
        start = self._moved(quote.start, to_end=False)
        end = self._moved(quote.end, to_end=True)
        return Quote.of(self.text, start, end, quote.field)

    def _moved(self, offset: int, *, to_end: bool) -> int:
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        cut = self._cuts[index]
        if offset >= cut.end:
            return offset - cut.end + cut.new_end
        if offset == cut.start:
            return cut.new_start
        return cut.new_end if to_end else cut.new_start


class Redaction:
    """Replaces names by roles; without names it leaves everything as it is."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        self._roles = {_folded(name): f"[{role}]" for name, role in roles.items()}
        whole = [rf"(?i:{_spaced(name)})" for name in _longest_first(roles) if " " in name]
        alone = [_spaced(one) for name in _longest_first(roles) if " " not in name
                 for one in dict.fromkeys((name, name.upper()))]  # fmt: skip
        either = "|".join([*whole, *alone])
        self._pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if either else None
        self._words = frozenset(
            word.casefold() for name in roles for word in _NAME_WORD.findall(name)
        )

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Where names stand in a text, and what is written in their place."""
        if self._pattern is None:
            return []
        return [
            (match.start(), match.end(), self._roles[_folded(match[0])])
            for match in self._pattern.finditer(text)
        ]

    def words(self, text: str) -> str:
        """A text with roles in place of names."""
        return Redacted(text, self).text if self._pattern is not None else text

    def address(self, url: str | None) -> str | None:
        """An address without its path where that has a word of a name."""
        if url is None:
            return None
        site = _SITE.match(url)
        end = site.end() if site is not None else 0
        return f"{url[:end]}/" if self._has_word(url[end:]) else url

    def given_id(self, id: str, hash: str) -> str:
        """An article's id as it was given; its hash where the id has a word of a name."""
        return hash if self._has_word(id) else id

    def _has_word(self, text: str) -> bool:
        return not self._words.isdisjoint(_NAME_WORD.findall(unquote(text).casefold()))


def redacted_head(head: ArticleHead, redaction: Redaction) -> ArticleHead:
    """An article's head: names in the title, the address and the given id."""
    title = None if head.title is None else redaction.words(head.title)
    return replace(
        head,
        id=redaction.given_id(head.id, head.hash),
        title=title,
        url=redaction.address(head.url),
    )


def redacted_report(report: Report, redaction: Redaction) -> Report:
    """A report with roles in place of the names that were coded; its spans stay as they are."""
    place = report.place
    if place.value is not None:
        place = replace(place, value=_place(place.value, redaction))
    return replace(
        report,
        actors=tuple(_participant(one, redaction) for one in report.actors),
        targets=tuple(_participant(one, redaction) for one in report.targets),
        place=place,
        attribution=tuple(
            link
            if link.speaker is None or link.speaker.id is not None
            else replace(
                link,
                speaker=replace(link.speaker, name=redaction.words(link.speaker.name)),
            )
            for link in report.attribution
        ),
    )


def redacted_incident(incident: Incident, redaction: Redaction) -> Incident:
    """An incident with roles in place of names; ``redaction`` is of all its articles."""
    return replace(
        incident,
        actors=_people(incident.actors, redaction),
        targets=_people(incident.targets, redaction),
        place=_places(incident.place, redaction),
        contradictions=tuple(
            replace(found, explanation=redaction.words(found.explanation), evidence=())
            for found in incident.contradictions
        ),
    )


def _participant(one: Participant, redaction: Redaction) -> Participant:
    quote = one.phrase.quote
    phrase = replace(one.phrase, quote=replace(quote, text=redaction.words(quote.text)))
    actor = one.actor
    if actor.value is not None:
        actor = replace(actor, value=_actor(actor.value, redaction))
    return replace(one, phrase=phrase, actor=actor)


def _actor(actor: Actor, redaction: Redaction) -> Actor:
    return actor if actor.id is not None else replace(actor, name=redaction.words(actor.name))


def _place(place: Place, redaction: Redaction) -> Place:
    """A place that no gazetteer knows may be somebody's house."""
    known = place.geonames_id is not None
    return place if known else replace(place, name=redaction.words(place.name))


def _people(rivals: Rivals[tuple[Actor, ...]], redaction: Redaction) -> Rivals[tuple[Actor, ...]]:
    def changed(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(_actor(actor, redaction) for actor in actors)

    return Rivals(
        None if rivals.value is None else changed(rivals.value),
        rivals.reports,
        tuple(Rival(changed(one.value), one.reports) for one in rivals.rivals),
    )


def _places(rivals: Rivals[Place], redaction: Redaction) -> Rivals[Place]:
    return Rivals(
        None if rivals.value is None else _place(rivals.value, redaction),
        rivals.reports,
        tuple(Rival(_place(one.value, redaction), one.reports) for one in rivals.rivals),
    )


def _longest_first(names: Mapping[str, str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
